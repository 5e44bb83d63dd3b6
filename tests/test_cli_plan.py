"""`ez2flex plan`: a site folder with recommended answers, and what is still open."""

import io
import sys
import tomllib
from pathlib import Path

import pytest

from tests.commands import COMPLETE, CONFIGS, GUIDE, configurations, ez2flex, planned

SPOKE = "guide-ezvpn-spoke1"


def answers(folder: Path) -> dict[str, object]:
    """What plan.toml holds."""
    return tomllib.loads((folder / "plan.toml").read_text("utf-8"))


def test_a_complete_site_is_planned_without_an_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where the sources say everything, only the way to the spoke is open, and no file waits."""
    done = ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site")

    assert (done.code, done.out) == (0, "")
    assert "1 answer is open, no file waits for it" in done.err
    assert "br-leeds.management_access" in done.err
    assert f"ez2flex render {tmp_path / 'site'}" in done.err
    assert (tmp_path / "site" / "sources" / "hq-vpn1.cfg").read_bytes() == (CONFIGS / COMPLETE[0]).read_bytes()


def test_a_site_folder_in_folders_that_are_not_there_yet_is_made_with_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`-o customers/fennmark/leeds` needs no `mkdir` before it, and nobody else may look into what was made."""
    folder = planned(capsys, tmp_path / "customers" / "fennmark" / "leeds")

    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        ".gitignore",
        "plan.toml",
        "secrets.toml",
    ]
    assert folder.stat().st_mode & 0o077 == 0


def test_what_is_open_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A user and a password are never invented: they are open, and the plan is made nevertheless."""
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "-o", tmp_path / "site")

    assert done.code == 0
    assert "3 answers are open, and the files that need 2 of them are not written" in done.err
    assert f"{SPOKE}.login_username: Which local user keeps the login?" in done.err
    assert "a password is never invented" in done.err


def test_a_script_reads_what_is_open(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --json the open answers are data."""
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "-o", tmp_path / "site", "--json")

    assert [row["key"] for row in done.json["open"]] == [
        f"{SPOKE}.login_username",
        f"{SPOKE}.login_password",
        f"{SPOKE}.management_access",
    ]
    assert [row["kind"] for row in done.json["open"]] == ["name", "secret", "choice"]


