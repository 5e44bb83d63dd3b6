"""Long lines that a reader may choke on: every beginning that is looked for, before every piece that may repeat."""

from collections.abc import Iterator

PIECES = (
    *(" ", "\t", "  x", "a", "A", "7", "0", ".", "1.", "10.0.0.1 ", "255.255.255.255 ", "1.1.1.1.", "(", ")", "#", ">"),
    *("-", "--", "_", "/", "//", ":", "://", "@", "=", ",", ", ", ";", "*", "%", "!", "^", "|", "\\", "'", '"', "$"),
    *("{", "}", "{ }", "[", "]", "<", "+", "~", "&", "a#", "a> ", "a(config)#", "r1#show run", "a:", "a@a:", "x=y, "),
    *("key ", "key 0 ", "0 ", "6 ", "7 0", "password ", "password 7 ", "secret ", "://a:", "://a:b@", "group a key "),
    *("--More--", " --More-- ", "\b", "a\b", "\b \b", "\x1b", "\x1b[", "\x1b[0", "\x1b[0;1m", "\x1b[ ", "^C", "\x03"),
    *("AB ", "DEADBEEF ", "30", "ab", "quit ", "permit ", "any ", "host ", "list ", "acl ", "address ", "class "),
    *("no ", "pool ", "set ", "show ", "Jan 1 ", "Mon 1 ", "interface ", "Certificate ", "CN=a, ", "IOS ", "version "),
    *(", Version", "bytes of memory ", "\u00e9", "\u6771", "\u2028", "\xa0", "\u0661", "\u00b2", "\r", "\r\r", "\x0b"),
)  # fmt: skip
"""What a line may be made of, again and again."""

HEADS = (
    *("", " ", "a", "0", "#", "-", "------ show ", "*Jan 1 ", "%", "!", "@", "^", "\x1b["),
    *("hostname ", "version ", "banner motd ", "banner motd ^", "banner motd ^C", "banner ", "menu ", "menu a title "),
    *("description ", "interface ", "interface Tunnel", "interface Virtual-Template", "vlan ", "track ", "macro name "),
    *("username ", "username a privilege ", "ip route ", "ip route 10.0.0.0 255.0.0.0 ", "ip local pool "),
    *("ip domain ",),
    *("ip local pool a ", "ip prefix-list ", "access-list ", "access-list 101 ", "access-list 101 permit ip "),
    *("access-list 101 remark ", "ip access-list extended ", "ip access-list standard ", "route-map ", "policy-map "),
    *("crypto isakmp key ", "crypto isakmp keepalive ", "crypto isakmp policy ", "crypto isakmp profile "),
    *("crypto isakmp client configuration group ", "crypto ipsec client ezvpn ", "crypto ipsec profile "),
    *("crypto ipsec transform-set ", "crypto dynamic-map ", "crypto map ", "crypto map a 10 ipsec-isakmp dynamic "),
    *("crypto ikev2 profile ", "crypto ikev2 proposal ", "crypto ikev2 keyring ", "crypto ikev2 dpd "),
    *("crypto pki trustpoint ", "crypto pki certificate chain ", "crypto pki certificate map ", "certificate "),
    *("aaa authentication login ", "aaa authorization network ", "radius-server host ", "tacacs-server key "),
    *("snmp-server user ", "snmp-server host ", "router bgp ", "router eigrp ", "router ospf ", "line ", "key "),
    *("event manager applet ", "ip nat inside source ", "object-group ", "ip sla ", "ntp server ", "no "),
    *("Cisco IOS Software, ", "cisco ", "license udi pid ", "Current configuration : ", "Using 1 out of "),
    *("a#show ", "a(config)#", "a>", " Peer: ", "current_peer "),
)  # fmt: skip
"""What a line may begin with."""

SHOWN = (
    *("", "Cisco IOS Software, ", "Cisco IOS XE Software, ", "Cisco IOS-XE Software, Version "),
    *("Cisco IOS Software\nIOS ",),
    *("cisco ", "cisco ISR4331 ", "license udi pid ", "version ", "version 15.", "15.2(", "16.9.", "cisco ios "),
    *(" Peer: ", " Peer: 1.", "current_peer 10.0.0.1 port ", "Cisco IOS Software, IOS-XE Software, Version "),
)  # fmt: skip
"""What a line of a show command may begin with."""

