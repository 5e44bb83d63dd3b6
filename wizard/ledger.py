"""What became of every line that was read: one entry a line, none left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network

from wizard.data import constructs
from wizard.data.attributes import Attribute
from wizard.data.masking import masked
from wizard.model.collector import collector_paused
from wizard.model.configuration import Line, has_prefix
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.plan import Plan, Source
from wizard.plan.perspective import Perspective
from wizard.render.sections import sections


@lru_cache(maxsize=8)
def ledger(plan: Plan) -> tuple[LedgerEntry, ...]:
    """The entries of every source of a plan, file by file, in the order of their lines."""
    with collector_paused():
        return tuple(entry for source in plan.sources for entry in _entries(source, Traces(plan, source.device)))


def ledger_of(source: Source) -> tuple[LedgerEntry, ...]:
    """The entries of one file for which no plan is known: what would become of each line, without the new lines."""
    return tuple(_entries(source, None))


class Traces:
    """Where the new lines stand: by section, on the device that a row means."""

    def __init__(self, plan: Plan, device: str) -> None:
        asking = Perspective(plan, device)
        self.device = device if asking.is_spoke else asking.hub
        self._lines: dict[str, list[tuple[str, str]]] = {}
        for section in sections(plan, self.device):
            rows = self._lines.setdefault(section.name, [])
            for command in section.commands:
                rows.append((command.text, command.text))
                rows.extend(
                    (line.text, f"{command.text} / {line.text}") for one in command.children for line in one.walk()
                )
        self._by_network: dict[tuple[int, int], str] = {}
        for text, path in self._lines.get("announced_networks", []):
            if text.startswith("permit "):
                self._by_network.setdefault(_announced(text), path)

    def of(self, traces: Iterable[str]) -> tuple[str, ...]:
        """The new lines of those traces, each `DEVICE: HEADER / LINE`, with secrets masked."""
        found = [path for trace in traces for path in self._one(trace)]
        return tuple(f"{self.device}: {masked(path)}" for path in dict.fromkeys(found))

    def _one(self, trace: str) -> list[str]:
        name, _, words = trace.partition(": ")
        rows = self._lines.get(name, [])
        return [path for text, path in rows if not words or has_prefix(text, words) or text.startswith(f"{words} ")]

    def feature(self, name: str, text: str) -> tuple[str, ...]:
        """The line of a section that stands there exactly as it was read."""
        return tuple(f"{self.device}: {masked(path)}" for one, path in self._lines.get(name, []) if one == text)

    def network(self, network: IPv4Network) -> tuple[str, ...]:
        """The entry of the announced list that holds the network."""
        bits = int(network.network_address)
        for length in range(network.prefixlen, -1, -1):
            path = self._by_network.get((bits >> (32 - length) << (32 - length), length))
            if path:
                return (f"{self.device}: {path}",)
        return ()


def _announced(text: str) -> tuple[int, int]:
    """The address and the length of the network that an entry of a standard list permits."""
    words = text.split()[1:]
    if words == ["any"]:
        return 0, 0
    wildcard = int(IPv4Address(words[1])) if len(words) > 1 else 0
    return int(IPv4Address(words[0])), 32 - wildcard.bit_length()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """An EzVPN section: its header's row, its rows, and whether a line that no row takes is unknown."""

    header: Attribute
    rows: tuple[Attribute, ...] = ()


def _entries(source: Source, traces: Traces | None) -> Iterator[LedgerEntry]:
    places = _places(source)
    attached = {f"crypto ipsec client ezvpn {client.name}" for client in source.router.clients}
    networks = _split_networks(source)
    for top in source.configuration:
        place = places.get(top.number)
        if place:
            yield from _section(source, top, place, traces, networks)
        else:
            yield _kept(source, top)
            for line in (below for child in top.children for below in child.walk()):
                if (
                    attached
                    and line.text.startswith("crypto ipsec client ezvpn ")
                    and _is_attached(line.text, attached)
                ):
                    yield _judged(source, line, constructs.ATTACHMENT, traces)
                else:
                    yield _kept(source, line)
                if line.verbatim:
                    yield from _verbatim(source, line)
        if top.verbatim:
            yield from _verbatim(source, top)


