"""The wheel: what travels in it, and that it works where there is no checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import dev
from tests.traps import set_traps, went_off

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=dev.ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ez2flex` of a fresh environment that has the wheel, and what it depends on from this one."""
    folder = tmp_path_factory.mktemp("environment")
    dev.create_environment(folder, "--without-pip")
    with dev.pip(folder) as pip:
        install = [*pip, "install", "-qq", "--no-index", "--no-deps", "--disable-pip-version-check", str(wheel)]
        subprocess.run(install, check=True)
    dev.path_file(folder, "dependencies", Path(sysconfig.get_path("purelib")))
    program = shutil.which("ez2flex", path=str(dev.scripts(folder)))
    assert program is not None, "the wheel installs no ez2flex"
    return Path(program)


def test_the_wheel_holds_every_template_and_stylesheet(wheel: Path) -> None:
    """Nothing that is read at run time stays behind in the checkout."""
    travelling = {".py", ".j2", ".tcss", ".cfg", ".toml"}
    checkout = {
        file.relative_to(dev.ROOT).as_posix()
        for package in ("wizard", "screens", "templates")
        for file in (dev.ROOT / package).rglob("*")
        if file.suffix in travelling
    }

    assert checkout <= set(zipfile.ZipFile(wheel).namelist())


def test_the_man_page_is_installed_where_man_looks(installed: Path) -> None:
    """`man` finds the page of a program beside the folder that the program lies in."""
    page = installed.parents[1] / "share" / "man" / "man1" / "ez2flex.1"

    assert page.read_bytes() == (dev.ROOT / "docs" / "ez2flex.1").read_bytes()


def test_the_installed_command_explains_offline(installed: Path, tmp_path: Path) -> None:
    """The pages of docs/ travel with the package, and are found where there is no checkout."""
    done = subprocess.run([installed, "explain", "site-folder"], cwd=tmp_path, check=True, capture_output=True)

    assert done.stdout == (dev.ROOT / "docs" / "site-folder.md").read_bytes()


@pytest.mark.parametrize("surroundings", ["empty", "traps"])
def test_the_installed_command_renders_the_golden_files(
    installed: Path, golden: Path, tmp_path: Path, surroundings: str
) -> None:
    """`ez2flex render` writes the same bytes anywhere, and nothing of the folder it runs in is loaded."""
    case = min(golden.glob("*/site")).parent
    site = Path(shutil.copytree(case / "site", tmp_path / "site"))
    folder = tmp_path / surroundings
    folder.mkdir()
    sprung = tmp_path / "sprung"
    if surroundings == "traps":
        set_traps(folder, sprung)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([installed, "render", site], cwd=folder, env=environment, check=True, capture_output=True)

    assert contents(site / "out") == contents(case / "out")
    assert went_off(sprung) == []


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
