"""What the wizard is opened on, and how it becomes sources and a plan; slow, so a worker does it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wizard.errors import EzError
    from wizard.model.plan import Plan, Source
    from wizard.plan.merge_edits import Merge
    from wizard.site.writer import Found, Writer

PROGRAM = "the ez2flex wizard"
"""As others see who holds a site."""


class Opening(NamedTuple):
    """What was named on the command line."""

    folder: Path | None = None
    """A site folder."""
    files: tuple[Path, ...] = ()
    """Configurations."""
    demo: bool = False
    """The practice site."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files that will be read, known before any is."""
        if self.folder:
            return _file_names(self.folder / "sources")
        return tuple(path.name for path in self.files)


def _file_names(folder: Path) -> tuple[str, ...]:
    """What may be read; the site's own way to its files is too slow for the first frame."""
    try:
        with os.scandir(folder) as found:
            return tuple(sorted(one.name for one in found if one.is_file(follow_symlinks=False)))
    except OSError:
        return ()


class Opened(NamedTuple):
    """What was read."""

    sources: tuple[Source, ...]
    plan: Plan | None
    """None as long as server or spoke is missing."""
    missing: str = ""
    """What is missing for a plan, in words."""
    folder: Path | None = None
    demo: bool = False
    site: Writer | None = None
    """Who may write the folder: this wizard; None where it cannot be written, or there is none yet."""
    read_only: str = ""
    """Why the folder cannot be written, in words."""


class Difference(NamedTuple):
    """A site that somebody else wrote while it is open here."""

    names: tuple[str, ...]
    """The files that they changed."""
    ours: Plan
    found: Found | None = None
    """What is there now; None where it cannot be read."""
    merge: Merge | None = None
    """What becomes of their edit and ours."""
    error: EzError | None = None
    """Why it cannot be read."""


def opened(opening: Opening) -> Opened:
    """The sources and the plan of what was named; EzError where something cannot be read."""
    if opening.folder:
        return _of_site(opening.folder)
    if opening.demo:
        from wizard.data.practice_site import files

        return with_files((), files(), None)._replace(demo=True)
    return with_files((), ((path.name, read(path)) for path in opening.files), None)


def _of_site(folder: Path) -> Opened:
    """The site, held so that nobody else writes it; only read where somebody does, or where it cannot be written."""
    from wizard.errors import EzError
    from wizard.site import read_site, site_to_write

    try:
        site = site_to_write(folder, PROGRAM)
    except EzError as refused:
        plan = read_site(folder, read_on=date.today())
        return Opened(plan.sources, plan, folder=folder, read_only=str(refused))
    try:
        plan = site.read(read_on=date.today())
    except EzError:
        site.close()
        raise
    return Opened(plan.sources, plan, folder=folder, site=site)


def site_at(folder: Path) -> Writer:
    """Who may write a folder in which a site is to begin; SiteRefused where there is one already."""
    from wizard.errors import SiteRefused
    from wizard.site import Writer

    site = Writer(folder, PROGRAM)
    if site.holds_a_plan:
        site.close()
        raise SiteRefused(
            "there is another site in it",
            hint=f"Choose a folder that is new or empty; ez2flex {folder} opens that site.",
            where=str(folder),
        )
    return site


def read(path: Path) -> bytes:
    """The bytes of a file, or SourceError saying why there are none."""
    from wizard.parse.open_file import file_bytes

    return file_bytes(path)


def with_files(sources: Sequence[Source], files: Iterable[tuple[str, bytes]], plan: Plan | None) -> Opened:
    """The sources with these files among them, in place of earlier ones of the same routers; answers are kept."""
    from wizard.parse.sources import read_sources

    fresh = {source.device.casefold(): source for source in read_sources(tuple(files))}
    every = {source.device.casefold(): source for source in sources} | fresh
    return proposed(tuple(every.values()), plan)


def without_device(sources: Sequence[Source], device: str, plan: Plan | None) -> Opened:
    """The sources without that device's."""
    return proposed(tuple(source for source in sources if source.device != device), plan)


def proposed(sources: Sequence[Source], plan: Plan | None) -> Opened:
    """The plan of these sources with the answers of an earlier one; a file without EzVPN is the new hub's."""
    from wizard.errors import NotEzvpn
    from wizard.plan.propose import propose

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
        fresh, answers=plan.answers, secrets=plan.secrets, accepted=plan.accepted, certificates=plan.certificates
    )
    return Opened(tuple(sources), _of_present_devices(answered))


def _of_present_devices(plan: Plan) -> Plan:
    """The plan without the answers for a router whose configuration was left out."""
    from wizard.plan.perspective import devices, resolved

    named = {"", *devices(plan), resolved(plan, "hub_name", "").value}
    return replace(
        plan,
        answers=tuple(one for one in plan.answers if one.device in named),
        secrets=tuple(one for one in plan.secrets if one.device in named),
        accepted=tuple(one for one in plan.accepted if one.device in named),
    )


def role(source: Source) -> str:
    """What the router is in this migration, as its configuration shows."""
    if source.router.server:
        return "EzVPN server"
    return "EzVPN spoke" if source.router.clients else "new hub"


def differing(site: Writer, base: Plan | None, ours: Plan, names: tuple[str, ...]) -> Difference:
    """What somebody else made of the site meanwhile, beside what is open here."""
    from wizard.errors import EzError
    from wizard.plan.merge_edits import merged

    try:
        found = site.look(read_on=date.today())
    except EzError as error:
        return Difference(names, ours, error=error)
    return Difference(names, ours, found=found, merge=merged(base, ours, found.plan) if base else None)


def free_folder(plan: Plan) -> Path:
    """`site-NAME` in the working folder, NAME being the first spoke; numbered where it is taken."""
    wanted = Path(f"site-{plan.spokes[0].device.lower()}")
    folder, number = wanted, 1
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def error_of(error: EzError) -> list[str]:
    """Each thing that went wrong, with its place and what to do."""
    from wizard.errors import SourceErrors

    return [str(one) for one in error.errors] if isinstance(error, SourceErrors) else [str(error)]
