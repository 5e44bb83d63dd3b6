"""A file on flash is written, compared, copied and deleted; what goes wrong leaves a file that is listed at most."""

from itertools import count

import pytest

from tests.practice_routers import SMALL, router
from tests.scripted_router import ScriptedRouter
from tests.test_practice_laws import shown
from tests.test_push_guarded_router import frozen
from tests.test_push_standing import BY_DEVICE_CUT_OVER, cut_over, staged
from tests.test_router_session import at
from wizard.errors import ConnectionLost, PushRefused, RouterError, Surprise
from wizard.ios.residue import Compared
from wizard.model.stage import Stage
from wizard.practice import BELIEFS, PracticeRouter
from wizard.push.copied import Copied, Rejected, copy_to_running, read_copied
from wizard.push.flash_file import is_on_flash, put_on_flash, remove_from_flash, text_for_flash
from wizard.session.dialogue import Dialogue
from wizard.session.prompts import Mode
from wizard.session.router_session import Login, log_in
from wizard.session.wire import Wire

NAME = "ez2flex-5-cutover.cfg"
ROUTE = "ip route 10.9.0.0 255.255.0.0 10.1.0.2"
TEXT = f"{ROUTE}\ninterface GigabitEthernet0/1\n no shutdown\n!\nend\n"
FILE = ("flash:", NAME)


def positions(*names: str) -> pytest.MarkDecorator:
    """A test in each position of each of the beliefs."""
    pairs = [(belief.name, position) for belief in BELIEFS if belief.name in names for position in belief.positions]
    return pytest.mark.parametrize("belief", [dict([pair]) for pair in pairs], ids=["=".join(pair) for pair in pairs])


@positions("tcl-goes-on", "tcl-empty-rows", "copy-shows-the-line", "copy-over-a-file")
def test_a_file_is_written_copied_and_deleted(belief: dict[str, str]) -> None:
    """What the router then runs is what the file says, and nothing of it is left on flash."""
    practice = router(beliefs=belief)
    session = at(practice)
    assert not is_on_flash(session, *FILE)
    put_on_flash(session, *FILE, TEXT)
    assert is_on_flash(session, *FILE)
    assert ROUTE not in practice.running
    copied = copy_to_running(session, *FILE, TEXT)
    remove_from_flash(session, *FILE)

    assert copied.is_clean
    assert copied.size in (len(TEXT), len(TEXT) + 2)
    assert ROUTE in practice.running
    assert practice.flash == {}


@BY_DEVICE_CUT_OVER
def test_a_cut_over_that_is_copied_gives_what_one_gives_that_is_typed(case: str, device: str) -> None:
    """To the last line; none of it is rejected, holds a key, or cannot stand in a file."""
    practice = staged(case, device).fork()
    session = at(practice)
    text = text_for_flash(frozen(case, device, Stage.CUTOVER))
    put_on_flash(session, *FILE, text)
    copied = copy_to_running(session, *FILE, text)
    remove_from_flash(session, *FILE)

    assert copied.is_clean
    assert Compared(shown(practice)).residue(Compared(shown(cut_over(case, device)))).is_empty
    assert not any(name.startswith("ez2flex-5") for name in practice.flash)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("", "is empty"),
        ("a\\", "holds a backslash"),
        ("two  blanks", "several blanks"),
        ("a blank ", "ends in one"),
        ("banner motd ^CHello^C", "holds a `\\^C`"),
        ("what?", "asks for help"),
        ("a {", "holds a brace"),
        ("}", "holds a brace"),
        ("caf\u00e9", "printable ASCII"),
        ("a\rreload", "printable ASCII"),
        ("a\tb", "printable ASCII"),
        ("x" * 255, "longer than 254 characters"),
        ("username admin password 7 0822455D0A16", "holds a key or a password"),
        (" pre-shared-key local hunter2", "holds a key or a password"),
    ],
)
def test_a_text_that_flash_would_not_hold_as_it_is_is_refused(row: str, says: str) -> None:
    """The row is named, and not shown; nothing is typed."""
    practice = router()
    session = at(practice)
    lines = practice.state.lines_typed

    with pytest.raises(PushRefused, match=f"row 2 of the file .*{says}") as refused:
        put_on_flash(session, *FILE, f"hostname R2\n{row}\nend\n")
    assert "hunter2" not in str(refused.value)
    assert "0822455D0A16" not in str(refused.value)
    assert practice.state.lines_typed == lines


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("flash:", "packages.conf"),
        ("flash:", "../ez2flex-x.cfg"),
        ("flash:", 'ez2flex-x.cfg" w+] {'),
        ("flash: ", NAME),
        ("", NAME),
        ("flash:\r", NAME),
    ],
)
def test_no_file_is_touched_that_is_not_of_ez2flex(system: str, name: str) -> None:
    """Whatever is to be done with it."""
    practice = router()
    session = at(practice)
    lines = practice.state.lines_typed
    with pytest.raises(PushRefused):
        put_on_flash(session, system, name, TEXT)
    with pytest.raises(PushRefused):
        is_on_flash(session, system, name)
    with pytest.raises(PushRefused):
        remove_from_flash(session, system, name)
    with pytest.raises(PushRefused):
        copy_to_running(session, system, name, TEXT)

    assert practice.state.lines_typed == lines


