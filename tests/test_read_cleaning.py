"""A configuration is the same whatever terminal, editor or copy and paste did to its file."""

from collections.abc import Callable

import pytest

from tests.reading import ALL, CONFIGS, SERVERS, SPOKES, read, tree
from wizard.parse.sources import read_source

EZVPN = (*SERVERS, *SPOKES)


def cleaned(data: bytes) -> str:
    """The configuration in those bytes, as a router prints it."""
    return tree(read_source(data, "mangled.cfg"))


def unix(name: str) -> str:
    """The text of a file with plain line ends."""
    return (CONFIGS / name).read_bytes().decode().replace("\r\n", "\n")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "mangle",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: text.replace("\n", "\r\r\n").encode(), id="crcrlf"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="cr"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="bom"),
        pytest.param(lambda text: text.encode("utf-16"), id="utf-16"),
        pytest.param(lambda text: f"\ufeff{text}".encode("utf-16-be"), id="utf-16-be"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no-last-line-end"),
        pytest.param(lambda text: f"\n\n{text}\n\n\n".encode(), id="blank-lines-around"),
    ],
)
def test_how_a_file_was_saved_does_not_matter(name: str, mangle: Callable[[str], bytes]) -> None:
    """Line ends and encodings of every system give the same configuration."""
    assert cleaned(mangle(unix(name))).encode() == cleaned(unix(name).encode()).encode()


def outside_bodies(text: str, change: Callable[[str], str]) -> str:
    """The text with each line changed that belongs to no banner and no certificate."""
    source = read(text)
    body = {
        number
        for line in source.configuration.walk()
        for number in range(line.number + 1, line.number + 1 + len(line.verbatim))
    }
    rows = text.split("\n")
    return "\n".join(row if number in body else change(row) for number, row in enumerate(rows, 1))


@pytest.mark.parametrize("name", EZVPN)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda row: f"{row}  ", id="trailing-blanks"),
        pytest.param(lambda row: f"{row} \t", id="trailing-tab"),
        pytest.param(lambda row: f"{row}\x07" if row else row, id="bell"),
        pytest.param(lambda row: f" --More-- {chr(8) * 9}{' ' * 8}{chr(8) * 9}{row}", id="more-wiped-by-backspaces"),
        pytest.param(lambda row: f" --More-- \r            \r{row}", id="more-wiped-by-return"),
        pytest.param(lambda row: f"\x1b[7m--More--\x1b[0m\r        \r{row}" if row else row, id="more-in-colour"),
    ],
)
def test_what_the_terminal_leaves_in_lines_does_not_matter(name: str, change: Callable[[str], str]) -> None:
    """Blanks at the end, bells and the pager's prompts are none of the configuration."""
    assert cleaned(outside_bodies(unix(name), change).encode()) == cleaned(unix(name).encode())


@pytest.mark.parametrize("name", EZVPN)
def test_comments_between_lines_do_not_matter(name: str) -> None:
    """A remark of an engineer, or a `!` of the router, stands for nothing."""
    text = outside_bodies(unix(name), lambda row: f"! {row}\n{row}")

    assert cleaned(text.encode()) == cleaned(unix(name).encode())


@pytest.mark.parametrize("name", EZVPN)
def test_tabs_for_blanks_do_not_matter(name: str) -> None:
    """A paste that was indented with tabs has the same blocks."""

    def tabbed(row: str) -> str:
        depth = len(row) - len(row.lstrip(" "))
        return "\t" * depth + row.lstrip(" ")

    assert cleaned(outside_bodies(unix(name), tabbed).encode()) == cleaned(unix(name).encode())


@pytest.mark.parametrize("name", EZVPN)
def test_a_paste_that_lost_its_indentation_has_the_same_blocks(name: str) -> None:
    """Mail and ticket systems strip blanks; what a line belongs to is known all the same."""
    text = outside_bodies(unix(name), str.lstrip)

    assert cleaned(text.encode()) == cleaned(unix(name).encode())


@pytest.mark.parametrize("name", EZVPN)
def test_a_paste_that_is_indented_as_a_whole_has_the_same_blocks(name: str) -> None:
    """A configuration quoted in a ticket stands four blanks to the right."""
    text = "".join(f"    {row}\n" if row else "\n" for row in unix(name).split("\n"))

    assert cleaned(text.encode()) == cleaned(unix(name).encode())


