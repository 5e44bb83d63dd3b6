"""One site is written by one program at a time, and nobody's edit is lost."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import COMPLETE, GUIDE, configurations, ez2flex, planned
from wizard.errors import SiteChanged, SiteError, SiteLocked
from wizard.plan.answer import answer
from wizard.plan.merge_edits import merged
from wizard.render import write_outputs
from wizard.site import Writer, read_site
from wizard.site import lock as locks
from wizard.site.lock import LockHolder

WRITING = (("render",), ("plan", *configurations(*COMPLETE), "-o"))
READING = (
    ("check",),
    ("questions",),
    ("diff", "--device", "br-leeds"),
    ("render", "--device", "br-leeds", "--stage", "pki"),
)


@pytest.fixture
def site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A site that is planned without an answer."""
    return planned(capsys, tmp_path / "site")


def write_by_hand(site: Path, line: str, name: str = "plan.toml") -> None:
    """What a person does in an editor."""
    path = site / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + f"{line}\n", "utf-8")


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
def test_a_site_that_is_held_is_not_written(
    words: tuple[str, ...], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 names who holds it, and not a byte changes."""
    with Writer(site, "the ez2flex wizard"):
        before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
        done = ez2flex(capsys, *words, site)
        after = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    assert done.code == 3
    assert f"is being written by the ez2flex wizard of {LockHolder.this('').user} on " in done.err
    assert f"process {os.getpid()}, since " in done.err
    assert after == before
    assert ez2flex(capsys, *words, site).code == 0


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_site_that_is_held_can_be_read(
    words: tuple[str, ...], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only reads waits for nobody, and says the same."""
    alone = ez2flex(capsys, words[0], site, *words[1:])
    with Writer(site):
        beside = ez2flex(capsys, words[0], site, *words[1:])

    assert (beside.code, beside.out) == (alone.code, alone.out)


def test_a_program_that_was_killed_holds_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lock of a process that is gone is recognised, and taken over without a question."""
    code = (
        "import os, sys, pathlib, wizard.site; wizard.site.Writer(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(site)], check=False, stderr=subprocess.DEVNULL)

    assert "process" not in (site / ".lock").read_text("utf-8")
    assert "pid = " in (site / ".lock").read_text("utf-8")
    assert ez2flex(capsys, "render", site).code == 0
    assert not (site / ".lock").exists()


def test_a_lock_of_another_machine_is_left_to_a_person(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a shared disk nobody can look whether that program still runs: the way out is said."""
    there = replace(LockHolder.this("ez2flex render"), host="noc-2", user="alice\x1b[31m")
    (site / ".lock").write_text(there.text(), "utf-8")
    done = ez2flex(capsys, "render", site)

    assert done.code == 3
    assert "ez2flex render of alice?[31m on noc-2" in done.err
    assert f"If it does not run any more, remove {site / '.lock'}." in done.err
    assert (site / ".lock").read_text("utf-8") == there.text()


def test_a_lock_with_odd_words_is_no_lock(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a disk that was full left there holds nobody up."""
    for words in (b"", b"\0" * 200, b"\xff = \xff", b"pid = 1\n"):
        (site / ".lock").write_bytes(words)

        assert ez2flex(capsys, "render", site).code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells when a process began")
@pytest.mark.parametrize("state", ["gone", "another process", "alive"])
def test_where_the_system_has_no_locks_the_words_count(
    state: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is gone, or whose number another one has now, holds nothing; one that lives does."""
    monkeypatch.setattr(locks, "_locked_by_the_system", lambda folder, descriptor: False)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    holder = {
        "gone": replace(LockHolder.this("x"), pid=str(ended.pid)),
        "another process": replace(LockHolder.this("x"), started="1@00000000"),
        "alive": LockHolder.this("x"),
    }[state]
    (site / ".lock").write_text(holder.text(), "utf-8")

    assert ez2flex(capsys, "render", site).code == (3 if state == "alive" else 0)


def test_of_two_who_write_at_once_one_is_refused_and_no_answer_is_lost(site: Path) -> None:
    """Twelve commands at the same time: each is done or refused, and what was done is there."""
    keys = ["pfs=none", "connect=manual", "dpd=none", "archive=no", "ike_lifetime=3600", "ipsec_lifetime=1800"] * 2
    code = "import sys; from wizard.cli import main; sys.exit(main(sys.argv[1:]))"
    plan = [sys.executable, "-c", code, "plan", *configurations(*COMPLETE), "-o", str(site), "--set"]
    running = [
        (key, subprocess.Popen([*plan, key], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
        for key in keys
    ]
    ended = [(key, process.communicate()[1], process.returncode) for key, process in running]
    answers = {f"{answer.key}={answer.value}" for answer in read_site(site).answers}

    assert {code for _, _, code in ended} <= {0, 3}, ended
    assert answers == {key for key, _, code in ended if code == 0}
    assert all("is being written by ez2flex plan of" in said for _, said, code in ended if code == 3)


@pytest.mark.parametrize(
    ("name", "line"),
    [("plan.toml", "# a remark"), ("secrets.toml", "# a remark"), ("sources/br-leeds.cfg", "! a remark")],
)
def test_what_was_edited_meanwhile_is_not_written_over(name: str, line: str, site: Path) -> None:
    """Between reading and writing a person saved their editor: that stays, and it is said."""
    with Writer(site) as writer:
        plan = writer.read()
        write_by_hand(site, line, name)
        edited = (site / name).read_bytes()
        with pytest.raises(SiteChanged, match="changed by somebody else") as changed:
            writer.save(answer(plan, "pfs", "none"))

    assert changed.value.names == (name,)
    assert (site / name).read_bytes() == edited
    assert "pfs" not in (site / "plan.toml").read_text("utf-8")


def test_a_command_says_that_the_plan_was_edited_meanwhile(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`plan` exits with 3 and leaves the edit, rather than planning over it."""

    class Editor(io.StringIO):
        """Standard input that saves plan.toml in an editor while it is read."""

        def read(self, size: int | None = -1) -> str:
            write_by_hand(site, '[answers]\npfs = "none"')
            return "[secrets]\n"

    monkeypatch.setattr(sys, "stdin", Editor())
    done = ez2flex(capsys, "plan", *configurations(*COMPLETE), "--secrets", "-", "-o", site)

    assert done.code == 3
    assert "plan.toml was changed by somebody else meanwhile" in done.err
    assert [(answer.key, answer.value) for answer in read_site(site).answers] == [("pfs", "none")]


def test_what_is_written_over_knowingly_is_kept_beside(site: Path) -> None:
    """Who decides for their own answers finds the other ones in plan.toml.orig."""
    with Writer(site) as writer:
        plan = answer(writer.read(), "pfs", "none")
        write_by_hand(site, "[answers\n")
        edited = (site / "plan.toml").read_bytes()
        writer.overwrite(plan)

    assert read_site(site) == plan
    assert (site / "plan.toml.orig").read_bytes() == edited


def test_a_site_that_was_moved_away_is_not_made_anew_silently(site: Path, tmp_path: Path) -> None:
    """A folder that is not where it was is said; written it is only knowingly."""
    with Writer(site) as writer:
        plan = writer.read()
        site.rename(tmp_path / "moved")
        with pytest.raises(SiteChanged):
            writer.save(plan)
        assert not site.exists()
        writer.overwrite(plan)

    assert read_site(site) == plan
    assert read_site(tmp_path / "moved") == plan


def test_a_site_is_read_whole_while_it_is_written(site: Path) -> None:
    """Who reads beside a writer sees one save or the next, never the half of two."""
    with Writer(site) as writer:
        plan = writer.read()
        others = [answer(plan, "ike_lifetime", str(number)) for number in range(3600, 3620)]
        code = (
            "import sys, pathlib; from wizard.site import read_site; site = pathlib.Path(sys.argv[1]);"
            "[read_site(site) for _ in range(40)]"
        )
        reader = subprocess.Popen([sys.executable, "-c", code, str(site)], stderr=subprocess.PIPE, text=True)
        while reader.poll() is None:
            for other in others:
                writer.save(other)
                write_outputs(other, writer)

    assert reader.returncode == 0, reader.stderr and reader.stderr.read()
    if reader.stderr:
        reader.stderr.close()


@pytest.mark.parametrize(
    ("ours", "theirs", "together"),
    [
        ({"pfs": "none"}, {"archive": "no"}, {"pfs": "none", "archive": "no"}),
        ({"pfs": "none"}, {"pfs": "none"}, {"pfs": "none"}),
        ({}, {"archive": "no"}, {"archive": "no"}),
        ({"pfs": "none"}, {}, {"pfs": "none"}),
        ({"pfs": "none"}, {"pfs": "group19"}, None),
    ],
    ids=["two questions", "the same answer", "theirs alone", "ours alone", "two answers"],
)
def test_two_edits_become_one_where_they_do_not_contradict(
    ours: dict[str, str], theirs: dict[str, str], together: dict[str, str] | None, site: Path
) -> None:
    """What two people answered at the same time is put together, or named where it cannot be."""
    base = read_site(site)
    edits = []
    for given in (ours, theirs):
        plan = base
        for key, value in given.items():
            plan = answer(plan, key, value)
        edits.append(plan)
    made = merged(base, *edits)

    assert (
        None if made.plan is None else {other_answer.key: other_answer.value for other_answer in made.plan.answers}
    ) == together
    assert made.theirs == tuple(theirs)
    assert made.clashes == (("pfs",) if together is None else ())


def test_two_sites_cannot_begin_in_one_folder(tmp_path: Path, site: Path) -> None:
    """Whoever comes second is refused, even where both found the folder empty."""
    plan = read_site(site)
    first, second = Writer(tmp_path / "new"), Writer(tmp_path / "new")
    with first, second:
        first.save(plan)
        with pytest.raises(SiteLocked):
            second.save(plan)
        first.close()
        with pytest.raises(SiteError):
            second.save(plan)


def test_the_lock_is_given_back_after_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A refused answer leaves neither a lock nor a new folder."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "--set", "pfs=no", "-o", folder)

    assert done.code == 64
    assert not (folder / ".lock").exists()
