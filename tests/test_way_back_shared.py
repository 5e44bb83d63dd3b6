"""What others wrote or changed since is never taken along by a way back, and it says what stays and why."""

from dataclasses import replace

import pytest

from tests.applier import after, tree_of
from tests.golden_cases import golden_plan, output
from tests.printer import RELEASES, Release
from tests.second_wave import PRINTING, printed_source
from tests.test_second_wave import wave_of
from tests.ways_back import Routers, read, taken_back
from wizard.model.plan import Answer
from wizard.model.way_back import StayReason, WayBack
from wizard.render import final, way_back

CASE, HUB = "branches-eigrp", "hq-vpn1"


def back_after(
    commands: str, case: str = CASE, device: str = HUB, release: Release = PRINTING
) -> tuple[Routers, WayBack]:
    """The router of a case once somebody sent it commands, its target and the way back."""
    tree = after(tree_of(output(case, device, "target.cfg")), commands)
    routers, backs = taken_back(golden_plan(case), {device: tree}, release)
    return routers, backs[device]


def tops(routers: Routers, device: str = HUB) -> set[str]:
    """The top lines that the migration wrote and that are left."""
    tree = routers[device]
    source = golden_plan(CASE).source(device)
    assert source
    before = {line.text for line in source.configuration.lines}
    return {node.text for node in tree} - before


def reasons(back: WayBack) -> dict[str, StayReason]:
    """Why each line stays."""
    return {" / ".join(stays.line): stays.reason for stays in back.stays}


LIST = "ip access-list standard FLEX-ROUTES"
PROFILE = "crypto ikev2 profile FLEX"
POLICY = "crypto ikev2 authorization policy FLEX"
TEMPLATE = "interface Virtual-Template2 type tunnel"
TRUSTPOINT = "crypto pki trustpoint FLEX"
TRANSFORMS = "crypto ipsec transform-set FLEX esp-aes 256 esp-sha256-hmac"
IPSEC = "crypto ipsec profile FLEX"
NETWORK_LIST = "aaa authorization network FLEX local"

USED_BY_OTHERS = {
    "a trustpoint of the web server": ("ip http secure-trustpoint FLEX", {TRUSTPOINT}),
    "a list in a route-map": ("route-map OTHER permit 10\n match ip address FLEX-ROUTES", {LIST}),
    "a transform set of a crypto map": ("crypto map OTHER 10 ipsec-isakmp\n set transform-set FLEX", {TRANSFORMS}),
    "an IPsec profile of a tunnel": (
        "interface Tunnel77\n tunnel protection ipsec profile FLEX",
        {IPSEC, TRANSFORMS, PROFILE, TRUSTPOINT, NETWORK_LIST, POLICY, LIST, TEMPLATE},
    ),
    "an authorization policy of a profile": (
        "crypto ikev2 profile OTHER\n aaa authorization group psk list default FLEX",
        {POLICY, LIST, "crypto ikev2 policy FLEX", "crypto ikev2 proposal FLEX", "crypto ikev2 fragmentation mtu 1280"},
    ),
    "a template of a profile": (
        "crypto ikev2 profile OTHER\n virtual-template 2",
        {
            *(TEMPLATE, IPSEC, TRANSFORMS, PROFILE, TRUSTPOINT, NETWORK_LIST, POLICY, LIST),
            *("crypto ikev2 policy FLEX", "crypto ikev2 proposal FLEX", "crypto ikev2 fragmentation mtu 1280"),
        },
    ),
}
"""What somebody sent since, and what of the migration stays for it."""


@pytest.mark.parametrize("what", USED_BY_OTHERS)
def test_what_another_line_names_stays_with_all_that_it_names(what: str) -> None:
    """Nothing else does, and nothing that is left names an object that is gone."""
    commands, staying = USED_BY_OTHERS[what]
    routers, back = back_after(commands)
    written = {node.text for node in tree_of(commands)}
    kept = tops(routers) - written - {"router eigrp 100", "archive"}

    assert kept == staying
    assert staying <= reasons(back).keys()


