"""Lines of standard input are read one at a time, and waited for as long as somebody wants."""

import os
import sys
import time
from io import StringIO, UnsupportedOperation
from threading import Event

import pytest

from wizard.cli.typed_lines import TypedLines


class Slow:
    """A stream without a descriptor, on which a line comes when a test lets it."""

    def __init__(self) -> None:
        self.comes = Event()

    def fileno(self) -> int:
        """None."""
        raise UnsupportedOperation

    def isatty(self) -> bool:
        """A pipe."""
        return False

    def readline(self) -> str:
        """The line, once it comes."""
        assert self.comes.wait(60)
        return "late\n"


def test_a_line_that_does_not_come_is_waited_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can look at the stream, as on Windows: the line that comes then is the next one."""
    slow = Slow()
    monkeypatch.setattr(sys, "stdin", slow)
    typed = TypedLines()

    assert typed.within(0.01) is None
    assert typed.within(0.01) is None
    slow.comes.set()
    assert typed.line() == "late"


def test_the_end_of_the_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A last line without a line end is one; behind it, and without any stream, there is none."""
    monkeypatch.setattr(sys, "stdin", StringIO("one\r\ntwo"))
    typed = TypedLines()

    assert [typed.line(), typed.line()] == ["one", "two"]
    with pytest.raises(EOFError):
        typed.line()
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(EOFError):
        TypedLines().line()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that can be looked at")
def test_a_pipe_brings_lines_in_any_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there of the next line waits for its end; bytes that are no text are none that is obeyed."""
    reads, writes = os.pipe()
    with os.fdopen(reads) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        typed = TypedLines()
        os.write(writes, b"step")
        began = time.monotonic()

        assert typed.within(0.05) is None
        assert time.monotonic() - began < 30
        os.write(writes, b" 7\n\xff\xfe\nlast")
        os.close(writes)
        assert [typed.line(), typed.line(), typed.line()] == ["step 7", "\ufffd\ufffd", "last"]
        assert not typed.is_terminal
        with pytest.raises(EOFError):
            typed.line()
