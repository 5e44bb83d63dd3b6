"""How what was named becomes sources and a plan; slow, so a worker does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

import wizard.plan
import wizard.site
from wizard.data import practice_site
from wizard.errors import EzError, NotEzvpn, SourceError, SourceErrors
from wizard.guide.opening import PROGRAM, Opening
from wizard.model.plan import Acceptance, Answer, Plan, SecretAnswer, Source
from wizard.parse.open_file import file_bytes
from wizard.parse.sources import Seen, readable_sources, routers_among, unseen
from wizard.plan.batches import of_present_spokes
from wizard.plan.propose import propose
from wizard.site.simulated import simulated_hosts


class Opened(NamedTuple):
    """What was read."""

    sources: tuple[Source, ...]
    plan: Plan | None
    """None as long as server or spoke is missing."""
    missing: str = ""
    """What is missing for a plan, in words."""
    folder: Path | None = None
    demo: bool = False
    site: wizard.site.Writer | None = None
    """Who may write the folder: this wizard; None where it cannot be written, or there is none yet."""
    read_only: str = ""
    """Why the folder cannot be written, in words."""
    refused: tuple[SourceError, ...] = ()
    """The files beside them that cannot be read."""
    is_simulated: bool = False
    """Whether what stands behind it are practice routers."""


def opened(opening: Opening, seen: Seen = unseen) -> Opened:
    """The sources and the plan of what was named; EzError where something cannot be read."""
    if opening.folder:
        return _of_site(opening.folder, seen)
    if opening.demo:
        return with_files((), practice_site.files(), None, seen=seen)._replace(demo=True, is_simulated=True)
    return with_paths((), opening.files, None, seen)


def _of_site(folder: Path, seen: Seen) -> Opened:
    """The site, held so that nobody else writes it; only read where somebody does, or where it cannot be written."""
    try:
        site = wizard.site.site_to_write(folder, PROGRAM)
    except EzError as refused:
        plan = wizard.site.read_site(folder, read_on=date.today(), seen=seen)
        is_simulated = bool(simulated_hosts(folder))
        return Opened(plan.sources, plan, folder=folder, read_only=str(refused), is_simulated=is_simulated)
    try:
        plan = site.read(read_on=date.today(), seen=seen)
    except EzError:
        site.close()
        raise
    is_simulated = bool(simulated_hosts(folder))
    return Opened(plan.sources, plan, folder=folder, site=site, is_simulated=is_simulated)


def with_paths(sources: Sequence[Source], paths: Iterable[Path], plan: Plan | None, seen: Seen = unseen) -> Opened:
    """The sources with what can be read of these files among them; SourceErrors where none of them can."""
    files: list[tuple[str, bytes]] = []
    missing: list[SourceError] = []
    for path in paths:
        try:
            files.append((path.name, file_bytes(path)))
        except SourceError as error:
            missing.append(error)
    return with_files(sources, files, plan, missing, seen=seen)


def with_files(
    sources: Sequence[Source],
    files: Iterable[tuple[str, bytes]],
    plan: Plan | None,
    missing: Iterable[SourceError] = (),
    *,
    seen: Seen = unseen,
) -> Opened:
    """The sources with these files among them, in place of earlier ones of the same routers; answers are kept.

    SourceErrors where none of them can be read; `missing` are those that are not even there.
    """
    given, unread = readable_sources(tuple(files), seen)
    read, others = routers_among(given)
    refused = (*missing, *unread, *others)
    if refused and not read:
        raise SourceErrors(refused)
    fresh = {source.device.casefold(): source for source in read}
    every = {source.device.casefold(): source for source in sources} | fresh
    return proposed(tuple(every.values()), plan)._replace(refused=refused)


def without_device(sources: Sequence[Source], device: str, plan: Plan | None) -> Opened:
    """The sources without that device's."""
    return proposed(tuple(source for source in sources if source.device != device), plan)


def proposed(sources: Sequence[Source], plan: Plan | None) -> Opened:
    """The plan of these sources with the answers of an earlier one; a file without EzVPN is the new hub's."""
    others = [source for source in sources if not source.router.server and not source.router.clients]
    ezvpn = [source for source in sources if source not in others]
    if len(others) > 1:
        names = ", ".join(source.filename for source in others)
        return Opened(tuple(sources), None, f"{names}: no EzVPN in them, and one new hub at most")
    try:
        fresh = replace(propose(ezvpn, others[0] if others else None), read_on=date.today())
    except NotEzvpn as error:
        return Opened(tuple(sources), None, f"{error.message}. {error.hint}")
    if plan is None:
        return Opened(tuple(sources), fresh)
    answered = replace(
        fresh,
        answers=plan.answers,
        batches=plan.batches,
        secrets=plan.secrets,
        accepted=plan.accepted,
        earlier_spokes=plan.earlier_spokes,
        certificates=plan.certificates,
    )
    return Opened(tuple(sources), _of_present_devices(answered))


def _of_present_devices(plan: Plan) -> Plan:
    """The plan without the answers for routers that were left out; other letters of a host name name the same one."""
    names = {
        name.casefold(): name
        for name in ("", wizard.plan.resolved(plan, "hub_name", "").value, *wizard.plan.devices(plan))
    }
    plan = of_present_spokes(plan, names)
    return replace(
        plan,
        answers=tuple(sorted(_spelled(plan.answers, names))),
        secrets=tuple(_spelled(plan.secrets, names)),
        accepted=tuple(sorted(_spelled(plan.accepted, names))),
    )


_Row = TypeVar("_Row", Answer, SecretAnswer, Acceptance)


def _spelled(rows: Iterable[_Row], names: Mapping[str, str]) -> Iterator[_Row]:
    for row in rows:
        name = names.get(row.device.casefold())
        if name is not None:
            yield replace(row, device=name)


def role_as_read(source: Source) -> str:
    """What the router is in this migration, as its configuration shows."""
    if source.router.server:
        return "EzVPN server"
    return "EzVPN spoke" if source.router.clients else "new hub"
