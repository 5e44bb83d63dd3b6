"""The project holds together: its version, its locks, and the file that sets it up."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev
import wizard
from tests import oracle
from tests.locks import PROJECT, pins

INSTALLING = (dev.ROOT / "pyproject.toml", dev.ROOT / "dev.py", *dev.LOCKS)
SOURCES = sorted(file for folder in ("wizard", "screens", "tests") for file in (dev.ROOT / folder).rglob("*.py"))


def outside(lock: Path, requirements: Iterable[str]) -> list[str]:
    """The requirements that a lock does not meet."""
    pinned = pins(lock)
    wanted = [Requirement(text) for text in requirements]
    return [str(each) for each in wanted if not each.specifier.contains(pinned.get(each.name, "0"))]


def dev_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What dev.py says to a command line, with nobody at the terminal."""
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=dev.ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_version_is_the_same_everywhere() -> None:
    """`ez2flex --version` and the package that was installed agree."""
    assert wizard.__version__ == PROJECT["project"]["version"]


def test_the_changelog_begins_with_this_version() -> None:
    """Whoever reads the changelog finds the version they have on top."""
    headings = re.findall(r"^## (\S+)", (dev.ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert headings[0] == wizard.__version__


def test_the_locks_meet_what_the_project_asks_for() -> None:
    """A dependency that was added or raised in pyproject.toml is in the lock too."""
    runtime = PROJECT["project"]["dependencies"]
    development = PROJECT["dependency-groups"]["dev"]

    assert not outside(dev.RUNTIME_LOCK, runtime)
    assert not outside(dev.DEVELOPMENT_LOCK, [*runtime, *development])
    assert not outside(dev.UV_LOCK, PROJECT["dependency-groups"]["lock"])


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    """The lock for development holds all of the lock for running, at the same versions."""
    assert pins(dev.RUNTIME_LOCK).items() <= pins(dev.DEVELOPMENT_LOCK).items()


@pytest.mark.parametrize("lock", dev.LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    """What is installed is what was locked, wherever it comes from; a lock has no line that says anything else."""
    text = lock.read_text("utf-8").replace(" \\\n", " ")
    pin = r"[a-z0-9-]+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+"

    assert text
    assert [line for line in text.splitlines() if not re.fullmatch(pin, line)] == []


def test_uv_is_told_nothing_by_a_folder_above() -> None:
    """A uv.toml in a folder above the checkout could name an index; uv stops looking at a table of its own."""
    assert "uv" in PROJECT["tool"]


@pytest.mark.parametrize("file", [*INSTALLING, dev.ROOT / ".ci" / "run"], ids=lambda file: file.name)
def test_no_file_that_installs_names_an_index(file: Path) -> None:
    """Packages come from wherever the user's pip is told to look."""
    text = re.sub(r"--no-emit-(index-url|find-links)", "", file.read_text("utf-8"))

    assert not re.findall(r"https?:|index-url|find-links|trusted-host|simple/", text)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(dev.ROOT).as_posix())
def test_a_file_is_short_enough_to_read(file: Path) -> None:
    """No source file is longer than 400 lines."""
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_dev_py_says_what_it_can_do() -> None:
    """Without a command, dev.py prints its commands."""
    done = dev_py()

    assert done.returncode == 0
    assert all(f"dev.py {command}" in done.stdout for command in dev.COMMANDS)


def test_dev_py_refuses_a_command_it_does_not_have() -> None:
    """A mistyped command is a usage error that shows the commands."""
    done = dev_py("tset")

    assert done.returncode == 64
    assert "no command 'tset'" in done.stderr
    assert "dev.py test" in done.stderr


def test_an_older_python_gets_one_sentence() -> None:
    """On Python 3.10 dev.py says what it needs instead of failing in its middle."""
    code = "import runpy, sys; sys.version_info = (3, 10, 12); runpy.run_path('dev.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=dev.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("ez2flex needs Python 3.11 or later; this is Python 3.10.")
    assert len(done.stderr.splitlines()) == 1


def test_without_a_terminal_the_practice_site_is_carried_through() -> None:
    """`python3 dev.py run` waits for nobody where nobody can answer."""
    code = "import dev; print(*dev.practice())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=dev.ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["demo", "--headless"]


def test_behind_two_dashes_ez2flex_gets_just_what_stands_there() -> None:
    """`dev.py run --` is `ez2flex` alone, which lists the known sites; `dev.py run` is the practice site."""
    assert dev.asked(["--"]) == []
    assert dev.asked(["--", "check", "--json", "site"]) == ["check", "--json", "site"]
    assert dev.asked(["plan", "--", "a.cfg"]) == ["plan", "--", "a.cfg"]
    assert dev.asked([]) == dev.practice()


def test_the_tests_that_are_asked_for_are_named_and_coverage_is_counted_apart() -> None:
    """`dev.py test FILE` prints the tests of the file; counting what all of them walk takes twice as long."""
    every, some = dev.tests([]), dev.tests(["tests/test_layers.py"])

    assert not [word for word in (*every, *some) if word.startswith("--cov")]
    assert some[-2:] == ("-v", "tests/test_layers.py")


def test_a_lock_that_changed_is_noticed(tmp_path: Path) -> None:
    """An environment is set up anew when a lock has other bytes, and only then."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("jinja2==3.1.6\n", "utf-8")
    before = dev.digest(lock)
    lock.write_text("jinja2==3.1.7\n", "utf-8")

    assert before == hashlib.sha256(b"jinja2==3.1.6\n").hexdigest()
    assert dev.digest(lock) != before


@pytest.mark.parametrize(
    ("release", "judge"),
    [
        ("17.09.04a", "1791"),
        ("17.12.1", "17121"),
        ("17.15.03", "17121"),
        ("26.1.1", "2611"),
        ("17.9", "1791"),
        ("16.9.5", "all"),
        ("15.7", "all"),
        ("15.2(4)M1", "all"),
        ("", "all"),
    ],
)
def test_a_device_is_judged_by_the_newest_release_not_later_than_its_own(release: str, judge: str) -> None:
    """The syntax check reads each golden file as the device that it is for would."""
    assert oracle.judged_as(release, ["16121", "1731", "1791", "17121", "2611"]) == judge


def test_a_rejected_line_passes_only_in_a_form_that_a_manual_shows() -> None:
    """What the checker's model gets wrong is a row of its own; whatever else it rejects stays rejected."""
    assert oracle.taken_by_a_router("ip access-list resequence 150 1 2")
    assert oracle.taken_by_a_router("ip access-list resequence INTERNET 10 10")
    assert not oracle.taken_by_a_router("ip access-list resequence INTERNET 10")
    assert not oracle.taken_by_a_router("ip access-list extended 150 1 2")
    assert not oracle.taken_by_a_router("match identity remote fqdn")
