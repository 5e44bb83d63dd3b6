"""The log of a push has every line that left and what came, and no secret."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import secret_forms
from tests.live_pushes import LiveSite
from tests.steered_pushes import DEVICE, HUB
from wizard.errors import Refused
from wizard.ios.masking import secrets_apart
from wizard.live.push_log import Heard, PushLog
from wizard.live.tapped_session import TappedSession
from wizard.model.stage import Stage
from wizard.push.begun_run import texts_of
from wizard.session.prompts import Mode
from wizard.session.unasked_text import Unasked

PLANTED = "Planted-Key-4711"
AT = datetime(2026, 11, 30, tzinfo=UTC)


def test_no_secret_of_a_site_is_in_the_log_of_its_push(tmp_path: Path) -> None:
    """Of what is sent and of what routers show, none there, in what is drawn or in the list of processes.

    Every line that was sent is there.
    """
    site = LiveSite("two-groups", tmp_path)
    drawn: list[str] = []

    def draw() -> None:
        drawn.append(repr(push.seen))
        drawn.extend(process_list() if len(drawn) % 50 == 1 else ())

    push = site.push(changed=draw)
    push.run()
    said = "\n".join((*(row.text for row in push.log.rows()), *set(drawn)))
    plan = site.site.plan
    texts = [text for device in (HUB, DEVICE) for text in texts_of(plan, device).values()]
    lines = [row for text in texts for _, row in text.rows]
    lines += [line for router in site.site.all for line in router.running.splitlines()]
    secrets = {hidden.secret for line in lines for hidden in secrets_apart(line)[1] if len(hidden.secret) > 3}
    secrets |= {secret.value.reveal() for secret in plan.secrets}

    assert len(secrets) > 2
    assert [secret for secret in sorted(secrets) if secret in said] == []
    sent = [row.text for row in push.log.rows() if row.what is Heard.SENT]
    cut_over = texts_of(plan, DEVICE)[Stage.CUTOVER]
    assert [row for _, row in cut_over.rows if row.strip() not in sent] == []


def process_list() -> Iterator[str]:
    """The words with which each process of this machine was started, where that can be read."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield path.read_bytes().decode("utf-8", "replace")


class Careless:
    """A router that repeats what it is told, and shows it as the answer to everything."""

    name = "r1"
    heard: tuple[Unasked, ...] = ()

    def __init__(self, line: str, *, rejects: bool) -> None:
        self._line, self._rejects = line, rejects

    def show(self, command: str) -> bytes:
        return f"{command}\r\n{self._line}\r\n".encode()

    def type(self, command: str) -> tuple[str, ...]:
        return (self._line,)

    def configure(self, command: str = "configure terminal") -> None:
        """Nothing."""

    def send(self, line: str) -> None:
        if self._rejects:
            raise Refused(f"the router rejected {secrets_apart(line)[0]}", where=self.name)

    def answered(self, line: str, fingerprints: object = ()) -> tuple[str, ...]:
        return (self._line,)

    def paste(self, line: str, rows: object, fingerprints: object = ()) -> tuple[str, ...]:
        return (self._line,)

    def end(self) -> None:
        """Nothing."""

    def tcl(self, rows: object) -> None:
        """Nothing."""

    def recover(self) -> Mode:
        return Mode.PRIVILEGED

    def close(self) -> None:
        """Nothing."""


class Heared:
    """Who hears everything."""

    def __init__(self) -> None:
        self.text = ""

    def sent(self, device: str, text: str) -> None:
        self.text += f"{text}\n"

    def got(self, device: str, text: str) -> None:
        self.text += f"{text}\n"


@pytest.mark.parametrize("form", secret_forms.lines("with"))
def test_a_planted_secret_is_heard_nowhere(form: str) -> None:
    """In whatever form of line, typed in any way, shown by any command, repeated by a router."""
    line = form.replace("SECRET", PLANTED).replace("TYPE ", "").replace("TYPE", "")
    heard = Heared()
    session = TappedSession(Careless(line, rejects=False), "r1", heard)
    for command in ("show running-config", "show clock", "more flash:x", "copy flash:x running-config", line):
        session.show(command)
        session.type(command)
    session.send(line)
    session.answered(line)
    session.paste(line, [PLANTED, line])
    session.tcl([line])
    rejecting = TappedSession(Careless(line, rejects=True), "r1", heard)
    with pytest.raises(Refused):
        rejecting.send(line)

    assert heard.text.count("\n") > 20
    assert PLANTED not in heard.text


def test_five_thousand_rows_are_as_fast_as_fifty() -> None:
    """What is read is a slice, and what is added is one row; nothing goes over all of it."""
    times = {}
    for size in (50, 50_000):
        log = PushLog()
        for number in range(size):
            log.add(AT, "r1", Heard.SENT, f"line {number}")
        begin = time.perf_counter()
        for _ in range(2_000):
            log.add(AT, "r1", Heard.GOT, "taken")
            log.rows(len(log) - 20)
        times[size] = time.perf_counter() - begin
    assert times[50_000] < times[50] * 5 + 0.05


def test_rows_keep_their_numbers_whoever_adds_them() -> None:
    """Several routers are read at the same time."""
    log = PushLog()

    def add(name: str) -> None:
        for _ in range(500):
            log.add(AT, name, Heard.SENT, f"of {name}")

    threads = [threading.Thread(target=add, args=[name]) for name in ("r1", "r2", "r3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.number for row in log.rows()] == list(range(1500))
    assert sum(row.device == "r2" for row in log.rows()) == 500


def test_a_text_of_several_lines_is_several_rows_and_words_are_found() -> None:
    """Each is one line on a screen."""
    log = PushLog()
    log.add(AT, "r1", Heard.SENT, "ping 10.1.0.1")
    log.add(AT, "r1", Heard.GOT, "!!!!!\nSuccess rate is 100 percent")

    assert [row.text for row in log.rows(1)] == ["!!!!!", "Success rate is 100 percent"]
    assert list(log.found("success")) == [2]
    assert list(log.found("R1 ping")) == [0]
    assert list(log.found("ping", begin=1)) == []
