"""`ez2flex fetch`."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from getpass import getuser
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell
from wizard.cli.terminal_person import TerminalPerson, reading_shown, said_passwords
from wizard.difference import difference, unified
from wizard.errors import AnswerError, EzError, SiteRefused, SourceError
from wizard.fetch.recognised_routers import Recognised, named_routers, reached, recognised
from wizard.fetch.several_routers import Way
from wizard.ios.equality import is_same
from wizard.ios.masking import masked
from wizard.live.reading_routers import Reading
from wizard.live.router_logins import RouterLogins
from wizard.model.host import Host
from wizard.model.plan import Plan, Source
from wizard.parse.sources import read_sources
from wizard.plan.propose import propose_with_new_hub
from wizard.sentence import Sentence, listed, so_many
from wizard.session.known_hosts import KnownHosts
from wizard.site import Writer, is_fetched, is_site, kept_answers
from wizard.site.file_names import HOSTS, KNOWN_HOSTS, SOURCES, file_names
from wizard.site.hosts_file import hosts_toml, read_hosts
from wizard.typed_command import typed_command


def fetch(arguments: Namespace) -> Exit:
    """Reads the routers; what was read stands in the site, whatever became of the others."""
    folder, again = _folder(arguments)
    with Writer(folder, "ez2flex fetch") as site:
        # Whoever reads into the same folder at the same time hears of it before anybody was asked for a password.
        site.claim()
        before, known = _kept(site)
        if again and not before:
            raise SiteRefused(
                f"how its routers are reached is not known: {HOSTS} names none",
                hint=f"Name them once: ez2flex fetch [USER@]ADDRESS... -o {folder}",
                where=str(folder),
            )
        named = before if again else named_routers(arguments.hosts, before, jump=arguments.jump or "")
        person, said = TerminalPerson(arguments), said_passwords(arguments.passwords)
        logins = RouterLogins(said, arguments.user or getuser(), person, told=tell)
        ways = logins.ways(named)
        named = tuple(_with_user(host, way, arguments.user) for host, way in zip(named, ways, strict=True))
        reading = Reading(known, logins, person)
        try:
            with reading_shown() as shown:
                reading.read(ways, shown)
        except BaseException:
            _keep(site, reading, named, before, arguments)
            raise
        return _keep(site, reading, named, before, arguments)


def _folder(arguments: Namespace) -> tuple[Path, bool]:
    """Where the site is kept, and whether its own routers are read again."""
    words, output = arguments.hosts, arguments.output
    sites = [word for word in words if word and _is_site(Path(word)) and not (output and Path(word) == Path(output))]
    if not sites:
        return _new_folder(arguments), False
    folder = Path(sites[0])
    if len(words) > 1 or output:
        raise AnswerError(
            "a site is read again alone, and where it is",
            hint=f"Write {typed_command('fetch', folder)}; "
            f"to add a router: {typed_command('fetch', 'HOST', '-o', folder)}.",
            where=str(folder),
        )
    for option in ("jump", "user"):
        if getattr(arguments, option):
            raise AnswerError(
                f"how the routers of a site are reached stands in its {HOSTS}",
                hint=f"Write {option} = ... there, or leave --{option} out.",
                where=f"--{option}",
            )
    return folder, True


def _is_site(word: Path) -> bool:
    return is_fetched(word) or is_site(word)


def _new_folder(arguments: Namespace) -> Path:
    if not arguments.output:
        raise AnswerError(
            "there is no folder for the site", hint="Name one with -o. See ez2flex fetch --help.", where="-o"
        )
    if arguments.take:
        raise AnswerError(
            "it is for a site that is read again",
            hint=f"Leave it out; or write {typed_command('fetch', arguments.output, '--take')}.",
            where="--take",
        )
    return Path(arguments.output)


def _kept(site: Writer) -> tuple[tuple[Host, ...], KnownHosts]:
    """How the site's routers are reached, and the host keys that are pinned."""
    hosts = read_hosts(site.folder.read(HOSTS), str(site.path / HOSTS))
    return hosts, KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())


def _with_user(host: Host, way: Way, user: str | None) -> Host:
    """The host with the user of the command line, where that is who logs in: the next `fetch SITE` needs one too."""
    return replace(host, user=user) if user and not host.user and way.host.user == user else host


def _keep(site: Writer, reading: Reading, named: Sequence[Host], before: Sequence[Host], arguments: Namespace) -> Exit:
    """Puts what was read so far into the site, and says what was not."""
    again = not arguments.output
    found, errors = recognised(reading.done, named, before)
    for error in errors:
        tell(str(error))
    known_hosts = reading.known.text().encode()
    if not found:
        if known_hosts and known_hosts != site.folder.read(KNOWN_HOSTS):
            site.keep_ways(hosts=None, known_hosts=known_hosts)
            tell(f"No router was read. The host keys that were accepted stand in {site.path / KNOWN_HOSTS}.")
        return Exit.SOURCE if any(isinstance(error, SourceError) for error in errors) else Exit.REFUSED
    if len(found) + len(errors) < len(named):
        tell(f"{len(found)} of {so_many(len(named), 'router')} were read before it ended, and are kept:")
    _say_of(found)
    try:
        if again and site.holds_a_plan:
            _told_of_changes(site, found, take=arguments.take)
        else:
            _keep_sources(site, found)
    finally:
        _keep_ways(site, found, before, known_hosts)
    return Exit.DONE if len(found) == len(named) else Exit.SOURCE


