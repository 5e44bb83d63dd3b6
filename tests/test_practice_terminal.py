"""A practice router's terminal: what is typed comes back, and what is printed is what IOS prints."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.practice_routers import SMALL, logged_in, prompt_of, received, router, told
from wizard.practice import NoFreeLine, Terminal, VirtualClock


def test_what_is_typed_comes_back_byte_for_byte() -> None:
    """A line is echoed as it is typed, its end as CR and LF, and the prompt follows the answer."""
    terminal = router().log_in("admin")

    assert received(terminal) == "\r\nR1#"
    terminal.send(b"show priv")
    assert received(terminal) == "show priv"
    terminal.send(b"ilege\r")
    assert received(terminal) == "ilege\r\nCurrent privilege level is 15\r\nR1#"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sh priv", "Current privilege level is 15"),
        ("SHOW Privilege", "Current privilege level is 15"),
        ("", ""),
        ("! a comment", ""),
        ("show frobnicate", "        ^\n% Invalid input detected at '^' marker.\n"),
        ("show", "% Incomplete command.\n"),
        ("s", '% Ambiguous command:  "s"'),
        ("e", '% Ambiguous command:  "e"'),
        (
            "pnig",
            'Translating "pnig"...domain server (255.255.255.255)\n'
            "% Unknown command or computer name, or unable to find computer address",
        ),
    ],
    ids=lambda value: str(value)[:20] or "empty",
)
def test_a_command_is_read_as_ios_reads_it(line: str, said: str) -> None:
    """A unique prefix is enough; what is no command is answered with the words and the caret of IOS."""
    assert told(logged_in(router()), line) == said


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (b"show clokc\b\bck\r", "show clock"),
        (b"garbage\x15show clock\r", "show clock"),
        (b"show users\x17clock\r", "show clock"),
        (b"show clo\x7f\x7f\x7fclock\r", "show clock"),
        (b"sh\x01o\x02w clock\r\n", "show clock"),
    ],
    ids=["backspace", "ctrl-U", "ctrl-W", "delete", "other control keys"],
)
def test_a_line_is_edited(keys: bytes, line: str) -> None:
    """What was rubbed out is no part of the command."""
    plain, edited = logged_in(router()), logged_in(router())
    received(edited)
    edited.send(keys)

    assert told(plain, line) in received(edited).replace("\r\n", "\n")
    assert prompt_of(edited) == "R1#"


def test_a_long_output_is_shown_page_by_page() -> None:
    """Without `terminal length 0` a screen is printed and ` --More-- ` waits for a key, which erases it."""
    terminal = logged_in(router(), length=5)
    received(terminal)
    terminal.send(b"show running-config\r")
    erased = "\b" * 9 + " " * 8 + "\b" * 9

    assert received(terminal).count("\r\n") == 5
    terminal.send(b" ")
    assert received(terminal).startswith(erased)
    terminal.send(b"\r")
    assert received(terminal).endswith(" --More-- ")
    terminal.send(b"q")
    assert received(terminal) == f"{erased}R1#"


def test_nothing_is_lost_between_the_pages() -> None:
    """The pages of an output are the output."""
    whole = told(logged_in(router()), "show running-config")
    terminal = logged_in(router(), length=7)
    received(terminal)
    terminal.send(b"show running-config\r" + b" " * 8)
    text = received(terminal).replace("\r\n", "\n").replace(" --More-- ", "").replace("\b" * 9 + " " * 8 + "\b" * 9, "")

    assert whole in text


def test_a_line_that_reaches_the_last_column_is_scrolled() -> None:
    """On 80 columns a long line moves to the left behind a `$`; with width 0 it comes back as it was typed."""
    line = b"show running-config | include " + b"x" * 60
    narrow, wide = logged_in(router(), width=80), logged_in(router())
    for terminal in (narrow, wide):
        received(terminal)
        terminal.send(line)

    assert "\b$" in received(narrow)
    assert received(wide) == line.decode()


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("include ^interface", ["interface GigabitEthernet0/0", "interface GigabitEthernet0/1"]),
        ("include hostname|ip route", ["hostname R1", "ip route 0.0.0.0 0.0.0.0 192.0.2.254"]),
        ("include d.*Internet$", [" description to the Internet"]),
        ("include ^interface [F-H].*0/[1-9]", ["interface GigabitEthernet0/1"]),
        ("section interface.*/1", ["interface GigabitEthernet0/1", " ip address 10.1.0.1 255.255.255.0"]),
        ("begin line vty", ["line vty 0 4", " login local", "!", "end", ""]),
        ("i [12]5.2", ["version 15.2"]),
        ("include (a", ["% Failed to compile regular expression"]),
    ],
    ids=lambda value: str(value)[:24],
)
def test_an_output_is_filtered(typed: str, rows: list[str]) -> None:
    """What stands behind the bar leaves the rows that it matches."""
    shown = told(logged_in(router()), f"show running-config | {typed}").split("\n")

    assert [row for row in shown if row != "!" or "!" in rows] == rows


def test_no_pattern_takes_long() -> None:
    """A pattern that makes other programs try for years is answered at once."""
    terminal = logged_in(router(SMALL.replace("to the Internet", "a" * 200)))

    assert told(terminal, f"show running-config | include {'a.*' * 60}b") == ""


def test_the_configuration_is_shown_with_its_header() -> None:
    """`show running-config` says how long it is and when it was changed, and ends with `end`."""
    shown = told(logged_in(router()), "show running-config")
    text = shown.partition("bytes\n")[2]

    assert shown.startswith(f"Building configuration...\n\nCurrent configuration : {len(text)} bytes\n!\n")
    assert "! Last configuration change at 09:00:00 UTC Mon Mar 2 2026\n" in shown
    assert text.endswith("line vty 0 4\n login local\n!\nend\n")


def test_a_user_without_privilege_becomes_privileged_by_the_enable_secret() -> None:
    """`enable` asks without an echo; three wrong answers are refused."""
    terminal = logged_in(router(), "guest")
    wrong = logged_in(router(), "guest")

    assert prompt_of(terminal) == "R1>"
    assert "% Invalid input" in told(terminal, "show running-config")
    received(terminal)
    terminal.send(b"enable\rsecret\r")
    assert received(terminal) == "enable\r\nPassword: \r\nR1#"
    wrong.send(b"enable\r1\r2\r3\r")
    assert received(wrong).endswith("% Bad secrets\r\n\r\nR1>")


def test_a_login_ends_by_exit() -> None:
    """What was printed can still be read; then the line is closed, and free for another login."""
    practice = router()
    terminal = practice.log_in("admin")
    terminal.send(b"exit\r")

    assert received(terminal).endswith("exit\r\n")
    with pytest.raises(EOFError):
        terminal.receive(0)
    with pytest.raises(EOFError):
        terminal.send(b"\r")
    assert practice.log_in("admin").session.vty == 0


def test_a_router_has_five_lines() -> None:
    """Who comes sixth is turned away until one leaves."""
    practice = router()
    terminals = [practice.log_in("admin") for _ in range(5)]

    with pytest.raises(NoFreeLine):
        practice.log_in("admin")
    terminals[3].close()
    assert practice.log_in("guest").session.vty == 3


def test_the_router_says_who_and_what_it_is() -> None:
    """Version with serial, clock, users with the address that they come from, files."""
    terminal = logged_in(router(clock=VirtualClock()))

    assert "Version 15.2(4)M6, RELEASE" in told(terminal, "show version")
    assert "Processor board ID FTX1234A5BC" in told(terminal, "show version | include board")
    assert told(terminal, "show clock") == "*09:00:00.000 UTC Mon Mar 2 2026"
    assert "*  2 vty 0     admin      idle                 00:00:00 192.0.2.10" in told(terminal, "show users")
    assert told(terminal, "dir").startswith("Directory of flash:/\n\nNo files in directory\n")
    assert told(terminal, "more flash:x") == "%Error opening flash:x (File not found)"
    assert told(terminal, "show startup-config") == "startup-config is not present"


FACTS = """\
hostname R1
boot system flash0:c2900.bin
vrf definition RED
 rd 1:1
