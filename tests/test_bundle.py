"""`ez2flex bundle`: a copy of a site that may be mailed."""

import shutil
import stat
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands import COMPLETE, GUIDE, ez2flex, planned
from tests.golden_cases import GOLDEN, golden_cases, golden_plan
from tests.pushing import Pushed
from tests.test_push_standing import before
from tests.test_secret_scan import PLANTED, full_of_secrets
from wizard.bundle import TAKEN_OUT
from wizard.check import findings
from wizard.cli.exit_codes import Exit
from wizard.model.plan import Plan
from wizard.site import read_site, save_site

ANSWERED = "zz9001zz-Answered.Key"
"""A key that is answered; the planted ones look like its first word."""

SECRETS = f"""
[secrets]
login_password = "{ANSWERED}"

[device.br-leeds]
pre_shared_key = "{ANSWERED}"
"""

ACCEPTED = f"""
# the key is {ANSWERED}
[answers]
hub_authentication = "pre-share"
spoke_authentication = "pre-share"

[[accepted]]
code = "LCK002"
device = "br-leeds"
reason = "on the console, with the password zz9002zz and with {ANSWERED}"
"""

LOG = """\
br-leeds#show version
Cisco IOS Software, ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 15.5(3)S, RELEASE SOFTWARE (fc1)
Password: zz9003zz
br-leeds#copy ftp://ops:zz9004zz@192.0.2.9/x flash:
br-leeds#show running-config
"""


@pytest.fixture
def site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A site whose every file is full of secrets, some of them where no word says so."""
    numbers, given = count(), tmp_path / "given"
    given.mkdir()
    sections = ("crypto isakmp client configuration group ", "crypto ipsec client ezvpn ")
    for name, section in zip(COMPLETE, sections, strict=True):
        text = full_of_secrets(name, section, iter(numbers)).decode()
        bare = f"interface Loopback77\n description ask for {ANSWERED} or zz0003zz\n!\nend"
        (given / name).write_text(text.replace("\nend", f"\n{bare}", 1), "utf-8")
    (given / COMPLETE[1]).write_text(LOG + (given / COMPLETE[1]).read_text("utf-8"), "utf-8")
    (tmp_path / "secrets.toml").write_text(SECRETS, "utf-8")
    (tmp_path / "answers.toml").write_text(ACCEPTED, "utf-8")
    configurations = [given / name for name in COMPLETE]
    words = ("-o", tmp_path / "site", "--answers", tmp_path / "answers.toml", "--secrets", tmp_path / "secrets.toml")
    done = ez2flex(capsys, "plan", *configurations, *words)
    assert done.code == 0, done.err
    assert ez2flex(capsys, "render", tmp_path / "site").code == 0
    plan = (tmp_path / "site" / "plan.toml").read_text("utf-8")
    (tmp_path / "site" / "plan.toml").write_text(f"# remember zz9005zz and {ANSWERED}\n{plan}", "utf-8")
    (tmp_path / "site" / "notes\nof mine.txt").write_text("zz9006zz", "utf-8")
    (tmp_path / "site" / "certificates").mkdir()
    return tmp_path / "site"


def unpacked(archive: Path, folder: Path) -> dict[str, bytes]:
    """What is in an archive, by its name in it."""
    with ZipFile(archive) as opened:
        opened.extractall(folder)
        return {name: opened.read(name) for name in opened.namelist()}


def test_no_secret_of_any_kind_is_in_the_copy(site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Neither planted nor answered ones, in no file of the archive, in no name, and in nothing that is said."""
    assert PLANTED.search((site / "sources" / "br-leeds.cfg").read_text("utf-8"))
    done = ez2flex(capsys, "bundle", site, "-o", tmp_path / "copy.zip")
    files = unpacked(tmp_path / "copy.zip", tmp_path / "copy")

    answered = {secret.value.reveal() for secret in read_site(site).secrets}

    assert done.code == 0, done.err
    assert len(files) > 20
    assert ANSWERED in answered
    for text in (done.out, done.err, *files, *(data.decode("utf-8", "replace") for data in files.values())):
        assert [line for line in text.splitlines() if PLANTED.search(line)] == []
        assert not [secret for secret in answered if secret in text]
    assert PLANTED.search((tmp_path / "copy.zip").read_bytes().decode("latin-1")) is None


