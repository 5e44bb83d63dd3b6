"""How every screen looks, with the longest names that IOS has; and the pictures of docs/."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]  # it has no type hints
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen

import wizard.guide
import wizard.site
from screens.clash import ClashModal
from screens.modals import ErrorModal, TooSmallModal
from screens.sites import SiteList
from tests.conftest import NARROW, TESTS, WIDE
from tests.longest_names import host, with_longest_names
from tests.pilot import Driver, driven
from tests.pilot import wizard as wizard_of
from wizard.errors import SiteRefused
from wizard.guide.clashing_edits import Difference
from wizard.guide.known_sites import KnownSite, Look, SiteRow
from wizard.guide.opening import Opening

CONFIGS = TESTS / "configs"
SITE = ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg", "new-hub-present.cfg")
DOCS = TESTS.parent / "docs"

# pytest-textual-snapshot 1.0.0 sets the attribute of an older syrupy, and would write .raw files.
SVGImageExtension.file_extension = "svg"

SIZES = {"80x24": NARROW, "120x40": WIDE}

STEPS = {
    "overview": ("h",),
    "overview-before": ("h", "v"),
    "needs-nobody": ("h", "end", "enter"),
    "sources": ("1",),
    "sources-add": ("1", "+"),
    "found": ("2",),
    "found-decide": ("2", *["]"] * 5),
    "strategy": ("3",),
    "identity": ("4",),
    "crypto": ("5",),
    "addresses": ("6",),
    "addresses-unfolded": ("6", "z"),
    "findings": ("7",),
    "findings-accept": ("7", "a"),
    "preview": ("8",),
    "preview-text": ("8", *["]"] * 5, "t"),
    "run-sheet": ("9",),
    "run-sheet-stage": ("9", "enter"),
    "run-sheet-by-hand": ("9", "y"),
    "report": ("0",),
}
"""Keys by the name of the screen, or of its state, that they lead to."""

ABOVE = {
    "choice": ("5", "home", "down", "down", "enter"),
    "choice-enlarged": ("5", "home", "down", "down", "enter", "f2"),
    "typed": ("3", "/", *"release", "enter", "enter"),
    "refused": ("3", "/", *"release", "enter", "enter", "x", "enter"),
    "batch": ("3", "home", "down", "B"),
    "help": ("7", "?"),
    "search": ("7", "/"),
    "commands": ("7", "ctrl+p"),
    "save": ("7", "ctrl+s"),
    "answered": ("3", "home", "down", "enter", "enter"),
}
"""What is opened above a step, or in it."""


async def pictures(driver: Driver, shots: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The picture of each of these screens; every row of it is as wide as the terminal."""
    drawn = {}
    for name, keys in shots.items():
        await driver.press(*keys)
        drawn[name] = driver.app.export_screenshot()
        assert {len(row) for row in driver.screen_text().splitlines()} == {driver.app.size.width}, name
        await back_to_the_overview(driver)
    return drawn


async def back_to_the_overview(driver: Driver) -> None:
    """Leave whatever is open, without an answer."""
    for _ in range(6):
        await driver.press("escape")
        if driver.step == "overview":
            return


def compared(drawn: dict[str, str], size: str, snapshot: SnapshotAssertion) -> Iterator[str]:
    """The names of those that are not as they were."""
    for name, picture in drawn.items():
        if snapshot(name=f"{name}-{size}", extension_class=SVGImageExtension) != picture:
            yield name


