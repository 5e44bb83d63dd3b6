"""Ten thousand mangled configurations: each is read with every line accounted for, or refused with file and line."""

import sys

import pytest

from tests.mangling import MANGLINGS, Mangling, share_read

EXAMPLES = 10_000 // len(MANGLINGS) + 1


@pytest.mark.parametrize("mangling", MANGLINGS, ids=[other_mangling.name for other_mangling in MANGLINGS])
def test_a_mangled_configuration_is_read_or_refused_in_words(
    mangling: Mangling, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing that a terminal or a person does to a configuration makes ez2flex fail without a word."""
    share = share_read(mangling, EXAMPLES)
    with capsys.disabled():
        sys.stdout.write(f"\n  {mangling.name}: {share:.1%} of {EXAMPLES} read, the rest refused with file and line")

    assert share == 1.0 if mangling.must_be_read else share >= 0
