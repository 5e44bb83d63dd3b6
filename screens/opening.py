"""What the wizard is opened on, and how it becomes sources and a plan; slow, so a worker does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wizard.errors import EzError
    from wizard.model.plan import Plan, Source


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
            return tuple(sorted(path.name for path in (self.folder / "sources").glob("*") if path.is_file()))
        return tuple(path.name for path in self.files)


class Opened(NamedTuple):
    """What was read."""

    sources: tuple[Source, ...]
    plan: Plan | None
    """None as long as server or spoke is missing."""
    missing: str = ""
    """What is missing for a plan, in words."""
    folder: Path | None = None
    demo: bool = False


def opened(opening: Opening) -> Opened:
    """The sources and the plan of what was named; EzError where something cannot be read."""
    if opening.folder:
        from wizard.site import read_site

        plan = read_site(opening.folder, read_on=date.today())
        return Opened(plan.sources, plan, folder=opening.folder)
    if opening.demo:
        from wizard.data.practice_site import files

        return with_files((), files(), None)._replace(demo=True)
    return with_files((), ((path.name, read(path)) for path in opening.files), None)


def read(path: Path) -> bytes:
    """The bytes of a file, or SourceError saying why there are none."""
    from wizard.errors import SourceError

    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"cannot be read: {reason}", hint="Name a file that you may read.", where=str(path)) from None


def with_files(sources: Sequence[Source], files: Iterable[tuple[str, bytes]], plan: Plan | None) -> Opened:
    """The sources with these files among them, in place of earlier ones of the same routers; answers are kept."""
    from wizard.parse.source import read_sources

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


def write_site(plan: Plan, folder: Path) -> None:
    """The plan in its folder, or SiteError saying why it is not there."""
    from wizard.site import save_site

    with _written_or_said(folder):
        save_site(plan, folder)


def export_site(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """The plan and the files of every stage in its folder, or SiteError saying why they are not there."""
    from wizard.render import write_outputs

    write_site(plan, folder)
    with _written_or_said(folder):
        return write_outputs(plan, folder)


@contextmanager
def _written_or_said(folder: Path) -> Iterator[None]:
    from wizard.errors import SiteError

    try:
        yield
    except OSError as error:
        raise SiteError(
            f"it cannot be written: {error.strerror or error}",
            hint="Choose another folder with ctrl+s; every answer is kept as long as the wizard is open.",
            where=str(error.filename or folder),
        ) from error


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
