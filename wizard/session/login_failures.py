"""The ways in which a login fails: rows, each with what is said of it and what to do."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from typing import NamedTuple

from paramiko.ssh_exception import (
    AuthenticationException,
    BadAuthenticationType,
    PasswordRequiredException,
    SSHException,
)

from wizard.errors import ConnectError, CredentialsNeeded, LoginEnded, LoginRejected, NotReached, PassphraseNeeded
from wizard.model.host import Host
from wizard.printable import printable
from wizard.sentence import Sentence

CONNECT_SECONDS = 20.0
"""For each of the steps until the router has let one in."""
LOGIN_SECONDS = 60.0
"""For the answer to a password: a router asks its AAA servers one after the other."""

LIBRARY_ERRORS = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)
"""What the code below a session raises at bytes that are no SSH; a router's bytes are never a bug of ours."""

_FAILING = (SSHException, *LIBRARY_ERRORS)


class Step(Enum):
    """How far a login has come."""

    REACHING = auto()
    TUNNEL = auto()
    SPEAKING = auto()
    KEY_FILE = auto()
    LOGIN = auto()
    TERMINAL = auto()


class NotAnswered(Exception):
    """No answer came to a login in time."""


class WithoutCredentials(Exception):
    """There is nothing to log in with."""


class LoginFailure(NamedTuple):
    """One way in which a login fails, known by the step and by what the library raises there."""

    step: Step
    raised: tuple[type[BaseException], ...]
    what: Sentence
    """With {place}, {address}, {user}, {through} and {said} for what they are."""
    hint: Sentence
    error: type[ConnectError] = ConnectError


LOGIN_FAILURES = (
    LoginFailure(
        Step.REACHING,
        (socket.gaierror, UnicodeError),
        "this machine knows no address of {address}",
        "Give an address in hosts.toml, or reach it through a jump host.",
        NotReached,
    ),
    LoginFailure(
        Step.REACHING,
        (ConnectionRefusedError,),
        "{place} refuses the connection",
        "SSH is not on there (`ip ssh version 2`, `transport input ssh`), or another address is meant.",
        NotReached,
    ),
    LoginFailure(
        Step.REACHING,
        (TimeoutError,),
        f"{{place}} does not answer within {CONNECT_SECONDS:.0f} seconds",
        "A filter on the way drops it, the router is down, or it is reached through a jump host alone.",
        NotReached,
    ),
    LoginFailure(
        Step.REACHING,
        _FAILING,
        "there is no way to {place}: {said}",
        "Look at this machine's routes and its VPN.",
        NotReached,
    ),
    LoginFailure(
        Step.TUNNEL,
        _FAILING,
        "the jump host {through} does not reach {place}",
        "It says: {said}.",
        NotReached,
    ),
    LoginFailure(
        Step.SPEAKING,
        _FAILING,
        "{place} takes the connection and then does not speak SSH: {said}",
        "All its lines may be in use, `ip ssh maxstartups` may be reached, or an `access-class` shuts us out.",
    ),
    LoginFailure(
        Step.KEY_FILE,
        (PasswordRequiredException,),
        "the private key is encrypted, and no passphrase was given",
        "Give the passphrase, or load the key with ssh-add.",
        PassphraseNeeded,
    ),
    LoginFailure(
        Step.KEY_FILE,
        _FAILING,
        "the private key cannot be read: {said}",
        "Name a private key in the form of OpenSSH or PEM; a wrong passphrase does not open it either.",
    ),
    LoginFailure(
        Step.LOGIN,
        (WithoutCredentials,),
        "there is neither a password nor a key to log in with",
        "Give a password, name a key in ssh_config (IdentityFile), or load one with ssh-add.",
        CredentialsNeeded,
    ),
    LoginFailure(
        Step.LOGIN,
        (BadAuthenticationType,),
        "the router does not take this way of logging in; it takes {said}",
        "Give a password where it wants one, a key where it wants that.",
        CredentialsNeeded,
    ),
    LoginFailure(
        Step.LOGIN,
        (NotAnswered,),
        f"no answer came to the login of {{user}} within {LOGIN_SECONDS:.0f} seconds",
        "Its AAA servers may not answer. Whether the login counts as a wrong one is not known.",
        LoginEnded,
    ),
    LoginFailure(
        Step.LOGIN,
        (AuthenticationException,),
        "the router rejects the login of {user}",
        "Nothing is tried a second time, since routers lock users out. Try it by hand with ssh.",
        LoginRejected,
    ),
    LoginFailure(
        Step.LOGIN,
        _FAILING,
        "the connection ended while {user} logged in: {said}",
        "The router may have had too many wrong logins, or its AAA servers do not answer.",
        LoginEnded,
    ),
    LoginFailure(
        Step.TERMINAL,
        _FAILING,
        "the router lets one in and gives no terminal line: {said}",
        "All its lines may be in use (`show users`), or `aaa authorization exec` allows the user none.",
    ),
)
"""The first row of a step that fits is said."""


@contextmanager
def failing_at(step: Step, host: Host, *, user: str = "", through: str = "", where: str = "") -> Iterator[None]:
    """What the library raises inside becomes the ConnectError of its row; what is one already stays as it is."""
    try:
        yield
    except ConnectError:
        raise
    except Exception as error:
        row = next((row for row in LOGIN_FAILURES if row.step is step and isinstance(error, row.raised)), None)
        if row is None:
            raise
        words = {
            "place": f"{host.address} on port {host.port}",
            "address": host.address,
            "user": user,
            "through": through,
            "said": said(error),
        }
        raise row.error(
            row.what.format_map(words), hint=row.hint.format_map(words), where=where or host.name
        ) from error


LONGEST_SAID = 200
"""The characters of a library's words; in them may be what a router sent."""


def said(error: BaseException) -> Sentence:
    """What a library says of an error, as one line that a terminal may have."""
    if isinstance(error, BadAuthenticationType):
        return _short(", ".join(error.allowed_types)) or "none"
    return _short(str(getattr(error, "strerror", None) or error)).rstrip(".") or type(error).__name__


def _short(text: str) -> str:
    line = printable(text)
    return line if len(line) <= LONGEST_SAID else f"{line[:LONGEST_SAID]}..."
