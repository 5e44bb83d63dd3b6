"""The machine stops at any moment of a save: the site is the old one or the new one, whole."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import COMPLETE, CONFIGS
from tests.with_authority import propose
from wizard.errors import SiteError
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, answer_secret
from wizard.render import outputs, write_outputs
from wizard.site import Writer, is_site, read_site, save_site

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that stops in the middle is a fork of this one"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]

TOUCHING = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "ftruncate")
"""Every call of the system by which a save changes something."""


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    """A site, and the same one with other answers, secrets and configurations: one is newer, one has another name."""
    texts = [(name, (CONFIGS / name).read_bytes()) for name in COMPLETE]
    old = answer_secret(answer(propose(read_sources(texts)), "pfs", "none"), "login_password", Secret("before"))
    newer = [(texts[0][0], texts[0][1] + b"! seen again\n"), (texts[1][0], _renamed(texts[1][1]))]
    new = answer(propose(read_sources(newer)), "pfs", "group19")
    return old, answer_secret(new, "login_password", Secret("after"))


def _renamed(text: bytes) -> bytes:
    assert b"hostname br-leeds" in text
    return text.replace(b"hostname br-leeds", b"hostname br-hull")


def stopped_at(moment: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that is killed at that change of the disk; whether it was."""
    child = os.fork()
    if child == 0:
        try:
            _kill_at(moment)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill_at(moment: int) -> None:
    left = iter(range(moment, -1, -1))

    def counted(name: str) -> Callable[..., Any]:
        call = getattr(os, name)

        def touch(*words: Any, **more: Any) -> Any:
            is_change = name != "open" or bool(words[1] & os.O_CREAT)
            if is_change and next(left) == 0:
                if name == "write":
                    call(words[0], bytes(words[1])[: len(words[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*words, **more)

        return touch

    for name in TOUCHING:
        setattr(os, name, counted(name))


def moments(folder: Path, before: Callable[[], object], work: Callable[[], object], *, step: int = 1) -> Iterator[int]:
    """Each moment at which the work was stopped, with the folder as that left it."""
    for moment in range(0, 10_000, step):
        shutil.rmtree(folder, ignore_errors=True)
        before()
        if not stopped_at(moment, work):
            return
        yield moment


def leftovers(folder: Path) -> list[str]:
    """What is in the folder that is no file of a site."""
    return [path.name for path in folder.rglob(".*") if path.name != ".gitignore"]


def test_a_save_that_is_stopped_leaves_the_old_site_or_the_new_one(plans: tuple[Plan, Plan], tmp_path: Path) -> None:
    """Answers, secrets and configurations change together, and the next save leaves nothing behind."""
    old, new = plans
    kept, folder = tmp_path / "kept", tmp_path / "site"
    save_site(old, kept)
    first = read_site(kept)
    save_site(new, tmp_path / "wanted")
    last = read_site(tmp_path / "wanted")
    found = []
    for _ in moments(folder, lambda: shutil.copytree(kept, folder), lambda: save_site(new, folder)):
        found.append(read_site(folder))
        save_site(new, folder)

        assert leftovers(folder) == []
        assert sorted(path.name for path in (folder / "sources").iterdir()) == ["br-hull.cfg", "hq-vpn1.cfg"]
        assert (folder / "secrets.toml").read_bytes() == (tmp_path / "wanted" / "secrets.toml").read_bytes()

    assert len(found) > 20
    assert found == [first] * found.count(first) + [last] * found.count(last)
    assert found.count(last) > 5


def test_a_first_save_that_is_stopped_can_be_made_again(plans: tuple[Plan, Plan], tmp_path: Path) -> None:
    """There is no site or a whole one, and the same folder is taken once more."""
    plan, folder = plans[0], tmp_path / "site"
    save_site(plan, tmp_path / "wanted")
    wanted = read_site(tmp_path / "wanted")
    whole = []
    for _ in moments(folder, lambda: None, lambda: save_site(plan, folder)):
        whole.append(is_site(folder))
        if whole[-1]:
            assert read_site(folder) == wanted
        save_site(plan, folder)

        assert leftovers(folder) == []
        assert read_site(folder) == wanted

    assert len(whole) > 20
    assert {True, False} == set(whole)


def test_an_edit_after_the_machine_stopped_is_put_aside(plans: tuple[Plan, Plan], tmp_path: Path) -> None:
    """What was decided counts, and what a person wrote in between stands in plan.toml.orig."""
    old, new = plans
    kept, folder = tmp_path / "kept", tmp_path / "site"
    save_site(old, kept)
    earlier = (kept / "plan.toml").read_bytes()
    edits = []
    for _ in moments(folder, lambda: shutil.copytree(kept, folder), lambda: save_site(new, folder)):
        if (folder / ".ez2flex-commit").exists() and (folder / "plan.toml").read_bytes() == earlier:
            (folder / "plan.toml").write_bytes(earlier + b"# a remark\n")
            save_site(new, folder)
            edits.append((folder / "plan.toml.orig").read_bytes())

    assert edits
    assert set(edits) == {earlier + b"# a remark\n"}


def test_a_full_disk_leaves_the_old_site(
    plans: tuple[Plan, Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the file and the reason, and nothing half written stays."""
    old, new = plans
    folder = tmp_path / "site"
    save_site(old, folder)
    before = read_site(folder)

    def full(descriptor: int, data: bytes) -> None:
        if b"group19" in data:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.write(descriptor, data)

    monkeypatch.setattr("wizard.site.folder._write_all", full)
    with pytest.raises(SiteError, match="it cannot be written: No space left on device") as refused:
        save_site(new, folder)

    assert refused.value.where == str(folder / "plan.toml")
    assert read_site(folder) == before
    assert leftovers(folder) == []


def test_a_render_that_is_stopped_leaves_no_half_file(plans: tuple[Plan, Plan], tmp_path: Path) -> None:
    """Each file in out/ is the old one or the new one, and the next render puts all of them right."""
    old, new = plans
    kept, folder = tmp_path / "kept", tmp_path / "site"
    render(old, kept)
    texts = {name: text.encode() for name, text in outputs(old).items()}
    wanted = {name: text.encode() for name, text in outputs(new).items()}
    count = 0
    for count in moments(folder, lambda: shutil.copytree(kept, folder), lambda: render(new, folder), step=3):
        for name, data in files_of(folder / "out").items():
            assert data in {texts.get(name), wanted.get(name)}
        if count % 5 == 0:
            render(new, folder)

            assert leftovers(folder) == []
            assert files_of(folder / "out") == wanted

    assert count > 100


def render(plan: Plan, folder: Path) -> None:
    """The plan in its folder, and every file that it gives."""
    with Writer(folder) as site:
        site.save(plan)
        write_outputs(plan, site)


def files_of(out: Path) -> dict[str, bytes]:
    """What a person sees in out/: no temporary file."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
