"""Each check of a push keeps a router from harm: taken away, a router ends badly that ends well with it."""

import tomllib

import pytest

from tests.safety import ALSO_HELD, EVERY, TABLE, ended_without, every_check

NEEDED = tomllib.loads(TABLE.read_text("utf-8"))["check"]


@pytest.mark.parametrize("row", NEEDED, ids=[row["name"].replace(" ", "-") for row in NEEDED])
def test_a_router_ends_badly_without_a_check_and_well_with_it(row: dict[str, object]) -> None:
    """The router itself says so, and nothing is asked of the check."""
    situation, beside = EVERY[str(row["situation"])], frozenset(map(str, _list(row["beside"])))

    assert ended_without(situation, beside)[0] == []
    assert ended_without(situation, beside | {str(row["name"])})[0]


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def test_every_check_is_needed_or_says_what_else_holds_the_router() -> None:
    """A check that nothing needs has no place in a table."""
    needed = {row["name"] for row in NEEDED}

    assert needed | ALSO_HELD.keys() == set(every_check())
    assert not needed & ALSO_HELD.keys()


@pytest.mark.parametrize("name", ["nothing is wrong", "a careless push of a router at which nothing is wrong"])
def test_nothing_keeps_a_router_from_the_new_where_nothing_is_wrong(name: str) -> None:
    """No check refuses anything, and it ends well."""
    assert ended_without(EVERY[name], frozenset()) == ([], frozenset())
