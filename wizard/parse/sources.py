"""Configuration files as sources of a plan."""

import hashlib
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import PurePath

from wizard.collector import collector_paused
from wizard.errors import NotEzvpn, SourceError, SourceErrors
from wizard.model.configuration import Configuration
from wizard.model.plan import Source
from wizard.parse.captures import SPLIT
from wizard.parse.impossible_values import refuse_impossible
from wizard.parse.restore_indent import TextRow
from wizard.parse.router_facts import router
from wizard.parse.show_commands import show_commands
from wizard.parse.terminal_leftovers import clean
from wizard.parse.terminal_text import CAPTURE
from wizard.parse.tree import configuration, nested

_UNFIT = re.compile(r'[\x00-\x20\x7f-\x9f/\\:*?"<>|\ud800-\udfff]|^\.')
"""What a folder cannot be named after on every system."""


Seen = Callable[[Source], None]
"""Is told of each source as soon as it is read."""


def unseen(_: Source) -> None:
    """Nobody looks on while sources are read."""


def read_source(data: bytes, filename: str) -> Source:
    """The configuration in one file, with or without EzVPN."""
    with collector_paused():
        cleaned = clean(data, filename)
        tree = configuration(cleaned.rows)
        _refuse_second_configuration(tree, cleaned.rows, filename)
        refuse_impossible(tree, filename)
        facts = router(tree)
    return Source(
        device=_device(facts.hostname, tree, filename),
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        configuration=tree,
        router=facts,
        show_commands=show_commands(data),
        skipped=cleaned.skipped,
        captured_besides=cleaned.captured_besides,
        lacks_end=cleaned.lacks_end,
        encoding=cleaned.encoding,
    )


def read_back(data: bytes, where: str) -> Configuration:
    """The same configuration, of a router that shows it while it is changed: nothing is asked of it but its lines."""
    cleaned = clean(data, where)
    tree = nested(cleaned.rows)
    _refuse_second_configuration(tree, cleaned.rows, where)
    return tree


_NAMES = ("hostname", "switchname")
_RELEASE = re.compile(r"version \d+\.\d")


def _refuse_second_configuration(tree: Configuration, rows: Iterable[TextRow], filename: str) -> None:
    """Two configurations one after the other, or one quoted below the other, would become a device that is neither."""
    names = [(line.number, line.text) for word in _NAMES for line in tree.all(word)]
    releases = [(row.number, row.text) for row in rows if row.text.startswith("version ") and _RELEASE.match(row.text)]
    for (line, first), (number, second) in (*pairwise(sorted(names)), *pairwise(releases)):
        raise SourceError(
            f"a second configuration in one file: `{first}` in line {line}, `{second}` here",
            where=f"{filename}:{number}",
            hint=SPLIT,
        )


def _device(hostname: str, tree: Configuration, filename: str) -> str:
    if not hostname:
        return PurePath(filename).stem.lstrip("-") or "router"
    line = tree.first("hostname")
    if _UNFIT.search(hostname):
        raise SourceError(
            "the hostname has a character that no folder can be named with",
            where=f"{filename}:{line.number}" if line else filename,
            hint="A hostname has letters, digits, hyphens, underscores and dots; change it in the file.",
        )
    if hostname.startswith("-"):
        raise SourceError(
            "the hostname begins with a dash, which every command takes for an option",
            where=f"{filename}:{line.number}" if line else filename,
            hint="A hostname begins with a letter; change it in the file.",
        )
    return hostname


def read_sources(files: Iterable[tuple[str, bytes]], seen: Seen = unseen) -> tuple[Source, ...]:
    """The configurations in several files, each of another device; every problem is reported, not only the first."""
    sources, errors = readable_sources(files, seen)
    if errors:
        raise SourceErrors(errors)
    return sources


def readable_sources(
    files: Iterable[tuple[str, bytes]], seen: Seen = unseen
) -> tuple[tuple[Source, ...], tuple[SourceError, ...]]:
    """Those of several files that can be read, each of another device, and why the others cannot."""
    sources: list[Source] = []
    errors: list[SourceError] = []
    for filename, data in files:
        try:
            source = read_source(data, filename)
            _refuse_second(source, sources)
        except SourceError as error:
            errors.append(error)
        else:
            sources.append(source)
            seen(source)
    return tuple(sources), tuple(errors)


def _refuse_second(source: Source, sources: Iterable[Source]) -> None:
    for other in sources:
        # Two folders of a site must not differ in case alone: some file systems make one of them.
        if other.device.casefold() == source.device.casefold():
            line = source.configuration.first("hostname")
            raise SourceError(
                f"the device {source.device} was read from {other.filename} already",
                where=f"{source.filename}:{line.number}" if line else source.filename,
                hint="Give each device once; change `hostname` in one of the files if they are two routers.",
            )


_LOOKALIKES = (
    ("ASA Version", "This is the configuration of an ASA; ez2flex reads IOS and IOS-XE routers."),
    (
        "crypto ikev2 client flexvpn",
        "It has `crypto ikev2 client flexvpn`: it looks like a FlexVPN spoke, moved already.",
    ),
    ("crypto ikev2 profile", "It has `crypto ikev2 profile`: it uses IKEv2 already."),
    (
        "crypto map",
        "It has a crypto map without EzVPN: a site-to-site VPN, which ez2flex leaves as it is.",
    ),
    ("crypto isakmp policy", "It has IKEv1 without EzVPN, which ez2flex leaves as it is."),
)
"""What a configuration without EzVPN may be, the most telling line first."""

_EZVPN_HAS = (
    "An EzVPN server has `crypto isakmp client configuration group`, a spoke `crypto ipsec client ezvpn`. "
    "A new FlexVPN hub has neither: give it as that, with --new-hub."
)


def require_ezvpn(source: Source) -> Source:
    """The source itself if it has an EzVPN server or client."""
    if source.router.server or source.router.clients:
        return source
    looks_like = next((hint for prefix, hint in _LOOKALIKES if source.configuration.first(prefix)), "")
    raise NotEzvpn(
        "there is no EzVPN in this configuration", where=source.filename, hint=f"{looks_like} {_EZVPN_HAS}".strip()
    )


def routers_among(sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[SourceError, ...]]:
    """Those that are of some router, and why the others are of none: a letter would pass for an empty new hub."""
    every = tuple(sources)
    routers = tuple(source for source in every if _is_of_a_router(source))
    refused = tuple(
        SourceError(
            "this is no router's configuration: it has no hostname, no interface and no EzVPN",
            where=source.filename,
            hint=CAPTURE,
        )
        for source in every
        if source not in routers
    )
    return routers, refused


def _is_of_a_router(source: Source) -> bool:
    facts = source.router
    return bool(facts.hostname or facts.server or facts.clients or source.configuration.first("interface"))
