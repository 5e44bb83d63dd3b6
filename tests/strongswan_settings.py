"""Reads texts as strongSwan reads its settings: by a reader of the tests' own, and by that of the library itself.

As a program it reads a list of texts as JSON and gives what the library finds in each at the keys of PROBES.
"""

import ctypes
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROBES = ("before", "place.value", "place.after", "after")

_LIBRARY = next((path for path in Path("/usr/lib/ipsec").glob("libstrongswan.so.[0-9]*")), None)

LACKS_LIBRARY = "" if _LIBRARY else "libstrongswan is missing"


def by_the_library(texts: list[str]) -> list[dict[str, str | None]]:
    """What strongSwan's own reader finds in each text; None where it finds nothing."""
    program = [sys.executable, str(Path(__file__).resolve())]
    done = subprocess.run(program, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found: list[dict[str, str | None]] = json.loads(done.stdout)
    return found


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WORD = re.compile(r'[^#{}"\s]+')
_NAME = re.compile(r'[^#{}:.,="\s]+')
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "\n": ""}

Section = dict[str, "Section | str"]


def read_settings(text: str) -> Section:
    """The sections and values of a text; ValueError where it is not of the grammar."""
    reader = _Reader(text)
    found = reader.section()
    if reader.place != len(text):
        raise ValueError(text[reader.place :][:40])
    return found


@dataclass
class _Reader:
    text: str
    place: int = 0

    def section(self) -> Section:
        found: Section = {}
        while self.rest().strip() and not self.takes(r"\s*\}"):
            if self.takes(r"\s*(#[^\n]*)?\n"):
                continue
            name = self.takes(r"\s*" + _NAME.pattern)
            if not name or name.strip() == "include":
                raise ValueError(self.rest()[:40])
            found[name.strip()] = self.section() if self.takes(r"\s*\{") else self.value()
        self.takes(r"\s*$")
        return found

    def value(self) -> str:
        if not self.takes(r"[ \t]*="):
            raise ValueError(self.rest()[:40])
        parts = []
        while part := self.takes(r"[ \t\r]*" + _STRING.pattern) or self.takes(r"[ \t\r]*" + _WORD.pattern):
            string = _STRING.fullmatch(part.strip(" \t\r"))
            parts.append(_unescaped(string[1].replace("\r", "")) if string else part.strip())
        return " ".join(parts)

    def rest(self) -> str:
        return self.text[self.place :]

    def takes(self, pattern: str) -> str:
        match = re.compile(pattern, re.DOTALL).match(self.text, self.place)
        if match is None:
            return ""
        self.place = match.end()
        return match[0]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPED.get(match[1], match[1]), text, flags=re.DOTALL)


class _Settings(ctypes.Structure):
    # The first function of the interface; nothing else of it is used.
    _fields_ = (("get_str", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)),)


def _main() -> None:
    library = ctypes.CDLL(str(_LIBRARY))
    library.library_init(None, b"tests")
    create = library.settings_create_string
    create.restype = ctypes.POINTER(_Settings)
    found = []
    for text in json.load(sys.stdin):
        settings = create(text.encode())
        values = {probe: settings.contents.get_str(settings, probe.encode(), None) for probe in PROBES}
        found.append({probe: value.decode() if value is not None else None for probe, value in values.items()})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main()
