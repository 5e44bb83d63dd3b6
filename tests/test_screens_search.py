"""The search in old beside new: over every router and every stage."""

from collections.abc import Iterable
from pathlib import Path

from screens.widgets.tabs import TabRow
from screens.widgets.text_view import TextView
from tests.pilot import Driver, driven, site, wizard
from wizard.guide.comparison import TARGET, compared_parts, comparison
from wizard.guide.opening import Opening
from wizard.guide.searched_documents import SearchedPlace, found_in_differences, found_in_texts
from wizard.plan.perspective import devices


def document(driver: Driver) -> tuple[str, str]:
    """The router and the stage that are shown."""
    return driver.one("#devices", TabRow).current, driver.one("#stages", TabRow).current


async def test_a_search_finds_in_every_document_and_n_goes_on_from_one_to_the_next(tmp_path: Path) -> None:
    """It says how many lines there are and where; n meets each once and comes back to the first, N goes back."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "/", *"transform-set", "enter")
        said, shown = driver.text("#status"), document(driver)
        found = found_in_differences(driver.plan, "transform-set", shown, revealed=False)
        met = []
        for _ in found.places:
            row = driver.rows("#diff")[driver.searched_cursor]
            met.append((*document(driver), row))
            await driver.press("n")
        number = driver.text("#status")
        last = (*document(driver), driver.rows("#diff")[driver.searched_cursor])
        await driver.press("N")

        assert all("transform-set" in row for _, _, row in met)
        assert {router for router, _, _ in met} == set(devices(driver.plan))
        assert len({(router, stage) for router, stage, _ in met}) > len(devices(driver.plan))
        assert len(set(met)) == len(met) > 5
        assert said.startswith(f"{len(met)} lines in ")
        assert f"{shown[0]} target " in said
        assert last == met[0]
        assert number.startswith(
            f"{found.places.index(found.places[0]) + 1 + _before(found.places, shown)} of {len(met)}: "
        )
        assert (*document(driver), driver.rows("#diff")[driver.searched_cursor]) == met[-1]


def _before(places: Iterable[SearchedPlace], shown: tuple[str, str]) -> int:
    """How many places stand before the first one of the document that was shown."""
    return next(number for number, place in enumerate(places) if place[:2] == shown)


async def test_what_is_folded_is_found_and_opened(tmp_path: Path) -> None:
    """A line in a stretch that is folded is a match as any other."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("8")
        folded = "\n".join(driver.rows("#diff"))
        await driver.press("/", *"service timestamps", "enter")

        assert "service timestamps" not in folded
        assert "service timestamps" in driver.rows("#diff")[driver.searched_cursor]


async def test_what_is_nowhere_is_said_to_be_in_no_document(tmp_path: Path) -> None:
    """The cursor stays, and the number of the documents is said."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "down", "down")
        before = (document(driver), driver.searched_cursor)
        await driver.press("/", *"zebra", "enter")

        assert driver.text("#status").startswith("No line holds 'zebra', in none of ")
        assert (document(driver), driver.searched_cursor) == before


async def test_a_search_in_the_text_of_a_stage_goes_through_the_texts_of_all(tmp_path: Path) -> None:
    """What is sent and what takes it back are searched where they are shown."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        for key in "8]]t":
            await driver.press(key)
        await driver.press("/", *"no crypto ikev2 profile", "enter")
        met = []
        for _ in range(3):
            met.append((*document(driver), driver.rows("#text")[driver.searched_cursor].strip()))
            await driver.press("n")
        found = found_in_texts(driver.plan, "no crypto ikev2 profile", revealed=False)

        assert driver.one("#text", TextView).display
        assert all("no crypto ikev2 profile" in row for _, _, row in met)
        assert len({router for router, _, _ in met}) == 3
        assert len(found.places) >= 3


async def test_no_secret_is_found_while_secrets_are_hidden(tmp_path: Path) -> None:
    """What stands as *** cannot be guessed by searching; ^o shows it, and then it is found."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8", "/", *"key cisco", "enter")
        hidden = driver.text("#status")
        await driver.press("ctrl+o", "/", *"key cisco", "enter")

        assert hidden.startswith("No line holds")
        assert "key cisco" in driver.rows("#diff")[driver.searched_cursor]


async def test_the_stages_are_searched_for_what_they_change(tmp_path: Path) -> None:
    """A line that stays is found once in each router, and not again in each of its stages."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        plan = driver.plan
        found = found_in_differences(plan, "crypto", ("", ""), revealed=False)
        for device in devices(plan):
            for part in compared_parts(plan, device):
                rows = comparison(plan, device, part.key).rows
                mine = [place.row for place in found.places if place[:2] == (device, part.key)]
                whole = [row for row, line in enumerate(rows) if "crypto" in f"{line.old}\n{line.new}".lower()]
                changed = [row for row in whole if rows[row].change != "same"]

                assert mine == {TARGET: whole, "final": []}.get(part.key, changed)
