"""What configurations, names and answers may hold: on no screen is it a command to the terminal, or markup."""

import os
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.content import Content

from screens.messages import Failed
from screens.modals import ErrorModal
from screens.steps.step import StepScreen
from screens.widgets.plain_text import NothingObeyed, PlainText, plain_content
from screens.widgets.tabs import TabRow
from tests.conftest import NARROW, TESTS, WIDE
from tests.pilot import Driver, driven, site, sources, wizard
from wizard.errors import SiteError
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.printable import printable
from wizard.site import save_site

MARKUP = "[red]x[/red][@click=app.quit]y[/]"
OBEYED = "\x1b[31m\x9b31m\x7f\u202e\u2066\u200b\U000e0041"
WIDE_TEXT = "東京\u3000支店 e\u0301"
HOSTILE = f"{MARKUP}{OBEYED}{WIDE_TEXT}"


def planted(folder: Path) -> Opening:
    """The configurations of a site with such texts in every place that has no form of its own."""
    files = []
    for name in ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg"):
        text = (TESTS / "configs" / name).read_text("utf-8")
        host = next(row.split()[1] for row in text.splitlines() if row.startswith("hostname "))
        interface = next(row for row in text.splitlines() if row.startswith("interface "))
        # An escape or a DEL would be taken for a trace of the terminal, or the file for a binary one.
        described = f"description {MARKUP}\x9b31m\u202e\u2066\u200b\U000e0041{WIDE_TEXT}"
        text = text.replace(f"hostname {host}", f"hostname {host}[red]").replace(
            interface, f"{interface}\n {described}", 1
        )
        files.append(folder / f"{host}{MARKUP.replace('/', '')}{OBEYED}.cfg")
        files[-1].write_text(text, "utf-8")
    return Opening(files=tuple(files))


def assert_plain(driver: Driver) -> None:
    """Nothing that is drawn is obeyed by a terminal or came from markup, and each row fills the screen exactly."""
    strips = driver.app.screen._compositor.render_strips()
    drawn = "".join(segment.text for strip in strips for segment in strip)

    assert printable(drawn) == drawn
    drawn.encode()
    assert not [segment for strip in strips for segment in strip if segment.style and "@click" in segment.style.meta]
    assert {sum(cell_len(segment.text) for segment in strip) for strip in strips} == {driver.app.size.width}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_no_step_passes_on_what_a_configuration_holds(size: tuple[int, int], tmp_path: Path) -> None:
    """Hostnames, descriptions and file names are text on every step and in its help, searched or not."""
    async with driven(wizard(planted(tmp_path)), size) as driver:
        for index in range(len(ROUTE)):
            await driver.press(str((index + 1) % 10))
            assert_plain(driver)
            screen = driver.app.screen
            assert isinstance(screen, StepScreen)
            if screen.searched():
                await driver.press("/")
                await driver.fill_in("[RED]")
                assert_plain(driver)
            await driver.press("?")
            assert_plain(driver)
            await driver.press("escape")


async def test_what_is_shown_can_be_read(tmp_path: Path) -> None:
    """The characters stand there as one writes them, and the brackets are brackets."""
    async with driven(wizard(planted(tmp_path)), (200, 40)) as driver:
        sources_shown = driver.screen_text()
        await driver.press("2", "z")
        await driver.go_to("#ledger", "description [red]")
        entry = driver.text("#entry-text")

    assert r"br-leeds[red]" in sources_shown
    assert r"\x1b[31m\x9b31m\x7f" in sources_shown
    assert rf"description {MARKUP}\x9b31m\u202e\u2066\u200b\U000e0041東京" in entry


async def test_a_device_is_chosen_by_its_name_as_it_is() -> None:
    """In a row of tabs a click still hits what stands under it."""
    async with driven(wizard(Opening(files=sources("guide-reuse"))), (200, 40)) as driver:
        await driver.press("8")
        row = driver.one("#devices", TabRow)
        row.show({"first": HOSTILE, "second": HOSTILE}, "first")
        await driver.settle()
        assert_plain(driver)
        await driver.click("#devices", 3 + cell_len(printable(HOSTILE)) + 1)

        assert row.current == "second"


