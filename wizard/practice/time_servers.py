"""Whether a router's clock follows a time server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.practice.beliefs import MARK_OF_THE_CLOCK

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter


def time_server(router: PracticeRouter) -> str:
    """The first server of `ntp server` that answers; empty without one."""
    ways = router.network.ways
    here = ways.router(router.name)
    for line in here.configuration.all("ntp server"):
        words = [word for word in line.text.split(" ")[2:] if word != "ip"]
        vrf = words[1] if words[:1] == ["vrf"] and len(words) > 1 else ""
        name = words[2] if vrf and len(words) > 2 else words[0] if words else ""
        server = here.host(name)
        if server is not None and ways.echo(router.name, None, server, vrf)[1].arrived:
            return str(server)
    return ""


def mark_of_the_clock(router: PracticeRouter) -> str:
    """What stands in front of the time: nothing where a server says it, or somebody set it."""
    is_vouched_for = router.state.clock_is_set or time_server(router)
    return "*" if router.beliefs[MARK_OF_THE_CLOCK] == "star" and not is_vouched_for else ""
