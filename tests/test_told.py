"""What the daemons of a rehearsal are told stays as it was read by a person."""

import pytest

from tests.told import FILES, FOLDER


@pytest.mark.parametrize("name", FILES)
def test_the_daemons_are_told_the_same(name: str) -> None:
    """A setting that is another one, or one that is missing, is seen: `python -m tests.told` writes it."""
    assert FILES[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_no_file_outlives_its_case() -> None:
    """Each file is still compared with something."""
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
