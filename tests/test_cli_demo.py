"""`ez2flex demo --headless`: the practice site carried through without a question."""

import re
from pathlib import Path
from shutil import rmtree

import pytest

from tests.commands import GUIDE, ez2flex, planned


def test_the_practice_site_is_carried_through(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is inspected, planned, rendered and checked, and says what it wrote and where."""
    done = ez2flex(capsys, "demo", "--headless", "-o", tmp_path / "site")

    assert done.code == 0
    assert [line for line in done.out.splitlines() if not line.startswith(" ")] == [
        "inspect",
        "plan",
        "render",
        "check",
    ]
    named = [Path(line.strip()) for line in done.out.splitlines() if line.startswith(f"  {tmp_path}")]
    assert tmp_path / "site" / "out" / "practice-spoke1" / "5-cutover.cfg" in named
    assert all(path.is_file() for path in named)
    assert "`ez2flex practice` serves their routers" in done.err


def test_without_a_folder_a_new_one_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    """Each run has a fresh folder, and names it."""
    folders = {
        match[1]
        for _ in range(2)
        if (match := re.search(r"(?m)^  (.*)plan\.toml$", ez2flex(capsys, "demo", "--headless").out))
    }

    assert len(folders) == 2
    for folder in folders:
        rmtree(Path(folder).parent)


def test_the_practice_site_can_be_carried_through_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A second run into the same folder is welcome."""
    ez2flex(capsys, "demo", "--headless", "-o", tmp_path / "site")

    assert ez2flex(capsys, "demo", "--headless", "-o", tmp_path / "site").code == 0


def test_the_practice_site_takes_no_other_sites_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder that holds a real site is left as it is."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    before = (site / "plan.toml").read_bytes()
    done = ez2flex(capsys, "demo", "--headless", "-o", site)

    assert done.code == 64
    assert "is another site" in done.err
    assert (site / "plan.toml").read_bytes() == before


def test_no_secret_of_the_practice_site_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The group key and the XAUTH password stay in their files."""
    done = ez2flex(capsys, "demo", "--headless", "-o", tmp_path / "site")

    assert "practice-group" not in done.out + done.err
    assert "practice-xauth" not in done.out + done.err
