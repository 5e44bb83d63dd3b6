"""What the two daemons of a rehearsal are told of every golden pair, and of every small site beside the usual one.

`python -m tests.told` writes it below tests/shown/told/.
"""

import difflib
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from tests.checks.sites import CHECKS, STANDARD, site
from tests.golden_cases import golden_cases, golden_plan
from tests.slips import TODAY
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView
from wizard.errors import RehearsalError
from wizard.rehearse.addresses_and_hosts import prepared
from wizard.rehearse.laboratory import Configured
from wizard.rehearse.not_rehearsed import not_rehearsed
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.rehearsal import configured
from wizard.rehearse.spoke_call import Call, call
from wizard.rehearse.swanctl_settings import initiator, responder

MOST = 60
"""Rows that are kept of a case; a hub of hundreds of spokes says the same of each."""
FOLDER = Path(__file__).parent / "shown" / "told"


def of_golden(case: str) -> str:
    """What is told of the first pair of a golden case."""
    plan = golden_plan(case)
    whole = site_view(plan, device_views(plan))
    pairs = whole.pairs[:1] if whole else ()
    return "".join(f"{row}\n" for pair in pairs for row in _told(configured(pair.hub), configured(pair.spoke)))


def of_cases(letters: str) -> str:
    """What is told of the cases of the checks whose codes begin so, where it is another thing than usual."""
    usual = _of_pair(site(STANDARD).pairs[0])
    parts = []
    for path in sorted(path for path in CHECKS.glob(f"{letters}*/*") if path.is_dir()):
        rows = _of_pair(site(path).pairs[0])
        changed = difflib.unified_diff(usual, rows, n=0, lineterm="")
        told = [row for row in changed if not row.startswith(("---", "+++", "@@"))]
        parts += [f"{path.parent.name}/{path.name}\n"]
        parts += [f"    {row}\n" for row in told[:MOST]]
        parts += [f"    and {len(told) - MOST} rows more\n"] if len(told) > MOST else []
    return "".join(parts)


@cache
def _of_pair(pair: PairView) -> tuple[str, ...]:
    hub, spoke = (
        Configured(
            device=view.device, text=view.target.text(), release=view.release, certificates=tuple(view.certificates)
        )
        for view in (pair.hub, pair.spoke)
    )
    return tuple(_told(hub, spoke))


def _told(hub: Configured, spoke: Configured) -> Iterator[str]:
    try:
        hub_router, spoke_router = (read_router(one.device, one.text, one.release) for one in (hub, spoke))
        called = call(spoke_router, hub_router)
        if not isinstance(called, Call):
            yield str(called)
            return
        meeting = prepared(hub_router, spoke_router, called, (hub.certificates, spoke.certificates), TODAY).meeting
        yield from (*responder(meeting).text().splitlines(), *initiator(meeting).text().splitlines())
        yield from (f"not rehearsed: {words}" for words in not_rehearsed(meeting, hub.text, spoke.text))
    except RehearsalError as error:
        yield str(error)


FILES: dict[str, Callable[[], str]] = {
    **{f"golden-{case}.txt": partial(of_golden, case) for case in golden_cases()},
    **{f"{name}.txt": partial(of_cases, name) for name in ("AUT", "CRY", "IDN", "LCK", "PKI", "REF", "RTE")},
}
"""By the name of the file that has it."""


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or FILES:
        (FOLDER / name).write_text(FILES[name](), encoding="utf-8", newline="\n")
