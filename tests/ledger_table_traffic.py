"""The hand-written table: maps, templates, transform sets, lists and what is shared (docs/facts/ezvpn.md 3.4)."""

from tests.ledger_form import (
    MAP_SERVER,
    SERVER,
    Form,
    carried,
    decide,
    dropped,
    kept,
    section,
    transformed,
    unknown,
)

_VT = "Virtual-Template3 type tunnel"
_VT1 = "Virtual-Template1 type tunnel"
_TEMPLATE = "interface Virtual-Template1 type tunnel"
_DYNAMIC = "crypto dynamic-map KIOSKS 10"
_PROFILE = "crypto isakmp profile SHOPS"
_RADIUS = (("", "aaa authentication login XAUTH group radius local"),)

MAPS = (
    *section(
        "crypto map of EzVPN",
        MAP_SERVER,
        "",
        decide("crypto map WAN client authentication list default", "spoke_authentication"),
        transformed("crypto map WAN isakmp authorization list GROUPS", "aaa authorization group cert list FLEX FLEX"),
        dropped("crypto map WAN client configuration address respond"),
        dropped("crypto map WAN client configuration address initiate"),
        decide("crypto map WAN client accounting list SESSIONS", "accounting_list"),
        transformed("crypto map WAN isakmp-profile KIOSKS", "crypto ipsec profile FLEX / set ikev2-profile FLEX"),
        transformed("crypto map WAN local-address GigabitEthernet0/0", "tunnel source GigabitEthernet0/0"),
        dropped("crypto map WAN redundancy HA stateful"),
        transformed("crypto map WAN 65000 ipsec-isakmp dynamic KIOSKS", "interface Virtual-Template1 type tunnel"),
        transformed(
            "crypto map WAN 65000 ipsec-isakmp dynamic KIOSKS discover",
            "interface Virtual-Template1 type tunnel",
            instead="crypto map WAN 65000",
        ),
        unknown("crypto map WAN client autentication list default"),
    ),
    *section(
        "crypto map: an entry for a site-to-site peer",
        MAP_SERVER,
        "",
        kept("crypto map WAN 10 ipsec-isakmp"),
        kept("crypto map WAN 20 ipsec-isakmp\n set peer 192.0.2.78"),
        kept("crypto map WAN 30 gdoi"),
    ),
    *section(
        "crypto dynamic-map",
        MAP_SERVER,
        _DYNAMIC,
        transformed("set transform-set AES", "crypto ipsec profile FLEX / set transform-set FLEX"),
        transformed("set isakmp-profile KIOSKS", "crypto ipsec profile FLEX / set ikev2-profile FLEX"),
        transformed("set pfs group2", "crypto ipsec profile FLEX / set pfs group19"),
        transformed(
            "set security-association lifetime seconds 28800", "FLEX / set security-association lifetime seconds 28800"
        ),
        dropped("set security-association lifetime seconds 3600"),
        carried(
            "set security-association lifetime kilobytes 4608000", "set security-association lifetime kilobytes 4608000"
        ),
        decide("set security-association idle-time 600", "ipsec_options"),
        dropped("match address 120"),
        transformed("reverse-route", "authorization policy FLEX / route accept any"),
        transformed("reverse-route static", "authorization policy FLEX / route accept any", instead="reverse-route"),
        transformed(
            "reverse-route remote-peer 192.0.2.1 gateway static", "policy FLEX / route accept any", instead="reverse"
        ),
        carried("set reverse-route distance 20", "authorization policy FLEX / route accept any distance 20"),
        carried("set reverse-route tag 417", "authorization policy FLEX / route accept any tag 417"),
        transformed("set reverse-route gateway 192.0.2.1", "authorization policy FLEX / route accept any"),
        carried("qos pre-classify", f"{_VT1} / qos pre-classify"),
        dropped("description Kiosks"),
        unknown("set transfrom-set AES"),
    ),
    *section("crypto dynamic-map", MAP_SERVER, "", transformed(_DYNAMIC, "interface Virtual-Template1 type tunnel")),
    *section(
        "interface of an EzVPN server",
        MAP_SERVER,
        "interface GigabitEthernet0/0",
        transformed("crypto map WAN", "interface Virtual-Template1 type tunnel"),
        dropped("crypto map WAN redundancy HA stateful", instead="crypto map"),
    ),
    *section(
        "routing on an EzVPN server",
        MAP_SERVER,
        "router ospf 1",
        kept("redistribute static subnets route-map KIOSKS"),
    ),
    *section(
        "routing on an EzVPN server",
        MAP_SERVER,
        "route-map KIOSKS permit 10",
        kept("match tag 417", also=((_DYNAMIC, "set reverse-route tag 417"),)),
    ),
    *section(
        "ip local pool of a group",
        MAP_SERVER,
        "",
        transformed("ip local pool KIOSKS 10.20.250.1 10.20.250.100", "policy FLEX / pool KIOSKS"),
    ),
    *section(
        "the access list of a group's `acl`",
        MAP_SERVER,
        "",
        transformed("access-list 120 permit ip 10.20.0.0 0.0.0.255 any", "FLEX-ROUTES / permit 10.20.0.0 0.0.0.255"),
        transformed("access-list 120 permit tcp 10.22.0.0 0.0.0.255 any eq 443", "FLEX-ROUTES / permit 10.22.0.0"),
        decide("access-list 120 permit ip 10.23.0.0 0.0.3.1 any", "hub_networks"),
        transformed("access-list 120 deny ip 10.20.0.128 0.0.0.127 any"),
        dropped("access-list 120 remark What the kiosks reach"),
    ),
)

