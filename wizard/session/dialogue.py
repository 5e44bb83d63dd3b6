"""The dialogue with a router: one line is sent, its exact echo comes back, then an answer, then the exact prompt."""

import re
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from wizard.errors import ConnectionLost, Surprise
from wizard.session.listed_questions import ASKING, INVITATION, LAST_ROW, ListedQuestion, listed_question
from wizard.session.prompts import Mode, Prompt, Prompts, first_prompt
from wizard.session.received_text import shown_end
from wizard.session.typed_line import password_bytes, typed_bytes
from wizard.session.unasked_text import Unasked, unasked_at
from wizard.session.wire import Wire

QUIET = 0.5
"""The seconds without a byte after which what came is taken for all that comes."""
ASKED = 5.0
"""The seconds after which what looks like a question is one, and not the part of a text that has come so far."""
PATIENCE = 30.0
"""The seconds in which something of an answer must come."""
AT_WORK = 300.0
"""The same of a command that makes a key, asks a CA, or writes: old routers need minutes for a key or their NVRAM."""
LONGEST_ANSWER = 900.0
"""The seconds in which all of it must be there: 800 kB over a console of 9600 baud."""
LAST = 200
"""The bytes at the end of what came in which a question or the sign of a page is looked for."""
MOST_UNASKED = 4000
"""The bytes of an answer behind whose prompt something may have come unasked."""
MOST_RECEIVED = 64 * 1024 * 1024
"""The bytes of one answer; a router that prints more prints without end."""

