"""What goes wrong at a practice router is written in a line of text, and happens as it says."""

import pytest

from tests.practice_routers import SMALL, logged_in, prompt_of, received, router, told
from wizard.cli.commands.practice import served_practice_site
from wizard.errors import PracticeError
from wizard.practice import ACTIONS, PracticeRouter, Terminal, read_faults

ARCHIVING = SMALL.replace("!\nend", "!\narchive\n path flash:a\n!\nend")


def suffering(*faults: str, running: str = SMALL) -> tuple[PracticeRouter, Terminal]:
    """A router and a login at it to which something is going to happen; its first line is the next one."""
    practice = router(running)
    terminal = practice.log_in("admin")
    received(terminal)
    practice.suffer(*faults)
    return practice, terminal


def typed(terminal: Terminal, keys: str) -> str:
    """All that comes for some keys."""
    terminal.send(keys.encode())
    return received(terminal).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("phase", "seen", "hostname"),
    [
        ("before-echo", "R1(config)#", "R1"),
        ("after-echo", "hostname R2\n", "R1"),
        ("after-apply", "hostname R2\n", "R2"),
    ],
)
def test_a_connection_is_lost_in_three_phases_of_a_line(phase: str, seen: str, hostname: str) -> None:
    """Before its echo, behind it, and when the line is applied: the login is gone each time."""
    practice, terminal = suffering(f"at line 2 {phase} drop")
    typed(terminal, "configure terminal\r")
    terminal.send(b"hostname R2\r")
    try:
        came = received(terminal).replace("\r\n", "\n")
    except EOFError:
        came = ""

    assert came == ("" if phase == "before-echo" else seen)
    assert practice.hostname == hostname
    assert not practice.terminals
    with pytest.raises(EOFError):
        terminal.receive(0)


@pytest.mark.parametrize(
    ("fault", "said", "hostname"),
    [
        ('at "hostname" refuse', "           ^\n% Invalid input detected at '^' marker.\n", "R1"),
        ('at "hostname" refuse "% No."', "% No.", "R1"),
        ("every /name R/ swallow", "", "R1"),
        ('rewrite /^hostname/ "hostname R3"', "", "R3"),
        ("deny /^hostname/", "Command authorization failed.\n", "R1"),
        ("deny /^nothing/", "", "R2"),
    ],
)
def test_a_line_is_not_taken_as_it_was_typed(fault: str, said: str, hostname: str) -> None:
    """It is refused, swallowed, rewritten or denied; the login stays."""
    practice, terminal = suffering(fault)
    told(terminal, "configure terminal")

    assert told(terminal, "hostname R2") == said
    assert practice.hostname == hostname


def test_a_question_that_nobody_expects_waits_for_an_answer() -> None:
    """The line is taken behind it; the next one asks nothing."""
    practice, terminal = suffering('at "hostname" ask "Really? [yes/no]:"')
    told(terminal, "configure terminal")

    assert typed(terminal, "hostname R2\r").endswith("hostname R2\nReally? [yes/no]: ")
    assert practice.hostname == "R1"
    typed(terminal, "yes\r")
    assert practice.hostname == "R2"
    assert told(terminal, "hostname R3") == ""


def test_noise_comes_into_an_echo() -> None:
    """A message of the log behind the fourth byte of the line, and the line is taken all the same."""
    practice, terminal = suffering("at line 1 noise syslog at byte 4", 'at "show clock" noise "\\nhallo\\n"')

    assert typed(terminal, "show privilege\r") == (
        "show\n*Mar  2 09:00:00.000: %SYS-5-CONFIG_I: Configured from console by console on vty0 (192.0.2.99)\n"
        " privilege\nCurrent privilege level is 15\nR1#"
    )
    assert typed(terminal, "show clock\r").startswith("show clock\nhallo\n\n*09:00:00")
    assert practice.state.faults == ()


def test_what_is_printed_comes_late_and_in_pieces() -> None:
    """The time goes by while one waits for it."""
    practice, terminal = suffering("latency 200ms", "chunk 3")
    terminal.send(b"show privilege\r")

    assert terminal.receive(0.1) == b""
    assert terminal.receive(0.2) == b"sho"
    assert terminal.receive(0) == b"w p"
    assert practice.clock.now.microsecond == 200_000


def test_a_clock_jumps_and_the_timer_does_not() -> None:
    """What a router shows as its time is not what it counts."""
    practice, terminal = suffering("at line 3 clock +400s", running=ARCHIVING)
    told(terminal, "configure terminal revert timer 5")
    told(terminal, "hostname R2")
    told(terminal, "do show clock")
    assert "09:06:40" in told(terminal, "do show clock")
    practice.clock.go_on(290)

    assert practice.hostname == "R2"
    practice.clock.go_on(11)
    assert practice.hostname == "R1"


def test_somebody_else_edits_and_saves() -> None:
    """The lines are there, the header names who it was, and NVRAM holds what the others did not want to save."""
    practice, terminal = suffering(
        'at "show clock" edit by bob "interface Tunnel9 ; shutdown"', "after 60s save by carol"
    )
    told(terminal, "show clock")
    told(terminal, "terminal length 0")

    assert "interface Tunnel9\n no ip address\n shutdown\n" in practice.running
    assert "change at 09:00:00 UTC Mon Mar 2 2026 by bob" in told(terminal, "show running-config")
    assert practice.startup is None
    practice.clock.go_on(61)
    assert "Tunnel9" in str(practice.state.startup)
    assert "updated at 09:01:00 UTC Mon Mar 2 2026 by carol" in told(terminal, "show running-config")


