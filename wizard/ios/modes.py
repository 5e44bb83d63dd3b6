"""The modes of the configuration: which line opens one, and which words belong to it."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode, such as `interface`, as far as it takes to indent an unindented paste."""

    name: str
    header: str
    """A regular expression for the line that opens it."""
    inside: str = ""
    """The name of the mode that the line stands in; empty for a global line."""
    children: str
    """First words, or first two words, of its lines, separated by commas."""
    pattern: str = ""
    """A regular expression for lines that their first words do not tell from global ones."""

    def opens(self, text: str) -> bool:
        """Whether that line opens the mode."""
        return bool(_header(self.header).match(text))

    def names(self, text: str) -> bool:
        """Whether that line belongs to the mode."""
        text = text.removeprefix("no ").removeprefix("default ")
        words = text.split(" ", 2)
        if not _CHILDREN[self.name].isdisjoint((words[0], " ".join(words[:2]))):
            return True
        return bool(self.pattern and re.match(self.pattern, text))


@cache
def _header(pattern: str) -> re.Pattern[str]:
    """The pattern of a header to its last word; most files have few of them."""
    return re.compile(rf"{pattern}(?: |$)")


_ROUTING = (
    "aggregate-address, area, auto-cost, auto-summary, bgp, default-information, default-metric, distance, "
    "distribute-list, eigrp, log-adjacency-changes, maximum-paths, neighbor, network, nsf, "
    "passive-interface, redistribute, router-id, summary-address, synchronization, timers, variance, version"
)

