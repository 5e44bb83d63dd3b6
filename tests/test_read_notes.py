"""Configurations that a person typed or pasted: blanks lost in places, remarks behind commands, shortened words."""

import re

import pytest

from tests.reading import CONFIGS, read, tree
from wizard.errors import SourceError
from wizard.ledger import ledger_of
from wizard.model.finding import Verdict

BLOCKS = """\
hostname hq
crypto isakmp client configuration group SHOPS
{0}key Harbour-9
{0}pool SHOPS
{0}acl 120
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 crypto map OUTSIDE
ip access-list extended 120
{0}permit ip 10.1.0.0 0.0.255.255 any
{0}permit ip 10.2.0.0 0.0.255.255 any
router bgp 65000
{0}neighbor 192.0.2.9 remote-as 65001
 address-family ipv4
  network 10.1.0.0
ip route 0.0.0.0 0.0.0.0 203.0.113.254
"""


def test_indentation_is_judged_block_by_block() -> None:
    """Blocks that lost their blanks have the same lines although others beside them kept theirs."""
    text = BLOCKS.format("")

    assert tree(read(text)) == BLOCKS.format(" ")


def test_a_line_that_lost_its_blank_stays_in_its_block() -> None:
    """Behind an indented line of an interface `ip address` and `shutdown` still belong to the interface."""
    text = "interface Vlan1\n description LAN\nip address 10.1.0.1 255.255.255.0\nno shutdown\nhostname x\n"

    assert tree(read(text)) == (
        "interface Vlan1\n description LAN\n ip address 10.1.0.1 255.255.255.0\n no shutdown\nhostname x\n"
    )


def test_a_mark_between_two_lines_parts_them() -> None:
    """Behind a `!` a line that only a mode has belongs to nothing that is known."""
    text = "hostname x\ncrypto isakmp policy 10\n encr aes\n!\ngroup 14\n"
    source = read(text)

    assert tree(source).endswith(" encr aes\ngroup 14\n")
    lost = next(entry for entry in ledger_of(source) if entry.text == "group 14")
    assert lost.verdict is Verdict.UNKNOWN


def test_capitals_of_a_text_editor_are_small_letters() -> None:
    """IOS takes a keyword in either case; names and texts keep theirs, and what is no command is left alone."""
    text = (
        "Hostname Branch7\nCrypto ipsec client ezvpn HQ\n Peer 192.0.2.4\nInterface Vlan1\n Description Lan of Shop\n"
        " No shutdown\nIp route 0.0.0.0 0.0.0.0 192.0.2.1\nBranches of the North\n"
    )

    assert tree(read(text)) == (
        "hostname Branch7\ncrypto ipsec client ezvpn HQ\n peer 192.0.2.4\ninterface Vlan1\n description Lan of Shop\n"
        " no shutdown\nip route 0.0.0.0 0.0.0.0 192.0.2.1\nBranches of the North\n"
    )


@pytest.mark.parametrize(
    "line",
    ["peer 192.0.2.4", "mode network-extension", "set transform-set AES", "key Harbour-9", "cr i x", "username-x 1"],
)
def test_a_line_that_lost_its_block_is_not_called_kept(line: str) -> None:
    """What belongs below another line is nothing that stays, and is shown for a look."""
    verdicts = {entry.verdict for entry in ledger_of(read(f"hostname x\n!\n{line}\n!\nip cef\n")) if entry.line == 3}

    assert verdicts == ({Verdict.KEPT} if line == "username-x 1" else {Verdict.UNKNOWN})


@pytest.mark.parametrize("line", ["password encryption aes", "isdn switch-type basic-net3", "key chain EIGRP"])
def test_a_global_line_of_a_word_that_modes_know_too_is_kept(line: str) -> None:
    """Some words begin lines of a mode and lines of none."""
    assert {entry.verdict for entry in ledger_of(read(f"hostname x\n{line}\n"))} == {Verdict.KEPT}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("crypto isa cl conf gr SHOPS", "crypto isakmp client configuration group SHOPS"),
        ("cry isakmp pol 10", "crypto isakmp policy 10"),
        ("crypto ips cl ez HQ", "crypto ipsec client ezvpn HQ"),
        ("crypto map M cl au li USERS", "crypto map M client authentication list USERS"),
        ("crypto map M 10 ipsec-i dyn D", "crypto map M 10 ipsec-isakmp dynamic D"),
        ("int Vlan1", "interface Vlan1"),
        ("crypto  isakmp  policy 10", "crypto isakmp policy 10"),
        ("crypto ipsec client ezvpn HQ <=== name", "crypto ipsec client ezvpn HQ"),
        ("crypto ipsec client ezvpn HQ ! our tunnel", "crypto ipsec client ezvpn HQ"),
        ("crypto isakmp policy 10 <-- the first", "crypto isakmp policy 10"),
        ("crypto isakmp policy 10 // the first", "crypto isakmp policy 10"),
        ("crypto i policy 10", "crypto i policy 10"),
        ("crypto isakmp key a  b address 192.0.2.1", "crypto isakmp key a  b address 192.0.2.1"),
        ("alias exec x crypto  isa <-- y", "alias exec x crypto  isa <-- y"),
        ("crypto isakmp key a! address 192.0.2.1", "crypto isakmp key a! address 192.0.2.1"),
    ],
)
def test_a_typed_command_is_read_as_the_router_would(typed: str, printed: str) -> None:
    """Shortened words, two blanks and a remark behind a command change nothing; what is kept secret is left alone."""
    assert tree(read(f"hostname x\n{typed}\n")) == f"hostname x\n{printed}\n"


