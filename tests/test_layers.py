"""What is imported before it is needed, which a static graph of imports cannot tell."""

import json
import pkgutil
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import screens
import wizard
from tests.golden_cases import GOLDEN

LATE = ("textual", "rich", "ciscoconfparse", "jinja2", "tomlkit", "netmiko", "paramiko", "cryptography")
"""Packages that a command pays for only where it uses them."""


def imported(module: str) -> set[str]:
    """The top-level packages that a fresh interpreter has once it has imported a module."""
    code = f"import json, sys, {module}; print(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["wizard.cli", "screens.main"])
def test_a_command_starts_without_the_packages_it_may_not_need(module: str) -> None:
    """`ez2flex --version` waits for no terminal library, parser or template engine."""
    early = imported(module).intersection(LATE)

    assert not early


@pytest.mark.parametrize("words", [["--version"], ["{site}"], []], ids=["version", "a site", "nothing"])
def test_the_first_screen_waits_for_no_command(words: list[str], tmp_path: Path) -> None:
    """Neither the version nor the wizard on a site needs the table of commands, their parser or a search for slips."""
    site = tmp_path / "site-spoke1"
    shutil.copytree(GOLDEN / "guide-reuse" / "site", site)
    typed = [word.format(site=site) for word in words]
    # Without a terminal numbered text would follow, which needs what every page does.
    wizard_of_text = "screens.linear.new_wizard = lambda **_: None; screens.linear.ran = lambda *_: 0"
    begin = f"import sys, screens.linear; {wizard_of_text}; from screens.main import main"
    code = f"{begin}; main({typed!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())

    assert "screens.main" in imported
    assert not imported & {"wizard.cli.command_table", "wizard.did_you_mean", "argparse", "difflib"}


def test_no_package_offers_a_name_that_one_of_its_modules_has() -> None:
    """Once the module is imported it stands in the place of what is offered, and is called as if it were that."""
    for root in (wizard, screens):
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if found.ispkg:
                package = import_module(found.name)
                modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
                assert not modules & set(getattr(package, "__all__", ())), found.name
