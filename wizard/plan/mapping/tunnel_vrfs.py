"""The VRFs of a tunnel: the one that its packets leave by, and the one of the networks that it carries."""

from collections.abc import Iterable

from wizard.data.constructs.group_attributes import VRF_LINES, features_of
from wizard.model.configuration import Line
from wizard.model.kept_of_plan import kept_across_answers
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective
from wizard.situation.ezvpn_group import ezvpn_template, moving_profile


@kept_across_answers
def server_front_door(plan: Plan) -> str:
    """The VRF of the server's interface that the EzVPN clients call, "" for the global table."""
    called = {peer for spoke in plan.spokes for client in spoke.router.clients for peer in client.peers}
    interfaces = plan.server.router.interfaces
    return next(
        (interface.vrf for interface in interfaces if any(str(own.ip) in called for own in interface.addresses)), ""
    )


def inside_vrf(asking: Perspective) -> str:
    """The VRF of the networks that the tunnel carries, "" for the global table.

    On an EzVPN server it is that of EzVPN's, on a new hub that of the interface whose address the template borrows.
    """
    return next(iter(inside_vrf_line(asking).split()[-1:]), "")


def inside_vrf_line(asking: Perspective) -> str:
    """The line that puts the tunnel into its VRF, as this router writes it; "" for the global table."""
    if asking.is_spoke:
        return features_of(client_template(asking))[0] or _vrf_line_of(asking, asking.client.inside[:1])
    if asking.device != asking.plan.server.device:
        return _vrf_line_of(asking, (asking.needed("hub_unnumbered"),))
    template = ezvpn_template(asking)
    return features_of(template.line if template else None)[0] or _profile_vrf_line(asking)


def client_template(asking: Perspective) -> Line | None:
    """The virtual template of the spoke's EzVPN client, None where it has none."""
    number = asking.client.virtual_interface
    interface = asking.router.interface(f"Virtual-Template{number}") if number else None
    return interface.line if interface else None


def _vrf_line_of(asking: Perspective, names: Iterable[str]) -> str:
    """The line that puts the first of those interfaces into its VRF; "" where it is in none, or not there yet."""
    interfaces = (asking.router.interface(name) for name in names)
    lines = [line for interface in interfaces if interface for words in VRF_LINES for line in interface.line.all(words)]
    return lines[0].text if lines else ""


def _profile_vrf_line(asking: Perspective) -> str:
    """The VRF line of a server whose isakmp profile puts its clients into a VRF."""
    profile = moving_profile(asking)
    name = profile.line.argument("vrf") if profile else ""
    if not name:
        return ""
    defined = asking.plan.server.configuration.first(f"vrf definition {name}") is not None
    return f"vrf forwarding {name}" if defined else f"ip vrf forwarding {name}"
