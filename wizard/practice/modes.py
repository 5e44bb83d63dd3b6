"""The modes of configuration: what opens one, its prompt, and the commands that it knows.

Forms are as `Grammar` reads them, separated by commas.
"""

from wizard.practice.crypto_modes import CRYPTO_MODES
from wizard.practice.mode_row import MEMORY, Mode

_ROUTING = (
    "aggregate-address +, area +, auto-cost +, auto-summary, bgp +, default-information +, default-metric +, "
    "distance +, distribute-list +, eigrp +, log-adjacency-changes *, maximum-paths +, metric +, neighbor +, "
    "network +, nsf *, offset-list +, passive-interface +, redistribute +, router-id +, summary-address +, "
    "synchronization, timers +, variance +, version +"
)
MODES: tuple[Mode, ...] = (
    *CRYPTO_MODES,
    Mode(
        name="interface",
        opened_by="interface +",
        prompt="config-if",
        commands="arp +, async +, atm +, backup +, bandwidth +, bridge-group +, carrier-delay +, cdp enable, clock +, "
        "crypto ipsec client ezvpn WORD *, crypto ipsec df-bit +, crypto ipsec fragmentation +, crypto map WORD, "
        "crypto map WORD redundancy +, delay +, description +, dialer +, dialer-group +, dialer-list +, duplex +, "
        "encapsulation +, fair-queue *, half-duplex, full-duplex, hold-queue +, isdn +, "
        "ip access-group +, ip address +, ip authentication +, ip bandwidth-percent +, ip dhcp +, "
        "ip directed-broadcast *, ip flow +, ip hello-interval +, "
        "ip helper-address +, ip hold-time +, ip igmp +, ip inspect WORD in, ip inspect WORD out, ip load-sharing +, "
        "ip mtu +, ip nat inside, ip nat outside, ip nat enable, ip nbar +, ip nhrp +, ip ospf +, ip pim +, "
        "ip policy +, ip proxy-arp, ip redirects, ip rip +, ip route-cache *, ip rsvp +, ip split-horizon *, "
        "ip summary-address +, ip tcp +, ip unnumbered +, ip unreachables, ip verify +, ip virtual-reassembly *, "
        "ip vrf forwarding +, ip vrf sitemap +, "
        "ipv6 address +, ipv6 enable, ipv6 mtu +, ipv6 nd +, ipv6 tcp +, ipv6 traffic-filter +, ipv6 unnumbered +, "
        "ipv6 eigrp +, ipv6 ospf +, ipv6 dhcp +, keepalive *, lldp +, load-interval +, mac-address +, media-type +, "
        "mop +, mtu +, negotiation +, ntp +, peer +, ppp +, pppoe *, pppoe-client +, random-detect *, "
        "service-module +, service-policy +, shutdown, snmp +, spanning-tree +, speed +, standby +, switchport *, "
        "tunnel +, tx-ring-limit +, vrf forwarding +, vrrp +, xconnect +, zone-member +",
    ),
    Mode(
        name="pvc",
        inside="interface",
        opened_by="pvc +",
        prompt="config-if-atm-vc",
        source=MEMORY,
        commands="pppoe-client +, protocol +, encapsulation +, dialer +, ubr +, vbr-nrt +, tx-ring-limit +, oam-pvc *",
    ),
    Mode(
        name="line",
        opened_by="line +",
        prompt="config-line",
        commands="access-class +, activation-character +, authorization +, accounting +, autocommand +, exec, "
        "exec prompt timestamp, "
        "exec-timeout +, history +, length +, width +, location +, logging +, login *, modem +, password +, "
        "privilege +, rotary +, rxspeed +, script +, session-timeout +, speed +, stopbits +, transport +, txspeed +, "
        "ipv6 access-class +, vacant-message *, no-exec, flowcontrol +",
    ),
    Mode(
        name="archive",
        opened_by="archive",
        prompt="config-archive",
        commands="path +, maximum +, time-period +, write-memory, rollback +",
    ),
    Mode(
        name="archive log",
        inside="archive",
        opened_by="log config",
        prompt="config-archive-log-cfg",
        source=MEMORY,
        commands="logging +, hidekeys, notify +, record +",
    ),
    Mode(
        name="access list",
        opened_by="ip access-list standard WORD, ip access-list extended WORD",
        prompt="config-{kind}-nacl",
        source=MEMORY,
        commands="permit +, deny +, remark +, dynamic +, evaluate +, NUMBER permit +, NUMBER deny +, NUMBER remark +, "
        "NUMBER",
    ),
    Mode(
        name="ipv6 access list",
        opened_by="ipv6 access-list WORD",
        prompt="config-ipv6-acl",
        source=MEMORY,
        commands="permit +, deny +, remark +, sequence NUMBER permit +, sequence NUMBER deny +, evaluate +",
    ),
    Mode(
        name="route map",
        opened_by="route-map WORD permit NUMBER, route-map WORD deny NUMBER, route-map WORD",
        prompt="config-route-map",
        source=MEMORY,
        commands="description +, match +, set +, continue *",
    ),
    Mode(name="router", opened_by="router +", prompt="config-router", source=MEMORY, commands=_ROUTING),
    Mode(
        name="address family",
        inside="router",
        opened_by="address-family +",
        prompt="config-router-af",
        source=MEMORY,
        commands=_ROUTING,
    ),
    Mode(
        name="vrf",
        opened_by="vrf definition WORD",
        prompt="config-vrf",
        source=MEMORY,
        commands="description +, rd +, route-target +, vnet +",
    ),
    Mode(
        name="vrf address family",
        inside="vrf",
        opened_by="address-family +",
        prompt="config-vrf-af",
        source=MEMORY,
        commands="route-target +, import +, export +, maximum +",
    ),
    Mode(
        name="ip vrf",
        opened_by="ip vrf WORD",
        prompt="config-vrf",
        source=MEMORY,
        commands="description +, rd +, route-target +, import +, export +, maximum +",
    ),
    Mode(
        name="dhcp pool",
        opened_by="ip dhcp pool WORD",
        prompt="dhcp-config",
        source=MEMORY,
        commands="client-identifier +, client-name +, default-router +, dns-server +, domain-name +, host +, import +, "
        "lease +, network +, option +, vrf +, netbios-name-server +, next-server +, bootfile +",
    ),
    Mode(
        name="server group",
        opened_by="aaa group server radius WORD, aaa group server tacacs+ WORD",
        prompt="config-sg-{kind}",
        source=MEMORY,
        commands="server +, server-private +, ip radius +, ip tacacs +, ip vrf +, vrf +, deadtime +",
    ),
    Mode(
        name="radius server",
        opened_by="radius server WORD",
        prompt="config-radius-server",
        source=MEMORY,
        commands="address +, key +, timeout +, retransmit +, automate-tester +",
    ),
    Mode(
        name="tacacs server",
        opened_by="tacacs server WORD",
        prompt="config-server-tacacs",
        source=MEMORY,
        commands="address +, key +, timeout +, single-connection, port +",
    ),
    Mode(
        name="ip sla",
        opened_by="ip sla NUMBER",
        prompt="config-ip-sla",
        source=MEMORY,
        commands="icmp-echo +, frequency +, threshold +, timeout +, vrf +, tag +",
    ),
    Mode(
        name="track",
        opened_by="track NUMBER +",
        prompt="config-track",
        source=MEMORY,
        commands="delay +, object +, ip vrf +",
    ),
    Mode(
        name="class map",
        opened_by="class-map +",
        prompt="config-cmap",
        source=MEMORY,
        commands="match +, description +",
    ),
    Mode(
        name="policy map",
        opened_by="policy-map +",
        prompt="config-pmap",
        source=MEMORY,
        commands="description +",
    ),
    Mode(
        name="policy class",
        inside="policy map",
        opened_by="class +",
        prompt="config-pmap-c",
        source=MEMORY,
        commands="bandwidth +, drop *, fair-queue *, inspect *, pass *, police +, priority *, queue-limit +, "
        "random-detect *, service-policy +, set +, shape +",
    ),
    Mode(
        name="zone pair",
        opened_by="zone-pair security +",
        prompt="config-sec-zone-pair",
        source=MEMORY,
        commands="service-policy +, description +",
    ),
    Mode(
        name="zone",
        opened_by="zone security WORD",
        prompt="config-sec-zone",
        source=MEMORY,
        commands="description +",
    ),
    Mode(
        name="object group",
        opened_by="object-group network WORD, object-group service WORD",
        prompt="config-{kind}-group",
        source=MEMORY,
        commands="host +, range +, tcp *, udp *, icmp *, ip, esp, ahp, tcp-udp *, group-object +, description +, "
        "ADDRESS MASK",
    ),
    Mode(
        name="applet",
        opened_by="event manager applet WORD *",
        prompt="config-applet",
        source=MEMORY,
        commands="action +, event +, description +, trigger *",
    ),
    Mode(
        name="kron list",
        opened_by="kron policy-list WORD",
        prompt="config-kron-policy",
        source=MEMORY,
        commands="cli +",
    ),
    Mode(
        name="kron occurrence",
        opened_by="kron occurrence WORD *",
        prompt="config-kron-occurrence",
        source=MEMORY,
        commands="policy-list +",
    ),
    Mode(
        name="control plane",
        opened_by="control-plane *",
        prompt="config-cp",
        source=MEMORY,
        commands="service-policy +",
    ),
    Mode(name="redundancy", opened_by="redundancy", prompt="config-red", source=MEMORY, commands="mode +"),
    Mode(name="vlan", opened_by="vlan NUMBER", prompt="config-vlan", source=MEMORY, commands="name +, shutdown"),
    Mode(
        name="key chain",
        opened_by="key chain WORD",
        prompt="config-keychain",
        source=MEMORY,
        commands="",
    ),
    Mode(
        name="key",
        inside="key chain",
        opened_by="key NUMBER",
        prompt="config-keychain-key",
        source=MEMORY,
        commands="key-string +, accept-lifetime +, send-lifetime +",
    ),
    Mode(
        name="controller",
        opened_by="controller +",
        prompt="config-controller",
        source=MEMORY,
        commands="operating +, lte +, description +, shutdown",
    ),
    Mode(
        name="webvpn context",
        opened_by="webvpn context WORD",
        prompt="config-webvpn-context",
        source=MEMORY,
        commands="default-group-policy +, gateway +, inservice, max-users +, ssl +, title +",
    ),
    Mode(
        name="webvpn group",
        inside="webvpn context",
        opened_by="policy group WORD",
        prompt="config-webvpn-group",
        source=MEMORY,
        commands="banner +, filter +, functions +, svc +, timeout +",
    ),
    Mode(
        name="call home",
        opened_by="call-home",
        prompt="cfg-call-home",
        source=MEMORY,
        commands="contact-email-addr +, http-proxy +",
    ),
    Mode(
        name="call home profile",
        inside="call home",
        opened_by="profile WORD",
        prompt="cfg-call-home-profile",
        source=MEMORY,
        commands="active, destination +, reporting +",
    ),
)