CHANGED = {
    "another lifetime": (f"{TRANSFORMS}\n esn", {TRANSFORMS}),
    "a description": (f"{TRUSTPOINT}\n usage ike", {TRUSTPOINT}),
    "the dead peer detection": (
        f"{PROFILE}\n no dpd\n dpd 60 5 periodic",
        {PROFILE, TRUSTPOINT, NETWORK_LIST, POLICY, LIST, TEMPLATE, IPSEC, TRANSFORMS},
    ),
}
"""What somebody changed in an object of the migration, and what stays then."""


@pytest.mark.parametrize("what", CHANGED)
def test_an_object_that_somebody_changed_stays_and_is_named(what: str) -> None:
    """A person wrote there and decides what becomes of it."""
    commands, staying = CHANGED[what]
    routers, back = back_after(commands)

    assert tops(routers) - {"router eigrp 100", "archive"} == staying
    assert StayReason.HAS_OTHER_LINES in reasons(back).values()


def test_a_peer_with_another_key_stays_and_the_others_go() -> None:
    """The key is no longer the migration's."""
    key = "crypto ikev2 keyring FLEX\n peer br-york\n  no pre-shared-key\n  pre-shared-key New-One-1\n"
    routers, back = back_after(key, "branches-keep-server", release=RELEASES[0])
    keyring = next(node for node in routers[HUB] if node.text == "crypto ikev2 keyring FLEX")

    assert [peer.text for peer in keyring.below] == ["peer br-york"]
    assert reasons(back)["crypto ikev2 keyring FLEX / peer br-york"] is StayReason.HAS_OTHER_LINES


def test_a_line_that_somebody_took_away_is_not_sent_again_and_is_named() -> None:
    """A `no` for what is not there would be a mistake on the router."""
    routers, back = back_after("ip access-list extended 120\n no permit ip 10.21.3.0 0.0.0.255 any\n")

    assert tops(routers) <= {"router eigrp 100"}
    assert reasons(back) == {"ip access-list extended 120 / permit ip 10.21.3.0 0.0.0.255 any": StayReason.ABSENT}


def test_the_archive_keeps_what_others_wrote_below_it() -> None:
    """The migration's path goes by itself."""
    routers, back = back_after("archive\n maximum 5\n")
    archive = next(node for node in routers[HUB] if node.text == "archive")

    assert [node.text for node in archive.below] == ["maximum 5"]
    assert not back.stays


JOINED = f"{PROFILE}\n match identity remote fqdn other.fennmark.example\n"


def test_of_a_profile_that_others_joined_the_spokes_own_lines_go() -> None:
    """Their identities and LANs leave, a network that holds others' as well stays, and so does all else."""
    routers, back = back_after(JOINED)
    profile = next(node for node in routers[HUB] if node.text == PROFILE)
    announced = next(node for node in routers[HUB] if node.text == LIST)

    assert [node.text for node in profile.below if "identity remote" in node.text] == [
        "match identity remote fqdn other.fennmark.example"
    ]
    assert {node.text for node in announced.below} == {"permit 10.20.0.0 0.0.0.255", "permit 10.20.8.0 0.0.3.255"}
    assert {TEMPLATE, IPSEC, POLICY, TRUSTPOINT, "crypto ikev2 policy FLEX", "router eigrp 100"} <= tops(routers)
    assert set(reasons(back).values()) == {StayReason.OTHERS_JOINED}


def test_a_list_that_others_need_is_never_emptied() -> None:
    """An empty list lets everything through: its last entries stay, and are named."""
    case, hub = "lojas-eigrp", "lis-vpn1"
    routers, back = back_after("crypto ikev2 profile FLEX\n match identity remote fqdn x.example\n", case, hub)
    entry = "ip prefix-list FLEX-SITES seq 5 permit 10.41.7.0/24 le 32"

    assert entry in {node.text for node in routers[hub]}
    assert reasons(back)[entry] is StayReason.LAST_ENTRIES


