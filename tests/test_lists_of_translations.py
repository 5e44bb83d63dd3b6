"""In client mode the list of an old translation lets the LAN go, which gets rules that look at the interface."""

import pytest

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check.all_findings import findings
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.render import outputs

SPOKE = "SP3"
RULE = "ip nat inside source list 1 interface Dialer1 overload"


def plan_with(changes: dict[str, str] | None = None) -> Plan:
    """A server and a spoke in client mode whose own translation goes by access list 1."""
    sources = []
    for name in ("server-dynamic-peers.cfg", "spoke-beside-dynamic-peers.cfg"):
        text = (CONFIGS / name).read_text("utf-8")
        for old, new in (changes or {}).items() if name.startswith("spoke") else ():
            assert old in text
            text = text.replace(old, new)
        sources.append(read_source(text.encode(), name))
    return propose(sources)


def cutover(plan: Plan) -> str:
    """The spoke's cut-over."""
    return outputs(plan)[f"{SPOKE}/5-cutover.cfg"]


def stage(plan: Plan) -> str:
    """What the spoke gets before its cut-over."""
    return outputs(plan)[f"{SPOKE}/4-stage.cfg"]


def blocked(plan: Plan) -> bool:
    """Whether the old rule takes the tunnel's traffic afterwards."""
    return "EZV008" in {finding.code for finding in findings(plan)}


def test_the_list_lets_the_lan_go_before_all_its_entries() -> None:
    """The rule stays, since one in use cannot be removed."""
    plan = plan_with()

    assert "ip access-list standard 1\n 1 deny 10.2.1.0 0.0.0.255\n" in cutover(plan)
    assert "ip nat inside source route-map FLEX-INTERNET interface Dialer1 overload" in stage(plan)
    assert f"no {RULE}" not in cutover(plan)
    assert not blocked(plan)


def test_an_extended_list_and_one_that_is_used_twice() -> None:
    """What another line uses besides is left alone, and the rule is said."""
    extended = plan_with(
        {
            RULE: RULE.replace("list 1 ", "list OUT "),
            "access-list 1 permit 10.2.1.0 0.0.0.255": "ip access-list extended OUT\n permit ip any any",
        }
    )
    shared = plan_with({"line vty 0 4\n": "line vty 0 4\n access-class 1 in\n"})

    assert "ip access-list extended OUT\n 1 deny ip 10.2.1.0 0.0.0.255 any\n" in cutover(extended)
    assert not blocked(extended)
    assert " deny 10.2.1.0" not in cutover(shared)
    assert blocked(shared)


def test_a_standard_list_with_a_host_of_the_lan_is_left_alone() -> None:
    """IOS asks the hosts of such a list before its networks, wherever they stand: an entry in front frees none."""
    entry = "access-list 1 permit 10.2.1.0 0.0.0.255"
    hosts = plan_with({entry: f"access-list 1 permit 10.2.1.9\n{entry}"})
    extended = {RULE: RULE.replace("list 1 ", "list 101 "), entry: "access-list 101 permit ip host 10.2.1.9 any"}

    assert " deny 10.2.1.0" not in cutover(hosts)
    assert blocked(hosts)
    assert not blocked(plan_with(extended))


def test_a_pool_without_overload_is_left_alone() -> None:
    """Each host has an address of its own there, which no rule of the plan gives it."""
    pool = "ip nat pool PUBLIC 203.0.113.65 203.0.113.70 prefix-length 28"
    plan = plan_with({RULE: f"{pool}\nip nat inside source list 1 pool PUBLIC"})

    assert " deny 10.2.1.0" not in cutover(plan)
    assert "FLEX-INTERNET" not in stage(plan)
    assert blocked(plan)


def test_a_rule_of_another_vrf_is_left_alone() -> None:
    """It translates nothing of a LAN in the global table."""
    plan = plan_with({RULE: RULE.replace(" overload", " vrf GUESTS overload")})

    assert " deny 10.2.1.0" not in cutover(plan)
    assert "FLEX-INTERNET" in stage(plan)
    assert not blocked(plan)


def test_where_interfaces_translate_already_the_list_of_the_new_rules_is_closed_until_the_cutover() -> None:
    """A rule that is staged takes packets at once there, whose list then must take none."""
    plan = plan_with()

    assert "ip access-list extended FLEX-LAN\n 10 deny ip any any\n!" in stage(plan)
    assert "ip access-list extended FLEX-LAN\n 1 permit ip 10.2.1.0 0.0.0.255 any\n!" in cutover(plan)


