"""A site in which every name is as long as IOS lets it be."""

import re
from pathlib import Path

from tests.conftest import TESTS

LONGEST = 63
FILES = ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg", "new-hub-present.cfg")
_NAMES = (
    "FENN-BRANCH-PROFILE",
    "FENN-BRANCH-IPSEC",
    "FENN-BRANCH",
    "FENN-XAUTH",
    "FENN-GROUPS",
    "FENN-3DES",
    "FENN-AES",
    "NAT-HQ",
    "WAN-IN",
)
"""Profiles, groups, transform sets and lists of the sources."""
_HOST = re.compile(r"^hostname (\S+)", re.MULTILINE)


def host(number: int) -> str:
    """The host name of the router of that number: the names differ at their end alone."""
    return f"{'r' * (LONGEST - 1)}{number}"


def longest_name(name: str) -> str:
    """The name, as long as it may be."""
    return f"{name}-{'x' * (LONGEST - 1 - len(name))}"


_ADDRESS = re.compile(r"\b(?!(?:255|0)\.)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b")
"""An address or a network, and no mask."""


def longest_address(found: re.Match[str]) -> str:
    """The address with three digits in every number, one of a network's zeros stays."""
    *numbers, last = (int(number) for number in found.groups())
    long = [number + 100 if number < 100 else number for number in numbers]
    return ".".join(map(str, (*long, last + 100 if 0 < last < 100 else last)))


def with_longest_names(folder: Path, *, addresses: bool = False) -> tuple[Path, ...]:
    """The configurations of a server, two spokes and a new hub in that folder; also with addresses of 15 digits."""
    files = []
    for number, name in enumerate(FILES):
        text = (TESTS / "configs" / name).read_text("utf-8")
        found = _HOST.search(text)
        assert found
        text = text.replace(found[1], host(number))
        text = re.sub("|".join(_NAMES), lambda named: longest_name(named.group()), text)
        text = _ADDRESS.sub(longest_address, text) if addresses else text
        path = folder / name
        path.write_text(text, "utf-8")
        files.append(path)
    return tuple(files)