_ABORT = b"\x03"
_WORKS = re.compile(r"crypto (?:key generate|pki (?:authenticate|enroll|import)) |write memory")
_PASSWORD = re.compile(rb"(?:\A|\n)Password: ?\Z")
_STAMP = re.compile(
    rb"Load for five secs: [^\r\n]{1,100}\r\n(?:Time source is|No time source)[^\r\n]{1,100}\r\n(?:\r\n)?"
)
"""What `exec prompt timestamp` puts before each answer (push.md A2.7)."""
_PAGE = re.compile(rb"(?:\r?\n)?\x1b?(?:\[[0-9;]*m)? ?--More--(?:\x1b\[[0-9;]*m)? ?\Z")
_ERASED = re.compile(rb"\A(?:\x08+ *\x08+|\r(?: +\r)|\r?\x1b\[K)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a router answered to one line."""

    text: bytes
    """Between the echo and the prompt, without what came unasked."""
    prompt: Prompt
    """In which it waits now."""


class Dialogue:
    """One line at a time, over a wire; it types nothing behind a surprise but what finds the prompt again."""

    def __init__(
        self, wire: Wire, *, router: str, now: Callable[[], float] = monotonic, patience: float = PATIENCE
    ) -> None:
        self._wire = wire
        self._router = router
        self._now = now
        self._patience = patience
        self._received = b""
        self._prompts: Prompts | None = None
        self._prompt: Prompt | None = None
        self._typed_secrets: list[bytes] = []
        self._heard_bytes = 0
        self.heard: list[Unasked] = []
        """What came unasked, in order."""

    @property
    def name(self) -> str:
        """The router's name, as its prompt has it."""
        return self._known_prompts.name

    @property
    def prompt(self) -> Prompt:
        """In which prompt the router waits."""
        if self._prompt is None:
            raise Surprise("the router's prompt is not known", where=self._router)
        return self._prompt

    @property
    def _known_prompts(self) -> Prompts:
        if self._prompts is None:
            raise Surprise("no prompt came yet", where=self._router)
        return self._prompts

    def begin(self) -> None:
        """Reads past what is shown at login, and learns the router's name from a prompt that is proved."""
        deadline = self._now() + self._patience
        while first_prompt(self._received) is None:
            self._more(deadline, "a prompt such as `router>` or `router#`")
        self.find_prompt()

    def find_prompt(self) -> Prompt:
        """Proves where the router waits: a command that nobody typed before comes back, and then a prompt.

        What the router may be asking is broken off first, since a line end would be an answer to it.
        """
        deadline = self._now() + 2 * self._patience
        self._until_quiet(deadline)
        if self._asks():
            self._send(_ABORT)
            self._until_quiet(deadline)
        command = self._proof(inside=self._looks_like_configuration())
        self._received = b""
        self._send(command + b"\r")
        # Typed once: a router that does not answer may be asking something.
        if found := self._behind(command, deadline):
            prompts, prompt = found
            self._wait_at(prompts, prompt)
            return prompt
        raise self._surprise("the router does not come back to its prompt", "the echo of one command, then a prompt")

    def line(self, text: str, fingerprints: Collection[str] = ()) -> Reply:
        """Sends one line, and gives what comes between its echo and the next prompt.

        Surprise where the echo differs, where it asks what is on no list, or where no prompt comes; ConnectionLost
        where the line ends. A certificate is accepted where its fingerprints are among those.
        """
        self._type(text)
        reply = self._answer(text, self._now() + LONGEST_ANSWER, fingerprints)
        stamp = _STAMP.match(reply.text)
        return replace(reply, text=reply.text[stamp.end() :]) if stamp else reply

    def paste(self, text: str, rows: Sequence[str], fingerprints: Collection[str] = ()) -> Reply:
        """Sends a line that asks for rows, and the rows once it does; gives what comes behind them, as `line` does."""
        self._type(text)
        deadline = self._now() + LONGEST_ANSWER
        while not INVITATION.search(self._received[-LAST:]):
            if self._known_prompts.at_end(self._received):
                return self._answer(text, deadline)
            self._more(deadline, "the call for a certificate, or a prompt", asks=ASKING)
        self._received = b""
        for row in (*rows, LAST_ROW):
            self._type(row)
        return self._answer(text, deadline, fingerprints)

    def _type(self, text: str) -> None:
        typed = typed_bytes(text, self._router)
        deadline = self._now() + self._patience
        self._send(typed + b"\r")
        self._echo(typed + b"\r\n", deadline)

    def shown(self, command: str) -> bytes:
        """What a command shows, whole: a prompt within it is told from the one behind it by a command of ours.

        No empty line is typed for that: to a question that comes late it would be an answer.
        """
        text, prompt = self.line(command).text, self.prompt.text.encode("ascii")
        proof = self._proof(inside=False)
        deadline = self._now() + LONGEST_ANSWER
        self._send(proof + b"\r")
        while (late := _before_proof(self._received, proof, prompt)) is None:
            self._more(deadline, f"the prompt {prompt.decode('ascii')!r}", asks=ASKING)
        self._received = b""
        # What looked like the prompt stood within the text, which went on.
        return text if not late else text + prompt + late.removesuffix(prompt)

    def _proof(self, *, inside: bool) -> bytes:
        """A command that shows nothing, with a word that nobody typed before."""
        return f"{'do ' if inside else ''}show clock | include ez2flex-{secrets.token_hex(4)}".encode("ascii")

    def password_opens(self, characters: str) -> bool:
        """Types a password, which no router echoes: whether a prompt follows, or it is asked for once more."""
        typed = password_bytes(characters, self._router)
        self._typed_secrets.append(typed)
        self._send(typed + b"\r")
        deadline = self._now() + self._patience
        self._echo(b"\r\n", deadline)
        return not self._password_asked("", deadline)

    def asks_for_password(self, command: str) -> bool:
        """Types a command that may ask for a password: whether it does, or a prompt follows."""
        self._type(command)
        return self._password_asked(command, self._now() + self._patience)

    def _password_asked(self, command: str, deadline: float) -> bool:
        while not _PASSWORD.search(self._received):
            if self._known_prompts.at_end(b"\n" + self._received):
                self._answer(command, deadline)
                return False
            self._more(deadline, "a prompt, or a question for a password")
        self._received = b""
        return True

    # what is received

    def _echo(self, echo: bytes, deadline: float) -> None:
        if self._received.startswith(echo):
            self._received = self._received[len(echo) :]
            return
        place = 0
        while True:
            while place < len(echo) and self._received[place : place + 1] == echo[place : place + 1]:
                place += 1
            if place == len(echo):
                self._received = self._received[place:]
                return
            if place < len(self._received):
                place = self._past_unasked(place, echo, deadline)
            else:
                self._more(deadline, f"the echo {shown_end(echo)}")

    def _past_unasked(self, place: int, echo: bytes, deadline: float) -> int:
        """Takes out what came unasked at a place of the echo, and gives the place from which the echo goes on."""
        found = unasked_at(self._received, place) or unasked_at(self._received, max(0, place - 2))
        if found is None:
            before = len(self._received)
            self._until_quiet(deadline)
            if len(self._received) == before:
                raise self._surprise("the router did not give back what was typed", f"the echo {shown_end(echo)}")
            return place
        unasked, end = found
        self.heard.append(unasked)
        self._heard_bytes += end
        if self._now() > deadline:
            raise self._surprise("the router prints without end", f"the echo {shown_end(echo)}")
        behind = self._received[end:]
        if self._prompt and (again := self._known_prompts.at(behind, 0)):
            # `logging synchronous` shows the prompt once more, and what had been typed.
            self._received = behind[again[1] :]
            return 0
        self._received = echo[:place] + behind
        return place

    def _answer(self, command: str, deadline: float, fingerprints: Collection[str] = ()) -> Reply:
        heard_before = len(self.heard)
        answered: list[ListedQuestion] = []
        while True:
            received, unasked = self._with_prompt_last(command)
            if found := self._known_prompts.at_end(received):
                prompt, start = found
                self.heard += unasked
                self._received = b""
                self._wait_at(self._known_prompts, prompt)
                return Reply(text=received[:start], prompt=prompt)
            if row := listed_question(command, self._received, answered, fingerprints):
                answered.append(row)
                self._received += b"\r\n"
                self._send(row.answer)
                self._echo_of_answer(row.answer, deadline)
            elif _PAGE.search(self._received[-LAST:]):
                self._turn_page(deadline)
            else:
                del self.heard[heard_before:]
                patience = AT_WORK if _WORKS.match(command) else self._patience
                self._more(deadline, "a prompt", patience=patience, asks=ASKING)

    def _wait_at(self, prompts: Prompts, prompt: Prompt) -> None:
        self._prompts, self._prompt = prompts.behind(prompt), prompt

    def _with_prompt_last(self, command: str) -> tuple[bytes, list[Unasked]]:
        """What was received without what came unasked behind the prompt."""
        received, unasked = self._received, []
        for end in self._known_prompts.ends_within(received) if len(received) <= MOST_UNASKED else ():
            if found := unasked_at(received, end):
                if found[1] == len(received):
                    unasked.append(found[0])
                    received = received[:end]
                break
        return received, unasked

    def _echo_of_answer(self, answer: bytes, deadline: float) -> None:
        echo = answer.rstrip(b"\r")
        kept, self._received = self._received, b""
        self._echo(echo + b"\r\n", deadline)
        self._received = kept + self._received

    def _turn_page(self, deadline: float) -> None:
        kept, last = self._received[:-LAST], self._received[-LAST:]
        found = _PAGE.search(last)
        assert found
        before, self._received = kept + last[: found.start()], b""
        self._send(b" ")
        while not self._received:
            self._more(deadline, "the next page")
        erased = _ERASED.match(self._received)
        while erased is None and len(self._received) < 30 and self._received[:1] in (b"\x08", b"\r"):
            self._more(deadline, "the next page")
            erased = _ERASED.match(self._received)
        rest = self._received[erased.end() :] if erased else self._received
        self._received = before + (b"\r\n" if before else b"") + rest.lstrip(b"\r\n")

    def _behind(self, command: bytes, deadline: float) -> tuple[Prompts, Prompt] | None:
        """The prompt behind the echo of a command, once nothing more comes."""
        while True:
            place = self._received.rfind(command + b"\r\n")
            answer = self._received[place + len(command) :] if place >= 0 else b""
            if place >= 0 and (found := self._prompt_of(answer)) and self._is_quiet():
                self._received = b""
                return found
            try:
                self._more(deadline, "the echo of a command, and a prompt", quiet=self._patience / 3)
            except TimeoutError:
                return None

    def _prompt_of(self, answer: bytes) -> tuple[Prompts, Prompt] | None:
        if self._prompts and (found := self._prompts.at_end(answer)):
            return self._prompts, found[0]
        if self._prompts is None and (first := first_prompt(answer)):
            prompts = Prompts(first[0])
            found = prompts.at_end(answer)
            return (prompts, found[0]) if found else None
        return None

    def _looks_like_configuration(self) -> bool:
        return bool(re.search(rb"\((?!tcl\))[a-z0-9-]{1,40}\)# ?\Z", self._received)) or (
            not self._received and self._prompt is not None and self._prompt.mode is Mode.CONFIGURATION
        )

    def _asks(self) -> bool:
        last = self._received.rpartition(b"\n")[2]
        known = self._prompts and self._prompts.at_end(b"\n" + last)
        return bool(last.strip()) and not known and first_prompt(b"\n" + last) is None and bool(ASKING.search(last))

    def _is_quiet(self) -> bool:
        more = self._receive(0.0)
        self._received += more
        return not more

    def _until_quiet(self, deadline: float) -> None:
        while self._now() < deadline and (more := self._receive(QUIET)):
            self._received += more

    def _more(
        self,
        deadline: float,
        expected: str,
        *,
        quiet: float | None = None,
        patience: float | None = None,
        asks: "re.Pattern[bytes] | None" = None,
    ) -> None:
        """Waits for more; a Surprise where nothing comes in time, or what has come asks something."""
        left = deadline - self._now()
        if left <= 0:
            raise self._surprise("the router did not come to an end in time", expected)
        wait = min(left, quiet or patience or self._patience)
        if asks and asks.search(self._received[-LAST:]):
            wait = min(left, ASKED)
        more = self._receive(max(wait, 0.0))
        self._received += more
        if len(self._received) + self._heard_bytes > MOST_RECEIVED:
            raise self._surprise("the router prints without end", expected)
        if more:
            return
        if quiet is not None and left > quiet:
            raise TimeoutError
        if asks and left > ASKED and asks.search(self._received[-LAST:]):
            raise self._surprise("the router asks what is on no list", expected)
        raise self._surprise("nothing more came in time", expected)

    # the wire

    def _send(self, data: bytes) -> None:
        try:
            self._wire.send(data)
        except (EOFError, OSError) as error:
            raise self._lost() from error

    def _receive(self, seconds: float) -> bytes:
        try:
            return self._wire.receive(seconds)
        except (EOFError, OSError) as error:
            raise self._lost() from error

    def _lost(self) -> ConnectionLost:
        return ConnectionLost(
            "the connection ended",
            hint=f"The last that came: {self._shown()}",
            where=self._router,
        )

    def _shown(self) -> str:
        """The last that came, without what was typed as a password, whatever the router makes of it."""
        received = self._received
        for typed in self._typed_secrets:
            received = received.replace(typed, b"***")
        return shown_end(received)

    def _surprise(self, what: str, expected: str) -> Surprise:
        return Surprise(
            what,
            hint=f"Expected was {expected}. The last that came: {self._shown()}",
            where=self._router,
        )


def _before_proof(received: bytes, proof: bytes, prompt: bytes) -> bytes | None:
    """What came before a command of ours that shows nothing and the prompt behind it; None where they are not last."""
    shown = received.rstrip(b" ").removesuffix(prompt)
    late, found, behind = shown.rpartition(proof + b"\r\n")
    is_last = found and len(shown) < len(received.rstrip(b" ")) and (not behind or _STAMP.fullmatch(behind))
    return late if is_last else None
