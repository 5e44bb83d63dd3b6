"""How each step looks in the smallest terminal, and the picture in the README."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]  # it has no type hints
from textual.pilot import Pilot

from tests.conftest import NARROW, TESTS, WIDE
from tests.pilot import Driver, driven, site, wizard
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE

CONFIGS = TESTS / "configs"
SITE = ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg", "new-hub-present.cfg")
PICTURE = TESTS.parent / "docs" / "wizard.svg"

SnapCompare = Callable[..., bool]

# pytest-textual-snapshot 1.0.0 sets the attribute of an older syrupy, and would write .raw files.
SVGImageExtension.file_extension = "svg"

SHOTS = {
    **{step.key: (str((index + 1) % 10),) for index, step in enumerate(ROUTE)},
    "overview": ("v", "v", "v"),
    "choice": ("5", "down", "enter"),
    "typed": ("3", *["down"] * 6, "enter"),
    "help": ("7", "?"),
    "text-of-a-stage": ("8", *["]"] * 5, "t"),
}
"""Keys by the name of what they show."""


def opening() -> Opening:
    """A server, two spokes and the present configuration of a new hub."""
    return Opening(files=tuple(CONFIGS / name for name in SITE))


@pytest.mark.parametrize("keys", SHOTS.values(), ids=SHOTS)
def test_every_step_fits_the_smallest_terminal(snap_compare: SnapCompare, keys: tuple[str, ...]) -> None:
    """At 80x24 each step shows what it is for, its keys and nothing cut off."""

    async def press(pilot: Pilot[int]) -> None:
        driver = Driver(pilot)
        await driver.until(lambda: not driver.app.reading)
        await driver.settle()
        for key in keys:
            await driver.press(key)

    assert snap_compare(wizard(opening()), terminal_size=NARROW, run_before=press)


RUN_SHEETS = {
    "wide": (WIDE, ("9", *["down"] * 3, "enter")),
    "stage": (NARROW, ("9", *["down"] * 10, "enter")),
    "how-to-send": (NARROW, ("9", "y")),
}
"""The terminal and the keys, by the name of what they show."""


@pytest.mark.parametrize(("size", "keys"), RUN_SHEETS.values(), ids=RUN_SHEETS)
def test_the_run_sheet_of_a_site_can_be_read(
    snap_compare: SnapCompare, size: tuple[int, int], keys: tuple[str, ...], tmp_path: Path
) -> None:
    """Each of several spokes stands below its number, a stage has the checks around it, sending by hand is said."""

    async def press(pilot: Pilot[int]) -> None:
        driver = Driver(pilot)
        await driver.until(lambda: not driver.app.reading)
        await driver.settle()
        for key in keys:
            await driver.press(key)

    app = wizard(Opening(folder=site("branches-keep-server", tmp_path)))
    assert snap_compare(app, terminal_size=size, run_before=press)


async def test_the_picture_in_the_readme_is_what_the_wizard_shows() -> None:
    """docs/wizard.svg is the preview of a spoke; where the file is missing, this draws it anew to be looked at."""
    async with driven(wizard(opening()), WIDE) as driver:
        await driver.press("8")
        await driver.press("]")
        drawn = driver.app.export_screenshot(title="ez2flex")

    if not PICTURE.exists():
        PICTURE.write_text(drawn, encoding="utf-8", newline="\n")
    assert PICTURE.read_text(encoding="utf-8") == drawn
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")


HOST = "r" * 63
"""The longest legal host name."""


@pytest.mark.parametrize("key", "1234567890", ids=[step.key for step in ROUTE])
async def test_the_longest_names_fit_too(key: str, tmp_path: Path) -> None:
    """With host names of 63 characters no row is wider than the terminal, and the keys are still there."""
    files = []
    for number, name in enumerate(SITE[:3]):
        text = (CONFIGS / name).read_text()
        host = next(row.split()[1] for row in text.splitlines() if row.startswith("hostname "))
        path = tmp_path / name
        path.write_text(text.replace(f"hostname {host}", f"hostname {HOST[:-1]}{number}"))
        files.append(path)
    async with driven(wizard(Opening(files=tuple(files)))) as driver:
        await driver.press(key)
        rows = driver.screen_text().splitlines()

        assert {len(row) for row in rows} == {80}
        assert rows[-1].startswith("? help  b back  f next")


def test_no_picture_names_a_host() -> None:
    """A committed picture loads nothing from anywhere."""
    for path in (PICTURE, *(TESTS / "__snapshots__" / "test_screens_snapshots").glob("*.svg")):
        assert "@font-face" not in path.read_text(encoding="utf-8")
