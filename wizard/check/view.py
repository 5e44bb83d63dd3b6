"""What a check looks at: one router before and after, a hub with one of its spokes, the whole site."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Protocol, TypeVar

from wizard.check.certificate_maps import map_takes
from wizard.check.matching import host, matches
from wizard.data.algorithms import enforces
from wizard.model.certificate import Certificate, Holder
from wizard.model.configuration import Configuration, Line
from wizard.model.ezvpn import Router
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    FlexvpnClient,
    FlexvpnObjects,
    Identity,
    IdentityKind,
    Ikev2Profile,
    IpsecProfile,
    Trustpoint,
    TunnelInterface,
)
from wizard.model.release import Release
from wizard.parse.certificates import held
from wizard.parse.flexvpn import flexvpn_objects
from wizard.parse.router import router


class Role(StrEnum):
    """What a device is in the site after the change."""

    HUB = "hub"
    SPOKE = "spoke"
    SERVER = "server"
    """The EzVPN server beside a new hub."""


class Read(Protocol):
    """An object that was read from a configuration."""

    @property
    def name(self) -> str: ...

    @property
    def line(self) -> Line | None: ...


_Object = TypeVar("_Object", bound=Read)


def is_made(line: Line | None) -> bool:
    """Whether the plan made that line or one below it."""
    return line is not None and any(one.number == 0 for one in line.walk())


def made(objects: Iterable[_Object]) -> tuple[_Object, ...]:
    """Those of the objects that the plan makes or changes; the others are the router's own affair."""
    return tuple(one for one in objects if is_made(one.line))


def part(one: Read, prefix: str) -> Line | None:
    """The line of an object that begins with `prefix`; its header where it has none."""
    return (one.line.child(prefix) or one.line) if one.line else None


def _no_answer(key: str) -> str:
    return ""


_SHIELD_OFF = "crypto engine compliance shield disable"

_SMART_AUTHORIZATION = AuthorizationPolicy(name="default", route_set_interface=True, route_accept="any")


