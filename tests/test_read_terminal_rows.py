"""Each thing that a terminal leaves between the lines of a configuration is told from them."""

import pytest

from tests.reading import read, tree
from wizard.errors import SourceError

CONFIGURATION = """\
hostname r1
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
line vty 0 4
 login local
"""

ASKED = (
    "show clock",
    "sho clock",
    "sh clock",
    "ping 10.1.0.9",
    "traceroute 10.1.0.9",
    "dir flash:",
    "terminal length 0",
    "term mon",
    "clear counters",
    "undebug all",
    "debug crypto ikev2",
    "en",
    "enable",
    "exit",
    "wr",
    "write memory",
    "copy running-config startup-config",
    "telnet 10.1.0.9",
    "ssh -l ops 10.1.0.9",
    "connect r2",
    "resume 1",
    "login",
    "logout",
    "disable",
    "verify flash:image.bin",
    "reload in 10",
    "test aaa group radius ops",
    "set privilege",
    "tclsh",
)
"""Commands whose answer is no configuration."""

SHOWING = (
    "show running-config",
    "sh run",
    "sho run",
    "show startup-config",
    "show configuration",
    "more system:running-config",
    "more nvram:startup-config",
    "write terminal",
    "wr t",
)
"""Commands whose answer is one."""

HEADERS = (
    "Building configuration...",
    "Current configuration : 1893 bytes",
    "Current configuration: 1893 bytes",
    "Using 1893 out of 262136 bytes",
)
"""Rows with which a router begins to show its configuration."""

ACROSS = (
    "Load for five secs: 1%/0%; one minute: 2%; five minutes: 2%",
    "No time source, *09:14:32.123 UTC Wed Mar 4 2026",
    "Time source is NTP, 09:14:32.123 UTC Wed Mar 4 2026",
    "time source is NTP, 09:14:32.123 UTC Wed Mar 4 2026",
    "Enter configuration commands, one per line.  End with CNTL/Z.",
    "% Invalid input detected at '^' marker.",
    "*Mar  4 09:14:32.123: %LINK-3-UPDOWN: Interface Vlan1, changed state to up",
    ".Mar  4 09:14:32.123: %SYS-5-CONFIG_I: Configured from console",
    "Mar  4 2026 09:14:32: %SYS-5-CONFIG_I: Configured from console",
    "! Last configuration change at 09:14:32 UTC",
    "!",
    "^",
    "              ^",
    "end",
    "exit",
    "configure terminal",
    "conf t",
    "write",
    "write memory",
    "wr",
    "wr mem",
)
"""Rows that stand before or between the lines of a configuration, and are none of it."""


@pytest.mark.parametrize("sign", ["#", ">"])
@pytest.mark.parametrize("command", ASKED)
def test_the_answer_to_a_command_is_no_configuration(command: str, sign: str) -> None:
    """Whatever else somebody asked the router in the same log is left out, with its answer."""
    log = f"r1{sign}{command}\nhostname other\nr1#show running-config\n{CONFIGURATION}end\n\n"
    source = read(f"{log}r1{sign}{command}\nip cef\n banner\n")

    assert tree(source) == CONFIGURATION
    assert set(source.skipped) == {1, 2, 3, *range(9, 14)}


@pytest.mark.parametrize("command", SHOWING)
def test_the_answer_to_a_command_that_shows_a_configuration_is_one(command: str) -> None:
    """Each way in which a router shows its configuration is known, in full and abbreviated."""
    source = read(f"r1#show clock\nip cef\nr1#{command}\n{CONFIGURATION}r1#show clock\nip cef\n")

    assert tree(source) == CONFIGURATION


@pytest.mark.parametrize("row", [*HEADERS, *ACROSS])
def test_what_a_router_prints_before_a_configuration_is_none_of_it(row: str) -> None:
    """Headers, messages and marks are skipped, and counted as skipped."""
    source = read(f"{row}\n{CONFIGURATION}")

    assert tree(source) == CONFIGURATION
    assert source.skipped == (1,)


