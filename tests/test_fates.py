"""What becomes of each line of a golden site stays as it was read by a person."""

import pytest

from tests.fates import FILES, FOLDER


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_fate_that_it_had(name: str) -> None:
    """A line that becomes something else, or that another question decides, is seen: `python -m tests.fates`."""
    assert FILES[name]() == (FOLDER / name).read_text(encoding="utf-8")


def test_no_file_outlives_its_case() -> None:
    """Each file is still compared with something."""
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
