"""The words of IOS behind which a secret stands, and the places where they have none.

A pattern is one of the text in small letters, with one blank between two words.
"""

from dataclasses import dataclass

_TYPE = "(?:[04-9] )?"
"""How a secret is written: 0 in clear text, 7 obscured, 6 encrypted, 4, 5, 8 and 9 hashed."""

_WRITTEN = f"{_TYPE}(?:(?:hex|ascii|text|string) )?{_TYPE}"

_DIGESTS = (
    "md5 sha sha1 sha-1 sha2 sha-2 sha224 sha-224 sha256 sha-256 sha384 sha-384 sha512 sha-512 hmac-md5 hmac-sha "
    "hmac-sha1 hmac-sha-1 hmac-sha-256 hmac-sha-384 hmac-sha-512 hmac-sha256 hmac-sha384 hmac-sha512 hmac-sha2-256 "
    "hmac-sha2-512 cmac-128-aes aes-128-cmac aes-256-cmac"
)
"""Algorithms behind which their key may stand."""

_A_DIGEST = r"(?:md5|sha\S*|hmac\S*|cmac\S*|aes-\d+-cmac)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretWord:
    """Words behind which a secret stands, to the end of the line where no other word ends it."""

    words: str
    """Separated by blanks."""
    start: str = ""
    """A pattern of what the line begins with."""
    before: str = ""
    """A pattern of the one word before."""
    after: str = ""
    """A pattern of what must follow."""
    skips: str = ""
    """A pattern of what may stand between the word and the secret, and can be read."""
    ends: str = ""
    """A pattern of the word before which the secret ends."""
    example: str
    """A line with `SECRET` where the secret stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSecret:
    """A place where such a word has no secret behind it."""

    words: str
    start: str = ""
    before: str = ""
    after: str = ""
    example: str
    """A line that stays as it is."""


STEMS = frozenset(
    [
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "passkey",
        "pass",
        "pwd",
        "pw",
        "secret",
        "key",
        "psk",
        "ppk",
        "token",
        "pin",
        "community",
        "apikey",
        "cred",
        "credential",
        "credentials",
    ]
)
"""What makes a secret's word of any word that ends in it behind a hyphen or an underscore, or has a value assigned."""

UNKNOWN = SecretWord(words="", skips=f"(?:(?:local|remote) )?{_WRITTEN}", example="fancy-password 7 SECRET")
"""What holds of such a word that no row names."""

