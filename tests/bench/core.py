"""The work of the core on one site, and its yardstick; each runs in a process of its own and prints its seconds.

What each imports is imported before its clock starts.
"""

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.model.plan import Plan

HUB, SPOKE = "hub-bench.cfg", "spoke-bench.cfg"
MANY = "many"
"""The site folder of a hub with 1,000 spokes, below the folder that is given."""
ANSWERS = {"spoke_to_spoke": "no", "management_access": "outside", "ezvpn_remains": "no"}
"""What nothing else is open with."""


def whole(folder: Path) -> float:
    """Read, plan, render and check; the ledger becomes JSON and every file is written."""
    import jinja2  # noqa: F401
    import tomlkit  # noqa: F401

    from tests.with_authority import propose
    from wizard.check import findings, negotiations
    from wizard.cli.commands.inspect import entry_row
    from wizard.ledger import ledger
    from wizard.parse.sources import read_source, read_sources
    from wizard.render import write_outputs
    from wizard.site import Writer

    # Imports ciscoconfparse as ez2flex does.
    read_source(b"interface Loopback0\n shutdown\n", "first.cfg")
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


def many(spokes: int) -> float:
    """Plan, render, check and ledger of a hub with so many spokes of one kind, read already."""
    from wizard.check import findings
    from wizard.ledger import ledger
    from wizard.render import outputs

    made = with_spokes(spokes)
    started = time.perf_counter()
    plan = with_answers(made, ANSWERS)
    outputs(plan)
    findings(plan)
    ledger(plan)
    return time.perf_counter() - started


def one_of(spokes: int) -> float:
    """Render, check and ledger of one of so many spokes, the median of ten, once there is what they have in common."""
    from wizard.check.all_findings import hits
    from wizard.check.view.plan_views import device_views, site_view
    from wizard.collector import collector_paused
    from wizard.ledger.entries import entries
    from wizard.ledger.written_lines import NewLines
    from wizard.render.output_files import OfDevice, outputs_of_each

    plan = with_answers(with_spokes(spokes), ANSWERS)
    seconds: dict[str, float] = {}

    def each(work: Callable[[str], OfDevice], devices: Sequence[str]) -> Iterator[OfDevice]:
        for device in devices:
            started = time.perf_counter()
            yield work(device)
            seconds[device] = time.perf_counter() - started

    with collector_paused():
        outputs_of_each(plan, each)
        site = site_view(plan, device_views(plan))
        assert site
        new = NewLines(plan)
        deque(chain(hits((site.hub,)), entries(plan.server, new)), maxlen=0)
        for pair in site.pairs[-10:]:
            source = plan.source(pair.device)
            assert source
            started = time.perf_counter()
            deque(chain(hits((pair.spoke, pair)), entries(source, new)), maxlen=0)
            seconds[pair.device] += time.perf_counter() - started
    return median(seconds[pair.device] for pair in site.pairs[-10:])


def saved(spokes: int, folder: Path) -> float:
    """A site folder of so many spokes; the seconds are nobody's."""
    from wizard.site import save_site

    save_site(with_answers(with_spokes(spokes), ANSWERS), folder)
    return 0.0


def memory(*words: str) -> float:
    """The MiB that a command and its processes had at most, as if each was as large as the largest at the same time."""
    import resource

    import wizard.cli
    from wizard.cli.each_device import processes

    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        wizard.cli.main(list(words))
    own, of_processes = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + of_processes * processes(1_001)) / (2**20 if sys.platform == "darwin" else 2**10)


def after_an_answer(spokes: int, device: str) -> float:
    """All open questions of such a hub after one answer of that device, "" for the whole site."""
    from wizard.model.plan import Answer
    from wizard.plan.answer import open_answers

    plan = with_answers(with_spokes(spokes), {"spoke_to_spoke": "no", "ezvpn_remains": "no"})
    open_answers(plan)
    answer = Answer(device=device, key="connect", value="manual") if device else Answer(key="pfs", value="group20")
    started = time.perf_counter()
    open_answers(plan.with_answer(answer))
    return time.perf_counter() - started


def with_spokes(spokes: int) -> "Plan":
    """The plan of a hub with so many spokes of one kind."""
    from tests.bench.hub import hub, spoke_of
    from tests.with_authority import propose
    from wizard.parse.sources import read_sources

    text = hub(2_000, users=100, split_entries=50)
    files = [(HUB, text.encode()), *((f"{number}.cfg", spoke_of(number).encode()) for number in range(spokes))]
    return propose(read_sources(files))


def with_answers(plan: "Plan", answers: dict[str, str]) -> "Plan":
    """The plan with these answers for the whole site."""
    from wizard.model.plan import Answer
    from wizard.plan.answer import answer_all

    return answer_all(plan, tuple(Answer(key=key, value=value) for key, value in answers.items()))


def parse(folder: Path) -> float:
    """Ciscoconfparse alone, on the hub's configuration."""
    from ciscoconfparse import CiscoConfParse
    from loguru import logger

    logger.disable("ciscoconfparse")
    lines = (folder / HUB).read_text("utf-8").splitlines()
    started = time.perf_counter()
    CiscoConfParse(lines, syntax="ios", factory=False, ignore_blank_lines=False)
    return time.perf_counter() - started


WORK: dict[str, Callable[[Path], float]] = {
    "whole": whole,
    "parse": parse,
    "1000 spokes": lambda folder: many(1000),
    "100 spokes": lambda folder: many(100),
    "one of 1000": lambda folder: one_of(1000),
    "one of 10": lambda folder: one_of(10),
    "site of 1000": lambda folder: saved(1000, folder / MANY),
    "memory of render": lambda folder: memory("render", str(folder / MANY)),
    "memory of check": lambda folder: memory("check", str(folder / MANY)),
    "answer of a spoke": lambda folder: after_an_answer(1000, "spoke-0005"),
    "answer of the site": lambda folder: after_an_answer(1000, ""),
}

if __name__ == "__main__":
    print(WORK[sys.argv[1]](Path(sys.argv[2])))
