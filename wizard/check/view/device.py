"""What a check looks at first: one router, before and after the change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Protocol, TypeVar

from wizard.data.refused_algorithms import enforces
from wizard.ios.host_table import address_of
from wizard.model.certificate import Certificate, Holder
from wizard.model.configuration import Configuration, Line
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    FlexvpnObjects,
    Identity,
    IdentityKind,
    Ikev2Profile,
    IpsecProfile,
    Trustpoint,
    TunnelInterface,
)
from wizard.model.release import Release
from wizard.model.role import Role
from wizard.model.router import EzvpnClient, Group, Interface, Router
from wizard.parse.certificates import held_certificates
from wizard.parse.flexvpn_objects import flexvpn_objects
from wizard.parse.router_facts import router


class Read(Protocol):
    """An object that was read from a configuration."""

    @property
    def name(self) -> str: ...

    @property
    def line(self) -> Line | None: ...


_Object = TypeVar("_Object", bound=Read)


def is_made(line: Line | None) -> bool:
    """Whether the plan made that line or one below it."""
    return line is not None and any(below.number == 0 for below in line.walk())


def made(objects: Iterable[_Object]) -> tuple[_Object, ...]:
    """Those of the objects that the plan makes or changes; the others are the router's own affair."""
    return tuple(read for read in objects if is_made(read.line))


def part(read: Read, prefix: str) -> Line | None:
    """The line of an object that begins with `prefix`; its header where it has none."""
    return (read.line.child(prefix) or read.line) if read.line else None


def _no_answer(key: str) -> str:
    return ""


_SHIELD_OFF = "crypto engine compliance shield disable"

_SMART_AUTHORIZATION = AuthorizationPolicy(name="default", route_set_interface=True, route_accept="any")