SECRET_WORDS: tuple[SecretWord, ...] = (
    SecretWord(
        words="password passwords passw passwo passwor passwd passcode pass pwd pw",
        skips=rf"(?:level \d+ )?{_TYPE}",
        example="ppp pap sent-username branch password 7 SECRET",
    ),
    SecretWord(
        words="secret secrets secr secre",
        skips=rf"(?:level \d+ )?{_TYPE}",
        example="username admin privilege 15 secret 9 SECRET",
    ),
    SecretWord(words="sec", after="[04-9]", skips=_TYPE, example="username admin sec 5 SECRET"),
    SecretWord(
        words="passphrase passp passph passphr passphra passphras",
        skips=_TYPE,
        example="crypto key lock rsa name OWN passphrase SECRET",
    ),
    SecretWord(words="pin", example="cellular sim pin SECRET"),
    SecretWord(words="pas", skips=_TYPE, example="username ops pas 0 SECRET"),
    SecretWord(words="sec", start="(?:username|user|usern|enable|ena|en)", skips=_TYPE, example="enable sec SECRET"),
    SecretWord(words="pmk", example="sap pmk SECRET mode-list gcm-encrypt"),
    SecretWord(words="nthash", skips=_TYPE, example="user ops nthash 7 SECRET"),
    SecretWord(
        words="key-octet-string keystring presharedkey sharedkey secretkey credential credentials",
        skips=_WRITTEN,
        example="key-octet-string 7 SECRET",
    ),
    SecretWord(
        words="passwort kennwort contraseña senha пароль パスワード 密码",
        example="description Router, Kennwort SECRET",
    ),
    SecretWord(words="unlock authenticate", before="sim", skips=_TYPE, example="lte sim unlock SECRET"),
    SecretWord(
        words="key",
        start="crypto isa[a-z]* key",
        skips=_WRITTEN,
        ends="address|hostname",
        example="crypto isakmp key 6 SECRET address 192.0.2.1",
    ),
    SecretWord(
        words="key",
        skips=rf"(?:\d+ size \S+ )?{_WRITTEN}",
        example="encryption vlan 1 key 1 size 128bit 7 SECRET",
    ),
    SecretWord(words="config-key", skips=r"(?:\S+ )?", example="key config-key password-encrypt SECRET"),
    SecretWord(
        words="pre-shared-key pre-shared pre-shared-k pre-shared-ke",
        skips=f"(?:(?:local|remote) )?{_WRITTEN}",
        example="pre-shared-key local 6 SECRET",
    ),
    SecretWord(words="psk ppk", skips=_WRITTEN, example="wpa psk SECRET"),
    SecretWord(
        words="key-string key-s key-st key-str key-stri key-strin", skips=_WRITTEN, example="key-string 7 SECRET"
    ),
    SecretWord(
        words="authentication-key message-digest-key",
        skips=rf"(?:\d+ {_A_DIGEST} )?{_TYPE}",
        example="ip ospf message-digest-key 1 md5 7 SECRET",
    ),
    SecretWord(
        words="session-key",
        skips=r"(?:(?:inbound|outbound) )?(?:(?:esp|ah) )?(?:\d+ )?(?:cipher )?",
        example="set session-key inbound esp 300 cipher SECRET authenticator SECRET",
    ),
    SecretWord(
        words="auth",
        start=r"snmp\S* user",
        skips=f"(?:{_A_DIGEST} )?(?:(?:224|256|384|512) )?",
        ends="priv|access",
        example="snmp-server user ops staff v3 auth sha-2 256 SECRET access 10",
    ),
    SecretWord(
        words="priv",
        start=r"snmp\S* user",
        skips=r"(?:(?:3?des|aes)\S* )?(?:(?:128|192|256) )?",
        ends="access",
        example="snmp-server user ops staff v3 auth sha SECRET priv aes 128 SECRET access 10",
    ),
    SecretWord(words=_DIGESTS, skips=_TYPE, example="authentication mode hmac-sha-256 7 SECRET"),
    SecretWord(
        words="des 3des aes-cbc",
        before="esp",
        skips=f"(?:(?:128|192|256) )?{_TYPE}",
        ends=_A_DIGEST,
        example="ipv6 ospf encryption ipsec spi 257 esp aes-cbc 128 7 SECRET sha1 7 SECRET",
    ),
    SecretWord(
        words="nhrp",
        after=r"authentication \S+",
        skips=f"authentication {_TYPE}",
        example="ip nhrp authentication SECRET",
    ),
    SecretWord(
        words="standby vrrp glbp fhrp",
        after=r"(?:\S+ )?authentication (?!md5|key-chain)\S+",
        skips=rf"(?:\d+ )?authentication {_TYPE}(?:text )?{_TYPE}",
        example="standby 1 authentication text SECRET",
    ),
    SecretWord(
        words="community commu commun communi communit",
        skips=_TYPE,
        ends=r"ro|rw|view|ipv6",
        example="snmp-server community SECRET RO 10",
    ),
    SecretWord(words="com comm", start=r"snmp\S*", skips=_TYPE, ends="ro|rw|view|ipv6", example="snmp com SECRET ro"),
    SecretWord(
        words="community-map",
        skips=_TYPE,
        ends="context|engineid|security-name|target-list",
        example="snmp mib community-map SECRET context one",
    ),
    SecretWord(
        words="snmp-server snmp",
        after=r"host \S+ \S+",
        skips=r"host \S+ (?:vrf \S+ )?(?:(?:traps?|informs?) )?(?:version (?:1|2c|3(?: (?:auth|noauth|priv))?) )?"
        + _TYPE,
        ends="udp-port",
        example="snmp-server host 192.0.2.9 version 2c SECRET udp-port 162",
    ),
    SecretWord(
        words="trap",
        start="rmon event",
        ends="owner|description",
        example="rmon event 1 log trap SECRET owner noc",
    ),
    SecretWord(words="license", start="license", after=r"[07] \S+", skips=_TYPE, example="license 7 SECRET"),
    SecretWord(words="token idtoken", skips=_TYPE, example="license smart trust idtoken SECRET"),
    SecretWord(words="bearer", example="header bearer SECRET"),
    SecretWord(
        words="authorization: cookie:", skips="(?:(?:basic|bearer|digest) )?", example="authorization: basic SECRET"
    ),
    SecretWord(
        words="server-key secret-key private-key transmit-key set-key wpa-psk tunnel-password area-password "
        "domain-password user-password shared-secret ntp-shared-secret api-key pac-key shared-key ikev2-password",
        skips=UNKNOWN.skips,
        example="client 192.0.2.9 server-key 7 SECRET",
    ),
    SecretWord(words="banner fail-message", start="aaa authentication", example="aaa authentication banner ^CSECRET^C"),
    SecretWord(
        words="chap pap pap_chap",
        start="cellular",
        skips=r"\S+ ",
        example="cellular 0 lte profile create 1 internet chap ops SECRET",
    ),
    SecretWord(words="run-opts", skips=r"(?:\d+ )?", example='run-opts 1 "-e NAME=SECRET"'),
    SecretWord(
        words="pkcs12 pem",
        start="crypto (?:pki|ca|key) (?:import|export)",
        skips=r"(?:(?:check|exportable|usage-keys|general-purpose) )?(?:url )?(?:\S+ )?"
        rf"(?:(?:exportable|3des|des|aes) )?(?:password )?{_TYPE}",
        example="crypto pki import FLEX pkcs12 flash:flex.p12 SECRET",
    ),
    SecretWord(words="reply", start="action", example='action 1.0 reply "SECRET"'),
)

