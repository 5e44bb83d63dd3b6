"""What a router says before it takes something away: no, or are you sure."""

from collections.abc import Callable, Generator
from typing import TypeAlias

from wizard.practice import texts
from wizard.practice.beliefs import FLEXVPN_CLIENT_IN_USE, NAT_RULE_IN_USE, OBJECT_IN_USE
from wizard.practice.configuration_tree import find, named_by
from wizard.practice.dialogue import YES, Question, Reads
from wizard.practice.reference_rules import refusal
from wizard.practice.session import Session
from wizard.practice.translations import is_in_use, is_up

Asking: TypeAlias = Generator[str | Question, str, bool]
"""A dialogue that ends in yes or no."""


def _translation(session: Session, text: str) -> Asking:
    running = session.router.state.running
    believed = session.router.beliefs[NAT_RULE_IN_USE]
    rules = [line.text for line in named_by(running, text)]
    router = session.router
    used = any(is_in_use(running, rule) or router.network.translates_by(router, rule) for rule in rules)
    if not used or believed == "removed":
        return True
    if believed == "asks":
        return (yield Question(text=texts.NAT_ASKS.text)).lower().startswith("y")
    yield texts.NAT_IN_USE.text
    return False


def _user(session: Session, text: str) -> Asking:
    if not named_by(session.router.state.running, " ".join(text.split(" ")[:2])):
        return True
    return (yield Question(text=texts.USER_REMOVAL.text, reads=Reads.KEY)) == YES


def _trustpoint(session: Session, text: str) -> Asking:
    """One that has certificates takes them with it, and asks."""
    router = session.router
    name = text.split(" ")[3]
    chain = f"crypto pki certificate chain {name}"
    if find(router.state.running, f"crypto pki trustpoint {name}") is None:
        yield texts.NO_SUCH_TRUSTPOINT.of(name=name)
        return False
    if find(router.state.running, chain) is None or find(router.state.running, text) is None:
        return True
    if not (yield Question(text=texts.TRUSTPOINT_REMOVAL.text)).lower().startswith("y"):
        return False
    router.change(running=tuple(line for line in router.state.running if line.text != chain))
    yield texts.TRUSTPOINT_REMOVED.text
    return True


def _chain(session: Session, text: str) -> Asking:
    """The certificates of a trustpoint."""
    if find(session.router.state.running, text) is None:
        return True
    yield texts.CHAIN_REMOVAL.of(name=text.split(" ")[-1])
    return (yield Question(text=texts.SURE.text)).lower().startswith("y")


def _flexvpn_client(session: Session, text: str) -> Asking:
    router = session.router
    block = find(router.state.running, text)
    tunnel = block.argument("client connect") if block else ""
    if router.beliefs[FLEXVPN_CLIENT_IN_USE] == "refused" and tunnel and is_up(router.state.running, tunnel):
        yield texts.STILL_IN_USE.of(what="crypto ikev2 client flexvpn", name=text.split(" ")[-1])
        return False
    return True


REMOVALS: tuple[tuple[str, Callable[[Session, str], Asking]], ...] = (
    ("ip nat inside source ", _translation),
    ("username ", _user),
    ("crypto pki trustpoint ", _trustpoint),
    ("crypto pki certificate chain ", _chain),
    ("crypto ikev2 client flexvpn ", _flexvpn_client),
)
"""What the line behind `no` begins with, and who is asked."""


def may_be_removed(session: Session, text: str) -> Asking:
    """Whether the line behind a `no` goes; what is to be said of it is said."""
    router = session.router
    refused = refusal(router.state.running, text) if router.beliefs[OBJECT_IN_USE] == "refused" else ""
    if refused:
        yield refused
        return False
    for beginning, ask in REMOVALS:
        if text.startswith(beginning):
            return (yield from ask(session, text))
    return True
