"""Lines of which a mode has one: a second one takes the place of the first.

A form is words that a line begins with: `=` any word by which lines are told apart, `*` any word at all. Forms with a
bar between them share one place.
"""

from functools import lru_cache

REPLACED: dict[str, str] = {
    "global": "hostname, version, config-register, enable secret, enable password, username =, banner =, "
    "aaa authentication = =, aaa authorization = =, aaa authorization commands = =, aaa accounting = =, "
    "aaa accounting commands = =, aaa session-id, ip domain name|ip domain-name, ip default-gateway, "
    "logging buffered, logging trap, logging console, logging monitor, snmp-server location, snmp-server contact, "
    "ip ssh version, ip ssh time-out, ntp source, clock timezone, ip radius source-interface, "
    "ip tacacs source-interface, ip http port, ip http authentication, ip local policy route-map, "
    "crypto ikev2 dpd, crypto ikev2 nat keepalive, crypto ikev2 fragmentation, crypto ikev2 http-url, "
    "crypto isakmp keepalive, crypto isakmp nat keepalive, crypto isakmp identity, crypto isakmp xauth timeout, "
    "crypto isakmp key * address =, crypto isakmp key * hostname =, crypto isakmp client configuration address-pool, "
    "crypto map = client authentication, crypto map = client configuration address, "
    "crypto map = isakmp authorization, crypto map = local-address, crypto map = isakmp-profile, "
    "crypto ipsec security-association lifetime =, crypto ipsec transform-set =, crypto map = =, route-map = * =, "
    "track =, ip nat translation =, radius-server key, tacacs-server key, ip prefix-list = seq =, "
    "ip prefix-list = description",
    "interface": "description, ip address|ip unnumbered, ip mtu, mtu, bandwidth, delay, ip tcp adjust-mss, "
    "ip access-group * in, ip access-group * out, zone-member, encapsulation, ip nat inside|ip nat outside, "
    "ip policy route-map, vrf forwarding|ip vrf forwarding, crypto map, ipv6 mtu, ipv6 unnumbered, ipv6 tcp, "
    "service-policy output, service-policy input, load-interval, keepalive, dialer pool, dialer-group, dialer string, "
    "tunnel source, tunnel destination, tunnel mode, tunnel protection, tunnel vrf, tunnel key, speed, duplex, "
    "ip ospf cost, ip ospf network, ip ospf priority, ip virtual-reassembly, ip inspect * in, ip inspect * out, "
    "crypto ipsec client ezvpn =, switchport access, switchport mode, ppp authentication, ip nhrp network-id",
    "line": "exec-timeout, password, login, access-class * in, access-class * out, transport input, transport output, "
    "transport preferred, session-timeout, length, width, stopbits, authorization exec, logging synchronous",
    "archive": "path, maximum, time-period",
    "archive log": "logging size",
    "isakmp policy": "authentication, encr, group, hash, lifetime",
    "isakmp group": "key, pool, acl, domain, netmask, max-users, max-logins, dns, wins, banner, backup-gateway =",
    "isakmp profile": "description, virtual-template, vrf, keyring, keepalive, accounting, self-identity, "
    "client authentication, client configuration address, isakmp authorization",
    "isakmp keyring": "description",
    "transform set": "mode",
    "ipsec profile": "description, set transform-set, set ikev2-profile, set isakmp-profile, set pfs, "
    "set security-association lifetime =, set security-association idle-time",
    "dynamic map": "description, set transform-set, set isakmp-profile, set pfs, match address, reverse-route, "
    "set security-association lifetime =, set reverse-route =",
    "crypto map": "description, set transform-set, set isakmp-profile, set ikev2-profile, set pfs, match address, "
    "reverse-route, set security-association lifetime =, set reverse-route =",
    "ezvpn client": "connect, group, mode, acl, local-address, virtual-interface, username, idletime, xauth userid, "
    "nat allow, nat acl, backup",
    "ikev2 proposal": "encryption, group, integrity, prf",
    "ikev2 policy": "match fvrf",
    "keyring peer": "address, hostname, description, identity, pre-shared-key, pre-shared-key local, "
    "pre-shared-key remote",
    "ikev2 profile": "description, identity local, authentication local, keyring =, dpd, lifetime, virtual-template, "
    "ivrf, match fvrf, nat keepalive, aaa authorization = = list, aaa authorization = list, aaa accounting =, "
    "aaa authentication =, config-exchange =, reconnect, initial-contact",
    "authorization policy": "pool, netmask, def-domain, dns, wins, session-lifetime, banner, subnet-acl, "
    "route accept, route set interface",
    "flexvpn client": "peer =, connect, client connect, backup group, description, source =",
    "trustpoint": "enrollment url|enrollment terminal|enrollment selfsigned|enrollment profile|enrollment pkcs12, "
    "enrollment retry =, subject-name, "
    "fqdn, fingerprint, revocation-check, rsakeypair, hash, password, ip-address, serial-number, auto-enroll, vrf, "
    "usage, source interface",
    "route map": "description, set metric, set local-preference",
    "router": "router-id, eigrp router-id, eigrp stub, bgp router-id, default-metric, maximum-paths, distance bgp, "
    "neighbor = =, neighbor = route-map * =, neighbor = prefix-list * =, redistribute =, redistribute ospf =, "
    "redistribute eigrp =, redistribute bgp =, timers =, default-information originate",
    "address family": "router-id, default-metric, maximum-paths, neighbor = =, neighbor = route-map * =, "
    "neighbor = prefix-list * =, redistribute =, redistribute ospf =, redistribute eigrp =, redistribute bgp =",
    "vrf": "description, rd",
    "ip vrf": "description, rd",
    "dhcp pool": "network, host, default-router, dns-server, domain-name, lease, vrf, client-name, client-identifier",
    "radius server": "key, address ipv4, timeout, retransmit",
    "tacacs server": "key, address ipv4, timeout",
    "ip sla": "frequency, threshold, timeout, vrf, icmp-echo",
    "vlan": "name",
    "policy class": "bandwidth, priority, police, service-policy, shape",
    "key": "key-string",
}
"""By the name of the mode."""

BESIDE_IT = ("secondary",)
"""Words at the end of a line that stands beside the one of its kind."""


def _forms(rows: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Each form as words, the longest first, with what stands for the place that it shares."""
    found = [(tuple(form.split()), row.split("|")[0]) for row in rows.split(", ") for form in row.strip().split("|")]
    return tuple(sorted(found, key=lambda form: -len(form[0])))


_BY_MODE = {mode: _forms(rows) for mode, rows in REPLACED.items()}


@lru_cache(maxsize=8192)
def place_of(mode: str, text: str) -> tuple[str, ...] | None:
    """What two lines of a mode have in common of which the mode has one; None for a line that may stand repeatedly."""
    words = text.removeprefix("no ").split()
    if words and words[-1] in BESIDE_IT:
        return None
    for form, place in _BY_MODE.get(mode, ()):
        if len(form) <= len(words) and all(of in ("=", "*", word) for of, word in zip(form, words, strict=False)):
            return (place, *(word for of, word in zip(form, words, strict=False) if of == "="))
    return None
