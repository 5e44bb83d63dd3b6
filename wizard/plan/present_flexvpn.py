"""The FlexVPN that a hub has already, walked as IOS walks it: from an IKEv2 profile along the names of its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from wizard.data.smart_defaults import SMART_TRANSFORM_SET
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    FlexvpnObjects,
    Ikev2Profile,
    IpsecProfile,
    Keyring,
    KeyringPeer,
    MatchKind,
    Policy,
    Proposal,
    TransformSet,
    TunnelInterface,
)
from wizard.model.plan import Source
from wizard.parse.flexvpn_objects import flexvpn_objects
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledAt:
    """Where spokes call a hub."""

    addresses: tuple[str, ...]
    front_door_vrfs: frozenset[str]
    """Of the interfaces that have them; "" is the global table."""

    def meets(self, match_fvrf: str, match_address_local: Iterable[str]) -> bool:
        """Whether what a policy or a profile matches is called there."""
        local = tuple(match_address_local)
        return (match_fvrf == "any" or match_fvrf in self.front_door_vrfs) and (
            not local or bool(set(local) & set(self.addresses))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPolicy:
    """An IKEv2 policy of the hub with its proposals, in its order."""

    policy: Policy
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentFlexvpn:
    """An IKEv2 profile of a hub that a spoke can join, with all that its lines name."""

    profile: Ikev2Profile
    keyring: Keyring | None
    authorization_policy: AuthorizationPolicy
    """Nothing but its name where RADIUS holds it."""
    is_authorized_by_radius: bool
    template: TunnelInterface
    ipsec_profile: IpsecProfile
    transform_set: TransformSet
    policy: StandingPolicy | None
    """None where the smart defaults hold."""

    @property
    def borrows(self) -> str:
        """The interface whose address the virtual template borrows."""
        return self.template.address.removeprefix("unnumbered ").strip()

    def leads_into(self, vrf: str) -> bool:
        """Whether the networks behind its tunnels are in that VRF, "" for the global table; RADIUS may name any."""
        own = self.profile.ivrf or self.template.vrf.rpartition(" ")[2]
        return own == vrf or (self.is_authorized_by_radius and not own)


_ANYBODY = "0.0.0.0"

_SMART_POLICY = AuthorizationPolicy(name="default", route_set_interface=True, route_accept="any")
"""What stands behind `default` where no line changes it [flexvpn.md 2.2]."""


@lru_cache(maxsize=64)
def objects_of(source: Source) -> FlexvpnObjects:
    """The FlexVPN objects of a configuration that was read."""
    return flexvpn_objects(source.configuration)


@lru_cache(maxsize=64)
def present_flexvpn(source: Source, called: CalledAt) -> tuple[PresentFlexvpn, ...]:
    """Every profile that a spoke which calls there can join, in the order of the configuration.

    None is one that would take anybody, or whose key somebody else has: see `obstacles`.
    """
    objects = objects_of(source)
    walked = (_walked(objects, profile, called) for profile in objects.profiles)
    return tuple(present for present in walked if isinstance(present, PresentFlexvpn))


@lru_cache(maxsize=64)
def obstacles(source: Source, called: CalledAt) -> tuple[Sentence, ...]:
    """Why the other profiles that clone a template cannot be joined, each in a sentence."""
    objects = objects_of(source)
    found = ((profile, _walked(objects, profile, called)) for profile in objects.profiles if profile.virtual_template)
    return tuple(f"{profile.name} {why}" for profile, why in found if not isinstance(why, PresentFlexvpn))


def _walked(objects: FlexvpnObjects, profile: Ikev2Profile, called: CalledAt) -> "PresentFlexvpn | Sentence":
    """The profile with all that it names, or why a spoke cannot join it."""
    template = _named(objects.tunnels, f"Virtual-Template{profile.virtual_template}")
    ipsec_profile = _named(objects.ipsec_profiles, template.protection) if template else None
    if template is None or ipsec_profile is None or ipsec_profile.ikev2_profile != profile.name:
        return "has no virtual template with an IPsec profile that names it"
    if template.shutdown or not template.address.startswith("unnumbered "):
        return f"has {template.name}, which is shut or borrows no address"
    transform_set = _transform_set(objects, ipsec_profile)
    authorization_policy = _authorization(objects, profile)
    if transform_set is None or authorization_policy is None:
        return "names no transform set or no authorization policy that the hub has"
    keyring = _named(objects.keyrings, profile.keyring)
    if why := _takes_strangers(profile, keyring, called):
        return why
    return PresentFlexvpn(
        profile=profile,
        keyring=keyring,
        authorization_policy=authorization_policy,
        is_authorized_by_radius=_by_radius(objects, profile),
        template=template,
        ipsec_profile=ipsec_profile,
        transform_set=transform_set,
        policy=_selected_policy(objects, called),
    )


def _transform_set(objects: FlexvpnObjects, ipsec_profile: IpsecProfile) -> TransformSet | None:
    """The first one of an IPsec profile, or the smart default where it names none."""
    if ipsec_profile.transform_sets:
        return _named(objects.transform_sets, ipsec_profile.transform_sets[0])
    return None if "ipsec transform-set" in objects.disabled_defaults else SMART_TRANSFORM_SET


def _by_radius(objects: FlexvpnObjects, profile: Ikev2Profile) -> bool:
    return profile.authorization is not None and profile.authorization.list_name in objects.radius_authorization_lists


def _authorization(objects: FlexvpnObjects, profile: Ikev2Profile) -> AuthorizationPolicy | None:
    """The authorization policy of a profile; where RADIUS holds it, nothing but its name, if it has one, is known."""
    if profile.authorization is None:
        return None
    name = profile.authorization.policy
    if _by_radius(objects, profile):
        return AuthorizationPolicy(name=name)
    smart = (
        _SMART_POLICY if name == "default" and "ikev2 authorization policy" not in objects.disabled_defaults else None
    )
    return _named(objects.authorization_policies, name) or smart


def _takes_strangers(profile: Ikev2Profile, keyring: Keyring | None, called: CalledAt) -> Sentence:
    """Why a spoke of the plan cannot be told there from others, "" where it can."""
    local = profile.match_address_local
    named = () if not local or local.startswith("interface") else (local,)
    if profile.shutdown or not called.meets(profile.match_fvrf, named):
        return "is shut, or not for the address that spokes call"
    if any(match.kind is MatchKind.ANY or match.value == _ANYBODY for match in profile.match):
        return "takes anybody"
    if not profile.match and not profile.match_certificate:
        return "takes nobody"
    if profile.local_key or profile.remote_key or (keyring and any(map(_is_for_several, keyring.peers))):
        return "has one key for several spokes"
    return ""


def _is_for_several(peer: KeyringPeer) -> bool:
    """Whether a peer of a keyring stands for more than one router: a network, a domain or everybody."""
    by_domain = peer.identity is not None and "domain" in peer.identity.kind.value
    by_network = peer.mask not in {"", "255.255.255.255"} or peer.address.partition("/")[2] not in {"", "128"}
    return by_domain or by_network


@lru_cache(maxsize=64)
def policy_of_address(source: Source, called: CalledAt) -> StandingPolicy | None:
    """The IKEv2 policy that names the address that is called: a second one beside it would never be told from it."""
    selected = _selected_policy(objects_of(source), called)
    return selected if selected and selected.policy.match_address_local else None


def _selected_policy(objects: FlexvpnObjects, called: CalledAt) -> StandingPolicy | None:
    """The policy for the address that is called: one that names it goes before one for every address."""
    fitting = [policy for policy in objects.policies if called.meets(policy.match_fvrf, policy.match_address_local)]
    policy = min(fitting, key=lambda policy: not policy.match_address_local, default=None)
    if policy is None:
        return None
    proposals = (_named(objects.proposals, name) for name in policy.proposals)
    return StandingPolicy(policy=policy, proposals=tuple(proposal for proposal in proposals if proposal))


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasName)


def _named(objects: Iterable[_Named], name: str) -> _Named | None:
    return next((found for found in objects if found.name == name), None)