NO_SECRETS: tuple[NoSecret, ...] = (
    NoSecret(
        words="password",
        start="password (?:encryption aes|logging|policy|strength-check)",
        example="password encryption aes",
    ),
    NoSecret(words="passwords", start="security passwords", example="security passwords min-length 10"),
    NoSecret(
        words="password",
        start="mpls ldp",
        after="required|rollover|fallback",
        example="mpls ldp password required for 10",
    ),
    NoSecret(words="password", start="ip ssh", example="ip ssh server authenticate user publickey password keyboard"),
    NoSecret(words="password", start="aaa password", example="aaa password restriction"),
    NoSecret(
        words="password",
        start="cts sxp connection",
        after="default|none",
        example="cts sxp connection peer 192.0.2.1 password default mode local",
    ),
    NoSecret(words="pass", after="log$", example="pass log"),
    NoSecret(words="key", start="crypto key", example="crypto key generate rsa modulus 2048 label flex"),
    NoSecret(words="key", after=r"chain \S+", start="key chain", example="key chain EIGRP"),
    NoSecret(words="key", after="config-key", example="key config-key password-encrypt"),
    NoSecret(words="config-key", after="password-encrypt$", example="key config-key password-encrypt"),
    NoSecret(words="key", start="tunnel", after=r"\d+$", example="tunnel key 10"),
    NoSecret(words="key", start="s?ntp", after=r"\d+", example="ntp server 192.0.2.1 key 1 prefer"),
    NoSecret(
        words="key",
        before="crypto",
        after="mypubkey|pubkey-chain",
        example="alias exec own show crypto key mypubkey rsa",
    ),
    NoSecret(
        words="pre-shared-key",
        after=r"(?:address|hostname|key-chain) \S+",
        example="mka pre-shared-key key-chain MACSEC",
    ),
    NoSecret(
        words="password secret key token pin pass",
        before="route-map|access-group|access-class|class-map|policy-map|service-policy|transform-set|hostname|"
        "map|object-group|trustpoint|vrf|keyring|pool",
        example="ip access-group secret in",
    ),
    NoSecret(
        words="password secret key token pin pass",
        start=r"ip \S+-list (?:standard|expanded|extended)",
        before="standard|expanded|extended",
        example="ip community-list standard key permit 65000:1",
    ),
    NoSecret(
        words="psk",
        before="group|user|override|accounting|profile",
        example="aaa authorization group psk list FLEX POLICY",
    ),
    NoSecret(words="ppk", after=r"(?:manual|dynamic) \S+", example="ppk manual id 1"),
    NoSecret(words="ppk", before="keyring", example="keyring ppk KEYS"),
    NoSecret(words="community", before="set|match", example="set community 65000:1 additive"),
    NoSecret(words="token", start="crypto pki token", example="crypto pki token default removal timeout 60"),
    NoSecret(words="token", after="required-for", example="security token required-for all"),
    NoSecret(
        words=_DIGESTS,
        start="hash|integrity|prf|encryption|algorithm|cryptographic-algorithm|ip ssh|crypto ipsec transform-set",
        example="integrity sha256 sha1",
    ),
    NoSecret(
        words=_DIGESTS,
        before="hash|algorithm|algorithm-type|signature|eap|mac",
        example="authentication local eap md5 username spoke",
    ),
    NoSecret(
        words=_DIGESTS,
        after=f"key-string|key-chain|timeout|{_A_DIGEST}",
        example="standby 1 authentication md5 key-chain HSRP",
    ),
)

NAMED_BY = frozenset(
    [
        "access-class",
        "access-group",
        "access-list",
        "route-map",
        "policy-map",
        "class-map",
        "prefix-list",
        "prefix-set",
        "keyring",
        "profile",
        "pool",
        "list",
        "chain",
        "key-chain",
        "trustpoint",
        "vrf",
        "standard",
        "extended",
        "group",
        "template",
        "map",
        "policy",
        "view",
        "interface",
        "label",
        "rsakeypair",
        "eckeypair",
        "service-policy",
        "transform-set",
        "proposal",
        "method-list",
        "hostname",
        "username",
    ]
)
"""Words behind which an object's name stands, which may end like a secret's word."""

ENDS_LIKE_ONE = frozenset(
    [
        "public-key",
        "trusted-key",
        "named-key",
        "addressed-key",
        "save-password",
        "route-key",
        "host-key",
        "publickey",
        "hostkey",
    ]
)
"""Words that end like a secret's and are none."""
