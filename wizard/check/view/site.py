"""A hub with one of its spokes, and the objects that meet when the spoke calls; the whole site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address

from wizard.check.matching.certificate_maps import map_takes
from wizard.check.view.device import DeviceView, is_made
from wizard.ios.identity_matches import host, matches
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    FlexvpnClient,
    Identity,
    Ikev2Profile,
    IpsecProfile,
    TunnelInterface,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPath:
    """The way in which a spoke calls a hub."""

    tunnel: TunnelInterface
    client: FlexvpnClient | None
    """None where the tunnel has a fixed destination."""
    peer: str
    """An address or a host name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PairView:
    """A hub and one of its spokes, and the objects that meet when the spoke calls."""

    hub: DeviceView
    spoke: DeviceView

    @property
    def device(self) -> str:
        """The spoke, to which a finding of a pair belongs."""
        return self.spoke.device

    @cached_property
    def path(self) -> CallPath | None:
        """The spoke's tunnel to the hub: one that calls an address of the hub, else its first FlexVPN tunnel."""
        paths = tuple(call_paths(self.spoke))
        to_hub = [path for path in paths if self.spoke.meant(path.peer) in self._hub_addresses]
        return next(iter((*to_hub, *paths)), None)

    @cached_property
    def _hub_addresses(self) -> frozenset[IPv4Address]:
        return self.hub.called

    @property
    def calls_a_stranger(self) -> bool:
        """Whether the spoke calls an address that no interface of the hub has, though its addresses are known."""
        known = any(not name.startswith("Loopback") for name, _ in self.hub.addresses)
        return self.peer_address is not None and known and not self.reaches_hub

    @property
    def reaches_hub(self) -> bool:
        """Whether the address that the spoke calls is one of the hub's."""
        return self.peer_address in self._hub_addresses

    @cached_property
    def peer_address(self) -> IPv4Address | None:
        """The address that the spoke calls, also by a name of its own table; None where no line says it."""
        return self.spoke.meant(self.path.peer) if self.path else None

    @cached_property
    def hub_address(self) -> IPv4Address | None:
        """The hub's address that the spoke calls, None where it is behind a name or a translation."""
        return self.peer_address if self.reaches_hub else None

    @cached_property
    def spoke_address(self) -> IPv4Address | None:
        """The fixed address of the tunnel's source."""
        tunnel_source = self.path.tunnel.tunnel_source if self.path else ""
        address = self.spoke.address_of(tunnel_source)
        return address.ip if address else host(tunnel_source)

    @property
    def spoke_ipsec(self) -> IpsecProfile | None:
        """The IPsec profile of the spoke's tunnel."""
        return self.spoke.ipsec_profiles.get(self.path.tunnel.protection) if self.path else None

    @property
    def spoke_profile(self) -> Ikev2Profile | None:
        """The IKEv2 profile with which the spoke calls."""
        return self.spoke.ikev2_profiles.get(self.spoke_ipsec.ikev2_profile) if self.spoke_ipsec else None

    @cached_property
    def spoke_identity(self) -> Identity | None:
        """What the spoke sends as its identity."""
        return self.spoke.identity(self.spoke_profile, self.spoke_address) if self.spoke_profile else None

    @cached_property
    def hub_profiles(self) -> tuple[Ikev2Profile, ...]:
        """Every IKEv2 profile of the hub that takes the spoke's identity, one that is bound first."""
        fvrf = self.hub.vrf_of(self.hub_address)
        fitting = [
            profile for profile in self.hub.objects.profiles if not profile.shutdown and self._takes(profile, fvrf)
        ]
        return tuple(sorted(fitting, key=lambda profile: (profile.virtual_template is None, not is_made(profile.line))))

    def _takes(self, profile: Ikev2Profile, fvrf: str) -> bool:
        if profile.match_fvrf not in {"any", fvrf} or not self.spoke_identity or not self.spoke_profile:
            return False
        if self.hub_address and profile.match_address_local not in {"", str(self.hub_address), *self._wan_words}:
            return False
        by_identity = any(matches(match, self.spoke_identity) for match in profile.match)
        return by_identity or self._takes_certificate(profile)

    @cached_property
    def _wan_words(self) -> frozenset[str]:
        return frozenset(f"interface {interface.name}" for interface in self.hub.holders(self.hub_address))

    def _takes_certificate(self, profile: Ikev2Profile) -> bool:
        if not self.spoke_profile or not self.spoke_profile.local_authentication.endswith("-sig"):
            return False
        trustpoint, presented = (
            self.spoke.trustpoint(self.spoke_profile),
            self.spoke.presented_certificates(self.spoke_profile),
        )
        return any(map_takes(self.hub.target, name, trustpoint, presented) for name in profile.match_certificate)

    @property
    def hub_profile(self) -> Ikev2Profile | None:
        """The profile with which the hub answers."""
        return self.hub_profiles[0] if self.hub_profiles else None

    @cached_property
    def hub_identity(self) -> Identity | None:
        """What the hub sends as its identity."""
        return self.hub.identity(self.hub_profile, self.hub_address) if self.hub_profile else None

    @cached_property
    def hub_is_taken(self) -> bool:
        """Whether the spoke's profile takes the hub's identity."""
        if not (self.spoke_profile and self.hub_profile and self.hub_identity):
            return False
        if any(matches(match, self.hub_identity) for match in self.spoke_profile.match):
            return True
        trustpoint = self.hub.trustpoint(self.hub_profile)
        maps = self.spoke_profile.match_certificate
        signs = self.hub_profile.local_authentication.endswith("-sig")
        presented = self.hub.presented_certificates(self.hub_profile)
        return signs and any(map_takes(self.spoke.target, name, trustpoint, presented) for name in maps)

    @property
    def hub_template(self) -> TunnelInterface | None:
        """The virtual template from which the hub makes the spoke's interface."""
        number = self.hub_profile.virtual_template if self.hub_profile else None
        return next((tunnel for tunnel in self.hub.objects.tunnels if tunnel.name == f"Virtual-Template{number}"), None)

    @property
    def hub_ipsec(self) -> IpsecProfile | None:
        """The IPsec profile of the hub's virtual template."""
        return self.hub.ipsec_profiles.get(self.hub_template.protection) if self.hub_template else None

    @property
    def hub_policy(self) -> AuthorizationPolicy | None:
        """The authorization policy that the hub applies to the spoke."""
        return self.hub.authorization(self.hub_profile) if self.hub_profile else None

    @property
    def spoke_policy(self) -> AuthorizationPolicy | None:
        """The authorization policy that the spoke applies to the hub."""
        return self.spoke.authorization(self.spoke_profile) if self.spoke_profile else None