PROFILES = (
    *section(
        "crypto ipsec transform-set",
        SERVER,
        "crypto ipsec transform-set AES esp-aes 256 esp-sha-hmac",
        transformed("mode tunnel", "crypto ipsec transform-set FLEX esp-aes 256 esp-sha256-hmac / mode tunnel"),
        transformed("mode transport require", "esp-sha256-hmac / mode tunnel", instead="mode"),
        dropped("esn"),
        unknown("mode tunel"),
    ),
    *section(
        "crypto ipsec transform-set",
        SERVER,
        "",
        *(
            transformed(
                f"crypto ipsec transform-set OLD {transforms}",
                "crypto ipsec transform-set FLEX esp-aes 256 esp-sha256-hmac",
                also=(("crypto ipsec profile SHOPS", "set transform-set AES OLD"),),
            )
            for transforms in ("esp-3des esp-md5-hmac", "ah-sha-hmac esp-aes 256 comp-lzs", "esp-gcm 256", "esp-null")
        ),
    ),
    *section(
        "crypto ipsec profile",
        SERVER,
        "crypto ipsec profile SHOPS",
        transformed("set transform-set AES", "crypto ipsec profile FLEX / set transform-set FLEX"),
        transformed("set isakmp-profile SHOPS", "crypto ipsec profile FLEX / set ikev2-profile FLEX"),
        transformed("set pfs group5", "crypto ipsec profile FLEX / set pfs group19"),
        transformed("set pfs", "crypto ipsec profile FLEX / set pfs group19"),
        carried("set security-association lifetime kilobytes disable", "association lifetime kilobytes disable"),
        transformed("set security-association lifetime days 1", "set security-association lifetime seconds 86400"),
        decide("set security-association idle-time 600 default", "ipsec_options"),
        carried("set security-association replay window-size 512", "security-association replay window-size 512"),
        carried("set security-association replay disable", "set security-association replay disable"),
        carried("set security-association dfbit clear", "set security-association dfbit clear"),
        carried("set security-association ecn discard", "set security-association ecn discard"),
        dropped("set security-association level per-host"),
        dropped("set security-policy limit 100"),
        transformed("set identity SHOPS", "crypto ikev2 profile FLEX / match identity remote"),
        dropped("set mixed-mode"),
        transformed("reverse-route", "authorization policy FLEX / route accept any"),
        carried("set reverse-route distance 20", "authorization policy FLEX / route accept any distance 20"),
        carried("set reverse-route tag 417", "authorization policy FLEX / route accept any tag 417"),
        transformed("reverse-route static", "authorization policy FLEX / route accept any"),
        transformed("set reverse-route gateway 198.51.100.1", "authorization policy FLEX / route accept any"),
        dropped("responder-only"),
        dropped("redundancy HA stateful"),
        carried("dialer pre-classify", "crypto ipsec profile FLEX / dialer pre-classify"),
        dropped("description The shops"),
        unknown("set isakmp-profil SHOPS"),
    ),
    *section(
        "crypto ipsec profile", SERVER, "", transformed("crypto ipsec profile SHOPS", "crypto ipsec profile FLEX")
    ),
    *section(
        "interface Virtual-Template of a server",
        SERVER,
        _TEMPLATE,
        carried("ip unnumbered Loopback0", f"{_VT} / ip unnumbered Loopback0"),
        transformed("ip address 10.0.254.1 255.255.255.0", f"{_VT} / ip unnumbered Loopback0", instead="ip unnumbered"),
        transformed("no ip address", f"{_VT} / ip unnumbered Loopback0", instead="ip unnumbered"),
        carried("tunnel source GigabitEthernet0/0", f"{_VT} / tunnel source GigabitEthernet0/0"),
        transformed("tunnel mode ipsec ipv4", f"{_VT} / tunnel mode ipsec ipv4"),
        transformed("tunnel protection ipsec profile SHOPS", f"{_VT} / tunnel protection ipsec profile FLEX"),
        dropped("tunnel destination 203.0.113.10"),
        dropped("tunnel vrf INTERNET"),
        carried("no tunnel path-mtu-discovery", f"{_VT} / no tunnel path-mtu-discovery"),
        dropped("shutdown"),
        dropped("no shutdown"),
        dropped("description The shops"),
        carried("tunnel path-mtu-discovery", f"{_VT} / tunnel path-mtu-discovery"),
        carried("ip vrf forwarding SHOPS", f"{_VT} / ip vrf forwarding SHOPS", also=(("", "ip vrf SHOPS"),)),
        carried("vrf forwarding SHOPS", f"{_VT} / vrf forwarding SHOPS", also=(("", "vrf definition SHOPS"),)),
        carried("ip nat inside", f"{_VT} / ip nat inside"),
        carried("service-policy output SHOPS", f"{_VT} / service-policy output SHOPS"),
        carried("zone-member security VPN", f"{_VT} / zone-member security VPN"),
        carried("ip access-group STAFF-IN in", f"{_VT} / ip access-group STAFF-IN in"),
        carried("ip mtu 1400", f"{_VT} / ip mtu 1400"),
        carried("ip tcp adjust-mss 1360", f"{_VT} / ip tcp adjust-mss 1360"),
    ),
    *section("interface Virtual-Template of a server", SERVER, "", transformed(_TEMPLATE, f"interface {_VT}")),
    *section(
        "the access list of a group's `acl`",
        SERVER,
        "ip access-list extended SPLIT",
        transformed("permit ip 10.0.0.0 0.0.0.255 any", "FLEX-ROUTES / permit 10.0.0.0 0.0.0.255"),
        transformed("permit ip host 10.0.9.9 any", "FLEX-ROUTES / permit 10.0.9.9"),
        transformed("20 permit ip 10.0.8.0 0.0.3.255 any", "FLEX-ROUTES / permit 10.0.8.0 0.0.3.255"),
        dropped("30 remark The servers"),
    ),
    *section(
        "the access list of a group's `acl`",
        SERVER,
        "",
        transformed("ip access-list extended SPLIT", "ip access-list standard FLEX-ROUTES"),
    ),
)