def test_the_copy_says_what_was_taken_out(site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """On standard error, in the archive, and for a script: what, how many, and whose files were left out."""
    done = ez2flex(capsys, "bundle", site, "-o", tmp_path / "copy.zip", "--json")
    files = unpacked(tmp_path / "copy.zip", tmp_path / "copy")

    assert done.json["archive"] == str(tmp_path / "copy.zip")
    assert [f"site/{name}" for name in done.json["files"]] == list(files)
    assert done.json["taken_out"] == done.err.splitlines() == files[f"site/{TAKEN_OUT}"].decode().splitlines()
    for what in (
        "  3 answered keys or passwords (secrets.toml)",
        "lines of sources/ with a key or password: it is ***",
        "2 banners of sources/",
        "12 lines of sources/ around the configuration",
        "places where one of those keys or passwords stood without a word for it",
        "  the comments of plan.toml",
        "  notes\\nof mine.txt",
        "  certificates",
        "look through it before you mail it",
    ):
        assert what in done.err
    assert not [name for name in files if "secrets.toml" in name or "notes" in name]


def test_whoever_gets_the_copy_can_open_it(site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is a site with the same routers, the same answers, and the release that another command had said."""
    ez2flex(capsys, "bundle", site, "-o", tmp_path / "copy.zip")
    unpacked(tmp_path / "copy.zip", tmp_path / "copy")
    done = ez2flex(capsys, "check", tmp_path / "copy" / "site")
    mine, theirs = read_site(site), read_site(tmp_path / "copy" / "site")

    assert done.code in {0, 2}, done.err
    assert [source.device for source in theirs.sources] == [source.device for source in mine.sources]
    assert {*mine.answers} <= {*theirs.answers}
    told = mine.spokes[0].show_commands
    assert {(answer.key, answer.value) for answer in theirs.answers if answer not in mine.answers} == {
        ("release", told.release),
        ("platform", told.platform),
    }
    assert told.release
    assert theirs.secrets == ()


@pytest.mark.parametrize("case", golden_cases())
def test_the_copy_of_a_site_has_its_lines_at_their_places(
    case: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A finding on the copy names the line that it names on the site."""
    shutil.copytree(GOLDEN / case / "site", tmp_path / "site")
    done = ez2flex(capsys, "bundle", tmp_path / "site", "-o", tmp_path / "copy.zip")
    unpacked(tmp_path / "copy.zip", tmp_path / "copy")
    mine, theirs = read_site(tmp_path / "site"), read_site(tmp_path / "copy" / "site")

    assert done.code == 0, done.err
    for source, copy in zip(mine.sources, theirs.sources, strict=True):
        lines = [line.number for line in source.configuration.walk() if not line.verbatim]
        assert [line.number for line in copy.configuration.walk() if not line.verbatim] == lines
    if (tmp_path / "site" / "secrets.toml").exists():
        shutil.copy(tmp_path / "site" / "secrets.toml", tmp_path / "copy" / "site")
        theirs = read_site(tmp_path / "copy" / "site")
    assert places(theirs) == places(replace(mine, certificates=()))


def places(plan: Plan) -> list[tuple[str, str, int]]:
    """What is found, and where."""
    return sorted((finding.code, finding.device, finding.line) for finding in findings(plan))


def test_the_same_site_is_the_same_archive(site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Made twice, elsewhere and with other times on its files, it has the same bytes."""
    other = tmp_path / "elsewhere" / "site"
    shutil.copytree(site, other, copy_function=shutil.copyfile)
    for folder, name in ((site, "one.zip"), (other, "two.zip")):
        assert ez2flex(capsys, "bundle", folder, "-o", tmp_path / name).code == 0

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_archive_and_its_files_are_their_owners_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is called after the site, lies where one stands, and nobody else can read it."""
    site = planned(capsys, tmp_path / "shop-0417", *GUIDE)
    monkeypatch.chdir(tmp_path)
    done = ez2flex(capsys, "bundle", site)
    archive = tmp_path / "shop-0417-bundle.zip"
    with ZipFile(archive) as opened:
        modes = {entry.external_attr >> 16 for entry in opened.infolist()}
        names = opened.namelist()

    assert done.out == "shop-0417-bundle.zip\n"
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert modes == {stat.S_IFREG | 0o600}
    assert all(name.startswith("shop-0417/") for name in names)


@pytest.mark.parametrize("there", ["a file", "a link to nowhere", "a folder"])
def test_nothing_is_written_over(there: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What has the name already stays as it is: exit code 3."""
    site, path = planned(capsys, tmp_path / "site"), tmp_path / "copy.zip"
    match there:
        case "a file":
            path.write_text("mine", "utf-8")
        case "a folder":
            path.mkdir()
        case _:
            path.symlink_to(tmp_path / "nowhere")
    done = ez2flex(capsys, "bundle", site, "-o", path)

    assert (done.code, done.out) == (3, "")
    assert "nothing is written over it" in done.err
    assert not (tmp_path / "nowhere").exists()
    assert there != "a file" or path.read_text("utf-8") == "mine"


def test_a_folder_that_is_no_site_is_not_copied(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Neither is one whose sources were changed: nothing is known of what is in them."""
    site = planned(capsys, tmp_path / "site")
    (site / "sources" / "br-leeds.cfg").write_text("key zz0001zz\n", "utf-8")
    changed = ez2flex(capsys, "bundle", site, "-o", tmp_path / "copy.zip")
    none = ez2flex(capsys, "bundle", tmp_path, "-o", tmp_path / "copy.zip")

    assert (changed.code, none.code) == (65, 65)
    assert not (tmp_path / "copy.zip").exists()


def test_what_a_push_froze_is_not_in_the_copy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Texts with keys, what the router was before, journal and reports: none of them, and the folder is named."""
    case, device = "two-groups", "SP9"
    site = tmp_path / "pushed-site"
    save_site(golden_plan(case), site)
    Pushed(case=case, device=device, practice=before(case, device).fork(), path=site).push()
    assert ez2flex(capsys, "report", site).code == 0
    frozen = b"".join(path.read_bytes() for path in site.glob("pushed/*/*/*.cfg"))
    keys = [secret.value.reveal() for secret in read_site(site).secrets if secret.value.reveal().encode() in frozen]
    done = ez2flex(capsys, "bundle", site, "-o", tmp_path / "copy.zip")
    files = unpacked(tmp_path / "copy.zip", tmp_path / "copy")

    assert done.code == 0, done.err
    assert keys
    assert not [name for name in files if {"pushed", "journal"} & set(Path(name).parts) or "report" in name]
    assert not [key for key in keys if key.encode() in b"".join(files.values())]
    assert "  pushed" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="it has no limit of a file's size")
def test_a_disk_that_is_full_is_named_with_the_file_and_leaves_no_half_of_it(
    site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Half an archive would be mailed."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        ran = ez2flex(capsys, "bundle", site, "-o", tmp_path / "half.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert ran.code == Exit.SOURCE
    assert f"{tmp_path / 'half.zip'}: it cannot be written" in ran.err
    assert not (tmp_path / "half.zip").exists()