async def test_an_error_and_its_place_are_text() -> None:
    """An error modal shows what it is given as it is."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        driver.app.post_message(Failed(f"Title {HOSTILE}", SiteError(HOSTILE, hint=HOSTILE, where=HOSTILE)))
        await driver.settle()

        assert isinstance(driver.app.screen, ErrorModal)
        assert_plain(driver)
        assert r"[red]x[/red]" in driver.screen_text()


async def test_what_is_said_and_typed_is_text(tmp_path: Path) -> None:
    """The status row, the header and a line that was typed hold what they are given."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        driver.app.folder = tmp_path / f"site {HOSTILE.replace('/', '')}"
        driver.app.say(HOSTILE)
        driver.app.saved = HOSTILE
        await driver.settle()
        assert_plain(driver)
        await driver.press("ctrl+s")
        assert_plain(driver)
        await driver.fill_in(HOSTILE)

        assert "cannot be seen" in driver.screen_text()
        assert_plain(driver)


async def test_the_names_of_known_sites_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose folder has such a name is listed by it."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    app = wizard(Opening(folder=site("guide-reuse", tmp_path)))
    async with driven(app) as driver:
        save_site(driver.plan, tmp_path / HOSTILE.replace("/", ""))
    async with driven(wizard(Opening())) as driver:
        assert_plain(driver)
        assert "[red]x[red]" in driver.screen_text()


async def test_the_picker_takes_names_as_names(tmp_path: Path) -> None:
    """Folders and files in the picker may be called anything, bytes that are no text among it."""
    folder = tmp_path / HOSTILE.replace("/", "")
    folder.mkdir()
    (folder / f"{OBEYED}.cfg").touch()
    Path(os.fsdecode(bytes(folder) + b"/\xff\x9b.cfg")).touch()
    async with driven(wizard(Opening(files=sources("guide-reuse"))), WIDE, tmp_path) as driver:
        await driver.press("l")
        assert_plain(driver)
        assert "[red]x[red]" in driver.screen_text()
        await driver.press("down", "enter", "down", "space")
        assert_plain(driver)
        assert "1 marked" in driver.screen_text()


async def test_a_working_folder_that_is_gone_ends_no_work(tmp_path: Path) -> None:
    """Adding a configuration still asks, and what is typed is looked for."""
    (tmp_path / "gone").mkdir()
    async with driven(wizard(Opening(files=sources("guide-reuse"))), WIDE, tmp_path / "gone") as driver:
        shutil.rmtree(tmp_path / "gone")
        for key, typed in (("+", "x.cfg"), ("+", "~nobody-of-that-name/x.cfg"), ("+", "x" * 300)):
            await driver.press(key)
            await driver.fill_in(typed)
            assert "there is no such file" in driver.screen_text()
            await driver.press("escape")
        await driver.press("l")
        await driver.press("escape")
        await driver.press("ctrl+s")
        await driver.fill_in("~nobody-of-that-name/site")

        assert isinstance(driver.app.screen, ErrorModal)
        os.chdir(tmp_path)


def test_looks_stay_where_they_are() -> None:
    """Writing a character out moves no style to another word."""
    content = Content.assemble(("a\x1b", "bold"), "\n", ("b\u202ec", "red"), "d")
    shown = plain_content(content)

    assert shown.plain == "a\\x1b\nb\\u202ecd"
    assert [(shown.plain[span.start : span.end], span.style) for span in shown.spans] == [
        ("a\\x1b", "bold"),
        ("b\\u202ec", "red"),
    ]


def test_a_text_is_never_markup() -> None:
    """What is drawn first and what is drawn later are both as they are given."""
    text = PlainText(MARKUP)
    assert str(text.visual) == MARKUP
    text.update(OBEYED)
    assert str(text.visual) == printable(OBEYED)


def test_the_last_place_keeps_the_layout() -> None:
    """Of a widget that is not ours, what a terminal obeys is left out, and no cell is lost."""
    from rich.segment import Segment

    before = [Segment("a\x1b[1mb\u00ad\udcff東"), Segment("plain")]
    after = NothingObeyed().apply(before, Color(0, 0, 0))

    assert "".join(segment.text for segment in after) == "a[1mb??東plain"
    assert sum(cell_len(segment.text) for segment in after) == sum(cell_len(segment.text) for segment in before)