def test_answers_are_given_for_the_site_and_for_one_device(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """KEY=VALUE answers for everyone, DEVICE.KEY=VALUE for that device."""
    site = planned(
        capsys, tmp_path / "site", *GUIDE, words=("--set", "pfs=group19", "--set", f"{SPOKE}.connect=manual")
    )

    assert answers(site)["answers"] == {"pfs": "group19"}
    assert answers(site)["device"] == {SPOKE: {"connect": "manual"}}


def test_the_longest_device_name_wins(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A host name may hold dots, and one may begin like another."""
    for name, hostname in zip(GUIDE[1:] * 2, ("spoke", "spoke.pfs"), strict=True):
        text = (CONFIGS / name).read_text("utf-8")
        (tmp_path / f"{hostname}.cfg").write_text(f"hostname {hostname}\n{text}", "utf-8")
    files = [str(tmp_path / "spoke.cfg"), str(tmp_path / "spoke.pfs.cfg"), *configurations(GUIDE[0])]
    done = ez2flex(capsys, "plan", *files, "--set", "spoke.pfs.connect=manual", "-o", tmp_path / "site")

    assert done.code == 0, done.err
    assert answers(tmp_path / "site")["device"] == {"spoke.pfs": {"connect": "manual"}}


def test_a_new_hub_is_named_and_answered_in_one_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The strategy is taken first, wherever it stands: it decides which devices there are."""
    words = ("--set", "flexhub.wan_interface=GigabitEthernet0/0", "--set", "hub_name=flexhub", "--set")
    site = planned(capsys, tmp_path / "site", *GUIDE, words=(*words, "strategy=new-hub"))

    assert answers(site)["device"] == {"flexhub": {"wan_interface": "GigabitEthernet0/0"}}


def test_a_new_hub_brings_its_own_configuration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --new-hub the addresses of the new hub are read, not asked."""
    hub = configurations("new-hub-present.cfg")[0]
    site = planned(capsys, tmp_path / "site", words=("--new-hub", hub))

    assert [row["role"] for row in answers(site)["source"]] == ["server", "new-hub", "spoke"]  # type: ignore[attr-defined]  # an array of tables


def test_a_router_is_not_the_new_hub_beside_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One device given twice is refused."""
    server, spoke = configurations(*GUIDE)
    done = ez2flex(capsys, "plan", server, spoke, "--new-hub", server, "-o", tmp_path / "site")

    assert done.code == 65
    assert "the device guide-ezvpn-server was read from guide-ezvpn-server.cfg already" in done.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--set", "pfs"), "--set: pfs has no value"),
        (("--set", "pfs=group1"), "--set pfs: group1 is no choice"),
        (("--set", f"{SPOKE}.pfs=group1"), f"--set {SPOKE}.pfs: group1 is no choice"),
        (("--set", "nobody.pfs=none"), "there is no device nobody"),
        (("--set", "colour=blue"), "there is no question colour"),
        (("--answers", "absent.toml"), "absent.toml: there is no absent.toml"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_an_answer_that_does_not_fit_is_refused(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The error names the answer and what it must be, and no folder is made."""
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), *words, "-o", tmp_path / "site")

    assert done.code in {64, 65}
    assert says in done.err
    assert not (tmp_path / "site").exists()


def test_a_secret_is_not_taken_from_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A shell keeps its history: --set refuses a password, and does not repeat it."""
    words = ("--set", f"{SPOKE}.login_password=hunter2")
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), *words, "-o", tmp_path / "site")

    assert done.code == 64
    assert "login_password is a secret" in done.err
    assert "hunter2" not in done.err + done.out


@pytest.mark.parametrize("way", ["file", "input"])
def test_secrets_come_from_a_file_or_from_standard_input(
    way: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A password given either way closes its question and stands in secrets.toml alone."""
    text = '[secrets]\nlogin_password = "hunter2"\n'
    (tmp_path / "passwords.toml").write_text(text, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    words = ("--secrets", str(tmp_path / "passwords.toml") if way == "file" else "-", "--set", "login_username=ops")
    site = planned(capsys, tmp_path / "site", *GUIDE, words=words)

    assert "hunter2" in (site / "secrets.toml").read_text("utf-8")
    assert "hunter2" not in (site / "plan.toml").read_text("utf-8")


def test_planning_again_keeps_the_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A newer configuration of the same routers is taken in, and no work is lost."""
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--set", f"{SPOKE}.connect=manual"))
    newer = tmp_path / GUIDE[1]
    newer.write_text(f"{(CONFIGS / GUIDE[1]).read_text('utf-8')}ip route 0.0.0.0 0.0.0.0 10.1.1.1\n", "utf-8")
    done = ez2flex(capsys, "plan", *configurations(GUIDE[0]), newer, "--set", "pfs=none", "-o", site)

    assert done.code == 0
    assert answers(site)["device"] == {SPOKE: {"connect": "manual"}}
    assert answers(site)["answers"] == {"pfs": "none"}
    assert (site / "sources" / f"{SPOKE}.cfg").read_bytes() == newer.read_bytes()


def test_a_site_is_answered_by_its_name_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What `plan` says to type answers a question of a site that is there, with the new hub that it has."""
    hub = configurations("new-hub-present.cfg")[0]
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--new-hub", hub, "--set", "strategy=new-hub"))
    before = {path.name: path.read_bytes() for path in (site / "sources").iterdir()}
    done = ez2flex(capsys, "plan", site, "--set", f"{SPOKE}.connect=manual")

    assert done.code == 0
    assert f"or: ez2flex plan {site} --set KEY=VALUE" in done.err
    assert answers(site)["device"] == {SPOKE: {"connect": "manual"}}
    assert {path.name: path.read_bytes() for path in (site / "sources").iterdir()} == before


def test_configurations_without_a_folder_for_the_site_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made in the folder where somebody happens to stand."""
    monkeypatch.chdir(tmp_path)
    done = ez2flex(capsys, "plan", *configurations(*GUIDE))

    assert done.code == 64
    assert "Name one with -o" in done.err
    assert not list(tmp_path.iterdir())


def test_a_second_spoke_joins_the_site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """More configurations than before are welcome in the same folder."""
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--set", "pfs=none"))
    planned(capsys, site, *GUIDE, "guide-ezvpn-spoke3.cfg")

    assert answers(site)["answers"] == {"pfs": "none"}


def test_the_folder_of_another_site_is_not_planned_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Configurations that lack a router of the folder are refused, and the folder stays as it is."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    before = (site / "plan.toml").read_bytes()
    done = ez2flex(capsys, "plan", *configurations(GUIDE[0], "guide-ezvpn-spoke3.cfg"), "-o", site)

    assert done.code == 64
    assert f"is the site of {SPOKE} too" in done.err
    assert (site / "plan.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (GUIDE[:1], "no configuration of a spoke was given"),
        (GUIDE[1:], "no EzVPN server among guide-ezvpn-spoke1.cfg"),
        (("guide-ezvpn-server.cfg", "server-dvti.cfg"), "more than one EzVPN server"),
    ],
    ids=["server alone", "spoke alone", "two servers"],
)
def test_a_site_needs_a_server_and_a_spoke(
    names: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What is missing is said, with how to recognise it."""
    done = ez2flex(capsys, "plan", *configurations(*names), "-o", tmp_path / "site")

    assert done.code == 65
    assert says in done.err