@dataclass(frozen=True, kw_only=True, eq=False)
class DeviceView:
    """One router: what runs on it now, and what shall run on it."""

    device: str
    role: Role
    """A hub that was the EzVPN server is a hub; SERVER is the one beside a new hub."""
    baseline: Configuration = field(repr=False)
    target: Configuration = field(repr=False)
    release: Release | None = None
    """None where nobody knows it."""
    platform: str = ""
    """The product identifier, "" where nobody knows it."""
    read_facts: Router | None = field(default=None, repr=False)
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
    def baseline_objects(self) -> FlexvpnObjects:
        """The IKEv2 objects that run now."""
        return flexvpn_objects(self.baseline)

    @cached_property
    def facts(self) -> Router:
        """The router's facts after the change."""
        return router(self.target)

    @cached_property
    def baseline_facts(self) -> Router:
        """The router's facts now."""
        return self.read_facts or router(self.baseline)

    @cached_property
    def changed(self) -> Configuration:
        """The top lines that are new or have a new line below them, and some that are not; a change shares the rest."""
        shared = set(map(id, self.baseline.lines))
        return Configuration(line for line in self.target.lines if id(line) not in shared)

    @cached_property
    def moving_clients(self) -> tuple[EzvpnClient, ...]:
        """The EzVPN clients of a spoke that leave its interfaces, a backup behind its primary; all where none does."""
        clients = self.baseline_facts.clients if self.role is Role.SPOKE else ()
        staying = {client.name for client in self.facts.clients if client.outside or client.inside}
        leaving = [client for client in clients if client.outside and client.name not in staying] or clients
        backups = {client.line.argument("backup").split(" ")[0] for client in clients}
        return tuple(sorted(leaving, key=lambda client: client.name in backups))

    @cached_property
    def moving_groups(self) -> tuple[Group, ...]:
        """The EzVPN group of a server that moves; all of them where none of that name is known."""
        groups = self.baseline_facts.server.groups if self.baseline_facts.server else ()
        return tuple(group for group in groups if group.name == self.answer("group")) or groups

    @cached_property
    def addresses(self) -> tuple[tuple[str, IPv4Interface], ...]:
        """Every fixed address with the interface that has it."""
        return tuple(
            (interface.name, address) for interface in self.facts.interfaces for address in interface.addresses
        )

    def address_of(self, interface: str) -> IPv4Interface | None:
        """The primary address of an interface, None where it has none or it is not fixed."""
        found = self.facts.interface(interface)
        return found.addresses[0] if found and found.addresses else None

    def meant(self, called: str) -> IPv4Address | None:
        """The address that the router calls by a word, which may be a name of its own table; None of another name."""
        return address_of(called.removeprefix("fqdn ").split(" ")[0], (self.target,))

    @cached_property
    def called(self) -> frozenset[IPv4Address]:
        """Every fixed address at which the router can be called, those that it shares with a standby router too."""
        return frozenset(self._holders)

    @cached_property
    def _holders(self) -> dict[IPv4Address, tuple[Interface, ...]]:
        holders: dict[IPv4Address, tuple[Interface, ...]] = {}
        for interface in self.facts.interfaces:
            for address in {*interface.virtual_addresses, *(own.ip for own in interface.addresses)}:
                holders[address] = (*holders.get(address, ()), interface)
        return holders

    def holders(self, address: IPv4Address | None) -> tuple[Interface, ...]:
        """The interfaces with that address."""
        return self._holders.get(address, ()) if address else ()

    def vrf_of(self, address: IPv4Address | None) -> str:
        """The VRF of the interface with that address, "" for the global table."""
        return next((interface.vrf for interface in self.holders(address)), "")

    @cached_property
    def ikev2_profiles(self) -> dict[str, Ikev2Profile]:
        """By name."""
        return {profile.name: profile for profile in self.objects.profiles}

    @cached_property
    def ipsec_profiles(self) -> dict[str, IpsecProfile]:
        """By name."""
        return {ipsec_profile.name: ipsec_profile for ipsec_profile in self.objects.ipsec_profiles}

    @property
    def flexvpn_tunnels(self) -> tuple[TunnelInterface, ...]:
        """The tunnel interfaces and virtual templates that IKEv2 protects."""
        profiles = ((tunnel, self.ipsec_profiles.get(tunnel.protection)) for tunnel in self.objects.tunnels)
        return tuple(tunnel for tunnel, profile in profiles if profile and profile.ikev2_profile)

    def trustpoint(self, profile: Ikev2Profile) -> Trustpoint | None:
        """The trustpoint with which a profile signs."""
        for text in profile.trustpoints:
            name, _, use = text.partition(" ")
            if use != "verify":
                return next(
                    (trustpoint for trustpoint in self.objects.trustpoints if trustpoint.name == name),
                    None,
                )
        return None

    def certificates_of(self, trustpoint: str, holder: Holder) -> tuple[Certificate, ...]:
        """Those of a trustpoint; of its own a router shows the newest: given ones go before what was read."""
        beside = tuple(
            certificate
            for certificate in self.certificates
            if certificate.holder is holder and (not certificate.trustpoints or trustpoint in certificate.trustpoints)
        )
        if beside and holder is Holder.ROUTER:
            return beside
        read = (
            held_certificate.certificate
            for held_certificate in held_certificates(self.baseline, self.device, trustpoint)
            if held_certificate.certificate
        )
        return (*beside, *(certificate for certificate in read if certificate.holder is holder))

    def presented_certificates(self, profile: Ikev2Profile | None) -> tuple[Certificate, ...]:
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
        return tuple(trustpoint for trustpoint in self.objects.trustpoints if trustpoint.name in names)

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
        named = [
            authorization_policy
            for authorization_policy in self.objects.authorization_policies
            if authorization_policy.name == profile.authorization.policy
        ]
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
        entries = (
            entry
            for access_list in lists
            if access_list
            for entry in access_list.entries
            if entry.permit and entry.source_network
        )
        return (*(entry.source_network for entry in entries if entry.source_network), *policy.route_set_remote)
