"""What a hub's present FlexVPN settles: its objects are taken as they are, and every answer about them is theirs."""

from collections.abc import Callable

from wizard.model.ikev2 import IdentityMatch, IpsecProfile, MatchKind, TunnelInterface
from wizard.model.plan import Source
from wizard.model.question import Asking, Default, Question, Refused, Scope
from wizard.model.router import Interface
from wizard.plan.answers_of_hub import OF_POLICY, SETTLED, STANDS_AS_IT_IS
from wizard.plan.moved_spokes import standings, why_clients_remain
from wizard.plan.present_flexvpn import (
    CalledAt,
    PresentFlexvpn,
    StandingPolicy,
    objects_of,
    obstacles,
    policy_of_address,
    present_flexvpn,
)
from wizard.questions.flexvpn_profile import OWN
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.sentence import Sentence
from wizard.situation.ezvpn_group import vrf_of_group
from wizard.situation.hub import is_new_hub

REMAINS = "ezvpn_remains"
"""The question whether other EzVPN clients remain on the server."""

PROFILE = "flexvpn_profile"
"""The question which of the hub's IKEv2 profiles the spokes join."""


def adopted(asking: Asking) -> PresentFlexvpn | None:
    """The hub's present FlexVPN that the spokes join; None where the plan makes objects of its own."""
    candidates = joinable(asking)
    if not candidates:
        return None
    name = asking.value(PROFILE, asking.hub)
    return next((present for present in candidates if present.profile.name == name), None)


def joinable(asking: Asking) -> tuple[PresentFlexvpn, ...]:
    """Every FlexVPN of the hub that its spokes could join."""
    source = asking.plan.source(asking.hub)
    if source is None or source.configuration.first("crypto ikev2 profile") is None:
        return ()
    return present_flexvpn(source, _called(asking, source))


def _called(asking: Asking, source: Source) -> CalledAt:
    """Where the spokes call the hub: at the addresses of it that EzVPN calls, or else on its Internet interface."""
    interfaces = source.router.interfaces
    called = {peer for spoke in asking.plan.spokes for peer in asking.seen_from(spoke.device).client.peers}
    facing = [interface for interface in interfaces if called & _addresses(interface)]
    wan = asking.value("wan_interface", asking.hub)
    facing = facing or [interface for interface in interfaces if interface.name == wan] or list(interfaces)
    own = sorted(frozenset().union(*map(_addresses, facing)))
    return CalledAt(
        addresses=tuple(address for address in own if address in called) or tuple(own),
        front_door_vrfs=frozenset(interface.vrf for interface in facing),
    )


def _addresses(interface: Interface) -> frozenset[str]:
    own = {str(address.ip) for address in interface.addresses}
    return frozenset(own | {str(address) for address in interface.virtual_addresses})


def standing_policy(asking: Asking) -> StandingPolicy | None:
    """The hub's IKEv2 policy that the spokes meet, whether they join a profile or get one of their own."""
    if present := adopted(asking):
        return present.policy
    source = asking.plan.source(asking.hub)
    if source is None or source.configuration.first("crypto ikev2 policy") is None:
        return None
    return policy_of_address(source, _called(asking, source))


def settled_by_the_hub(asking: Asking, question: Question) -> Default | None:
    """What the hub's present FlexVPN says to a question; None where it says nothing."""
    if question.key == PROFILE:
        return _joined(asking)
    if question.key == REMAINS:
        return _clients_left(asking)
    if question.key in BETWEEN_HUBS:
        return _between_hubs(asking, question.key)
    if not _of_hub(asking, question):
        return None
    return _by_policy(asking, question) if question.key in OF_POLICY else _by_profile(asking, question)


def contradicted_by_the_hub(asking: Asking, question: Question, value: str) -> Sentence:
    """Why an answer cannot hold beside what the hub has, "" where it can."""
    settled = settled_by_the_hub(asking, question) if question.key != PROFILE else None
    if settled is None or not settled.settled or settled.value == value:
        return ""
    return f"{settled.why}, which has {settled.value or 'nothing'}; answer {PROFILE} with `own` for one of its own"


def _clients_left(asking: Asking) -> Default | None:
    """That clients remain, as ever, with how many of the spokes that are known have moved."""
    if not asking.plan.earlier_spokes:
        return None
    return recommend("yes", why_clients_remain(standings(asking, joinable(asking)), asking.plan.spoke_devices))


def _by_profile(asking: Asking, question: Question) -> Default | None:
    read = SETTLED.get(question.key)
    present = adopted(asking) if read else None
    value = read(present, asking) if read and present else None
    if present is None or value is None:
        return None
    if isinstance(value, Default):
        return value
    return _stands(asking, question, value, f"IKEv2 profile {present.profile.name}")


def _by_policy(asking: Asking, question: Question) -> Default | None:
    standing = standing_policy(asking)
    if standing:
        value = OF_POLICY[question.key](standing)
        return None if value is None else _stands(asking, question, value, f"IKEv2 policy {standing.policy.name}")
    if question.key == "crypto" and adopted(asking):
        return settle("smart-defaults", "the hub has no IKEv2 policy for the address that spokes call")
    return None


