"""Logging in to the routers of a site over SSH, each as it was let in when it was read."""

from collections.abc import Mapping
from contextlib import ExitStack

from wizard.errors import NotReached
from wizard.fetch.several_routers import Way
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import KnownHosts
from wizard.session.router_session import Login, log_in
from wizard.session.ssh import Tunnel, connect


class SshLogins:
    """Fresh logins by the ways that were found when the routers were read."""

    def __init__(self, ways: Mapping[str, Way], known: KnownHosts) -> None:
        self._ways = dict(ways)
        self._known = known

    def log_in(self, device: str) -> Login:
        """A fresh login; RouterError where there is none."""
        way = self._ways.get(device)
        if way is None:
            raise NotReached(
                "how it is reached is not known",
                hint="Read it once: ez2flex fetch [USER@]ADDRESS -o SITE",
                where=device,
            )
        with ExitStack() as opened:
            tunnel = None
            if way.jump:
                tunnel = Tunnel(way.jump.host, way.jump.credentials, self._known)
                opened.callback(tunnel.close)
            wire = connect(way.host, way.credentials, self._known, through=tunnel)
            opened.callback(wire.close)
            closing = opened.pop_all()
        try:
            return log_in(Dialogue(wire, router=way.host.name), closing.close, router=way.host.name, enable=way.enable)
        except BaseException:
            closing.close()
            raise
