#!/usr/bin/env python3
"""Set up and run ez2flex from its checkout; needs Python 3.11 or later with pip, and nothing else.

python3 dev.py run             the wizard on the built-in practice site; without a terminal, that site carried through
python3 dev.py run ARG...      ez2flex ARG...
python3 dev.py run -- [ARG...] the same, also without ARG: the sites that ez2flex knows
python3 dev.py test [ARG...]   everything that must hold: format, lint, types, contracts, tests (ARG... goes to pytest)
python3 dev.py check           the same without the tests
python3 dev.py coverage        the tests, and which lines of the core they do not walk; fails below 95 %
python3 dev.py bench [NAME...] the speed of ez2flex as ratios against yardsticks measured in the same run
python3 dev.py lock [ARG...]   compile the locks anew from pyproject.toml (ARG... goes to uv, such as --upgrade)
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever has an older one
    sys.exit(
        "ez2flex needs Python 3.11 or later; this is Python %d.%d. " % sys.version_info[:2]  # noqa: UP031
        + "Start dev.py with a newer one, such as: python3.12 dev.py run"
    )

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON: str = getattr(sys, "_base_executable", "") or sys.executable
"""The Python that runs this file, outside any environment that it may be in."""
RUNTIME_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"
UV_LOCK = ROOT / "requirements-uv.lock"

LOCKS: dict[Path, tuple[str, ...]] = {
    RUNTIME_LOCK: ("pyproject.toml",),
    DEVELOPMENT_LOCK: ("pyproject.toml", "--group", "dev", "--constraint", RUNTIME_LOCK.name),
    UV_LOCK: ("--group", "lock"),
}
"""What each lock is compiled from, in this order; uv, which compiles them, has one of its own."""

KEPT_OF_PYTHON = (
    "PYTHONDEVMODE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHASHSEED",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "PYTHONUTF8",
)
"""The variables for Python that reach what is started; any other may name something to import."""

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("contracts", ("lint-imports", "--no-logo")),
)
"""What `check` runs and what each is called in the summary; every command is a program of the environment."""


def main(arguments: list[str]) -> int:
    """Carry out one command and give its exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        return usage(f"dev.py has no command {arguments[0]!r}.")
    return command(arguments[1:])


def run(arguments: list[str]) -> int:
    """Run ez2flex from the checkout, in the folder the user stands in."""
    start = "import sys; from screens.main import main; sys.exit(main())"
    return call([*environment(RUNTIME_LOCK), "-c", start, *asked(arguments)])


def asked(arguments: list[str]) -> list[str]:
    """The arguments that ez2flex gets: behind `--` just those, else the practice site where there are none."""
    return arguments[1:] if arguments[:1] == ["--"] else arguments or practice()


def practice() -> list[str]:
    """The arguments that open the practice site, or carry it through where nobody can answer."""
    return ["demo"] if sys.stdin.isatty() and sys.stdout.isatty() else ["demo", "--headless"]


def test(arguments: list[str]) -> int:
    """Run the checks and the tests, all of them even where one fails."""
    environment(DEVELOPMENT_LOCK)
    failed = failures(CHECKS)
    return verdict(failed + failures([("tests", tests(arguments))]))


def tests(arguments: list[str]) -> tuple[str, ...]:
    """The command that runs the tests; those that are asked for by their names."""
    # Tests that stand together share what a process keeps; by and by the processes would be given every other one.
    spread = ("-n", "auto", "--dist", "worksteal")
    return ("pytest", *spread, *(("-v", *arguments) if arguments else ()))


def coverage(arguments: list[str]) -> int:
    """Run the tests and count the lines of the core that they walk, which takes twice as long."""
    if arguments:
        return usage("coverage takes no arguments.")
    environment(DEVELOPMENT_LOCK)
    return verdict(failures([("coverage", (*tests([]), "--cov", "--cov-report=term"))]))


def check(arguments: list[str]) -> int:
    """Run format, lint, types and contracts."""
    if arguments:
        return usage("check takes no arguments.")
    environment(DEVELOPMENT_LOCK)
    return verdict(failures(CHECKS))


def bench(arguments: list[str]) -> int:
    """Measure the speed of ez2flex."""
    return call([*environment(RUNTIME_LOCK), "-m", "tests.bench", *arguments])


def lock(arguments: list[str]) -> int:
    """Compile the locks from pyproject.toml; they name packages and hashes, and no index or host."""
    words = "--universal --python-version 3.11 --generate-hashes --no-build --no-emit-index-url --no-emit-find-links"
    options = [*words.split(), "--no-header", "--no-annotate", "--quiet"]
    with tempfile.TemporaryDirectory(prefix="ez2flex-lock-") as scratch:
        create_environment(Path(scratch), "--without-pip")
        install(UV_LOCK, Path(scratch))
        uv = scripts(Path(scratch)) / ("uv.exe" if os.name == "nt" else "uv")
        for output, sources in LOCKS.items():
            asked = ["pip", "compile", *sources, *options, "--output-file", output.name, *arguments]
            if code := call([str(uv), *asked], cwd=ROOT):
                return code
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "coverage": coverage,
    "bench": bench,
    "lock": lock,
}


