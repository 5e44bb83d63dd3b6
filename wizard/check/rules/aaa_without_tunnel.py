"""Checks of who may log in and type while the tunnel is down."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.routes.behind_tunnel import is_behind_tunnel
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.ios.login_servers import method_lists, servers_of
from wizard.ios.masking import quoted
from wizard.model.finding import Severity


@check(
    "LCK018",
    Severity.BLOCKER,
    why="As long as the tunnel is down the servers do not answer, and a list without another method refuses what it is "
    "asked for: a login, or every command, those of the way back among them.",
    fix="Add `local` or `if-authenticated` (of a login list `local`) behind the group before the cut-over.",
    citation="flexvpn.md 12; ezvpn.md 4.4",
)
def nobody_asks_behind_the_tunnel_alone(pair: PairView) -> Iterator[Hit]:
    """No list that guards logins or commands of a spoke asks servers behind the tunnel and nobody else."""
    target = pair.spoke.target
    for asked in method_lists(target):
        servers = [] if asked.others else servers_of(target, asked.groups)
        addresses = [address for server in servers if (address := host(server))]
        behind = addresses and all(is_behind_tunnel(pair, address) for address in addresses)
        if behind and len(addresses) == len(servers):
            message = f"{quoted(asked.line.text)} asks {addresses[0]} behind the tunnel, and nobody else."
            yield Hit(message=message, line=asked.line)
