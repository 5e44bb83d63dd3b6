"""Routers from which a migration begins: read over SSH, then sources as those of files, with the ways to them."""

from dataclasses import dataclass, field
from pathlib import Path

from wizard.data.practice_site import is_simulated
from wizard.errors import AnswerError, EzError
from wizard.fetch.passwords import Passwords
from wizard.fetch.recognised_routers import Recognised, named_routers, reached, recognised
from wizard.live.person import Person
from wizard.live.reading_routers import Progress, Reading
from wizard.live.router_logins import RouterLogins
from wizard.model.host import SSH_PORT, Host
from wizard.model.secret import Secret
from wizard.sentence import Sentence
from wizard.session.known_hosts import KnownHosts
from wizard.site import Writer
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import hosts_toml, is_word, read_hosts


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRouters:
    """What a person says of the routers that are to be read."""

    words: tuple[str, ...]
    """`[USER@]ADDRESS[:PORT]`, or a Host of ssh_config."""
    user: str
    password: Secret | None = None
    """None where it shall be asked, or where a key logs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWays:
    """How routers of a site are reached, and the host keys that are pinned for them."""

    hosts: tuple[Host, ...] = ()
    known: KnownHosts = field(default_factory=KnownHosts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedRouters:
    """What was read, and how its routers are reached from now on."""

    found: tuple[Recognised, ...]
    errors: tuple[EzError, ...]
    """What is wrong with the others."""
    says: tuple[Sentence, ...]
    """What else is to be said of it, such as of an ssh_config that cannot be read."""
    ways: KnownWays

    @property
    def renamed(self) -> dict[str, str]:
        """The new names of routers by those that the site had for them."""
        return {router.earlier_name: router.host.name for router in self.found if router.earlier_name}

    @property
    def are_simulated(self) -> bool:
        """Whether all of them are practice routers."""
        return is_simulated(router.host for router in self.found)


class Fetching:
    """A reading of routers, in the thread that calls `run`; what is done by then can be had from any other."""

    def __init__(self, asked: AskedRouters, person: Person, before: KnownWays) -> None:
        self._before = before
        self._says: list[Sentence] = []
        self.named = named_routers(asked.words, before.hosts)
        said = Passwords(password=asked.password) if asked.password else None
        self._logins = RouterLogins(said, asked.user, person, told=self._says.append)
        self._reading = Reading(before.known, self._logins, person)

    def run(self, shown: Progress) -> None:
        """Reads each of them, and asks on the way."""
        self._reading.read(self._logins.ways(self.named), shown)

    @property
    def fetched(self) -> FetchedRouters:
        """What was read so far."""
        found, errors = recognised(self._reading.done, self.named, self._before.hosts)
        hosts = tuple(reached(found, self._before.hosts))
        return FetchedRouters(
            found=found, errors=errors, says=tuple(self._says), ways=KnownWays(hosts=hosts, known=self._reading.known)
        )


def ways_in(folder: Folder) -> KnownWays:
    """What a site knows; SiteError where its hosts.toml cannot be read."""
    hosts = read_hosts(folder.read(HOSTS), HOSTS)
    return KnownWays(
        hosts=hosts, known=KnownHosts((folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())
    )


def ways_of_site(path: Path) -> KnownWays:
    """The same of a folder that may not be there yet."""
    if not path.is_dir():
        return KnownWays()
    with Folder(path) as opened:
        return ways_in(opened)


def keep_fetched_ways(site: Writer, fetched: FetchedRouters) -> None:
    """Writes into the site how the routers are reached; what it knows of others stays."""
    hosts = hosts_toml(fetched.ways.hosts, site.folder.read(HOSTS), fetched.renamed)
    known = ways_in(site.folder).known
    for host in fetched.ways.hosts:
        for key in fetched.ways.known.keys(host.address, host.port):
            if key not in known.keys(host.address, host.port):
                known = known.with_key(host.address, host.port, key)
    site.keep_ways(hosts=hosts, known_hosts=known.text().encode())


def word_of(host: Host) -> str:
    """The router as it is typed."""
    address = f"[{host.address}]" if ":" in host.address and host.port != SSH_PORT else host.address
    port = f":{host.port}" if host.port != SSH_PORT else ""
    return f"{host.user}@{address}{port}" if host.user else f"{address}{port}"


def refusal_of_routers(typed: str) -> Sentence:
    """Why what was typed names no routers, "" where it does."""
    words = typed.split()
    if not words:
        return "Type at least one router."
    if not all(map(is_word, words)):
        return "A router is a word that does not begin with a dash."
    try:
        named_routers(words, ())
    except EzError as error:
        return f"{error.message}. {error.hint}"
    return ""


def refuse_others(fetched: FetchedRouters) -> None:
    """AnswerError where what stands behind a practice site would be a router of somebody's network."""
    others = [router.host.name for router in fetched.found if not is_simulated((router.host,))]
    if others:
        raise AnswerError(
            f"this is a practice site, and {', '.join(others)} would be no practice router",
            hint="Nothing of it was taken. A migration of your own begins with `ez2flex`, without demo.",
            where="fetch",
        )
