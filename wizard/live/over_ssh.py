"""The routers of a site, reached over SSH: each is read once, and what is pinned on the way stays with the site."""

from collections.abc import Sequence
from dataclasses import replace
from getpass import getuser

from wizard.errors import EnableRejected, EzError, LoginEnded, LoginRejected, NotReached, SiteRefused
from wizard.fetch.passwords import Passwords
from wizard.fetch.several_routers import NotTried, Way
from wizard.live.person import Person
from wizard.live.reaches import AllReached, NotAllReached
from wizard.live.reading_routers import Progress, Reading
from wizard.live.router_logins import RouterLogins
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.perspective import devices
from wizard.plan.propose import propose
from wizard.push.begun_run import texts_of, under_way
from wizard.push.site_push import Reached
from wizard.push.ssh_logins import SshLogins
from wizard.sentence import Sentence, listed
from wizard.session.known_hosts import KnownHosts
from wizard.site import Writer, kept_answers
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.hosts_file import read_hosts


class OverSsh:
    """Reaches the routers of a site by its hosts.toml, its known_hosts and ssh_config."""

    def __init__(self, site: Writer, plan: Plan, *, user: str = "", passwords: Passwords | None = None) -> None:
        """`passwords` is what a file says; where there is none, the person is asked. "" is whoever runs the program."""
        self._site, self._plan = site, plan
        self._user, self._passwords = user or getuser(), passwords
        self._says: list[Sentence] = []
        self._logins: RouterLogins | None = None
        """Kept, so that whoever calls again is asked for no password twice."""

    def reach(self, devices_: Sequence[str], person: Person, shown: Progress) -> AllReached | NotAllReached:
        """Reads each of them; SiteRefused where the site does not know how one is reached."""
        site = self._site
        hosts = {host.name: host for host in read_hosts(site.folder.read(HOSTS), str(site.path / HOSTS))}
        known = KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())
        if missing := [device for device in devices_ if device not in hosts]:
            raise SiteRefused(
                f"how {listed(missing)} is reached is not known",
                hint=f"Read it once: ez2flex fetch [USER@]ADDRESS -o {site.path}",
                where=str(site.path / HOSTS),
            )
        self._says.clear()
        logins = self._logins = self._logins or RouterLogins(
            self._passwords, self._user, person, told=self._says.append
        )
        reading = Reading(known, logins, person)
        reading.read(logins.ways([hosts[device] for device in devices_]), shown)
        if reading.known.text() != known.text():
            site.keep_ways(hosts=None, known_hosts=reading.known.text().encode())
        errors = [outcome.error for outcome in reading.done if outcome.error]
        if any(isinstance(error, LoginRejected | EnableRejected | LoginEnded | NotTried) for error in errors):
            # What was typed lets nobody in, and is neither kept nor sent again.
            self._logins = None
        if errors or len(reading.done) < len(devices_):
            may_pass = bool(errors) and all(isinstance(error, NotReached) for error in errors)
            return NotAllReached(says=(*self._says, *map(str, errors)), may_pass=may_pass)
        return self._reached(reading)

    def _reached(self, reading: Reading) -> AllReached:
        ways = {outcome.way.host.name: outcome.way for outcome in reading.done}
        return AllReached(
            plan=self._as_read_now(reading),
            logins=SshLogins(ways, reading.known),
            says=tuple(self._says),
            reached={
                name: Reached(host=way.host, user=way.credentials.user, host_key=_host_key(reading.known, way))
                for name, way in ways.items()
            },
        )

    def _as_read_now(self, reading: Reading) -> Plan:
        """The plan made of what its routers show now, where it sends the very same to each of them; else as it is.

        What a router of a run under way has more than before, that run sent. Of one that calls itself otherwise than
        any router of the plan the pre-flight says so.
        """
        site, plan = self._site, self._plan
        read = [read_source(each.read.data, f"{each.read.name}.cfg") for each in reading.done if each.read]
        known = [source for source in read if source.device in devices(plan)]
        now = {source.device: source for source in known if not under_way(site.folder, plan, source.device)}
        new_hub = now.get(plan.new_hub.device, plan.new_hub) if plan.new_hub else None
        sources = [now.get(source.device, source) for source in plan.sources if source is not plan.new_hub]
        try:
            made = kept_answers(propose(sources, new_hub), site.folder)
        except EzError:
            return plan
        made = replace(made, certificates=plan.certificates, earlier_spokes=plan.earlier_spokes, read_on=plan.read_on)
        same = all(texts_of(made, device) == texts_of(plan, device) for device in devices(plan))
        return made if devices(made) == devices(plan) and same else plan


def _host_key(known: KnownHosts, way: Way) -> str:
    keys = known.keys(way.host.address, way.host.port)
    return keys[0].fingerprint if keys else ""
