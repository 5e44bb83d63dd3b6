"""The commands as a shell sees them: words in; exit code, standard output and standard error out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wizard.cli import main

CONFIGS = Path(__file__).resolve().parent / "configs"

COMPLETE = ("server-dvti.cfg", "spoke-nem-classic.cfg")
"""A site that is planned without an answer."""

GUIDE = ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
"""A site whose spoke lacks `aaa new-model` and a local user: two answers are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # one shape a command
        """Standard output as JSON."""
        return json.loads(self.out)


def ez2flex(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Done:
    """Carries out one command."""
    capsys.readouterr()
    code = main([str(word) for word in words])
    written = capsys.readouterr()
    return Done(code=code, out=written.out, err=written.err)


def configurations(*names: str) -> list[str]:
    """The paths of configurations of the tests."""
    return [str(CONFIGS / name) for name in names]


def planned(capsys: pytest.CaptureFixture[str], folder: Path, *names: str, words: tuple[str, ...] = ()) -> Path:
    """A site folder planned from configurations of the tests."""
    done = ez2flex(capsys, "plan", *configurations(*(names or COMPLETE)), "-o", folder, *words)

    assert done.code == 0, done.err
    return folder
