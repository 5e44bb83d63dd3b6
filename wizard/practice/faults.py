"""What goes wrong, as a small language: one line of text is one fault.

at line 7 after-apply drop                 the seventh line that is typed; once
at "crypto pki authenticate" ask "Sure?"   the next line that begins so; once
every /^tunnel protection/ deny            each line in which the pattern is found
after 90s reboot                           when so much time has passed; once
flash full                                 from the first
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from wizard.errors import PracticeError
from wizard.model.literals import number
from wizard.practice.output_filter import Pattern, found_in, read_pattern


class Phase(Enum):
    """When in the life of a line it happens."""

    BEFORE_ECHO = "before-echo"
    AFTER_ECHO = "after-echo"
    AFTER_APPLY = "after-apply"


class Takes(Enum):
    """What may follow the word of an action."""

    TEXT = '"TEXT"'
    BYTE = "[at byte N]"
    NUMBER = "N"
    SECONDS = "DURATION"
    USER = "by USER"
    ALL = "full"
    BUSY = "busy"
    ANEW = "rotate"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can go wrong."""

    word: str
    takes: tuple[Takes, ...] = ()
    may_lack_text: bool = False
    of_a_line: bool = False
    """Whether it is something that happens to a line."""
    phase: Phase = Phase.AFTER_ECHO
    about: str

    @property
    def form(self) -> str:
        """How it is written."""
        return " ".join(
            (self.word, *(f"[{t.value}]" if self.may_lack_text and t is Takes.TEXT else t.value for t in self.takes))
        )


ACTIONS: tuple[Action, ...] = (
    Action(word="drop", of_a_line=True, about="The connection is lost; what the router had begun it finishes."),
    Action(
        word="refuse",
        takes=(Takes.TEXT,),
        may_lack_text=True,
        of_a_line=True,
        about="The line is not taken, and the text says so.",
    ),
    Action(word="swallow", of_a_line=True, about="The line is accepted without a word, and nothing is changed."),
    Action(word="rewrite", takes=(Takes.TEXT,), of_a_line=True, about="Another line is taken in its place."),
    Action(
        word="ask", takes=(Takes.TEXT,), of_a_line=True, about="The router asks, and takes the line behind any answer."
    ),
    Action(word="deny", of_a_line=True, about="Command authorization refuses the line."),
    Action(
        word="noise",
        takes=(Takes.TEXT, Takes.BYTE),
        may_lack_text=True,
        of_a_line=True,
        about="A text comes into the echo, a message of the log where none is given.",
    ),
    Action(word="latency", takes=(Takes.SECONDS,), about="What the router prints comes so much later."),
    Action(word="chunk", takes=(Takes.NUMBER,), about="Not more than so many bytes come at once."),
    Action(word="clock", takes=(Takes.SECONDS,), about="The clock jumps; with a minus it goes back."),
    Action(
        word="reboot",
        phase=Phase.AFTER_APPLY,
        about="The router reloads; for two minutes and a half nobody reaches it.",
    ),
    Action(
        word="edit",
        takes=(Takes.USER, Takes.TEXT),
        phase=Phase.AFTER_APPLY,
        about="Somebody else types lines of configuration, ` ; ` between them.",
    ),
    Action(word="save", takes=(Takes.USER,), phase=Phase.AFTER_APPLY, about="Somebody else types `write memory`."),
    Action(
        word="lock",
        takes=(Takes.USER, Takes.SECONDS),
        about="A program holds the lock of the configuration for somebody else, for so long.",
    ),
    Action(word="flash", takes=(Takes.ALL,), about="Nothing more can be written to flash."),
    Action(word="nvram", takes=(Takes.BUSY,), about="NVRAM cannot be written."),
    Action(
        word="hostkey", takes=(Takes.ANEW,), about="The router shows another host key to whoever logs in from then on."
    ),
    Action(
        word="ikev2",
        takes=(Takes.SILENT,),
        about="The router answers no IKEv2, as behind a filter of the provider; EzVPN goes on.",
    ),
    Action(word="residue", takes=(Takes.TEXT,), about="A rollback leaves lines that begin so as they are."),
)

