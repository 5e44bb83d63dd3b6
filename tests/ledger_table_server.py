"""The hand-written table: the server's group, profiles and IKEv1 (docs/facts/ezvpn.md 3.1 to 3.3)."""

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

_GROUP = "crypto isakmp client configuration group SHOPS"
_PROFILE = "crypto isakmp profile SHOPS"
_KEYRING = ((_PROFILE, "keyring SHOPS"),)

GROUP = section(
    "crypto isakmp client configuration group",
    SERVER,
    _GROUP,
    decide("key 6 Xw]ZOPqUDQXNIJ", "spoke_authentication", instead="key"),
    decide("key Shop-Key-0418", "spoke_authentication", instead="key"),
    carried("dns 10.9.9.9 10.9.9.10", "authorization policy FLEX / dns 10.9.9.9 10.9.9.10"),
    carried("wins 10.9.9.9", "authorization policy FLEX / wins 10.9.9.9"),
    carried("domain shops.example", "authorization policy FLEX / def-domain shops.example"),
    dropped("pool STAFF"),
    carried("netmask 255.255.255.0", "authorization policy FLEX / netmask 255.255.255.0"),
    transformed("acl SPLIT", "authorization policy FLEX / route set access-list"),
    carried("split-dns shops.example", "authorization policy FLEX / split-dns shops.example"),
    carried("backup-gateway 198.51.100.3", "authorization policy FLEX / backup-gateway 198.51.100.3"),
    carried("backup-gateway hq2.shops.example", "authorization policy FLEX / backup-gateway hq2.shops.example"),
    carried("include-local-lan", "authorization policy FLEX / include-local-lan"),
    carried("pfs", "authorization policy FLEX / pfs"),
    carried("dhcp giaddr 10.0.0.1", "authorization policy FLEX / dhcp giaddr 10.0.0.1"),
    carried("dhcp server 10.0.0.5", "authorization policy FLEX / dhcp server 10.0.0.5"),
    carried("dhcp timeout 10", "authorization policy FLEX / dhcp timeout 10"),
    carried("configuration url tftp://10.0.0.5/shops", "authorization policy FLEX / configuration url tftp"),
    carried("configuration version 7", "authorization policy FLEX / configuration version 7"),
    carried("crypto aaa attribute list SHOPS", "authorization policy FLEX / aaa attribute list SHOPS"),
    dropped("banner ^CWelcome to the shops^C"),
    dropped("save-password"),
    dropped("group-lock"),
    dropped("max-users 40"),
    dropped("max-logins 2"),
    dropped("smartcard-removal-disconnect"),
    dropped("firewall are-u-there"),
    dropped("firewall policy DESKTOPS"),
    dropped("auto-update client win2000 url http://10.0.0.5/new rev 1.2.3"),
    dropped("browser-proxy DESKTOPS"),
    transformed(
        "access-restrict GigabitEthernet0/0", "Virtual-Template3 type tunnel / tunnel source GigabitEthernet0/0"
    ),
    transformed("route-metric 70", "shop1: crypto ikev2 authorization policy FLEX / route accept any distance 70"),
    unknown("user-vpn-group SHOPS"),
    unknown("backup-server 198.51.100.3"),
    unknown("subnet-acl SPLIT"),
    unknown("dsn 10.9.9.9"),
    unknown("save-pasword"),
    unknown("firewall are-you-there"),
    unknown("max-users many"),
) + section(
    "crypto isakmp client configuration group",
    SERVER,
    "",
    transformed(_GROUP, "crypto ikev2 authorization policy FLEX"),
    kept("crypto isakmp client configuration group STAFF"),
)

SOFTWARE_CLIENTS = (
    *section(
        "crypto isakmp client configuration browser-proxy",
        SERVER,
        "",
        dropped("crypto isakmp client configuration browser-proxy DESKTOPS"),
        dropped("crypto isakmp client configuration browser-proxy DESKTOPS\n proxy server 10.0.0.8:8080"),
        dropped("crypto isakmp client configuration browser-proxy DESKTOPS\n proxy auto-detect"),
        dropped("crypto isakmp client configuration browser-proxy DESKTOPS\n proxy exception-list 10.0.0.0"),
        unknown("crypto isakmp client configuration browser-proxy DESKTOPS\n proxi none"),
    ),
    *section(
        "crypto isakmp client firewall",
        SERVER,
        "",
        dropped("crypto isakmp client firewall DESKTOPS required cisco-security-agent"),
        dropped("crypto isakmp client firewall DESKTOPS optional zonelabs-zonealarm\n policy check-presence"),
        dropped(
            "crypto isakmp client firewall DESKTOPS optional cisco-integrated-client-firewall\n"
            " policy central-policy-push access-list in SPLIT"
        ),
    ),
)

