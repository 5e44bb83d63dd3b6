"""Each kind of trouble that routers of the field showed has cases of the project's own, with another member of it."""

import tomllib

from tests.reading import CONFIGS

TESTS = CONFIGS.parent
KINDS = tomllib.loads((TESTS / "shown" / "field_kinds.toml").read_text("utf-8"))


def test_every_kind_has_cases_that_are_there_and_a_member_of_its_own() -> None:
    """What a row names is a folder or a file, and it says how it differs from the case that was handed over."""
    missing = [path for row in KINDS.values() for path in row["ours"] if not (TESTS / path).exists()]

    assert missing == []
    assert len(KINDS) == 44
    assert all(row["ours"] and len(row["member"].split()) > 3 for row in KINDS.values())
