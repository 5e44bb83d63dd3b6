"""The exceptions of ez2flex: our failure to work, never a defect of the user's network (that is a Finding).

EzError
  SourceError      a configuration cannot be read (file, line)
    NotEzvpn       nothing to migrate in it
  ReleaseError     a release that cannot be placed
  AnswerError      an answer outside its choices, or two that contradict
  StillOpen        an answer that is needed here and that nobody has given
  SiteError        a site folder that cannot be read or written
    JournalError   what was written down of a router cannot be read, or no more can be written
    SiteRefused    one that is left alone: no site of ours, or not to be written now
      SiteLocked   another program writes it
      SiteChanged  somebody changed a file of it since it was read
  SourceErrors     several configurations that cannot be read, reported together
  RehearsalError   a rehearsal that could not be carried out; nothing is known of the plan
  PracticeError    a practice router that cannot be set up so
  OutputError      what was asked for cannot be written to standard output
  RouterError      a router that cannot be talked to, or does not answer as it must
    ConnectError   one that is not reached, not trusted, or that lets nobody in
      NotReached       a router to which there is no way: another address may lead to it
      HostKeyUnknown   a router whose host key is not pinned yet (wizard.session.known_hosts)
      LegacySshNeeded  a router that has weak SSH algorithms alone
      LoginRejected    a router that rejects a user
      LoginEnded       a connection that ended, or went silent, before the router said whether it lets a user in
      CredentialsNeeded  a router that takes no login of the kind that was tried
      PassphraseNeeded a private key that is encrypted
      EnableNeeded     a router that lets a user in without privileged mode
    ConnectionLost a connection that ended
    Refused        a line that the router rejects
      RouterBusy   one that it cannot do now
    PushRefused    a line that is not sent, because something that must hold does not
    Surprise       an answer that is on no list
"""

from wizard.printable import printable
from wizard.sentence import Sentence


class EzError(Exception):
    """What happened, where, and what to do; `where` grows outward as the error travels."""

    def __init__(self, message: Sentence, *, hint: Sentence = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        # A line break in the name of a file does not begin a line of ours.
        text = f"{printable(self.where)}: {self.message}" if self.where else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class SourceError(EzError):
    """A configuration cannot be read; `where` is `file` or `file:line`."""


class NotEzvpn(SourceError):
    """A configuration that can be read and has no EzVPN to migrate."""


class ReleaseError(EzError):
    """A release that cannot be placed among the releases of IOS and IOS-XE."""


class AnswerError(EzError):
    """An answer outside its choices, or two that contradict."""


class StillOpen(EzError):
    """An answer that is needed here and that nobody has given; `keys` as they are typed."""

    def __init__(self, *keys: str) -> None:
        super().__init__(f"still open: {', '.join(keys)}", hint="Answer it, in the wizard or with --set KEY=VALUE.")
        self.keys = keys


class SiteError(EzError):
    """A site folder that cannot be read or written."""


class JournalError(SiteError):
    """What was written down of a router cannot be read, or no more can be written; `where` is `file` or `file:line`."""


class SiteRefused(SiteError):
    """A folder that is left as it is: no site of ours, or one that is not to be written now."""


class SiteLocked(SiteRefused):
    """Another program writes the site."""


class SiteChanged(SiteRefused):
    """Files of the site were changed since they were read; `names` as they stand below its folder."""

    def __init__(self, names: tuple[str, ...], *, hint: Sentence, where: str) -> None:
        verb = "was" if len(names) == 1 else "were"
        super().__init__(f"{', '.join(names)} {verb} changed by somebody else meanwhile", hint=hint, where=where)
        self.names = names


class SourceErrors(EzError):
    """Several configurations that cannot be read, reported together."""

    def __init__(self, errors: tuple[SourceError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class RehearsalError(EzError):
    """A rehearsal that could not be carried out; nothing is known of the plan."""


class PracticeError(EzError):
    """A practice router that cannot be set up so: a belief or a fault that there is not."""


class OutputError(EzError):
    """What was asked for cannot be written to standard output."""


class RouterError(EzError):
    """A router that cannot be talked to, or does not answer as it must; `where` is its name."""


class ConnectError(RouterError):
    """A router that is not reached, not trusted, or that lets nobody in."""


class NotReached(ConnectError):
    """There is no way to a router at that address; nothing was sent to it."""


class LegacySshNeeded(ConnectError):
    """A router has weak SSH algorithms alone, which nobody has allowed for it."""


class LoginRejected(ConnectError):
    """A router rejects a user with what proves who they are; nothing is tried a second time."""


class EnableRejected(ConnectError):
    """A router does not let a user into privileged mode; nothing is tried a second time."""


class HostKeyChanged(ConnectError):
    """A router shows another host key than the one that is pinned; no password was sent, and nothing is tried again."""


class LoginEnded(ConnectError):
    """Nobody knows whether a router would have let a user in: the connection ended, or no answer came."""


class CredentialsNeeded(ConnectError):
    """There is nothing to log in with, or the router takes another way of logging in; no login was rejected."""


class PassphraseNeeded(ConnectError):
    """The private key is encrypted, and its passphrase was not given; `where` is its file."""


class EnableNeeded(ConnectError):
    """A router lets a user in without privileged mode, and no enable password was given."""


class ConnectionLost(RouterError):
    """The connection to a router ended; what it did with the last line is not known."""


class CutOff(ConnectionLost):
    """A router did not show a text to its end; it may be asked once more, and of what it is nothing is known."""


class Refused(RouterError):
    """The router rejects a line."""


class RouterBusy(Refused):
    """A command that the router cannot do now; the same one may be typed once more."""


class PushRefused(RouterError):
    """A line is not sent, because something that must hold does not."""


class Surprise(RouterError):
    """The router answers what is on no list; nothing more is typed but what finds its prompt again."""