def _is_attached(text: str, attached: set[str]) -> bool:
    return any(has_prefix(text, header) for header in attached)


def _section(
    source: Source, top: Line, place: _Place, traces: Traces | None, networks: dict[int, IPv4Network]
) -> Iterator[LedgerEntry]:
    yield _judged(source, top, place.header, traces, network=networks.get(top.number))
    for line in (below for child in top.children for below in child.walk()):
        if line.number in networks:
            yield _judged(source, line, place.header, traces, network=networks[line.number])
            continue
        row = _row_of(line.text, place.rows)
        if row is None:
            yield _unknown(source, line, top)
        else:
            yield _judged(source, line, row, traces)
        if line.verbatim:
            yield from _verbatim(source, line)


def _row_of(text: str, rows: tuple[Attribute, ...]) -> Attribute | None:
    return next((row for row in rows if not row.ezvpn or has_prefix(text, row.ezvpn)), None)


def _judged(
    source: Source, line: Line, row: Attribute, traces: Traces | None, network: IPv4Network | None = None
) -> LedgerEntry:
    becomes = _becomes(line, row, traces, network)
    verdict, why = row.verdict, row.why
    if traces and row.traces and not becomes and verdict in {Verdict.CARRIED, Verdict.TRANSFORMED}:
        verdict = Verdict.DECIDE if row.question else Verdict.DROPPED
        why = f"{row.question}: {why}" if row.question else "what was answered needs no such line"
    return LedgerEntry(
        device=source.device,
        line=line.number,
        text=masked(line.text),
        verdict=verdict,
        becomes=becomes,
        why=why,
        source=row.source,
    )


def _becomes(line: Line, row: Attribute, traces: Traces | None, network: IPv4Network | None) -> tuple[str, ...]:
    if traces is None:
        return ()
    if network is not None:
        return traces.network(network)
    if not row.ezvpn and len(row.traces) == 1:
        return traces.feature(row.traces[0], line.text)
    return traces.of(row.traces)


def _kept(source: Source, line: Line) -> LedgerEntry:
    return LedgerEntry(
        device=source.device,
        line=line.number,
        text=masked(line.text),
        verdict=Verdict.KEPT,
        why="no line of EzVPN: it stays",
    )


def _verbatim(source: Source, line: Line) -> Iterator[LedgerEntry]:
    for offset, text in enumerate(line.verbatim, 1):
        if text.strip() and text.strip() != "!":
            yield LedgerEntry(
                device=source.device,
                line=line.number + offset,
                text=text,
                verdict=Verdict.KEPT,
                why=f"belongs to line {line.number}",
            )


def _unknown(source: Source, line: Line, top: Line) -> LedgerEntry:
    return LedgerEntry(
        device=source.device,
        line=line.number,
        text=masked(line.text),
        verdict=Verdict.UNKNOWN,
        why=f"ez2flex does not know this line of `{masked(top.text)}`; look at it before you rely on the plan",
    )


def _places(source: Source) -> dict[int, _Place]:
    """The EzVPN sections of a configuration by the number of their first line."""
    places: dict[int, _Place] = {}
    for place, lines in _sections_of(source):
        for line in lines:
            places.setdefault(line.number, place)
    return places


def _sections_of(source: Source) -> Iterator[tuple[_Place, Iterable[Line]]]:
    router, configuration = source.router, source.configuration
    if router.server:
        server = router.server
        yield _Place(header=constructs.GROUP_HEADER, rows=constructs.GROUP), (group.line for group in server.groups)
        yield (
            _Place(header=constructs.PROFILE_HEADER, rows=constructs.PROFILE),
            (profile.line for profile in server.profiles),
        )
        yield (
            _Place(header=constructs.POLICY_HEADER, rows=constructs.POLICY),
            configuration.all("crypto isakmp policy"),
        )
        yield _Place(header=constructs.KEEPALIVE), configuration.all("crypto isakmp keepalive")
        yield from _data_plane(source)
    if router.clients:
        yield _Place(header=constructs.CLIENT_HEADER, rows=constructs.CLIENT), (one.line for one in router.clients)
        yield _Place(header=constructs.CLIENT_KEEPALIVE), configuration.all("crypto isakmp keepalive")
        numbers = {client.virtual_interface for client in router.clients if client.virtual_interface}
        yield (
            _Place(header=constructs.CLIENT_TEMPLATE_HEADER, rows=constructs.CLIENT_TEMPLATE),
            _templates(source, numbers),
        )


