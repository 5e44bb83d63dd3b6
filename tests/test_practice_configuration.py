"""A practice router's configuration mode takes lines as IOS does."""

import pytest

from tests.practice_routers import SMALL, logged_in, prompt_of, received, router, told
from wizard.model.release import Family, Release
from wizard.practice import PracticeRouter, Terminal
from wizard.practice.modes import MODES


def configuring(practice: PracticeRouter, *lines: str) -> Terminal:
    """A login in configuration mode that typed those lines."""
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    for line in lines:
        told(terminal, line)
    return terminal


def after(*lines: str, running: str = SMALL) -> str:
    """The running configuration of a router at which those lines were typed."""
    practice = router(running)
    configuring(practice, *lines)
    return practice.running


@pytest.mark.parametrize(
    ("lines", "prompt"),
    [
        ((), "R1(config)#"),
        (("interface GigabitEthernet0/0",), "R1(config-if)#"),
        (("crypto ikev2 keyring K", "peer A"), "R1(config-ikev2-keyring-peer)#"),
        (("crypto ikev2 keyring K", "peer A", "exit"), "R1(config-ikev2-keyring)#"),
        (("crypto ikev2 keyring K", "peer A", "end"), "R1#"),
        (("crypto ikev2 policy P", "hostname R2"), "R2(config)#"),
        (("ip access-list extended A",), "R1(config-ext-nacl)#"),
        (("crypto ipsec transform-set TS esp-aes",), "R1(cfg-crypto-trans)#"),
        (("hostname a-very-long-name-of-a-router",), "a-very-long-name-of-(config)#"),
    ],
    ids=lambda value: value[-1][:24] if isinstance(value, tuple) and value else None,
)
def test_a_prompt_says_which_mode_it_is(lines: tuple[str, ...], prompt: str) -> None:
    """A line opens its mode, `exit` leaves it, and a line of another mode is taken there."""
    assert prompt_of(configuring(router(), *lines)) == prompt


def test_every_mode_opens_and_says_where_its_prompt_was_read() -> None:
    """No two modes of one place have the same name, and each prompt has its source."""
    names = [mode.name for mode in MODES]

    assert len(set(names)) == len(names)
    assert all(mode.source for mode in MODES)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "int gi0/1\nip addr 10.9.0.1 255.255.255.0",
            "interface GigabitEthernet0/1\n ip address 10.9.0.1 255.255.255.0",
        ),
        ("int tun 5\n no ip address", "interface Tunnel5\n no ip address\n"),
        ("interface gi0/1\nno ip address", "interface GigabitEthernet0/1\n no ip address\n"),
        ("interface gi0/1\nshutdown", " ip address 10.1.0.1 255.255.255.0\n shutdown\n"),
        ("interface gi0/1\nno ip redirects", " no ip redirects\n"),
        ("interface gi0/1\nip nat inside", " ip nat inside\n ip virtual-reassembly in\n"),
        ("default interface gi0/1", "interface GigabitEthernet0/1\n no ip address\n shutdown\n"),
        ("crypto isakmp policy 5\nencryption aes 256\nhash sha", "crypto isakmp policy 5\n encr aes 256\n!"),
        ("crypto pki trustpoint T\nfingerprint 0a1b", "crypto pki trustpoint T\n fingerprint 0A1B\n"),
        ("route-map M", "route-map M permit 10\n"),
        (
            "ip prefix-list P permit 10.0.0.0/8\nip prefix-list P deny 0.0.0.0/0",
            "ip prefix-list P seq 10 deny 0.0.0.0/0\n",
        ),
        ("router eigrp 1\nnetwork 10.0.0.0 0.255.255.255", "router eigrp 1\n network 10.0.0.0\n"),
        ("banner motd #Hello#", "banner motd ^CHello^C\n"),
        ("banner motd #Hello\n # none\nmore#", "banner motd ^CHello\n ^C\n"),
        ("access-list 101 permit ip 10.1.0.0 0.0.0.0 any", "access-list 101 permit ip host 10.1.0.0 any\n"),
    ],
    ids=lambda value: value[:32],
)
def test_what_is_shown_is_not_what_was_typed(typed: str, shown: str) -> None:
    """Abbreviations are written out, defaults hidden, masks of a class dropped, lines added."""
    assert shown in after(*typed.split("\n"))


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("interface gi0/0\nno shutdown", "shutdown"),
        ("interface gi0/0\ndescription new", "to the Internet"),
        ("interface gi0/0\nip address 192.0.2.7 255.255.255.0", "192.0.2.1"),
        ("interface gi0/0\nno description of another thing", "description"),
        ("vrf definition X\ninterface gi0/0\nvrf forwarding X", "192.0.2.1"),
        ("no ip route 0.0.0.0 0.0.0.0", "ip route"),
        ("aaa new-model", "login local"),
        ("username bob secret plain", "plain"),
    ],
    ids=lambda value: value[:32],
)
def test_a_line_takes_the_place_of_another(typed: str, gone: str) -> None:
    """A command of which a mode has one replaces it; `no` takes away what it names."""
    assert gone not in after(*typed.split("\n"))


