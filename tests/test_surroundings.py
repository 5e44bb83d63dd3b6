"""What lies around is not run: files beside the configurations, settings for Python, caches, packages of no lock."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

import dev
from tests.commands import ez2flex, planned
from tests.traps import set_traps, went_off
from wizard.render import templates

UV = """import sys

def main():
    with open(sys.argv[sys.argv.index("--output-file") + 1], "a") as lock:
        lock.write("# compiled by the uv of the lock")
"""
"""A uv that compiles nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder full of traps, and a checkout elsewhere."""

    traps: Path
    sprung: Path
    """Each trap that is run writes its name here."""
    checkout: Path

    def dev_py(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """What the checkout's dev.py says to whoever stands among the traps."""
        return subprocess.run(
            [dev.PYTHON, self.checkout / "dev.py", *arguments],
            cwd=self.traps,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def ran(self) -> list[str]:
        """The traps that were run."""
        return went_off(self.sprung)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Traps, and a checkout that is not set up yet and needs no package."""
    place = Place(traps=tmp_path / "customer", sprung=tmp_path / "sprung", checkout=tmp_path / "check out")
    set_traps(place.traps, place.sprung)
    (place.checkout / "screens").mkdir(parents=True)
    (place.checkout / "screens" / "__init__.py").touch()
    (place.checkout / "screens" / "main.py").write_text("def main():\n    print('started')\n", "utf-8")
    (place.checkout / "tests" / "bench").mkdir(parents=True)
    (place.checkout / "tests" / "bench" / "__main__.py").write_text("print('measured')\n", "utf-8")
    for file in (dev.ROOT / "dev.py", dev.ROOT / "pyproject.toml"):
        shutil.copy(file, place.checkout)
    for lock in dev.LOCKS:
        (place.checkout / lock.name).touch()
    return place


@pytest.mark.slow
def test_files_beside_the_configurations_are_not_run(place: Place) -> None:
    """Whoever stands in a customer's folder and starts dev.py runs nothing of that folder, not even the first time."""
    done = [place.dev_py(command) for command in ("run", "bench")]

    assert [each.stdout.strip() for each in done] == ["started", "measured"], done
    assert place.ran() == []


def test_a_path_for_python_leads_nothing_into_what_is_started(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PYTHONPATH with an empty entry means the folder one stands in; what dev.py starts does not look there."""
    monkeypatch.chdir(place.traps)
    monkeypatch.setenv("PYTHONPATH", os.pathsep)

    assert dev.call([*dev.python(Path(sys.prefix)), "-c", "import subprocess, textual, tomlkit"]) == 0
    assert place.ran() == []


def test_an_isolated_dev_py_heeds_no_path_for_python(place: Place) -> None:
    """`python3 -I dev.py` shuts out what is imported before the first line of dev.py, too."""
    command = [dev.PYTHON, "-I", str(place.checkout / "dev.py")]
    subprocess.run(
        command, cwd=place.traps, env={**os.environ, "PYTHONPATH": os.pathsep}, check=True, capture_output=True
    )

    assert place.ran() == []


@pytest.mark.slow
def test_the_environment_holds_what_its_lock_names_and_nothing_older(place: Place) -> None:
    """No pip or setuptools grows old in it, and a package that a lock names no longer is gone."""
    place.dev_py("run")
    packages = dev.packages(place.checkout / ".venv")
    first = {file.name for file in packages.iterdir()}
    (packages / "left_over.py").touch()
    place.dev_py("run")
    same = {file.name for file in packages.iterdir()}
    (place.checkout / dev.RUNTIME_LOCK.name).write_text("# changed\n", "utf-8")
    place.dev_py("run")

    assert first == {"ez2flex-checkout.pth"}
    assert same == {"ez2flex-checkout.pth", "left_over.py"}
    assert {file.name for file in packages.iterdir()} == first


@pytest.mark.slow
def test_a_python_without_pip_borrows_one(place: Place, tmp_path: Path) -> None:
    """Where Python has only its built-in pip, that one installs from an environment that is thrown away."""
    bare = tmp_path / "bare"
    dev.create_environment(bare, "--without-pip")
    code = "import sys; sys.path.append(sys.argv[1]); import dev; dev.PYTHON = sys.argv[2]; sys.exit(dev.main(['run']))"
    command = [dev.PYTHON, "-P", "-c", code, str(place.checkout), dev.interpreter(bare)]
    done = subprocess.run(
        command, cwd=place.traps, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["started"], done.stderr
    assert {file.name for file in dev.packages(place.checkout / ".venv").iterdir()} == {"ez2flex-checkout.pth"}
    assert place.ran() == []


@pytest.mark.slow
@pytest.mark.parametrize("trusted", [True, False], ids=["its hash", "another hash"])
def test_the_locks_are_compiled_by_the_uv_of_a_lock(place: Place, tmp_path: Path, trusted: bool) -> None:  # noqa: FBT001
    """A uv on the PATH is not run, nor one with other bytes than those that the lock names."""
    wheel = uv_wheel(tmp_path)
    digest = hashlib.sha256(wheel.read_bytes() if trusted else b"").hexdigest()
    (place.checkout / dev.UV_LOCK.name).write_text(f"uv==1 --hash=sha256:{digest}\n", "utf-8")
    path = os.pathsep.join([".", os.environ["PATH"]])
    done = place.dev_py("lock", PATH=path, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    compiled = [
        lock.name for lock in dev.LOCKS if "the uv of the lock" in (place.checkout / lock.name).read_text("utf-8")
    ]

    assert compiled == ([lock.name for lock in dev.LOCKS] if trusted else []), done.stderr
    assert done.returncode == (0 if trusted else 1)
    assert place.ran() == []


def uv_wheel(folder: Path) -> Path:
    """A wheel with a uv of ours."""
    wheel = folder / "uv-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("uv.py", UV)
        archive.writestr("uv-1.dist-info/entry_points.txt", "[console_scripts]\nuv = uv:main\n")
        archive.writestr("uv-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: uv\nVersion: 1\n")
        archive.writestr("uv-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("uv-1.dist-info/RECORD", "")
    return wheel


def test_compiled_templates_of_a_cache_are_not_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, stranger: Path
) -> None:
    """A cache in the home folder may be another user's, as under sudo: it is neither read nor made."""
    site = planned(capsys, tmp_path / "site")
    cache = stranger / ".cache" / "ez2flex" / "templates"
    cache.mkdir(parents=True)
    sprung = tmp_path / "sprung"
    planted = FileSystemBytecodeCache(str(cache))
    environment = templates.environment().overlay(bytecode_cache=planted)
    for name in environment.list_templates(extensions=["j2"]):
        assert environment.loader is not None
        source, filename, _ = environment.loader.get_source(environment, name)
        bucket = planted.get_bucket(environment, name, filename, source)
        bucket.code = compile(f"open({str(sprung)!r}, 'a')", "planted", "exec")
        planted.set_bucket(bucket)
    before = {file.name: file.read_bytes() for file in cache.iterdir()}
    templates.environment.cache_clear()
    done = ez2flex(capsys, "render", site)

    assert before
    assert done.code == 0
    assert not sprung.exists()
    assert {file.name: file.read_bytes() for file in cache.iterdir()} == before


@pytest.mark.parametrize("rubbish", [b"", b"j2", b"\0" * 200])
def test_a_compiled_template_that_is_broken_is_made_again(
    rubbish: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a crash may leave half of one; the same files come out."""
    site = planned(capsys, tmp_path / "site")
    folder = shutil.copytree(templates.FOLDER, tmp_path / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(templates, "FOLDER", folder)
    written = []
    compiled: list[Path] = []
    for _ in range(2):
        templates.environment.cache_clear()
        assert ez2flex(capsys, "render", site).code == 0
        written.append({path.name: path.read_bytes() for path in (site / "out").rglob("*.*")})
        compiled = list((folder / "__pycache__").iterdir())
        for path in compiled:
            path.write_bytes(path.read_bytes()[: len(rubbish) // 100] + rubbish)
    templates.environment.cache_clear()

    assert compiled
    assert written[0] == written[1]
