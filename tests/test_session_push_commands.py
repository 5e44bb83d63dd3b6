"""The commands that a push types beside lines of configuration: what a router asks and says of them."""

import pytest

from tests.practice_routers import ARCHIVING, SMALL, router
from tests.scripted_router import ScriptedRouter
from tests.test_router_session import at
from wizard.errors import Refused, RouterBusy, Surprise
from wizard.practice import BELIEFS, PracticeRouter
from wizard.session.dialogue import Dialogue
from wizard.session.obeyed import obeyed
from wizard.session.prompts import Mode
from wizard.session.router_session import Login, log_in

ARM = "configure terminal revert timer 5"
OLD_STARTUP = SMALL.replace("version 15.2", "version 12.4")


def believing(running: str = ARCHIVING, **beliefs: str) -> PracticeRouter:
    """A router in those positions, the names with underscores."""
    return router(running, beliefs={name.replace("_", "-"): position for name, position in beliefs.items()})


def positions(name: str) -> pytest.MarkDecorator:
    """A test in each position of a belief."""
    belief = next(belief for belief in BELIEFS if belief.name == name)
    return pytest.mark.parametrize("position", belief.positions)


def armed(practice: PracticeRouter, *lines: str) -> Login:
    """A session that armed the timer, typed lines and left configuration mode."""
    session = at(practice)
    session.configure(ARM)
    for line in lines:
        session.send(line)
    session.end()
    return session


# at the practice router


@positions("confirm-says")
def test_a_timer_is_armed_set_anew_and_confirmed(position: str) -> None:
    """What it says meanwhile is listed, whether it says something or nothing."""
    practice = believing(confirm_says=position)
    session = armed(practice, "interface GigabitEthernet0/1", "description changed")

    assert session.show("show archive config rollback timer").startswith(b"Time configured(or reconfigured)")
    obeyed(session, "configure revert timer 9")
    assert b"Timer value: 9 min" in session.show("show archive config rollback timer")
    obeyed(session, "configure confirm")
    assert "No Rollback Confirmed Change pending" in session.show("show archive config rollback timer").decode()
    assert "description changed" in practice.running


@positions("rollback-of-certificates")
def test_a_change_is_taken_back_at_once(position: str) -> None:
    """With its list of lines; one that gives up is refused."""
    trustpoint = "crypto pki trustpoint FLEX\n enrollment terminal\n!\narchive"
    practice = believing(ARCHIVING.replace("archive", trustpoint, 1), rollback_of_certificates=position)
    session = armed(practice, "ip route 10.9.0.0 255.255.0.0 10.1.0.2", "crypto pki certificate chain FLEX")

    if position == "done":
        said = obeyed(session, "configure revert now")
        assert said[-1] == "Rollback Done"
    else:
        with pytest.raises(Refused):
            obeyed(session, "configure revert now")
    assert ("10.9.0.0" in practice.running) is (position == "aborts")


@positions("archive-is-off")
def test_no_timer_is_armed_without_an_archive(position: str) -> None:
    """In the words of either release."""
    session = at(believing(SMALL, archive_is_off=position))

    with pytest.raises(Refused, match="is rejected"):
        session.configure(ARM)
    assert session.recover() is Mode.PRIVILEGED


def test_a_timer_that_cannot_be_armed_or_is_not_ours_is_refused() -> None:
    """Flash is full; one is pending; it was confirmed before."""
    practice = believing()
    session = at(practice)
    for command in ("configure confirm", "configure revert now", "configure revert timer 5"):
        with pytest.raises(Refused):
            obeyed(session, command)
    with pytest.raises(Refused):
        at(believing().fork(faults=["flash full"])).configure(ARM)
    session = armed(practice)
    with pytest.raises(Refused):
        session.configure(ARM)


