"""A file that cannot be read gets one clear error with its place, and says what to do."""

import pytest

from tests.reading import CONFIGS, read, source, tree
from wizard.errors import NotEzvpn, SourceError, SourceErrors
from wizard.parse.sources import read_source, read_sources, require_ezvpn
from wizard.parse.terminal_leftovers import clean


def refusal(data: bytes, name: str = "bad.cfg") -> SourceError:
    """The error of a file that is refused."""
    with pytest.raises(SourceError) as raised:
        read_source(data, name)
    return raised.value


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \r\n\t\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """A file without a word in it was not captured."""
    error = refusal(data)

    assert (error.message, error.where) == ("the file is empty", "bad.cfg")
    assert "show running-config" in error.hint


@pytest.mark.parametrize(
    "data",
    [
        b"!\n! nothing\n!\n",
        b"br-bath#\nbr-bath#exit\n",
        b"Building configuration...\n\nCurrent configuration : 12 bytes\nend\n",
        b"\xef\xbb\xbf\n!\n",
        b"br-bath#show clock\n09:14:32.123 GMT Tue Mar 4 2025\nbr-bath#\n",
    ],
    ids=["comments", "prompts", "headers", "bom", "another-command"],
)
def test_a_file_without_configuration_is_refused(data: bytes) -> None:
    """Comments, prompts and headers alone are no configuration."""
    error = refusal(data)

    assert "only blank lines, comments and prompts" in error.message
    assert error.where == "bad.cfg"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "bad.cfg:1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "bad.cfg:3"),
        (b"hostname x\ninterface Gi0\n \x00\x00\n", "bad.cfg:3"),
        (bytes(range(1, 32)) * 20, "bad.cfg:1"),
        ("hostname x\n".encode("utf-16-le"), "bad.cfg:1"),
    ],
    ids=["program", "picture", "nul", "control-characters", "utf-16-without-mark"],
)
def test_a_binary_file_is_refused_at_its_line(data: bytes, where: str) -> None:
    """What is no text is named with the line that shows it."""
    error = refusal(data)

    assert (error.message, error.where) == ("the file is binary, not the text of a configuration", where)


def test_a_file_that_only_begins_like_utf_16_is_refused() -> None:
    """A byte order mark before half a character is a broken file."""
    error = refusal(b"\xff\xfeh\x00o")

    assert error.where == "bad.cfg:1"
    assert "UTF-16" in error.message


def test_a_stray_control_character_does_no_harm() -> None:
    """One odd character in a long file is noise of the terminal, not a binary file."""
    text = "hostname x\ninterface Gi0\n" + " description one of many lines of text\n" * 20

    assert read(text.replace("one", "o\x01ne", 1)).router.hostname == "x"


def cut(name: str, after: str) -> tuple[bytes, int]:
    """The file up to the line after the one that holds `after`, and the number of that one."""
    lines = (CONFIGS / name).read_bytes().decode().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines, 1) if after in line)
    return "".join(lines[: place + 1]).encode(), place


@pytest.mark.parametrize(
    ("name", "after", "what", "sign"),
    [
        ("server-crypto-map.cfg", "banner motd ^C", "banner", "^C"),
        ("server-crypto-map.cfg", " banner ^C", "banner", "^C"),
        ("server-named-split-list.cfg", "banner login #", "banner", "#"),
        ("server-crypto-map.cfg", "certificate self-signed 01", "`certificate`", "quit"),
    ],
)
def test_a_file_that_is_cut_off_is_refused_where_the_open_part_begins(
    name: str, after: str, what: str, sign: str
) -> None:
    """The error names the banner or certificate that has no end, not the end of the file."""
    data, line = cut(name, after)
    error = refusal(data)

    assert error.where == f"bad.cfg:{line}"
    assert error.message == f"the {what} that begins here has no end: no `{sign}` closes it"
    assert "cut off" in error.hint


def test_an_error_says_where_what_and_what_next() -> None:
    """The whole error is one line with file and line, and one with what to do."""
    data, line = cut("server-crypto-map.cfg", "banner motd ^C")

    first, second = str(refusal(data)).splitlines()
    assert first.startswith(f"bad.cfg:{line}: the banner")
    assert second.startswith("  The file is cut off in it.")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("hostname x\ncrypto pki certificate chain TP\n certificate 01\n  30820343\n interface Gi0\n", "bad.cfg:3"),
        ("crypto key pubkey-chain rsa\n named-key k\n  key-string\n   30820343 AABB\n", "bad.cfg:3"),
        ("macro name desk\nswitchport mode access\n", "bad.cfg:1"),
        ("hostname x\naaa authentication fail-message ^CNo.\n", "bad.cfg:2"),
        ("banner exec \x03\nhello\n", "bad.cfg:1"),
        ("menu ops title ^C\n  choose\n", "bad.cfg:1"),
    ],
)
def test_every_part_that_has_an_end_of_its_own_needs_it(text: str, where: str) -> None:
    """Certificates, keys, macros, menus and messages that do not end are refused where they begin."""
    assert refusal(text.encode()).where == where


