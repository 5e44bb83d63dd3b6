"""`ez2flex fetch`."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from getpass import getuser
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import asked, data, given, is_terminal, shown_for_now, tell
from wizard.difference import difference, unified
from wizard.errors import AnswerError, ConnectError, EnableNeeded, EzError, LegacySshNeeded, SourceErrors
from wizard.fetch.passwords import Passwords, passwords_of
from wizard.fetch.several_routers import Logins, Outcome, Way, read_routers
from wizard.ios.equality import is_same
from wizard.ios.masking import masked
from wizard.model.host import Host, LegacyConsent
from wizard.model.plan import Plan, Source
from wizard.model.secret import Secret
from wizard.parse.open_file import file_bytes
from wizard.parse.sources import read_source, read_sources, readable_sources
from wizard.plan.propose import propose
from wizard.sentence import so_many
from wizard.session.host_word import called_host, named_host, ssh_config
from wizard.session.known_hosts import HostKeyUnknown, KnownHosts
from wizard.session.ssh_credentials import Credentials
from wizard.site import Writer, is_fetched, kept_answers
from wizard.site.file_names import HOSTS, KNOWN_HOSTS, SOURCES, file_names
from wizard.site.hosts_file import hosts_toml, read_hosts
from wizard.site.toml_tables import table_of
from wizard.typed_command import typed_command


def fetch(arguments: Namespace) -> Exit:
    """Reads the routers; what was read stands in the site, whatever became of the others."""
    folder, again = _folder(arguments)
    with Writer(folder, "ez2flex fetch") as site:
        before, known = _kept(site)
        named = before if again else tuple(named_host(word, jump=arguments.jump or "") for word in arguments.hosts)
        answered, trusted = _read(_with_passwords(named, arguments), known, arguments)
        outcomes = list(_identified(answered, named, before))
        for outcome in outcomes:
            if outcome.error:
                tell(str(outcome.error))
        read = [outcome for outcome in outcomes if outcome.read]
        if not read:
            return Exit.REFUSED
        if again and site.holds_a_plan:
            _told_of_changes(site, read, take=arguments.take)
        else:
            _keep(site, read)
        hosts = hosts_toml(_reached(read, named, before), site.folder.read(HOSTS))
        site.keep_ways(hosts, trusted.text().encode())
    return Exit.DONE if len(read) == len(named) else Exit.SOURCE


def _kept(site: Writer) -> tuple[tuple[Host, ...], KnownHosts]:
    """How the site's routers are reached, and the host keys that are pinned; nothing of a folder that is not there."""
    if not site.is_there:
        return (), KnownHosts()
    hosts = read_hosts(site.folder.read(HOSTS), str(site.path / HOSTS))
    return hosts, KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())


def _folder(arguments: Namespace) -> tuple[Path, bool]:
    """Where the site is kept, and whether its own routers are read again."""
    words = arguments.hosts
    if len(words) == 1 and is_fetched(Path(words[0])):
        return Path(words[0]), True
    if arguments.output:
        return Path(arguments.output), False
    raise AnswerError("there is no folder for the site", hint="Name one with -o. See ez2flex fetch --help.", where="-o")


def _with_passwords(named: Sequence[Host], arguments: Namespace) -> list[Way]:
    """How each is logged in to; a password is asked once for a user, and for none that has a key."""
    said = _said_passwords(arguments.passwords)
    config = ssh_config(Path.home() / ".ssh" / "config", tell)
    typed: dict[str, Secret | None] = {}

    def way(host: Host, *, is_jump: bool = False) -> Way:
        own = said.of((host.name,))
        called = called_host(host, config, user=arguments.user or getuser())
        user, password = called.host.user, own.password
        if password is None and not called.key_file and not arguments.passwords:
            if user not in typed:
                typed[user] = _typed(f"Password of {user} (empty: a key of the agent):")
            password = typed[user]
        return Way(
            host=called.host,
            credentials=Credentials(user=user, password=password, key_file=called.key_file, passphrase=own.passphrase),
            enable=own.enable,
            jump=None if is_jump or not called.host.jump else way(named_host(called.host.jump), is_jump=True),
        )

    return [way(host) for host in named]