def test_a_router_reboots_in_the_middle() -> None:
    """At a line or at a time: every login is gone, and what was not saved."""
    practice, terminal = suffering("after 90s reboot")
    told(terminal, "write memory")
    told(terminal, "configure terminal")
    told(terminal, "hostname R2")
    practice.clock.go_on(91)

    assert practice.hostname == "R1"
    assert not practice.terminals


def test_flash_and_nvram_take_nothing() -> None:
    """Nothing is armed where the copy cannot be written, and what is not saved is said."""
    _, terminal = suffering("flash full", "nvram busy", running=ARCHIVING)

    assert "No space left on device" in told(terminal, "configure terminal revert timer 5")
    assert prompt_of(terminal) == "R1#"
    assert told(terminal, "show archive config rollback timer") == "%No Rollback Confirmed Change pending"
    assert "busy" in told(terminal, "write memory")


def test_a_rollback_leaves_residue() -> None:
    """A line of that beginning is neither put back nor taken away; the rest is."""
    practice, terminal = suffering('residue "ip route"', running=ARCHIVING)
    told(terminal, "configure terminal revert timer 5")
    for line in ("no ip route 0.0.0.0 0.0.0.0", "ip route 10.0.0.0 255.0.0.0 192.0.2.9", "hostname R2", "end"):
        told(terminal, line)
    told(terminal, "configure revert now")

    assert practice.hostname == "R1"
    assert "ip route 0.0.0.0" not in practice.running
    assert "ip route 10.0.0.0" in practice.running


def test_a_host_key_is_changed() -> None:
    """Who serves the router has another key to show."""
    practice, _ = suffering()
    before = practice.state.host_key
    practice.suffer("hostkey rotate")

    assert practice.state.host_key != before


def test_a_copied_line_suffers_as_a_typed_one() -> None:
    """A line of a file is refused in the middle of a copy, and the copy goes on."""
    practice, terminal = suffering('every /shutdown/ refuse "% No."')
    state = practice.state.with_file("x", "interface Tunnel1\n shutdown\nhostname R2\nend\n", practice.time)
    assert state
    practice.state = state
    answer = typed(terminal, "copy flash:x running-config\r\r")

    assert "\n% No.\n" in answer
    assert practice.hostname == "R2"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("", "what happens is missing"),
        ("explode", "nothing is called 'explode'"),
        ("at line x drop", "'x' is no number from 1 on"),
        ("at line 0 drop", "'0' is no number from 1 on"),
        ("at hostname drop", "'hostname' is no line"),
        ("every /(/ drop", "'(' is no line"),
        ('at "hostname drop', 'the " has no other one'),
        ("drop", "'drop' happens to a line"),
        ("after 5s deny", "'deny' happens to a line, not at a time"),
        ("after five drop", "'five' is no duration"),
        ("clock soon", "'soon' is no duration"),
        ("ask /x/ Really", "'Really' stands where a text in quotes is expected"),
        ("edit bob", "who it is, is missing"),
        ("flash empty", "'full' is missing"),
        ("reboot now", "'now' is too much"),
    ],
)
def test_a_fault_that_cannot_be_read_is_refused(fault: str, said: str) -> None:
    """What is wrong with it, and how it is written."""
    with pytest.raises(PracticeError) as refused:
        router().suffer(fault)

    assert said in refused.value.message
    assert refused.value.hint


def test_each_action_is_known_by_its_word() -> None:
    """No two are called the same, and each says what it does."""
    assert len({action.word for action in ACTIONS}) == len(ACTIONS)
    assert all(action.about.endswith(".") for action in ACTIONS)


def test_a_fork_has_faults_of_its_own() -> None:
    """One router, forked before a line, loses it in each phase."""
    practice = router()
    told(logged_in(practice), "show clock")
    names = []
    for phase in ("before-echo", "after-echo", "after-apply"):
        fork = practice.fork(faults=[f'at "hostname" {phase} drop'])
        terminal = logged_in(fork)
        told(terminal, "configure terminal")
        terminal.send(b"hostname R2\r")
        names.append(fork.hostname)

    assert names == ["R1", "R1", "R2"]
    assert practice.hostname == "R1"


def test_a_fault_may_be_of_one_router_or_of_each() -> None:
    """`ROUTER: FAULT` names it; a colon within a text is none."""
    found = read_faults(["hub: flash full", 'at "ip route" ask "Sure: [y]"', "after 90s reboot"], ("hub", "spoke"))

    assert [fault.written for fault in found["hub"]] == [
        "flash full",
        'at "ip route" ask "Sure: [y]"',
        "after 90s reboot",
    ]
    assert [fault.written for fault in found["spoke"]] == ['at "ip route" ask "Sure: [y]"', "after 90s reboot"]


@pytest.mark.parametrize(
    ("row", "said"), [("nobody: flash full", "no router is called 'nobody'"), ("hub: explode", "nothing is called")]
)
def test_a_fault_of_a_router_that_is_not_there_is_refused(row: str, said: str) -> None:
    """And one that cannot be read, before any router is served."""
    with pytest.raises(PracticeError) as refused:
        read_faults([row], ("hub", "spoke"))

    assert said in refused.value.message


def test_the_served_routers_suffer_what_they_are_told_to() -> None:
    """One alone, or each of them."""
    faults = ('practice-spoke1: at "hostname" refuse "% No."', 'edit by bob "hostname changed"')
    with served_practice_site(faults=faults) as (served, _):
        routers = {practice.name: practice for practice, _ in served}
        answers = {}
        for name, practice in routers.items():
            terminal = practice.log_in("admin")
            told(terminal, "configure terminal")
            answers[name] = told(terminal, "hostname R9")

        assert [name for name, answer in answers.items() if answer == "% No."] == ["practice-spoke1"]
        assert routers["practice-spoke1"].hostname == "changed"