_TABLE: tuple[Mode, ...] = (
    Mode(
        name="pvc",
        inside="interface",
        header="pvc",
        children="cbr, dialer pool-member, encapsulation, oam-pvc, pppoe-client, protocol, tx-ring-limit, ubr, vbr-nrt",
    ),
    Mode(
        name="webvpn context",
        header=r"webvpn context \S+",
        children="default-group-policy, gateway, inservice, max-users, policy group, ssl, title, virtual-template",
    ),
    Mode(
        name="webvpn policy group",
        header=r"policy group \S+",
        inside="webvpn context",
        children="banner, filter, functions, hide-url-bar, svc, timeout, url-list",
    ),
    Mode(
        name="interface",
        header="interface",
        children="arp, async, backup, bandwidth, bridge-group, carrier-delay, cdp, channel-group, clock, clns, delay, "
        "description, dialer, dialer-group, dialer-pool, dot1q, duplex, encapsulation, fair-queue, full-duplex, "
        "half-duplex, hold-queue, isdn, keepalive, lldp, load-interval, mac-address, media-type, mls, mop, mtu, "
        "negotiation, ntp disable, peer, physical-layer, power, ppp, pppoe, pppoe-client, pvc, random-detect, "
        "service-module, service-policy, shutdown, snmp, spanning-tree, speed, srr-queue, standby, storm-control, "
        "switchport, tunnel, tx-ring-limit, vrf forwarding, vrrp, xconnect, zone-member, "
        "ip access-group, ip address, ip authentication, ip bandwidth-percent, ip broadcast-address, "
        "ip directed-broadcast, ip eigrp, ip flow, ip hello-interval, ip helper-address, ip hold-time, ip igmp, "
        "ip load-sharing, ip mask-reply, ip mroute-cache, ip mtu, ip nhrp, ip ospf, ip pim, ip policy, "
        "ip proxy-arp, ip redirects, ip rip, ip route-cache, ip rsvp, ip split-horizon, ip summary-address, "
        "ip unnumbered, ip unreachables, ip verify, ip virtual-reassembly, ip wccp, "
        "ipv6 address, ipv6 enable, ipv6 mtu, ipv6 nd, ipv6 tcp, ipv6 traffic-filter, ipv6 unnumbered",
        pattern=r"crypto map \S+(?: redundancy .*)?$|crypto ipsec client ezvpn \S+(?: (?:inside|outside))?$"
        r"|ip nat (?:inside|outside)$|ip dhcp (?:relay|client|smart-relay)|crypto ipsec (?:df-bit|fragmentation)"
        r"|ip inspect \S+ (?:in|out)$|ip nbar protocol-discovery|ip tcp (?:adjust-mss|header-compression)"
        r"|ip vrf (?:forwarding|sitemap)|ipv6 dhcp (?:client|server|relay)",
    ),
    Mode(
        name="isakmp policy",
        header=r"crypto isakmp policy \d+",
        children="encr, encryption, hash, authentication, group, lifetime",
    ),
    Mode(
        name="group",
        header="crypto isakmp client configuration group",
        children="access-restrict, acl, auto-update, backup-gateway, banner, browser-proxy, configuration, dhcp, "
        "dns, domain, firewall, group-lock, include-local-lan, max-logins, max-users, netmask, pfs, pool, "
        "route-metric, save-password, smartcard-removal-disconnect, split-dns, wins, crypto aaa",
        pattern=r"key (?!chain |config-key )",
    ),
    Mode(name="browser-proxy", header="crypto isakmp client configuration browser-proxy", children="proxy"),
    Mode(name="client firewall", header="crypto isakmp client firewall", children="policy"),
    Mode(
        name="isakmp profile",
        header="crypto isakmp profile",
        children="accounting, ca trust-point, client authentication, client configuration, client pki, "
        "description, initiate, isakmp authorization, keepalive, keyring, local-address, match "
        "certificate, match identity, qos-group, rekey, self-identity, virtual-template, vrf",
    ),
    Mode(
        name="isakmp peer",
        header="crypto isakmp peer",
        children="description, set aggressive-mode",
    ),
    Mode(
        name="isakmp keyring",
        header="crypto keyring",
        children="description, local-address, pre-shared-key, rsa-pubkey",
    ),
    Mode(name="transform set", header="crypto ipsec transform-set", children="mode, esn"),
    Mode(
        name="ipsec profile",
        header="crypto ipsec profile",
        children="description, responder-only, redundancy, dialer pre-classify, set, reverse-route",
    ),
    Mode(
        name="dynamic map",
        header="crypto dynamic-map",
        children="description, set, match, qos pre-classify, reverse-route",
    ),
    Mode(
        name="crypto map",
        header=r"crypto map \S+ \d+ (?:ipsec-isakmp|gdoi|ipsec-manual)",
        children="description, set, match, qos pre-classify, reverse-route",
    ),
    Mode(
        name="ezvpn client",
        header="crypto ipsec client ezvpn",
        children="acl, backup, connect, ctcp, flow, idletime, local-address, mode, nat, peer, virtual-interface, xauth",
        pattern=r"group \S+ key |username \S+ password ",
    ),
    Mode(
        name="trustpoint",
        header="crypto pki trustpoint",
        children="authorization, auto-enroll, chain-validation, crl, eku, enrollment, fqdn, hash, ip-address, "
        "match, ocsp, password, regenerate, revocation-check, root, rsakeypair, eckeypair, serial-number, "
        "source, storage, subject-alt-name, subject-name, usage, vrf",
    ),
    Mode(name="certificate chain", header="crypto pki certificate chain", children="certificate, cabundle"),
    Mode(
        name="certificate map",
        header="crypto pki certificate map",
        children="alt-subject-name, expires-on, issuer-name, name, serial-number, subject-name, "
        "unstructured-subject-name, valid-start",
    ),
    Mode(
        name="pki server",
        header="crypto pki server",
        children="auto-rollover, cdp-url, database, eku, grant, hash, issuer-name, lifetime, mode, redundancy, "
        "shutdown",
    ),
    Mode(name="pubkey chain", header="crypto key pubkey-chain rsa", children="addressed-key, named-key"),
    Mode(
        name="pubkey",
        inside="pubkey chain",
        header="(?:addressed|named)-key",
        children="address, key-string, serial-number",
    ),
    Mode(
        name="authorization policy",
        header="crypto ikev2 authorization policy",
        children="aaa attribute, backup-gateway, banner, configuration, def-domain, dhcp, dns, include-local-lan, "
        "ipv6, netmask, pfs, pool, route accept, route set, session-lifetime, "
        "smartcard-removal-disconnect, split-dns, subnet-acl, wins",
    ),
    Mode(name="proposal", header="crypto ikev2 proposal", children="encryption, group, integrity, prf, pqc"),
    Mode(name="ikev2 policy", header="crypto ikev2 policy", children="match, proposal"),
    Mode(name="ikev2 keyring", header="crypto ikev2 keyring", children="peer"),
    Mode(
        name="keyring peer",
        inside="ikev2 keyring",
        header="peer",
        children="address, description, hostname, identity, ppk, pre-shared-key",
    ),
    Mode(
        name="ikev2 profile",
        header="crypto ikev2 profile",
        children="aaa accounting, aaa authentication, aaa authorization, authentication, config-exchange, "
        "config-mode, description, dpd, identity, initial-contact, ivrf, keyring, lifetime, match, nat, pki, "
        "reconnect, redirect, virtual-template",
    ),
    Mode(
        name="flexvpn client",
        header="crypto ikev2 client flexvpn",
        children="backup, client, connect, description, peer, source",
    ),
    Mode(name="name mangler", header="crypto ikev2 name-mangler", children="dn, eap, email, fqdn"),
    Mode(
        name="access list",
        header="ip access-list (?:standard|extended)",
        children="deny, dynamic, evaluate, permit, remark",
        pattern=r"\d+ (?:permit|deny|remark|evaluate|dynamic) ",
    ),
    Mode(name="prefix list", header="ip prefix-list", children="description"),
    Mode(
        name="dhcp pool",
        header="ip dhcp pool",
        children="accounting, bootfile, class, client-identifier, client-name, default-router, dns-server, "
        "domain-name, hardware-address, host, import, lease, netbios-name-server, netbios-node-type, network, "
        "next-server, option, origin, relay, update, utilization, vrf",
    ),
    Mode(
        name="ip sla",
        header=r"ip sla \d+",
        children="dns, frequency, history, http, icmp-echo, icmp-jitter, owner, request-data-size, tag, "
        "tcp-connect, threshold, timeout, tos, udp-echo, udp-jitter, vrf",
    ),
    Mode(name="track", header=r"track \d+", children="default-state, delay, object, threshold, ip vrf"),
    Mode(
        name="vrf definition",
        header="vrf definition",
        children="address-family, description, exit-address-family, rd, route-target",
    ),
    Mode(
        name="vrf family",
        inside="vrf definition",
        header="address-family",
        children="export, import, maximum, route-target",
    ),
    Mode(name="ip vrf", header="ip vrf", children="description, export, import, maximum, rd, route-target"),
    Mode(
        name="server group",
        header="aaa group server",
        children="accounting, attribute, authorization, deadtime, ip radius, ip tacacs, ip vrf, load-balance, "
        "server, server-private",
    ),
    Mode(name="attribute list", header="aaa attribute list", children="attribute"),
    Mode(
        name="server",
        header="(?:radius|tacacs) server",
        children="address, automate-tester, key, pac, port, retransmit, single-connection, timeout",
    ),
    Mode(name="class map", header="class-map", children="description, match"),
    Mode(name="policy map", header="policy-map", children="class, description"),
    Mode(
        name="policy class",
        inside="policy map",
        header="class",
        children="bandwidth, compress, drop, fair-queue, inspect, pass, police, priority, queue-limit, "
        "random-detect, service-policy, set, shape",
    ),
    Mode(name="route map", header="route-map", children="continue, description, match, set"),
    Mode(name="router", header="(?:ipv6 )?router", children="address-family, exit-address-family, " + _ROUTING),
    Mode(
        name="router family",
        inside="router",
        header="address-family",
        children="af-interface, exit-af-interface, exit-af-topology, topology, " + _ROUTING,
    ),
    Mode(
        name="router topology",
        inside="router family",
        header="topology",
        children="default-metric, distance, distribute-list, maximum-paths, offset-list, "
        "redistribute, summary-metric, traffic-share, variance",
    ),
    Mode(
        name="router family interface",
        inside="router family",
        header="af-interface",
        children="authentication, bandwidth-percent, hello-interval, hold-time, next-hop-self, "
        "passive-interface, shutdown, split-horizon, summary-address",
    ),
    Mode(name="key chain", header="key chain", children="key"),
    Mode(
        name="key",
        inside="key chain",
        header="key",
        children="accept-lifetime, cryptographic-algorithm, key-string, send-lifetime",
    ),
    Mode(
        name="line",
        header="line",
        children="access-class, accounting, activation-character, authorization, autocommand, exec, exec-timeout, "
        "flowcontrol, history, ipv6 access-class, length, location, logging synchronous, login, modem, "
        "notify, parity, password, privilege level, rotary, rxspeed, script, session-timeout, speed, "
        "stopbits, transport, txspeed, vacant-message, width",
    ),
    Mode(name="accounting", header=r"aaa accounting [a-z]+(?: \d+)? \S+", children="action-type, broadcast, group"),
    Mode(name="control plane", header="control-plane", children="service-policy"),
    Mode(name="archive", header="archive", children="log config, maximum, path, rollback, time-period, write-memory"),
    Mode(name="archive log", inside="archive", header="log config", children="hidekeys, logging, notify, record"),
    Mode(name="zone", header="zone security", children="description"),
    Mode(name="zone pair", header="zone-pair security", children="description, service-policy"),
    Mode(
        name="applet",
        header="event manager applet",
        children="action, description, trigger",
        pattern="event (?!manager )",
    ),
    Mode(name="kron list", header="kron policy-list", children="cli"),
    Mode(name="kron occurrence", header="kron occurrence", children="policy-list"),
    Mode(
        name="object group",
        header="object-group",
        children="ahp, any, description, esp, gre, group-object, host, icmp, ip, range, tcp, tcp-udp, udp",
        pattern=r"\d+\.\d+\.\d+\.\d+ ",
    ),
    Mode(name="redundancy", header="redundancy", children="mode"),
    Mode(name="vpdn group", header="vpdn-group", children="accept-dialin, description, l2tp, request-dialin"),
    Mode(
        name="controller",
        header="controller",
        children="channel-group, clock, description, firmware, framing, linecode, operating",
    ),
    Mode(name="vlan", header=r"vlan [\d,-]+", children="name, state"),
    Mode(
        name="flow exporter",
        header="flow exporter",
        children="description, destination, dscp, export-protocol, source, template, transport, ttl",
    ),
    Mode(name="flow monitor", header="flow monitor", children="cache, description, exporter, record, statistics"),
    Mode(name="flow record", header="flow record", children="collect, description, match"),
    Mode(name="call home", header="call-home", children="contact-email-addr, mail-server, profile, sender"),
    Mode(
        name="call home profile",
        inside="call home",
        header="profile",
        children="active, anonymous-reporting-only, destination, subscribe-to-alert-group",
    ),
)