def _stands(asking: Asking, question: Question, value: str, where: str) -> Default:
    pattern = STANDS_AS_IT_IS.get(question.key)
    typed = value if pattern and pattern.fullmatch(value) else question.form.read(value, asking)
    if isinstance(typed, Refused):
        return open_until_answered(f"the hub's {where} has {value}, which {typed.reason}")
    return settle(value, f"the hub has it: {where}")


def _of_hub(asking: Asking, question: Question) -> bool:
    return question.scope in {Scope.SITE, Scope.HUB} or (question.scope is Scope.DEVICE and asking.device == asking.hub)


def _joined(asking: Asking) -> Default | None:
    """Which profile the spokes join: the one that knows them, or the only one."""
    candidates = _of_the_same_vrf(asking)
    if not candidates:
        return _nobody_joins(asking)
    knowing = [present for present in candidates if any(map(_is_known_to(present), asking.plan.spokes))]
    if len(knowing) == 1:
        return settle(knowing[0].profile.name, "it takes the spokes already")
    if len(candidates) == 1:
        return recommend(candidates[0].profile.name, "the hub has it, and the spokes join it")
    names = ", ".join(present.profile.name for present in candidates)
    return open_until_answered(f"the hub has {names}, and none of them names the spokes alone")


def _of_the_same_vrf(asking: Asking) -> tuple[PresentFlexvpn, ...]:
    """Those that lead to the networks of the group that moves; another VRF of the server is another customer's."""
    candidates = joinable(asking)
    return (
        candidates if is_new_hub(asking) else tuple(one for one in candidates if one.leads_into(_vrf_of_group(asking)))
    )


def _vrf_of_group(asking: Asking) -> str:
    server = asking.plan.server
    return vrf_of_group(server.configuration, server.router, asking.group.name if asking.group else "")


def _nobody_joins(asking: Asking) -> Default | None:
    source = asking.plan.source(asking.hub)
    elsewhere = tuple(f"{present.profile.name} leads into another VRF than EzVPN does" for present in joinable(asking))
    why = (*elsewhere, *(obstacles(source, _called(asking, source)) if source else ()))
    return recommend(OWN, f"nobody joins what the hub has: {'; '.join(why)}") if why else None


def _is_known_to(present: PresentFlexvpn) -> Callable[[Source], bool]:
    def known(spoke: Source) -> bool:
        return any(_host(match) == spoke.device.casefold() for match in present.profile.match)

    return known


def _host(match: IdentityMatch) -> str:
    exact = match.kind in {MatchKind.FQDN, MatchKind.EMAIL, MatchKind.KEY_ID}
    return match.value.replace("@", ".").partition(".")[0].casefold() if exact else ""


def standing_tunnel(asking: Asking, other: str) -> tuple[TunnelInterface, IpsecProfile] | None:
    """The tunnel of this device that leads to the other one already, with its IPsec profile."""
    source, far = asking.plan.source(asking.device), asking.plan.source(other)
    if source is None or far is None or far is source:
        return None
    theirs = {str(address.ip) for interface in far.router.interfaces for address in interface.addresses}
    objects = objects_of(source)
    profiles = {profile.name: profile for profile in objects.ipsec_profiles if profile.ikev2_profile}
    tunnels = (tunnel for tunnel in objects.tunnels if tunnel.destination in theirs and tunnel.protection in profiles)
    return next(((tunnel, profiles[tunnel.protection]) for tunnel in tunnels), None)


def _between_hubs(asking: Asking, key: str) -> Default | None:
    other = asking.plan.server.device if asking.device == asking.hub else asking.hub
    standing = standing_tunnel(asking, other)
    if standing is None:
        return None
    return settle(BETWEEN_HUBS[key](*standing), f"{standing[0].name} leads to {other} already")


BETWEEN_HUBS: dict[str, Callable[[TunnelInterface, IpsecProfile], str]] = {
    "name_inter_hub": lambda _, profile: profile.ikev2_profile,
    "name_inter_hub_tunnel": lambda tunnel, _: tunnel.name,
}
"""What the tunnel between the two hubs says to a question."""

WRITTEN_FOR_ITS_OWN = frozenset(
    {
        "key_pair",
        "trustpoint",
        "peer_trustpoint",
        "certificate_map",
        "aaa_list",
        "radius_list",
        "eap_list",
        "authorization_policy",
        "name_mangler",
        "ikev2_profile",
        "transform_set",
        "ipsec_profile",
        "virtual_template",
        "cloned_template",
    }
)
"""The sections of a hub that are written only where the plan makes a profile of its own."""

WRITTEN_FOR_ITS_OWN_POLICY = frozenset({"ikev2_proposal", "ikev2_policy", "shared_ikev2_policy"})
"""Those that are written only where no policy of the hub is for the address that spokes call."""


def stands_already(section: str, asking: Asking) -> bool:
    """Whether the hub has what a section would write."""
    if section in WRITTEN_FOR_ITS_OWN_POLICY:
        return adopted(asking) is not None or standing_policy(asking) is not None
    return section in WRITTEN_FOR_ITS_OWN and adopted(asking) is not None
