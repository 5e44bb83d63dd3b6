"""One login to a practice router: bytes of a terminal in, bytes out."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from wizard.encoding import encoded, held
from wizard.practice import texts
from wizard.practice.beliefs import CARRIAGE_RETURN_LINE_FEED
from wizard.practice.dialogue import NO, YES, Dialogue, Question, Reads, finish
from wizard.practice.faults import Fault, Phase
from wizard.practice.interpreter import help_on, interpret, leave_configuration
from wizard.practice.line_faults import noise_at, noise_behind, obey, of_the_line
from wizard.practice.line_settings import idle_time, restart_idle_timer
from wizard.practice.saved_text import log_time
from wizard.practice.session import Session
from wizard.practice.suffering import happen_in

LONGEST_LINE = 254
"""What is typed beyond is not taken; unconfirmed, as is that the bell rings."""
BACKSPACE = b"\b \b"
ERASED_MORE = b"\b" * 9 + b" " * 8 + b"\b" * 9
"""What a ` --More-- ` is taken away with, byte for byte [C U2]."""
SCROLLED = 10
"""So many columns are free behind a line that was scrolled; unconfirmed."""


class Terminal:
    """A line editor, a pager and the dialogue between them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._out = bytearray()
        self._typed = bytearray()
        self._shown = self._prompt_length = 0
        self._is_one_enter = session.router.beliefs[CARRIAGE_RETURN_LINE_FEED] == "one"
        self._before = 0
        self._is_quoted = False
        self._dialogue: Dialogue | None = None
        self._question: Question | None = None
        self._unpaged: list[str] = []
        self._ends_configuration = False
        self._is_closed = False
        self._comes_at = session.router.clock.now
        self._last_typed = session.router.clock.now
        self._notices: list[str] = []
        self._print("\n")
        self._ask_for_a_line()

    def send(self, data: bytes) -> None:
        """Types; EOFError once the router closed the line."""
        if self._is_closed:
            raise EOFError
        router = self.session.router
        self._last_typed = router.clock.now
        self._comes_at = router.clock.now + timedelta(seconds=router.state.latency)
        place = self._typed_plainly(data)
        for code in data[place:]:
            if self._is_closed:
                return
            self._key(code)

    def _typed_plainly(self, data: bytes) -> int:
        """Types what stands before the first key that is no letter, where each letter is only echoed; how many."""
        is_waiting = self._dialogue is None and not (self._unpaged or self._typed or self._is_quoted)
        count = _LETTERS.match(data).end()  # type: ignore[union-attr]  # no letter is a match, too
        room = self.session.width - self._prompt_length - 1
        room = LONGEST_LINE if room <= SCROLLED + 1 else min(room, LONGEST_LINE)
        if not is_waiting or not 0 < count < room or self.session.router.state.faults:
            return 0
        self._typed += data[:count]
        self._out += data[:count]
        self._shown += count
        self._before = data[count - 1]
        return count

    def receive(self, seconds: float) -> bytes:
        """What came since; where nothing did, so many seconds pass until something does."""
        router = self.session.router
        if self._out:
            wait = (self._comes_at - router.clock.now).total_seconds()
            router.clock.go_on(min(max(0.0, wait), seconds))
            if wait > seconds:
                return b""
        elif not self._is_closed:
            router.clock.go_on(seconds, until=lambda: bool(self._out) or self._is_closed)
        if not self._out and self._is_closed:
            raise EOFError
        data = bytes(self._out[: router.state.chunk or None])
        del self._out[: len(data)]
        return data

    def close(self) -> None:
        """Hangs up."""
        if not self._is_closed:
            self._is_closed = True
            self.session.is_closed = True
            self.session.router.log_out(self)

    def lose(self) -> None:
        """Nothing goes either way any more; what was begun at the router goes on."""
        self.session.lose()
        self.close()

    def notify(self, text: str) -> None:
        """Prints what nobody asked for, behind whatever stands there."""
        if self._is_closed:
            return
        if self._dialogue is not None and self._question is None:
            self._notices.append(text)
        else:
            self._print(text)

    def hang_up(self) -> None:
        """The router ends the login; what it printed can still be read."""
        self._print("".join(self._notices))
        self._notices = []
        self.close()

    @property
    def is_asking(self) -> bool:
        """Whether what is typed is an answer, or the rest of a command, and none by itself."""
        return self._question is not None

    def ends_at(self) -> datetime | None:
        """When the router ends the login unless somebody types; None where it never does."""
        idle = idle_time(self.session.router.state.running, self.session.vty)
        return self._last_typed + idle if idle else None

    def _print(self, text: str) -> None:
        self._out += encoded(text, "utf-8").replace(b"\n", b"\r\n")

    def _key(self, code: int) -> None:
        if self._unpaged:
            self._turn_page(code)
        elif self._question is not None and self._question.reads is Reads.KEY:
            self._confirm(code)
        elif self._is_quoted:
            self._is_quoted = False
            self._type(code)
        else:
            before, self._before = self._before, code
            if code == 0x0A and before == 0x0D and self._is_one_enter:
                return
            key = _KEYS.get(code)
            if key is not None:
                key(self)
            elif code == 0x3F and self._question is None:
                self._help()
            elif code >= 0x20:
                self._type(code)

    def _type(self, code: int) -> None:
        if len(self._typed) >= LONGEST_LINE:
            self._out += b"\a"
            return
        self._typed.append(code)
        if self._question is not None and self._question.reads is Reads.SECRET:
            return
        self._out.append(code)
        self._scroll()
        if self._question is None:
            for fault in noise_at(self.session.router, len(self._typed)):
                self._make_noise(fault)

    def _scroll(self) -> None:
        """Moves a line that reaches the last column to the left, `$` in the place of what is no longer seen."""
        self._shown += 1
        room = self.session.width - self._prompt_length - 1
        if self._question is not None or self._shown < room or room <= SCROLLED + 1:
            return
        kept = bytes(self._typed[-(room - SCROLLED - 1) :])
        self._out += b"\b" * self._shown + b"$" + kept + b" " * SCROLLED + b"\b" * SCROLLED
        self._shown = len(kept) + 1

    def _enter(self) -> None:
        line = held(self._typed.decode("utf-8", "surrogateescape"))
        restart_idle_timer(self.session)
        if self._dialogue is None:
            self._enter_command(line)
        else:
            self._print("\n")
            self._forget_line()
            self._go_on(line)

    def _enter_command(self, line: str) -> None:
        """A line at the prompt, to which something may happen."""
        router = self.session.router
        router.change(lines_typed=router.state.lines_typed + 1)
        faults = of_the_line(router, line, router.state.lines_typed)
        for fault in noise_behind(faults, len(self._typed)):
            self._make_noise(fault)
        happen_in(router, faults, Phase.BEFORE_ECHO)
        drop = next((fault.phase for fault in faults if fault.action.word == "drop"), None)
        if drop is Phase.BEFORE_ECHO:
            del self._out[max(0, len(self._out) - self._shown) :]
        else:
            self._print("\n")
        self._forget_line()
        happen_in(router, faults, Phase.AFTER_ECHO)
        if drop is Phase.AFTER_APPLY:
            self.session.lose()
            finish(obey(self.session, line, faults, interpret))
        if drop is None:
            self._start(obey(self.session, line, faults, interpret))
        else:
            self.close()
        happen_in(router, faults, Phase.AFTER_APPLY)

    def _make_noise(self, fault: Fault) -> None:
        router = self.session.router
        message = texts.CONFIGURED_BY.of(who="console on vty0 (192.0.2.99)")
        self._print(fault.text or f"\n{log_time(router.time)}: {message}\n")

    def _forget_line(self) -> None:
        self._typed.clear()
        self._shown = 0

    def _start(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._go_on(None)

    def _go_on(self, answer: str | None) -> None:
        """Lets the command work until it asks, or is done."""
        dialogue, self._question = self._dialogue, None
        if dialogue is None:
            return
        printed: list[str] = []
        try:
            step = next(dialogue) if answer is None else dialogue.send(answer)
            while not isinstance(step, Question):
                printed.append(step)
                step = next(dialogue)
            self._question = step
        except StopIteration:
            self._dialogue = None
        self._page("".join(printed))

    def _page(self, text: str) -> None:
        """Prints a text, a screen at a time, and what comes behind it."""
        if self.session.is_lost:
            self.close()
            return
        length = self.session.length
        rows = text.split("\n") if length else []
        if length and len(rows) > length:
            self._print("".join(f"{row}\n" for row in rows[: length - 1]))
            self._unpaged = rows[length - 1 :]
            self._print(texts.MORE.text)
            return
        self._print(text)
        self._ask_for_a_line()

    def _turn_page(self, code: int) -> None:
        rows, self._unpaged = self._unpaged, []
        self._out += ERASED_MORE
        if code == 0x20:
            self._page("\n".join(rows))
        elif code in (0x0D, 0x0A) and len(rows) > 2:
            self._print(f"{rows[0]}\n{texts.MORE.text}")
            self._unpaged = rows[1:]
        elif code in (0x0D, 0x0A):
            self._page("\n".join(rows))
        else:
            self._ask_for_a_line()

    def _ask_for_a_line(self) -> None:
        if self.session.is_closed:
            self.close()
        elif self._question is not None:
            self._print(self._question.text)
        elif self._ends_configuration:
            self._ends_configuration = False
            self._start(leave_configuration(self.session))
        else:
            prompt = self.session.prompt
            self._prompt_length = len(prompt)
            self._print(prompt)
        notices, self._notices = self._notices, []
        self._print("".join(notices))

    def _confirm(self, code: int) -> None:
        if code in (0x0D, 0x0A) or code in b"yY":
            self._before = code
            self._print("\n")
            self._go_on(YES)
        elif code == 0x03 and self._question is not None and not self._question.is_body:
            self._interrupt()
        else:
            self._out += bytes([code]) if code >= 0x20 else b""
            self._print("\n")
            self._go_on(NO)

    def _rub_out(self) -> None:
        if self._typed:
            self._typed.pop()
            self._shown = max(0, self._shown - 1)
            if self._question is None or self._question.reads is not Reads.SECRET:
                self._out += BACKSPACE

    def _rub_out_line(self) -> None:
        while self._typed:
            self._rub_out()

    def _rub_out_word(self) -> None:
        while self._typed.endswith(b" "):
            self._rub_out()
        while self._typed and not self._typed.endswith(b" "):
            self._rub_out()

    def _quote(self) -> None:
        self._is_quoted = True

    def _interrupt(self) -> None:
        """ctrl-C: what was typed, the command and the configuration mode are left."""
        if self._question is not None and self._question.is_body:
            return
        self._forget_line()
        if self._dialogue is not None:
            self._dialogue.close()
            self._dialogue = self._question = None
            self._print("\n")
            self._ask_for_a_line()
            return
        self._print("\n" if self.session.opened is None else "^C\n")
        self._ends_configuration = self.session.opened is not None
        self._ask_for_a_line()

    def _end(self) -> None:
        """ctrl-Z: what was typed is a command yet, and configuration mode is left behind it."""
        if self._dialogue is not None:
            return
        self._out += b"^Z"
        self._ends_configuration = self.session.opened is not None
        self._enter()

    def _help(self) -> None:
        self._out += b"?"
        words = help_on(self.session, self._typed.decode("utf-8", "surrogateescape"))
        self._print("\n" + "".join(f"  {word}\n" for word in words) + "\n" + self.session.prompt)
        self._out += self._typed

    def _complete(self) -> None:
        if self._question is not None:
            return
        typed = self._typed.decode("utf-8", "surrogateescape")
        words = help_on(self.session, typed)
        begun = typed.rpartition(" ")[2]
        if len(words) == 1 and begun:
            self._typed += f"{words[0][len(begun) :]} ".encode()
        self._print(f"\n{self.session.prompt}")
        self._out += self._typed


_LETTERS = re.compile(rb"[ -\x3e\x40-~]*")
"""All that is echoed and nothing else; a `?` asks for help."""
_KEYS: dict[int, Callable[[Terminal], None]] = {
    0x03: Terminal._interrupt,
    0x08: Terminal._rub_out,
    0x09: Terminal._complete,
    0x0A: Terminal._enter,
    0x0D: Terminal._enter,
    0x12: lambda terminal: terminal._print(f"\n{terminal.session.prompt}"),
    0x15: Terminal._rub_out_line,
    0x16: Terminal._quote,
    0x17: Terminal._rub_out_word,
    0x18: Terminal._rub_out_line,
    0x1A: Terminal._end,
    0x7F: Terminal._rub_out,
}
"""What each control key does; the others do nothing."""