@pytest.mark.parametrize("row", ACROSS)
def test_what_a_router_prints_across_a_configuration_is_none_of_it(row: str) -> None:
    """A message may come at any time, and a mark stands between any two blocks."""
    before, _, after = CONFIGURATION.partition("line vty")
    source = read(f"{before}{row}\nline vty{after}")

    assert tree(source) == CONFIGURATION
    assert source.skipped == (4,)


@pytest.mark.parametrize("row", ["!", "end", "exit"])
def test_a_mark_ends_a_block_that_lost_its_indentation(row: str) -> None:
    """Behind it a word that belongs to an interface and to the router alike is the router's."""
    entry = "arp 10.1.0.9 0000.0c07.ac01 ARPA"
    text = f"hostname r1\ninterface Vlan1\nip address 10.1.0.1 255.255.255.0\n{row}\n{entry}\nip cef\n"

    assert tree(read(text)).splitlines()[-2:] == [entry, "ip cef"]


def test_a_remark_ends_no_block() -> None:
    """What somebody wrote between two lines of an interface parts them no more than a blank line."""
    text = "hostname r1\ninterface Vlan1\nip address 10.1.0.1 255.255.255.0\n! the LAN\narp timeout 300\nip cef\n"

    assert tree(read(text)).splitlines()[-2:] == [" arp timeout 300", "ip cef"]


@pytest.mark.parametrize(
    "header",
    [
        *(
            f"banner {kind} "
            for kind in (
                "motd",
                "login",
                "exec",
                "incoming",
                "prompt-timeout",
                "slip-ppp",
                "config-save",
                "lcd",
            )
        ),
        "aaa authentication banner ",
        "aaa authentication fail-message ",
        "menu ops title ",
        "menu ops prompt ",
    ],
)
@pytest.mark.parametrize(("opens", "closes"), [("^C", "^C"), ("\x03", "\x03"), ("^C", "\x03"), ("#", "#"), ("z", "z")])
def test_a_banner_is_kept_as_it_is(header: str, opens: str, closes: str) -> None:
    """Nothing in a banner is a command, a prompt or a comment, up to the sign that closes it."""
    body = ("Hello", "!", "r1>show clock", " interface Vlan9", f"bye{closes}")
    text = "\n".join((f"hostname r1\n{header}{opens}", *body, CONFIGURATION.partition("\n")[2]))
    banner = read(text).configuration.lines[1]

    assert banner.text == f"{header}{opens}".strip()
    assert banner.verbatim == body


@pytest.mark.parametrize(
    "row",
    [
        "banner motd ^CNo entry^C",
        "banner motd #No entry#",
        "banner motd \x03No entry\x03",
        "banner motd ^No entry^",
        "banner exec xNo entryx",
    ],
)
def test_a_banner_of_one_line_takes_no_other(row: str) -> None:
    """Where the sign closes it in the same line, the next line is configuration."""
    source = read(f"hostname r1\n{row}\nip cef\n")

    assert [line.text for line in source.configuration.lines] == ["hostname r1", row, "ip cef"]
    assert not any(line.verbatim for line in source.configuration.lines)


@pytest.mark.parametrize(("opens", "sign"), [("^C", "^C"), ("\x03", "^C"), ("#", "#")])
def test_a_banner_without_an_end_is_named_by_its_sign(opens: str, sign: str) -> None:
    """The file is cut off in it, and a sign that nobody can see is written as the router writes it."""
    with pytest.raises(SourceError) as caught:
        read(f"hostname r1\nbanner motd {opens}Hello\nip cef\n")

    assert f"no `{sign}` closes it" in str(caught.value)


def test_the_body_of_a_macro_is_kept_as_it_is() -> None:
    """A macro ends at its `@`, and what it holds is not carried out now."""
    macro = read("hostname r1\nmacro name uplink\ninterface Vlan9\nshutdown\n@\nip cef\n").configuration.lines[1]

    assert (macro.text, macro.verbatim) == ("macro name uplink", ("interface Vlan9", "shutdown", "@"))
