"""From a site folder to its plan."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from types import MappingProxyType

import wizard.plan
from wizard.errors import AnswerError, EzError, SiteError, SourceError, SourceErrors
from wizard.model.certificate import Certificate
from wizard.model.plan import SCHEMA, Plan, Source
from wizard.model.role import SourceRole
from wizard.parse.certificates import read_certificates
from wizard.parse.sources import Seen, read_source, unseen
from wizard.plan.propose import plan_of
from wizard.site.atomic_replace import SiteFolder
from wizard.site.file_names import CERTIFICATES, PLAN, SECRETS, SOURCES, folder_name
from wizard.site.folder import is_plain
from wizard.site.renamed_devices import with_new_names
from wizard.site.toml_tables import bytes_in, line_of, rows_of, table_of, text_in

_NOBODY: Mapping[str, str] = MappingProxyType({})
_TRIES = 50
"""How often a site is read anew because somebody wrote it meanwhile."""


def read_site(folder: Path, *, read_on: date | None = None, seen: Seen = unseen) -> Plan:
    """The plan of a site folder; by the day, where it is given, certificates are judged."""
    with SiteFolder(folder) as opened:
        for _ in range(_TRIES):
            before = opened.state()
            try:
                plan = plan_in(opened, read_on=read_on, seen=seen)
            except EzError:
                if opened.state() == before:
                    raise
            else:
                if opened.state() == before:
                    return plan
        raise SiteError("it is written without a pause", hint="Try again.", where=str(folder))


def plan_in(folder: SiteFolder, *, read_on: date | None = None, seen: Seen = unseen) -> Plan:
    """The plan of an open site folder; each source is seen as soon as it is read."""
    table = plan_table(folder)
    with _in_file(folder, PLAN):
        plan = plan_of(_roles(folder, table, seen))
    plan = replace(plan, certificates=_certificates(folder), read_on=read_on)
    return _with_secrets(_with_answers(plan, folder, table), folder)


def plan_table(folder: SiteFolder) -> dict[str, object]:
    """What plan.toml holds; another schema than ours is refused."""
    where = str(folder.path / PLAN)
    data = folder.read(PLAN)
    if data is None:
        raise SiteError(f"there is no {PLAN}", hint="`ez2flex plan` makes a site folder.", where=where)
    table = table_of(data, where)
    schema = table.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        stated = f"has schema {schema}" if isinstance(schema, int | str) else "states no schema"
        raise SiteError(
            f"the plan {stated}; this ez2flex reads schema {SCHEMA}",
            hint="Use the ez2flex that wrote it, or plan the site anew from sources/ in another folder.",
            where=where,
        )
    return table


def may_be_of_server(folder: Path, server: str) -> bool:
    """Whether the server of the site in that folder could be that router, by what plan.toml says alone."""
    try:
        with SiteFolder(folder) as opened:
            rows = rows_of(plan_table(opened), "source", str(folder / PLAN))
            names = (text_in(row, "file", str(folder)) for row in rows if row.get("role") == SourceRole.SERVER)
            return any(name.casefold().startswith(folder_name(server).casefold()) for name in names)
    except EzError:
        return False


def source_files(table: Mapping[str, object], where: str) -> tuple[str, ...]:
    """The names in `sources/` that the rows of a plan.toml give."""
    return tuple(_file(row, where) for row in rows_of(table, "source", where))


def _file(row: Mapping[str, object], where: str) -> str:
    name = text_in(row, "file", where)
    # On Windows `\\` and `:` lead to another place, and a site may be read there.
    if not is_plain(name) or name.startswith(".") or "\\" in name or ":" in name:
        raise SiteError(
            f"[[source]] has file = {name!r}, which is no name of a file in {SOURCES}/",
            hint=f"Put the file into {SOURCES}/ and give its name alone.",
            where=where,
        )
    return name


def _roles(folder: SiteFolder, table: Mapping[str, object], seen: Seen) -> tuple[tuple[str, Source], ...]:
    """Each source with its role; every one that is missing, changed or unreadable is reported."""
    where = str(folder.path / PLAN)
    rows = rows_of(table, "source", where)
    if not rows:
        raise SiteError("it names no [[source]]", hint="Plan the site anew.", where=where)
    found: list[tuple[str, Source]] = []
    errors: list[SourceError] = []
    for row in rows:
        role, sha256, device = (text_in(row, key, where) for key in ("role", "sha256", "device"))
        try:
            source = _source(folder, _file(row, where), sha256, device)
        except SourceError as error:
            errors.append(error)
        else:
            found.append((role, source))
            seen(source)
    if errors:
        raise SourceErrors(tuple(errors))
    _refuse_same_device([source for _, source in found], where)
    return tuple(found)


def _source(folder: SiteFolder, name: str, sha256: str, device: str) -> Source:
    where = str(folder.path / SOURCES / name)
    data = folder.read(f"{SOURCES}/{name}")
    if data is None:
        raise SourceError("it cannot be read: there is no such file", hint="Restore it.", where=where)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SourceError(
            "it is not the file that was planned with: its SHA-256 differs",
            hint=f"Restore it, or plan the site anew: ez2flex plan CONFIG... -o {folder.path}",
            where=where,
        )
    source = read_source(data, name)
    return replace(source, device=device) if device and not source.router.hostname else source


def _refuse_same_device(sources: list[Source], where: str) -> None:
    devices = [source.device for source in sources]
    for device in devices:
        if devices.count(device) > 1:
            raise SiteError(f"two [[source]] are of {device}", hint="Leave one of them out.", where=where)


def _with_answers(plan: Plan, folder: SiteFolder, table: Mapping[str, object]) -> Plan:
    with _in_file(folder, PLAN):
        return wizard.plan.apply_answers(plan, wizard.plan.answers_of(table))


def _with_secrets(plan: Plan, folder: SiteFolder, renamed: Mapping[str, str] = _NOBODY) -> Plan:
    data = folder.read(SECRETS)
    if data is None:
        return plan
    with _in_file(folder, SECRETS):
        table = with_new_names(table_of(data, str(folder.path / SECRETS)), renamed)
        return wizard.plan.apply_secrets(plan, table)


@contextmanager
def _in_file(folder: SiteFolder, name: str) -> Iterator[None]:
    """What is wrong with an answer is wrong in that file."""
    try:
        yield
    except SourceErrors:
        raise
    except EzError as error:
        path = str(folder.path / name)
        if not error.where.startswith(str(folder.path)):
            error.where = f"{path}: {error.where}" if error.where else path
        raise


def _certificates(folder: SiteFolder) -> tuple[Certificate, ...]:
    """The certificates of the routers, each file named after one; every one that is unreadable is reported."""
    found: list[Certificate] = []
    errors: list[SourceError] = []
    inner = set(folder.folders(CERTIFICATES))
    for file in folder.names(CERTIFICATES):
        if file.startswith(".") or file in inner:
            continue
        name = f"{CERTIFICATES}/{file}"
        try:
            found += read_certificates(folder.read(name) or b"", PurePath(file).stem, name)
        except SourceError as error:
            errors.append(error)
        except SiteError as error:
            errors.append(SourceError(error.message, hint=error.hint, where=error.where))
    if errors:
        raise SourceErrors(tuple(errors))
    return tuple(found)


def kept_answers(plan: Plan, folder: SiteFolder, renamed: Mapping[str, str] = _NOBODY) -> Plan:
    """The plan with the answers and secrets of the site folder that it will replace.

    `renamed` has the new name of a device by the one that it has there.
    """
    table = with_new_names(plan_table(folder), renamed)
    return _with_secrets(_with_answers(plan, folder, table), folder, renamed)


def left_out(plan: Plan, folder: SiteFolder) -> tuple[str, ...]:
    """The devices of the site folder that have no source in the plan that will replace it."""
    where = str(folder.path / PLAN)
    hashes = {source.sha256 for source in plan.sources}
    known = {source.device for source in plan.sources}
    rows = rows_of(plan_table(folder), "source", where)
    others = (row for row in rows if text_in(row, "sha256", where) not in hashes)
    return tuple(device for device in (_device(folder, row, where) for row in others) if device not in known)


def _device(folder: SiteFolder, row: Mapping[str, object], where: str) -> str:
    """Whose configuration a row names; by the name of its file where that cannot be read any more."""
    name = _file(row, where)
    try:
        return _source(folder, name, text_in(row, "sha256", where), text_in(row, "device", where)).device
    except (SourceError, SiteError):
        return PurePath(name).stem


def add_secrets(plan: Plan, path: Path) -> Plan:
    """The plan with the keys and passwords of a TOML file of the form of secrets.toml."""
    data = bytes_in(path)
    with _of_file(path, data, "secrets"):
        return wizard.plan.apply_secrets(plan, table_of(data, str(path)))


def add_answers(plan: Plan, path: Path) -> Plan:
    """The plan with the answers and acceptances of a TOML file of the form of plan.toml."""
    data = bytes_in(path)
    with _of_file(path, data, "answers"):
        return wizard.plan.give_answers(plan, wizard.plan.answers_of(table_of(data, str(path))))


@contextmanager
def _of_file(path: Path, data: bytes, site: str) -> Iterator[None]:
    try:
        yield
    except AnswerError as error:
        line = _line_of(data, error.where, site)
        place = f"{path}:{line}" if line else str(path)
        error.where = f"{place}: {error.where}" if error.where else place
        raise


def _line_of(data: bytes, typed: str, site: str) -> int | None:
    """The line of an answer by its key as it is typed; the name of a device or of a batch may have dots."""
    place, _, key = typed.rpartition(".")
    kinds = ("device", "batch") if place else ()
    own = next((line for kind in kinds if (line := line_of(data, (kind, place, key)))), None)
    return own or (line_of(data, (site, key)) if key else None)
