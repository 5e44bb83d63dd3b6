"""What a plan says of one step, so that the router's answer to it can be judged."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from wizard.model.ikev2 import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """The plan's facts of a step; what does not concern the step, or is not known, is empty."""

    ikev2_profile: str = ""
    profile_lines: tuple[str, ...] = ()
    """The lines of that profile when everything is done; none of them holds a key."""
    own_identity: Identity | None = None
    peer_identities: tuple[Identity, ...] = ()
    """Of the hub for a spoke, of the plan's spokes for a hub."""
    peer_networks: tuple[IPv4Network, ...] = ()
    """What the other end announces by IKEv2."""
    session_vrfs: str = ""
    """As the column fvrf/ivrf has them: `none/LAN`; "" where the LAN's interfaces do not say it."""
    flexvpn_client: str = ""
    called: tuple[str, ...] = ()
    """The addresses and names that the FlexVPN client calls."""
    ezvpn_servers: tuple[str, ...] = ()
    """The addresses and names that the EzVPN client called."""
    ezvpn_group: str = ""
    moved_addresses: tuple[IPv4Address, ...] = ()
    """From which the plan's spokes call, as far as they are fixed."""
    moved_networks: tuple[IPv4Network, ...] = ()
    """Their LANs, by which a session of one is known whose address is not fixed."""
    key_label: str = ""
    kept_trustpoint: str = ""
    """That FlexVPN takes over as it stands."""
    has_own_certificate: bool = False
    """Whether the router has a certificate of its own from the trustpoint, besides the CA's."""
    certificate_server: str = ""
    network: IPv4Network | None = None
    """To which a route must lead."""
    next_hops: tuple[IPv4Address, ...] = ()
    """Of the route: every address of the router to which it must lead."""
    next_interfaces: tuple[str, ...] = ()
    """The interfaces by one of which the route may lead, instead of an address."""
    ikev2_distance: int = 2
    """Of the routes that IKEv2 brings [flexvpn.md 8.1]."""
    route_maps: tuple[str, ...] = ()
    """That the plan's own rules of NAT name."""
    bgp_neighbor: str = ""
    zones: tuple[tuple[str, int], ...] = ()
    """The names of the router's zone, in winter and in summer, each with its minutes east of UTC."""
