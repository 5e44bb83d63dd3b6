"""A false blocker costs as much as a missed one: each blocker of the golden sites names what fails."""

import tomllib

from tests.golden_cases import golden_cases, golden_plan
from tests.reading import CONFIGS
from wizard.check.all_findings import findings
from wizard.model.finding import Severity

TABLE = CONFIGS.parent / "shown" / "blockers.toml"


def test_of_each_blocker_somebody_could_write_the_packet_or_the_command_that_fails() -> None:
    """The table has each blocker of the golden sites, and no other."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["blocker"]
    found = [
        (case, finding.device, finding.code)
        for case in golden_cases()
        for finding in findings(golden_plan(case))
        if finding.severity is Severity.BLOCKER
    ]

    assert sorted((row["site"], row["router"], row["code"]) for row in rows) == sorted(found)
    assert all(len(row["fails"].split()) > 5 for row in rows)
