"""Lines of configuration that do more than to stand there, one function each."""

from collections.abc import Callable
from typing import TypeAlias

from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.practice import texts
from wizard.practice.beliefs import TYPED_CARET_C
from wizard.practice.configuration_grammar import ReadLine
from wizard.practice.configuration_text import BANNERS, opens_certificate
from wizard.practice.configuration_tree import changed, find, named_by, put, without
from wizard.practice.dialogue import Dialogue, Question
from wizard.practice.interface_names import can_be_removed, header_of, interface_name
from wizard.practice.list_numbering import (
    entry_of,
    has_number,
    numbered_header,
    resequenced,
    with_entry,
    with_prefix,
    without_entry,
)
from wizard.practice.pki.enrolment import authenticate, enroll, generate_key, import_certificate
from wizard.practice.session import Session
from wizard.practice.taking import with_line

Handler: TypeAlias = Callable[[Session, ReadLine], Dialogue]


def _numbered_list(session: Session, read: ReadLine) -> Dialogue:
    """`access-list 101 permit ...` adds an entry; its `no` takes the whole list away, whatever follows the number."""
    _, counted, rest = (*read.text.split(" ", 2), "")[:3]
    header = numbered_header(counted)
    router = session.router
    if read.negation:
        router.change(running=without(router.state.running, named_by(router.state.running, header)))
        return
    entry = entry_of(header, rest)
    if entry is None or entry.number is not None:
        yield texts.INVALID_INPUT.text
        return
    lines = router.state.running
    lines = lines if find(lines, header) else put(lines, Line(header))
    router.change(running=changed(lines, (header,), lambda entries: with_entry(header, entries, entry)))


def _entry(session: Session, read: ReadLine) -> Dialogue:
    """A line below `ip access-list` or `ipv6 access-list`."""
    router = session.router
    path = tuple(opened.header for opened in read.opened)
    header = path[-1]
    if read.negation:
        router.change(
            running=changed(router.state.running, path, lambda lines: without_entry(header, lines, read.text))
        )
        return
    entry = entry_of(header, read.text)
    if entry is None:
        yield texts.INCOMPLETE.text
        return
    there = find(router.state.running, header)
    if there is not None and has_number(header, there.children, entry.number):
        yield texts.DUPLICATE_NUMBER.text
        return
    router.change(running=changed(router.state.running, path, lambda lines: with_entry(header, lines, entry)))


def _resequence(session: Session, read: ReadLine) -> Dialogue:
    words = read.text.split(" ")
    start, step = (number(word, 1) for word in (*words[4:6], "10", "10")[:2])
    router = session.router
    for line in router.state.running:
        name = line.text.split(" ")[-1]
        if line.text.startswith("ip access-list ") and name == words[3] and start and step:
            numbered = line._replace(children=resequenced(line.text, line.children, start, step))
            router.change(running=tuple(numbered if other is line else other for other in router.state.running))
            return
    yield ""


def _named_list(session: Session, read: ReadLine) -> Dialogue:
    """`no ip access-list extended NAME`, the only line of this beginning that opens nothing."""
    router = session.router
    router.change(running=without(router.state.running, named_by(router.state.running, read.text)))
    yield ""


def _prefix_list(session: Session, read: ReadLine) -> Dialogue:
    router = session.router
    if read.negation:
        router.change(running=without(router.state.running, named_by(router.state.running, read.text)))
    else:
        router.change(running=with_prefix(router.state.running, read.text))
    yield ""


def _interface(session: Session, read: ReadLine) -> Dialogue:
    """`no interface` and `default interface`."""
    router = session.router
    name = interface_name(read.text.split(" ", 1)[1])
    if name is None:
        yield texts.INVALID_INPUT.text
        return
    lines = router.state.running
    header = header_of(lines, name)
    if read.negation == "no" and not can_be_removed(name):
        yield texts.PHYSICAL_INTERFACE.text
    elif read.negation == "no":
        router.change(running=tuple(line for line in lines if line.text != header))
    else:
        bare = (Line("no ip address"), *(() if can_be_removed(name) else (Line("shutdown"),)))
        router.change(running=changed(lines, (header,), lambda _: bare))
        yield texts.DEFAULT_INTERFACE.of(name=name)


