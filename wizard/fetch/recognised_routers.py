"""Who it is that was read: a router is known by its serial number or by its place, and none takes another's name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wizard.errors import AnswerError, ConnectError, EzError
from wizard.fetch.several_routers import Outcome
from wizard.fetch.transcript import Transcript
from wizard.model.host import Host
from wizard.model.plan import Source
from wizard.parse.sources import read_source
from wizard.session.host_word import named_host


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One router that was read."""

    host: Host
    """How it is reached from now on, under its own name."""
    source: Source
    transcript: Transcript
    earlier_name: str = ""
    """Under which hosts.toml had it; empty where that is its name, or it was not there."""

    def under_earlier_name(self) -> "Recognised":
        """The same with the table that it had."""
        return replace(self, host=replace(self.host, name=self.earlier_name), earlier_name="")


def named_routers(words: Iterable[str], before: Sequence[Host], *, jump: str = "") -> tuple[Host, ...]:
    """The routers that the words name, each once, with what the site knows of them."""
    hosts: dict[str, Host] = {}
    for word in words:
        host = named_host(word, jump=jump)
        if host.name in hosts:
            raise AnswerError("it is named twice", hint="Name each router once.", where=host.name)
        hosts[host.name] = known_before(host, before)
    return tuple(hosts.values())


def known_before(host: Host, before: Iterable[Host]) -> Host:
    """The router that a word names, with what the site knows of the one at that place."""
    for known in before:
        if _is_at_one_place(known, host):
            return replace(
                host, serial=known.serial, legacy=known.legacy, alternate=known.alternate, user=host.user or known.user
            )
    return host


def recognised(
    outcomes: Sequence[Outcome], named: Sequence[Host], before: Sequence[Host]
) -> tuple[tuple[Recognised, ...], tuple[EzError, ...]]:
    """The routers that were read, in the order in which they were named, and what is wrong with the others."""
    by_name = {outcome.way.host.name: outcome for outcome in outcomes}
    found: list[Recognised] = []
    errors: list[EzError] = []
    for host in named:
        outcome = by_name.get(host.name)
        if outcome is None:
            continue
        try:
            if outcome.error:
                raise outcome.error
            if outcome.read:
                found.append(_recognised(host, outcome.way.host, outcome.read, found, before))
        except EzError as error:
            errors.append(error)
    return tuple(found), tuple(errors)


def _recognised(
    named: Host, called: Host, read: Transcript, found: Sequence[Recognised], before: Sequence[Host]
) -> Recognised:
    source = read_source(read.data, f"{read.name}.cfg")
    host = replace(named, name=source.device, serial=read.serial, legacy=called.legacy)
    if other := next((other for other in found if _is_one(other.host, host)), None):
        raise ConnectError(
            f"it is {other.host.name}, which was read at {other.host.address} already",
            hint="Name it once. Another address of the same router is its `alternate` in hosts.toml.",
            where=named.name,
        )
    known = next((row for row in before if row.name == named.name or _is_one(row, host)), None)
    holders = (*(row for row in before if row is not known), *(other.host for other in found))
    if other_host := next((row for row in holders if row.name.casefold() == host.name.casefold()), None):
        raise ConnectError(
            f"it calls itself {host.name}, which is the router at {other_host.address}",
            hint="Nothing of it was kept. Give one of them another hostname, or correct hosts.toml.",
            where=named.name,
        )
    earlier = known.name if known and known.name != host.name else ""
    return Recognised(host=host, source=source, transcript=read, earlier_name=earlier)


def _is_one(host: Host, other: Host) -> bool:
    """Whether two rows are of one router: by the serial number of both, else by their place."""
    if host.serial and other.serial:
        return host.serial == other.serial
    return _is_at_one_place(host, other)


def _is_at_one_place(host: Host, other: Host) -> bool:
    return (host.address, host.port, host.jump) == (other.address, other.port, other.jump)


def reached(found: Sequence[Recognised], before: Sequence[Host]) -> Iterator[Host]:
    """How each router of the site is reached from now on, in the order in which they became known."""
    by_earlier = {router.earlier_name or router.host.name: router.host for router in found}
    for host in before:
        yield by_earlier.pop(host.name, host)
    yield from by_earlier.values()