def test_a_file_that_is_there_is_not_written_over_and_a_full_flash_is_not_begun_with() -> None:
    """What stood there stands there."""
    practice = router()
    session = at(practice)
    put_on_flash(session, *FILE, TEXT)
    with pytest.raises(PushRefused, match="there is a file"):
        put_on_flash(session, *FILE, "end\n")
    assert practice.flash[NAME] == TEXT
    remove_from_flash(session, *FILE)
    practice.suffer("flash full")

    with pytest.raises(PushRefused, match="has no room"):
        put_on_flash(session, *FILE, TEXT)


def test_a_flash_that_fills_meanwhile_is_told_of_and_the_shell_is_left() -> None:
    """Nothing is there then."""
    practice = router()
    practice.suffer('at "tclsh" flash full')
    session = at(practice)

    with pytest.raises(RouterError):
        put_on_flash(session, *FILE, TEXT)
    assert session.recover() is Mode.PRIVILEGED
    assert not is_on_flash(session, *FILE)


@pytest.mark.parametrize(
    "fault", ['every /^more/ rewrite "show clock"', "every /^more/ swallow", "every /^more/ refuse"]
)
def test_a_file_that_does_not_come_back_as_it_was_written_is_not_believed(fault: str) -> None:
    """Whatever the router shows in its place."""
    practice = router()
    practice.suffer(fault)

    with pytest.raises(Surprise, match="does not hold what was written to it, from row 1 on"):
        put_on_flash(at(practice), *FILE, TEXT)


def test_a_file_that_is_said_to_be_deleted_and_is_not_is_a_surprise() -> None:
    """The router took the command without a word."""
    practice = router()
    practice.suffer('at "delete" swallow')
    session = at(practice)
    put_on_flash(session, *FILE, TEXT)

    with pytest.raises(Surprise, match="is still listed"):
        remove_from_flash(session, *FILE)
    remove_from_flash(session, *FILE)
    remove_from_flash(session, *FILE)
    assert practice.flash == {}