_BY_WORD = {action.word: action for action in ACTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, as it was written."""

    written: str
    action: Action
    phase: Phase
    text: str = ""
    seconds: float = 0
    count: int = 0
    """Of bytes."""
    user: str = ""
    line: int | None = None
    """The number of the line that it happens to."""
    beginning: str = ""
    """What the line begins with that it happens to."""
    pattern: Pattern | None = None
    """What is found in the line that it happens to."""
    delay: float | None = None
    at: datetime | None = None
    """When it happens, once its delay is counted."""
    is_once: bool = True

    @property
    def is_at_once(self) -> bool:
        """Whether it waits for nothing."""
        return self.line is None and not self.beginning and self.pattern is None and self.delay is None

    def concerns(self, count: int, text: str) -> bool:
        """Whether it happens to that line, the `count`-th that is typed."""
        if self.line is not None:
            return count == self.line
        if self.pattern is not None:
            return found_in(self.pattern, text)
        return bool(self.beginning) and text.startswith(self.beginning)

    def counted_from(self, now: datetime) -> "Fault":
        """The fault with the time at which it happens."""
        return self if self.delay is None else replace(self, at=now + timedelta(seconds=self.delay))


class _Reader:
    """The words of one fault, from the left."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.words = list(_words(written))

    def wrong(self, message: str, hint: str = "") -> PracticeError:
        """What is to be said of a fault that cannot be read."""
        actions = f"A fault is [at|every|after WHERE] [PHASE] and one of {', '.join(_BY_WORD)}."
        return PracticeError(f"'{self.written}': {message}", hint=hint or actions)

    def next(self, what: str) -> tuple[str, str]:
        """The next word and how it is written: bare, `"` or `/`."""
        if not self.words:
            raise self.wrong(f"{what} is missing")
        return self.words.pop(0)

    def bare(self, what: str) -> str:
        """The next word, which is not quoted."""
        sign, word = self.next(what)
        if sign:
            raise self.wrong(f"{sign}{word}{sign} stands where {what} is expected")
        return word

    def has(self, *words: str) -> bool:
        """Takes the next words, where it is these."""
        there = [word for sign, word in self.words[: len(words)] if not sign]
        if there == list(words):
            del self.words[: len(words)]
            return True
        return False

    def is_next(self, sign: str) -> bool:
        """Whether the next word is written so."""
        return bool(self.words) and self.words[0][0] == sign


def _words(written: str) -> Iterator[tuple[str, str]]:
    """Each word with the sign that it stands between, empty for a bare one."""
    place = 0
    while place < len(written):
        sign = written[place]
        if sign == " ":
            place += 1
            continue
        sign = sign if sign in '"/' else ""
        end = written.find(sign or " ", place + len(sign))
        if end < 0:
            if sign:
                raise PracticeError(
                    f"'{written}': the {sign} has no other one", hint=f"A text stands between two {sign}."
                )
            end = len(written)
        yield sign, written[place + len(sign) : end]
        place = end + 1


def read_fault(written: str) -> Fault:
    """The fault that a line of text says."""
    reader = _Reader(" ".join(written.split("\n")).strip())
    fault = Fault(written=reader.written, action=ACTIONS[0], phase=Phase.AFTER_ECHO)
    phase: Phase | None = None
    if reader.has("at", "line"):
        fault = replace(fault, line=_count(reader, "the number of the line"))
    elif reader.has("at"):
        fault = _of_lines(reader, fault)
    elif reader.has("every"):
        fault = replace(_of_lines(reader, fault), is_once=False)
    elif reader.has("after"):
        fault = replace(fault, delay=_seconds(reader))
    for each in Phase:
        if reader.has(each.value) or reader.has(each.value.replace("-", "_")):
            phase = each
    word = reader.bare("what happens")
    if word not in _BY_WORD:
        raise reader.wrong(f"nothing is called '{word}'")
    action = _BY_WORD[word]
    if fault.is_at_once and action.of_a_line:
        if not reader.is_next("/"):
            raise reader.wrong(f"'{word}' happens to a line", hint=f"Such as: every /PATTERN/ {action.form}")
        fault = replace(_of_lines(reader, fault), is_once=False)
    if fault.delay is not None and action.of_a_line and word != "drop":
        raise reader.wrong(f"'{word}' happens to a line, not at a time")
    fault = replace(fault, action=action, phase=phase or action.phase)
    for taken in action.takes:
        fault = _READS[taken](reader, fault)
    if reader.words:
        raise reader.wrong(f"'{reader.words[0][1]}' is too much", hint=f"It is written: {action.form}")
    return fault


def read_faults(rows: Iterable[str], routers: Sequence[str]) -> dict[str, tuple[Fault, ...]]:
    """The faults of each router: `ROUTER: FAULT` is one of that router, and `FAULT` alone one of every router."""
    found: dict[str, tuple[Fault, ...]] = dict.fromkeys(routers, ())
    for row in rows:
        name, colon, rest = row.partition(":")
        is_named = bool(colon) and not set(name) & set('"/ ')
        if is_named and name not in found:
            raise PracticeError(f"'{row}': no router is called '{name}'", hint=f"There are {', '.join(routers)}.")
        fault = read_fault(rest if is_named else row)
        for each in (name,) if is_named else routers:
            found[each] = (*found[each], fault)
    return found


def _of_lines(reader: _Reader, fault: Fault) -> Fault:
    sign, text = reader.next("the beginning of a line, or a pattern,")
    if sign == '"':
        return replace(fault, beginning=text)
    pattern = read_pattern(text) if sign == "/" else None
    if pattern is None:
        raise reader.wrong(f"'{text}' is no line", hint='Lines are named by "BEGINNING", by /PATTERN/ or by line N.')
    return replace(fault, pattern=pattern)


def _count(reader: _Reader, what: str) -> int:
    word = reader.bare(what)
    count = number(word, 1)
    if count is None:
        raise reader.wrong(f"'{word}' is no number from 1 on")
    return count


_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}


