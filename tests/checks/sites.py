"""Small sites in folders: what runs on each router before and after, as views for the checks."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.model.certificate import Certificate
from wizard.model.configuration import Configuration, Line, read_written
from wizard.model.role import Role
from wizard.parse.certificates import read_certificates
from wizard.parse.release import known_release
from wizard.parse.sources import read_source

CHECKS = Path(__file__).parent
STANDARD = CHECKS / "site"
"""The site that is right; a case has only the files that differ from it."""


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What `meta.toml` of a case says."""

    about: str
    releases: dict[str, str]
    answers: dict[str, str]
    """By key, or by device and key: `spoke.management_access`."""
    read_on: date
    """The day by which certificates are judged."""
    hits: tuple[dict[str, str], ...] = ()
    """What the check says of it: device, line, message."""


def meta(folder: Path) -> Meta:
    """The case's own `meta.toml` over that of the standard site."""
    standard, own = (_toml(place / "meta.toml") for place in (STANDARD, folder))
    return Meta(
        about=own.get("about", ""),
        releases={**standard["releases"], **own.get("releases", {})},
        answers={**standard["answers"], **own.get("answers", {})},
        read_on=own.get("read_on", standard["read_on"]),
        hits=tuple(own.get("hit", ())),
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def site(folder: Path) -> SiteView:
    """The site of a case: hub.cfg, spoke.cfg, more spokes, server.cfg.

    before-NAME.cfg is what runs now, NAME.txt the router's certificates as it shows them.
    """
    names = sorted({path.stem for place in (STANDARD, folder) for path in place.glob("*.cfg")})
    views = {name: device(folder, name) for name in names if not name.startswith("before-")}
    return SiteView(
        hub=views["hub"],
        spokes=tuple(view for name, view in views.items() if name.startswith("spoke")),
        server=views.get("server"),
    )


def device(folder: Path, name: str) -> DeviceView:
    """One router of a case."""
    facts = meta(folder)
    baseline = _read(folder, f"before-{name}")
    return DeviceView(
        device=name,
        role=Role.SPOKE if name.startswith("spoke") else Role(name),
        baseline=baseline,
        target=Configuration(_numbered(_read(folder, name).lines, baseline.lines)),
        release=known_release(facts.releases.get(name, facts.releases["hub"])),
        answer=lambda key: facts.answers.get(f"{name}.{key}", facts.answers.get(key, "")),
        certificates=_certificates(folder, name),
        read_on=facts.read_on,
    )


def _certificates(folder: Path, name: str) -> tuple[Certificate, ...]:
    for path in (place / f"{name}.txt" for place in (folder, STANDARD)):
        if path.exists():
            return read_certificates(path.read_bytes(), name, f"certificates/{path.name}")
    return ()


def _read(folder: Path, name: str) -> Configuration:
    for place in (folder, STANDARD):
        path = place / f"{name}.cfg"
        if path.exists():
            return Configuration(_counted(path.read_text(encoding="utf-8")) if "before" in name else _made(path))
    return Configuration(())


def _made(path: Path) -> tuple[Line, ...]:
    return read_written(path.read_text(encoding="utf-8"))


def _counted(text: str) -> tuple[Line, ...]:
    if "crypto pki certificate chain" in text:
        return read_source(text.encode(), "before.cfg").configuration.lines
    numbers = iter(number for number, row in enumerate(text.splitlines(), 1) if row.strip(" !"))

    def counted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line._replace(number=next(numbers), children=counted(line.children)) for line in lines)

    return counted(read_written(text))


def _numbered(after: tuple[Line, ...], before: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines after the change, each that stood there before with its number."""
    known = {line.text: line for line in before}

    def one(line: Line) -> Line:
        old = known.get(line.text)
        return line._replace(number=old.number, children=_numbered(line.children, old.children)) if old else line

    return tuple(one(line) for line in after)
