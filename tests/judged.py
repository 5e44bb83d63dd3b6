"""What check says of every small site, of every golden one, and of some of those with one line less or another.

`python -m tests.judged` writes it below tests/shown/judged/. Read what changed there as an engineer would.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.checks.sites import CHECKS, STANDARD, site
from tests.golden_cases import golden_cases, golden_plan
from tests.mutations import mutations, said, said_of
from tests.test_check_families import OF_A_SITE, found
from tests.test_check_variations import VARIATIONS, made, rows_of
from wizard.check import findings, negotiation_row, negotiations
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.rules import CHECKS as ALL_CHECKS
from wizard.model.finding import Finding, Negotiation

FOLDER = Path(__file__).parent / "shown" / "judged"

WITH_ONE_LINE_OFF = (
    "everything-tunnelled",
    "filialen-bgp",
    "filialen-mixed",
    "guide-new-hub",
    "lojas-ipv6",
)


def of_a_family(letters: str) -> str:
    """What is said of the cases of the checks whose codes begin so, and of their variations."""
    folders = sorted(path for path in CHECKS.glob(f"{letters}*/*") if path.is_dir())
    parts = [_case(f"{path.parent.name}/{path.name}", path) for path in folders]
    with tempfile.TemporaryDirectory() as place:
        for path in sorted(VARIATIONS.glob(f"{letters}*.toml")):
            for number, row in enumerate(rows_of(path), 1):
                folder = Path(place, f"{path.stem}-{number}")
                folder.mkdir()
                parts.append(_case(f"{path.stem}, variation {number}", made(row, folder)))
    return "\n".join(parts)


def of_a_golden_case(case: str) -> str:
    """What is said of a golden case."""
    plan = golden_plan(case)
    pairs = [line for negotiation in negotiations(plan) for line in _pair(negotiation, {})]
    return "\n".join((*map(_finding, findings(plan)), *pairs, ""))


def of_one_line_off(case: str) -> str:
    """What more is said of a golden case in which one line is lost, or says something else."""
    plan = golden_plan(case)
    usual = said_of(plan)
    parts = []
    for mutation, whole in mutations(plan):
        reasons = [f"{each.spoke}: {each.reason}" for each in map(negotiate, whole.pairs) if each.reason]
        news = [f"{code} {message}" for code, message in sorted(said(whole) - usual)]
        lines = "".join(f"    {line}\n" for line in (*news, *reasons))
        parts.append(f"{mutation.device}: {mutation.path}: {mutation.change}\n{lines}")
    return "".join(parts)


def _case(name: str, folder: Path) -> str:
    standard = negotiation_row(negotiate(site(STANDARD).pairs[0]))
    pairs = [line for pair in site(folder).pairs for line in _pair(negotiate(pair), standard)]
    return "\n".join((name, *(f"    {line}" for line in (*map(_finding, found(folder)), *pairs)), ""))


def _finding(finding: Finding) -> str:
    place = f" line {finding.line}" if finding.line else f" `{finding.text}`" if finding.text else ""
    own = ALL_CHECKS[finding.code]
    fix = f" Fix: {finding.fix}" if finding.fix != own.fix else ""
    asked = f" Asked: {finding.question}." if finding.question else ""
    never = "" if finding.acceptable else " Never accepted."
    follows = f" Follows from {finding.cause.code} of {finding.cause.device}." if finding.cause else ""
    taken = f" Accepted: {finding.accepted}" if finding.accepted else ""
    device = f" {finding.device}" if finding.device else ""
    return f"{finding.severity} {finding.code}{device}{place}: {finding.message}{fix}{asked}{never}{taken}{follows}"


def _pair(negotiation: Negotiation, usual: dict[str, object]) -> Iterator[str]:
    """A negotiation, but for what is as usual."""
    row = negotiation_row(negotiation)
    yield f"{row['spoke']} calls {row['hub']}: {row['verdict']}"
    for key, value in row.items():
        if key not in {"hub", "spoke", "verdict"} and value != usual.get(key) and value not in ("", []):
            yield f"    {key}: {value}"


FILES: dict[str, Callable[[], str]] = {
    **{f"{letters}.txt": partial(of_a_family, letters) for letters in sorted({code[:3] for code in OF_A_SITE})},
    **{f"golden-{case}.txt": partial(of_a_golden_case, case) for case in golden_cases()},
    **{f"one-line-off-{case}.txt": partial(of_one_line_off, case) for case in WITH_ONE_LINE_OFF},
}
"""By the name of the file that has it."""


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or FILES:
        (FOLDER / name).write_text(FILES[name](), encoding="utf-8", newline="\n")
