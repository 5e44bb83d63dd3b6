"""Every check, on a small site where it fires and on one where it is quiet."""

from pathlib import Path

import pytest

from tests.checks.sites import CHECKS as FOLDER
from tests.checks.sites import STANDARD, meta, site
from wizard.check import CHECKS
from wizard.check.all_findings import hits, with_causes
from wizard.check.registry import AnySubject
from wizard.model.finding import Finding
from wizard.model.plan import Plan

OF_A_SITE = sorted(code for code, check in CHECKS.items() if check.subject is not Plan)


def found(folder: Path) -> list[Finding]:
    """What the checks say of the site in that folder."""
    view = site(folder)
    subjects: tuple[AnySubject, ...] = (*view.devices, *view.pairs, view)
    return sorted(
        with_causes(view, tuple(hits(subjects)), {}),
        key=lambda finding: (finding.code, finding.device, finding.line, finding.text, finding.message),
    )


def rows(findings: list[Finding]) -> list[dict[str, str]]:
    """The findings as a case writes them."""
    return [
        {
            "device": finding.device,
            "line": str(finding.line) if finding.line else finding.text,
            "message": finding.message,
        }
        for finding in findings
    ]


@pytest.mark.parametrize("code", OF_A_SITE)
def test_every_check_has_a_fires_and_a_quiet_case(code: str) -> None:
    """Each check names what is wrong where it is wrong, and says nothing of the same thing done right."""
    fires, quiet = FOLDER / code / "fires", FOLDER / code / "quiet"

    said = rows([finding for finding in found(fires) if finding.code == code])
    assert said == list(meta(fires).hits)
    assert said
    assert meta(quiet).about
    assert [finding.message for finding in found(quiet) if finding.code == code] == []


def test_the_standard_site_has_no_finding() -> None:
    """A site with the recommended answers has nothing to be said against it."""
    assert found(STANDARD) == []


def test_every_case_belongs_to_a_check() -> None:
    """No folder of cases outlives its check."""
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name.isupper()}

    assert folders <= set(CHECKS)
