"""Steps 3 to 6 of the wizard: each question with its own control, its reasons, and what answering it does."""

import tomllib
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from screens.widgets.question_editor import QuestionEditor
from screens.widgets.question_list import QuestionList
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, sources, wizard
from wizard.guide.opening import Opening
from wizard.model.plan import Answer
from wizard.model.question import Kind, Origin
from wizard.plan.answer import keep_all
from wizard.plan.given_answer import stored_answer
from wizard.plan.perspective import resolved
from wizard.site import read_site, save_site

STEPS = {"3": "strategy", "4": "identity", "5": "crypto", "6": "addresses"}


def value(driver: Driver, key: str, device: str = "") -> str:
    """The value of a question as it is now."""
    return resolved(driver.plan, key, device).value


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("key", STEPS)
async def test_every_kind_of_question_opens_its_own_control(key: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Enter on a question opens a list of choices or a line to type in, and escape leaves it as it was."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), size) as driver:
        await driver.press(key, "z")
        before = driver.plan
        questions = driver.one("#questions", QuestionList)
        kinds: set[Kind] = set()
        for index in range(questions.count()):
            questions.cursor = index
            row = questions.question
            if row is None or row.first.question.kind in kinds or row.has_own_values:
                continue
            kinds.add(row.first.question.kind)
            await driver.press("enter")
            assert driver.app.screen.query("#choices, #typed"), row.key
            await driver.press("escape")

        assert driver.step == STEPS[key]
        assert len(kinds) > 1
        assert driver.plan == before
        assert not driver.app.screen.query(QuestionEditor)


async def test_a_choice_shows_what_is_recommended_and_what_it_gives(tmp_path: Path) -> None:
    """The recommended choice says so, and the one under the cursor shows its lines of this plan, device by device."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press("5", "z")
        await driver.go_to("#questions", "pfs")
        held = driver.text("#detail-lines")
        await driver.press("enter")
        first = str(driver.one("#choices", OptionList).get_option_at_index(1).prompt)
        of_first = driver.text("#editor-lines")
        await driver.press("down")
        of_second = driver.text("#editor-lines").splitlines()

        assert first.startswith("> (o) group 19 (recommended)")
        assert of_first == held
        assert "|  set pfs group19" in held
        assert of_second[0] == "It gives instead of what holds now:"
        assert "ezvpn-server, ezvpn-spoke1, ezvpn-spoke2-vti, 4-stage.cfg:" in of_second
        assert "|  set pfs group20" in of_second


async def test_a_choice_that_cannot_be_taken_says_why_before_it_is_taken(tmp_path: Path) -> None:
    """The cursor on a choice that the other answers forbid shows the reason in the place of lines."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press("5", "z")
        await driver.go_to("#questions", "crypto")
        await driver.press("enter", "down", "down")

        assert driver.text("#editor-lines").startswith("It cannot be chosen: ")


async def test_lines_are_shown_without_secrets(tmp_path: Path) -> None:
    """A key that was typed shows which lines hold it, and is masked in them."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), WIDE) as driver:
        await driver.press("4", "z")
        await driver.go_to("#questions", "spoke authentication")
        await driver.press("enter", "down", "down", "enter")
        await driver.press("/", *"pre_shared_key", "enter")
        await driver.press("enter", "down", "enter")
        await driver.fill_in("Sup3r-S3cret")
        shown = driver.text("#detail-lines")

        assert "pre-shared-key" in shown
        assert "***" in shown
        assert "Sup3r" not in shown


async def test_an_answer_can_be_given_before_its_lines_are_found(tmp_path: Path) -> None:
    """Whoever knows the answer types on: the lines are looked for in the background."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5", "z")
        await driver.go_to("#questions", "pfs")
        await driver.press("enter", "down", "enter")

        assert value(driver, "pfs") == "group20"
        assert "|  set pfs group20" in driver.text("#detail-lines")