@pytest.mark.parametrize("shots", [STEPS, ABOVE], ids=["steps", "above"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_is_as_somebody_saw_it_last(
    size: str, shots: dict[str, tuple[str, ...]], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """A picture that differs is looked at, and kept with --snapshot-update where it is better."""
    async with driven(wizard_of(Opening(files=with_longest_names(tmp_path))), SIZES[size], at="overview") as driver:
        drawn = await pictures(driver, shots)

    assert [*compared(drawn, size, snapshot)] == []


PROBLEM = SiteRefused(f"{host(0)}.cfg is no configuration", hint="Give the running configuration.", where="plan.toml:3")


@pytest.mark.parametrize("size", SIZES)
async def test_what_went_wrong_is_as_somebody_saw_it_last(
    size: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    """A file that cannot be read, and a folder that somebody else edited, each with what to do."""
    async with driven(wizard_of(Opening(files=with_longest_names(tmp_path))), SIZES[size]) as driver:
        modals: dict[str, Screen[Any]] = {
            "error": ErrorModal("This cannot be read", wizard.guide.problems_in_words(PROBLEM)),
            "clash": ClashModal(Difference(("plan.toml",), driver.plan, error=PROBLEM)),
        }
        drawn = {}
        for name, modal in modals.items():
            driver.app.push_screen(modal)
            await driver.settle()
            drawn[name] = driver.app.export_screenshot()
            await driver.press("escape")

    assert [*compared(drawn, size, snapshot)] == []


def known_sites() -> Iterator[SiteRow]:
    """Sites of one hub that need something each, and one that cannot be read."""
    name = "s" * 62
    needs = (wizard.site.Needs(2, 1), wizard.site.Needs(0, 0), wizard.site.Needs(1), None)
    yield SiteRow(KnownSite(Path("/sites") / f"{name}0", 0), f"Hub {'r' * 63}: 1 of 4 spokes moved", Look.HUB)
    for number, need in enumerate(needs):
        site = KnownSite(Path("/home/engineer/sites") / f"{name}{number}", number * 300, need)
        yield SiteRow(site, f"{number * 5} hours ago" if number else "just now")
        yield SiteRow(site, f"not yet: {'r' * 62}{number}", Look.DETAIL)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_sites_is_as_somebody_saw_it_last(size: str, snapshot: SnapshotAssertion) -> None:
    """Each has its needs beside its age, and the whole path of the one under the cursor is said below."""
    async with driven(wizard_of(Opening()), SIZES[size]) as driver:
        driver.one("#sites", SiteList).show(tuple(known_sites()))
        await driver.settle()
        drawn = {"sites": driver.app.export_screenshot()}
        await driver.press("home", "enter")
        drawn["sources-none"] = driver.app.export_screenshot()

    assert [*compared(drawn, size, snapshot)] == []


@pytest.mark.parametrize("look", ["light", "no-color", "ascii"])
async def test_each_look_is_as_somebody_saw_it_last(
    look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    """The light theme, no colour at all, and plain characters alone."""
    if look == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    app = wizard_of(Opening(files=with_longest_names(tmp_path)), ascii_only=look == "ascii")
    async with driven(app, at="findings") as driver:
        if look == "light":
            await driver.press("T")
        drawn = {look: driver.app.export_screenshot()}

    assert [*compared(drawn, "80x24", snapshot)] == []


async def test_a_terminal_that_is_too_small_shows_only_that(tmp_path: Path) -> None:
    """Nothing is drawn that could not be read."""
    async with driven(wizard_of(Opening(files=with_longest_names(tmp_path))), (79, 23)) as driver:
        assert isinstance(driver.app.screen, TooSmallModal)
        assert "80 columns and 23 rows" in driver.screen_text()
        assert len([row for row in driver.screen_text().splitlines() if row.strip()]) == 3


PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "wizard": (WIDE, ("8", "]")),
    "overview": (NARROW, ("h",)),
    "choice": ((100, 24), ("5", "down", "enter")),
    "commands": (NARROW, ("7", "ctrl+p")),
}
"""The terminal and the keys of each picture in docs/, by its name."""


@pytest.mark.parametrize("name", PICTURES)
async def test_the_pictures_in_docs_are_what_the_wizard_shows(name: str) -> None:
    """Where the file is missing, this draws it anew to be looked at; none of them loads anything."""
    size, keys = PICTURES[name]
    async with driven(wizard_of(Opening(files=tuple(CONFIGS / name for name in SITE))), size) as driver:
        await driver.press(*keys)
        drawn = driver.app.export_screenshot(title="ez2flex")

    picture = DOCS / f"{name}.svg"
    if not picture.exists():
        picture.write_text(drawn, encoding="utf-8", newline="\n")
    assert picture.read_text(encoding="utf-8") == drawn
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_no_picture_names_a_host() -> None:
    """A committed picture loads nothing from anywhere."""
    for path in (TESTS / "__snapshots__" / "test_screens_snapshots").glob("*.svg"):
        assert "@font-face" not in path.read_text(encoding="utf-8")
