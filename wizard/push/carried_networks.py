"""What a spoke's tunnel carries, before its cut-over and after it, as far as plan and router say it."""

from ipaddress import IPv4Network

from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView
from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.ezvpn_clients import EzvpnState, ezvpn_states
from wizard.model.plan import Plan
from wizard.plan.perspective import moving_group
from wizard.push.preflight_commands import EZVPN
from wizard.push.reading import Reading
from wizard.situation.networks import permitted_networks

Networks = tuple[IPv4Network, ...]


def pair_of(plan: Plan, device: str) -> PairView | None:
    """The spoke with its hub; None of a hub, and while one of them waits for an answer."""
    site = site_view(plan, device_views(plan))
    return next((pair for pair in site.pairs if pair.spoke.device == device), None) if site else None


def carried(reading: Reading, plan: Plan, device: str) -> Networks | None:
    """The networks that a spoke reaches through EzVPN or the new tunnel; None where that may be everything."""
    before, after = _by_ezvpn(reading, plan), _by_flexvpn(plan, device)
    if before is None or after is None:
        return None
    both = (*before, *after)
    return None if any(not network.prefixlen for network in both) else both


def _by_ezvpn(reading: Reading, plan: Plan) -> Networks | None:
    try:
        clients = ezvpn_states(answer_of(reading.answer(EZVPN)))
    except NotRead:
        return None
    live = _live(clients)
    group = moving_group(plan)
    access_list = plan.server.router.access_list(group.split_list) if group and group.split_list else None
    if live is None or access_list is None:
        return None
    if any(entry.permit and entry.source_network is None for entry in access_list.entries):
        return None
    return (*live, *permitted_networks(access_list))


def _live(clients: tuple[EzvpnState, ...]) -> Networks | None:
    """What the server told the clients that are up; None where it told one of them no list."""
    ups = [client for client in clients if client.is_up]
    if any(not client.split or None in client.split for client in ups):
        return None
    return tuple(network for client in ups for network in client.split if network)


def _by_flexvpn(plan: Plan, device: str) -> Networks | None:
    pair = pair_of(plan, device)
    if pair is None:
        return None
    routed = (route for route in pair.spoke.facts.routes if route.next_hop.startswith("Tunnel"))
    return (*hub_announces(pair), *(route.network for route in routed))