def test_a_list_that_nobody_needs_goes_with_its_last_entry() -> None:
    """Something else that stays does not keep it."""
    routers, back = back_after("ip http secure-trustpoint FLEX\n", "lojas-eigrp", "lis-vpn1")

    assert not [node.text for node in routers["lis-vpn1"] if "FLEX-SITES" in node.text]
    assert reasons(back) == {TRUSTPOINT: StayReason.NAMED}


BETWEEN, SERVER, NEW_HUB = "filialen-new-hub", "NW-HH-RTR01", "nw-flex-hub"
ADDED = "crypto ikev2 profile FLEX\n match identity remote key-id another\n"


def test_the_link_of_two_hubs_stays_while_others_use_one_of_them() -> None:
    """On the server nothing shows that somebody joined the hub: both configurations are looked at."""
    hub = after(tree_of(output(BETWEEN, NEW_HUB, "target.cfg")), ADDED)
    routers, backs = taken_back(
        golden_plan(BETWEEN), {SERVER: tree_of(output(BETWEEN, SERVER, "target.cfg")), NEW_HUB: hub}
    )

    assert "interface Tunnel100" in {node.text for node in routers[SERVER]}
    assert reasons(backs[SERVER])["interface Tunnel100"] is StayReason.OTHERS_JOINED


def test_without_the_other_hubs_configuration_its_link_stays() -> None:
    """Nobody can tell whether it is in use, and the answer says which configuration is missing."""
    server = read(tree_of(output(BETWEEN, SERVER, "target.cfg")), SERVER).configuration
    back = way_back(golden_plan(BETWEEN), SERVER, {SERVER: server})
    unread = [stays for stays in back.stays if stays.reason is StayReason.OTHER_HUB_UNREAD]

    assert ("interface Tunnel100",) in [stays.line for stays in unread]
    assert {stays.because for stays in unread} == {((NEW_HUB,),)}


def test_a_route_of_others_through_the_link_keeps_it() -> None:
    """Its next hop lies in the network of the tunnel."""
    server = after(tree_of(output(BETWEEN, SERVER, "target.cfg")), "ip route 10.9.0.0 255.255.0.0 10.255.255.2 250\n")
    hub = tree_of(output(BETWEEN, NEW_HUB, "target.cfg"))
    routers, backs = taken_back(golden_plan(BETWEEN), {SERVER: server, NEW_HUB: hub})

    assert {"interface Tunnel100", "crypto ikev2 profile FLEX-INTERHUB"} <= {node.text for node in routers[SERVER]}
    assert reasons(backs[SERVER])["interface Tunnel100"] is StayReason.NAMED


def test_what_the_clean_up_of_another_site_took_from_ezvpn_is_named() -> None:
    """The site that goes back needs its EzVPN server."""
    first = golden_plan("branches-keep-server")
    second = wave_of("branches-keep-server", "first wave's answers").with_answer(
        Answer(key="ezvpn_remains", value="no")
    )
    gone = printed_source(first.server, replace(second), HUB)
    whole = way_back(first, HUB, {HUB: gone.configuration})
    cleaned = way_back(first, HUB, {HUB: final(second, HUB)})

    assert not whole.lacks
    assert ("crypto isakmp client configuration group FENN-BRANCH",) in cleaned.lacks


def test_an_object_that_took_the_name_of_one_that_was_removed_is_kept() -> None:
    """The clean-up of this site is taken back but for that name."""
    case, hub = "guide-reuse", "ezvpn-server"
    other = "crypto isakmp policy 1\n encr aes 256\n authentication pre-share\n group 14\n"
    tree = after(tree_of(output(case, hub, "final.cfg")), other)
    routers, backs = taken_back(golden_plan(case), {hub: tree})
    policy = next(node for node in routers[hub] if node.text == "crypto isakmp policy 1")

    assert [node.text for node in policy.below] == ["encr aes 256", "authentication pre-share", "group 14"]
    assert reasons(backs[hub]) == {"crypto isakmp policy 1": StayReason.NAME_TAKEN}
