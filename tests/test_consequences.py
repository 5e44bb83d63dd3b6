"""What follows from a finding stands below it, blocks nothing beside it, and goes with it."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.checks.sites import CHECKS as FOLDER
from tests.checks.sites import STANDARD, site
from tests.golden_cases import golden_plan
from tests.mutations import mutations
from tests.test_check_variations import VARIATIONS, made, rows_of
from wizard.check import CHECKS
from wizard.check.all_findings import hits, with_causes
from wizard.check.consequences import causes
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import SiteView
from wizard.data.findings_that_follow import CONSEQUENCES
from wizard.model.finding import Finding, Severity

WITH_ONE_LINE_OFF = ("branches-eigrp", "filialen-bgp", "filialen-mixed", "guide-new-hub", "lojas-ipv6")
PAIRS_OF_CODES = sorted({(row.cause, code) for row in CONSEQUENCES for code in row.codes})


def said(view: SiteView, reasons: dict[tuple[str, str], str] | None = None) -> list[Finding]:
    """What the checks say of a site."""
    return list(with_causes(view, tuple(hits((*view.devices, *view.pairs, view))), reasons or {}))


@cache
def sites_with_one_line_off() -> tuple[tuple[frozenset[Finding], SiteView], ...]:
    """Sites of the golden cases with one line less or another, each with what is said of the whole case."""
    found: list[tuple[frozenset[Finding], SiteView]] = []
    for case in WITH_ONE_LINE_OFF:
        plan = golden_plan(case)
        whole = site_view(plan, device_views(plan))
        assert whole
        usual = frozenset(said(whole))
        found.extend((usual, view) for _, view in mutations(plan))
    return tuple(found)


def variation(code: str, number: int, folder: Path) -> SiteView:
    """The site of a variation of a check's cases."""
    return site(made(rows_of(VARIATIONS / f"{code}.toml")[number - 1], folder))


@cache
def seen() -> frozenset[tuple[str, str]]:
    """Cause and consequence as they come of one line, and of the small sites in which a check fires."""
    small = [site(folder) for folder in FOLDER.glob("*/fires")]
    with TemporaryDirectory() as folder:
        small.append(variation("RTE075", 1, Path(folder)))
    together = set()
    for view in (*small, *(view for _, view in sites_with_one_line_off())):
        found = tuple(hits((*view.devices, *view.pairs, view)))
        caused = causes(view, found, [each.check.severity is Severity.BLOCKER for each in found])
        together |= {(found[cause].check.code, found[place].check.code) for place, cause in caused.items()}
    return frozenset(together)


@pytest.mark.parametrize(("cause", "code"), PAIRS_OF_CODES)
def test_every_row_is_of_what_was_seen(cause: str, code: str) -> None:
    """One fault gives both findings: no row is there for what never happens."""
    assert (cause, code) in seen()


def test_causes_are_blockers_and_no_circle() -> None:
    """Only a blocker has consequences, and none is a consequence of its own."""
    below = {cause: {code for other, code in PAIRS_OF_CODES if other == cause} for cause, _ in PAIRS_OF_CODES}
    while below:
        ends = {cause for cause, codes in below.items() if not codes & set(below)}
        assert ends, f"these follow from each other: {sorted(below)}"
        below = {cause: codes for cause, codes in below.items() if cause not in ends}

    assert {CHECKS[cause].severity for cause, _ in PAIRS_OF_CODES} == {Severity.BLOCKER}


def test_one_line_off_is_one_thing_that_blocks() -> None:
    """Of hundreds of sites with one fault each, few have more than one cause, and none with a blocker has none."""
    alone = several = before = 0
    for usual, view in sites_with_one_line_off():
        blockers = {one for one in said(view) if one.severity is Severity.BLOCKER and one not in usual}
        codes = {one.code for one in blockers if one.blocks}
        assert bool(codes) == bool(blockers)
        before += len({one.code for one in blockers}) > 1
        several += len(codes) > 1
        alone += len(codes) == 1

    assert several < before / 10
    assert several < alone / 10


def test_what_follows_names_its_first_cause() -> None:
    """A chain of consequences hangs on the one that a person mends."""
    found = {one.code: one for one in said(site(FOLDER / "IDN009" / "fires"))}

    assert found["IDN009"].blocks
    assert [found[code].cause for code in ("IDN006", "IDN001")] == [found["IDN009"]] * 2
    assert not found["IDN001"].blocks


def test_what_follows_from_an_accepted_finding_blocks() -> None:
    """To accept a cause is not to accept what comes of it: each consequence then asks for its own reason."""
    found = {one.code: one for one in said(site(FOLDER / "IDN009" / "fires"), {("IDN009", "spoke"): "a laboratory"})}

    assert (found["IDN006"].cause, found["IDN006"].blocks) == (None, True)
    assert found["IDN001"].cause == found["IDN006"]


def test_the_same_finding_of_another_spoke_stands_for_itself(tmp_path: Path) -> None:
    """Two spokes that the hub does not take: one because of its distinguished name, one because of its own name."""
    shutil.copytree(FOLDER / "IDN006" / "fires", tmp_path, dirs_exist_ok=True)
    text = (STANDARD / "spoke.cfg").read_text(encoding="utf-8")
    other = text.replace("identity local fqdn spoke.example.com", "identity local fqdn kiosk.example.com")
    (tmp_path / "spoke2.cfg").write_text(other, encoding="utf-8")
    found = {one.device: one for one in said(site(tmp_path)) if one.code == "IDN001"}

    assert found["spoke"].cause
    assert found["spoke"].cause.code == "IDN006"
    assert found["spoke2"].cause is None


def test_a_finding_of_another_object_stands_for_itself(tmp_path: Path) -> None:
    """An incomplete proposal that no policy names is not why the two ends share none."""
    shutil.copytree(FOLDER / "CRY001" / "fires", tmp_path, dirs_exist_ok=True)
    name = next(path for path in (tmp_path / "hub.cfg", STANDARD / "hub.cfg") if path.exists())
    spare = "crypto ikev2 proposal SPARE\n encryption aes-cbc-256\n!\n"
    text = name.read_text(encoding="utf-8").replace("crypto ikev2 policy", f"{spare}crypto ikev2 policy", 1)
    (tmp_path / "hub.cfg").write_text(text, encoding="utf-8")
    found = {one.code: one for one in said(site(tmp_path))}

    assert found["CRY006"].blocks
    assert found["CRY001"].blocks


def test_an_interface_that_is_shut_is_the_cause_of_what_it_lends_alone(tmp_path: Path) -> None:
    """The called interface is shut and lends its address: one thing; a loopback that is shut beside it is another."""
    for number, blocks in ((1, False), (2, True)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        found = {one.code: one for one in said(variation("RTE075", number, folder))}

        assert found["RTE074"].blocks
        assert found["RTE075"].blocks is blocks
