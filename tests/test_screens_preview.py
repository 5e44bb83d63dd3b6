"""Step 8 of the wizard: old beside new, for each device and each stage."""

from pathlib import Path

from rich.cells import cell_len

from screens.widgets.diff_view import DiffView, first_change
from screens.widgets.ledger_table import LedgerTable
from screens.widgets.tabs import TabRow
from screens.widgets.text_view import TextView
from tests.conftest import NARROW, WIDE
from tests.pilot import driven, site, sources, wizard
from wizard.difference import DiffRow, RowChange
from wizard.guide.anchors import HeadedRows
from wizard.guide.opening import Opening
from wizard.render import outputs


async def test_a_wide_terminal_shows_both_sides(tmp_path: Path) -> None:
    """From 120 columns on, old stands beside new with a sign on each side."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), WIDE) as driver:
        await driver.press("8")
        row = next(row for row in driver.rows("#diff") if "crypto ikev2 profile FLEX" in row)

        assert driver.one("#diff", DiffView).side_by_side
        assert row.index("│") < row.index("+ crypto ikev2 profile FLEX")


async def test_a_narrow_terminal_shows_signs(tmp_path: Path) -> None:
    """On 80 columns the lines stand one below the other, each with its sign and its number."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), NARROW) as driver:
        await driver.press("8")
        rows = driver.rows("#diff")

        assert any(row.split()[1:] == ["+", "crypto", "ikev2", "profile", "FLEX"] for row in rows)
        assert all(len(row) <= 78 for row in rows)


async def test_devices_and_stages_are_chosen_by_key_and_by_mouse(tmp_path: Path) -> None:
    """d takes the next device, ] the next stage, and a click does the same."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        first = driver.app.screen.query_one("#devices")
        await driver.press("d")
        by_key = getattr(first, "current", "")
        await driver.click("#devices", 4)
        by_mouse = getattr(first, "current", "")
        await driver.press("]")

        assert by_key == "ezvpn-spoke2-vti"
        assert by_mouse == "ezvpn-server"
        assert getattr(driver.app.screen.query_one("#stages"), "current", "") != "target"


async def test_unchanged_lines_are_folded_and_open_one_by_one_and_all_at_once(tmp_path: Path) -> None:
    """It opens folded; enter opens one stretch, enter in it folds it again, z opens and folds all of them."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("8")
        folded = driver.rows("#diff")
        await driver.go_to("#diff", "as they were")
        await driver.press("enter")
        one_open = driver.rows("#diff")
        await driver.press("down", "enter")
        closed = driver.rows("#diff")
        place = driver.searched_cursor
        await driver.press("z")
        all_open = driver.rows("#diff")
        await driver.press("z")

        stretches = [row for row in folded if "... " in row]
        assert stretches
        assert len(folded) < len(one_open) < len(all_open)
        assert "enter folds" in one_open[place]
        assert closed == folded == driver.rows("#diff")
        assert not any("..." in row for row in all_open)


async def test_one_stretch_is_folded_while_all_others_are_open(tmp_path: Path) -> None:
    """After z each stretch can be folded by itself."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("8", "z")
        await driver.go_to("#diff", "as they were, enter folds")
        await driver.press("enter")
        rows = driver.rows("#diff")

        assert [row for row in rows if "enter opens" in row] == [rows[driver.searched_cursor]]
        assert any("enter folds" in row for row in rows)


async def test_the_cursor_stays_on_a_line_that_the_next_stage_changes_too(tmp_path: Path) -> None:
    """] shows the same line where it is changed there, else the first change, as d does."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "crypto ikev2 profile FLEX")
        await driver.press("]")
        stage, line = driver.one("#stages", TabRow).current, driver.rows("#diff")[driver.searched_cursor]
        at_first_change = []
        for key in "]d":
            await driver.press(key)
            view = driver.one("#diff", DiffView)
            at_first_change.append(view.row == first_change(view.rows))

        assert stage == "final"
        assert line.endswith("+  crypto ikev2 profile FLEX")
        assert at_first_change == [True, True]


async def test_what_is_open_stays_open_when_an_answer_draws_it_anew(tmp_path: Path) -> None:
    """The stretch that was opened is open, the others are folded, and the cursor is on the same line."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "as they were")
        await driver.press("enter", "down", "down")
        before, here = driver.rows("#diff"), driver.searched_cursor
        await driver.answer("dpd", "none")
        await driver.press("8")
        after, there = driver.rows("#diff"), driver.searched_cursor

        assert before != after
        assert after[there][14:] == before[here][14:]
        assert [row for row in after if "enter folds" in row] == [row for row in before if "enter folds" in row]
        assert len([row for row in after if "enter opens" in row])


async def test_secrets_are_masked_until_they_are_asked_for(tmp_path: Path) -> None:
    """Keys are *** on the screen; ^o shows them, and hides them again."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "z")
        hidden = "\n".join(driver.rows("#diff"))
        await driver.press("ctrl+o")
        shown = "\n".join(driver.rows("#diff"))
        await driver.press("ctrl+o")

        assert "group cisco key ***" in hidden
        assert "group cisco key cisco" in shown
        assert "group cisco key ***" in "\n".join(driver.rows("#diff"))


