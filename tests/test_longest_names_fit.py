"""Every screen in its main states at 80x24 with the longest legal names: nothing overlaps, and what differs is seen."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widget import Widget

import wizard.site
from screens.widgets.plain_text import PlainText
from tests.conftest import NARROW
from tests.longest_names import LONGEST, with_longest_names
from tests.pilot import driven
from tests.pilot import wizard as wizard_of
from tests.test_help_explains_everything import PLACES
from wizard.guide.opening import Opening
from wizard.model.plan import Batch
from wizard.parse.sources import read_sources
from wizard.plan.batches import with_batch
from wizard.plan.propose import propose
from wizard.site import save_site

MORE = {
    "exceptions": ("3", "slash", *"management", "enter", "s"),
    "choices of a spoke": ("3", "slash", *"management", "enter", "s", "down", "enter"),
    "every detail": ("6", "z", "pagedown"),
    "names": ("4", "z", "end"),
    "larger detail": ("7", "f2"),
    "run sheet unfolded": ("9", "enter", "down"),
    "tunnels before": ("h", "v"),
    "folder of the site": ("h", "ctrl+s"),
    "help": ("7", "question_mark"),
}
"""Further states of the screens, by the keys that lead to them from the overview."""
STATES = {name: place.keys for name, place in PLACES.items()} | MORE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose routers, objects, folder and batch have names of 63 characters, and its routers long addresses."""
    given = tmp_path_factory.mktemp("given")
    files = with_longest_names(given, addresses=True)
    plan = propose(read_sources([(path.name, path.read_bytes()) for path in files]))
    spokes = tuple(spoke.device for spoke in plan.spokes)
    folder = tmp_path_factory.mktemp("sites") / ("s" * (LONGEST - 1) + "7")
    save_site(with_batch(plan, Batch(name="b" * LONGEST, members=spokes)), folder)
    return folder


def overlapping(screen: Screen[object]) -> list[tuple[str, str]]:
    """Widgets in view that cover each other, although neither is in the other."""
    drawn = [
        (widget, screen.find_widget(widget).visible_region)
        for widget in screen.query(Widget)
        if widget.is_on_screen and not widget.displayed_children
    ]
    return [
        (repr(one), repr(other))
        for (one, region), (other, beside) in combinations(drawn, 2)
        if region.overlaps(beside) and not {one, other} & {*one.ancestors, *other.ancestors}
    ]


CUT = re.compile(r"(r{4,}|s{4,}|x{4,}|b{4,})(…|\.\.)(?=[\s:,/)]|$)")
"""A name of which the end, where it differs, is left out."""
LINE_OF_A_CONFIGURATION = re.compile(r"hostname|^\W*\d+ |commands|crypto|aaa ")
"""What is cut at its end as every text is."""


@pytest.mark.parametrize("name", STATES)
async def test_nothing_overlaps_and_no_name_is_cut_where_it_differs(name: str, folder: Path) -> None:
    """80 columns hold every row, every widget has a place of its own, and a name keeps its last character."""
    async with driven(wizard_of(Opening(folder=folder)), NARROW, at="overview") as driver:
        await driver.press(*STATES[name])
        rows = driver.screen_text().splitlines()
        cut = [row for row in rows if CUT.search(row) and not LINE_OF_A_CONFIGURATION.search(row)]

        assert [len(row) for row in rows] == [NARROW[0]] * NARROW[1]
        assert overlapping(driver.app.screen) == []
        assert cut == []


async def test_the_list_of_sites_tells_long_names_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two sites whose folders differ in the last of 63 characters are two rows that differ."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    plan = wizard.site.read_site(folder)
    for number in (7, 8):
        save_site(plan, tmp_path / ("s" * (LONGEST - 1) + str(number)))
    async with driven(wizard_of(Opening()), NARROW) as driver:
        rows = [row[:40] for row in driver.screen_text().splitlines() if "sss" in row and "saved" not in row]
        shown = {row.split()[1] if row.startswith(">") else row.split()[0] for row in rows[:2]}

        assert len(shown) == 2
        assert overlapping(driver.app.screen) == []


async def test_the_overview_shows_an_address_of_15_digits_whole(folder: Path) -> None:
    """Beside names of 63 characters: the next address differs in its last digit."""
    async with driven(wizard_of(Opening(folder=folder)), NARROW, at="overview") as driver:
        shown = driver.text("#topology")

        assert re.findall(r"FlexVPN hub  (\S+)", shown) == ["198.151.100.102"]


async def test_what_overlaps_is_found(folder: Path) -> None:
    """The law above can fail: a widget that is moved over its neighbour is named."""
    async with driven(wizard_of(Opening(folder=folder)), NARROW, at="sources") as driver:
        driver.one("#status", PlainText).styles.offset = (0, -3)
        await driver.settle()

        assert overlapping(driver.app.screen)