def _keep_ways(site: Writer, found: Sequence[Recognised], before: Sequence[Host], known_hosts: bytes) -> None:
    """Keeps how the routers are reached; a renamed one under its earlier name until the site takes the new one."""
    waiting = _renamed(found, _sources(site))
    called = [router.under_earlier_name() if router.earlier_name in waiting else router for router in found]
    renamed = {router.earlier_name: router.host.name for router in called if router.earlier_name}
    hosts = hosts_toml(reached(called, before), site.folder.read(HOSTS), renamed)
    site.keep_ways(hosts=hosts, known_hosts=known_hosts)


def _say_of(found: Sequence[Recognised]) -> None:
    nameless = [router.host.name for router in found if not router.host.serial]
    if nameless:
        tell(f"No serial number is shown by {listed(nameless)}: another router there is told by its host key alone.")
    for router in found:
        if router.transcript.too_long:
            tell(f"{router.host.name}: too long to be kept: {listed(router.transcript.too_long)}")


def _keep_sources(site: Writer, found: Sequence[Recognised]) -> None:
    """Puts what was read into the site beside what is there, and plans it where it can be planned."""
    others = _sources(site)
    renamed = _renamed(found, others)
    gone = {*(router.host.name.casefold() for router in found), *(old.casefold() for old in renamed)}
    sources = (
        *(source for source in others if source.device.casefold() not in gone),
        *(router.source for router in found),
    )
    why_not = _plan_of(site, sources, renamed)
    for router in found:
        lines = so_many(sum(1 for _ in router.source.configuration.walk()), "line")
        lacking = router.transcript.refused
        data(f"{router.host.name}: {lines} of configuration{f'; it lacks {listed(lacking)}' if lacking else ''}")
    for old, new in renamed.items():
        data(f"{new}: it was called {old} before")
    if why_not:
        tell(f"{site.path} holds what was read, and is not planned yet: {why_not}")
    else:
        tell(f"{site.path} is a site now. Next: {typed_command('plan', site.path)}")


def _plan_of(site: Writer, sources: Sequence[Source], renamed: Mapping[str, str]) -> EzError | None:
    """Keeps the configurations; why they are not planned, nothing where they are."""
    try:
        made = propose_with_new_hub(tuple(sources), site.read() if site.holds_a_plan else None)
    except EzError as error:
        if site.holds_a_plan:
            # The configurations that a plan was made of are not replaced without it.
            error.hint = f"{error.hint} The plan of {site.path} stays as it was; what was read is not kept.".strip()
            raise
        names = file_names(source.device for source in sources)
        site.keep_sources({f"{names[source.device]}.cfg": source.data for source in sources})
        return error
    site.save(kept_answers(made, site.folder, renamed) if site.holds_a_plan else made)
    return None


def _sources(site: Writer) -> tuple[Source, ...]:
    """The configurations that the site has."""
    if site.holds_a_plan:
        return site.read().sources
    names = site.folder.names(SOURCES)
    return read_sources((name, site.folder.read(f"{SOURCES}/{name}") or b"") for name in names)


def _renamed(found: Sequence[Recognised], sources: Sequence[Source]) -> dict[str, str]:
    """The new names of routers by those that they have in the site; a table alone may have been renamed as well."""
    there = {source.device for source in sources}
    return {
        router.earlier_name: router.host.name
        for router in found
        if router.earlier_name in there and router.host.name not in there
    }


def _told_of_changes(site: Writer, found: Sequence[Recognised], *, take: bool) -> None:
    """Says what the routers have now that the site's sources have not."""
    plan = site.read()
    renamed = _renamed(found, plan.sources)
    earlier = {new: old for old, new in renamed.items()}
    changes = [
        (router.source, text)
        for router in found
        if (text := _change(_source(plan, earlier.get(router.host.name, router.host.name)), router.source))
    ]
    if take and changes:
        changed = [source for source, _ in changes]
        gone = {*renamed, *(source.device for source in changed)}
        others = [source for source in plan.sources if source.device not in gone]
        site.save(kept_answers(propose_with_new_hub((*others, *changed), plan), site.folder, renamed))
    for _, text in changes:
        data(text)
    if not changes:
        tell(f"Nothing has changed on {', '.join(router.host.name for router in found)}.")
    elif take:
        tell(f"{site.path} is planned anew. Next: {typed_command('plan', site.path)}")
    else:
        again = typed_command("fetch", site.path, "--take")
        tell(f"The site is planned from what was read before. To plan it from what is there now: {again}")


def _source(plan: Plan, device: str) -> Source | None:
    return next((source for source in plan.sources if source.device == device), None)


def _change(earlier: Source | None, now: Source) -> Sentence:
    """What a router has now that its source in the plan has not; empty where that is nothing."""
    if earlier is None:
        return f"{now.device}: it is not in the plan"
    if is_same(earlier.configuration.lines, now.configuration.lines):
        return ""
    rows = difference(earlier.configuration, now.configuration)
    called = f" (it was called {earlier.device} before)" if earlier.device != now.device else ""
    return "\n".join((f"{now.device}{called}:", *map(masked, unified(rows, 2))))
