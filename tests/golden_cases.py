"""The golden cases: each a site folder with what `render` must write for it.

`python -m tests.golden_cases NAME...` writes what `render` gives now, for a person to read before it is committed.
"""

import sys
from functools import cache
from pathlib import Path

from wizard.model.plan import Plan
from wizard.render import outputs
from wizard.site import folder_name, read_site

GOLDEN = Path(__file__).parent / "golden"


def golden_cases() -> list[str]:
    """The names of the cases."""
    return sorted(path.parent.parent.name for path in GOLDEN.glob("*/site/plan.toml"))


@cache
def golden_plan(case: str) -> Plan:
    """The plan of a case, read once."""
    return read_site(GOLDEN / case / "site")


def golden_outputs(case: str) -> dict[str, str]:
    """What `render` must write for a case."""
    out = GOLDEN / case / "out"
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in files_of(out)}


def files_of(out: Path) -> list[Path]:
    """Every file that was written there."""
    return sorted(path for path in out.rglob("*") if path.is_file())


def output(case: str, device: str, name: str) -> str:
    """One golden file, "" where it is absent."""
    path = GOLDEN / case / "out" / folder_name(device) / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write(case: str) -> None:
    """Writes what `render` gives now."""
    out = GOLDEN / case / "out"
    texts = outputs(golden_plan(case))
    for path in files_of(out):
        if path.relative_to(out).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for name in sys.argv[1:] or golden_cases():
        write(name)
