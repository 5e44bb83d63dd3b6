"""Checks of how long keys live, and of what protects a session besides its algorithms."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.data.default_lifetimes import IKE_LIFETIME, IPSEC_LIFETIME
from wizard.model.finding import Severity


@check(
    "CRY020",
    Severity.NOTE,
    why="IKEv2 negotiates no lifetimes: each end renews by its own, so the shorter one always begins. Nothing breaks, "
    "and whoever reads only one end expects another time.",
    fix="Answer the same lifetime for both ends.",
    citation="flexvpn.md 1.11",
    question="ipsec_lifetime",
)
def pair_has_the_same_lifetimes(pair: PairView) -> Iterator[Hit]:
    """The keys of hub and spoke live equally long."""
    if pair.spoke_profile and pair.hub_profile:
        mine, theirs = pair.spoke_profile.lifetime or IKE_LIFETIME, pair.hub_profile.lifetime or IKE_LIFETIME
        if mine != theirs:
            message = f"The IKE keys live {mine} seconds on the spoke and {theirs} on {pair.hub.device}."
            yield Hit(message=message, line=part(pair.spoke_profile, "lifetime"), question="ike_lifetime")
    if pair.spoke_ipsec and pair.hub_ipsec:
        mine = pair.spoke_ipsec.lifetime or pair.spoke.objects.ipsec_lifetime or IPSEC_LIFETIME
        theirs = pair.hub_ipsec.lifetime or pair.hub.objects.ipsec_lifetime or IPSEC_LIFETIME
        if mine != theirs:
            message = f"The keys of the traffic live {mine} seconds on the spoke and {theirs} on {pair.hub.device}."
            yield Hit(message=message, line=part(pair.spoke_ipsec, "set security-association lifetime"))


@check(
    "CRY021",
    Severity.NOTE,
    why="Without anti-replay whoever records the traffic can send it again. It is switched off where packets of "
    "different priority overtake each other; a larger window does the same without the risk.",
    fix="Leave it out of what is taken over, or write `set security-association replay window-size 1024`.",
    citation="flexvpn.md 1.11; ezvpn.md 1.6",
    question="ipsec_options",
)
def replayed_packets_are_dropped(view: DeviceView) -> Iterator[Hit]:
    """No new IPsec profile switches anti-replay off."""
    for profile in made(view.objects.ipsec_profiles):
        if profile.ikev2_profile and "set security-association replay disable" in profile.options:
            line = part(profile, "set security-association replay")
            yield Hit(message=f"IPsec profile {profile.name} takes packets that were sent before.", line=line)
