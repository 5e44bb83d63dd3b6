"""What check says of whole sites stays as it was read by a person."""

import pytest

from tests.judged import FILES, FOLDER


@pytest.mark.parametrize("name", FILES)
def test_check_says_what_it_said(name: str) -> None:
    """A rule that says more or less of any site, or says it otherwise, is seen: `python -m tests.judged` writes it."""
    assert FILES[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_no_file_outlives_its_case() -> None:
    """Each file is still compared with something."""
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
