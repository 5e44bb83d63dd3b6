"""Files and folders that the commands are given, as values of the core."""

from collections.abc import Iterable
from pathlib import Path

from wizard.errors import SourceError, SourceErrors
from wizard.model.plan import Plan, Source
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
    sources = read_sources(_files([*paths, *([new_hub] if new_hub else [])]))
    if new_hub:
        return _with_ezvpn(sources[:-1]), sources[-1]
    return _with_ezvpn(sources), None


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


def device_and_key(plan: Plan, name: str) -> tuple[str, str]:
    """`spoke1.pfs` as ("spoke1", "pfs"), `pfs` as ("", "pfs"); a device's name may have dots."""
    for device in sorted(devices(plan), key=len, reverse=True):
        if name.startswith(f"{device}."):
            return device, name[len(device) + 1 :]
    if "." in name:
        device = name.rsplit(".", 1)[0]
        raise no_device(plan, device, name)
    return "", name


def known_device(plan: Plan, device: str) -> str:
    """The device, if the plan has it."""
    if device not in devices(plan):
        raise no_device(plan, device)
    return device