async def test_an_answer_is_taken_and_saved_at_once(tmp_path: Path) -> None:
    """A chosen answer stands in the list and in plan.toml without a word about saving."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("5", "z")
        await driver.go_to("#questions", "pfs")
        await driver.press("enter", "down", "enter")
        rows = driver.rows("#questions")

        assert any("[x] pfs" in row and "group 20" in row for row in rows)
        assert tomllib.loads((folder / "plan.toml").read_text())["answers"]["pfs"] == "group20"
        assert "saved 12:00:00" in driver.text("#top")


async def test_an_answer_that_does_not_fit_is_refused_beside_the_control(tmp_path: Path) -> None:
    """A wrong value stays in the line, with what is wrong and what it must look like."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "wan address")
        await driver.press("enter")
        await driver.fill_in("203.0.113")

        assert driver.text("#refusal") == "! 203.0.113 is no address with its mask. Like 203.0.113.2/24."
        assert driver.one("#typed", Input).value == "203.0.113"


async def test_a_stored_answer_that_is_none_is_mended_and_not_typed_anew(tmp_path: Path) -> None:
    """A mistake of one character in plan.toml is mended by one character; leaving it changes nothing."""
    folder = site("guide-reuse", tmp_path)
    plan = read_site(folder)
    spoke = plan.spokes[0].device
    save_site(keep_all(plan, [Answer(device=spoke, key="peers", value="203.0.113.9, 203.0.113.1x")]), folder)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("6", "z")
        await driver.go_to("#questions", "peers")
        await driver.press("enter")
        first = driver.one("#typed", Input).value
        await driver.press("escape")
        left = stored_answer(driver.plan, "peers", spoke)
        await driver.press("enter", "end", "backspace", "enter")

        assert first == left == "203.0.113.9, 203.0.113.1x"
        assert value(driver, "peers", spoke) == "203.0.113.9, 203.0.113.1"
        assert '"203.0.113.9, 203.0.113.1"' in (folder / "plan.toml").read_text()


async def test_another_strategy_brings_its_questions_and_undo_takes_them_back(tmp_path: Path) -> None:
    """Changing the strategy asks of the new hub; u gives the plan that was there before."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        before = driver.plan
        await driver.press("3", "z")
        await driver.go_to("#questions", "strategy")
        await driver.press("enter", "down", "enter")
        said = driver.text("#status")
        rows = driver.rows("#questions")
        await driver.press("u")

        assert "more questions, " in said
        assert " of them open" in said
        assert said.startswith("strategy: on a new FlexVPN hub beside it (")
        assert driver.text("#status") == "Undone: strategy: on a new FlexVPN hub beside it."
        assert any("flexvpn-hub: OPEN" in row for row in rows)
        assert driver.plan == before
        assert value(driver, "strategy") == "reuse"


async def test_a_settled_question_says_what_settled_it_and_can_be_reopened(tmp_path: Path) -> None:
    """What the sources settle is shown as settled; an answer replaces it, and r takes the answer back."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("6", "z")
        await driver.go_to("#questions", "tunnel address")
        explained = driver.text("#detail-text")
        await driver.press("enter", "down", "enter")
        answered = value(driver, "tunnel_address", "ezvpn-spoke1")
        await driver.press("r")

        assert "settled: network-extension mode" in explained
        assert answered == "negotiated"
        assert resolved(driver.plan, "tunnel_address", "ezvpn-spoke1").origin is Origin.SETTLED


async def test_one_answer_can_be_given_for_every_device(tmp_path: Path) -> None:
    """A answers the question for all routers at once."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "release")
        await driver.press("A")
        await driver.fill_in("15.7(3)M8")

        assert [value(driver, "release", device) for device in ("ezvpn-server", "ezvpn-spoke1")] == ["15.7(3)M8"] * 2


async def test_a_secret_is_hidden_and_kept_apart(tmp_path: Path) -> None:
    """A typed key is shown nowhere and stands in secrets.toml alone."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("4", "z")
        await driver.go_to("#questions", "spoke authentication")
        await driver.press("enter", "down", "down", "enter")
        await driver.press("/", *"pre_shared_key", "enter")
        await driver.press("enter", "down", "enter")
        field = driver.one("#typed", Input)
        hidden = field.password
        await driver.fill_in("Sup3r-S3cret")
        await driver.press("/", *"sup3r", "enter")

        assert hidden
        assert "Sup3r" not in driver.screen_text().replace("'sup3r'", "")
        assert "Sup3r-S3cret" not in (folder / "plan.toml").read_text()
        assert "Sup3r-S3cret" in (folder / "secrets.toml").read_text()