def _new_model(session: Session, read: ReadLine) -> Dialogue:
    """`aaa new-model` takes `login` away from the lines; its `no` takes every `aaa` line with it."""
    router = session.router
    lines = router.state.running
    if read.negation:
        lines = tuple(line for line in lines if not line.text.startswith("aaa "))
        router.change(running=put(lines, Line("no aaa new-model")))
        return
    lines = with_line(lines, "global", read.text)
    router.change(running=tuple(_without_login(line) if line.text.startswith("line ") else line for line in lines))
    yield ""


def _without_login(line: Line) -> Line:
    return line._replace(
        children=tuple(child for child in line.children if child.text not in ("login", "login local", "no login"))
    )


def _banner(session: Session, read: ReadLine) -> Dialogue:
    """A banner goes on until the character that it begins with comes again."""
    router = session.router
    path = tuple(opened.header for opened in read.opened)
    kind, rest = _kind_of_banner(read)
    if read.negation:
        router.change(running=changed(router.state.running, path, lambda lines: without(lines, named_by(lines, kind))))
        return
    if not rest:
        yield texts.INCOMPLETE.text
        return
    size = 2 if rest.startswith("^C") and router.beliefs[TYPED_CARET_C] == "end-sign" else 1
    end, rows = rest[:size], [rest[size:]]
    if end not in rows[0]:
        yield texts.ENTER_BANNER.of(end=end)
    while end not in rows[-1]:
        rows.append((yield Question(text="", is_body=True)))
    rows[-1] = rows[-1].partition(end)[0] + "^C"
    line, verbatim = f"{kind} ^C{rows[0]}", tuple(rows[1:])
    router.change(
        running=changed(router.state.running, path, lambda lines: with_line(lines, read.mode, line, verbatim))
    )


def _kind_of_banner(read: ReadLine) -> tuple[str, str]:
    """The words that name the banner, and what is typed behind them."""
    _, kind, rest = (*read.text.split(" ", 2), "", "")[:3]
    if read.mode != "global":
        return "banner", read.text.partition(" ")[2]
    return (f"banner {kind}", rest) if kind in BANNERS else ("banner motd", read.text.partition(" ")[2])


def _certificate(session: Session, read: ReadLine) -> Dialogue:
    """The digits of a certificate, up to `quit`; one that names a file of NVRAM has none."""
    router = session.router
    path = tuple(opened.header for opened in read.opened)
    if read.negation:
        router.change(
            running=changed(router.state.running, path, lambda lines: without(lines, named_by(lines, read.text)))
        )
        return
    rows: list[str] = []
    while opens_certificate(read.text):
        row = yield Question(text=session.prompt_of("config-pki-hexmode"), is_body=True)
        if row.strip() == "quit":
            break
        if row.strip():
            rows.append(f"  {row.strip()}")
    verbatim = (*rows, "  \tquit") if rows else ()
    router.change(
        running=changed(router.state.running, path, lambda lines: with_line(lines, read.mode, read.text, verbatim))
    )


SPECIAL: tuple[tuple[str, str, Handler], ...] = (
    ("global", "access-list ", _numbered_list),
    ("access list", "", _entry),
    ("ipv6 access list", "", _entry),
    ("global", "ip access-list resequence ", _resequence),
    ("global", "ip prefix-list ", _prefix_list),
    ("global", "ipv6 prefix-list ", _prefix_list),
    ("global", "aaa new-model", _new_model),
    ("global", "banner ", _banner),
    ("isakmp group", "banner ", _banner),
    ("certificate chain", "certificate ", _certificate),
    ("global", "crypto key ", generate_key),
    ("global", "crypto pki authenticate ", authenticate),
    ("global", "crypto pki enroll ", enroll),
    ("global", "crypto pki import ", import_certificate),
)
"""Mode, what the line begins with, and what it does."""

SPECIAL_REMOVALS: tuple[tuple[str, str, Handler], ...] = (
    ("global", "interface ", _interface),
    ("global", "ip access-list ", _named_list),
    ("global", "ipv6 access-list ", _named_list),
)
"""The same of lines that are special behind `no` and `default` alone."""


def handler_of(read: ReadLine) -> Handler | None:
    """What a line does besides standing there, None where that is all."""
    rows = (*SPECIAL, *SPECIAL_REMOVALS) if read.negation else SPECIAL
    for mode, beginning, handler in rows:
        if mode == read.mode and read.text.startswith(beginning):
            return handler
    return None
