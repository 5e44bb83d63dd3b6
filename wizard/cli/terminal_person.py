"""Whoever sits at the terminal, or has said on the command line what would be asked there."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wizard.cli.output import asked, given, is_terminal, shown_for_now, tell
from wizard.errors import EzError, LegacySshNeeded
from wizard.fetch.passwords import Passwords, passwords_of
from wizard.live.reading_routers import Progress
from wizard.model.secret import Secret
from wizard.parse.open_file import file_bytes
from wizard.push.preflight import Refusal
from wizard.sentence import Sentence, listed
from wizard.session.known_hosts import HostKeyUnknown
from wizard.site.toml_tables import table_of


class TerminalPerson:
    """A person at the terminal; what the options of a command say is not asked any more."""

    def __init__(self, arguments: Namespace) -> None:
        self._host_keys: Sequence[str] = arguments.host_keys or ()
        self._legacy: str = arguments.allow_legacy or ""
        self._asks_nothing: bool = getattr(arguments, "no_input", False)

    @property
    def is_there(self) -> bool:
        """Whether somebody is at all three streams, and may be asked."""
        return is_terminal() and not self._asks_nothing

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """The password that is typed, without being shown."""
        if instead_of_key:
            tell(str(instead_of_key))
        there = f"the jump host {where[0]}" if is_jump else listed(where)
        otherwise = "leave it out" if instead_of_key else "a key of the agent"
        return _typed(f"Password of {user} on {there} (empty: {otherwise}):")

    def passphrase(self, file: str) -> Secret | None:
        """The passphrase that is typed."""
        return _typed(f"Passphrase of {file} (empty: leave it out):")

    def enable(self, device: str) -> Secret | None:
        """The enable password that is typed."""
        return _typed(f"Enable password of {device} (empty: leave it out):") if self.is_there else None

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """What an option says of its fingerprint, else what is typed."""
        if self._host_keys or not self.is_there:
            is_given = unknown.key.fingerprint in self._host_keys
            if not is_given and not self.is_there:
                unknown.hint = (
                    "Compare it with what the router itself shows, then accept it with "
                    f"--host-key {unknown.key.fingerprint}: it is pinned for this site."
                )
            return is_given
        tell(str(unknown))
        answer = asked("Is it this router's key? [yes/no/fingerprint]:")
        # As OpenSSH takes it: `y` may have been typed for something else.
        while answer not in _NO | {_YES, unknown.key.fingerprint}:
            answer = asked("Please type yes, no, or the fingerprint:")
        return answer not in _NO

    def allows_legacy(self, needed: LegacySshNeeded) -> Sentence:
        """The reason that an option gives, else the one that is typed."""
        if self._legacy or not self.is_there:
            return self._legacy
        tell(str(needed))
        return asked("Why are they allowed for this router? (empty: they are not):")

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """What is typed for it."""
        question = f"Type the name of the router that is changed, {device}:"
        return asked(f"That is another name. {question}" if is_second_try else question)

    def allows_reload(self, device: str) -> bool:
        """Only by its option."""
        return False

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, Sentence]:
        """Only by its option: whoever reads a refusal types the command again, with what it accepts."""
        return {}


_YES = "yes"
_NO = {"no", ""}


def _typed(question: str) -> Secret | None:
    word = asked(question, hidden=True)
    return Secret(word) if word else None


def said_passwords(file: str | None) -> Passwords | None:
    """What a file says of passwords, or standard input; None where none is named."""
    if not file:
        return None
    where = "standard input" if file == "-" else file
    return passwords_of(table_of(given() if file == "-" else file_bytes(Path(file)), where), where)


@contextmanager
def reading_shown() -> Iterator[Progress]:
    """Shows in one line, that changes in place, which router is asked what."""
    with shown_for_now() as show:
        yield _in_one_line(show)


def _in_one_line(show: Callable[[str], None]) -> Progress:
    return lambda device, command: show(f"{device}: {command}" if device else "")
