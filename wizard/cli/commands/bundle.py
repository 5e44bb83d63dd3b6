"""`ez2flex bundle`."""

import os
from argparse import Namespace
from pathlib import Path

from wizard.bundle import archive
from wizard.bundle import bundle as copy_of
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.errors import OutputError, SiteRefused
from wizard.site import OUT, PLAN, SECRETS, SOURCES, read_site
from wizard.site.atomic_replace import SiteFolder

_ACCOUNTED_FOR = {PLAN, SECRETS, SOURCES, OUT, ".gitignore", ".lock"}
"""What a site folder holds that the copy has, or says a sentence of its own about."""


def bundle(arguments: Namespace) -> Exit:
    """Writes the copy of a site that may be mailed, and says what it took out."""
    folder = Path(arguments.site)
    plan = read_site(folder)
    with SiteFolder(folder) as opened:
        others = [name for name in opened.names() if name not in _ACCOUNTED_FOR]
    name = folder.resolve().name or "site"
    made = copy_of(plan, others)
    path = Path(arguments.output or f"{name}-bundle.zip")
    _write(path, archive(made, name))
    if arguments.json:
        data_json({"archive": str(path), "files": list(made.files), "taken_out": list(made.taken_out)})
    else:
        data(str(path))
    tell("\n".join(made.taken_out))
    return Exit.DONE


def _write(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet and that its owner alone can read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise SiteRefused(
            "it is there already, and nothing is written over it",
            hint="Name another file with -o, or remove this one.",
            where=str(path),
        ) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        hint = "Nothing is left of it. Mend that, or name another file with -o."
        raise OutputError(f"it cannot be written: {error.strerror}", hint=hint, where=str(path)) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
