"""What is imported before it is needed, which a static graph of imports cannot tell."""

import json
import subprocess
import sys

import pytest

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