PROFILE = section(
    "crypto isakmp profile",
    SERVER,
    _PROFILE,
    decide("accounting SESSIONS", "accounting_list"),
    carried("ca trust-point FLEX", "crypto ikev2 profile FLEX / pki trustpoint FLEX"),
    decide("client authentication list XAUTH", "spoke_authentication"),
    dropped("client authentication username shop password Till-419"),
    dropped("client configuration address respond"),
    dropped("client configuration address initiate"),
    transformed("client configuration group SHOPS", "aaa authorization group cert list FLEX FLEX"),
    dropped("client pki authorization list GROUPS"),
    dropped("client pki authorization list GROUPS password 0 Till-419"),
    dropped("description The shops"),
    dropped("initiate mode aggressive"),
    transformed(
        "isakmp authorization list GROUPS", "crypto ikev2 profile FLEX / aaa authorization group cert list FLEX"
    ),
    transformed(
        "isakmp authorization list GROUPS password Till-419",
        "crypto ikev2 profile FLEX / aaa authorization group cert list FLEX",
        instead="isakmp authorization list",
    ),
    carried("keepalive 20 retry 5", "crypto ikev2 profile FLEX / dpd 20 5 on-demand"),
    decide("keyring SHOPS", "spoke_authentication"),
    decide("keyring default", "spoke_authentication"),
    carried("local-address GigabitEthernet0/0", "tunnel source GigabitEthernet0/0"),
    decide("match certificate SHOPS", "hub_match"),
    transformed("match identity group SHOPS", "match identity remote fqdn shop1.shops.example"),
    decide("match identity address 203.0.113.0 255.255.255.0 INTERNET", "hub_match"),
    decide("match identity address ipv6 2001:db8::/64", "hub_match"),
    carried("match identity host domain shops.example", "match identity remote fqdn"),
    carried("match identity host shop1.shops.example", "match identity remote fqdn shop1.shops.example"),
    decide("match identity user domain shops.example", "hub_match"),
    dropped("qos-group 3"),
    dropped("rekey"),
    dropped("no rekey"),
    carried("self-identity fqdn hq.shops.example", "crypto ikev2 profile FLEX / identity local fqdn hq.shops.example"),
    carried("self-identity address", "crypto ikev2 profile FLEX / identity local"),
    carried("self-identity user-fqdn hq@shops.example", "crypto ikev2 profile FLEX / identity local"),
    transformed("virtual-template 1", "crypto ikev2 profile FLEX / virtual-template 3"),
    carried("vrf SHOPS", "Virtual-Template3 type tunnel / vrf forwarding SHOPS", also=(("", "vrf definition SHOPS"),)),
    unknown("match identity grup SHOPS"),
    unknown("client configuration address answer"),
    unknown("virtual-templete 1"),
) + section(
    "crypto isakmp profile",
    SERVER,
    "",
    transformed(_PROFILE, "crypto ikev2 profile FLEX"),
    kept("crypto isakmp profile STAFF"),
)