LISTS = """\
hostname R1
ip access-list extended NAMED
 permit ip host 10.1.0.1 any
 deny   ip any any
access-list 101 permit ip host 10.1.0.1 any
access-list 101 deny   ip any any
end
"""


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("5 permit ip host 10.1.0.9 any", ["10.1.0.9", "10.1.0.1", "deny"]),
        ("15 permit ip host 10.1.0.9 any", ["10.1.0.1", "10.1.0.9", "deny"]),
        ("permit ip host 10.1.0.9 any", ["10.1.0.1", "deny", "10.1.0.9"]),
        ("no 10", ["deny"]),
        ("no permit ip host 10.1.0.1 any", ["deny"]),
        ("10 permit ip host 10.1.0.9 any", ["10.1.0.1", "deny"]),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
@pytest.mark.parametrize("name", ["NAMED", "101"])
def test_an_entry_stands_where_its_number_says(typed: str, entries: list[str], name: str) -> None:
    """Entries are counted by 10 whether their numbers are shown or not; a number is given once."""
    practice = router(LISTS)
    configuring(practice, f"ip access-list extended {name}", typed)
    beginning = " " if name == "NAMED" else "access-list 101 "
    kept = [row for row in practice.running.split("\n") if row.startswith(beginning)]

    assert [next(entry for entry in ("10.1.0.9", "10.1.0.1", "deny") if entry in row) for row in kept] == entries


def test_the_no_of_an_entry_takes_the_whole_numbered_list_away() -> None:
    """`no access-list 101 permit ...` is the oldest trap of IOS."""
    shown = after("no access-list 101 permit ip host 10.1.0.1 any", running=LISTS)

    assert "101" not in shown
    assert "NAMED" in shown


def test_a_list_is_numbered_anew() -> None:
    """`ip access-list resequence` makes room between two entries."""
    practice = router(LISTS)
    configuring(practice, "ip access-list resequence 101 100 50", "ip access-list extended 101", "no 150")

    assert "access-list 101 deny" not in practice.running


@pytest.mark.parametrize(
    ("line", "caret"),
    [("interface frob 1", None), ("frobnicate", 11), ("crypto ikev2 frobnicate", 24), (" no frobnicate", 15)],
)
def test_a_line_that_no_mode_knows_is_refused(line: str, caret: int | None) -> None:
    """The caret stands below the word, counted with the prompt; nothing is changed."""
    practice = router()
    before = practice.running
    answer = told(configuring(practice), line)

    assert answer.endswith("% Invalid input detected at '^' marker.\n")
    assert caret is None or answer.startswith(" " * caret + "^\n")
    assert practice.running == before


def test_incomplete_and_ambiguous_lines_are_refused() -> None:
    """As in exec mode, with the words of IOS."""
    terminal = configuring(router())

    assert told(terminal, "crypto ikev2") == "% Incomplete command.\n"
    assert told(terminal, "cr ikev2 p") == '% Ambiguous command:  "cr ikev2 p"'


WEAK = ("crypto ikev2 proposal P", "encryption aes-cbc-256 3des")


@pytest.mark.parametrize(
    ("release", "said", "is_kept"),
    [
        (Release(family=Family.IOS, major=15, minor=9, maintenance=3, train="M"), "", True),
        (Release(family=Family.IOS_XE, major=17, minor=3, maintenance=4), "", True),
        (Release(family=Family.IOS_XE, major=17, minor=9, maintenance=4), "%Warning: weaker encryption", True),
        (Release(family=Family.IOS_XE, major=17, minor=12, maintenance=1), "^\n% Invalid input detected", False),
    ],
    ids=["15.9", "17.3", "17.9", "17.12"],
)
def test_a_weak_algorithm_is_taken_warned_of_or_refused(release: Release, said: str, *, is_kept: bool) -> None:
    """The whole line goes with its weak word, from the release on that says so."""
    practice = router()
    practice.release = release
    answer = told(configuring(practice, WEAK[0]), WEAK[1])

    assert (said in answer) if said else not answer
    assert (WEAK[1] in practice.running) is is_kept


