"""In client mode the list of an old translation lets the LAN go, which gets rules that look at the interface."""

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


def blocked(plan: Plan) -> bool:
    """Whether the old rule takes the tunnel's traffic afterwards."""
    return "EZV008" in {finding.code for finding in findings(plan)}


def test_the_list_lets_the_lan_go_before_all_its_entries() -> None:
    """The rule stays, since one in use cannot be removed."""
    plan = plan_with()

    assert "ip access-list standard 1\n 1 deny 10.2.1.0 0.0.0.255\n" in cutover(plan)
    assert "ip nat inside source route-map FLEX-INTERNET interface Dialer1 overload" in cutover(plan)
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