@pytest.mark.parametrize(
    "line", ["crypto ipsec client ezvpn HQ our tunnel", "crypto isakmp client configuration group SHOPS (shops)"]
)
def test_words_behind_a_header_are_refused_with_their_line(line: str) -> None:
    """A remark that no sign tells from the command is no name of a block."""
    with pytest.raises(SourceError) as refused:
        read(f"hostname x\n{line}\n mode client\n")

    assert refused.value.where.endswith(":2")


def test_a_log_of_commands_that_were_typed_short_is_the_router() -> None:
    """The prompt says in which mode each stands; what the router refused, or answered, is no configuration."""
    source = read((CONFIGS / "spoke-typed-at-a-prompt.cfg").read_text("utf-8"))
    client, text = source.router.clients[0], tree(source)

    assert source.device == "kiosk12"
    assert (client.group, client.peers) == ("KIOSKS", ("203.0.113.66", "203.0.113.67"))
    assert (client.outside, client.inside) == (("Dialer1",), ("Vlan1",))
    assert "interface Vlan1\n description Kiosk\n ip address 10.60.12.1 255.255.255.0\n ip nat inside\n" in text
    assert "ip nat inside source list 101 interface Dialer1 overload\n" in text
    assert " pvc 1/32\n  encapsulation aal5mux ppp dial\n  dialer pool-member 1\n" in text
    assert [entry.text for entry in ledger_of(source) if entry.verdict is Verdict.UNKNOWN] == []
    assert not re.search(r"polcy|OK|Building|Username|10\.60\.12\.1 +YES|PuTTY", text)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("int fa4", "interface FastEthernet4"),
        ("int vlan 1", "interface Vlan1"),
        ("int vir 1 type tunnel", "interface vir 1 type tunnel"),
        ("int range fa0 - 3", "interface range fa0 - 3"),
        ("interface Dot11Radio0", "interface Dot11Radio0"),
    ],
)
def test_the_name_of_an_interface_is_spelled_out_where_one_kind_begins_so(typed: str, read_as: str) -> None:
    """`vir` may be a virtual template or a port group; it is left, and so is what nobody knows."""
    assert tree(read(f"hostname x\n{typed}\n")) == f"hostname x\n{read_as}\n"


def test_a_word_that_may_be_two_in_its_mode_is_no_global_one() -> None:
    """`dial` is dialer or dialer-group; it is not the dialer-list that only begins so outside of an interface."""
    typed = "x(config)#int di1\nx(config-if)#dial 1\nx(config-if)#crypto isa pol 10\nx(config-isakmp)#enc aes\n"

    assert tree(read(typed)) == "interface Dialer1\n dial 1\ncrypto isakmp policy 10\n encr aes\n"


def test_a_file_that_was_typed_short_is_the_router() -> None:
    """Without a prompt the line above says in which mode a line stands; nothing of it is left unread or short."""
    source = read((CONFIGS / "spoke-typed-in-a-file.cfg").read_text("utf-8"))
    client, text = source.router.clients[0], tree(source)

    assert (source.device, source.router.aaa_new_model) == ("LAB-7", True)
    assert (client.group, client.mode, client.connect) == ("LABS", "network-extension", "auto")
    assert (client.outside, client.inside) == (("GigabitEthernet0/0",), ("GigabitEthernet0/1",))
    assert " ip address 198.51.100.70 255.255.255.252\n ip nat outside\n crypto ipsec client ezvpn LABVPN\n" in text
    assert "ip nat inside source list 10 interface GigabitEthernet0/0 overload\naccess-list 10 permit 10.57.7.0" in text
    assert "line vty 0 4\n access-class 23 in\n transport input ssh\n login local\n" in text
    assert [entry.text for entry in ledger_of(source) if entry.verdict is Verdict.UNKNOWN] == []


def test_a_file_that_was_typed_short_needs_no_indentation() -> None:
    """IOS takes a line in the mode that is open first, and so is it read where everything begins at the left."""
    short = (CONFIGS / "spoke-typed-in-a-file.cfg").read_text("utf-8")
    flat = "\n".join(line.strip() for line in short.splitlines())

    assert tree(read(flat)) == tree(read(short))


@pytest.mark.parametrize("name", sorted(path.name for path in CONFIGS.glob("*.cfg") if "typed" not in path.name))
def test_what_a_router_prints_is_no_shortened_word(name: str) -> None:
    """A line that was typed short changes no line beside it that a router printed."""
    printed = (CONFIGS / name).read_text("utf-8")
    once_typed = printed.replace("\nend", "\nint lo77\nend") if "\nend" in printed else printed + "int lo77\n"

    assert set(tree(read(once_typed)).splitlines()) - set(tree(read(printed)).splitlines()) <= {"interface Loopback77"}