BODIES = """\
banner motd ^CWelcome^C
banner exec #
hostname not-me
! neither comment
  nor	indented
#
banner incoming ZnoZ
macro name desk
switchport mode access
interface fake
@
aaa authentication banner ^C
Log in.
^C
aaa authentication fail-message xNo.x
crypto key pubkey-chain rsa
 named-key k
  key-string
   30820343 AABBCCDD
  quit
crypto pki certificate chain TP
 certificate ca 01 nvram:tp.cer
 certificate 02
  30820343 3082022B quit
hostname real
"""


def test_bodies_are_kept_byte_for_byte_and_taken_for_nothing_else() -> None:
    """What stands in a banner, a macro or a certificate is no configuration, whatever it looks like."""
    source = read(BODIES)

    assert tree(source) == BODIES
    assert source.router.hostname == "real"
    assert source.router.interfaces == ()


def test_a_banner_between_carets_is_told_from_one_between_control_characters() -> None:
    """`^C` is one character on a router; a file that has no second one means the caret alone."""
    text = "banner login ^Closed on Sundays^\nhostname x\n"

    assert read(text).router.hostname == "x"
    assert tree(read(text)) == text


def test_a_banner_that_is_closed_by_the_real_control_character_is_read() -> None:
    """A file from the router's flash holds ETX where the terminal shows ^C."""
    source = read("banner motd \x03\nhello\n\x03\nhostname x\n")

    assert source.router.hostname == "x"
    assert source.configuration.lines[0].verbatim == ("hello", "\x03")


@pytest.mark.parametrize("hostname", ["a/b", "a:b", "..", "x|y", ".hidden"])
def test_a_hostname_that_no_folder_can_bear_is_refused_at_its_line(hostname: str) -> None:
    """A device's files lie in a folder of its name, on every system."""
    error = refusal(f"version 15.2\nhostname {hostname}\n".encode())

    assert error.where == "bad.cfg:2"
    assert "folder" in error.message


def test_a_configuration_without_ezvpn_says_what_it_looks_like() -> None:
    """The engineer hears what the file is, and what an EzVPN file has."""
    texts = {
        "ASA": "ASA Version 9.12(4)\nhostname fw\n",
        "moved already": "crypto ikev2 client flexvpn FLEX\n peer 1 192.0.2.1\n",
        "uses IKEv2 already": "crypto ikev2 profile FLEX\n",
        "site-to-site": "crypto map L2L 10 ipsec-isakmp\n set peer 192.0.2.1\n",
        "IKEv1 without EzVPN": "crypto isakmp policy 10\n",
        "An EzVPN server has": "hostname plain\n",
    }
    for said, text in texts.items():
        with pytest.raises(NotEzvpn, match="there is no EzVPN") as raised:
            require_ezvpn(read(text))
        assert said in raised.value.hint
        assert raised.value.where == "pasted.cfg"


def test_every_bad_file_is_reported_at_once() -> None:
    """Of several files each problem is said, not only the first one."""
    good = (CONFIGS / "spoke-nem-classic.cfg").read_bytes()
    files = [("a.cfg", b""), ("good.cfg", good), ("b.cfg", b"\x00"), ("again.cfg", good)]

    with pytest.raises(SourceErrors) as raised:
        read_sources(files)

    assert [error.where for error in raised.value.errors] == ["a.cfg", "b.cfg:1", "again.cfg:11"]
    assert "br-leeds was read from good.cfg already" in str(raised.value)
    assert len(str(raised.value).splitlines()) == 6


def test_two_devices_must_not_differ_in_case_alone() -> None:
    """Where there is no host name the file's name counts, and its case does not."""
    text = b"interface Gi0\n"

    with pytest.raises(SourceErrors, match=r"B/spoke\.cfg: the device spoke was read from a/Spoke\.cfg already"):
        read_sources([("a/Spoke.cfg", text), ("B/spoke.cfg", text)])


def test_several_files_are_read_in_their_order() -> None:
    """Each file gives a source that knows its own bytes."""
    names = ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg")

    read_in = read_sources((name, (CONFIGS / name).read_bytes()) for name in names)

    assert [read_source.device for read_source in read_in] == ["hq-vpn1", "br-leeds", "br-hull"]
    assert read_in == tuple(source(name) for name in names)
    assert [read_source.data for read_source in read_in] == [(CONFIGS / name).read_bytes() for name in names]


def test_what_was_read_shows_no_text_when_it_is_printed() -> None:
    """Rows and lines may hold keys: a traceback or a log shows their numbers."""
    rows = clean(b"hostname x\nenable password s3cret\n", "some.cfg").rows

    assert repr(rows[1]) == "<Row 2>"
    assert "s3cret" not in repr(read("enable password s3cret\n").configuration.lines)
