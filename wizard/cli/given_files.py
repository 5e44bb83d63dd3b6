"""Files and folders that the commands are given, as values of the core."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wizard.errors import AnswerError, SourceError, SourceErrors
from wizard.guide.typed_path import files_at
from wizard.model.configuration import Configuration
from wizard.model.plan import Answer, Plan, Source
from wizard.parse.open_file import file_bytes
from wizard.parse.sources import read_sources, readable_sources, require_ezvpn, routers_among
from wizard.plan.answer import no_device
from wizard.plan.perspective import devices


class Given(NamedTuple):
    """The configurations that were named: one that cannot be read takes no other away."""

    sources: tuple[Source, ...]
    """Those with EzVPN."""
    new_hub: Source | None
    refused: tuple[SourceError, ...]

    def refuse(self) -> None:
        """SourceErrors where a file was refused: said at the end, beside what became of the others."""
        if self.refused:
            raise SourceErrors(self.refused)


def given_sources(paths: Iterable[str], new_hub: str = "") -> Given:
    """The configurations with EzVPN, and the present one of the new hub, which needs none; no device twice.

    SourceErrors where no other file is left, or where that of the new hub is refused.
    """
    read, of_hub = _readable([new_hub] if new_hub else [])
    hub, other = routers_among(read)
    of_hub += other
    sources, refused = _readable(_expanded(paths), hub)
    given = Given(tuple(_with_ezvpn(sources, refused)), hub[0] if hub else None, (*of_hub, *refused))
    if of_hub or not given.sources:
        given.refuse()
    return given


def _readable(paths: Iterable[str], before: Sequence[Source] = ()) -> tuple[tuple[Source, ...], list[SourceError]]:
    """The configurations that can be read, none of a device that was read before, and why the others are refused."""
    files, missing = _files_there(paths)
    sources, refused = readable_sources((*((known.filename, known.data) for known in before), *files))
    return sources[len(before) :], [*missing, *refused]


def present_configurations(paths: Iterable[str], plan: Plan, device: str | None) -> dict[str, Configuration]:
    """What the plan's routers have now; a file without a hostname is of the device that is named beside it."""
    sources = read_sources(_files(paths))
    if len(sources) == 1 and device and not sources[0].router.hostname:
        return {known_device(plan, device): sources[0].configuration}
    for source in sources:
        if source.device not in devices(plan) and not source.router.hostname:
            raise AnswerError(
                "nobody can tell whose configuration it is",
                hint="It has no hostname: give it alone, and its router with --device.",
                where=source.filename,
            )
    return {known_device(plan, source.device): source.configuration for source in sources}


def _with_ezvpn(sources: Iterable[Source], refused: list[SourceError]) -> Iterator[Source]:
    """Those that have EzVPN; the others are refused."""
    for source in sources:
        try:
            require_ezvpn(source)
        except SourceError as error:
            refused.append(error)
        else:
            yield source


def _expanded(paths: Iterable[str]) -> Iterator[str]:
    """The files that are named, and those in the folders that are."""
    for path in paths:
        try:
            yield from map(str, files_at(Path(path)))
        except SourceError:
            # It is read as it is named, and refused then, beside whatever else is wrong.
            yield path


def _files(paths: Iterable[str]) -> list[tuple[str, bytes]]:
    files, errors = _files_there(paths)
    if errors:
        raise SourceErrors(tuple(errors))
    return files


def _files_there(paths: Iterable[str]) -> tuple[list[tuple[str, bytes]], list[SourceError]]:
    files: list[tuple[str, bytes]] = []
    errors: list[SourceError] = []
    for path in paths:
        try:
            files.append((Path(path).name, file_bytes(Path(path))))
        except SourceError as error:
            errors.append(error)
    return files, errors


def typed_answer(plan: Plan, name: str, value: str, batches: Iterable[str] = ()) -> Answer:
    """The answer that `spoke1.pfs`, `shops.pfs` or `pfs` with that value gives; dots may stand in a name.

    `batches` are those that the plan is about to get.
    """
    known = {batch.name for batch in plan.batches} | set(batches)
    for place in sorted({*devices(plan), *known}, key=len, reverse=True):
        if name.startswith(f"{place}."):
            key = name[len(place) + 1 :]
            return (
                Answer(batch=place, key=key, value=value)
                if place in known
                else Answer(device=place, key=key, value=value)
            )
    if "." in name:
        raise no_device(plan, name.rsplit(".", 1)[0], name, known)
    return Answer(key=name, value=value)


def known_device(plan: Plan, device: str) -> str:
    """The device, if the plan has it."""
    if device not in devices(plan):
        raise no_device(plan, device)
    return device