CERTIFICATE = (
    *("", "Certificate ", "CA Certificate (", "cn=", "Start date: ", "Start date: 1 ", "End date: Jan 1 "),
    *("Issuer:\n ", "Status: "),
    *("RSA Public Key: (", "X509v3 Key Usage: ", "X509v3 Extended Key Usage:\n ", "Fingerprint SHA1: ", "CA: "),
    *("Certificate Serial Number (hex): ", "Associated Trustpoints: ", "X509v3 Subject Alternative Name:\n "),
)  # fmt: skip
"""What a row about a certificate may begin with."""

BELOW = (
    ("interface Vlan9", ("", "description ", "ip address ", "ip address 10.0.0.1 ", "crypto map ", "ip ospf ")),
    ("interface Vlan9", ("crypto ipsec client ezvpn ", "ip access-group ", "ip nat ", "tunnel source ", "vrf ")),
    ("interface Virtual-Template9 type tunnel", ("tunnel protection ipsec profile ", "ip mtu ", "ip unnumbered ")),
    ("crypto isakmp client configuration group g", ("", "key ", "pool ", "acl ", "dns ", "dhcp server ", "banner ")),
    ("crypto isakmp client configuration group g", ("auto-update client ", "split-dns ", "max-users ", "firewall ")),
    ("crypto isakmp profile p", ("match identity group ", "virtual-template ", "client configuration ", "match ")),
    ("crypto ipsec client ezvpn c", ("", "group ", "group a key ", "peer ", "username ", "username a password ")),
    ("crypto ipsec client ezvpn c", ("acl ", "mode ", "xauth userid mode ", "virtual-interface ", "connect ")),
    ("crypto dynamic-map d 10", ("set ", "match address ", "set security-association lifetime seconds ")),
    ("crypto ipsec profile p", ("set ", "set transform-set ", "set security-association lifetime seconds ")),
    ("crypto isakmp policy 9", ("lifetime ", "encr ", "hash ", "group ", "authentication ")),
    ("crypto ikev2 profile p", ("match identity remote ", "authentication local pre-share key ", "dpd ", "pki ")),
    ("crypto ikev2 keyring k", ("peer ", "")),
    ("crypto pki certificate chain t", ("certificate ", "certificate ca ")),
    ("crypto pki trustpoint t", ("subject-name ", "rsakeypair ", "enrollment ", "fqdn ", "revocation-check ")),
    ("ip access-list extended a", ("", "permit ip ", "permit tcp any ", "10 permit ip ", "remark ", "7")),
    ("route-map r permit 10", ("match ", "set ", "match ip address ")),
    ("router bgp 1", ("network ", "neighbor ", "neighbor 10.0.0.1 ", "redistribute ", "distribute-list ")),
    ("router eigrp 1", ("network ", "eigrp stub ", "passive-interface ", "redistribute ")),
    ("router ospf 1", ("network ", "area ", "default-information ")),
    ("line vty 0 4", ("access-class ", "password ", "login authentication ")),
)  # fmt: skip
"""What a line below another one may begin with."""

END = "?"
"""What every line ends with: one that fits up to its last character is the dearest to give up."""


def line(head: str, piece: str, length: int) -> str:
    """A line of about that length."""
    return head + piece * (length // len(piece)) + END


def global_lines(length: int) -> Iterator[tuple[str, str]]:
    """Each beginning before each piece, at the left margin."""
    for head in HEADS:
        for piece in PIECES:
            yield f"{head!r}, {piece!r}", line(head, piece, length)


def below(length: int) -> Iterator[tuple[str, str]]:
    """Each beginning before each piece, below the line that opens its section."""
    for parent, heads in BELOW:
        for head in heads:
            for piece in PIECES:
                yield f"{parent} / {head!r}, {piece!r}", f"{parent}\n {line(head, piece, length)}"


def of_show_commands(length: int) -> Iterator[tuple[str, str]]:
    """What `show version` and `show crypto session` may print."""
    for head in SHOWN:
        for piece in PIECES:
            yield f"{head!r}, {piece!r}", line(head, piece, length)


def of_certificates(length: int) -> Iterator[tuple[str, str]]:
    """What `show crypto pki certificates` may print, in a row of each kind."""
    for head in CERTIFICATE:
        for piece in PIECES:
            text = f"Certificate\n  Certificate Serial Number (hex): 01\n  Subject:\n {line(head, piece, length)}\n"
            yield f"{head!r}, {piece!r}", text


def grown(text: str, length: int) -> Iterator[tuple[str, str]]:
    """A whole configuration with each of its lines that long."""
    rows = text.splitlines()
    for place, row in enumerate(rows):
        for piece in PIECES if row.strip(" !") else ():
            long = line(f"{row} ", piece, length)
            yield f"line {place + 1}, {piece!r}", "\n".join((*rows[:place], long, *rows[place + 1 :], ""))
