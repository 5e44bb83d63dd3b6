"""A site folder in Git: keys and passwords, and what editors leave of them, are not taken."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import planned
from wizard.site.gitignore import gitignore

SECRET = (
    "secrets.toml",
    "secrets.toml~",
    "secrets.toml.bak",
    "secrets.toml.orig",
    "secrets (copy).toml",
    ".secrets.toml.swp",
    ".secrets.toml.swo",
    "#secrets.toml#",
    ".#secrets.toml",
    "secrets.toml.1",
    "secrets.tmp",
    "sources/hq-vpn1.cfg",
    "sources/hq-vpn1.cfg~",
    "out/br-leeds/5-cutover.cfg",
    "pushed/1/5-cutover.cfg",
    ".ez2flex-0123456789abcdef.tmp",
    ".ez2flex-commit",
    ".lock",
    *(
        f"plan.toml{ending}"
        for ending in ("~", ".bak", ".bak1", ".old", ".orig", ".part", ".rej", ".save", ".swp", ".tmp")
    ),
    "#plan.toml#",
    ".#plan.toml",
)
"""What Git must not take."""

EARLIER = {
    "none": None,
    "empty": b"",
    "of a person": b"notes/\n*.pdf",
    "ours of before": b"secrets.toml\nsources/\nout/\n",
    "taking back": b"secrets.toml\nsources/\nout/\n!secrets.toml\n!*.cfg\n!sources/\n!*~\n",
    "of Windows": b"\xef\xbb\xbfsecrets.toml\r\n!secrets.toml\r\n",
}


@pytest.mark.skipif(not shutil.which("git"), reason="git itself judges, and it is not installed")
@pytest.mark.parametrize("earlier", EARLIER)
def test_git_takes_no_secret(earlier: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whatever .gitignore a person had, Git takes plan.toml and certificates and nothing with a key in it."""
    folder = tmp_path / "site"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    text = EARLIER[earlier]
    if text is not None:
        (folder / ".gitignore").write_bytes(text)
    planned(capsys, folder)
    for name in (*SECRET, "certificates/hq-vpn1.pem"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    taken = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=folder, check=True, capture_output=True, text=True
    )

    assert sorted(taken.stdout.splitlines()) == [".gitignore", "certificates/hq-vpn1.pem", "plan.toml"]


@pytest.mark.parametrize("earlier", EARLIER)
def test_the_lines_of_a_person_stay(earlier: str) -> None:
    """Lines are added at the end, once, and nothing of what stood there is changed."""
    text = EARLIER[earlier] or b""
    once = gitignore(text)

    assert once.startswith(text)
    assert gitignore(once) == once
