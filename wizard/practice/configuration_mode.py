"""Configuration mode: a line that was typed there changes the running configuration."""

from collections.abc import Callable

from wizard.practice import status_texts, texts
from wizard.practice.beliefs import HIDDEN_DEFAULTS, VIRTUAL_REASSEMBLY, Beliefs
from wizard.practice.command_line import Misread, Wrong
from wizard.practice.configuration_grammar import GRAMMARS, ReadLine, read_line
from wizard.practice.configuration_lock import PROCESS, locked_out
from wizard.practice.configuration_log import log_command
from wizard.practice.configuration_tree import Lines, below, changed, find
from wizard.practice.dialogue import Dialogue
from wizard.practice.opening import open_mode
from wizard.practice.prompts import Opened
from wizard.practice.reference_rules import lack
from wizard.practice.removals import may_be_removed
from wizard.practice.session import Session
from wizard.practice.special_lines import handler_of
from wizard.practice.state import Touched
from wizard.practice.taking import with_line, without_line
from wizard.practice.weak_algorithms import Verdict, verdict, weak_word
from wizard.practice.wrong_lines import why_not


def configure(session: Session, line: str) -> Dialogue:
    """A line that was typed in configuration mode."""
    if locked_out(session):
        session.opened = None
        yield status_texts.PUSHED_BACK.of(process=PROCESS)
        return
    read = read_line(session.opened or (), line)
    if isinstance(read, Misread):
        yield why_not(session.prompt, line, read)
        return
    if read.meaning.leaves:
        yield from _leave_mode(session, read.meaning.leaves)
        return
    session.opened = read.opened
    judged = Verdict.TAKEN if read.negation else verdict(session.router, read.mode, read.text)
    if judged is Verdict.REFUSED:
        offset = line.find(weak_word(read.mode, read.text))
        yield why_not(session.prompt, line, Misread(wrong=Wrong.INVALID, offset=max(offset, 0)))
        return
    log_command(session, line.strip(" "), len(read.opened))
    yield from take(session, read)
    if judged is Verdict.WARNED:
        yield texts.WEAKER_ALGORITHM.text


def take(session: Session, read: ReadLine) -> Dialogue:
    """What a line that was read does."""
    router = session.router
    path = tuple(opened.header for opened in read.opened)
    if below(router.state.running, path) is None:
        # Somebody took the mode away that this login is in.
        session.opened = ()
        return
    if read.negation == "no" and read.mode == "global":
        may_go = yield from may_be_removed(session, read.text)
        if not may_go:
            return
    lacks = "" if read.negation else lack(router.state.running, read.mode, read.text)
    handler = handler_of(read)
    if lacks:
        yield lacks
    elif handler is not None:
        yield from handler(session, read)
    elif read.meaning.opens is not None and not read.negation:
        yield from _open(session, read)
    else:
        if (
            read.mode == "ikev2 policy"
            and not read.negation
            and find(below(router.state.running, path) or (), read.text)
        ):
            yield texts.SAME_PROPOSAL.text
        router.change(running=changed(router.state.running, path, _change(read, router.beliefs)))


def _change(read: ReadLine, beliefs: Beliefs) -> Callable[[Lines], Lines]:
    if read.negation:
        to_default, company_goes = read.negation == "default", beliefs[VIRTUAL_REASSEMBLY] == "goes"
        return lambda lines: without_line(lines, read.mode, read.text, to_default=to_default, company_goes=company_goes)
    shows_defaults = beliefs[HIDDEN_DEFAULTS] == "shown"
    return lambda lines: with_line(lines, read.mode, read.text, shows_defaults=shows_defaults)


def _open(session: Session, read: ReadLine) -> Dialogue:
    mode = read.meaning.opens
    if mode is None:
        return
    router = session.router
    path = tuple(opened.header for opened in read.opened)
    lines = below(router.state.running, path) or ()
    header, grown = open_mode(lines, read.mode, mode, read.text)
    if header is None:
        yield texts.INVALID_INPUT.text
        return
    is_new = find(lines, header) is None
    router.change(running=changed(router.state.running, path, lambda _: grown))
    session.opened = (*read.opened, Opened(mode=mode, header=header))
    if is_new and mode.name in texts.SAID_OF_A_NEW_ONE and " dynamic " not in header:
        yield texts.SAID_OF_A_NEW_ONE[mode.name].text


def _leave_mode(session: Session, word: str) -> Dialogue:
    if word == "end" or not session.opened:
        yield from leave(session)
    else:
        session.opened = session.opened[:-1]


def leave(session: Session) -> Dialogue:
    """What `end` does: back to exec mode."""
    router = session.router
    session.opened, session.holds_the_lock = None, False
    router.change(changed=Touched(at=router.time, by=session.user), times_configured=router.state.times_configured + 1)
    router.log(texts.CONFIGURED_BY.of(who=session.who))
    yield ""


def words_that_follow(session: Session, typed: str) -> tuple[str, ...]:
    """The keywords that can continue a line that is typed there."""
    opened = session.opened
    return GRAMMARS[opened[-1].mode.name if opened else "global"].following(typed)
