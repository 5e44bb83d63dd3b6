"""The hand-written table: the client, its interfaces, its virtual template (docs/facts/ezvpn.md 2.1 to 2.4, 3.5)."""

from tests.ledger_form import (
    CLIENT_SPOKE,
    SPOKE,
    Form,
    carried,
    decide,
    dropped,
    kept,
    section,
    transformed,
    unknown,
)

_CLIENT = "crypto ipsec client ezvpn HQ"
_TEMPLATE = "interface Virtual-Template1 type tunnel"
_BACKUP = (
    ("", "track 1 ip sla 1 reachability"),
    ("", "crypto ipsec client ezvpn LTE\n mode network-extension\n peer 198.51.100.3"),
)

CLIENT = (
    *section(
        "crypto ipsec client ezvpn",
        SPOKE,
        _CLIENT,
        transformed("acl BEHIND", "authorization policy FLEX / route set access-list FLEX-ROUTES"),
        transformed("backup LTE track 1", "crypto ikev2 client flexvpn FLEX / backup group 1", also=_BACKUP),
        carried("connect auto", "crypto ikev2 client flexvpn FLEX / connect auto"),
        carried("connect manual", "crypto ikev2 client flexvpn FLEX / connect manual", instead="connect"),
        transformed("connect acl OTHERS", "crypto ikev2 client flexvpn FLEX / connect auto", instead="connect"),
        dropped("ctcp"),
        dropped("ctcp port 10001"),
        dropped("ctcp port 10001 keepalive 30"),
        dropped("description To the hub"),
        transformed("flow allow acl OTHERS", "ip route 10.0.0.0 255.255.255.0 Null0"),
        transformed("group SHOPS key 6 Xw]ZOPqUDQXNIJ", "identity local fqdn shop1.shops.example", instead="group"),
        decide("idletime 3600", "idle_time"),
        carried("local-address GigabitEthernet0/0", "interface Tunnel0 / tunnel source GigabitEthernet0/0"),
        transformed(
            "mode network-extension", "Tunnel0 / ip unnumbered GigabitEthernet0/1", "access-list standard FLEX-ROUTES"
        ),
        transformed(
            "mode network-plus", "Tunnel0 / ip address negotiated", "access-list standard FLEX-ROUTES", instead="mode"
        ),
        transformed("nat allow", "ip nat inside source route-map"),
        transformed("nat acl OTHERS", "ip nat inside source route-map"),
        carried("peer 198.51.100.2", "crypto ikev2 client flexvpn FLEX / peer 1 198.51.100.2"),
        carried("peer 198.51.100.3", "crypto ikev2 client flexvpn FLEX / peer 2 198.51.100.3"),
        carried("peer hq2.shops.example", "crypto ikev2 client flexvpn FLEX / peer 2 fqdn hq2.shops.example"),
        transformed(
            "peer 198.51.100.3 default", "flexvpn FLEX / peer 1 198.51.100.3", "flexvpn FLEX / peer reactivate"
        ),
        decide("username shop1 password 6 Xw]ZOPqUDQXNIJ", "spoke_authentication", instead="username"),
        transformed("virtual-interface 1", "interface Tunnel0"),
        transformed("virtual-interface", "interface Tunnel0", instead="virtual-interface"),
        decide("xauth userid mode local", "spoke_authentication"),
        decide("xauth userid mode interactive", "spoke_authentication", instead="xauth"),
        dropped("xauth userid mode http-intercept", instead="xauth"),
        unknown("ssl"),
        unknown("default-route"),
        unknown("mode clinet"),
        unknown("conect auto"),
        unknown("peer"),
    ),
    *section(
        "crypto ipsec client ezvpn",
        SPOKE,
        "",
        transformed(_CLIENT, "crypto ikev2 client flexvpn FLEX", "interface Tunnel0"),
    ),
    *section(
        "crypto ipsec client ezvpn",
        CLIENT_SPOKE,
        _CLIENT,
        transformed(
            "mode client",
            "Tunnel0 / ip address negotiated",
            "Tunnel0 / ip nat outside",
            "ip nat inside source route-map FLEX-TUNNEL interface Tunnel0 overload",
        ),
    ),
    *section(
        "interface of a spoke",
        SPOKE,
        "interface GigabitEthernet0/0",
        transformed(_CLIENT, "interface Tunnel0 / tunnel source GigabitEthernet0/0"),
        transformed(f"{_CLIENT} outside", "interface Tunnel0 / tunnel source GigabitEthernet0/0", instead=_CLIENT),
        unknown("crypto ipsec client ezvpn NOWHERE"),
    ),
    *section(
        "interface of a spoke",
        SPOKE,
        "interface GigabitEthernet0/1",
        transformed(f"{_CLIENT} inside", "ip access-list standard FLEX-ROUTES / permit 10.1.1.0 0.0.0.255"),
    ),
    *section(
        "interface of a spoke",
        CLIENT_SPOKE,
        "interface GigabitEthernet0/1",
        transformed(f"{_CLIENT} inside", "ip access-list extended FLEX-LAN / permit ip 10.21.1.0 0.0.0.255 any"),
    ),
    *section(
        "interface Virtual-Template of a spoke",
        SPOKE,
        _TEMPLATE,
        carried(
            "ip unnumbered GigabitEthernet0/1", "Tunnel0 / ip unnumbered GigabitEthernet0/1", instead="no ip address"
        ),
        transformed(
            "ip address 10.1.9.1 255.255.255.0", "Tunnel0 / ip unnumbered GigabitEthernet0/1", instead="no ip address"
        ),
        transformed("no ip address", "Tunnel0 / ip unnumbered GigabitEthernet0/1"),
        carried("tunnel source GigabitEthernet0/0", "Tunnel0 / tunnel source GigabitEthernet0/0"),
        transformed("tunnel mode ipsec ipv4", "Tunnel0 / tunnel mode ipsec ipv4"),
        transformed("tunnel protection ipsec profile OLD", "Tunnel0 / tunnel protection ipsec profile FLEX"),
        transformed("tunnel destination 198.51.100.2", "Tunnel0 / tunnel destination dynamic"),
        dropped("tunnel vrf INTERNET"),
        carried("no tunnel path-mtu-discovery", "Tunnel0 / no tunnel path-mtu-discovery"),
        dropped("shutdown"),
        dropped("no shutdown"),
        dropped("description To the hub"),
        carried("ip access-group OTHERS in", "interface Tunnel0 / ip access-group OTHERS in"),
        carried("zone-member security VPN", "interface Tunnel0 / zone-member security VPN"),
        carried("service-policy output SHOPS", "interface Tunnel0 / service-policy output SHOPS"),
        carried("ip tcp adjust-mss 1300", "interface Tunnel0 / ip tcp adjust-mss 1300"),
        carried("ip nat outside", "interface Tunnel0 / ip nat outside"),
    ),
    *section("interface Virtual-Template of a spoke", SPOKE, "", transformed(_TEMPLATE, "interface Tunnel0")),
)