GLOBALS = section(
    "IKEv1 in general",
    SERVER,
    "",
    kept("crypto isakmp enable"),
    kept("no crypto isakmp enable"),
    kept("crypto isakmp default policy"),
    kept("no crypto isakmp default policy"),
    carried(
        "crypto isakmp keepalive 30", "crypto ikev2 profile FLEX / dpd 30 2 on-demand", instead="crypto isakmp keep"
    ),
    carried(
        "crypto isakmp keepalive 10 2 periodic",
        "crypto ikev2 profile FLEX / dpd 10 2 periodic",
        instead="crypto isakmp keepalive",
    ),
    carried("crypto isakmp nat keepalive 20", "nat keepalive 20"),
    dropped("crypto isakmp xauth timeout 30"),
    transformed("crypto isakmp identity dn", "crypto ikev2 profile FLEX / identity local"),
    transformed("crypto isakmp identity hostname", "crypto ikev2 profile FLEX / identity local"),
    dropped("crypto isakmp aggressive-mode disable"),
    kept("crypto isakmp key 6 Xw]ZOPqUDQXNIJ address 192.0.2.77 no-xauth"),
    kept("crypto isakmp key Partner-Key address 192.0.2.0 255.255.255.0"),
    kept("crypto isakmp key Partner-Key hostname partner.example"),
    kept("crypto isakmp invalid-spi-recovery"),
    carried("crypto isakmp disconnect-revoked-peers", "crypto ikev2 disconnect-revoked-peers"),
    carried("crypto isakmp fragmentation", "crypto ikev2 fragmentation"),
    kept("crypto isakmp diagnose error 10"),
    kept("crypto isakmp performance"),
    dropped("crypto isakmp client configuration address-pool local STAFF"),
    dropped("crypto ctcp port 10001 10002 10003"),
    dropped("crypto ctcp"),
    dropped("crypto logging ezvpn"),
    dropped("crypto logging ezvpn group SHOPS"),
    kept("crypto call admission limit ike sa 200"),
    kept("crypto xauth GigabitEthernet0/1"),
    unknown("crypto isakmp keepalife 10"),
    unknown("crypto isakmp clinet configuration group SHOPS"),
    unknown("crypto isakmp keepalive soon"),
) + section(
    "IKEv1 in general",
    MAP_SERVER,
    "",
    transformed("crypto isakmp client configuration address-pool local KIOSKS", "policy FLEX / pool KIOSKS"),
)

POLICY = section(
    "crypto isakmp policy",
    SERVER,
    "crypto isakmp policy 10",
    transformed("encr 3des", "crypto ikev2 proposal FLEX / encryption aes-cbc-256", instead="encr"),
    transformed("encryption aes 192", "crypto ikev2 proposal FLEX / encryption aes-cbc-256", instead="encr"),
    transformed("hash md5", "crypto ikev2 proposal FLEX / integrity sha512 sha256", instead="hash"),
    transformed("group 2", "crypto ikev2 proposal FLEX / group 19 14", instead="group"),
    transformed("authentication pre-share", "crypto ikev2 profile FLEX / authentication"),
    transformed("authentication rsa-sig", "crypto ikev2 profile FLEX / authentication", instead="authentication"),
    transformed("lifetime 43200", "crypto ikev2 profile FLEX / lifetime 43200"),
    unknown("encr 4des"),
    unknown("authentification pre-share"),
) + section("crypto isakmp policy", SERVER, "", transformed("crypto isakmp policy 10", "crypto ikev2 proposal FLEX"))

KEYRING = (
    *section(
        "crypto keyring that an EzVPN profile names",
        SERVER,
        "",
        *(
            decide(f"crypto keyring SHOPS{text}", question, also=_KEYRING)
            for text, question in (
                ("", "spoke_authentication"),
                (" vrf INTERNET", "spoke_authentication"),
                ("\n pre-shared-key address 0.0.0.0 0.0.0.0 key Shop-Key-0418", "spoke_authentication"),
                ("\n pre-shared-key hostname shop1.shops.example key 6 Xw]ZOPqUDQXNIJ", "spoke_authentication"),
            )
        ),
        *(
            dropped(f"crypto keyring SHOPS\n {text}", also=_KEYRING)
            for text in (
                "description Keys of the shops",
                "rsa-pubkey address 203.0.113.10",
                "rsa-pubkey address 203.0.113.10\n  address 203.0.113.10",
                "rsa-pubkey address 203.0.113.10\n  serial-number 0417",
                "rsa-pubkey address 203.0.113.10\n  key-string 305C300D 06092A86",
            )
        ),
        transformed(
            "crypto keyring SHOPS\n local-address GigabitEthernet0/0",
            "tunnel source GigabitEthernet0/0",
            also=_KEYRING,
        ),
        unknown("crypto keyring SHOPS\n pre-shred-key address 0.0.0.0 0.0.0.0 key Shop-Key-0418", also=_KEYRING),
    ),
)

SERVER_TABLE: tuple[Form, ...] = (*GROUP, *SOFTWARE_CLIENTS, *PROFILE, *GLOBALS, *POLICY, *KEYRING)
