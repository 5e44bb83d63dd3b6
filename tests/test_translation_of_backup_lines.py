"""EzVPN translated on the backup's line too, and what the plan puts in its place."""

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check.all_findings import findings
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.render import outputs

SPOKE = "SP13"
LOOKS = {"route-map NAT permit 10\n": "route-map NAT permit 10\n match interface GigabitEthernet0/0\n"}
CLIENT_MODE = {" mode network-extension\n": " mode client\n"}


def plan_with(changes: dict[str, str]) -> Plan:
    """A spoke with a radio modem behind its line, on which EzVPN's backup called."""
    sources = []
    for name in ("server-crypto-map.cfg", "spoke-backup-client.cfg"):
        text = (CONFIGS / name).read_text("utf-8")
        for old, new in changes.items() if name.startswith("spoke") else ():
            assert old in text
            text = text.replace(old, new)
        sources.append(read_source(text.encode(), name))
    return propose(sources)


def codes(plan: Plan) -> set[str]:
    """What the checks find."""
    return {finding.code for finding in findings(plan)}


def test_the_backup_line_gets_a_rule_where_nothing_else_takes_its_packets() -> None:
    """The rule of the router looks at its own line, so that the other one has none without EzVPN."""
    plan = plan_with(LOOKS)
    written = outputs(plan)

    rule = "ip nat inside source route-map FLEX-INTERNET-BACKUP interface Cellular0 overload"
    assert rule in written[f"{SPOKE}/4-stage.cfg"]
    assert "interface Cellular0\n ip nat outside\n" in written[f"{SPOKE}/5-cutover.cfg"]
    assert "FLEX-INTERNET interface" not in written[f"{SPOKE}/4-stage.cfg"]
    assert "RTE084" not in codes(plan)


def test_behind_a_rule_that_takes_whatever_leaves_none_is_written_and_it_is_said() -> None:
    """IOS tries rules in their order, and the first one would give packets the address of the other line."""
    plan = plan_with({})

    assert "interface Cellular0 overload" not in outputs(plan)[f"{SPOKE}/4-stage.cfg"]
    assert "RTE084" in codes(plan)


def test_in_client_mode_both_tunnels_translate() -> None:
    """Each tunnel has an address of its own from the hub's pool."""
    written = outputs(plan_with(CLIENT_MODE | LOOKS))[f"{SPOKE}/4-stage.cfg"]

    assert "ip nat inside source route-map FLEX-TUNNEL interface Tunnel0 overload" in written
    assert "ip nat inside source route-map FLEX-TUNNEL-BACKUP interface Tunnel1 overload" in written
    assert "route-map FLEX-TUNNEL-BACKUP permit 10\n match ip address FLEX-LAN\n match interface Tunnel1\n" in written
