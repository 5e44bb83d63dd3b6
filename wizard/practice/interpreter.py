"""What becomes of a line that was typed: a command of the mode that it was typed in, or the reason why it is none."""

from wizard.practice import texts
from wizard.practice.command_line import Misread, Wrong, words_of
from wizard.practice.configuration_mode import configure, leave, words_that_follow
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.every_command import PRIVILEGED, USER
from wizard.practice.exec_commands.row import Arguments, Run
from wizard.practice.line_settings import shows_load
from wizard.practice.output_filter import FILTERS, Pattern, filtered, read_pattern
from wizard.practice.saved_text import time_with_milliseconds
from wizard.practice.session import Session
from wizard.practice.wrong_lines import why_not


def interpret(session: Session, line: str) -> Dialogue:
    """The command that a line is in the mode of the session."""
    text = line.strip(" ")
    if not text or text.startswith("!"):
        return said("")
    if session.opened is None:
        return in_exec_mode(session, line)
    words = text.split(" ", 1)
    if words[0].lower() == "do" and len(words) == 2:
        # The caret stands below the word as it was typed, behind the `do`.
        return in_exec_mode(session, line.replace(words[0], "  ", 1))
    return configure(session, line)


def in_exec_mode(session: Session, line: str) -> Dialogue:
    """The exec command that a line is, behind the load and the time where the line shows them."""
    if not shows_load(session):
        return _command(session, line)
    return _behind_the_load(session, line)


def _behind_the_load(session: Session, line: str) -> Dialogue:
    router = session.router
    hears_ntp = any(line.text.startswith("ntp server ") for line in router.state.running)
    source = "Time source is NTP" if hears_ntp else "No time source"
    yield texts.LOAD.of(source=source, time=time_with_milliseconds(router.time))
    yield from _command(session, line)


def _command(session: Session, line: str) -> Dialogue:
    typed, bar, rest = line.partition(" |")
    grammar = PRIVILEGED if session.is_privileged else USER
    read = grammar.read(typed if bar else line)
    if isinstance(read, Misread):
        return said(_why_not(session, line, read))
    if not bar:
        return read.meaning(session, read.arguments)
    return _filtered(session, read.meaning, read.arguments, rest)


def _filtered(session: Session, run: Run, arguments: Arguments, rest: str) -> Dialogue:
    kind, _, text = rest.strip(" ").partition(" ")
    kinds = [name for name in FILTERS if kind and name.startswith(kind.lower())]
    pattern = read_pattern(text.strip(" "))
    if len(kinds) != 1 or not text:
        return said(texts.INCOMPLETE.text)
    if pattern is None:
        return said(texts.BAD_FILTER.text)
    return _only_rows(run(session, arguments), kinds[0], pattern)


def _only_rows(dialogue: Dialogue, kind: str, pattern: Pattern) -> Dialogue:
    """What a command prints, filtered; a command that asks is asked without an answer."""
    yield filtered("".join(text for text in dialogue if isinstance(text, str)), kind, pattern)


def _why_not(session: Session, line: str, misread: Misread) -> str:
    words = [word for _, word in words_of(line)]
    if misread.wrong is Wrong.INVALID and len(words) == 1:
        word = words[0]
        return texts.TRANSLATING.of(word=word) + texts.UNKNOWN_COMMAND.text
    return why_not(session.prompt, line, misread)


def help_on(session: Session, typed: str) -> tuple[str, ...]:
    """The words that may follow what was typed."""
    if session.opened is not None:
        return words_that_follow(session, typed)
    return (PRIVILEGED if session.is_privileged else USER).following(typed)


def leave_configuration(session: Session) -> Dialogue:
    """What `end` does."""
    return leave(session)
