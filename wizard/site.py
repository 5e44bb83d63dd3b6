"""The site folder: one migration on disk, with what was read, what was answered, and nothing that can be computed."""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.data.questions import QUESTIONS
from wizard.errors import AnswerError, SiteError, SourceError, SourceErrors
from wizard.model.certificate import Certificate
from wizard.model.plan import SCHEMA, Plan, Source
from wizard.plan.answers_file import answers_of, apply_answers, apply_secrets

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

PLAN, SECRETS, SOURCES, CERTIFICATES, OUT = "plan.toml", "secrets.toml", "sources", "certificates", "out"

_GITIGNORE = f"{SECRETS}\n{SOURCES}/\n{OUT}/\n"

_HEADER = (
    "One migration from EzVPN to FlexVPN. Edit [answers] as you like; what is not there has its recommended answer.",
    "Every question with its choices: ez2flex questions FOLDER. Keys and passwords stand in secrets.toml.",
)


def folder_name(device: str) -> str:
    """The name of a device as a file or folder is called: letters, digits, `.`, `-` and `_`."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", device).lstrip(".") or "_"


def write_private(path: Path, data: bytes) -> None:
    """Writes the file whole or not at all; only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.chmod(0o600)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def is_site(folder: Path) -> bool:
    """Whether the folder holds a migration."""
    return (folder / PLAN).is_file()


def read_site(folder: Path, *, read_on: date | None = None) -> Plan:
    """The plan of a site folder; by the day, where it is given, certificates are judged."""
    from wizard.plan.propose import plan_of

    table = _table(folder / PLAN)
    if table.get("schema") != SCHEMA:
        raise SiteError(
            f"the plan has schema {table.get('schema')}; this ez2flex reads schema {SCHEMA}",
            hint="Use the ez2flex that wrote it, or plan the site anew from sources/.",
            where=str(folder / PLAN),
        )
    try:
        plan = replace(plan_of(_roles(folder, table)), certificates=read_certificates(folder), read_on=read_on)
        plan = apply_answers(plan, answers_of(table))
        return apply_secrets(plan, _table(folder / SECRETS) if (folder / SECRETS).exists() else {})
    except AnswerError as error:
        error.where = f"{folder / PLAN}: {error.where}" if error.where else str(folder / PLAN)
        raise


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SiteError(
            f"there is no {path.name}", hint="`ez2flex plan` makes a site folder.", where=str(path)
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"it cannot be read: {error}", hint="Mend it, or restore it.", where=str(path)) from error


def _roles(folder: Path, table: dict[str, object]) -> tuple[tuple[str, Source], ...]:
    """Each source with its role; every one that is missing, changed or unreadable is reported."""
    rows = table.get("source")
    if not isinstance(rows, list) or not rows:
        raise SiteError("it names no [[source]]", hint="Plan the site anew.", where=str(folder / PLAN))
    found: list[tuple[str, Source]] = []
    errors: list[SourceError] = []
    for row in rows:
        try:
            found.append((str(row.get("role", "")), _source(folder, row)))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(tuple(errors))
    return tuple(found)


def _source(folder: Path, row: dict[str, object]) -> Source:
    from wizard.parse.source import read_source

    path = folder / SOURCES / str(row.get("file", ""))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}", hint="Restore it.", where=str(path)) from error
    if hashlib.sha256(data).hexdigest() != row.get("sha256"):
        raise SourceError(
            "it is not the file that was planned with: its SHA-256 differs",
            hint=f"Restore it, or plan the site anew: ez2flex plan CONFIG... -o {folder}",
            where=str(path),
        )
    return read_source(data, path.name)