def test_where_they_translate_nothing_their_sides_open_the_rules() -> None:
    """The list says what it means from the beginning, as long as no interface has a side."""
    plan = plan_with(
        {
            " ip nat outside\n": "",
            " ip nat inside\n": "",
            f"{RULE}\n": "",
        }
    )

    assert "ip access-list extended FLEX-LAN\n permit ip 10.2.1.0 0.0.0.255 any\n!" in stage(plan)
    assert "interface Dialer1\n ip nat outside\n!" in cutover(plan)
    assert "FLEX-LAN" not in cutover(plan)


def test_a_lan_of_ten_networks_is_let_in_before_the_closing_entry() -> None:
    """The closing entry leaves room for all of them."""
    others = "".join(f" ip address 10.2.{number}.1 255.255.255.0 secondary\n" for number in range(2, 12))
    plan = plan_with({" ip address 10.2.1.1 255.255.255.0\n": f" ip address 10.2.1.1 255.255.255.0\n{others}"})

    assert "ip access-list extended FLEX-LAN\n 20 deny ip any any\n!" in stage(plan)
    assert " 11 permit ip 10.2.11.0 0.0.0.255 any\n!" in cutover(plan)


def test_beside_a_translation_without_sides_no_rule_is_written_and_client_mode_is_blocked() -> None:
    """`ip nat enable` takes no route-maps and is never mixed with sides."""
    changes = {RULE: RULE.replace("inside source", "source"), " ip nat inside\n": " ip nat enable\n"}
    plan = plan_with(changes | {" ip nat outside\n": " ip nat enable\n"})
    written = outputs(plan)

    assert " nat " not in stage(plan) + cutover(plan)
    assert " nat " in written[f"{SPOKE}/target.cfg"]
    assert "RTE085" in {finding.code for finding in findings(plan)}


BY_MAP = "ip nat inside source route-map OUT interface Dialer1 overload"


def with_map(*entries: str, lists: str = "") -> Plan:
    """The spoke translates by a route-map of those entries."""
    return plan_with({RULE: "\n".join((BY_MAP, *entries, lists)).rstrip("\n")})


WHOLE = "ip access-list extended WHOLE\n permit ip 10.2.1.0 0.0.0.255 any"
HALF = "ip access-list extended HALF\n permit ip 10.2.1.0 0.0.0.127 any"
OTHER_HALF = "ip access-list extended OTHER\n permit ip 10.2.1.128 0.0.0.127 any"


@pytest.mark.parametrize(
    ("denied", "takes"),
    [
        ((WHOLE,), False),
        ((HALF,), True),
        ((HALF, OTHER_HALF), False),
        ((f"{HALF}\n permit ip 10.2.1.128 0.0.0.127 any",), False),
        ((f"{HALF}\n permit ip 10.2.1.128 0.0.0.63 any",), True),
        ((WHOLE.replace("permit ip", "permit tcp"),), True),
        ((WHOLE.replace("\n", "\n deny ip host 10.2.1.9 any\n"),), True),
        (("ip access-list standard WHOLE\n permit 10.2.0.0 0.0.255.255",), False),
        (("ip access-list standard TILLS\n permit 10.2.1.7",), True),
        ((WHOLE.replace("any", "10.0.0.0 0.255.255.255"),), False),
        ((WHOLE.replace("any", "10.1.0.0 0.0.255.255"),), True),
    ],
    ids=[
        "the LAN",
        "half of it",
        "both halves",
        "both halves in one list",
        "three quarters",
        "its TCP alone",
        "all but one host",
        "more than the LAN",
        "one host",
        "towards all that the hub announces",
        "towards a part of it",
    ],
)
def test_a_deny_of_a_route_map_spares_what_it_is_about_and_nothing_else(
    denied: tuple[str, ...], *, takes: bool
) -> None:
    """What is left of the LAN comes to the next entry, which does not look where a packet leaves."""
    names = [text.split()[3].split("\n")[0] for text in denied]
    maps = [f"route-map OUT deny {5 + place}\n match ip address {name}" for place, name in enumerate(names)]
    plan = with_map(*maps, "route-map OUT permit 20", lists="\n".join(denied))

    assert blocked(plan) is takes
