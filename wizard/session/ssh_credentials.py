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

from wizard.errors import ConnectError, LoginRejected
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.printable import printable
from wizard.session.reaching import LIBRARY_ERRORS, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """With what one logs in: one way, tried once."""

    user: str
    password: Secret | None = None
    key_file: str = ""
    """A private key; where neither it nor a password is given, the first key of the agent."""
    passphrase: Secret | None = None


def authenticate(transport: paramiko.Transport, host: Host, credentials: Credentials) -> None:
    try:
        if credentials.password is not None:
            _log_in_with_password(transport, credentials.user, credentials.password)
        else:
            _sign_as_the_router_does(transport)
            transport.auth_publickey(credentials.user, _key(host, credentials))
    except BadAuthenticationType as error:
        ways = printable(", ".join(error.allowed_types)) or "none"
        raise ConnectError(
            f"the router does not take this way of logging in; it takes {ways}",
            hint="Give a password where it wants one, a key where it wants that.",
            where=host.name,
        ) from error
    except AuthenticationException as error:
        raise LoginRejected(
            f"the router rejects the login of {credentials.user}",
            hint="Nothing is tried a second time, since routers lock users out. Try it by hand with ssh.",
            where=host.name,
        ) from error
    except (SSHException, *LIBRARY_ERRORS) as error:
        raise ConnectError(
            f"the connection ended while {credentials.user} logged in: {said(error)}",
            hint="The router may have had too many wrong logins, or its AAA servers do not answer.",
            where=host.name,
        ) from error
    if not transport.is_authenticated():
        raise ConnectError(
            "the router wants another step behind this login",
            hint="Two ways of logging in at once are not supported.",
            where=host.name,
        )


def _log_in_with_password(transport: paramiko.Transport, user: str, password: Secret) -> None:
    """By the password method, else by one question for a password that is not shown; any other is not answered."""
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


_PASSWORD = re.compile(r"\A\s*(?:\S+ )?[Pp]assword\s*:?\s*\Z")


def _sign_as_the_router_does(transport: paramiko.Transport) -> None:
    """A router whose own key signs with SHA-1 knows no other signature, and says so of none that it is sent."""
    if transport.host_key_type == "ssh-rsa":
        transport.disabled_algorithms = {
            **(transport.disabled_algorithms or {}),
            "pubkeys": ["rsa-sha2-512", "rsa-sha2-256"],
        }


def _key(host: Host, credentials: Credentials) -> paramiko.PKey:
    if not credentials.key_file:
        keys = paramiko.Agent().get_keys()
        if not keys:
            raise ConnectError(
                "there is neither a password nor a key to log in with",
                hint="Give a password, name a key in ssh_config (IdentityFile), or load one with ssh-add.",
                where=host.name,
            )
        return keys[0]
    passphrase = credentials.passphrase.reveal().encode("utf-8") if credentials.passphrase else None
    try:
        return paramiko.PKey.from_path(credentials.key_file, passphrase=passphrase)
    except (PasswordRequiredException, TypeError) as error:
        raise ConnectError(
            "the private key is encrypted, and no passphrase was given",
            hint="Give the passphrase, or load the key with ssh-add.",
            where=credentials.key_file,
        ) from error
    except (SSHException, ValueError, OSError) as error:
        raise ConnectError(
            f"the private key cannot be read: {said(error)}",
            hint="Name a private key in the form of OpenSSH or PEM.",
            where=credentials.key_file,
        ) from error