def call_paths(spoke: DeviceView) -> Iterator[CallPath]:
    """Every way in which a spoke calls a hub, one for each peer."""
    clients = {client.tunnel: client for client in spoke.objects.clients}
    for tunnel in spoke.objects.tunnels:
        profile = spoke.ipsec_profiles.get(tunnel.protection)
        if not tunnel.name.startswith("Tunnel") or not profile or not profile.ikev2_profile:
            continue
        client = clients.get(tunnel.name)
        if tunnel.destination == "dynamic" and client:
            for _, peer in client.peers:
                yield CallPath(tunnel=tunnel, client=client, peer=peer.removeprefix("fqdn ").split(" ")[0])
        elif tunnel.destination not in {"", "dynamic"}:
            yield CallPath(tunnel=tunnel, client=None, peer=tunnel.destination)


@dataclass(frozen=True, kw_only=True, eq=False)
class SiteView:
    """Every router of the site."""

    hub: DeviceView
    spokes: tuple[DeviceView, ...]
    server: DeviceView | None = None
    """None where the EzVPN server itself becomes the hub."""

    @property
    def device(self) -> str:
        """The hub, to which a finding of the whole site belongs."""
        return self.hub.device

    @cached_property
    def pairs(self) -> tuple[PairView, ...]:
        """The hub with each spoke."""
        return tuple(PairView(hub=self.hub, spoke=spoke) for spoke in self.spokes)

    @property
    def devices(self) -> tuple[DeviceView, ...]:
        """The server where it is another router, the hub, the spokes."""
        return (*((self.server,) if self.server else ()), self.hub, *self.spokes)
