"""What a router shows while it is changed is read as a source is, without what is asked of a source besides."""

from pathlib import Path

import pytest

from tests.golden_cases import GOLDEN, golden_cases
from wizard.errors import SourceError
from wizard.parse.sources import read_back, read_source

CONFIGS = Path(__file__).parent / "configs"
FILES = sorted(path for path in CONFIGS.rglob("*") if path.is_file())


def is_the_same(path: Path) -> bool:
    """Whether both read the same lines; what is refused as a source is not looked at."""
    data = path.read_bytes()
    try:
        lines = read_source(data, path.name).configuration.lines
    except SourceError:
        return True
    return read_back(data, path.name).lines == lines


@pytest.mark.parametrize("case", golden_cases())
def test_a_configuration_that_is_read_back_has_the_lines_of_the_source(case: str) -> None:
    """Sources and targets of every golden site, with the numbers of their lines."""
    paths = [path for path in (GOLDEN / case).rglob("*.cfg") if path.parent.name == "sources" or path.stem == "target"]
    assert paths
    assert [path.name for path in paths if not is_the_same(path)] == []


def test_every_configuration_of_the_tests_is_read_back_as_a_source_is() -> None:
    """Captures of terminals, banners, certificates, blocks without indentation."""
    assert [path.name for path in FILES if not is_the_same(path)] == []
    assert len(FILES) > 20


def test_two_configurations_in_one_answer_are_refused() -> None:
    """They would become a router that is neither."""
    with pytest.raises(SourceError):
        read_back(b"hostname r1\n!\nhostname r2\n!\nend\n", "the router")
