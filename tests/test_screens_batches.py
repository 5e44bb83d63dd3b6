"""The wizard makes a batch of spokes, answers questions for it, and shows it."""

from pathlib import Path

from tests.pilot import driven, wizard
from tests.test_one_answer_for_many import written
from wizard.guide.opening import Opening
from wizard.model.plan import Batch


async def test_a_batch_is_made_and_answered_from_a_question(tmp_path: Path) -> None:
    """B names it, says who is in it, and goes on to the answer; the row stands below that of the others."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 5)))), folder=tmp_path) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "management access")
        await driver.press("B")
        first = driver.screen_text()
        await driver.fill_in("shops")
        second = driver.screen_text()
        await driver.fill_in("spoke-0[12], spoke-04")
        asked_of = driver.text("#editor-question")
        await driver.press("down", "enter")
        row = next(row for row in driver.rows("#questions") if "shops" in row)

        assert "What is the new batch of spokes called?" in first
        assert "Which spokes are in the batch shops?" in second
        assert asked_of.startswith("shops, 3 spokes: ")
        assert driver.plan.batches == (Batch(name="shops", members=("spoke-0[12]", "spoke-04")),)
        assert [(given.batch, given.key) for given in driver.plan.answers] == [("shops", "management_access")]
        assert " ".join(row.split()).startswith("[x] shops, 3 spokes ")
        await driver.press("u", "u")
        assert not driver.plan.batches
        assert not driver.plan.answers


async def test_a_batch_that_is_there_is_chosen_with_what_holds_in_it(tmp_path: Path) -> None:
    """The list of batches says what each has; M changes its spokes, and an empty line dissolves it."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 5)))), folder=tmp_path) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "release")
        await driver.press("B")
        await driver.fill_in("shops")
        await driver.fill_in("spoke-0[12]")
        await driver.fill_in("15.7(3)M8")
        await driver.go_to("#questions", "release")
        await driver.press("B")
        offered = driver.screen_text()
        await driver.press("enter")
        await driver.fill_in("15.6(3)M9")
        changed = [given.value for given in driver.plan.answers if given.key == "release"]
        await driver.press("B", "M")
        await driver.fill_in("spoke-03")
        await driver.press("escape")
        members = driver.plan.batches
        await driver.press("B", "M")
        await driver.fill_in("")

        assert "shops, 2 spokes: 15.7(3)M8" in offered
        assert "A new batch of spokes" in offered
        assert changed == ["15.6(3)M9"]
        assert members == (Batch(name="shops", members=("spoke-03",)),)
        assert (driver.plan.batches, driver.plan.answers) == ((), ())
        assert "The batch shops is dissolved" in driver.text("#status")


async def test_what_is_no_batch_is_refused_beside_the_line(tmp_path: Path) -> None:
    """A name of a router and a spoke that is none are said where they are typed, and nothing is made."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 3)))), folder=tmp_path) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "release")
        await driver.press("B")
        await driver.fill_in("spoke-01")
        name = driver.text("#refusal")
        await driver.fill_in("shops")
        await driver.fill_in("shop-*")
        members = driver.text("#refusal")
        await driver.press("escape")

        assert "which is a router of the site" in name
        assert members.startswith("! there is no spoke shop-*. The spokes are spoke-01, spoke-02, spoke-03")
        assert driver.plan.batches == ()


async def test_the_routers_of_a_row_become_the_batch(tmp_path: Path) -> None:
    """On an exception of several spokes the line has their names already."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 4)))), folder=tmp_path) as driver:
        for spoke in ("spoke-02", "spoke-03"):
            await driver.answer(f"{spoke}.management_access", "tunnel")
        await driver.go_to("#questions", "  spoke-02, spoke-03")
        await driver.press("B")
        await driver.fill_in("shops")
        await driver.press("enter")

        assert driver.plan.batches == (Batch(name="shops", members=("spoke-02", "spoke-03")),)


async def test_what_one_router_or_the_site_is_asked_is_answered_for_no_batch(tmp_path: Path) -> None:
    """The status row says why."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 3)))), folder=tmp_path) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "strategy")
        await driver.press("B")

        assert "enter answers it" in driver.text("#status")