def _seconds(reader: _Reader) -> float:
    word = reader.bare("a duration")
    digits = word.lstrip("+-")
    for unit, seconds in _UNITS.items():
        count = number(digits.removesuffix(unit), 0, 10_000_000) if digits.endswith(unit) else None
        if count is not None:
            return count * seconds * (-1 if word.startswith("-") else 1)
    raise reader.wrong(f"'{word}' is no duration", hint="Such as 200ms, 90s, 5min or 1h.")


def _text(reader: _Reader, fault: Fault) -> Fault:
    if fault.action.may_lack_text and not reader.is_next('"'):
        reader.has("syslog")
        return fault
    sign, text = reader.next("a text")
    if sign != '"':
        raise reader.wrong(f"'{text}' stands where a text in quotes is expected")
    return replace(fault, text=text.replace("\\n", "\n"))


def _byte(reader: _Reader, fault: Fault) -> Fault:
    return replace(fault, count=_count(reader, "the number of the byte")) if reader.has("at", "byte") else fault


def _user(reader: _Reader, fault: Fault) -> Fault:
    if not reader.has("by"):
        raise reader.wrong("who it is, is missing", hint=f"It is written: {fault.action.form}")
    return replace(fault, user=reader.bare("a user"))


def _word(reader: _Reader, fault: Fault, word: str) -> Fault:
    if not reader.has(word):
        raise reader.wrong(f"'{word}' is missing", hint=f"It is written: {fault.action.form}")
    return fault


_READS: dict[Takes, Callable[[_Reader, Fault], Fault]] = {
    Takes.TEXT: _text,
    Takes.BYTE: _byte,
    Takes.NUMBER: lambda reader, fault: replace(fault, count=_count(reader, "a number")),
    Takes.SECONDS: lambda reader, fault: replace(fault, seconds=_seconds(reader)),
    Takes.USER: _user,
    Takes.ALL: lambda reader, fault: _word(reader, fault, "full"),
    Takes.BUSY: lambda reader, fault: _word(reader, fault, "busy"),
    Takes.ANEW: lambda reader, fault: _word(reader, fault, "rotate"),
    Takes.SILENT: lambda reader, fault: _word(reader, fault, "silent"),
}
