"""The only writer to standard output and standard error, and with `typed_lines` the only reader of standard input."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO, TextIOWrapper
from shutil import get_terminal_size
from typing import TextIO

from wizard.encoding import readable
from wizard.errors import AnswerError, OutputError
from wizard.printable import printable, printable_lines


class _Closed(StringIO):
    """What stands for a stream that was closed before the program began, since libraries expect one."""

    def write(self, text: str) -> int:
        return len(text)


def open_streams() -> None:
    """Lets text in any alphabet pass a terminal that cannot show it, and no file take the place of a closed stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The next file to be opened would get this number, and whatever the system prints would land in it.
            os.open(os.devnull, os.O_RDWR)
    sys.stdout, sys.stderr = sys.stdout or _Closed(), sys.stderr or _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def is_terminal() -> bool:
    """Whether a person is at all three streams."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def data(text: str) -> None:
    """Writes what the command was asked for, in a form that does nothing to a terminal."""
    printable_text = printable_lines(text if text.endswith("\n") or not text else f"{text}\n")
    _on_output(lambda stream: stream.write(printable_text))


def at_once(text: str) -> None:
    """Writes what somebody waits for, without a line end of its own: a prompt, and the lines before it."""
    shown = "\n".join(map(printable, text.split("\n")))

    def write(stream: TextIO) -> None:
        stream.write(shown)
        stream.flush()

    _on_output(write)


def data_json(value: object) -> None:
    """Writes it for a machine, in ASCII, so that no encoding can spoil it."""
    import json

    text = json.dumps(_readable(value), indent=1).replace("\x7f", "\\u007f")
    _on_output(lambda stream: stream.write(f"{text}\n"))


def _readable(value: object) -> object:
    """The value with every text in it as a person reads it."""
    if isinstance(value, dict):
        return {_readable(key): _readable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(part) for part in value]
    return readable(value) if isinstance(value, str) else value


def verbatim(content: bytes) -> None:
    """Writes a file's content: these very bytes into a file or a pipe, and as `data` does to a terminal."""
    stream = sys.stdout
    if not isinstance(stream, TextIOWrapper) or stream.isatty():
        data(content.decode("utf-8", "surrogateescape"))
        return

    def write(text: TextIO) -> None:
        text.flush()
        text.buffer.write(content)

    _on_output(write)


def tell(text: str) -> None:
    """Writes what a person should know; where standard error is closed or full there is nobody to tell."""
    try:
        sys.stderr.write(f"{printable_lines(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _let_go(sys.stderr)


@contextmanager
def shown_for_now() -> Iterator[Callable[[str], None]]:
    """Lets a person at a terminal see one line that changes in place; an empty one, and the end, take it away."""
    width = 0

    def show(text: str) -> None:
        nonlocal width
        # A line that goes over the edge of the terminal could not be taken away again.
        line = printable(text)[: get_terminal_size().columns - 1]
        with suppress(OSError, ValueError):
            sys.stderr.write(f"\r{line:{width}}{'' if line else chr(13)}")
            sys.stderr.flush()
        width = max(width, len(line))

    try:
        yield show if sys.stderr.isatty() and os.environ.get("TERM", "") != "dumb" else _unseen
    finally:
        if width:
            show("")


def _unseen(_: str) -> None:
    """What nobody sees is not written."""


def given() -> bytes:
    """What standard input holds; AnswerError where nothing can be read from it."""
    hint = "Send the text to it: ... < FILE."
    if sys.stdin is None:
        raise AnswerError("it is closed", hint=hint, where="standard input")
    try:
        return sys.stdin.read().encode() if isinstance(sys.stdin, StringIO) else sys.stdin.buffer.read()
    except (OSError, ValueError) as error:
        raise AnswerError(
            f"it cannot be read: {getattr(error, 'strerror', None) or error}", hint=hint, where="standard input"
        ) from None


def asked(question: str, *, hidden: bool = False) -> str:
    """What a person at the terminal answers, "" where they end the input; AnswerError where nobody is there."""
    if not is_terminal():
        raise AnswerError("nobody is there to be asked", hint="Run it in a terminal.", where=printable(question))
    sys.stderr.flush()
    try:
        if hidden:
            from getpass import getpass

            return getpass(f"{printable(question)} ")
        sys.stderr.write(f"{printable(question)} ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()
    except (EOFError, OSError):
        return ""


def finish() -> None:
    """Writes what is still held back for standard output; OutputError where that is not possible."""
    if not isinstance(sys.stdout, _Closed):
        _on_output(lambda stream: stream.flush())


def _on_output(work: Callable[[TextIO], object]) -> None:
    stream = sys.stdout
    if isinstance(stream, _Closed):
        raise OutputError("it is closed", hint="Let it go to a terminal, a file or a pipe.", where="standard output")
    try:
        work(stream)
    except BrokenPipeError:
        # Its reader has seen enough, as `head` does: no reason to leave the rest of the command undone.
        _let_go(stream)
    except OSError as error:
        _let_go(stream)
        raise OutputError(
            error.strerror or str(error), hint="What was asked for is not there whole.", where="standard output"
        ) from None


def _let_go(stream: TextIO) -> None:
    """Lets what is written from now on vanish, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