MODES: dict[str, tuple[Mode, ...]] = {
    inside: tuple(mode for mode in _TABLE if mode.inside == inside) for inside in {mode.inside for mode in _TABLE}
}
"""By the name of the mode that their header stands in."""

_CHILDREN = {mode.name: frozenset(mode.children.split(", ")) for mode in _TABLE}

_GLOBAL = """
    aaa access-list alias archive arp banner boot boot-end-marker boot-start-marker bridge call-home cdp class-map
    clock cns config-register control-plane controller crypto dial-peer dialer-list diagnostic dot11 enable end
    event exception file flow gatekeeper hostname interface ip ipv6 key kron l2tp-class license line lldp logging login
    mac mac-address-table memory memory-size mgcp mls monitor multilink netconf netconf-yang network-clock-participate
    no ntp object-group parameter-map platform policy-map privilege process prompt pseudowire-class
    qos radius radius-server redundancy resource restconf rmon route-map router scheduler security service snmp
    snmp-server spanning-tree subscriber table-map tacacs tacacs-server telemetry template tftp-server track
    transceiver udld username version vlan voice voice-card voice-port vpdn vpdn-group vrf vstack vtp webvpn wsma
    xdr zone zone-pair
"""

GLOBAL_WORDS = frozenset(_GLOBAL.split())
"""Words that begin a global line; any other word stays in the mode that is open."""

