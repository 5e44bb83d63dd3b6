"""A paste that lost its indentation has its blocks again, in every mode that a router prints."""

from collections.abc import Iterator

import pytest

from tests.conftest import TESTS
from wizard.ios.modes import MODES, is_shortened
from wizard.model.configuration import Line
from wizard.parse.sources import read_source

BLOCKS = (TESTS / "shown" / "modes.txt").read_text("utf-8").rstrip("\n").split("\n\n")
"""One of each mode, as routers print them."""

UNTRIED = {
    "certificate chain",
    "client firewall",
    "prefix list",
    "pubkey",
    "pubkey chain",
}
"""Modes whose lines are digits, or which no router prints with lines of their own."""


def nested(block: str) -> list[str]:
    """The lines as they stand in one another, between an interface and a route."""
    text = f"hostname r1\n!\n{block.rstrip()}\n!\nip route 10.9.0.0 255.255.0.0 192.0.2.254\n!\nend\n"
    configuration = read_source(text.encode(), "r1.cfg").configuration
    return [f"{' ' * depth}{line.text}" for top in configuration.lines for depth, line in within(top)]


def within(line: Line, depth: int = 0) -> Iterator[tuple[int, Line]]:
    """A line and those below it, with how deep they stand."""
    yield depth, line
    for child in line.children:
        yield from within(child, depth + 1)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0])
def test_a_block_without_its_indentation_is_the_same_block(block: str) -> None:
    """A ticket or a chat takes the blanks away; the router's lines stay in one another."""
    flat = "\n".join(line.lstrip(" ") for line in block.splitlines())

    assert nested(flat) == nested(block)
    assert nested(block) == ["hostname r1", *block.splitlines(), "ip route 10.9.0.0 255.255.0.0 192.0.2.254"]


def test_every_mode_is_tried() -> None:
    """One that is added has a block here."""
    opened = {
        mode.name
        for block in BLOCKS
        for line in block.splitlines()
        for modes in MODES.values()
        for mode in modes
        if mode.opens(line.strip())
    }

    assert {mode.name for modes in MODES.values() for mode in modes} - opened == UNTRIED


@pytest.mark.parametrize(
    ("line", "is_short"),
    [
        *((f"{word} x", True) for word in ("cr", "int", "in", "ho", "acc", "rout", "usern", "no int", "no cr")),
        *((f"{word} x", False) for word in ("c", "crypto", "interface", "hostname", "no interface", "ip", "shutdown")),
    ],
)
def test_a_line_at_the_top_whose_first_word_was_not_typed_to_its_end_is_told(line: str, is_short: bool) -> None:  # noqa: FBT001
    """Two letters are enough, one is none; a router prints whole words."""
    assert is_shortened(line) is is_short