@pytest.mark.parametrize(
    ("running", "startup"),
    [(SMALL, SMALL), (SMALL.replace("hostname", "service compress-config\nhostname"), SMALL), (SMALL, OLD_STARTUP)],
    ids=["plain", "compressed", "written by another version"],
)
def test_what_runs_is_saved(running: str, startup: str) -> None:
    """In each of the three forms; the question of the version is confirmed."""
    practice = router(running, startup=startup)

    assert obeyed(at(practice), "write memory")[-1].endswith("[OK]")
    assert "version 15.2" in (practice.startup or "")


def test_what_cannot_be_saved_is_said_and_nothing_is_cut_off() -> None:
    """A busy NVRAM may be asked once more; into a full one nothing is written."""
    practice = router(startup=OLD_STARTUP)
    session = at(practice)
    practice.change(is_nvram_busy=True)
    with pytest.raises(RouterBusy, match="cannot be done now"):
        obeyed(session, "write memory")
    practice.change(is_nvram_busy=False, nvram_size=100)
    with pytest.raises(Refused) as refused:
        obeyed(session, "write memory")

    assert not isinstance(refused.value, RouterBusy)
    assert practice.startup == OLD_STARTUP
    assert session.recover() is Mode.PRIVILEGED


@pytest.mark.parametrize("changed", [False, True], ids=["saved", "not-saved"])
def test_a_reload_is_scheduled_and_cancelled(*, changed: bool) -> None:
    """Nothing is saved for it; the banner of its end comes unasked."""
    practice = router(startup=SMALL)
    session = at(practice)
    obeyed(session, "write memory")
    if changed:
        session.configure()
        session.send("ip route 10.9.0.0 255.255.0.0 10.1.0.2")
        session.end()
    saved = practice.startup
    obeyed(session, "reload in 10")
    assert session.show("show reload").startswith(b"Reload scheduled in ")
    assert practice.startup == saved
    obeyed(session, "reload cancel")

    assert session.show("show reload").startswith(b"No reload is scheduled")
    assert [unasked.text.split("--- ")[1][:16] for unasked in session.heard] == ["SHUTDOWN ABORTED"]
    with pytest.raises(Refused):
        obeyed(session, "reload cancel")


def test_a_reload_at_once_is_never_confirmed() -> None:
    """Where a router takes another command for the one that was typed, its question is on no list."""
    practice = router(startup=SMALL).fork(faults=['at "reload in" rewrite "reload"'])
    session = at(practice)

    with pytest.raises(Surprise):
        obeyed(session, "reload in 10")
    assert session.recover() is Mode.PRIVILEGED
    assert practice.state.boots_until is None


@pytest.mark.parametrize("command", ["delete flash:x.cfg", "delete /force flash:x.cfg"])
def test_a_file_is_deleted(command: str) -> None:
    """With and without its two questions; what is not there is refused."""
    practice = router()
    session = at(practice)
    session.type("copy running-config flash:x.cfg")
    obeyed(session, command)

    assert practice.flash == {}
    with pytest.raises(Refused):
        obeyed(session, command)


@pytest.mark.parametrize("command", ["clear ip nat translation *", "archive config"])
def test_what_says_nothing_is_taken(command: str) -> None:
    """No answer is none."""
    assert obeyed(at(believing()), command) == ()


# at routers that ask what they should not


class Asking(ScriptedRouter):
    """It says several things behind one command, and waits for an answer between them."""

    def __init__(self, command: str, *says: bytes) -> None:
        self._command, self._says, self._left = command, says, list[bytes]()
        self.answers_to: list[bytes] = []
        """What was typed at its questions."""
        super().__init__()

    def _take(self, byte: bytes) -> None:
        if not self._left:
            super()._take(byte)
        elif byte == b"\x03":
            self._left = []
            super()._take(byte)
        elif byte == b"\r":
            line, self._input = self._input, b""
            self.answers_to.append(line)
            self._print(line + b"\r\n" + self._next() + self.prompt)
        else:
            self._input += byte

    def _answer(self, line: str) -> bytes:
        if line != self._command:
            return super()._answer(line)
        self._left = list(self._says)
        return self._next()

    def _next(self) -> bytes:
        return self._left.pop(0)

    @property
    def prompt(self) -> bytes:
        return b"" if self._left else super().prompt


