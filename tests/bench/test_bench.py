"""What the measurements stand on: the generated hub, the medians, the terminal."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import hub
from tests.bench.long_lines import PLACES, Place, dearest
from tests.bench.measure import Measurement, Timer, measure
from wizard.errors import SourceError
from wizard.parse.sources import read_source


@pytest.mark.parametrize("lines", [5_000, 10_000, 50_000])
def test_the_generated_routers_have_the_length_that_was_asked_for(lines: int) -> None:
    """A ratio of two lengths compares routers of exactly these lengths."""
    assert len(hub.hub(lines).splitlines()) == lines
    assert len(hub.spoke(lines).splitlines()) == lines


def test_the_generated_hub_is_an_ezvpn_server_of_the_size_that_is_promised() -> None:
    """It has 20 groups, 500 users and a split list of 2,000 entries, interfaces, translations and routes."""
    source = read_source(hub.hub(10_000).encode(), "hub.cfg")
    configuration = source.configuration
    split_list = configuration.exact("ip access-list extended split")

    assert source.router.server is not None
    assert len(source.router.server.groups) == 20
    assert len(configuration.all("username")) == 500
    assert split_list is not None
    assert len(split_list.children) == 2000
    assert len(configuration.all("interface")) > 1000
    assert len(configuration.all("ip nat inside source static")) > 1000
    assert len(configuration.all("ip route")) > 1000


def clock(*seconds: float) -> Timer:
    """A timer that gives these seconds, one after the other."""
    ticks = iter(seconds)
    return lambda: next(ticks)


def test_the_median_counts_and_the_first_run_does_not() -> None:
    """A cold start and one slow run on a busy machine do not miss a limit."""
    row = Measurement(
        name="row",
        what="",
        against="the yardstick",
        limit=1.5,
        timers=lambda: (clock(100, 2, 2, 2, 90, 2), clock(100, 1, 1, 1, 1, 1)),
    )
    result = measure(row, runs=5)

    assert result.value == 2
    assert not result.met


def test_without_a_yardstick_the_seconds_are_held_against_the_limit() -> None:
    """The preview has a limit in seconds."""
    row = Measurement(name="row", what="", against="", limit=0.2, timers=lambda: (clock(9, 0.1, 0.1, 0.1), None))
    result = measure(row, runs=3)

    assert result.met
    assert (result.words, result.limit) == ("0.100 s", "0.2 s")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
def test_the_terminal_sees_the_first_paint_of_an_application() -> None:
    """An empty Textual application paints all rows of the screen, and the moment is known."""
    from tests.bench.terminal import Terminal

    with Terminal([sys.executable, str(Path(__file__).with_name("empty.py"))], timeout=30) as terminal:
        painted = terminal.painted()

        assert painted > terminal.started


def quadratic(line: str) -> object:
    """Work that grows with the square of the length."""
    return [line[place:].count("?") for place in range(0, len(line), 4)]


def one_line(length: int) -> Iterator[tuple[str, str]]:
    """A table with one line."""
    yield "the line", "a" * length


def test_what_grows_with_the_square_of_a_line_misses_its_limit() -> None:
    """Of a line four times as long it needs sixteen times the time, and the row says which line that was."""
    place = Place(name="place", what="", work=quadratic, lines=one_line)
    # Twice as long would be told from noise on a quiet machine alone.
    found = dearest(place, small=10_000, large=40_000)

    assert not found.met
    assert found.ratio > 3
    assert "the line" in found.words


def test_a_line_that_is_refused_is_measured_too() -> None:
    """What is no configuration is refused in time."""

    def refused(line: str) -> object:
        raise SourceError("too long")

    found = dearest(Place(name="place", what="", work=refused, lines=one_line))

    assert (found.measured, found.met) == (1, True)


QUICK = 16_000
"""What is quadratic takes 100 ms and more for a line of this length."""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_long_line_is_read_in_time_wherever_lines_are_read(place: Place) -> None:
    """One line in some of the table of the bench, a tenth as long: four times the length is not nine times the time."""
    sampled = replace(place, step=place.step * 61)
    found = dearest(sampled, small=QUICK // 4, large=QUICK)

    assert found.ratio < 9, found.words
