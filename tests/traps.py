"""A folder full of files that have the name of something that ez2flex imports, reads or runs."""

from pathlib import Path

import dev

TRAPS = (
    "ensurepip.py",
    "hashlib.py",
    "jinja2.py",
    "pip.py",
    "pip/__init__.py",
    "pip/__main__.py",
    "screens/__init__.py",
    "screens/main.py",
    "site.py",
    "sitecustomize.py",
    "subprocess.py",
    "templates/__init__.py",
    "tests/__init__.py",
    "tests/bench/__main__.py",
    "textual.py",
    "tomlkit.py",
    "usercustomize.py",
    "venv.py",
    "venv/__main__.py",
    "wizard/__init__.py",
)
"""What a folder of configurations may hold that has the name of something that ez2flex imports."""


def set_traps(folder: Path, sprung: Path) -> None:
    """Fill a folder with modules and a program that write their name into a file when run, and with false templates."""
    for name in TRAPS:
        trap = folder / name
        trap.parent.mkdir(parents=True, exist_ok=True)
        trap.write_text(f"with open({str(sprung)!r}, 'a') as file:\n    file.write('{name}\\n')\n", "utf-8")
    uv = folder / "uv"
    uv.write_text(f"#!/bin/sh\necho uv >> '{sprung}'\n", "utf-8")
    uv.chmod(0o755)
    for template in (dev.ROOT / "templates").rglob("*.j2"):
        false = folder / template.relative_to(dev.ROOT)
        false.parent.mkdir(parents=True, exist_ok=True)
        false.write_text("! not ours\n", "utf-8")


def went_off(sprung: Path) -> list[str]:
    """The traps that were run."""
    return sprung.read_text("utf-8").split() if sprung.exists() else []
