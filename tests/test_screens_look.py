"""How the wizard looks: themes, no colour at all, long names, and panels by the room there is."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color

import wizard.site
from screens.terminal_characters import UNICODE
from screens.themes import THEMES
from tests.conftest import NARROW, WIDE
from tests.longest_names import host, with_longest_names
from tests.pilot import Driver, driven, site
from tests.pilot import wizard as wizard_of
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.site.state_folder import state_folder

TEXTS = ("foreground", "text-primary", "text-success", "text-warning", "text-accent", "text-muted")
BEHIND = ("background", "surface", "panel", "primary-muted")
MEANINGS = ("text-primary", "text-success", "text-warning", "text-accent")
"""What tells added, good, removed and changed apart where there are colours."""


def colours(theme: str) -> dict[str, Color]:
    """The colours of a theme by their name."""
    named = THEMES[theme]
    own = {name: getattr(named, name) for name in ("foreground", "background", "surface", "panel")}
    return {name: Color.parse(value) for name, value in {**named.variables, **own}.items() if value.startswith("#")}


def brightness(colour: Color) -> float:
    """The relative luminance, as WCAG has it."""
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours."""
    dark, bright = sorted((brightness(one), brightness(other)))
    return round((bright + 0.05) / (dark + 0.05), 2)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_all_that_is_behind_it(theme: str) -> None:
    """The contrast is 4.5 to 1 at least, as WCAG asks of a text."""
    of = colours(theme)
    poor = {
        (text, behind): ratio for text in TEXTS for behind in BEHIND if (ratio := contrast(of[text], of[behind])) < 4.5
    }

    assert poor == {}


WITHOUT_RED = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
WITHOUT_GREEN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))
"""How a person sees who lacks one kind of cones (Machado, Oliveira and Fernandes, 2009)."""


@pytest.mark.parametrize("lacking", [WITHOUT_RED, WITHOUT_GREEN], ids=["red", "green"])
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_meanings_look_alike_to_the_colour_blind(theme: str, lacking: tuple[tuple[float, ...], ...]) -> None:
    """Good and removed, added and changed stay apart without red or without green; their signs and words do so too."""
    of = colours(theme)
    seen = {name: [sum(a * b for a, b in zip(row, of[name].rgb, strict=True)) for row in lacking] for name in MEANINGS}
    near = {
        (one, other): round(far)
        for one, other in combinations(MEANINGS, 2)
        if (far := sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5) < 40
    }

    assert near == {}


