"""The captures in one file: which of them is the configuration of the router, and that all are of one router."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from wizard.errors import SourceError
from wizard.parse.restore_indent import TextRow, reindented
from wizard.parse.terminal_text import CAPTURE


class CaptureKind(Enum):
    """What a capture is, as its command or its header says."""

    RUNNING = auto()
    STARTUP = auto()
    PART = auto()
    """Some lines of a configuration, or a file of the router."""
    TYPED = auto()
    """What somebody entered in configuration mode."""
    UNSAID = auto()


_KINDS = (
    (re.compile(r"\Aconf\w*(?: +t\w*)?$"), CaptureKind.TYPED),
    (
        re.compile(r"\A(?:sho?w? run\S*(?: (?:all|brief|full|view full))?|wr\w* t\w*|more system:run\S*)$"),
        CaptureKind.RUNNING,
    ),
    (re.compile(r"\A(?:sho?w? (?:start\S*|conf\S*)$|more nvram:start\S*$|Using \d)"), CaptureKind.STARTUP),
    (re.compile(r"\A(?:Building configuration|Current configuration)"), CaptureKind.RUNNING),
    (re.compile(r"\A(?:sho?w? |more )"), CaptureKind.PART),
)
"""The commands and headers with which a capture begins."""


def capture_kind(command: str) -> CaptureKind:
    """What follows a command or a header."""
    return next((kind for pattern, kind in _KINDS if pattern.match(command)), CaptureKind.UNSAID)


@dataclass(slots=True, kw_only=True)
class Capture:
    """Where a capture begins; the reader of a file makes one after the other."""

    kind: CaptureKind = CaptureKind.UNSAID
    prompt: str = ""
    """The name in the prompt of its command, empty without one."""
    start: int = 0
    """Of its rows, among those of the file."""
    is_ended: bool = False
    """Whether the line `end` was seen."""


class Captures:
    """The captures of a file, noted while its lines are read."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.rows: list[TextRow] = []
        self.breaks: set[int] = set()
        """Before which row a mode ended, whatever the indentation says."""
        self._noted = [Capture()]
        self.lacks_end = False
        """Whether what was chosen is a configuration as a router shows it, without its last line."""

    def command(self, prompt: str, kind: CaptureKind) -> None:
        """A prompt, and what its command shows; one that shows nothing divides no capture."""
        now = self._noted[-1]
        same = _is_one({now.prompt} - {""}, {prompt} - {""})
        if same and (kind is now.kind is CaptureKind.TYPED or (kind is CaptureKind.UNSAID and not now.is_ended)):
            now.prompt = now.prompt or prompt
            return
        self._begin(Capture(kind=kind, prompt=prompt, start=len(self.rows)))

    def header(self, text: str) -> None:
        """A header that a router prints above a configuration."""
        kind = capture_kind(text)
        now = self._noted[-1]
        if kind is CaptureKind.UNSAID or (now.start == len(self.rows) and now.kind is not CaptureKind.UNSAID):
            return
        self._begin(Capture(kind=kind, prompt=now.prompt, start=len(self.rows)))

    def end(self) -> None:
        """The line `end`."""
        self.breaks.add(len(self.rows))
        self._noted[-1].is_ended = True

    def _begin(self, capture: Capture) -> None:
        if self._noted[-1].start == capture.start:
            self._noted.pop()
        self._noted.append(capture)

    def chosen(self) -> tuple[list[TextRow], list[TextRow]]:
        """The rows of the router's configuration, indented from knowledge where they are not, and the others."""
        parts = self._parts()
        if len(parts) > 1:
            _refuse_two_routers(parts, self.filename)
            wholes = [part for part in parts if part.hostnames and part.kind in _WHOLE]
            if wholes:
                present = _present(wholes, self.filename)
                _refuse_later_changes(present, parts, self.filename)
                _refuse_broken_off(present, parts, self.filename)
                self.lacks_end = not present.is_ended and _is_as_shown(present.kind, present.rows)
                return present.rows, [row for part in parts if part is not present for row in part.rows]
        self.lacks_end = not any(capture.is_ended for capture in self._noted) and any(
            _is_as_shown(capture.kind, self.rows[capture.start :]) for capture in self._noted
        )
        return reindented(self.rows, self.breaks), []

    def _parts(self) -> list["_Part"]:
        starts = [capture.start for capture in self._noted]
        ends = [*starts[1:], len(self.rows)]
        noted = [(start, end) for start, end in zip(self._noted, ends, strict=True) if end > start.start]
        if len(noted) < 2:
            return []
        return [_part(start, self.rows[start.start : end], self.breaks) for start, end in noted]


_WHOLE = (CaptureKind.RUNNING, CaptureKind.UNSAID, CaptureKind.STARTUP)
"""What is a whole configuration if it has a `hostname`."""


_FIRST = re.compile(r"version \d+\.\d")
"""The first line of every configuration that a router shows."""


