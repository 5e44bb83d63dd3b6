"""EzVPN as the backup of a leased line: a tunnel that stands only while that line is down."""

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check.all_findings import findings
from wizard.model.plan import Answer, Plan
from wizard.parse.sources import read_source
from wizard.plan import open_answers
from wizard.plan.answer import answer_all
from wizard.render import outputs

OWN = "ip route 0.0.0.0 0.0.0.0 203.0.113.1\n"
LEASED_LINE = (
    "interface GigabitEthernet0/2\n ip address 172.31.3.2 255.255.255.252\n!\n"
    "ip route 0.0.0.0 0.0.0.0 172.31.3.1 track 3\nip route 0.0.0.0 0.0.0.0 203.0.113.1 2\n!\n"
    "track 3 ip sla 3 reachability\nip sla 3\n icmp-echo 172.31.3.1 source-interface GigabitEthernet0/2\n"
)


def plan_with(other_lines: str) -> Plan:
    """Everything is tunnelled, and the spoke waits for an object."""
    server = (CONFIGS / "server-everything-tunnelled.cfg").read_bytes()
    text = (CONFIGS / "spoke-everything-tunnelled.cfg").read_text("utf-8")
    assert OWN in text
    spoke = text.replace(OWN, other_lines)
    plan = propose([read_source(server, "server.cfg"), read_source(spoke.encode(), "spoke.cfg")])
    return answer_all(plan, (Answer(key="connect", value="track"),))


def test_the_client_waits_for_the_object_of_the_leased_line() -> None:
    """The object that takes the leased line's route away is the one that lets the spoke call."""
    written = outputs(plan_with(LEASED_LINE))
    spoke = next(name for name in written if name.endswith("/5-cutover.cfg")).split("/")[0]

    assert " connect track 3 down\n" in written[f"{spoke}/5-cutover.cfg"]
    assert "let the primary path fall" in written[f"{spoke}/checklist.md"]
    assert "once the primary path is back: not ACTIVE" in written[f"{spoke}/checklist.md"]


def test_of_two_objects_only_a_person_knows_which_one_it_is() -> None:
    """No route says which of them looks at the primary path."""
    two = OWN + "track 3 interface GigabitEthernet0/0 line-protocol\ntrack 4 interface Vlan1 line-protocol\n"

    assert "SP1.connect_track" in [row.key for row in open_answers(plan_with(two))]
    assert "SP1.connect_track" not in [row.key for row in open_answers(plan_with(LEASED_LINE))]


def test_no_route_of_a_tunnel_that_waits_beats_the_primary_path() -> None:
    """While the leased line works there is no tunnel, so nothing is said of its routes."""
    assert not {"RTE066", "RTE067", "RTE068", "RTE093"} & {row.code for row in findings(plan_with(LEASED_LINE))}