async def test_the_theme_that_was_chosen_is_kept(tmp_path: Path) -> None:
    """T changes from dark to light, here and in the wizard that is opened next; what is kept by others is no theme."""
    async with driven(wizard_of(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        before = driver.app.theme
        await driver.press("T")

        assert (before, driver.app.theme) == ("dark", "light")
        assert driver.text("#status") == "The theme is light from now on."
    assert wizard_of(Opening()).theme == "light"
    wizard.site.keep_theme("no such theme")
    assert wizard_of(Opening()).theme == "dark"


def drawn_styles(driver: Driver) -> set[str]:
    """The style of everything that is drawn, as the terminal gets it."""
    strips = driver.app.screen._compositor.render_strips()
    return {str(segment.style) for strip in strips for segment in strip if segment.style}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_without_colours_nothing_but_bold_reverse_and_underline_is_drawn(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """NO_COLOR leaves no colour and no grey in any step, in the help or among the commands."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven(wizard_of(Opening(folder=site("guide-reuse", tmp_path))), size) as driver:
        found = set[str]()
        for keys in (*(str((number + 1) % 10) for number in range(len(ROUTE))), "h", "?", "escape", "ctrl+p"):
            await driver.press(keys)
            found |= drawn_styles(driver)
        words = {word for style in found for word in style.split()}

        assert words <= {"none", "bold", "reverse", "underline"}
        assert {"bold", "reverse"} <= words


def test_a_long_name_keeps_its_end() -> None:
    """Names of routers differ at their end: the middle is what is left out."""
    shown = [UNICODE.shortened(host(number), 20) for number in (1, 2)]

    assert [(len(name), name[-1]) for name in shown] == [(20, "1"), (20, "2")]
    assert UNICODE.shortened("br-leeds", 20) == "br-leeds"
    assert UNICODE.all_shortened(["hq", host(1), host(2)], 42) == [
        "hq",
        *(UNICODE.shortened(host(n), 20) for n in (1, 2)),
    ]


async def test_the_header_always_says_whether_the_plan_is_saved(tmp_path: Path) -> None:
    """With names of 63 characters the first row has server, folder and state at 80 columns."""
    folder = tmp_path / ("s" * 62 + "7")
    async with driven(wizard_of(Opening(files=with_longest_names(tmp_path)))) as driver:
        driver.app.folder = folder
        driver.app.save()
        await driver.settle()
        first = driver.screen_text().splitlines()[0].strip()

        assert first.endswith("7/ saved 12:00:00")
        assert "0 + 2 spokes" in first


STEPS = "1234567890h"


@pytest.mark.parametrize("size", [NARROW, (100, 30), WIDE], ids=["80x24", "100x30", "120x40"])
async def test_two_routers_with_long_names_are_never_the_same_to_read(size: tuple[int, int], tmp_path: Path) -> None:
    """Wherever a name of 63 characters is shortened, what is left has its last character."""
    async with driven(wizard_of(Opening(files=with_longest_names(tmp_path))), size) as driver:
        cut = []
        for key in STEPS:
            await driver.press(key)
            # A line of a configuration, and a heading of two hubs, is cut at its end like every text.
            rows = [row for row in driver.screen_text().splitlines() if "hostname" not in row and "and rrr" not in row]
            cut += [row for row in rows if "rrr… " in row]

        assert cut == []


async def lines_beside(driver: Driver) -> str:
    """What the choice under the cursor gives, once it was found."""
    await driver.settle()
    return driver.text("#editor-lines")


@pytest.mark.parametrize("width", [80, 99, 100, 120])
async def test_what_a_choice_gives_stands_beside_the_choices_from_100_columns(width: int, tmp_path: Path) -> None:
    """Below 100 columns it stands below them; it follows the cursor either way."""
    async with driven(wizard_of(Opening(folder=site("guide-reuse", tmp_path))), (width, 30)) as driver:
        await driver.press("5")
        await driver.go_to("#questions", "crypto ")
        await driver.press("enter")
        answer, gives = (driver.app.screen.query_one(part).region for part in ("#editor-answer", "#editor-produced"))
        first = await lines_beside(driver)
        await driver.press("down")
        second = await lines_beside(driver)

        assert (gives.x >= answer.right, gives.y >= answer.bottom) == (width >= 100, width < 100)
        assert "crypto ikev2 proposal" in first
        assert first != second


async def test_f2_gives_what_a_choice_gives_most_of_the_room(tmp_path: Path) -> None:
    """On 80 columns the lines of a choice have few rows; F2 gives them more, and the cursor still moves."""
    async with driven(wizard_of(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await driver.go_to("#questions", "crypto ")
        await driver.press("enter")
        before = driver.app.screen.query_one("#editor-produced").size.height
        await driver.press("f2")
        after = driver.app.screen.query_one("#editor-produced").size.height
        first = await lines_beside(driver)
        await driver.press("down")

        assert after > before + 3
        assert first != await lines_beside(driver)
        await driver.press("f2")
        assert driver.app.screen.query_one("#editor-produced").size.height == before


NEEDS = {
    "guide-reuse": "- not known",
    "guide-new-hub": "! 2 to tell, 1 blocks",
    "branches-eigrp": "? 1 to tell, not checked",
    "filialen-mixed": "= nothing blocks",
}


async def test_the_list_of_sites_says_what_each_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what was found when the site was last looked at; where that is not known, or older, it says so."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    found = {"guide-new-hub": (2, 1), "branches-eigrp": (1, None), "filialen-mixed": (0, 0), "guide-reuse": (3, 3)}
    for case, needs in found.items():
        folder = site(case, tmp_path)
        wizard.site.save_site(wizard.site.read_site(folder), folder)
        wizard.site.keep_needs(folder, wizard.site.Needs(*needs))
    plan = tmp_path / "guide-reuse" / "plan.toml"
    plan.write_text(f"{plan.read_text('utf-8')}\n# edited elsewhere\n", "utf-8")
    async with driven(wizard_of(Opening()), WIDE) as driver:
        rows = driver.rows("#sites")

        said = {case: next(row for row in rows if row.startswith(f"  {case} ")) for case in NEEDS}
        assert {case: NEEDS[case] in row for case, row in said.items()} == dict.fromkeys(NEEDS, True)


async def test_leaving_a_site_notes_what_it_needs(tmp_path: Path) -> None:
    """What the overview counted stands in the list of sites afterwards, and no secret or answer does."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard_of(Opening(folder=folder)), at="overview") as driver:
        counted = driver.app.found
        await driver.press("q")
    needs = wizard.site.kept_needs(folder)

    assert needs
    assert counted
    assert needs.blocks == counted.beside
    kept = json.loads((state_folder() / "needs.json").read_text("utf-8"))
    assert kept[str(folder.resolve())].keys() == {"to_tell", "blocks", "written"}
