"""A router of few words for the tests of the dialogue: it echoes what is typed and answers as it was told."""

from collections.abc import Callable, Iterator, Mapping


class ScriptedRouter:
    """A wire to a router that answers each line from a table; its clock goes on while one waits for it."""

    def __init__(
        self,
        answers: Mapping[str, bytes] | None = None,
        *,
        name: str = "store-0417-r1",
        greeting: bytes = b"",
        mode: str = "#",
        change: Callable[[bytes, int], bytes] = lambda sent, _: sent,
        chunks: Callable[[bytes], Iterator[bytes]] = lambda sent: iter([sent]),
    ) -> None:
        self.answers = dict(answers or {})
        self.name, self.mode = name, mode
        self.now = 0.0
        self.typed: list[bytes] = []
        """The lines that arrived, one after the other."""
        self.change, self.chunks = change, chunks
        self.loses: int | None = None
        """The place of a byte of what is typed that does not arrive."""
        self._input = b""
        self._waiting: list[bytes] = []
        self._is_open = True
        self._print(greeting + b"\r\n" + self.prompt)

    @property
    def prompt(self) -> bytes:
        return f"{self.name}{self.mode}".encode()

    def send(self, data: bytes) -> None:
        if not self._is_open:
            raise EOFError
        for place, byte in enumerate(data):
            if place != self.loses:
                self._take(bytes([byte]))

    def receive(self, seconds: float) -> bytes:
        if self._waiting:
            return self._waiting.pop(0)
        if not self._is_open:
            raise EOFError
        self.now += seconds
        return b""

    def close(self) -> None:
        self._is_open = False

    def _take(self, byte: bytes) -> None:
        if byte == b"\x03":
            self._input = b""
            self._print(b"\r\n" + self.prompt)
        elif byte == b"\r":
            line, self._input = self._input, b""
            self.typed.append(line)
            self._print(
                self.change(line + b"\r\n" + self._answer(line.decode("latin-1")) + self.prompt, len(self.typed))
            )
        else:
            self._input += byte

    def _answer(self, line: str) -> bytes:
        if line == "configure terminal":
            self.mode = "(config)#"
            return b"Enter configuration commands, one per line.  End with CNTL/Z.\r\n"
        if line == "end":
            self.mode = "#"
        if "show clock | include" in line:
            return b""
        answer = self.answers.get(line, b"")
        if answer == b"DROP":
            self._is_open = False
        return answer.removeprefix(b"DROP")

    def _print(self, text: bytes) -> None:
        self._waiting += [chunk for chunk in self.chunks(text) if chunk]
