"""The routers behind `ez2flex demo`: those of `ez2flex practice`, for as long as the wizard is open."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from wizard.cli.commands.practice import (
    PASSWORD,
    USER,
    ServedRouter,
    kept_host_key,
    served_practice_site,
)
from wizard.errors import AnswerError
from wizard.model.host import Host
from wizard.practice import PracticeRouter
from wizard.practice.ssh_server import LOOPBACK
from wizard.sentence import Sentence
from wizard.session.known_hosts import HostKey, KnownHosts
from wizard.site import Writer
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.hosts_file import hosts_toml

FIRST_PORTS = (22022, 22122, 22222)
"""Where the first router is served if nobody else is there, so that hosts.toml of the site stays true; below the ports
that a machine gives away by itself."""


class DemoRouters:
    """The routers of the practice site, served until they are closed."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._key = kept_host_key()
        self.first_port = 0
        """0 where the ports are those that were free."""
        self._routers: Sequence[tuple[PracticeRouter, ServedRouter]] = ()
        for port in (*FIRST_PORTS, 0):
            try:
                self._routers, _ = self._stack.enter_context(served_practice_site(port, host_key=self._key))
            except AnswerError:
                if not port:
                    raise
            else:
                self.first_port = port
                return

    def close(self) -> None:
        """Ends every login and the servers."""
        self._stack.close()

    @property
    def how_to_log_in(self) -> Sentence:
        """What to type in another terminal, in a row for each router."""
        rows = [f"  {served.name:<18} ssh -p {served.port} {USER}@{LOOPBACK}" for _, served in self._routers]
        return "\n".join(
            (
                "Behind the practice site stand its routers, SIMULATED and on this machine alone, until the wizard is "
                f"left. Log in from another terminal; the password is {PASSWORD}:",
                *rows,
                "Or read them, all of them:",
                f"  ez2flex fetch {' '.join(served.word for _, served in self._routers)} -o practice-routers",
                "Once saved (ctrl+s), hosts.toml of the site names them, and known_hosts has their key.",
            )
        )

    @property
    def in_short(self) -> Sentence:
        """The same in one row."""
        first = self._routers[0][1]
        return (
            f"Practice site, its routers SIMULATED: ssh -p {first.port} {USER}@{LOOPBACK}, password {PASSWORD}; "
            "? has the others."
        )

    @property
    def again(self) -> Sentence:
        """How they are served once more, when the wizard is left."""
        port = f" --port {self.first_port}" if self.first_port else ""
        return f"The practice routers ended with the wizard. They are served again by: ez2flex practice{port}"

    def keep_ways(self, site: Writer) -> None:
        """Writes into the site how they are reached, and their host key."""
        known = KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())
        key = HostKey(kind=self._key.get_name(), blob=self._key.asbytes())
        for host in self._hosts():
            if key not in known.keys(host.address, host.port):
                known = known.with_key(host.address, host.port, key)
        site.keep_ways(hosts=hosts_toml(self._hosts(), site.folder.read(HOSTS)), known_hosts=known.text().encode())

    def _hosts(self) -> Iterator[Host]:
        for router, served in self._routers:
            yield Host(name=served.name, address=LOOPBACK, port=served.port, user=USER, serial=router.serial)