def asked(command: str, *says: bytes) -> tuple[Asking, Login]:
    """A session with such a router."""
    wire = Asking(command, *says)
    return wire, log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)


SAVE = b"System configuration has been modified. Save? [yes/no]: "
SCHEDULED = b"Reload scheduled in 10 minutes by admin on vty0 (192.0.2.9)\r\nReload reason: Reload Command\r\n"
PROCEED = b"Proceed with reload? [confirm]"
ANYWAY = b"The boot variable is not set\r\nDo you wish to proceed with reload anyway[confirm]"
OVERWRITE = b"Overwrite the previous NVRAM configuration?[confirm]"
TO_RUNNING = b"Destination filename [running-config]? "

ANSWERED: dict[str, tuple[str, tuple[bytes, ...], list[bytes]]] = {
    "reload": ("reload in 10", (SAVE, SCHEDULED + PROCEED, b""), [b"no", b""]),
    "reload anyway": ("reload in 10", (SAVE, SCHEDULED + ANYWAY, b""), [b"no", b""]),
    "save": (
        "write memory",
        (
            b"Warning: Attempting to overwrite an NVRAM configuration previously written by a different version of the "
            b"system image.\r\n" + OVERWRITE,
            b"Building configuration...\r\n  Compressed configuration from 22772 bytes to 7054 bytes[OK]\r\n",
        ),
        [b""],
    ),
    "delete": (
        "delete flash:x.cfg",
        (b"Delete filename [x.cfg]? ", b"Delete bootflash:/x.cfg? [confirm]", b""),
        [b"", b""],
    ),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_the_questions_of_a_command_are_answered(case: str) -> None:
    """In the forms that are published and that no practice router has."""
    command, says, answers = ANSWERED[case]
    wire, session = asked(command, *says)
    obeyed(session, command)

    assert wire.answers_to == answers


HOSTILE: dict[str, tuple[str, tuple[bytes, ...], list[bytes]]] = {
    "a reload that nobody scheduled": ("reload in 10", (PROCEED, b""), []),
    "a reload anyway that nobody scheduled": ("reload in 10", (ANYWAY, b""), []),
    "a question within a line": ("reload in 10", (b"x " + SAVE, b""), []),
    "a question once more": ("reload in 10", (SAVE, SAVE, b""), [b"no"]),
    "a reload behind a save": ("write memory", (PROCEED, b""), []),
    "a question of a save behind a reload": ("reload in 10", (OVERWRITE, b""), []),
    "a version for ever": ("write memory", (OVERWRITE, OVERWRITE, OVERWRITE, b""), [b""]),
    "erasing": ("write memory", (b"Erase of nvram: will remove all files! Continue? [confirm]", b""), []),
    "another file": ("delete /force flash:x.cfg", (b"Delete filename [packages.conf]? ", b""), []),
    "another file confirmed": ("delete flash:x.cfg", (b"Delete flash:/packages.conf? [confirm]", b""), []),
    "another destination": ("copy flash:x.cfg running-config", (b"Destination filename [startup-config]? ", b""), []),
    "a question of a rollback": ("configure revert now", (b"Enter Y if you are sure. ? [no]: ", b""), []),
    "a question of a confirmation": ("configure confirm", (b"Are you sure? [yes/no]: ", b""), []),
    "a password": ("write memory", (b"Password: ", b""), []),
    "a sentence of a confirmation": ("configure confirm", (b"Rollback Confirmed Change: rolling to:flash:x\r\n",), []),
    "a sentence of a reload": ("reload in 10", (b"Reload scheduled in 10 minutes by admin\r\n",), []),
    "a sentence of a save": ("write memory", (b"Building configuration...\r\n",), []),
    "[OK] behind a fault": ("write memory", (b"Building configuration...\r\nNVRAM is bad\r\n[OK]\r\n",), []),
    "a rollback without its end": (
        "configure revert now",
        (b"Rollback Confirmed Change: rolling to:flash:x\r\n!Pass 1\r\n",),
        [],
    ),
    "a sentence of a shell": ("tclsh", (b"Tcl is not licensed here\r\n",), []),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_anything_else_is_a_surprise_and_is_not_answered(case: str) -> None:
    """Each question belongs to one command, and is answered once; so does each sentence."""
    command, says, answers = HOSTILE[case]
    wire, session = asked(command, *says)

    with pytest.raises(Surprise):
        obeyed(session, command)
    assert wire.answers_to == answers
    assert wire.typed[-1] == command.encode()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("configure confirm", b"%No Rollback Confirmed Change pending\r\n"),
        ("configure confirm", b"Command authorization failed.\r\n"),
        ("write memory", b"Building configuration...\r\n%Error opening nvram:/startup-config (No space left)\r\n"),
        ("reload in 10", b"Command authorization failed.\r\n"),
        ("delete /force flash:x.cfg", b"%Error deleting flash:/x.cfg (No such file or directory)\r\n"),
        ("tclsh", b'Translating "tclsh"...domain server (255.255.255.255)\r\n% Unknown command or computer name\r\n'),
    ],
)
def test_what_a_router_rejects_is_told_from_a_surprise(command: str, says: bytes) -> None:
    """In words that are listed."""
    with pytest.raises(Refused):
        obeyed(asked(command, says)[1], command)


