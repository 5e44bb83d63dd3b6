"""The FlexVPN that a hub has already, walked as IOS walks it: from an IKEv2 profile along the names of its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from wizard.model.ikev2 import (
    AuthorizationPolicy,
    FlexvpnObjects,
    Ikev2Profile,
    IpsecProfile,
    Keyring,
    MatchKind,
    Policy,
    Proposal,
    TransformSet,
    TunnelInterface,
)
from wizard.model.plan import Source
from wizard.parse.flexvpn_objects import flexvpn_objects


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


_ANYBODY = "0.0.0.0"


@lru_cache(maxsize=64)
def objects_of(source: Source) -> FlexvpnObjects:
    """The FlexVPN objects of a configuration that was read."""
    return flexvpn_objects(source.configuration)


@lru_cache(maxsize=64)
def present_flexvpn(source: Source, called: CalledAt) -> tuple[PresentFlexvpn, ...]:
    """Every profile that a spoke which calls there can join, in the order of the configuration.

    None is one that would take anybody: `match identity remote any`, an address 0.0.0.0, or one key for everybody.
    """
    objects = objects_of(source)
    walked = (_walked(objects, profile, called) for profile in objects.profiles)
    return tuple(present for present in walked if present)


def _walked(objects: FlexvpnObjects, profile: Ikev2Profile, called: CalledAt) -> PresentFlexvpn | None:
    template = _named(objects.tunnels, f"Virtual-Template{profile.virtual_template}")
    ipsec_profile = _named(objects.ipsec_profiles, template.protection) if template else None
    names = ipsec_profile.transform_sets if ipsec_profile else ()
    transform_set = _named(objects.transform_sets, names[0]) if names else None
    authorization = profile.authorization
    by_radius = authorization is not None and authorization.list_name in objects.radius_authorization_lists
    authorization_policy = _policy_of(objects, authorization.policy, by_radius=by_radius) if authorization else None
    keyring = _named(objects.keyrings, profile.keyring)
    if not (template and ipsec_profile and transform_set and authorization and authorization_policy):
        return None
    if ipsec_profile.ikev2_profile != profile.name or not _admits_known_peers(profile, keyring, called):
        return None
    return PresentFlexvpn(
        profile=profile,
        keyring=keyring,
        authorization_policy=authorization_policy,
        is_authorized_by_radius=by_radius,
        template=template,
        ipsec_profile=ipsec_profile,
        transform_set=transform_set,
        policy=_selected_policy(objects, called),
    )


def _policy_of(objects: FlexvpnObjects, name: str, *, by_radius: bool) -> AuthorizationPolicy | None:
    """The authorization policy of that name; where RADIUS holds it, nothing but its name is known."""
    if by_radius:
        return AuthorizationPolicy(name=name) if name else None
    return _named(objects.authorization_policies, name)


def _admits_known_peers(profile: Ikev2Profile, keyring: Keyring | None, called: CalledAt) -> bool:
    local = profile.match_address_local
    named = () if not local or local.startswith("interface") else (local,)
    if profile.shutdown or not called.meets(profile.match_fvrf, named):
        return False
    if any(match.kind is MatchKind.ANY or match.value == _ANYBODY for match in profile.match):
        return False
    if not profile.match and not profile.match_certificate:
        return False
    return keyring is None or not any(peer.address == _ANYBODY for peer in keyring.peers)


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
