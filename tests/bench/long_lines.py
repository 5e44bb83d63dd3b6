"""What a line of 160 kB costs in every place where lines are read, for each of the lines in tests/hostile_lines.py."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from tests.hostile_lines import below, global_lines, grown, of_certificates, of_show_commands
from wizard.errors import EzError
from wizard.model.plan import Plan, Source

SMALL, LARGE = 80_000, 160_000
RATIO = 2.2
SECONDS = 1.0
LOST_IN_NOISE = 0.03
"""Below it the caches of the processor decide on a ratio; what is quadratic needs seconds for 160 kB."""
TRIES = 12
HOPELESS = 3 * SECONDS
"""A busy machine explains no more than that."""

Lines = Callable[[int], Iterator[tuple[str, str]]]
"""The lines of a length, each with its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place where lines are read."""

    name: str
    what: str
    work: Callable[[str], object]
    lines: Lines
    step: int = 1
    """Every line of the table, or every n-th where the work is dear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dearest:
    """The dearest lines of a place."""

    place: Place
    measured: int
    seconds: float
    slow: str
    """The line of the most seconds."""
    ratio: float
    steep: str
    """The line whose cost grows most with its length."""

    @property
    def met(self) -> bool:
        """Whether both limits hold."""
        return self.ratio <= RATIO and self.seconds <= SECONDS

    @property
    def words(self) -> str:
        """Both values with their limits."""
        return f"{self.ratio:.2f} of {RATIO:g} ({self.steep}); {self.seconds:.3f} s of {SECONDS:g} s ({self.slow})"


def dearest(place: Place, *, small: int = SMALL, large: int = LARGE) -> Dearest:
    """The worst ratio and the most seconds of the lines of a place."""
    found = Dearest(place=place, measured=0, seconds=0.0, slow="", ratio=0.0, steep="")
    pairs = zip(place.lines(small), place.lines(large), strict=True)
    for (name, short), (_, long) in islice(pairs, 0, None, place.step):
        seconds, ratio = _measured(place.work, short, long)
        found = replace(found, measured=found.measured + 1)
        if seconds > found.seconds:
            found = replace(found, seconds=seconds, slow=name)
        if ratio > found.ratio:
            found = replace(found, ratio=ratio, steep=name)
    return found


def _measured(work: Callable[[str], object], short: str, long: str) -> tuple[float, float]:
    """The seconds of the long line, and how many times those of the short one they are; the least of several pairs."""
    seconds = _seconds(work, long)
    if seconds < LOST_IN_NOISE:
        return seconds, 0.0
    ratio = seconds / _seconds(work, short)
    for _ in range(TRIES if seconds < HOPELESS else 0):
        if ratio <= RATIO and seconds <= SECONDS:
            break
        again = _seconds(work, long)
        seconds, ratio = min(seconds, again), min(ratio, again / _seconds(work, short))
    return seconds, ratio


def _seconds(work: Callable[[str], object], line: str) -> float:
    started = time.thread_time()
    # A line that is refused is refused in time.
    with suppress(EzError):
        work(line)
    return time.thread_time() - started


def _configuration(line: str) -> bytes:
    return f"hostname r1\n{line}\nip cef\n".encode()


def _clean(line: str) -> object:
    from wizard.parse.terminal_leftovers import clean

    return clean(_configuration(line), "r1.cfg")


def _inspect(line: str) -> object:
    from wizard.ledger import ledger_of
    from wizard.parse.sources import read_source
    from wizard.summary import summary

    source = read_source(_configuration(line), "r1.cfg")
    return summary(source), ledger_of(source)


def _show_version(line: str) -> object:
    from wizard.parse.release import known_release, product

    return known_release(line), product(line)


def _shown(line: str) -> object:
    from wizard.parse.show_commands import show_commands

    return show_commands(line.encode())


def _certificates(line: str) -> object:
    from wizard.parse.certificates import read_certificates

    return read_certificates(line.encode(), "r1", "r1.txt")


def _masked(line: str) -> object:
    from wizard.ios.masking import masked

    return masked(line)


def _drawn(line: str) -> object:
    from rich.cells import set_cell_size

    from screens.terminal_characters import UNICODE
    from screens.widgets.wrapping import wrapped

    shown = UNICODE.plain(line)
    return wrapped(shown, 60, UNICODE.continued), set_cell_size(shown, 118)


@cache
def _site() -> tuple[Source, ...]:
    from wizard.data.practice_site import files
    from wizard.parse.sources import read_sources

    return read_sources(files())


def _of_site(length: int) -> Iterator[tuple[str, str]]:
    """The whole configuration of the practice site's server, with one of its lines that long."""
    return grown(_site()[0].data.decode(), length)


def _plan(text: str) -> Plan:
    from wizard.parse.sources import read_source
    from wizard.plan.propose import propose

    server, *spokes = _site()
    return propose((read_source(text.encode(), server.filename), *spokes))


def _planned(text: str) -> object:
    from wizard.plan.answer import asked

    return asked(_plan(text))


def _rendered(text: str) -> object:
    from wizard.render import outputs

    return outputs(_plan(text))


def _checked(text: str) -> object:
    from wizard.check import findings, negotiations

    plan = _plan(text)
    return findings(plan), negotiations(plan)


def _compared(text: str) -> object:
    from wizard.difference import difference
    from wizard.parse.sources import read_source

    server = _site()[0]
    return difference(server.configuration, read_source(text.encode(), server.filename).configuration)


PLACES: Sequence[Place] = (
    Place(name="long-clean", what="cleaning: prompts, headers, banners", work=_clean, lines=global_lines),
    Place(name="long-version", what="`show version`", work=_show_version, lines=of_show_commands),
    Place(name="long-shown", what="what other show commands tell", work=_shown, lines=of_show_commands),
    Place(name="long-cert", what="`show crypto pki certificates`", work=_certificates, lines=of_certificates),
    Place(name="long-mask", what="masking", work=_masked, lines=global_lines),
    Place(name="long-screen", what="drawing a line", work=_drawn, lines=global_lines, step=7),
    Place(name="long-global", what="`inspect`, a line at the left margin", work=_inspect, lines=global_lines, step=7),
    Place(name="long-below", what="`inspect`, a line below another one", work=_inspect, lines=below, step=7),
    Place(name="long-plan", what="`plan`, a line of the server", work=_planned, lines=_of_site, step=53),
    Place(name="long-render", what="`render`, a line of the server", work=_rendered, lines=_of_site, step=53),
    Place(name="long-check", what="`check`, a line of the server", work=_checked, lines=_of_site, step=53),
    Place(name="long-diff", what="`diff`, a line of one side", work=_compared, lines=_of_site, step=53),
)
"""What is measured."""