EXPECTED = """\
hostname br-bath
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
 crypto ipsec client ezvpn HQ inside
line vty 0 4
 login local
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "br-bath>en\nPassword:\nbr-bath#terminal length 0\nbr-bath#sh run\nBuilding configuration...\n\n"
            "Current configuration : 200 bytes\n" + EXPECTED + "end\n\nbr-bath#sh ip int brief\n"
            "Interface   IP-Address   OK? Method Status   Protocol\nVlan1  10.1.0.1  YES NVRAM  up  up\nbr-bath#exit\n",
            id="session",
        ),
        pytest.param(
            "br-bath#show version\nCisco IOS Software, C880 Software, Version 15.4(3)M, RELEASE SOFTWARE (fc1)\n"
            "interface Vlan9\nbr-bath#show startup-config\nUsing 1893 out of 262136 bytes\n" + EXPECTED,
            id="startup-config-after-show-version",
        ),
        pytest.param(
            "------------------ show version ------------------\n\nCisco IOS Software\n"
            "------------------ show running-config ------------------\n" + EXPECTED + "end\n"
            "------------------ show stacks ------------------\n\nMinimum process stacks:\n Free/Size   Name\n",
            id="show-tech",
        ),
        pytest.param(
            "br-bath#configure terminal\nEnter configuration commands, one per line.  End with CNTL/Z.\n"
            "br-bath(config)#hostname br-bath\nbr-bath(config)#interface Vlan1\n"
            "br-bath(config-if)#ip address 10.1.0.1 255.255.255.0\n"
            "br-bath(config-if)#crypto ipsec client ezvpn HQ inside\nbr-bath(config-if)#exit\n"
            "br-bath(config)#do show clock\nbr-bath(config)#line vty 0 4\nbr-bath(config-line)#login local\n"
            "br-bath(config-line)#end\nbr-bath#wr\nBuilding configuration...\n[OK]\n",
            id="typed",
        ),
        pytest.param(
            EXPECTED.replace("line vty", "*Mar  4 09:14:32.123: %LINK-3-UPDOWN: Interface Vlan1, changed\nline vty"),
            id="log-message-across",
        ),
        pytest.param(EXPECTED.replace("line vty", "% Ambiguous command\n  ^\n^\nline vty"), id="rejected-command"),
        pytest.param(
            EXPECTED.replace("login local", "login locxx\x08\x08al").replace("br-bath", "br-ba\x1b[1mth\x1b[0m", 1),
            id="backspaces-and-escapes",
        ),
        pytest.param(EXPECTED.replace(" 10.1.0.1", "\xa010.1.0.1"), id="no-break-space"),
        pytest.param(EXPECTED.replace("login local", "login local\x0b"), id="vertical-tab"),
        pytest.param(EXPECTED.replace("line vty 0 4", " --More--         line vty 0 4"), id="more-on-the-screen"),
        pytest.param(
            EXPECTED.replace("line vty 0 4", "<--- More --->\r              \rline vty 0 4"), id="more-of-an-asa"
        ),
    ],
)
def test_only_the_configuration_is_taken_from_a_terminal_log(text: str) -> None:
    """Prompts, other commands, their output, headers and log messages around a configuration are left out."""
    assert tree(read(text)) == EXPECTED


def test_a_paste_without_indentation_keeps_blocks_that_are_parted_inside() -> None:
    """A router prints `!` between the address families of a VRF, and after the last block."""
    text = (
        "vrf definition RED\nrd 1:1\n!\naddress-family ipv4\nroute-target export 1:1\nexit-address-family\n"
        "!\naddress-family ipv6\nexit-address-family\n!\ninterface Vlan1\nvrf forwarding RED\n!\nip cef\n"
    )

    assert tree(read(text)) == (
        "vrf definition RED\n rd 1:1\n address-family ipv4\n  route-target export 1:1\n exit-address-family\n"
        " address-family ipv6\n exit-address-family\ninterface Vlan1\n vrf forwarding RED\nip cef\n"
    )


def test_a_word_of_two_meanings_is_told_by_the_line_after_it() -> None:
    """`redundancy` is a line of an IPsec profile, and a block of its own where `mode` follows."""
    text = "crypto ipsec profile P\nset transform-set T\nredundancy\nmode none\nhostname x\n"

    assert tree(read(text)) == "crypto ipsec profile P\n set transform-set T\nredundancy\n mode none\nhostname x\n"


def test_a_prompt_of_a_banner_or_a_description_is_configuration() -> None:
    """A line with `#` or `>` in it is no prompt unless it begins like one."""
    text = 'interface Vlan1\n description to core#2 > see ticket\nalias exec x>y show clock\nalias exec "a" b#c\n'

    assert tree(read(text)) == text
