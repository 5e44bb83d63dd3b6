"""Files and folders that the commands are given, as values of the core."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from wizard.errors import AnswerError, SourceError, SourceErrors
from wizard.guide.typed_path import files_at
from wizard.model.configuration import Configuration
from wizard.model.plan import Answer, Plan, Source
from wizard.parse.open_file import file_bytes
from wizard.parse.sources import read_sources, require_ezvpn
from wizard.plan.answer import no_device
from wizard.plan.perspective import devices


def sources_of(paths: Iterable[str]) -> tuple[Source, ...]:
    """The configurations in the files, each with EzVPN; every problem is reported."""
    sources, _ = sources_and_new_hub(paths, None)
    return sources


def sources_and_new_hub(paths: Iterable[str], new_hub: str | None) -> tuple[tuple[Source, ...], Source | None]:
    """The configurations with EzVPN, and the present one of the new hub, which needs none; no device twice."""
    sources = read_sources(_files([*_expanded(paths), *([new_hub] if new_hub else [])]))
    if new_hub:
        return _with_ezvpn(sources[:-1]), sources[-1]
    return _with_ezvpn(sources), None


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


def _with_ezvpn(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    errors: list[SourceError] = []
    for source in sources:
        try:
            require_ezvpn(source)
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(tuple(errors))
    return sources


def _expanded(paths: Iterable[str]) -> Iterator[str]:
    """The files that are named, and those in the folders that are."""
    for path in paths:
        try:
            yield from map(str, files_at(Path(path)))
        except SourceError:
            # It is read as it is named, and refused then, beside whatever else is wrong.
            yield path


def _files(paths: Iterable[str]) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    errors: list[SourceError] = []
    for path in paths:
        try:
            files.append((Path(path).name, file_bytes(Path(path))))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(tuple(errors))
    return files


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