async def test_c_goes_from_change_to_change(tmp_path: Path) -> None:
    """c jumps to the next run of changes, C back."""
    async with driven(wizard(Opening(folder=site("guide", tmp_path)))) as driver:
        await driver.press("8", "z", "g", "c")
        view = driver.one("#diff", DiffView)
        first = view.cursor
        await driver.press("c")
        second = view.cursor
        await driver.press("C")

        assert second > first
        assert view.cursor == first


async def test_the_text_of_a_stage_stands_above_its_inverse(tmp_path: Path) -> None:
    """t shows what is sent in a stage and what takes it back."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "]", "]")
        await driver.press("t")
        rows = driver.rows("#text")

        assert rows[0].strip() == "What is sent:"
        assert any(row.strip() == "What takes it back:" for row in rows)


async def test_each_line_says_what_takes_it_back_and_t_shows_it_there(tmp_path: Path) -> None:
    """Below the lines stands the line of the undo file; t opens that file on it, escape comes back to the line."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "crypto ikev2 profile FLEX")
        cursor, line = driver.searched_cursor, driver.text("#line").splitlines()[0]
        await driver.press("t")
        stage, shown = driver.one("#stages", TabRow).current, driver.rows("#text")[driver.searched_cursor]
        await driver.press("escape")

        number, undone = shown.split(maxsplit=1)
        assert (stage, undone) == ("stage", "no crypto ikev2 profile FLEX")
        assert line == f"undo (t): undo-4-stage.cfg:{number}  {undone}"
        assert (
            outputs(driver.plan)[f"{driver.plan.spokes[0].device}/undo-4-stage.cfg"].splitlines()[int(number) - 1]
            == undone
        )
        assert driver.one("#stages", TabRow).current == "target"
        assert driver.searched_cursor == cursor


async def test_a_line_of_the_login_stage_says_that_it_has_no_inverse(tmp_path: Path) -> None:
    """What no undo file takes back is not said to be taken back."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "aaa authentication login default local")

        assert driver.text("#line").splitlines()[0] == "undo: nothing takes it back: stage 2, login, has no inverse"


async def test_the_whole_change_has_no_single_text(tmp_path: Path) -> None:
    """t on the whole change says where texts are, on a line that stays as it is."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "g", "t")

        assert "] takes a stage" in driver.text("#status")


async def test_open_answers_are_named_where_they_hold_a_stage_back() -> None:
    """A view that waits for an answer says for which."""
    async with driven(wizard(Opening(files=sources("guide-new-hub")))) as driver:
        await driver.press("8")

        assert "waits for ezvpn-spoke1.login_username" in driver.text("#counts")


async def test_e_writes_the_files_and_says_where(tmp_path: Path) -> None:
    """Export writes every stage into the site's folder."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("8", "e")
        out = folder / "out"
        written = {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*") if path.is_file()}

        assert written == outputs(driver.plan)
        assert driver.text("#status").startswith(f"Wrote {len(written)} files to {out}")


async def test_a_resized_terminal_keeps_the_line_under_the_cursor(tmp_path: Path) -> None:
    """The cursor stays on its line when the terminal becomes wider."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "crypto ikev2 profile FLEX")
        await driver.pilot.resize_terminal(*WIDE)
        await driver.settle()

        assert "crypto ikev2 profile FLEX" in driver.rows("#diff")[driver.searched_cursor]


async def test_i_goes_to_the_line_that_became_the_new_one(tmp_path: Path) -> None:
    """From a new line the engineer gets to the line that was read, as from that line to the new one."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press("8")
        view = driver.one("#diff", DiffView)
        row = HeadedRows(view.rows).row_of(("dpd 10 2 periodic",))
        assert row is not None
        view.go_to(row)
        await driver.press("i")
        entry = driver.app.screen.query_one(LedgerTable).entry

        assert entry is not None
        assert entry.text == "crypto isakmp keepalive 10 2"


async def test_a_line_that_wraps_loses_no_character_to_the_scroll_bar(tmp_path: Path) -> None:
    """What is wrapped fits, also where its scroll bar comes only with it."""
    rows = [DiffRow(RowChange.ADDED, 0, "", number, "x" * (50 + number)) for number in range(1, 60)]
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        diff = driver.one("#diff", DiffView)
        for shown in (rows[:1], rows):
            diff.show(shown)
            await driver.settle()
        width = diff.scrollable_content_region.width - 2
        drawn = [sum(cell_len(text) for text, _ in diff.pieces(index, width)) for index in range(diff.count())]

        assert diff.show_vertical_scrollbar
        assert max(drawn) <= width


async def test_escape_leaves_the_text_of_a_stage_first(tmp_path: Path) -> None:
    """Escape goes from the text of a stage to old beside new, and only from there to where one came from."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        for key in "8]]t":
            await driver.press(key)
        shown = driver.one("#text", TextView).display
        await driver.press("escape")
        beside, step = driver.one("#diff", DiffView).has_focus, driver.step
        await driver.press("escape")

        assert (shown, beside, step) == (True, True, "preview")
        assert driver.step == "sources"
