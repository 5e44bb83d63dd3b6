#!/usr/bin/env python3
"""Set up and run ez2flex from its checkout; needs Python 3.11 or later with pip, and nothing else.

python3 dev.py run             the wizard on the built-in practice site; without a terminal, that site carried through
python3 dev.py run ARG...      ez2flex ARG...
python3 dev.py test [ARG...]   everything that must hold: format, lint, types, contracts, tests (ARG... goes to pytest)
python3 dev.py check           the same without the tests
python3 dev.py bench [NAME...] the speed of ez2flex as ratios against yardsticks measured in the same run
python3 dev.py lock [ARG...]   compile the two locks anew from pyproject.toml (ARG... goes to uv, such as --upgrade)
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
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"

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
    return call([environment(RUNTIME_LOCK), "-P", "-c", start, *(arguments or practice())])


def practice() -> list[str]:
    """The arguments that open the practice site, or carry it through where nobody can answer."""
    return ["demo"] if sys.stdin.isatty() and sys.stdout.isatty() else ["demo", "--headless"]


def test(arguments: list[str]) -> int:
    """Run the checks and the tests, all of them even where one fails."""
    environment(DEVELOPMENT_LOCK)
    failed = failures(CHECKS)
    # Part of the tests cannot cover all of the core.
    limit = ["--cov-fail-under=0"] if arguments else []
    tests = ("pytest", "--cov", "--cov-report=term", "-n", "auto", *limit, *arguments)
    return verdict(failed + failures([("tests", tests)]))


def check(arguments: list[str]) -> int:
    """Run format, lint, types and contracts."""
    if arguments:
        return usage("check takes no arguments.")
    environment(DEVELOPMENT_LOCK)
    return verdict(failures(CHECKS))


def bench(arguments: list[str]) -> int:
    """Measure the speed of ez2flex."""
    return call([environment(RUNTIME_LOCK), "-P", "-m", "tests.bench", *arguments])


def lock(arguments: list[str]) -> int:
    """Compile both locks from pyproject.toml; they name packages and hashes, and no index or host."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = shutil.which("uv") or installed_uv(Path(scratch))
        constraint = ["--constraint", RUNTIME_LOCK.name]
        for output, extra in ((RUNTIME_LOCK, []), (DEVELOPMENT_LOCK, ["--group", "dev", *constraint])):
            words = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links"
            options = [*words.split(), "--no-header", "--no-annotate", "--quiet", "--output-file", output.name]
            code = call([uv, "pip", "compile", "pyproject.toml", *options, *extra, *arguments], cwd=ROOT)
            if code:
                return code
    return 0


def installed_uv(folder: Path) -> str:
    """The path of a uv installed by pip into an environment of its own."""
    tell("Installing uv into a scratch environment ...")
    create_environment(folder)
    if call([*pip(folder), "install", "-qq", "--disable-pip-version-check", "uv"]):
        sys.exit("pip could not install uv, which compiles the locks; its own words are above.")
    return str(scripts(folder) / ("uv.exe" if os.name == "nt" else "uv"))


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
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


def environment(lock: Path) -> str:
    """The Python of `.venv` with everything that a lock names, set up first where it is not yet."""
    python = interpreter(VENV)
    if not Path(python).exists() or not stamped("python", version()):
        shutil.rmtree(VENV, ignore_errors=True)
        tell(f"Setting up {VENV} (this takes some seconds, once) ...")
        create_environment(VENV)
        path_file(VENV, "ez2flex-checkout", ROOT)
        stamp("python", version())
    if not stamped(lock.name, digest(lock)):
        install(lock)
    return python


def install(lock: Path) -> None:
    """Install what a lock names, by hash; the lock for development holds all of the one for running."""
    for changing in (RUNTIME_LOCK, DEVELOPMENT_LOCK) if lock == RUNTIME_LOCK else (DEVELOPMENT_LOCK,):
        stamp_file(changing.name).unlink(missing_ok=True)
    tell(f"Installing {lock.name} ...")
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
    if call([*pip(VENV), "install", *options, "--requirement", str(lock)]):
        sys.exit(
            f"The packages of {lock.name} could not be installed; pip's own words are above.\n"
            "pip needs the network once, or the index or folder of packages that it is configured for. "
            "Once they are installed, no network is needed."
        )
    stamp(lock.name, digest(lock))
    if lock == DEVELOPMENT_LOCK:
        stamp(RUNTIME_LOCK.name, digest(RUNTIME_LOCK))


def create_environment(folder: Path) -> None:
    """Make a virtual environment, without a pip of its own where this Python cannot give it one."""
    if not importlib.util.find_spec("venv") or not (importlib.util.find_spec("ensurepip") or host_pip()):
        sys.exit(
            "This Python has no venv, or neither ensurepip nor pip, so that no environment can be made. "
            "On Debian and Ubuntu: apt install python3-venv"
        )
    options = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    if call([sys.executable, "-m", "venv", *options, str(folder)]):
        sys.exit(f"The environment {folder} could not be made; Python's own words are above.")


def host_pip() -> bool:
    """Whether the Python that runs this file has a pip."""
    return importlib.util.find_spec("pip") is not None


def pip(folder: Path) -> list[str]:
    """The pip that installs into an environment: its own, or else the one of the Python that runs this file."""
    if (packages(folder) / "pip").is_dir():
        return [interpreter(folder), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", interpreter(folder)]


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


def version() -> str:
    """What an environment was made with and for: it does not survive another Python or another place."""
    return "{}.{} {}".format(*sys.version_info[:2], ROOT)


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
    process = subprocess.Popen(command, cwd=cwd)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def tell(text: str) -> None:
    """Say something to the person, apart from what the command prints."""
    print(text, file=sys.stderr, flush=True)


def usage(problem: str) -> int:
    """Say what was wrong with the command line."""
    tell(f"{problem}\n\n{(__doc__ or '').strip()}")
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
