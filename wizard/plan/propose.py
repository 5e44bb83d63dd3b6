"""A first plan from the configurations that were read: which one is the server, which ones are spokes."""

from collections.abc import Sequence

from wizard.errors import NotEzvpn, SiteError
from wizard.model.plan import Plan, Source
from wizard.model.role import SourceRole


def propose(sources: Sequence[Source], new_hub: Source | None = None) -> Plan:
    """The plan with every question at its recommended answer; roles are found in the configurations."""
    servers = [source for source in sources if source.router.server]
    if not servers:
        beside = (*sources, new_hub) if new_hub else sources
        raise NotEzvpn(
            "no EzVPN server among " + ", ".join(source.filename for source in beside),
            hint="Add the configuration of the server: it has `crypto isakmp client configuration group`.",
        )
    servers = _server_of_the_others(sources, servers)
    spokes = [source for source in sources if source.router.clients and source not in servers[:1]]
    if len(servers) > 1:
        raise NotEzvpn(
            "more than one EzVPN server: " + ", ".join(source.filename for source in servers),
            hint="One migration has one server; give the other one a site of its own.",
        )
    if not spokes:
        raise NotEzvpn(
            f"{servers[0].filename} is an EzVPN server, and no configuration of a spoke was given",
            hint="Add the configuration of the spoke: it has `crypto ipsec client ezvpn`.",
        )
    return Plan(server=servers[0], spokes=tuple(spokes), new_hub=new_hub)


def propose_with_new_hub(sources: Sequence[Source], earlier: Plan | None = None) -> Plan:
    """The same of routers that were read together, where one without EzVPN is the new hub's.

    No router of an earlier plan becomes one because its EzVPN was cleaned up.
    """
    others = [source for source in sources if not source.router.server and not source.router.clients]
    moved = {source.device for source in (earlier.server, *earlier.spokes)} if earlier else set()
    if cleaned := [source.filename for source in others if source.device in moved]:
        raise NotEzvpn(
            f"no EzVPN is left in {', '.join(cleaned)}",
            hint="A router that was cleaned up is planned anew in no site.",
        )
    if len(others) > 1:
        raise NotEzvpn(
            f"{', '.join(source.filename for source in others)}: no EzVPN in them, and one new hub at most",
            hint="Leave out those that are none of this site.",
        )
    return propose([source for source in sources if source not in others], others[0] if others else None)


def _server_of_the_others(sources: Sequence[Source], servers: list[Source]) -> list[Source]:
    """The server whose groups the other files name, where a spoke is an EzVPN server to others besides."""
    if len(servers) < 2:
        return servers
    fitting = [
        server for server in servers if all(_belongs(source, server) for source in sources if source is not server)
    ]
    return fitting or servers


def _belongs(spoke: Source, server: Source) -> bool:
    groups = {group.name for group in server.router.server.groups} if server.router.server else set()
    return any(client.group in groups for client in spoke.router.clients)


def plan_of(roles: Sequence[tuple[str, Source]]) -> Plan:
    """The plan of sources whose roles are known: one `server`, any `spoke`, at most one `new-hub`."""
    of_role = {role: tuple(source for named, source in roles if named == role) for role in SourceRole}
    servers, new_hubs, spokes = of_role[SourceRole.SERVER], of_role[SourceRole.NEW_HUB], of_role[SourceRole.SPOKE]
    if len(servers) != 1 or not spokes or len(new_hubs) > 1:
        raise SiteError(
            "the sources are not one server, at least one spoke and at most one new hub",
            hint="Each [[source]] has role = server, spoke or new-hub.",
        )
    return Plan(server=servers[0], spokes=spokes, new_hub=next(iter(new_hubs), None))
