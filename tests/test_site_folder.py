"""A site folder on a disk that is not friendly: links, other people's files, odd names."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.commands import COMPLETE, GUIDE, configurations, ez2flex, planned
from tests.pilot import site as golden_site
from wizard.errors import SiteError
from wizard.guide.sources_and_plan import without_device
from wizard.render import write_outputs
from wizard.site import Writer, known_sites, read_site, save_site
from wizard.site.folder import LARGEST, FileKind, Folder

COMMANDS = ("plan", "render", "demo")
"""Those that write a site folder."""


def words_of(command: str, folder: Path) -> list[str]:
    """A command line that would write that folder."""
    return {
        "plan": ["plan", *configurations(*COMPLETE), "-o", str(folder)],
        "render": ["render", str(folder)],
        "demo": ["demo", "--headless", "-o", str(folder)],
    }[command]


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Each thing below a folder with its mode and what is in it, the folder itself too."""
    every = [folder, *sorted(folder.rglob("*"))]
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in every
    }


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder elsewhere with a file that nobody may touch."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "1-archive.cfg").write_text("somebody's", "utf-8")
    (folder / "target.cfg").write_text("somebody's", "utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_with_other_files_is_left_alone(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """-o names a folder that is no site: nothing is written, and not even its mode changes."""
    folder = tmp_path / "documents"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "letter.txt").write_text("dear", "utf-8")
    before = everything(folder)
    done = ez2flex(capsys, *words_of(command, folder))

    assert done.code in ({65} if command == "render" else {3})
    assert everything(folder) == before


def test_the_folder_of_the_configurations_is_no_site(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-o .` beside the configurations is refused, with a folder that would do."""
    for path in map(Path, configurations(*COMPLETE)):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    before = everything(tmp_path)
    done = ez2flex(capsys, "plan", *COMPLETE, "-o", ".")

    assert done.code == 3
    assert "Name a folder that is new, empty or a site, such as site." in done.err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("schema", ["2", "0", "true", "1.0", '"1"', "[1]", "1979-05-27", ""])
def test_a_site_of_another_schema_is_left_alone(
    command: str, schema: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What another ez2flex wrote is refused before any byte of it is changed."""
    folder = planned(capsys, tmp_path / "site")
    text = (folder / "plan.toml").read_text("utf-8").replace("schema = 1", f"schema = {schema}" if schema else "")
    (folder / "plan.toml").write_text(text, "utf-8")
    before = everything(folder)
    done = ez2flex(capsys, *words_of(command, folder))

    assert done.code == 65
    assert "this ez2flex reads schema 1" in done.err
    assert everything(folder) == before


def test_a_folder_that_git_made_becomes_a_site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`git init` comes first, as it does for many."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / ".gitignore").write_text("notes/", "utf-8")

    planned(capsys, folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text("utf-8").startswith("notes/\n")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no such modes")
def test_a_folder_that_everybody_writes_to_becomes_no_site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An empty /tmp keeps its mode."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    done = ez2flex(capsys, *words_of("plan", folder))

    assert done.code == 3
    assert "everybody may write into it" in done.err
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777


LINKS = {
    "out": (),
    "out/br-leeds": (),
    "out/br-leeds/target.cfg": ("target.cfg",),
    "out/RUNSHEET.md": ("target.cfg",),
    "out/RESCUE.html": ("target.cfg",),
    "sources": (),
    "sources/br-leeds.cfg": ("target.cfg",),
    "plan.toml": ("target.cfg",),
    "secrets.toml": ("target.cfg",),
    ".gitignore": ("target.cfg",),
    ".lock": ("target.cfg",),
    ".ez2flex-commit": ("target.cfg",),
    "certificates": (),
}
"""What somebody made a link of in a site, and what it leads to in the folder outside."""


def put_link(folder: Path, link: str, outside: Path) -> None:
    """Puts a link in the place of what is there; that moves to where the link leads, so that following it would do."""
    place, aim = folder / link, outside.joinpath(*LINKS[link])
    if place.is_dir():
        place.rename(aim / "moved")
        aim = aim / "moved"
    elif place.exists():
        place.replace(aim)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(aim)


@pytest.mark.parametrize("link", LINKS)
def test_no_link_leads_out_of_a_site(
    link: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, outside: Path
) -> None:
    """A link in a site is named and followed by no command, and what it leads to stays as it is."""
    folder = planned(capsys, tmp_path / "site")
    put_link(folder, link, outside)
    before = everything(outside)
    rendered, _ = (ez2flex(capsys, *words) for words in (words_of("render", folder), words_of("plan", folder)))

    assert rendered.code == 65
    assert f"{folder / link}: it is a symbolic link to {outside}" in rendered.err
    assert everything(outside) == before


@pytest.mark.parametrize("link", LINKS)
def test_no_link_is_followed_where_folders_have_no_descriptors(
    link: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a site is walked by its paths, and refuses the same."""
    monkeypatch.setattr("wizard.site.folder._BY_DESCRIPTOR", False)
    folder = planned(capsys, tmp_path / "site")
    assert ez2flex(capsys, "render", folder).code == 0
    shutil.rmtree(folder / "out")
    put_link(folder, link, outside)
    before = everything(outside)
    done = ez2flex(capsys, "render", folder)

    assert done.code == 65
    assert f"{folder / link}: it is a symbolic link to {outside}" in done.err
    assert everything(outside) == before


def test_a_lock_that_is_a_second_name_of_a_file_is_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, outside: Path
) -> None:
    """A hard link needs no following to lead out of the site."""
    folder = planned(capsys, tmp_path / "site")
    (folder / ".lock").hardlink_to(outside / "target.cfg")
    done = ez2flex(capsys, "render", folder)

    assert done.code == 65
    assert "it has a second name" in done.err
    assert (outside / "target.cfg").read_text("utf-8") == "somebody's"


def test_a_stale_file_is_not_taken_away_through_a_link(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, outside: Path
) -> None:
    """A link in the place of a file of ours is named; what it leads to stays."""
    folder = planned(capsys, tmp_path / "site")
    (folder / "out" / "br-leeds").mkdir(parents=True)
    (folder / "out" / "br-leeds" / "undo-2-login.cfg").symlink_to(outside / "target.cfg")
    done = ez2flex(capsys, "render", folder)

    assert done.code == 65
    assert f"undo-2-login.cfg: it is a symbolic link to {outside / 'target.cfg'}" in done.err
    assert (outside / "target.cfg").read_text("utf-8") == "somebody's"


def test_a_site_may_be_reached_by_a_link(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The link that a person names is theirs; only those inside are nobody's."""
    folder = planned(capsys, tmp_path / "site")
    (tmp_path / "current").symlink_to(folder)

    assert ez2flex(capsys, "render", tmp_path / "current").code == 0
    assert ez2flex(capsys, "check", tmp_path / "current").code in {0, 2}


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/hostname", "a/b.cfg", "..", ".", "", "a\\b.cfg", "C:x.cfg", ".hidden", "a\\u0000.cfg"]
)
def test_a_source_is_a_file_of_sources(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`file` of a [[source]] is the name of a file, never the way to one."""
    folder = planned(capsys, tmp_path / "site")
    (tmp_path / "x").write_bytes((folder / "sources" / "br-leeds.cfg").read_bytes())
    text = (folder / "plan.toml").read_text("utf-8")
    quoted = name if "\\u" in name else name.replace("\\", "\\\\")
    (folder / "plan.toml").write_text(text.replace('"br-leeds.cfg"', f'"{quoted}"'), "utf-8")
    done = ez2flex(capsys, "check", folder)

    assert done.code == 65
    assert "plan.toml" in done.err
    assert "is no name of a file in sources/" in done.err


@pytest.mark.parametrize("name", ["plan.toml", "secrets.toml", "sources/br-leeds.cfg", "certificates/br-leeds.pem"])
def test_what_is_no_file_is_not_read(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A FIFO in a site, at which a reader would wait for ever, is named."""
    folder = planned(capsys, tmp_path / "site")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    done = ez2flex(capsys, "check", folder)

    assert done.code == 65
    assert f"{folder / name}: it is neither a file nor a folder" in done.err


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """64 MiB are more than any configuration has; the file is named with the limit."""
    with (tmp_path / "plan.toml").open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(SiteError, match="larger than 64 MiB"):
        read_site(tmp_path)


def test_a_file_that_is_right_is_not_written(tmp_path: Path) -> None:
    """Saving and rendering once more changes no file, not even its time."""
    folder = golden_site("guide-reuse", tmp_path)
    times = []
    for _ in range(2):
        with Writer(folder) as writer:
            plan = writer.read()
            writer.save(plan)
            write_outputs(plan, writer)
        times.append({path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()})

    assert times[0] == times[1]


def test_every_file_is_private(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whatever the process would give, only the owner reads what is written."""
    before = os.umask(0o000)
    try:
        folder = planned(capsys, tmp_path / "site", *GUIDE)
        ez2flex(capsys, "render", folder)
    finally:
        os.umask(before)

    assert {oct(mode & 0o777) for mode, _ in everything(folder).values()} == {"0o600", "0o700"}


def test_the_source_of_a_router_that_left_goes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No configuration with keys stays behind that the plan does not name, and no file of anybody else goes."""
    folder = planned(capsys, tmp_path / "site", *GUIDE, "guide-ezvpn-spoke3.cfg")
    (folder / "sources" / "notes.txt").write_text("mine", "utf-8")
    with Writer(folder) as writer:
        plan = writer.read()
        left = without_device(plan.sources, "guide-ezvpn-spoke3", plan).plan
        assert left is not None
        writer.save(left)

    assert sorted(path.name for path in (folder / "sources").iterdir()) == [
        "guide-ezvpn-server.cfg",
        "guide-ezvpn-spoke1.cfg",
        "notes.txt",
    ]


def test_a_name_is_no_way_to_another_place(tmp_path: Path) -> None:
    """Not even a mistake of our own leads out of the folder."""
    (tmp_path / "site").mkdir()
    with Folder(tmp_path / "site") as folder:
        for name in ("../x", "/etc/passwd", "a/../../x", "", ".", "a\0b", "a//b"):
            for act in (folder.read, folder.kind, folder.remove, lambda name: folder.stage({name: b""})):
                with pytest.raises(SiteError):
                    act(name)
        assert folder.kind("absent") is FileKind.NOTHING


ODD_LISTS = [
    b"",
    b"{}",
    b"[1, null, {}]",
    b'["\\u0000"]',
    b'["relative"]',
    b"\xff\xfe",
    b"[" * 100_000,
    b'"/x"',
    b"9" * 5000,
]


@pytest.mark.parametrize("text", ODD_LISTS, ids=range(len(ODD_LISTS)))
def test_an_odd_list_of_known_sites_is_no_list(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in sites.json never stops the wizard, and the next save writes it anew."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "sites.json").write_bytes(text)

    assert known_sites() == ()

    folder = planned(capsys, tmp_path / "site")

    assert known_sites() == (folder,)


def test_the_list_of_known_sites_is_no_way_to_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], outside: Path
) -> None:
    """A link in its place is neither read nor written through."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "sites.json").symlink_to(outside / "target.cfg")
    planned(capsys, tmp_path / "site")

    assert (outside / "target.cfg").read_text("utf-8") == "somebody's"
    assert known_sites() == ()


RECORDS = [
    b"",
    b"[]",
    b"[" * 100_000,
    b'{"files": [[1, 2]], "before": {}}',
    b'{"files": {"../x": null}, "before": {}}',
    b'{"files": {"certificates/hub.pem": null}, "before": {}}',
    b'{"files": {"plan.toml": "sources/br-leeds.cfg"}, "before": {}}',
    b'{"files": {"plan.toml": ".ez2flex-0123456789abcdef.tmp/../x"}, "before": {}}',
    b'{"files": {"out/../plan.toml": null}, "before": {}}',
]


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
def test_a_record_that_is_not_ours_moves_no_file(
    record: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What somebody wrote in the place of our record is named, with the way out, and carried out by nobody."""
    folder = planned(capsys, tmp_path / "site")
    (folder / ".ez2flex-commit").write_bytes(record)
    before = everything(folder)
    done = [
        ez2flex(capsys, *words) for words in (["check", folder], words_of("plan", folder), words_of("render", folder))
    ]

    assert [result.code for result in done] == [65, 65, 65]
    assert all(f"{folder / '.ez2flex-commit'}: it is no record of ez2flex" in result.err for result in done)
    assert everything(folder) == before


def test_a_site_can_be_saved_where_it_was_copied_to(tmp_path: Path) -> None:
    """A folder that was moved, or came out of Git with its own modes, is a site as before."""
    folder = golden_site("guide-reuse", tmp_path)
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy").chmod(0o755)
    plan = read_site(tmp_path / "copy")
    save_site(plan, tmp_path / "copy")

    assert read_site(tmp_path / "copy") == plan
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700
