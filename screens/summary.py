"""What EzVPN there is, in words: of one configuration, and of a whole plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.model.ezvpn import EzvpnClient, EzvpnServer, Group
    from wizard.model.plan import Plan, Source


def facts_of(source: Source) -> list[str]:
    """What one configuration shows of EzVPN and of the router, one fact a row."""
    router = source.router
    roles = [role for role, held in (("EzVPN server", router.server), ("EzVPN spoke", router.clients)) if held]
    release = f"version {router.version}" if router.version else "no version line"
    aaa = "aaa new-model" if router.aaa_new_model else "no aaa new-model"
    rows = [f"{source.device}: {', '.join((*roles, release, aaa))}"]
    if router.server:
        rows.extend(_server(router.server))
    for client in router.clients:
        rows.extend(_client(client))
    if not router.server and not router.clients:
        rows.append("No EzVPN in it: it is taken for the present configuration of the new FlexVPN hub.")
    return rows


def summary(plan: Plan) -> list[str]:
    """What EzVPN there is in all configurations of the plan."""
    return [row for source in plan.sources for row in facts_of(source)]


def _server(server: EzvpnServer) -> Iterator[str]:
    for group in server.groups:
        yield f"  EzVPN group {group.name}: {_group(group)}"
    ends = [f"virtual template {number}" for number in server.virtual_templates]
    ends += [f"crypto map {name}" for name in server.crypto_maps]
    where = f" at {server.wan_interface}" if server.wan_interface else ""
    yield f"  tunnels end in {', '.join(ends) or 'nothing that the configuration shows'}{where}"


def _group(group: Group) -> str:
    split = f"split list {group.split_list}" if group.split_list else "no split list: everything is tunnelled"
    pool = f"pool {group.pool}" if group.pool else "no pool"
    return f"{'a key' if group.key else 'no key'}, {pool}, {split}"


def _client(client: EzvpnClient) -> Iterator[str]:
    group = f"group {client.group}" if client.group else "no group"
    yield f"  EzVPN client {client.name}: mode {client.mode}, {group}, peers {', '.join(client.peers) or 'none'}"
    virtual = "with a virtual interface" if client.virtual_interface is not None else "no virtual interface"
    outside, inside = ", ".join(client.outside) or "nothing", ", ".join(client.inside) or "nothing"
    yield f"    outside {outside}, inside {inside}, {virtual}, connect {client.connect}"
