"""How the program ends: with what the work says, with a sentence about an error, or because it was asked to end."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from wizard.cli.exit_codes import NOTHING_SENT, OF_ROUTERS, Exit
from wizard.cli.output import finish, open_streams, tell
from wizard.errors import (
    AnswerError,
    EzError,
    OutputError,
    RehearsalError,
    ReleaseError,
    SiteError,
    SiteRefused,
    SourceError,
    SourceErrors,
    StillOpen,
)
from wizard.sentence import Sentence


class Ended(BaseException):
    """This process was asked to end by a signal; like KeyboardInterrupt, nothing but the last place catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ended_by(number: int, holds: Sentence = NOTHING_SENT) -> int:
    """Says which signal ended the program, and gives the exit code that a shell gives for it."""
    tell(f"ez2flex: ended by {signal.Signals(number).name}; {holds}")
    return 128 + number


def carried_out(work: Callable[[], int], holds: Sentence = NOTHING_SENT) -> int:
    """The exit code of the work; whatever happens is a sentence, and all that was written is out."""
    open_streams()
    try:
        with _endable() as received:
            code = attempted(work, received, holds)
            finished = attempted(_finished, received, holds)
            # Where a router stands is more than that nobody could be told.
            return code if code in OF_ROUTERS else finished or code
    except Ended as ended:
        with suppress(OutputError):
            finish()
        return ended_by(ended.number, holds)


def _finished() -> Exit:
    finish()
    return Exit.DONE


def signals() -> tuple[signal.Signals, ...]:
    """Those that ask a program to end because it is stopped or its terminal is gone, but for what is ignored."""
    every = [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGTERM, signal.SIGHUP]
    # `nohup` starts a program with SIGHUP ignored, and means it.
    return tuple(asked for asked in every if signal.getsignal(asked) is not signal.SIG_IGN)


def hold_signals() -> None:
    """Lets every request to end wait until `pass_signals`, for a stretch of work that cannot be unwound."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, (*signals(), signal.SIGINT))


def pass_signals() -> None:
    """Lets requests to end come in again, those first that have waited."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGHUP, signal.SIGINT))


_APART = 1.0
"""Seconds after which another signal is another request: a terminal that closes sends several at once."""


@contextmanager
def _endable() -> Iterator[list[int]]:
    """Lets a request to end the process unwind it, so that nothing is left half done; the signals that came."""
    # Python lets no other thread answer signals.
    asked = signals() if threading.current_thread() is threading.main_thread() else ()
    received: list[int] = []
    last = -_APART

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal last
        before, last = last, time.monotonic()
        if last - before >= _APART:
            received.append(number)
            raise Ended(number)

    before = [signal.signal(signal_number, end) for signal_number in asked]
    try:
        yield received
    finally:
        for signal_number, handler in zip(asked, before, strict=True):
            signal.signal(signal_number, handler)


def attempted(work: Callable[[], int], received: Sequence[int] = (), holds: Sentence = NOTHING_SENT) -> int:
    """The exit code of the work, whatever happens but for a signal; `received` are those that came meanwhile."""
    try:
        return work()
    except EzError as error:
        tell(f"ez2flex: {error}")
        return _exit_of(error)
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        tell(f"ez2flex: {where}{error.strerror or error}\n  Mend that and run the command again.")
        return Exit.SOURCE
    except KeyboardInterrupt:
        tell(f"ez2flex: interrupted; {holds}")
        return Exit.REFUSED
    except Exception as error:  # noqa: BLE001 - the last place that can turn a bug into a sentence
        if received:
            # Python wraps an exception, whatever it is, that comes while a class is made.
            raise Ended(received[-1]) from None
        return bug(error, holds)


_EXITS: tuple[tuple[type[EzError], Exit], ...] = (
    (SourceError, Exit.SOURCE),
    (SourceErrors, Exit.SOURCE),
    (SiteRefused, Exit.REFUSED),
    (SiteError, Exit.SOURCE),
    (OutputError, Exit.SOURCE),
    (StillOpen, Exit.REFUSED),
    (RehearsalError, Exit.REFUSED),
    (AnswerError, Exit.USAGE),
    (ReleaseError, Exit.USAGE),
)


def _exit_of(error: EzError) -> Exit:
    return next((code for kind, code in _EXITS if isinstance(error, kind)), Exit.USAGE)


def bug(error: BaseException, holds: Sentence = NOTHING_SENT) -> Exit:
    """Says that ez2flex itself is wrong, and where; what the error says only to whoever asks for it."""
    import traceback

    if os.environ.get("EZ2FLEX_DEBUG"):
        tell("".join(traceback.format_exception(error)))
    frames = traceback.extract_tb(error.__traceback__)
    # Never the error's text, which may hold a line of a configuration.
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119 - a name only
    tell(
        f"ez2flex: a bug of ours: {type(error).__name__} in {where}; {holds}.\n"
        "  Run it again with EZ2FLEX_DEBUG=1 and report what it prints, without keys and passwords."
    )
    return Exit.BUG
