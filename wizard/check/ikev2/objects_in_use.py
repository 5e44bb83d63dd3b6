"""The objects of a hub and a spoke that meet when the spoke calls, or that are meant to."""

from collections.abc import Iterable, Iterator

from wizard.check.ikev2.common_algorithms import policy_of
from wizard.check.view.device import DeviceView, Read, made
from wizard.check.view.site import PairView
from wizard.model.ikev2 import Ikev2Profile, IpsecProfile, Policy, TunnelInterface

InUse = frozenset[tuple[str, str]]
"""Objects, each as its router and the line that it begins with."""


def objects_in_use(pair: PairView) -> InUse:
    """What the two use; of an end where nothing fits, everything that the plan makes for FlexVPN."""
    found = ((pair.hub, _of_the_hub(pair)), (pair.spoke, _of_the_spoke(pair)))
    return frozenset((view.device, read.line.text) for view, objects in found for read in objects if read.line)


def _of_the_hub(pair: PairView) -> Iterator[Read]:
    hub, address = pair.hub, pair.hub_address
    yield from _of_ike(hub, policy_of(hub, hub.vrf_of(address), address))
    if not pair.hub_profiles:
        yield from _made(hub)
    templates = {f"Virtual-Template{profile.virtual_template}" for profile in pair.hub_profiles}
    tunnels = tuple(tunnel for tunnel in hub.objects.tunnels if tunnel.name in templates)
    yield from _of_the_chain(hub, tunnels, pair.hub_profiles)


def _of_the_spoke(pair: PairView) -> Iterator[Read]:
    spoke, path = pair.spoke, pair.path
    yield from _of_ike(spoke, policy_of(spoke, "", pair.spoke_address))
    if path is None:
        yield from _made(spoke)
        return
    if path.client:
        yield path.client
    yield from _of_the_chain(spoke, (path.tunnel,), (pair.spoke_profile,) if pair.spoke_profile else ())


def _of_ike(view: DeviceView, policy: Policy | None) -> Iterator[Read]:
    if policy:
        yield policy
        yield from (proposal for proposal in view.objects.proposals if proposal.name in policy.proposals)


def _of_the_chain(
    view: DeviceView, tunnels: Iterable[TunnelInterface], profiles: Iterable[Ikev2Profile]
) -> Iterator[Read]:
    """Tunnels with what protects them, and IKEv2 profiles with their keyrings and authorization policies."""
    for tunnel in tunnels:
        yield tunnel
        if ipsec_profile := view.ipsec_profiles.get(tunnel.protection):
            yield from _of_ipsec(view, ipsec_profile)
    for profile in profiles:
        policy = view.authorization(profile)
        yield profile
        yield from (keyring for keyring in view.objects.keyrings if keyring.name == profile.keyring)
        yield from (policy,) if policy else ()


def _of_ipsec(view: DeviceView, ipsec_profile: IpsecProfile) -> Iterator[Read]:
    yield ipsec_profile
    yield from (
        transform_set
        for transform_set in view.objects.transform_sets
        if transform_set.name in ipsec_profile.transform_sets
    )


def _made(view: DeviceView) -> Iterator[Read]:
    objects = view.objects
    for kind in (objects.profiles, objects.ipsec_profiles, objects.tunnels, objects.clients):
        yield from made(kind)