def test_a_rollback_that_lists_what_looks_like_an_error_is_one_all_the_same() -> None:
    """Its list holds lines of configuration, and a banner may say anything."""
    says = (
        b"Rollback Confirmed Change: rolling to:flash:x\r\n!Pass 1\r\n!List of Rollback Commands:\r\n"
        b"banner motd ^C\r\n"
        b"% Invalid input detected at '^' marker.\r\n^C\r\nend\r\n\r\n"
        b"Total number of passes: 1\r\nRollback Done\r\n\r\n"
    )
    _, session = asked("configure revert now", says)

    assert obeyed(session, "configure revert now")[-1] == "Rollback Done"


def test_a_policy_that_is_there_may_be_typed_again() -> None:
    """The router says that it has the proposal already, to each line of the policy."""
    practice = router()
    session = at(practice)
    rows = ("crypto ikev2 proposal P", "encryption aes-cbc-256", "integrity sha256", "group 19", "exit")
    shown = []
    for _ in range(2):
        session.configure()
        for row in (*rows, "crypto ikev2 policy P", "match fvrf any", "proposal P"):
            session.send(row)
        session.end()
        shown.append(practice.running)

    assert "crypto ikev2 policy P\n match fvrf any\n proposal P\n" in shown[0]
    assert shown[1] == shown[0]


class Writing(ScriptedRouter):
    """It says nothing for so many seconds while it writes NVRAM, and then that it is done."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until, self._late = seconds, 0.0, b""
        super().__init__({"write memory": b"Building configuration...\r\n[OK]\r\n"})

    def _print(self, text: bytes) -> None:
        before, found, behind = text.partition(b"Building")
        super()._print(before)
        if found:
            self._until, self._late = self.now + self._seconds, found + behind

    def receive(self, seconds: float) -> bytes:
        if self._waiting or not self._late:
            return super().receive(seconds)
        wait = self._until - self.now
        self.now += min(wait, seconds)
        if wait > seconds:
            return b""
        late, self._late = self._late, b""
        return late


def saved_at(practice: Writing) -> None:
    """`write memory`, typed at a login of its own."""
    dialogue = Dialogue(practice, router="store-0417-r1", now=lambda: practice.now)
    obeyed(log_in(dialogue, practice.close, router="store-0417-r1", enable=None), "write memory")


@pytest.mark.parametrize("seconds", [2, 120])
def test_a_router_may_write_its_configuration_for_minutes(seconds: float) -> None:
    """Old NVRAM is slow, and says nothing until it is done."""
    practice = Writing(seconds)
    saved_at(practice)

    assert practice.now >= seconds


def test_nobody_waits_for_ever_for_a_router_that_writes() -> None:
    """What it has then, only it can tell."""
    with pytest.raises(Surprise):
        saved_at(Writing(400))
