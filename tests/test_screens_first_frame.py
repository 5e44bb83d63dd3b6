"""The first frame of the wizard: what stands there before anything was read, and that its look stays as it is."""

import asyncio
from pathlib import Path

import pytest

from screens.app import EzApp
from screens.style_sheet import REST
from screens.widgets.keybar import KeyBar
from screens.widgets.rail import Rail
from tests.conftest import NARROW, WIDE
from tests.pilot import driven, site, wizard
from wizard.guide.opening import Opening


class Unread(EzApp):
    """The wizard whose reading has not begun."""

    def _go_on_behind_first_frame(self) -> None:
        pass


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("kind", ["colours", "none", "ascii"])
async def test_the_first_frame_looks_as_it_does_once_every_sheet_was_read(
    size: tuple[int, int], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule that it needs stands in the sheet that is read behind it."""
    if kind == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    app = Unread(Opening(folder=site("guide-reuse", tmp_path)), ascii_only=kind == "ascii")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        parts = (app.screen, *app.screen.query("*"))
        first = [part.styles.base.get_rules() for part in parts]
        assert not app.stylesheet.has_source(str(REST))

        app.read_looks()
        app.stylesheet.update(app.screen)

        assert app.stylesheet.has_source(str(REST))
        assert [part.styles.base.get_rules() for part in parts] == first


async def test_the_first_frame_says_what_is_read_where_one_is_and_which_keys_there_are(tmp_path: Path) -> None:
    """It waits for no list of what is not known yet."""
    app = Unread(Opening(folder=site("guide-reuse", tmp_path)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        drawn = "\n".join(
            "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
        )

        assert "Reading " in drawn
        assert "guide-reuse" in drawn
        assert "1 Sources" in drawn
        assert "q quit" in drawn
        assert app.screen.query(Rail)
        assert app.screen.query(KeyBar)
        assert not app.screen.query("#matters")


async def test_keys_that_come_before_anything_was_read_do_no_harm(tmp_path: Path) -> None:
    """Every key of the overview, in the first frame; what needs a person stands there all the same behind it."""
    app = wizard(Opening(folder=site("guide-reuse", tmp_path)))
    async with app.run_test(size=NARROW) as pilot:
        for key in ("down", "enter", "slash", "n", "v", "o", "f2", "tab"):
            await pilot.press(key)
        for _ in range(400):
            if app.plan and app.screen.query("#matters"):
                break
            await asyncio.sleep(0.025)
        await app.workers.wait_for_complete()

        assert app._exception is None
    app.release()


async def test_what_needs_a_person_is_listed_once_there_is_a_plan(tmp_path: Path) -> None:
    """The list has the focus then."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="overview") as driver:
        assert driver.app.screen.focused is driver.app.screen.query_one("#matters")
        assert driver.text("#verdict")