def _is_as_shown(kind: CaptureKind, rows: Sequence[TextRow]) -> bool:
    """Whether it begins as a router shows a configuration: one that is written by hand need not have an `end`."""
    is_shown = kind in (CaptureKind.RUNNING, CaptureKind.STARTUP)
    return is_shown or (kind is CaptureKind.UNSAID and bool(rows and _FIRST.match(rows[0].text)))


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One capture with its rows."""

    kind: CaptureKind
    prompt: str
    is_ended: bool
    rows: list[TextRow]
    hostnames: tuple[TextRow, ...] = field(default=())

    @property
    def names(self) -> set[str]:
        """By which the router is known in it."""
        return {self.prompt, *(_name(row) for row in self.hostnames)} - {""}

    @property
    def text(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """What two captures of one configuration have in common."""
        return [(row.indent, row.text, row.verbatim) for row in self.rows]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.rows[0].number


def _part(capture: Capture, rows: list[TextRow], breaks: set[int]) -> _Part:
    end = capture.start + len(rows)
    rows = reindented(rows, {place - capture.start for place in breaks if capture.start <= place < end})
    margin = min(row.indent for row in rows)
    hostnames = tuple(row for row in rows if row.indent == margin and row.text.startswith("hostname "))
    return _Part(kind=capture.kind, prompt=capture.prompt, is_ended=capture.is_ended, rows=rows, hostnames=hostnames)


def _name(row: TextRow) -> str:
    return row.text.removeprefix("hostname ").strip(' "')


_SHORTENED = 10
"""Letters of a long host name that a prompt of a configuration mode shows at the least."""


def _is_one(names: set[str], others: set[str]) -> bool:
    """Whether two sets of names may be of one router: they have one in common, or one of them is empty."""
    if not names or not others:
        return True
    folded = [name.casefold() for name in names]
    return any(
        name == other
        or (min(len(name), len(other)) >= _SHORTENED and (name.startswith(other) or other.startswith(name)))
        for name in folded
        for other in map(str.casefold, others)
    )


SPLIT = (
    "Save each router's configuration to a file of its own, from `show running-config` to the line `end`, and give all "
    "the files. If it is one router that was renamed, leave what it is called now."
)


def _refuse_two_routers(parts: Sequence[_Part], filename: str) -> None:
    first = parts[0]
    known = set(first.names)
    hostname = first.hostnames[:1]
    for part in parts[1:]:
        renamed = [row for row in part.hostnames if hostname and _name(row) != _name(hostname[0])]
        if renamed and any(_is_renamed_unsaved(part, other) for other in parts):
            # What NVRAM still calls it says nothing of who it is.
            continue
        if renamed or not _is_one(known, part.names):
            here = renamed[0] if renamed else next(iter(part.hostnames), part.rows[0])
            second = _name(here) if here in part.hostnames else part.prompt
            raise SourceError(
                f"the file holds two routers: {_known_as(first, parts)}, and {second} here",
                where=f"{filename}:{here.number}",
                hint=SPLIT,
            )
        known |= part.names
        hostname = hostname or part.hostnames[:1]


def _is_renamed_unsaved(part: _Part, other: _Part) -> bool:
    """Whether both are of one router that was renamed and not saved: they were taken at the prompt that it has now."""
    kinds = {part.kind, other.kind}
    present = part if part.kind is CaptureKind.RUNNING else other
    return (
        kinds == {CaptureKind.RUNNING, CaptureKind.STARTUP}
        and part.prompt == other.prompt
        and part.prompt in {_name(row) for row in present.hostnames}
    )


def _known_as(first: _Part, parts: Sequence[_Part]) -> str:
    """The name of the first router, with its line."""
    named = next((part for part in parts if part.hostnames), first)
    if named.hostnames:
        return f"{_name(named.hostnames[0])} in line {named.hostnames[0].number}"
    return f"{first.prompt} from line {first.line} on"


def _present(wholes: Sequence[_Part], filename: str) -> _Part:
    """The running configuration rather than what is in NVRAM, one up to `end` rather than one that was broken off."""
    running = [part for part in wholes if part.kind is not CaptureKind.STARTUP] or list(wholes)
    ended = [capture for capture in running if capture.is_ended] or running
    last = ended[-1]
    if other := next((capture for capture in ended if capture.text != last.text), None):
        raise SourceError(
            f"the file holds two configurations of {_name(last.hostnames[0])} that differ, "
            f"from line {other.line} and from line {last.line} on",
            where=f"{filename}:{last.line}",
            hint="Leave the one that is on the router now.",
        )
    return last


def _refuse_later_changes(present: _Part, parts: Sequence[_Part], filename: str) -> None:
    for part in parts[parts.index(present) + 1 :]:
        if part.kind is CaptureKind.TYPED:
            raise SourceError(
                f"the configuration that line {present.line} begins is changed here, after it was shown",
                where=f"{filename}:{part.line}",
                hint="Capture it again; or cut the file off above this line if the change is not on the router.",
            )


def _refuse_broken_off(present: _Part, parts: Sequence[_Part], filename: str) -> None:
    """A configuration up to `end` has every line; of one without it the rest may be in `show run | begin`."""
    if present.is_ended:
        return
    known = {row.text for row in present.rows}
    for part in parts:
        if part.kind is not CaptureKind.TYPED and any(row.text not in known for row in part.rows):
            raise SourceError(
                f"the configuration that line {present.line} begins has no `end`, and lacks lines that are here",
                where=f"{filename}:{part.line}",
                hint=f"It may be broken off. {CAPTURE}",
            )
