"""What pyproject.toml asks for, and what the locks hold."""

import re
import tomllib
from pathlib import Path

import dev

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))


def pins(lock: Path) -> dict[str, str]:
    """The packages of a lock and their versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))