_ACL = ((_CLIENT, "acl BEHIND"),)
_NAT = ((_CLIENT, "nat acl OTHERS"),)
_WITHOUT_AAA = (("", "no aaa new-model", "aaa new-model"),)
_FLOW = ((_CLIENT, "flow allow acl OTHERS"),)

AROUND = (
    *section(
        "the access list of a spoke's `acl`",
        SPOKE,
        "",
        transformed("ip access-list extended BEHIND", "ip access-list standard FLEX-ROUTES", also=_ACL),
        transformed(
            "access-list 130 permit ip 10.1.3.0 0.0.0.255 any",
            "FLEX-ROUTES / permit 10.1.3.0 0.0.0.255",
            also=((_CLIENT, "acl 130"),),
        ),
    ),
    *section(
        "the access list of a spoke's `acl`",
        SPOKE,
        "ip access-list extended BEHIND",
        transformed("permit ip 10.1.2.0 0.0.0.255 any", "FLEX-ROUTES / permit 10.1.2.0 0.0.0.255", also=_ACL),
        transformed("deny ip 10.1.2.128 0.0.0.127 any", also=_ACL),
        dropped("remark The storage", also=_ACL),
    ),
    *section(
        "the access list of a spoke's `nat acl`",
        SPOKE,
        "",
        transformed("ip access-list extended OTHERS", "ip access-list extended FLEX-LAN", also=_NAT),
    ),
    *section(
        "the access list of a spoke's `nat acl`",
        SPOKE,
        "ip access-list extended OTHERS",
        transformed("permit ip 10.1.1.0 0.0.0.255 any", "FLEX-LAN / permit ip 10.1.1.0 0.0.0.255 any", also=_NAT),
        transformed("deny ip 10.1.1.128 0.0.0.127 any", also=_NAT),
        dropped("remark The tills", also=_NAT),
    ),
    *section(
        "the access list of a spoke's `connect acl` or `flow allow acl`",
        SPOKE,
        "",
        kept("ip access-list extended OTHERS", also=_FLOW),
    ),
    *section(
        "the access list of a spoke's `connect acl` or `flow allow acl`",
        SPOKE,
        "ip access-list extended OTHERS",
        kept("permit ip 10.1.1.0 0.0.0.255 any", also=_FLOW),
    ),
    *section("what a spoke's EzVPN leans on", SPOKE, "ip dhcp pool SHOP", kept("import all")),
    *section(
        "what a spoke's EzVPN leans on",
        SPOKE,
        "",
        kept("ip nat inside source list OTHERS interface GigabitEthernet0/0 overload"),
        kept("track 1 ip sla 1 reachability", also=((_CLIENT, "backup LTE track 1"), _BACKUP[1])),
        kept("track 1 ip sla 1\n delay down 15 up 60", also=((_CLIENT, "backup LTE track 1"), _BACKUP[1])),
        transformed("no aaa new-model", "aaa new-model", instead="aaa new-model"),
    ),
    *section(
        "what a spoke's EzVPN leans on",
        SPOKE,
        "line con 0",
        transformed("login local", "aaa new-model", also=_WITHOUT_AAA),
        transformed("login", "aaa new-model", also=_WITHOUT_AAA),
    ),
    *section(
        "IKEv1 in general",
        SPOKE,
        "",
        carried("crypto isakmp keepalive 20 5", "shop1: crypto ikev2 profile FLEX / dpd 20 5 periodic"),
        carried("crypto isakmp nat keepalive 20", "nat keepalive 20"),
        unknown("crypto ipsec client ezvpn"),
    ),
    *section(
        "crypto isakmp policy on a router that is only a spoke",
        SPOKE,
        "",
        kept("crypto isakmp policy 10"),
        kept("crypto isakmp policy 10\n encr aes"),
    ),
    *section(
        "certificates that EzVPN uses",
        SPOKE,
        "",
        kept(
            "crypto pki trustpoint SHOPS\n subject-name CN=shop1,OU=SHOPS",
            also=((_CLIENT, "description by certificate", "group"),),
        ),
    ),
)

SPOKE_TABLE: tuple[Form, ...] = (*CLIENT, *AROUND)
