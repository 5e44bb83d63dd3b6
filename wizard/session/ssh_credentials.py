"""Proving to a router who one is: one way, tried once."""

import re
from dataclasses import dataclass

import paramiko
from paramiko.ssh_exception import (
    AuthenticationException,
    BadAuthenticationType,
    PasswordRequiredException,
    SSHException,
)

from wizard.errors import ConnectError
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.session.login_failures import NotAnswered, Step, WithoutCredentials, failing_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """With what one logs in: one way, tried once."""

    user: str
    password: Secret | None = None
    key_file: str = ""
    """A private key; where neither it nor a password is given, the first key of the agent."""
    passphrase: Secret | None = None


def authenticate(transport: paramiko.Transport, host: Host, credentials: Credentials) -> None:
    user = credentials.user
    key = None if credentials.password else _key(host, credentials)
    with failing_at(Step.LOGIN, host, user=user):
        try:
            if key is None:
                _log_in_with_password(transport, user, credentials.password)
            else:
                _sign_as_the_router_does(transport)
                transport.auth_publickey(user, key)
        except BadAuthenticationType:
            raise
        except AuthenticationException as error:
            # The library says the same of a rejection, of a line that ended and of one that stays silent.
            if not _is_rejected(transport):
                raise (NotAnswered() if transport.is_active() else EOFError("it hung up")) from error
            raise
    if not transport.is_authenticated():
        raise ConnectError(
            "the router wants another step behind this login",
            hint="Two ways of logging in at once are not supported.",
            where=host.name,
        )


def _is_rejected(transport: paramiko.Transport) -> bool:
    """Whether the router said no: it is then that the name of the user is forgotten."""
    return transport.auth_handler is not None and transport.auth_handler.get_username() is None


def _log_in_with_password(transport: paramiko.Transport, user: str, password: Secret | None) -> None:
    """By the password method, else by one question for a password that is not shown; any other is not answered."""
    if password is None:
        raise WithoutCredentials
    try:
        transport.auth_password(user, password.reveal(), fallback=False)
    except BadAuthenticationType as error:
        if "keyboard-interactive" not in error.allowed_types:
            raise
        asked = 0

        def answer(_title: str, _instructions: str, fields: list[tuple[str, bool]]) -> list[str]:
            nonlocal asked
            asked += len(fields)
            if not fields:
                return []
            ((question, is_shown),) = fields
            if asked > 1 or is_shown or not _PASSWORD.search(question):
                raise SSHException(f"it asks {question!r}, which is no question for this password")
            return [password.reveal()]

        transport.auth_interactive(user, answer)


_PASSWORD = re.compile(r"\A\s{0,9}(?:\S{1,80} )?[Pp]assword\s{0,9}:?\s{0,9}\Z")


def _sign_as_the_router_does(transport: paramiko.Transport) -> None:
    """A router whose own key signs with SHA-1 knows no other signature, and says so of none that it is sent."""
    if transport.host_key_type == "ssh-rsa":
        transport.disabled_algorithms = {
            **(transport.disabled_algorithms or {}),
            "pubkeys": ["rsa-sha2-512", "rsa-sha2-256"],
        }


def _key(host: Host, credentials: Credentials) -> paramiko.PKey | None:
    """The private key that is named, or the first of the agent; nothing without one."""
    if not credentials.key_file:
        return next(iter(paramiko.Agent().get_keys()), None)
    passphrase = credentials.passphrase.reveal().encode("utf-8") if credentials.passphrase else None
    with failing_at(Step.KEY_FILE, host, where=credentials.key_file):
        try:
            return paramiko.PKey.from_path(credentials.key_file, passphrase=passphrase)
        except TypeError as error:
            # That is how the library below says of most keys that they are encrypted.
            raise PasswordRequiredException if passphrase is None else ValueError(error) from error
