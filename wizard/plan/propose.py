"""A first plan from the configurations that were read: which one is the server, which ones are spokes."""

from collections.abc import Sequence

from wizard.errors import NotEzvpn, SiteError
from wizard.model.plan import Plan, Source


def propose(sources: Sequence[Source], new_hub: Source | None = None) -> Plan:
    """The plan with every question at its recommended answer; roles are found in the configurations."""
    servers = [source for source in sources if source.router.server]
    spokes = [source for source in sources if source.router.clients and source not in servers[:1]]
    if not servers:
        raise NotEzvpn(
            "no EzVPN server among " + ", ".join(source.filename for source in sources),
            hint="Add the configuration of the server: it has `crypto isakmp client configuration group`.",
        )
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


def plan_of(roles: Sequence[tuple[str, Source]]) -> Plan:
    """The plan of sources whose roles are known: one `server`, any `spoke`, at most one `new-hub`."""
    by_role = {role: [source for one, source in roles if one == role] for role in ("server", "new-hub", "spoke")}
    if len(by_role["server"]) != 1 or not by_role["spoke"] or len(by_role["new-hub"]) > 1:
        raise SiteError(
            "the sources are not one server, at least one spoke and at most one new hub",
            hint="Each [[source]] has role = server, spoke or new-hub.",
        )
    new_hub = by_role["new-hub"][0] if by_role["new-hub"] else None
    return Plan(server=by_role["server"][0], spokes=tuple(by_role["spoke"]), new_hub=new_hub)