def _typed(question: str) -> Secret | None:
    word = asked(question, hidden=True)
    return Secret(word) if word else None


def _said_passwords(file: str | None) -> Passwords:
    if not file:
        return Passwords()
    where = "standard input" if file == "-" else file
    return passwords_of(table_of(given() if file == "-" else file_bytes(Path(file)), where), where)


def _read(ways: Sequence[Way], known: KnownHosts, arguments: Namespace) -> tuple[list[Outcome], KnownHosts]:
    """What became of each router, once what it takes to trust it was asked."""
    waiting, done, logins = list(ways), list[Outcome](), Logins()
    with shown_for_now() as show:
        while waiting:
            again: list[Way] = []
            for outcome in read_routers(waiting, known, logins, lambda host, command: show(f"{host.name}: {command}")):
                way, error = outcome.way, outcome.error
                if isinstance(error, HostKeyUnknown) and _accepts(error, arguments):
                    host = _host_of(way, error)
                    known = known.with_key(host.address, host.port, error.key)
                    again.append(way)
                elif (
                    isinstance(error, LegacySshNeeded)
                    and not _host_of(way, error).legacy
                    and (reason := _allows(error, arguments))
                ):
                    consent = LegacyConsent(date=date.today(), reason=reason)
                    again.append(_with_consent(way, error, consent))
                elif isinstance(error, EnableNeeded) and (enable := _enable(error)):
                    again.append(replace(way, enable=enable))
                else:
                    done.append(outcome)
            waiting = again
    return done, known


def _identified(outcomes: Sequence[Outcome], named: Sequence[Host], before: Sequence[Host]) -> Iterator[Outcome]:
    """The same, but for a router that has the name of another one of the site: neither takes the other's place."""
    as_named = {host.name: host for host in named}
    holders = {host.name: host for host in before}
    for outcome in outcomes:
        called = as_named.get(outcome.way.host.name)
        if outcome.read is None or called is None:
            yield outcome
            continue
        holder = holders.setdefault(outcome.read.name, replace(called, serial=outcome.read.serial))
        is_same = (holder.address, holder.port) == (called.address, called.port)
        if is_same or (holder.serial and holder.serial == outcome.read.serial):
            yield outcome
        else:
            yield replace(
                outcome,
                read=None,
                error=ConnectError(
                    f"it calls itself {outcome.read.name}, which is the router at {holder.address}",
                    hint="Nothing of it was kept. Give one of them another hostname, or correct hosts.toml.",
                    where=called.name,
                ),
            )


def _host_of(way: Way, error: ConnectError) -> Host:
    """The router, or its jump host where that is what cannot be trusted."""
    return way.jump.host if way.jump and error.where == way.jump.host.name else way.host


def _with_consent(way: Way, error: ConnectError, consent: LegacyConsent) -> Way:
    if way.jump and error.where == way.jump.host.name:
        return replace(way, jump=replace(way.jump, host=replace(way.jump.host, legacy=consent)))
    return replace(way, host=replace(way.host, legacy=consent))


def _accepts(error: HostKeyUnknown, arguments: Namespace) -> bool:
    if arguments.host_keys or not is_terminal():
        return error.key.fingerprint in arguments.host_keys
    tell(str(error))
    return asked("Is it this router's key? [yes/no]:") == "yes"


def _enable(error: EnableNeeded) -> Secret | None:
    return _typed(f"Enable password of {error.where} (empty: leave it out):") if is_terminal() else None


def _allows(error: LegacySshNeeded, arguments: Namespace) -> str:
    if arguments.allow_legacy or not is_terminal():
        return arguments.allow_legacy or ""
    tell(str(error))
    return asked("Why are they allowed for this router? (empty: they are not):")