interface GigabitEthernet0/0
 vrf forwarding RED
 ip address 192.0.2.1 255.255.255.0
interface Tunnel1
 no ip address
 shutdown
ip access-list extended A
 permit ip host 10.1.0.1 any
 deny   ip any any
access-list 10 permit 10.0.0.0 0.255.255.255
end
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "show ip access-lists A",
            "Extended IP access list A\n    10 permit ip host 10.1.0.1 any\n    20 deny ip any any",
        ),
        ("show ip access-lists", "Standard IP access list 10\n    10 permit 10.0.0.0 0.255.255.255"),
        ("show ip interface brief", "GigabitEthernet0/0         192.0.2.1       YES NVRAM  up                    up"),
        ("show ip interface brief", "Tunnel1                    unassigned      YES NVRAM  administratively down down"),
        ("sh run int tu 1", "bytes\n!\ninterface Tunnel1\n no ip address\n shutdown\nend\n"),
        ("show vrf", "  RED                              1:1"),
        ("show inventory", "SN: FTX1234A5BC"),
        ("show boot", "BOOT variable = flash0:c2900.bin,1;"),
        ("more system:running-config", "hostname R1"),
    ],
    ids=lambda value: value[:32],
)
def test_what_follows_from_the_configuration_is_shown(line: str, said: str) -> None:
    """Lists with the numbers that they have, interfaces, VRFs, what is booted."""
    assert said in told(logged_in(router(FACTS)), line)


