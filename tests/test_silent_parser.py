"""The parser's library never writes a line of a configuration anywhere."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from tests.conftest import TESTS
from wizard.parse.sources import read_source

ROOT = TESTS.parent
CONFIGURATION = TESTS / "configs" / "server-dvti.cfg"


PROGRAM = "import sys; from wizard.cli import main; raise SystemExit(main(sys.argv[1:]))"


@pytest.mark.parametrize("closed", [">&-", "<&- >&-"])
def test_a_closed_output_puts_no_configuration_on_standard_error(closed: str) -> None:
    """A shell that closed standard output gets no line of a router on standard error instead."""
    words = [sys.executable, "-c", PROGRAM, "inspect", str(CONFIGURATION)]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )

    assert all(line not in done.stderr for line in CONFIGURATION.read_text().splitlines() if len(line) > 10)
    assert len(done.stderr) < 500


def test_no_handler_can_be_added_behind_our_back() -> None:
    """Whoever asks the logger of the parser's library for a place to write to gets none."""
    read_source(CONFIGURATION.read_bytes(), CONFIGURATION.name)
    from loguru import logger

    told: list[str] = []
    logger.add(told.append)
    logger.critical("key cisco")

    assert not told


def test_no_function_of_the_parser_is_called_through_its_logger() -> None:
    """Reading takes half the time without a function around each function of the parser's library."""
    read_source(CONFIGURATION.read_bytes(), CONFIGURATION.name)
    parser = import_module("ciscoconfparse").CiscoConfParse

    assert not hasattr(parser.__init__, "__wrapped__")
    assert not hasattr(parser.find_objects, "__wrapped__")
