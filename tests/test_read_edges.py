"""Configurations and files that are legal and rare."""

from pathlib import Path

import pytest

from tests.reading import read
from wizard.errors import SourceError
from wizard.parse.sources import read_source
from wizard.typed_command import typed_command

TEMPLATE = """\
crypto isakmp client configuration group branches
 key Harbour-9
crypto isakmp profile branches
   match identity group branches
   isakmp authorization list groups
   virtual-template 1
interface GigabitEthernet0/0
 ip address 198.51.100.9 255.255.255.0
interface GigabitEthernet0/1
 ip address 203.0.113.9 255.255.255.0
interface Virtual-Template1 type tunnel
 ip unnumbered GigabitEthernet0/1
 tunnel source 203.0.113.9
 tunnel mode ipsec ipv4
ip route 0.0.0.0 0.0.0.0 198.51.100.1
"""

MAP_WITH_A_PROFILE = """\
crypto isakmp profile branches
   match identity group branches
   isakmp authorization list groups
   client configuration address respond
crypto isakmp profile partner
   keyring partner
   match identity address 203.0.113.7 255.255.255.255
crypto dynamic-map branches 10
 set transform-set aes
crypto dynamic-map partner 10
 set transform-set aes
crypto map outside isakmp-profile branches
crypto map outside 65000 ipsec-isakmp dynamic branches
crypto map other 65000 ipsec-isakmp dynamic partner
interface GigabitEthernet0/0
 crypto map outside
"""


def test_a_tunnel_source_may_be_an_address() -> None:
    """The tunnels end at the interface that has the address, not where the default route leaves."""
    server = read(TEMPLATE).router.server

    assert server
    assert server.wan_interface == "GigabitEthernet0/1"


def test_a_crypto_map_may_name_its_profile_as_a_whole() -> None:
    """The map whose profile is EzVPN's is an EzVPN map; another dynamic one is not."""
    server = read(MAP_WITH_A_PROFILE).router.server

    assert server
    assert (server.crypto_maps, server.dynamic_maps) == (("outside",), ("branches",))
    assert server.wan_interface == "GigabitEthernet0/0"


def test_an_interface_typed_in_two_blocks_is_what_ios_makes_of_both() -> None:
    """The later block goes on where the earlier one ended, and takes back what it says otherwise."""
    facts = read(
        "interface Vlan1\n ip address 10.9.8.7 255.255.255.0\n shutdown\n!\n"
        "interface Vlan1\n no shutdown\n ip nat inside\n!\ninterface Vlan1\n ip address 10.9.9.9 255.255.255.0\n"
    ).router

    (interface,) = facts.interfaces
    assert [str(found.ip) for found in interface.addresses] == ["10.9.9.9"]
    assert (interface.nat, interface.shutdown) == ("inside", False)


def test_an_attachment_that_lost_its_interface_is_no_second_client() -> None:
    """`crypto ipsec client ezvpn HQ inside` at the left margin defines nothing."""
    facts = read("crypto ipsec client ezvpn HQ\n peer 198.51.100.9\ncrypto ipsec client ezvpn HQ inside\n").router

    assert [client.name for client in facts.clients] == ["HQ"]


def test_every_line_typed_in_configuration_mode_is_configuration() -> None:
    """`transport`, `track` and `enable` begin lines there, whatever they mean at the prompt of exec mode."""
    typed = (
        "r1(config)#enable secret 5 $1$a$b\nr1(config)#track 1 interface Vlan1 line-protocol\n"
        "r1(config)#do show clock\nr1(config)#line vty 0 4\nr1(config-line)#transport input ssh\n"
    )

    assert read(typed).configuration.text() == (
        "enable secret 5 $1$a$b\ntrack 1 interface Vlan1 line-protocol\nline vty 0 4\n transport input ssh\n"
    )


def test_what_was_rubbed_out_is_gone() -> None:
    """A log of a terminal holds what was typed and taken back."""
    assert read("hostname r12\b\b\bcore1\nversion 15.2\n").configuration.text() == "hostname core1\nversion 15.2\n"


def test_a_log_full_of_backspaces_is_read_at_once() -> None:
    """The time grows with the file, not with its square: that would take an hour here."""
    assert read("a" * 200_000 + "\b" * 200_000 + "hostname r1\n").device == "r1"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("interface GigabitEthernet0/1", "GigabitEthernet0/1"),
        ("interface GigabitEthernet 0/1", "GigabitEthernet0/1"),
        ("interface Dialer 1", "Dialer1"),
        ("interface Tunnel10 type tunnel", "Tunnel10"),
        ("interface Serial0/0/0 point-to-point", "Serial0/0/0"),
    ],
)
def test_an_interface_has_its_name_without_the_blank_and_what_follows(written: str, name: str) -> None:
    """Some people type a blank before the number, and IOS takes it."""
    source = read_source(f"{written}\n ip address 10.9.8.7 255.255.255.0\n!\n".encode(), "r1.cfg")
    interface = source.router.interface(name)

    assert interface
    assert [str(address.ip) for address in interface.addresses] == ["10.9.8.7"]


@pytest.mark.parametrize("name", [b"-rf", b"--help", b"-"])
def test_a_hostname_that_a_command_would_take_for_an_option_is_refused(name: bytes) -> None:
    """What is to be typed next names the router: `--device -rf` would be another command."""
    with pytest.raises(SourceError, match="begins with a dash") as raised:
        read_source(b"version 15.2\nhostname " + name + b"\n", "router.cfg")

    assert raised.value.where == "router.cfg:2"


@pytest.mark.parametrize(
    ("file", "device"), [("-rf.cfg", "rf"), ("--.cfg", "router"), ("shop-1.cfg", "shop-1"), ("sites/-a.txt", "a")]
)
def test_no_router_is_called_like_an_option_after_its_file(file: str, device: str) -> None:
    """A configuration without a hostname is called after its file."""
    assert read_source(b"interface Vlan1\n ip address 10.1.1.1 255.255.255.0\n", file).device == device


def test_a_folder_that_begins_with_a_dash_is_typed_as_a_folder() -> None:
    """Whoever types what is suggested gets the folder; words that are no folder stay as they are."""
    assert typed_command("check", Path("-site")) == "ez2flex check ./-site"
    assert typed_command(Path("--help"), "--device", "shop-1") == "ez2flex ./--help --device shop-1"
    assert typed_command("render", Path("a b/-c")) == "ez2flex render 'a b/-c'"