SHARED = (
    *section(
        "AAA that EzVPN shares with the router's logins",
        SERVER,
        "",
        kept("aaa new-model"),
        kept("aaa authentication login XAUTH local"),
        decide(
            "aaa authorization network GROUPS group radius local",
            "authorization_store",
            instead="aaa authorization network",
        ),
        kept("aaa authorization network GROUPS local"),
        kept("aaa accounting network SESSIONS start-stop group radius", also=((_PROFILE, "accounting SESSIONS"),)),
    ),
    *section(
        "AAA that EzVPN shares with the router's logins",
        MAP_SERVER,
        "",
        kept("aaa authentication login default local"),
    ),
    *section(
        "aaa attribute list that a group names",
        SERVER,
        "",
        *(
            kept(
                f"aaa attribute list SHOPS{text}",
                also=(("crypto isakmp client configuration group SHOPS", "crypto aaa attribute list SHOPS"),),
            )
            for text in ("", '\n attribute type interface-config "ip mtu 1400"')
        ),
    ),
    *section(
        "RADIUS that EzVPN's lists ask",
        SERVER,
        "",
        kept("radius-server host 10.0.0.6 auth-port 1812 acct-port 1813 key 7 08354942071C1107", also=_RADIUS),
        kept("radius server AUTH\n address ipv4 10.0.0.6 auth-port 1812 acct-port 1813", also=_RADIUS),
        kept("aaa group server radius AUTH", also=_RADIUS),
        kept("radius server AUTH", also=_RADIUS),
    ),
    *section(
        "users that XAUTH may ask for",
        SERVER,
        "",
        kept("username shop1 password 7 08354942071C1107"),
        kept("username shop2 secret 9 $9$Y2hhbmdlbWU$4xYb0kqzQm5d81fW2j0Xn3y"),
    ),
    *section(
        "certificates that EzVPN uses",
        SERVER,
        "",
        kept("crypto pki trustpoint SHOPS\n subject-name CN=hq,OU=SHOPS", also=((_PROFILE, "ca trust-point SHOPS"),)),
        kept("crypto pki trustpoint SHOPS", also=((_PROFILE, "ca trust-point SHOPS"),)),
        kept("crypto pki certificate map SHOPS 10", also=((_PROFILE, "match certificate SHOPS"),)),
    ),
    *section(
        "VRFs that EzVPN uses",
        SERVER,
        "",
        kept("ip vrf SHOPS", also=((_PROFILE, "vrf SHOPS"),)),
        kept("vrf definition SHOPS", also=((_PROFILE, "vrf SHOPS"),)),
        kept("vrf definition SHOPS\n rd 65000:417", also=((_PROFILE, "vrf SHOPS"),)),
        kept("vrf definition INTERNET\n rd 65000:1", also=(("", "crypto keyring SHOPS vrf INTERNET"),)),
        kept("ip vrf INTERNET", also=(("", "crypto keyring SHOPS vrf INTERNET"),)),
    ),
    *section(
        "crypto isakmp peer",
        SERVER,
        "",
        kept("crypto isakmp peer address 192.0.2.77"),
        kept("crypto isakmp peer hostname partner.example vrf INTERNET"),
        kept("crypto isakmp peer address 192.0.2.77\n set aggressive-mode password Partner-Key"),
        kept("crypto isakmp peer address 192.0.2.77\n set aggressive-mode client-endpoint fqdn hq.shops.example"),
    ),
    *section(
        "crypto keyring that no EzVPN profile names",
        SERVER,
        "",
        kept("crypto keyring PARTNER"),
        kept("crypto keyring PARTNER\n pre-shared-key address 192.0.2.77 key Partner-Key"),
    ),
    *section(
        "crypto isakmp profile without a line of EzVPN",
        SERVER,
        "",
        kept("crypto isakmp profile PARTNER\n match identity address 192.0.2.77 255.255.255.255"),
        kept("crypto isakmp profile PARTNER"),
    ),
)

TRAFFIC_TABLE: tuple[Form, ...] = (*MAPS, *PROFILES, *SHARED)
