"""What is asked, what holds and what an answer changes stays as it was read by a person."""

import pytest

from tests.asked import FILES, FOLDER


@pytest.mark.parametrize("name", FILES)
def test_the_same_is_asked_and_an_answer_changes_the_same(name: str) -> None:
    """A recommendation, a reason or a line of an answer that is another one is seen: `python -m tests.asked`."""
    assert FILES[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_no_file_outlives_its_case() -> None:
    """Each file is still compared with something."""
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