@dataclass(frozen=True, kw_only=True, eq=False)
class DeviceView:
    """One router: what runs on it now, and what shall run on it."""

    device: str
    role: Role
    baseline: Configuration = field(repr=False)
    target: Configuration = field(repr=False)
    release: Release | None = None
    """None where nobody knows it."""
    platform: str = ""
    """The product identifier, "" where nobody knows it."""
    read: Router | None = field(default=None, repr=False)
    """The facts of the baseline where they were read already."""
    answer: Callable[[str], str] = field(default=_no_answer, repr=False)
    """The value of a question for this device, "" where it is open or not asked."""
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)
    """Those that were given beside the configuration."""
    read_on: date | None = None
    """The day by which dates are judged; None where they are not."""

    @cached_property
    def enforces(self) -> bool:
        """Whether the router drops lines with weak algorithms: by release and platform, unless its shield is off."""
        return enforces(self.release, self.platform) and self.target.first(_SHIELD_OFF) is None

    @cached_property
    def objects(self) -> FlexvpnObjects:
        """The IKEv2 objects that shall run."""
        return flexvpn_objects(self.target)

    @cached_property
    def before(self) -> FlexvpnObjects:
        """The IKEv2 objects that run now."""
        return flexvpn_objects(self.baseline)

    @cached_property
    def facts(self) -> Router:
        """The router's facts after the change."""
        return router(self.target)

    @cached_property
    def facts_before(self) -> Router:
        """The router's facts now."""
        return self.read or router(self.baseline)

    @cached_property
    def changed(self) -> Configuration:
        """The top lines that are new or have a new line below them, and some that are not; a change shares the rest."""
        shared = set(map(id, self.baseline.lines))
        return Configuration(line for line in self.target.lines if id(line) not in shared)

    @cached_property
    def addresses(self) -> tuple[tuple[str, IPv4Interface], ...]:
        """Every fixed address with the interface that has it."""
        return tuple((one.name, address) for one in self.facts.interfaces for address in one.addresses)

    def address_of(self, interface: str) -> IPv4Interface | None:
        """The primary address of an interface, None where it has none or it is not fixed."""
        found = self.facts.interface(interface)
        return found.addresses[0] if found and found.addresses else None

    def vrf_of(self, address: IPv4Address | None) -> str:
        """The VRF of the interface with that address, "" for the global table."""
        return next((one.vrf for one in self.facts.interfaces if address in {own.ip for own in one.addresses}), "")

    @cached_property
    def ikev2_profiles(self) -> dict[str, Ikev2Profile]:
        """By name."""
        return {one.name: one for one in self.objects.profiles}

    @cached_property
    def ipsec_profiles(self) -> dict[str, IpsecProfile]:
        """By name."""
        return {one.name: one for one in self.objects.ipsec_profiles}

    def trustpoint(self, profile: Ikev2Profile) -> Trustpoint | None:
        """The trustpoint with which a profile signs."""
        for text in profile.trustpoints:
            name, _, use = text.partition(" ")
            if use != "verify":
                return next((one for one in self.objects.trustpoints if one.name == name), None)
        return None

    def certificates_of(self, trustpoint: str, holder: Holder) -> tuple[Certificate, ...]:
        """Those of a trustpoint; of its own a router shows the newest: given ones go before what was read."""
        beside = tuple(
            one
            for one in self.certificates
            if one.holder is holder and (not one.trustpoints or trustpoint in one.trustpoints)
        )
        if beside and holder is Holder.ROUTER:
            return beside
        read = (one.certificate for one in held(self.baseline, self.device, trustpoint) if one.certificate)
        return (*beside, *(one for one in read if one.holder is holder))

    def shown(self, profile: Ikev2Profile | None) -> tuple[Certificate, ...]:
        """The certificates with which a profile signs, as far as known."""
        if profile is None or not profile.local_authentication.endswith("-sig"):
            return ()
        trustpoint = self.trustpoint(profile)
        return self.certificates_of(trustpoint.name, Holder.ROUTER) if trustpoint else ()

    def proving(self, profile: Ikev2Profile) -> tuple[Trustpoint, ...]:
        """The trustpoints by which a profile proves its peer's certificate."""
        by_certificate = any(method.endswith("-sig") for method in profile.remote_authentication)
        uses = (text.partition(" ") for text in profile.trustpoints if by_certificate)
        names = {name for name, _, use in uses if use != "sign"}
        return tuple(one for one in self.objects.trustpoints if one.name in names)

    def identity(self, profile: Ikev2Profile, address: IPv4Address | None) -> Identity:
        """What the router sends as its identity; without a line the address with a key, the DN with a certificate."""
        if profile.identity_local:
            return profile.identity_local
        if profile.local_authentication == "pre-share":
            return Identity(kind=IdentityKind.ADDRESS, value=str(address or ""))
        return Identity(kind=IdentityKind.DN)

    def authorization(self, profile: Ikev2Profile) -> AuthorizationPolicy | None:
        """The authorization policy of a profile; None without one, or where RADIUS holds it."""
        if not profile.authorization or not self.authorizes_locally(profile):
            return None
        named = [one for one in self.objects.authorization_policies if one.name == profile.authorization.policy]
        smart = profile.authorization.policy == "default"
        return named[0] if named else (_SMART_AUTHORIZATION if smart else None)

    def authorizes_locally(self, profile: Ikev2Profile) -> bool:
        """Whether the router itself answers the profile's authorization list."""
        name = profile.authorization.list_name if profile.authorization else ""
        lists = self.objects.network_authorization_lists
        return name in lists and name not in self.objects.radius_authorization_lists

    def announced(self, policy: AuthorizationPolicy) -> tuple[IPv4Network, ...]:
        """The networks of its `route set access-list` and `route set remote`."""
        lists = (self.facts.access_list(name) for name in policy.route_set_access_lists)
        entries = (entry for one in lists if one for entry in one.entries if entry.permit and entry.source)
        return (*(entry.source for entry in entries if entry.source), *policy.route_set_remote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
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
    def path(self) -> Path | None:
        """The spoke's tunnel to the hub: one that calls an address of the hub, else its first FlexVPN tunnel."""
        paths = tuple(_paths(self.spoke))
        to_hub = [path for path in paths if host(path.peer) in self._hub_addresses]
        return next(iter((*to_hub, *paths)), None)

    @cached_property
    def _hub_addresses(self) -> frozenset[IPv4Address]:
        return frozenset(address.ip for _, address in self.hub.addresses)

    @property
    def calls_a_stranger(self) -> bool:
        """Whether the spoke calls an address that no interface of the hub has, though its addresses are known."""
        known = any(not name.startswith("Loopback") for name, _ in self.hub.addresses)
        return self.path is not None and host(self.path.peer) is not None and known and not self.reaches_hub

    @property
    def reaches_hub(self) -> bool:
        """Whether the address that the spoke calls is one of the hub's."""
        return self.path is not None and host(self.path.peer) in self._hub_addresses

    @cached_property
    def hub_address(self) -> IPv4Address | None:
        """The hub's address that the spoke calls, None where it is behind a name or a translation."""
        return host(self.path.peer) if self.path and self.reaches_hub else None

    @cached_property
    def spoke_address(self) -> IPv4Address | None:
        """The fixed address of the tunnel's source."""
        source = self.path.tunnel.source if self.path else ""
        address = self.spoke.address_of(source)
        return address.ip if address else host(source)

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
        fitting = [one for one in self.hub.objects.profiles if not one.shutdown and self._takes(one, fvrf)]
        return tuple(sorted(fitting, key=lambda one: one.virtual_template is None))

    def _takes(self, profile: Ikev2Profile, fvrf: str) -> bool:
        if profile.match_fvrf not in {"any", fvrf} or not self.spoke_identity or not self.spoke_profile:
            return False
        if self.hub_address and profile.match_address_local not in {"", str(self.hub_address), *self._wan_words}:
            return False
        by_identity = any(matches(one, self.spoke_identity) for one in profile.match)
        return by_identity or self._takes_certificate(profile)

    @cached_property
    def _wan_words(self) -> frozenset[str]:
        return frozenset(f"interface {name}" for name, address in self.hub.addresses if address.ip == self.hub_address)

    def _takes_certificate(self, profile: Ikev2Profile) -> bool:
        if not self.spoke_profile or not self.spoke_profile.local_authentication.endswith("-sig"):
            return False
        trustpoint, shown = self.spoke.trustpoint(self.spoke_profile), self.spoke.shown(self.spoke_profile)
        return any(map_takes(self.hub.target, name, trustpoint, shown) for name in profile.match_certificate)

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
        if any(matches(one, self.hub_identity) for one in self.spoke_profile.match):
            return True
        trustpoint = self.hub.trustpoint(self.hub_profile)
        maps = self.spoke_profile.match_certificate
        signs = self.hub_profile.local_authentication.endswith("-sig")
        shown = self.hub.shown(self.hub_profile)
        return signs and any(map_takes(self.spoke.target, name, trustpoint, shown) for name in maps)

    @property
    def hub_template(self) -> TunnelInterface | None:
        """The virtual template from which the hub makes the spoke's interface."""
        number = self.hub_profile.virtual_template if self.hub_profile else None
        return next((one for one in self.hub.objects.tunnels if one.name == f"Virtual-Template{number}"), None)

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


def _paths(spoke: DeviceView) -> Iterator[Path]:
    clients = {client.tunnel: client for client in spoke.objects.clients}
    for tunnel in spoke.objects.tunnels:
        profile = spoke.ipsec_profiles.get(tunnel.protection)
        if not tunnel.name.startswith("Tunnel") or not profile or not profile.ikev2_profile:
            continue
        client = clients.get(tunnel.name)
        if tunnel.destination == "dynamic" and client:
            for _, peer in client.peers:
                yield Path(tunnel=tunnel, client=client, peer=peer.removeprefix("fqdn ").split(" ")[0])
        elif tunnel.destination not in {"", "dynamic"}:
            yield Path(tunnel=tunnel, client=None, peer=tunnel.destination)


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