def read_certificates(folder: Path) -> tuple[Certificate, ...]:
    """The certificates of a site folder, each file named after its router; every unreadable one is reported."""
    from wizard.parse import certificates

    found: list[Certificate] = []
    errors: list[SourceError] = []
    for path in sorted((folder / CERTIFICATES).glob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            found += certificates.read_certificates(path.read_bytes(), path.stem, f"{CERTIFICATES}/{path.name}")
        except SourceError as error:
            errors.append(error)
        except OSError as error:
            errors.append(SourceError(f"it cannot be read: {error.strerror}", hint="Restore it.", where=str(path)))
    if errors:
        raise SourceErrors(tuple(errors))
    return tuple(found)


def save_site(plan: Plan, folder: Path) -> None:
    """Writes plan.toml, secrets.toml and the sources; what a person wrote into plan.toml beside the answers stays."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    if not (folder / ".gitignore").exists():
        write_private(folder / ".gitignore", _GITIGNORE.encode())
    for source in plan.sources:
        path = folder / SOURCES / f"{folder_name(source.device)}.cfg"
        if not path.exists() or path.read_bytes() != source.data:
            write_private(path, source.data)
    write_private(folder / PLAN, _plan_toml(plan, folder / PLAN).encode())
    if plan.secrets or (folder / SECRETS).exists():
        write_private(folder / SECRETS, _secrets_toml(plan).encode())
    _remember(folder)


def _plan_toml(plan: Plan, path: Path) -> str:
    import tomlkit

    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else _fresh()
    document["schema"] = SCHEMA
    _put_sources(plan, document)
    site = {answer.key: answer.value for answer in plan.answers if not answer.device}
    _put(document, ("answers",), site)
    for device in dict.fromkeys([*_tables(document, "device"), *(one.device for one in plan.answers if one.device)]):
        answers = {answer.key: answer.value for answer in plan.answers if answer.device == device}
        _put(document, ("device", device), answers)
    _put_accepted(plan, document)
    return tomlkit.dumps(document)


def _fresh() -> "TOMLDocument":
    import tomlkit

    document = tomlkit.document()
    for row in _HEADER:
        document.add(tomlkit.comment(row))
    document.add("schema", tomlkit.item(SCHEMA))
    return document


def _put_sources(plan: Plan, document: "TOMLDocument") -> None:
    import tomlkit

    rows = tomlkit.aot()
    roles = [("server", plan.server), ("new-hub", plan.new_hub), *(("spoke", spoke) for spoke in plan.spokes)]
    for role, source in roles:
        if source:
            row = tomlkit.table()
            row.update({"role": role, "file": f"{folder_name(source.device)}.cfg", "sha256": source.sha256})
            rows.append(row)
    document["source"] = rows


def _tables(document: "TOMLDocument", key: str) -> list[str]:
    return list(document.get(key, {}))


def _put(document: "TOMLDocument", path: tuple[str, ...], values: dict[str, str]) -> None:
    """Makes the table hold those values and no others, in the order of the questions where it is new."""
    import tomlkit

    table: TOMLDocument | Table = document
    for name in path:
        if name not in table:
            if not values:
                return
            super_table = name == "device"
            table.add(name, tomlkit.table(is_super_table=super_table))
        table = table[name]
    for key in [key for key in table if key not in values]:
        table.remove(key)
    order = [question.key for question in QUESTIONS]
    for key in sorted(values, key=order.index):
        if table.get(key) != values[key]:
            table[key] = values[key]


def _put_accepted(plan: Plan, document: "TOMLDocument") -> None:
    import tomlkit

    document.pop("accepted", None)
    if not plan.accepted:
        return
    rows = tomlkit.aot()
    for one in plan.accepted:
        row = tomlkit.table()
        row.update({"code": one.code, "device": one.device, "reason": one.reason})
        rows.append(row)
    document["accepted"] = rows


def _secrets_toml(plan: Plan) -> str:
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Keys and passwords of this migration. Keep it to yourself."))
    for device in dict.fromkeys(["", *(one.device for one in plan.secrets)]):
        values = {one.key: one.value.reveal() for one in plan.secrets if one.device == device}
        _put(document, ("device", device) if device else ("secrets",), values)
    return tomlkit.dumps(document)


def kept_answers(plan: Plan, folder: Path) -> Plan:
    """The plan with the answers and secrets of the site folder that it will replace."""
    plan = add_answers(plan, folder / PLAN)
    return add_secrets(plan, folder / SECRETS) if (folder / SECRETS).exists() else plan


def add_secrets(plan: Plan, path: Path) -> Plan:
    """The plan with the keys and passwords of a TOML file of the form of secrets.toml."""
    return apply_secrets(plan, _table(path))


def add_answers(plan: Plan, path: Path) -> Plan:
    """The plan with the answers and acceptances of a TOML file of the form of plan.toml."""
    try:
        return apply_answers(plan, answers_of(_table(path)))
    except AnswerError as error:
        error.where = f"{path}: {error.where}" if error.where else str(path)
        raise


def _state_file() -> Path:
    given = os.environ.get("EZ2FLEX_STATE")
    if given:
        return Path(given) / "sites.json"
    from platformdirs import user_state_path

    return user_state_path("ez2flex", appauthor=False) / "sites.json"


def _remember(folder: Path) -> None:
    """Keeps the folder in the list of known sites; a list that cannot be written is no reason to fail."""
    known = [str(folder.resolve()), *(str(one) for one in known_sites() if one != folder.resolve())]
    try:
        write_private(_state_file(), json.dumps(known[:50], indent=1).encode())
    except OSError:
        return


def known_sites() -> tuple[Path, ...]:
    """The site folders that were written on this machine and still exist, the newest first."""
    try:
        known: Iterable[object] = json.loads(_state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(Path(one) for one in known if isinstance(one, str) and is_site(Path(one)))