class Dropped:
    """A wire that ends at one of the things that are sent: before the router has it, or behind that."""

    def __init__(self, wire: Wire, after: int, *, arrives: bool) -> None:
        self._wire, self._left, self._arrives = wire, after, arrives

    def send(self, data: bytes) -> None:
        """Sends it, until the line ends."""
        self._left -= 1
        if self._left < 0:
            if self._left == -1 and self._arrives:
                self._wire.send(data)
            self._wire.close()
            raise EOFError
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends it."""
        self._wire.close()


def begun(practice: PracticeRouter, after: int, *, arrives: bool) -> bool:
    """Does all of it over such a wire: whether it came to its end."""
    wire = Dropped(practice.log_in("admin"), after, arrives=arrives)
    dialogue = Dialogue(wire, router="r1", now=lambda: practice.clock.now.timestamp())
    try:
        session = log_in(dialogue, wire.close, router="r1", enable=None)
        done_whole(session)
    except ConnectionLost:
        return False
    return True


def done_whole(session: Login) -> None:
    """Writes, copies and deletes the file."""
    put_on_flash(session, *FILE, TEXT)
    copy_to_running(session, *FILE, TEXT)
    remove_from_flash(session, *FILE)


@pytest.mark.parametrize("arrives", [False, True], ids=["before", "behind"])
def test_a_line_that_drops_at_any_moment_leaves_nothing_but_a_file_that_is_listed(*, arrives: bool) -> None:
    """A fresh login sees and deletes it, and the router runs all of what it says or nothing."""
    before, whole = router(SMALL).running, router(SMALL)
    assert begun(whole, 10_000, arrives=True)
    left = 0
    for after in count():
        practice = router(SMALL)
        is_done = begun(practice, after, arrives=arrives)
        session = at(practice)
        assert is_on_flash(session, *FILE) is (NAME in practice.flash)
        left += NAME in practice.flash
        remove_from_flash(session, *FILE)

        assert practice.flash == {}
        assert practice.running in (before, whole.running)
        if is_done:
            break
    assert left > 3


@pytest.mark.parametrize("when", ["before-echo", "after-echo", "after-apply"])
@pytest.mark.parametrize("command", ["tclsh", "more", "copy", "delete"])
def test_a_command_at_which_the_line_drops_is_told_of(command: str, when: str) -> None:
    """What the router made of it, a fresh login sees."""
    practice = router()
    practice.suffer(f'at "{command}" {when} drop')
    with pytest.raises(ConnectionLost):
        done_whole(at(practice))
    remove_from_flash(at(practice), *FILE)

    assert practice.flash == {}


@positions("copy-when-its-line-drops")
def test_a_copy_that_cuts_its_own_line_goes_on_or_dies(belief: dict[str, str]) -> None:
    """The error is the same one: what the router runs is to be read from a fresh login."""
    practice = router(beliefs=belief)
    practice.suffer('at "interface GigabitEthernet0/1" drop')
    session = at(practice)
    text = f"interface GigabitEthernet0/1\ndescription changed\n{ROUTE}\n"
    put_on_flash(session, *FILE, text)
    with pytest.raises(ConnectionLost):
        copy_to_running(session, *FILE, text)

    assert (ROUTE in practice.running) is (belief["copy-when-its-line-drops"] == "goes-on")


# hostile routers


def scripted(answers: dict[str, bytes]) -> tuple[ScriptedRouter, Login]:
    """A session with a router that answers so."""
    wire = ScriptedRouter(answers)
    return wire, log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)


EMPTY = b"Directory of flash:/\r\n\r\nNo files in directory\r\n\r\n256487424 bytes total (256487424 bytes free)\r\n"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"dir flash:": b"%Error opening flash:/ (No such device)\r\n"},
        {"dir flash:": EMPTY},
        {"dir flash:": EMPTY, "show privilege": b"Current privilege level is 1\r\n"},
        {"dir flash:": EMPTY.replace(b"256487424 bytes free", b"10 bytes free")},
        {"dir flash:": EMPTY.replace(b"No files in directory", b"    1  -rw-  9  Mar 2 2026  EZ2FLEX-5-CUTOVER.CFG")},
        {"dir flash:": EMPTY, "show privilege": b"Current privilege level is 15\r\n"},
        {"dir flash:": EMPTY, "show privilege": b"Current privilege level is 15\r\n", "tclsh": b"% Invalid\r\n"},
    ],
)
def test_nothing_of_the_file_is_typed_at_a_router_that_is_not_ready_for_it(answers: dict[str, bytes]) -> None:
    """It lists nothing, or no room, or has no shell: what is meant for the file would be obeyed."""
    wire, session = scripted(answers)

    with pytest.raises(RouterError):
        put_on_flash(session, *FILE, TEXT)
    assert not [line for line in wire.typed if line.startswith((b"puts", b"hostname", b"interface"))]


def test_what_a_router_says_of_a_copy_is_read() -> None:
    """Rejected lines with their rows where it shows them; the rest of what it says is kept."""
    answer = (
        "Destination filename [running-config]?",
        "frobnicate",
        "  ^",
        "% Invalid input detected at '^' marker.",
        "",
        "Command authorization failed.",
        "IKEv2 profile MUST have:",
        "1767 bytes copied in 5.545 secs (319 bytes/sec)",
    )

    assert read_copied(answer, "hostname R2\nfrobnicate\n frobnicate\nend\n") == Copied(
        size=1767,
        rejected=(
            Rejected(said="% Invalid input detected at '^' marker.", rows=(2, 3)),
            Rejected(said="Command authorization failed.", rows=()),
        ),
        remarks=("IKEv2 profile MUST have:",),
    )


@pytest.mark.parametrize(
    "answer",
    [
        (),
        ("Destination filename [running-config]?",),
        ("%Error opening flash:x (File not found)",),
        ("10 bytes copied in 0.4 secs (1 bytes/sec)", "10 bytes copied in 0.4 secs (1 bytes/sec)"),
        ("frobnicate", "10 bytes copied in 0.4 secs (1 bytes/sec)"),
        ("x 10 bytes copied in 0.4 secs (1 bytes/sec)",),
        ("password/key will be truncated to 8 characters", "10 bytes copied in 0.4 secs (1 bytes/sec)"),
    ],
)
def test_anything_but_one_count_of_bytes_is_no_clean_copy(answer: tuple[str, ...]) -> None:
    """Also where nothing is said at all."""
    assert not read_copied(answer, TEXT).is_clean


def test_no_key_is_kept_of_what_a_router_says() -> None:
    """It may show a line of its own."""
    copied = read_copied(("username admin password 7 0822455D0A16", "% wrong: enable secret 5 $1$abcd$hunter2"), TEXT)

    assert "0822455D0A16" not in repr(copied)
    assert "hunter2" not in repr(copied)


def test_what_a_router_says_of_a_copy_does_nothing_to_a_terminal() -> None:
    """Signs that would move a cursor, or clear a screen, are shown as what they are."""
    copied = read_copied(("\x1b[2J hidden", "% no\x9b2J \u202e"), TEXT)
    said = "".join((*copied.remarks, *(rejected.said for rejected in copied.rejected)))

    assert said.isprintable()
    assert "hidden" in said


@positions("copy-shows-the-line")
def test_a_rejected_line_is_found_and_the_copy_goes_on_behind_it(belief: dict[str, str]) -> None:
    """Its row is known where the router shows it."""
    text = "frobnicate\nip route 10.9.0.0 255.255.0.0 10.1.0.2\nend\n"
    practice = router(beliefs=belief)
    session = at(practice)
    put_on_flash(session, *FILE, text)
    copied = copy_to_running(session, *FILE, text)

    assert len(copied.rejected) == 1
    assert copied.rejected_rows == ((1,) if belief["copy-shows-the-line"] == "yes" else ())
    assert "10.9.0.0" in practice.running
    assert not copied.is_clean
