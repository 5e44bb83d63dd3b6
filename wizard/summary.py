"""The EzVPN of one configuration in a few lines of words, the same on a screen and on the command line."""

from collections.abc import Iterator

from wizard.model.plan import Source
from wizard.model.router import EzvpnClient, EzvpnServer, Group


def summary(source: Source) -> tuple[str, ...]:
    """Role, release and EzVPN of one router, one fact a row."""
    router = source.router
    roles = [role for role, held in (("EzVPN server", router.server), ("EzVPN spoke", router.clients)) if held]
    release = f"version {router.version}" if router.version else "no version line"
    aaa = "aaa new-model" if router.aaa_new_model else "no aaa new-model"
    rows = [f"{source.device}: {', '.join((*roles, release, aaa))}"]
    if source.captured_besides:
        first, last = min(source.captured_besides), max(source.captured_besides)
        rows.append(f"  lines {first} to {last} hold another capture of this router: they are left out")
    if source.lacks_end:
        rows.append("  a router showed it, and its last line, `end`, is not there: it may be cut off")
    if router.server:
        rows.extend(_server(router.server))
    for client in router.clients:
        rows.extend(_client(client))
    if not roles:
        rows.append("  No EzVPN in it: it is taken for the present configuration of the new FlexVPN hub.")
    return tuple(rows)


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
    group = f"group {client.group}" if client.group else "no group: it has a certificate"
    yield f"  EzVPN client {client.name}: {client.mode}, connect {client.connect}, {group}"
    yield f"    peers {', '.join(client.peers) or 'none'}; {_virtual_interface(client.virtual_interface)}"
    yield f"    outside {', '.join(client.outside) or 'nothing'}; inside {', '.join(client.inside) or 'nothing'}"


def _virtual_interface(number: int | None) -> str:
    if number is None:
        return "no virtual interface"
    return f"virtual interface {number}" if number else "virtual interface without a template"