@pytest.mark.parametrize(
    ("mode", "line", "is_weak"),
    [
        *(
            ("crypto isakmp policy 10", line, True)
            for line in ("encryption 3des", "hash md5", "group 1", "group 2", "group 5")
        ),
        *(
            ("crypto isakmp policy 10", line, False)
            for line in ("encryption aes 256", "hash sha256", "group 14", "group 19")
        ),
        *(
            ("crypto ikev2 proposal P", line, True)
            for line in (
                *("encryption des", "encryption aes-cbc-256 3des", "integrity md5", "integrity sha256 md5"),
                *("group 1", "group 2", "group 5", "group 24", "group 19 5"),
            )
        ),
        *(
            ("crypto ikev2 proposal P", line, False)
            for line in ("encryption aes-gcm-256", "integrity sha1", "integrity sha512", "group 14 15 16 19 20 21")
        ),
        *(
            ("", f"crypto ipsec transform-set T {transforms}", True)
            for transforms in (
                *("esp-3des esp-sha-hmac", "esp-des esp-sha-hmac", "esp-aes esp-md5-hmac", "esp-null esp-sha-hmac"),
                *("ah-md5-hmac", "esp-gmac 256"),
            )
        ),
        *(
            ("", f"crypto ipsec transform-set T {transforms}", False)
            for transforms in ("esp-aes 256 esp-sha256-hmac", "esp-gcm 256")
        ),
        *(
            (mode, f"set pfs group{group}", group in (1, 2, 5, 24))
            for mode in ("crypto ipsec profile P", "crypto map M 10 ipsec-isakmp")
            for group in (1, 2, 5, 14, 19, 24)
        ),
    ],
    ids=lambda value: str(value)[-24:],
)
def test_every_weak_algorithm_is_warned_of_wherever_it_stands_and_no_other(
    mode: str, line: str, *, is_weak: bool
) -> None:
    """Of IKEv1, of IKEv2, of IPsec and of both kinds of its profiles [FN72510]."""
    practice = router()
    practice.release = Release(family=Family.IOS_XE, major=17, minor=9, maintenance=4)
    answer = told(configuring(practice, *([mode] if mode else [])), line)

    assert ("%Warning: weaker" in answer) is is_weak


def test_the_shield_against_weak_algorithms_goes_with_a_reload() -> None:
    """`crypto engine compliance shield disable` holds from the next start on."""
    practice = router()
    practice.release = Release(family=Family.IOS_XE, major=17, minor=12, maintenance=1)
    terminal = configuring(practice, "crypto engine compliance shield disable", *WEAK)
    assert WEAK[1] not in practice.running
    told(terminal, "do write memory")
    terminal.send(b"end\rreload\r\r")
    practice.clock.go_on(200)

    assert "%Warning" in told(configuring(practice, WEAK[0]), WEAK[1])
    assert WEAK[1] in practice.running


def test_a_group_of_addresses_takes_addresses_alone() -> None:
    """Two words that are none are a command of the mode above, as behind any block."""
    practice = router()
    terminal = configuring(practice, "object-group network SERVERS", "10.1.0.0 255.255.255.0")
    told(terminal, "interface GigabitEthernet0/1")

    assert prompt_of(terminal) == "R1(config-if)#"
    assert "object-group network SERVERS\n 10.1.0.0 255.255.255.0\n" in practice.running


def test_do_runs_an_exec_command() -> None:
    """The caret stands below the wrong word also behind `do`."""
    terminal = configuring(router(), "interface GigabitEthernet0/0")

    assert told(terminal, "do show privilege") == "Current privilege level is 15"
    assert told(terminal, "do show x").startswith(" " * len("R1(config-if)#do show ") + "^\n")
    assert prompt_of(terminal) == "R1(config-if)#"


def test_what_is_new_is_told_what_it_needs() -> None:
    """IOS says of a new IKEv2 profile what it must have, and of one that is there nothing."""
    terminal = configuring(router())

    assert told(terminal, "crypto ikev2 profile P").startswith("IKEv2 profile MUST have:\n")
    assert told(terminal, "crypto ikev2 profile P") == ""


def test_control_z_takes_the_line_and_control_c_does_not() -> None:
    """Both end configuration mode."""
    kept, dropped = router(), router()
    for practice, key in ((kept, b"\x1a"), (dropped, b"\x03")):
        terminal = configuring(practice, "interface GigabitEthernet0/1")
        terminal.send(b"shutdown" + key)
        assert prompt_of(terminal) == "R1#"

    assert "shutdown" in kept.running
    assert "shutdown" not in dropped.running


def test_a_certificate_is_typed_until_quit() -> None:
    """The digits behind `certificate` are kept as they are."""
    practice = router()
    terminal = configuring(practice, "crypto pki certificate chain T", "certificate ca 01")

    assert prompt_of(terminal) == "R1(config-pki-hexmode)#"
    told(terminal, "  30820101 02020101")
    told(terminal, "  quit")
    assert prompt_of(terminal) == "R1(config-cert-chain)#"
    assert "crypto pki certificate chain T\n certificate ca 01\n  30820101 02020101\n  \tquit\n" in practice.running


def test_leaving_is_logged_to_who_watches() -> None:
    """`terminal monitor` shows the message of a change by somebody else; without it nothing comes."""
    practice = router()
    watching, quiet = logged_in(practice), logged_in(practice)
    told(watching, "terminal monitor")
    received(quiet)
    received(watching)
    told(configuring(practice, "ip cef"), "end")

    assert "%SYS-5-CONFIG_I: Configured from console by admin on vty2 (192.0.2.10)\r\n" in received(watching)
    assert received(quiet) == ""
    assert "! Last configuration change at 09:00:00 UTC Mon Mar 2 2026 by admin" in told(quiet, "show running-config")


def test_a_mode_that_somebody_took_away_takes_no_line() -> None:
    """Two logins at one router: the second removes the object that the first is in."""
    practice = router()
    first = configuring(practice, "crypto ikev2 keyring K")
    configuring(practice, "no crypto ikev2 keyring K")
    told(first, "peer A")

    assert "peer A" not in practice.running
    assert prompt_of(first) == "R1(config)#"