async def test_the_names_of_objects_are_folded_until_they_are_wanted(tmp_path: Path) -> None:
    """Names stand in groups of their own, folded; enter unfolds one."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("6")
        folded = len(driver.rows("#questions"))
        await driver.go_to("#questions", "Names on 3 routers")
        await driver.press("enter")

        assert len(driver.rows("#questions")) > folded + 5


async def test_a_heading_says_what_stands_below_it(tmp_path: Path) -> None:
    """What its questions have in common, and each with its value, whether they are folded or not."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        await driver.go_to("#questions", "Details of the whole site")
        folded = driver.text("#detail-text")
        await driver.press("enter")

        assert "Nothing here needs you" in folded
        assert "Enter here unfolds them" in folded
        assert "pfs: " in folded
        assert "Enter here folds them" in driver.text("#detail-text")
        assert driver.text("#detail-lines") == ""


async def test_the_next_open_question_is_one_key_away(tmp_path: Path) -> None:
    """o goes to the next open question, also into another step."""
    async with driven(wizard(Opening(files=sources("guide-new-hub")))) as driver:
        driver.app.folder = tmp_path / "site"
        await driver.press("5", "o")

        assert driver.step == "strategy"
        assert "OPEN" in driver.text("#detail-text")


async def test_the_mouse_does_what_the_keys_do(tmp_path: Path) -> None:
    """A click on a question, on the same one again, and on a choice answers it."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("3")
        await driver.go_to("#questions", "strategy")
        row = driver.searched_cursor
        await driver.press("home")
        await driver.click("#questions", 8, row + 1)
        await driver.click("#questions", 8, row + 1)
        await driver.click("#choices", 8, 3)

        assert value(driver, "strategy") == "new-hub"


async def test_an_answer_without_a_folder_makes_one_and_says_where(tmp_path: Path) -> None:
    """The first answer is kept in ./site-NAME, and the header and the status say so."""
    async with driven(wizard(Opening(files=sources("guide-reuse"))), folder=tmp_path) as driver:
        await driver.press("3")
        await driver.go_to("#questions", "strategy")
        await driver.press("enter", "down", "enter")

        assert (tmp_path / "site-ezvpn-spoke1" / "plan.toml").exists()
        assert "site-ezvpn-spoke1/" in driver.text("#top")
        assert "Saved in ./site-ezvpn-spoke1 from now on" in driver.text("#status")


async def test_a_strategy_that_is_tried_and_left_loses_nothing(tmp_path: Path) -> None:
    """Back on the first strategy the hub's answers wait in the folder, and back on the second they hold again."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.answer("strategy", "reuse")
        reopened = read_site(folder)
        await driver.answer("strategy", "new-hub")

        assert "flexserver" in {answer.device for answer in reopened.answers}
        assert value(driver, "wan_address", "flexserver") == "10.0.0.2/24"


async def test_a_hub_that_is_renamed_keeps_its_answers(tmp_path: Path) -> None:
    """What was answered for the new hub holds under its new name."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.answer("hub_name", "hub-2")

        assert "more question" not in driver.text("#status")
        assert value(driver, "wan_address", "hub-2") == "10.0.0.2/24"
        assert read_site(folder, read_on=driver.plan.read_on) == driver.plan


async def test_an_answer_is_worth_a_second_look_when_an_earlier_one_changes_what_is_recommended(tmp_path: Path) -> None:
    """An answer that an earlier one has moved the recommendation away from says re-check until it is confirmed."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.answer("strategy", "reuse")
        await driver.answer("spoke_to_spoke", "no")
        before = driver.screen_text()
        await driver.answer("strategy", "new-hub")
        await driver.press("3", "z")
        await driver.go_to("#questions", "spoke to spoke")
        marked, explained = driver.rows("#questions"), driver.text("#detail-text")
        await driver.press("enter", "enter")

        assert "re-check" not in before
        assert any("spoke to spoke" in row and row.rstrip().endswith("re-check") for row in marked)
        assert "re-check: since an earlier answer changed, yes is recommended" in explained
        assert not any("re-check" in row for row in driver.rows("#questions"))


async def test_undo_leaves_the_control_that_is_open(tmp_path: Path) -> None:
    """A control shows the plan that it was opened on: when u changes that, the list is there again."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.answer("strategy", "new-hub")
        await driver.press("enter", "u")

        assert not driver.app.screen.query(QuestionEditor)
        assert value(driver, "strategy") == "reuse"