_WORDS = {mode: frozenset(re.findall(r"[a-z][\w-]*", mode.header)) for mode in MODES[""]}

HEADER_WORDS = frozenset(word for words in _WORDS.values() for word in words)
"""Words with which a line may begin that opens a mode at the top."""

OPENED_BY = {word: tuple(mode for mode in MODES[""] if word in _WORDS[mode]) for word in HEADER_WORDS}
"""The modes that a line may open at the top, by its first word."""

_ALSO_GLOBAL = GLOBAL_WORDS | {"async", "dialer", "isdn", "password", "power", "ppp", "pppoe", "vrrp", "xconnect"}
"""The last ones too begin global lines, such as `password encryption aes`, although a mode that is open takes them."""

_LOST = frozenset(word for words in _CHILDREN.values() for word in words if word.split(" ", 1)[0] not in _ALSO_GLOBAL)
_LOST_BEHIND_GLOBAL = re.compile(
    r"ip (?:address|unnumbered|access-group) |ip nat (?:inside|outside)$|key (?!chain |config-key )"
)


def is_lost(text: str) -> bool:
    """Whether a line at the top can only belong to a mode: no global line begins like that."""
    text = text.removeprefix("no ").removeprefix("default ")
    words = text.split(" ", 2)
    if words[0] in _LOST or " ".join(words[:2]) in _LOST:
        return True
    return bool(_LOST_BEHIND_GLOBAL.match(text))


_SHORTENED = ("access-list", "crypto", "hostname", "interface", "router", "username")


def is_shortened(text: str) -> bool:
    """Whether a line at the top begins with a global word that was not typed to its end."""
    word = text.removeprefix("no ").split(" ", 1)[0]
    return len(word) > 1 and word not in GLOBAL_WORDS and any(whole.startswith(word) for whole in _SHORTENED)
