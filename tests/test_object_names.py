"""The names of new objects: none that the router has already, in whichever line it has it."""

import pytest

from tests.reading import read, source
from tests.test_what_a_site_lacks import HUB, SPOKE, fennmark
from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.plan.perspective import applies, resolved

AT_THE_HUB = (
    ("aaa_list", "FLEX", "aaa authorization network FLEX local"),
    ("trustpoint", "FLEX", "crypto pki trustpoint FLEX"),
    ("trustpoint", "FLEX", "ip ssh rsa keypair-name FLEX"),
    ("trustpoint", "FLEX", "crypto pki server FLEX"),
    ("trustpoint", "FLEX", "crypto pki trustpoint OTHER\n rsakeypair FLEX 2048"),
    ("trustpoint", "FLEX", "crypto pki trustpoint OTHER\n eckeypair FLEX"),
    ("peer_trustpoint", "FLEX-PEER", "crypto pki trustpoint FLEX-PEER"),
    ("certificate_map", "FLEX", "crypto pki certificate map FLEX 10"),
    ("radius_list", "FLEX-RADIUS", "aaa authorization network FLEX-RADIUS local"),
    ("radius_list", "FLEX-RADIUS", "aaa authentication login FLEX-RADIUS local"),
    ("radius_list", "FLEX-RADIUS", "crypto ikev2 name-mangler FLEX-RADIUS"),
    ("access_list", "FLEX-ROUTES", "ip access-list standard FLEX-ROUTES"),
    ("access_list", "FLEX-ROUTES", "ip access-list extended FLEX-ROUTES"),
    ("authorization_policy", "FLEX", "crypto ikev2 authorization policy FLEX"),
    ("proposal", "FLEX", "crypto ikev2 proposal FLEX"),
    ("policy", "FLEX", "crypto ikev2 policy FLEX"),
    ("keyring", "FLEX", "crypto ikev2 keyring FLEX"),
    ("ikev2_profile", "FLEX", "crypto ikev2 profile FLEX"),
    ("transform_set", "FLEX", "crypto ipsec transform-set FLEX esp-aes esp-sha-hmac"),
    ("ipsec_profile", "FLEX", "crypto ipsec profile FLEX"),
    ("site_access_list", "FLEX-SITES", "ip access-list standard FLEX-SITES"),
    ("site_access_list", "FLEX-SITES", "ip access-list extended FLEX-SITES"),
    ("bgp_group", "FLEX-SPOKES", "router bgp 65010\n neighbor FLEX-SPOKES peer-group"),
    ("site_route_map", "FLEX-SITES", "route-map FLEX-SITES permit 10"),
    ("site_route_map", "FLEX-SITES", "ip prefix-list FLEX-SITES seq 5 permit 10.0.0.0/8"),
)
AT_THE_SPOKE = (
    ("flexvpn_client", "FLEX", "crypto ikev2 client flexvpn FLEX"),
    ("nat_list", "FLEX-LAN", "ip access-list extended FLEX-LAN"),
    ("nat_list", "FLEX-LAN", "ip access-list standard FLEX-LAN"),
    ("internet_route_map", "FLEX-INTERNET", "route-map FLEX-INTERNET permit 10"),
    ("tunnel_route_map", "FLEX-TUNNEL", "route-map FLEX-TUNNEL permit 10"),
    ("eigrp_route_map", "FLEX-STATIC", "route-map FLEX-STATIC permit 10"),
    ("eigrp_route_map", "FLEX-STATIC", "ip prefix-list FLEX-STATIC seq 5 permit 10.0.0.0/8"),
)
ROWS = [(HUB, *row) for row in AT_THE_HUB] + [(SPOKE, *row) for row in AT_THE_SPOKE]
ROUTING = {"bgp_group": "bgp", "site_access_list": "bgp", "site_route_map": "bgp", "eigrp_route_map": "eigrp"}


def site(device: str, lines: str, key: str = "") -> Plan:
    """The branch with lines more in one of its routers."""
    more = {"\naccess-list 15": f"\n{lines}\naccess-list 15"} if lines else {}
    plan = fennmark(server=more) if device == HUB else fennmark(spoke=more)
    return answer(plan, "routing", ROUTING[key]) if key in ROUTING else plan


