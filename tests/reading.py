"""What the tests of reading share: the configurations in configs/, read once, and short ways to ask for their facts."""

from functools import cache
from pathlib import Path

from wizard.model.plan import Source
from wizard.model.router import EzvpnClient, EzvpnServer, Interface, Router
from wizard.parse.sources import read_source

CONFIGS = Path(__file__).parent / "configs"

SERVERS = (
    "guide-ezvpn-server.cfg",
    "server-bank.cfg",
    "server-certificates-of-registrar.cfg",
    "server-crypto-map.cfg",
    "server-dvti.cfg",
    "server-dynamic-peers.cfg",
    "server-everything-tunnelled.cfg",
    "server-for-backup.cfg",
    "server-for-vrf-spoke.cfg",
    "server-named-split-list.cfg",
    "server-of-cash-machines.cfg",
    "server-of-clinics.cfg",
    "server-of-stations.cfg",
    "server-of-vessels.cfg",
    "server-own-authority.cfg",
    "server-provider.cfg",
    "server-running-bgp.cfg",
    "server-shared-lists.cfg",
    "server-two-groups-vrf.cfg",
    "server-with-certificate.cfg",
)
SPOKES = (
    "guide-ezvpn-spoke1.cfg",
    "guide-ezvpn-spoke2-vti.cfg",
    "guide-ezvpn-spoke3.cfg",
    "spoke-backup-client.cfg",
    "spoke-bank.cfg",
    "spoke-beside-dynamic-peers.cfg",
    "spoke-clinic.cfg",
    "spoke-cash-machine.cfg",
    "spoke-certificates-of-registrar.cfg",
    "spoke-client-mode-shared-lists.cfg",
    "spoke-client-mode.cfg",
    "spoke-dhcp-wan.cfg",
    "spoke-everything-tunnelled.cfg",
    "spoke-lan-in-vrf.cfg",
    "spoke-nem-classic.cfg",
    "spoke-nem-virtual-interface.cfg",
    "spoke-network-plus.cfg",
    "spoke-own-authority.cfg",
    "spoke-provider-client-mode.cfg",
    "spoke-provider-network-extension.cfg",
    "spoke-running-bgp.cfg",
    "spoke-second-group.cfg",
    "spoke-several-inside.cfg",
    "spoke-station.cfg",
    "spoke-typed-at-a-prompt.cfg",
    "spoke-typed-in-a-file.cfg",
    "spoke-vessel.cfg",
    "spoke-with-certificate.cfg",
)
WITHOUT_EZVPN = (
    "guide-flexvpn-server.cfg",
    "guide-flexvpn-spoke3.cfg",
    "hub-radius-and-eap.cfg",
    "hub-of-stores.cfg",
    "hub-two-profiles.cfg",
    "hub-wildcard-key.cfg",
    "new-hub-of-provider.cfg",
    "new-hub-present.cfg",
)
ALL = (*SERVERS, *SPOKES, *WITHOUT_EZVPN)


@cache
def source(name: str) -> Source:
    """The configuration in that file of configs/."""
    return read_source((CONFIGS / name).read_bytes(), name)


def router(name: str) -> Router:
    """The facts of the router in that file."""
    return source(name).router


def server(name: str) -> EzvpnServer:
    """The EzVPN server in that file."""
    found = router(name).server
    assert found is not None
    return found


def client(name: str) -> EzvpnClient:
    """The only EzVPN client in that file."""
    (found,) = router(name).clients
    return found


def interface(name: str, label: str) -> Interface:
    """An interface of the router in that file."""
    found = router(name).interface(label)
    assert found is not None
    return found


def read(text: str, name: str = "pasted.cfg") -> Source:
    """A configuration as it is typed."""
    return read_source(text.encode(), name)


def tree(source: Source) -> str:
    """The configuration as a router prints it."""
    return source.configuration.text()
