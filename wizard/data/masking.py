"""Where a configuration holds keys and passwords, and its text without them."""

import re
from dataclasses import dataclass

MASK = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPlace:
    """One form of line that holds a secret."""

    word: str
    """What every such line has; one without it need not be searched."""
    before: str
    """A pattern of what stands before the secret, from the start of the line where it begins with `^`."""
    secret: str = r"\S+"
    """A pattern of the secret itself."""
    example: str
    """A line with `SECRET` where the secret stands."""


_TYPE = r"(?:\d+ )?"
"""The kind of encryption: 0, 5, 6, 7, 8 or 9."""

_REST = r"\S.*?(?=$| / )"

SECRET_PLACES: tuple[SecretPlace, ...] = (
    SecretPlace(word="key", before=rf"^key {_TYPE}", secret=r"\S+(?=$| / )", example="key 6 SECRET"),
    SecretPlace(word="config-key", before=r"^key config-key \S+ ", example="key config-key password-encrypt SECRET"),
    SecretPlace(
        word="isakmp key",
        before=rf"^crypto isakmp key {_TYPE}",
        example="crypto isakmp key 6 SECRET address 192.0.2.1",
    ),
    SecretPlace(word="group", before=rf"\bgroup \S+ key {_TYPE}", example="group branches key SECRET"),
    SecretPlace(
        word="pre-share key",
        before=rf"\bpre-share key {_TYPE}(?:hex )?",
        example="authentication local pre-share key 0 SECRET",
    ),
    SecretPlace(
        word="pre-shared-key",
        before=rf"^pre-shared-key (?:local |remote )?{_TYPE}(?:hex )?(?!(?:address|hostname) )",
        example="pre-shared-key local 6 SECRET",
    ),
    SecretPlace(
        word="pre-shared-key",
        before=rf"^pre-shared-key (?:address|hostname) .*?\bkey {_TYPE}",
        example="pre-shared-key address 0.0.0.0 0.0.0.0 key SECRET",
    ),
    SecretPlace(
        word=" key ",
        before=rf"\b(?:server|server-private|host) .*?\bkey {_TYPE}",
        secret=_REST,
        example="radius-server host 192.0.2.9 auth-port 1812 key 7 SECRET",
    ),
    SecretPlace(
        word="-server key",
        before=rf"\b(?:radius|tacacs)-server key {_TYPE}",
        secret=_REST,
        example="tacacs-server key SECRET",
    ),
    SecretPlace(
        word="password ",
        before=rf"(?<!-)\bpassword(?: level \d+)? (?!encryption aes){_TYPE}",
        secret=_REST,
        example="ppp pap sent-username branch password 7 SECRET",
    ),
    SecretPlace(
        word="secret ",
        before=rf"(?<!-)\bsecret(?: level \d+)? {_TYPE}",
        secret=_REST,
        example="username admin privilege 15 secret 9 SECRET",
    ),
    SecretPlace(word="passphrase ", before=r"\bpassphrase ", secret=_REST, example="passphrase SECRET"),
    SecretPlace(
        word="-password ", before=rf"\b(?:area|domain)-password {_TYPE}", secret=_REST, example="area-password SECRET"
    ),
    SecretPlace(
        word="key-string ",
        before=rf"\bkey-string {_TYPE}",
        secret=_REST,
        example="authentication md5 key-string SECRET",
    ),
    SecretPlace(
        word="server-key ",
        before=rf"\bserver-key {_TYPE}",
        secret=_REST,
        example="client 192.0.2.9 server-key 7 SECRET",
    ),
    SecretPlace(
        word="-key ",
        before=rf"\b(?:message-digest-key|authentication-key) \d+ (?:md5|hmac\S*|sha\S*|cmac\S*) {_TYPE}",
        example="ip ospf message-digest-key 1 md5 7 SECRET",
    ),
    SecretPlace(
        word="authentication-key ",
        before=rf"\bauthentication-key {_TYPE}(?!\d+ \w)",
        example="ip ospf authentication-key 7 SECRET",
    ),
    SecretPlace(
        word=" authentication ",
        before=r"\b(?:standby|vrrp|glbp) (?:\d+ )?authentication (?!md5\b)(?:text )?",
        example="standby 1 authentication text SECRET",
    ),
    SecretPlace(word="nhrp", before=r"\bip nhrp authentication ", example="ip nhrp authentication SECRET"),
    SecretPlace(word="snmp-server", before=r"^snmp-server community ", example="snmp-server community SECRET RO"),
    SecretPlace(
        word="snmp-server",
        before=r"^snmp-server host \S+ (?:vrf \S+ )?(?:traps |informs )?(?:version (?:1|2c|3 \w+) )?",
        example="snmp-server host 192.0.2.9 version 2c SECRET",
    ),
    SecretPlace(
        word="snmp-server",
        before=r"\bsnmp-server user .*?\bauth (?:md5|sha)(?:-\d+)? ",
        example="snmp-server user ops staff v3 auth sha SECRET",
    ),
    SecretPlace(
        word="snmp-server",
        before=r"\bsnmp-server user .*?\bpriv (?:des|3des|aes(?: \d+)?) ",
        example="snmp-server user ops staff v3 auth sha OTHER priv aes 128 SECRET",
    ),
    SecretPlace(
        word="session-key",
        before=r"\bset session-key (?:inbound|outbound) (?:ah|esp) \d+ (?:cipher )?",
        secret=_REST,
        example="set session-key inbound esp 300 cipher SECRET",
    ),
    SecretPlace(
        word="wpa-psk", before=rf"\bwpa-psk (?:ascii|hex) {_TYPE}", secret=_REST, example="wpa-psk ascii 7 SECRET"
    ),
    SecretPlace(
        word="encryption",
        before=rf"\bencryption (?:mode \S+ )?key \d+ size \d+bit {_TYPE}",
        example="encryption key 1 size 128bit 7 SECRET",
    ),
    SecretPlace(
        word="://", before=r"://[^/:@\s]+:", secret=r"[^@\s]+(?=@)", example="path ftp://backup:SECRET@192.0.2.9/"
    ),
)

_START = r"(?:^[^\w\n]*(?:\d+[^\w\n]+)?|: | / )(?:no )?"
"""Where a line begins; a text for people puts a sign, a number, or the device and the header before it."""


def _compiled(place: SecretPlace) -> re.Pattern[str]:
    before = f"{_START}{place.before[1:]}" if place.before.startswith("^") else place.before
    return re.compile(f"({before}){place.secret}", re.MULTILINE)


_PATTERNS = tuple((place.word, _compiled(place)) for place in SECRET_PLACES)

_MAYBE = re.compile(r"key|pass(?:word|phrase) |secret |snmp-server| authentication |wpa-psk|://")
"""What one line in twenty has, and every line that holds a secret."""


def masked(text: str) -> str:
    """The text, one line or many, with `***` in place of each key and password."""
    if not _MAYBE.search(text):
        return text
    for word, pattern in _PATTERNS:
        if word in text:
            text = pattern.sub(rf"\g<1>{MASK}", text)
    return text