@pytest.mark.parametrize(("device", "key", "name", "line"), ROWS, ids=[f"{row[1]}: {row[3]}" for row in ROWS])
def test_a_name_that_is_taken_is_not_taken_again(device: str, key: str, name: str, line: str) -> None:
    """In any letter case: IOS would change the object that is there."""
    free, taken = (resolved(site(device, lines, key), f"name_{key}", device) for lines in ("", line))
    smaller = resolved(site(device, line.replace(name, name.lower()), key), f"name_{key}", device)

    assert (free.value, free.why) == (name, "no other object has this name")
    assert (taken.value, taken.why) == (f"{name}-2", f"{name} is taken on this router")
    assert smaller.value == taken.value


NUMBERED = (
    (HUB, "virtual_template", "2", "interface Virtual-Template2 type tunnel", "3"),
    (HUB, "loopback", "Loopback1", "interface Loopback1", "Loopback2"),
    (SPOKE, "tunnel", "Tunnel0", "interface Tunnel0", "Tunnel1"),
)


@pytest.mark.parametrize(("device", "key", "free", "line", "then"), NUMBERED, ids=[row[1] for row in NUMBERED])
def test_the_first_free_number_is_taken(device: str, key: str, free: str, line: str, then: str) -> None:
    """An interface that the router has is left alone."""
    names = [resolved(site(device, lines), f"name_{key}", device).value for lines in ("", line)]

    assert names == [free, then]


def test_a_backup_has_a_tunnel_and_a_client_of_its_own() -> None:
    """They have names beside those of the first, and only where EzVPN had a backup."""
    text = source("spoke-backup-client.cfg").data.decode()
    taken = text.replace("\ninterface ", "\ncrypto ikev2 client flexvpn FLEX-BACKUP\ninterface Tunnel1\ninterface ", 1)
    plans = [propose([source("server-for-backup.cfg"), read(hub_text, "spoke.cfg")]) for hub_text in (text, taken)]
    names = [
        [resolved(plan, f"name_{key}", "SP13").value for key in ("backup_tunnel", "backup_flexvpn_client")]
        for plan in plans
    ]

    assert names == [["Tunnel1", "FLEX-BACKUP"], ["Tunnel2", "FLEX-BACKUP-2"]]
    assert not applies(fennmark(), "name_backup_tunnel", SPOKE)


def between_hubs(more: str = "", **answers: str) -> Plan:
    """The branch at a hub of its own, which has a configuration."""
    text = (
        source("server-dvti.cfg")
        .data.decode()
        .replace("\naccess-list 15 remark", f"\n{more}\naccess-list 15 remark", 1)
    )
    plan = propose([read(text, "server.cfg"), source("spoke-nem-classic.cfg")], source("new-hub-present.cfg"))
    for key, value in {"inter_hub": "tunnel", **answers}.items():
        plan = answer(plan, key, value)
    return plan


@pytest.mark.parametrize(
    "line",
    [
        "crypto ikev2 profile FLEX-INTERHUB",
        "crypto ikev2 keyring FLEX-INTERHUB",
        "crypto ipsec profile FLEX-INTERHUB",
        "crypto ipsec transform-set FLEX-INTERHUB esp-aes esp-sha-hmac",
        "crypto ikev2 proposal FLEX-INTERHUB",
        "crypto ikev2 policy FLEX-INTERHUB",
    ],
)
def test_the_objects_between_two_hubs_share_a_name_that_is_free_for_each_of_them(line: str) -> None:
    """One name stands for profile, keyring, proposal, policy and IPsec: it must be free in every place."""
    names = [resolved(plan, "name_inter_hub", HUB).value for plan in (between_hubs(), between_hubs(line))]

    assert names == ["FLEX-INTERHUB", "FLEX-INTERHUB-2"]


def test_the_server_beside_a_new_hub_gets_what_joins_the_two_and_nothing_else() -> None:
    """The tunnel between the hubs counts from 100, and a route-map tells the server's sites where OSPF joins them."""
    plain, ospf = between_hubs(), between_hubs(inter_hub_routing="ospf")
    keys = ("inter_hub", "inter_hub_tunnel", "site_route_map", "ikev2_profile", "tunnel")

    assert [key for key in keys if applies(plain, f"name_{key}", HUB)] == ["inter_hub", "inter_hub_tunnel"]
    assert [key for key in keys if applies(ospf, f"name_{key}", HUB)] == list(keys[:3])
    assert resolved(plain, "name_inter_hub_tunnel", HUB).value == "Tunnel100"
    assert resolved(between_hubs("interface Tunnel100"), "name_inter_hub_tunnel", HUB).value == "Tunnel101"