def failures(steps: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Run each step from the checkout and give the names of those that failed."""
    failed = []
    for name, (program, *arguments) in steps:
        tell(f"== {name}: {' '.join((program, *arguments))}")
        if call([str(scripts(VENV) / program), *arguments], cwd=ROOT):
            failed.append(name)
    return failed


def verdict(failed: list[str]) -> int:
    """Name what failed, and give the exit code."""
    if failed:
        tell(f"== failed: {', '.join(failed)}")
    return 1 if failed else 0


def environment(lock: Path) -> list[str]:
    """The Python of `.venv` with everything that a lock names, set up first where it is not yet."""
    if outdated():
        shutil.rmtree(VENV, ignore_errors=True)
        tell(f"Setting up {VENV} (this takes some seconds, once) ...")
        create_environment(VENV, "--without-pip")
        path_file(VENV, "ez2flex-checkout", ROOT)
        stamp("python", version())
    if not stamped(lock.name, digest(lock)):
        install(lock, VENV)
        # The lock for development holds all of the one for running.
        for installed in {lock, RUNTIME_LOCK}:
            stamp(installed.name, digest(installed))
    return python(VENV)


def outdated() -> bool:
    """Whether `.venv` is missing, made for something else, or made from a lock that has changed since."""
    changed = [lock for lock in LOCKS if stamp_file(lock.name).exists() and not stamped(lock.name, digest(lock))]
    return bool(changed) or not stamped("python", version()) or not Path(interpreter(VENV)).exists()


def install(lock: Path, folder: Path) -> None:
    """Install what a lock names into an environment: wheels, by hash, so that no package runs code of its own."""
    tell(f"Installing {lock.name} ...")
    options = "-qq --disable-pip-version-check --no-input --require-hashes --no-deps --only-binary :all:"
    with pip(folder) as installer:
        code = call([*installer, "install", *options.split(), "--requirement", str(lock)])
    if code:
        sys.exit(
            f"The packages of {lock.name} could not be installed; pip's own words are above.\n"
            "pip needs the network once, or the index or folder of packages that it is configured for; "
            "once they are installed, no network is needed. "
            "It takes wheels only: to build a package would run what no hash names."
        )


def create_environment(folder: Path, *options: str) -> None:
    """Make a virtual environment."""
    if call([PYTHON, "-P", "-m", "venv", *options, str(folder)]):
        sys.exit(
            f"The environment {folder} could not be made; Python's own words are above.\n"
            "Where it has no venv, on Debian and Ubuntu: apt install python3-venv"
        )


@contextmanager
def pip(folder: Path) -> Iterator[list[str]]:
    """A pip that installs into an environment without being part of it, so that none grows old there."""
    into = ["-m", "pip", "--python", interpreter(folder)]
    if succeeds([PYTHON, "-P", *into, "--version"]):
        yield [PYTHON, "-P", *into]
        return
    if not importlib.util.find_spec("ensurepip"):
        sys.exit(
            "This Python has neither pip 22.3 or later nor ensurepip, so that nothing can be installed. "
            "On Debian and Ubuntu: apt install python3-venv"
        )
    with tempfile.TemporaryDirectory(prefix="ez2flex-pip-") as scratch:
        create_environment(Path(scratch))
        yield [*python(Path(scratch)), *into]


def path_file(folder: Path, name: str, importable: Path) -> None:
    """Make what lies in another folder importable in an environment."""
    (packages(folder) / f"{name}.pth").write_text(f"{importable}\n", encoding="locale")


def packages(folder: Path) -> Path:
    """Where an environment keeps its packages."""
    return Path(sysconfig.get_path("purelib", scheme="venv", vars={"base": str(folder), "platbase": str(folder)}))


def scripts(folder: Path) -> Path:
    """Where an environment keeps its programs."""
    return folder / ("Scripts" if os.name == "nt" else "bin")


def interpreter(folder: Path) -> str:
    """The Python of an environment."""
    return str(scripts(folder) / ("python.exe" if os.name == "nt" else "python"))


def python(folder: Path) -> list[str]:
    """How the Python of an environment is started, so that it imports nothing from the folder one stands in."""
    return [interpreter(folder), "-P"]


def version() -> str:
    """What an environment was made with and for: it does not survive another Python or another place."""
    return "{}.{} {}, without pip".format(*sys.version_info[:2], ROOT)


def digest(lock: Path) -> str:
    """The SHA-256 of a lock."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def stamp_file(name: str) -> Path:
    """Where the environment keeps what it was set up with."""
    return VENV / f"{name}.stamp"


def stamped(name: str, value: str) -> bool:
    """Whether the environment was set up with this value."""
    return stamp_file(name).is_file() and stamp_file(name).read_text("utf-8") == value


def stamp(name: str, value: str) -> None:
    """Keep what the environment was set up with."""
    stamp_file(name).write_text(value, "utf-8")


def call(command: list[str], *, cwd: Path | None = None) -> int:
    """Run a command to its end and give its exit code; an interrupt is the command's to answer."""
    process = subprocess.Popen(command, cwd=cwd, env=surroundings())
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def succeeds(command: list[str]) -> bool:
    """Whether a command exits with 0; what it says is not shown."""
    return not subprocess.run(command, env=surroundings(), capture_output=True, check=False).returncode


def surroundings() -> dict[str, str]:
    """The environment variables without those that tell Python to import something from somewhere."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in KEPT_OF_PYTHON or not name.upper().startswith("PYTHON")
    }


def tell(text: str) -> None:
    """Say something to the person, apart from what the command prints."""
    print(text, file=sys.stderr, flush=True)


def usage(problem: str) -> int:
    """Say what was wrong with the command line."""
    tell(f"{problem}\n\n{(__doc__ or '').strip()}")
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
