"""Names that are too long for their column: they stay tellable apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TESTS
from tests.pilot import driven, wizard
from wizard.guide.opening import Opening
from wizard.guide.shortened import neighbours, shortened, without_middle

LONG = 63
"""The longest name of a host."""


def test_a_name_loses_its_middle() -> None:
    """Beginning and end stay; what fits stays as it is."""
    assert shortened("branch-office-leeds-router-1", 15, "…") == "branch-…outer-1"
    assert shortened("hub", 15, "…") == "hub"


@given(st.text(max_size=30), st.integers(0, 30), st.sampled_from(("…", "...")))
def test_a_text_without_its_middle_has_room_and_is_whole_where_it_fits(text: str, room: int, mark: str) -> None:
    """No character is lost without need, and none stands outside of the column."""
    shown = without_middle(text, room, mark)

    assert len(shown) == min(len(text), room)
    assert (shown == text) or len(text) > room


@given(st.integers(0, LONG - 1), st.sampled_from((11, 13, 18, 22, 40)), st.sampled_from(("…", "...")))
def test_two_names_that_differ_in_one_place_are_told_apart_wherever_it_is(place: int, room: int, mark: str) -> None:
    """In the last character, in the first one or in the middle; in ASCII too, where the mark is longer."""
    one = "r" * LONG
    other = one[:place] + "X" + one[place + 1 :]
    beside = neighbours((one, other))
    shown = [shortened(name, room, mark, beside[name]) for name in (one, other)]

    assert shown[0] != shown[1]
    assert {len(text) for text in shown} == {room}


def test_many_names_of_one_beginning_are_told_apart() -> None:
    """As 25 spokes that are numbered at the end, or in the middle."""
    for form in ("branch-router-of-the-northern-region-site-{:02}", "branch-{:02}-router-of-the-northern-region-site"):
        names = [form.format(number) for number in range(25)]
        beside = neighbours(names)

        assert len({shortened(name, 13, "…", beside[name]) for name in names}) == len(names)


def test_only_the_long_words_of_a_text_are_shortened() -> None:
    """What is said of a name stays whole."""
    said = shortened(f"Peer of {'r' * LONG} is no address of the hub", 60, "…")

    assert said.startswith("Peer of rrr")
    assert said.endswith(" is no address of the hub")
    assert len(said) <= 60


@pytest.mark.parametrize("key", ["1", "2", "7", "8", "9"])
async def test_routers_whose_names_differ_in_their_last_character_are_told_apart_at_80_columns(
    key: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In whatever list they stand, each row says which of them it is."""
    folder = tmp_path_factory.mktemp("sources")
    names = [f"{'r' * (LONG - 1)}{number}" for number in range(3)]
    for name, file in zip(names, ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg"), strict=True):
        text = (TESTS / "configs" / file).read_text()
        host = next(row.split()[1] for row in text.splitlines() if row.startswith("hostname "))
        (folder / file).write_text(text.replace(f"hostname {host}", f"hostname {name}"))
    async with driven(wizard(Opening(files=tuple(sorted(folder.iterdir()))))) as driver:
        await driver.press(key)
        words = [word for row in driver.screen_text().splitlines() for word in row.split() if word.count("r") > 4]

        assert words
        assert all(any(f"r{number}" in word for number in range(3)) for word in words), words