def _templates(source: Source, numbers: Iterable[int]) -> list[Line]:
    names = {f"Virtual-Template{number}" for number in numbers}
    return [interface.line for interface in source.router.interfaces if interface.name in names]


def _data_plane(source: Source) -> Iterator[tuple[_Place, Iterable[Line]]]:
    server, configuration = source.router.server, source.configuration
    if server is None:
        return
    maps = [line for name in server.crypto_maps for line in configuration.all(f"crypto map {name}")]
    dynamic = [line for name in server.dynamic_maps for line in configuration.all(f"crypto dynamic-map {name}")]
    profiles = [
        line
        for line in configuration.all("crypto ipsec profile")
        if any(line.argument("set isakmp-profile") == profile.name for profile in server.profiles)
    ]
    templates = _templates(source, server.virtual_templates)
    protection = {line.argument("tunnel protection ipsec profile") for line in templates}
    profiles += [
        line
        for line in configuration.all("crypto ipsec profile")
        if line.text.split()[-1] in protection and not line.child("set ikev2-profile") and line not in profiles
    ]
    sets = {word for line in (*dynamic, *profiles) for word in line.argument("set transform-set").split()}
    yield _Place(header=constructs.CRYPTO_MAP), [line for line in maps if _is_ezvpn_map_line(line, server.dynamic_maps)]
    yield _Place(header=constructs.DYNAMIC_MAP_HEADER, rows=constructs.DYNAMIC_MAP), dynamic
    yield _Place(header=constructs.IPSEC_PROFILE_HEADER, rows=constructs.IPSEC_PROFILE), profiles
    yield (
        _Place(header=constructs.TRANSFORM_SET_HEADER, rows=constructs.TRANSFORM_SET),
        [line for line in configuration.all("crypto ipsec transform-set") if line.text.split()[3:4] and line.text.split()[3] in sets],
    )
    yield _Place(header=constructs.SERVER_TEMPLATE_HEADER, rows=constructs.SERVER_TEMPLATE), templates
    yield _Place(header=constructs.SPLIT_LIST), _split_lines(source)
    pools = {group.pool for group in server.groups if group.pool}
    yield (
        _Place(header=constructs.POOL),
        [line for name in pools for line in configuration.all(f"ip local pool {name}")],
    )


_MAP_WIDE = ("client", "isakmp authorization")


def _is_ezvpn_map_line(line: Line, dynamic_maps: tuple[str, ...]) -> bool:
    words = line.text.split(None, 3)
    rest = " ".join(words[3:])
    wide = any(line.text.startswith(f"crypto map {words[2]} {word} ") for word in _MAP_WIDE)
    return wide or any(has_prefix(rest, f"ipsec-isakmp dynamic {name}") for name in dynamic_maps)


def _split_lines(source: Source) -> list[Line]:
    """The top lines of the groups' split lists."""
    server = source.router.server
    names = {group.split_list for group in server.groups if group.split_list} if server else set()
    prefixes = [
        f"{form} {name}"
        for name in sorted(names)
        for form in ("access-list", "ip access-list extended", "ip access-list standard")
    ]
    return [line for prefix in prefixes for line in source.configuration.all(prefix)]


def _split_networks(source: Source) -> dict[int, IPv4Network]:
    """The permitted source network of each line of the groups' split lists."""
    server = source.router.server
    names = {group.split_list for group in server.groups if group.split_list} if server else set()
    lists = [one for one in source.router.access_lists if one.name in names]
    return {entry.number: entry.source for one in lists for entry in one.entries if entry.permit and entry.source}
