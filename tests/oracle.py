"""Runs an independent syntax check of IOS-XE configuration over the golden stage and undo files.

usage: oracle.py CHECK [GOLDEN]

CHECK is the checker's program; where it is absent, there is nothing to do. An IOS-XE device is judged by its release,
or by the newest earlier one that the checker knows. A classic IOS device is judged by all releases together.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"
WHOLE = {"target.cfg", "final.cfg"}
"""Configurations that hold lines of the source as well, which are not ours to judge."""
ALL = "all"
FIRST_IOS_XE = 16
"""Of the numbers that begin a release, the first that is IOS-XE's alone."""
CHECKER_IS_WRONG = (
    # Security Command Reference, `ip access-list resequence`: its example is `ip access-list resequence 150 1 2`. The
    # checker's model has the word "numbers" where a router has the list's name or number, and rejects every form of it.
    re.compile(r"ip access-list resequence \S+ \d{1,10} \d{1,10}"),
)
"""The forms of commands that the checker rejects and a router takes, each with its source."""


def main(arguments: list[str]) -> int:
    """Print what the checker rejected and how many lines it judged; 1 where it rejected any."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 64
    checker, golden = Path(arguments[0]), Path(arguments[1]) if arguments[1:] else GOLDEN
    if not checker.is_file():
        print(f"oracle: skipped, for there is no {checker}")
        return 0
    known = releases_of(checker)

    by_release: dict[str, list[Path]] = defaultdict(list)
    for file, release in rendered(golden):
        by_release[judged_as(release, known)].append(file)
    total: Counter[str] = Counter()
    for release, files in sorted(by_release.items()):
        total += judged(checker, release, files)
    print(
        f"oracle: {sum(map(len, by_release.values()))} files; {total['accepted']} lines accepted, "
        f"{total['rejected']} rejected, {total['not covered']} not covered"
    )
    return 1 if total["rejected"] else 0


def releases_of(checker: Path) -> list[str]:
    """The checker's names of the releases that it knows."""
    command: list[str | Path] = [sys.executable, checker, "--list-releases"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def rendered(golden: Path) -> Iterator[tuple[Path, str]]:
    """Every golden stage and undo file, and the release of its device."""
    for folder in sorted(golden.glob("*/out/*")):
        release = release_of(folder.parent.parent / "site", folder.name)
        for file in sorted(folder.glob("*.cfg")):
            if file.name not in WHOLE:
                yield file, release


def release_of(site: Path, device: str) -> str:
    """The release of a device as its site says it: in an answer, or in the configuration's `version` line."""
    plan = tomllib.loads((site / "plan.toml").read_text("utf-8"))
    source = site / "sources" / f"{device}.cfg"
    said = re.search(r"(?m)^version (\S+)", source.read_text("utf-8")) if source.is_file() else None
    answered = plan.get("device", {}).get(device, {}).get("release") or plan.get("answers", {}).get("release")
    return str(answered or (said[1] if said else ""))


def judged_as(release: str, known: list[str]) -> str:
    """The checker's name of the release that judges a device: `1791` for 17.09.04a."""
    ios_xe = re.match(r"(\d\d)\.(\d+)(?:\.(\d+))?(?![\d(])", release)
    if not ios_xe or int(ios_xe[1]) < FIRST_IOS_XE:
        return ALL
    wanted = (int(ios_xe[1]), int(ios_xe[2]), int(ios_xe[3] or 99))
    return max((name for name in known if numbers(name) <= wanted), key=numbers, default=ALL)


def numbers(name: str) -> tuple[int, ...]:
    """The release that the checker writes without dots: 17121 is 17.12.1."""
    return int(name[:2]), int(name[2:-1]), int(name[-1])


def judged(checker: Path, release: str, files: list[Path]) -> Counter[str]:
    """How many lines of the files the checker accepted, rejected and did not cover; the rejected ones are printed."""
    command: list[str | Path] = [sys.executable, checker, "--json", "--release", release, *files]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"oracle: {checker} ended with exit code {done.returncode}")
    total: Counter[str] = Counter()
    for file, result in json.loads(done.stdout).items():
        total.update(result["counts"])
        for number, line, why in result["rejected"]:
            if taken_by_a_router(line.strip()):
                total.update({"rejected": -1, "not covered": 1})
            else:
                print(f"{file}:{number}: rejected (release {release}): {line.strip()}\n    {why}")
    return total


def taken_by_a_router(line: str) -> bool:
    """Whether the checker is known to be wrong about a line that it rejects."""
    return any(form.fullmatch(line) for form in CHECKER_IS_WRONG)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