@pytest.mark.parametrize("chunk", [1, 2, 7, 1000])
def test_how_the_bytes_are_cut_changes_nothing(chunk: int) -> None:
    """A line that comes in pieces is the same line."""
    terminal = logged_in(router())
    received(terminal)
    data = "show privilege\rshow Zürich\r".encode()
    for start in range(0, len(data), chunk):
        terminal.send(data[start : start + chunk])

    assert received(terminal) == (
        "show privilege\r\nCurrent privilege level is 15\r\nR1#show Zürich\r\n"
        "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\nR1#"
    )


def test_help_and_the_tabulator_name_the_words_that_follow() -> None:
    """`?` lists them and leaves the line as it was; a tabulator writes the only one out."""
    terminal: Terminal = logged_in(router())
    received(terminal)
    terminal.send(b"show cl?")

    assert received(terminal) == "show cl?\r\n  clock\r\n\r\nR1#show cl"
    terminal.send(b"\t")
    assert received(terminal) == "\r\nR1#show clock "


KEYS = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"configure terminal\r",
            b"interface Tunnel1\r",
            b"ip access-list extended A\r",
            b"0 permit \r",
            b"access-list 1 \r",
            b"access-list 99999999999 permit any\r",
            b"banner motd #\r",
            b"no banner\r",
            b"crypto pki trustpoint T\r enrollment terminal\r",
            b"crypto pki authenticate T\r",
            b"crypto pki import T\r",
            b"crypto key generate rsa\r",
            b"no username \r",
            b"no interface\r",
            b"default interface x\r",
            b"ip prefix-list P seq x permit\r",
            b"route-map M\r",
            b"line vty\r",
            b"line vty a b\r exec-timeout x\r",
            b"username \r",
            b"username secret secret\r",
            b"router eigrp 1\rnetwork 300.1.1.1 x\r",
            b"end\r",
            b"copy flash: running-config\r",
            b"copy running-config flash:\r",
            b"copy running-config flash:x\r\r",
            b"configure replace flash:x\r",
            b"delete :\r",
            b"more :\r",
            b"reload in 99999999999\r",
            b"reload in 1:99\r",
            b"tclsh\r",
            b'puts [open " w+] {\r',
            b"show running-config | include [\r",
            b"show running-config | section ^[^]$\r",
            b"show |\r",
            b"do \r",
            b"no \r",
            b"default \r",
            b"configure terminal revert timer 1\r",
            b"hostname \xff\xe9\r",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(typed=st.lists(KEYS, max_size=25))
def test_nothing_that_is_typed_breaks_a_router(typed: list[bytes]) -> None:
    """Whatever bytes come: the router answers or ends the login, and the next login finds it at work."""
    practice = router()
    terminal = practice.log_in("admin")
    with contextlib.suppress(EOFError):
        for keys in typed:
            terminal.send(keys)
            terminal.receive(1)

    assert "Building configuration...\n" in told(logged_in(practice), "show running-config")