def _keep(site: Writer, read: Sequence[Outcome]) -> None:
    """Puts what was read into the site beside what is there, and plans it where it can be planned."""
    new, unread = readable_sources(_files(read))
    for error in unread:
        tell(str(error))
    if not new:
        raise SourceErrors(unread)
    refused = {outcome.read.name: outcome.read.refused for outcome in read if outcome.read}
    for source in new:
        lines = so_many(sum(1 for _ in source.configuration.walk()), "line")
        data(f"{source.device}: {lines} of configuration{_not_shown(refused.get(source.device, ()))}")
    sources = (*_others(site, new), *new)
    try:
        made = propose(sources)
    except EzError as error:
        names = file_names(source.device for source in sources)
        site.keep_sources({f"{names[source.device]}.cfg": source.data for source in sources})
        tell(f"{site.path} holds what was read, and is not planned yet: {error}")
        return
    site.save(kept_answers(made, site.folder) if site.holds_a_plan else made)
    tell(f"{site.path} is a site now. Next: {typed_command('plan', site.path)}")


def _not_shown(commands: Sequence[str]) -> str:
    """What the router has no answer to, the first three by name."""
    named = ", ".join(commands[:3]) + (f" and {len(commands) - 3} more" if len(commands) > 3 else "")
    return f"; it lacks {named}" if named else ""


def _others(site: Writer, new: Sequence[Source]) -> Iterator[Source]:
    """The configurations that the folder holds of other routers."""
    if not site.is_there:
        return
    devices = {source.device.casefold() for source in new}
    names = site.folder.names(SOURCES)
    kept = read_sources((name, site.folder.read(f"{SOURCES}/{name}") or b"") for name in names)
    yield from (source for source in kept if source.device.casefold() not in devices)


def _files(read: Sequence[Outcome]) -> Iterator[tuple[str, bytes]]:
    for outcome in read:
        if outcome.read:
            yield f"{outcome.read.name}.cfg", outcome.read.data


def _told_of_changes(site: Writer, read: Sequence[Outcome], *, take: bool) -> None:
    """Says what the routers have now that the site's sources have not."""
    plan = site.read()
    now = [read_source(content, name) for name, content in _files(read)]
    changed = [source for source in now if (earlier := _source(plan, source.device)) and _differs(earlier, source)]
    if not changed:
        tell(f"Nothing has changed on {', '.join(source.device for source in now)}.")
    elif take:
        others = [source for source in plan.sources if source.device not in {new.device for new in changed}]
        site.save(kept_answers(propose((*others, *changed)), site.folder))
        tell(f"{site.path} is planned anew. Next: {typed_command('plan', site.path)}")
    else:
        again = typed_command("fetch", site.path, "--take")
        tell(f"The site is planned from what was read before. To plan it from what is there now: {again}")


def _source(plan: Plan, device: str) -> Source | None:
    return next((source for source in plan.sources if source.device == device), None)


def _differs(earlier: Source, now: Source) -> bool:
    if is_same(earlier.configuration.lines, now.configuration.lines):
        return False
    rows = difference(earlier.configuration, now.configuration)
    data("\n".join((f"{now.device}:", *map(masked, unified(rows, 2)))))
    return True


def _reached(read: Sequence[Outcome], named: Sequence[Host], before: Sequence[Host]) -> Iterator[Host]:
    """How each router is reached from now on, under its own name; what ssh_config says of it is asked again then."""
    as_named = {host.name: host for host in named}
    names = {outcome.read.name for outcome in read if outcome.read}
    yield from (host for host in before if host.name not in names)
    for outcome in read:
        if outcome.read:
            called = outcome.way.host
            yield replace(
                as_named[called.name], name=outcome.read.name, serial=outcome.read.serial, legacy=called.legacy
            )
