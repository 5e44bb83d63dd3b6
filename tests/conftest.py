"""What every test shares: where configurations lie, and a machine on which nothing blinks, moves or remembers."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

# Textual reads its environment when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DEBUG", "TEXTUAL"):
    os.environ.pop(_name, None)

# A wizard that a test starts finds what the one before it compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What tests keep for one another is no garbage; to look for some among it at each turn takes a tenth of the time.
gc.set_threshold(50_000)

# Two runs of the same code try the same examples, however slow the machine is.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

TESTS = Path(__file__).resolve().parent

NARROW = (80, 24)
"""The terminal that everything must fit in."""
WIDE = (120, 40)
"""The terminal that the screens are drawn for."""


@pytest.fixture(scope="session")
def configs() -> Path:
    """The folder of whole source configurations."""
    return TESTS / "configs"


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of golden cases: `site/` in, `out/` expected."""
    return TESTS / "golden"


@pytest.fixture(autouse=True)
def stranger(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that holds nothing, so that no test reads or writes what belongs to a person."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    return home


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text field's cursor is frozen: two pictures of the same screen are the same."""
    from textual.widgets import Input, TextArea

    for field in (Input, TextArea):
        monkeypatch.setattr(field.cursor_blink, "_default", False)
