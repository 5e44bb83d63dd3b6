"""Questions of IPv6 over the tunnels, which EzVPN did not have."""

from wizard.data.answer_forms import InterfaceOfRouter, Ipv6Networks, OrNone, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.model.router import Interface
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.hub import gets_flexvpn, is_bare_new_hub
from wizard.situation.ipv6 import crosses, ipv6_networks

_CITATION = "Cisco-IOS-XE-crypto.yang 17.18.1; flexvpn.md 1.7 (unconfirmed before 16.x)"


def _forbids_ipv6(asking: Asking) -> str:
    if asking.value("encapsulation") != "gre":
        return "the tunnels are VTIs for IPv4; GRE carries both"
    if asking.value("authorization_store") == "radius":
        return "RADIUS holds the routes, and its attributes for IPv6 are unconfirmed"
    spokes = (spoke.device for spoke in asking.plan.spokes)
    vrf = next((spoke for spoke in spokes if any(lan.vrf for lan in _lan_interfaces(asking, spoke))), "")
    if not vrf:
        return ""
    return (
        f"the LAN of {vrf} is in a VRF, and IPv6 inside a VRF is not generated. By hand it is `address-family ipv6` in "
        "`vrf definition`, `ipv6 enable` on both tunnels, and `route set access-list ipv6` in both policies"
    )


def _lan_interfaces(asking: Asking, device: str) -> list[Interface]:
    """The interfaces behind a device: a spoke's inside ones, all of a hub but the one that faces the Internet."""
    source = asking.plan.source(device)
    if source is None:
        return []
    if device == asking.hub:
        wan = asking.value("wan_interface", asking.hub)
        return [interface for interface in source.router.interfaces if interface.name != wan]
    spoke = asking.seen_from(device)
    inside = {name for client in (spoke.client, spoke.backup_client) if client for name in client.inside}
    return [interface for interface in source.router.interfaces if interface.name in inside]


def _networks_behind(asking: Asking) -> Default:
    lines = [
        lan_interface.line for lan_interface in _lan_interfaces(asking, asking.device) if not lan_interface.shutdown
    ]
    networks = dict.fromkeys(network for line in lines for network in ipv6_networks(line))
    if networks:
        return settle(", ".join(str(behind) for behind in networks), "the IPv6 networks of the interfaces behind it")
    return open_until_answered("no interface behind it has an IPv6 address")


def _lender(asking: Asking) -> Default:
    if asking.device == asking.hub and is_bare_new_hub(asking):
        return recommend("none", "the new hub has no IPv6 address yet")
    borrowed = asking.value("hub_unnumbered" if asking.device == asking.hub else "unnumbered_interface")
    candidates = [asking.router.interface(borrowed), *_lan_interfaces(asking, asking.device)]
    for interface in candidates:
        if interface and ipv6_networks(interface.line):
            return recommend(interface.name, "it has an IPv6 address, so that errors come from one that is routed")
    return recommend("none", "no interface has an IPv6 address; the tunnel gets a link-local one")


IPV6_QUESTIONS = (
    Question(
        key="ipv6",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        wording="Does IPv6 cross the tunnels too?",
        why="EzVPN carried IPv4 alone. FlexVPN can carry both in a GRE tunnel over the same IPv4 Internet.",
        otherwise="Choose yes where both LANs have IPv6 networks of their own; NAT and filters for it are yours.",
        form=one_of(
            Choice(value="no", label="IPv4 alone", when="it shall be as with EzVPN"),
            Choice(
                value="yes",
                label="IPv6 beside IPv4",
                when="both LANs have IPv6",
                forbidden=_forbids_ipv6,
            ),
        ),
        default=lambda asking: recommend("no", "what EzVPN carried is carried over first"),
        unconfirmed=True,
        citation=_CITATION,
    ),
    Question(
        key="ipv6_networks",
        step=WizardStep.ADDRESSES,
        scope=Scope.DEVICE,
        form=Ipv6Networks(),
        wording="Which IPv6 networks does this router announce to the other side?",
        why="Each side installs a route to them through the tunnel; the hub may announce ::/0.",
        default=_networks_behind,
        applies=lambda asking: crosses(asking) and gets_flexvpn(asking),
        citation=_CITATION,
    ),
    Question(
        key="ipv6_unnumbered",
        step=WizardStep.ADDRESSES,
        scope=Scope.DEVICE,
        form=OrNone(InterfaceOfRouter()),
        wording="From which interface does the tunnel borrow its IPv6 address? (an interface, or none)",
        why="Routes lead to the tunnel itself, so that a link-local address is enough to forward; errors such as "
        "packet-too-big need one that the other side routes.",
        otherwise="Answer none for `ipv6 enable` alone.",
        default=_lender,
        applies=lambda asking: crosses(asking) and gets_flexvpn(asking),
        citation=_CITATION,
    ),
)
