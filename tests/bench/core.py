"""The work of the core on one site, and its yardstick; each runs in a process of its own and prints its seconds.

What each imports is imported before its clock starts.
"""

import json
import sys
import time
from pathlib import Path

HUB, SPOKE = "hub-bench.cfg", "spoke-bench.cfg"


def whole(folder: Path) -> float:
    """Read, plan, render and check; the ledger becomes JSON and every file is written."""
    import ciscoconfparse  # noqa: F401
    import jinja2  # noqa: F401
    import tomlkit  # noqa: F401

    from wizard.check import findings, negotiations
    from wizard.cli.commands.inspect import entry_row
    from wizard.ledger import ledger
    from wizard.parse.sources import read_sources
    from wizard.plan.propose import propose
    from wizard.render import write_outputs
    from wizard.site import Writer

    files = [(name, (folder / name).read_bytes()) for name in (HUB, SPOKE)]
    started = time.perf_counter()
    plan = propose(read_sources(files))
    json.dumps([entry_row(entry) for entry in ledger(plan)])
    with Writer(folder / "site") as site:
        site.save(plan)
        write_outputs(plan, site)
    findings(plan)
    negotiations(plan)
    return time.perf_counter() - started


def many(folder: Path, spokes: int) -> float:
    """Plan, render, check and ledger of a hub with so many spokes of one kind, read already."""
    from tests.bench.hub import hub, spoke_of
    from wizard.check import findings
    from wizard.ledger import ledger
    from wizard.model.plan import Answer
    from wizard.parse.sources import read_sources
    from wizard.plan.answer import answer_all
    from wizard.plan.propose import propose
    from wizard.render import outputs

    text = hub(2_000, users=100, split_entries=50)
    files = [(HUB, text.encode()), *((f"{number}.cfg", spoke_of(number).encode()) for number in range(spokes))]
    made = propose(read_sources(files))
    answers = {"spoke_to_spoke": "no", "management_access": "outside", "ezvpn_remains": "no"}
    started = time.perf_counter()
    plan = answer_all(made, tuple(Answer(key=key, value=value) for key, value in answers.items()))
    outputs(plan)
    findings(plan)
    ledger(plan)
    return time.perf_counter() - started


def parse(folder: Path) -> float:
    """Ciscoconfparse alone, on the hub's configuration."""
    from ciscoconfparse import CiscoConfParse
    from loguru import logger

    logger.disable("ciscoconfparse")
    lines = (folder / HUB).read_text("utf-8").splitlines()
    started = time.perf_counter()
    CiscoConfParse(lines, syntax="ios", factory=False, ignore_blank_lines=False)
    return time.perf_counter() - started


if __name__ == "__main__":
    work, _, spokes = sys.argv[1].partition("-")
    folder = Path(sys.argv[2])
    print(many(folder, int(spokes)) if work == "spokes" else {"whole": whole, "parse": parse}[work](folder))
