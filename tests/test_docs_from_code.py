"""The pages that are made from code say what the code says."""

import pytest

from tests.write_docs import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_code_is_up_to_date(name: str) -> None:
    """`python -m tests.write_docs` would change nothing."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()
