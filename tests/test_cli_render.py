"""`ez2flex render` and `ez2flex diff`: what is written, what is held back, old beside new."""

from pathlib import Path

import pytest

from tests.commands import GUIDE, ez2flex, planned
from wizard.render import outputs
from wizard.site import read_site

SPOKE = "guide-ezvpn-spoke1"


def test_every_file_is_written_and_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Standard output names each file below out/, and each holds what the plan gives."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "render", site)

    assert done.code == 0
    assert done.out.splitlines() == [str(site / "out" / name) for name in outputs(read_site(site))]
    assert "\n no crypto ipsec client ezvpn HQ\n" in (site / "out" / "br-leeds" / "5-cutover.cfg").read_text("utf-8")
    assert "Next: ez2flex check" in done.err


def test_rendering_twice_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A site folder renders to one result."""
    site = planned(capsys, tmp_path / "site")
    rounds = []
    for _ in range(2):
        ez2flex(capsys, "render", site)
        rounds.append({path: path.read_bytes() for path in sorted((site / "out").rglob("*")) if path.is_file()})

    assert rounds[0] == rounds[1]


def test_what_is_open_holds_back_only_what_needs_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A stage that needs an open answer is not written, with the answer named; later ones need the login's AAA."""
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--set", "certificate_authority=yes"))
    done = ez2flex(capsys, "render", site)

    assert done.code == 0
    assert f"{SPOKE}, login: needs {SPOKE}.login_username" in done.err
    assert not (site / "out" / SPOKE / "2-login.cfg").exists()
    assert not (site / "out" / SPOKE / "target.cfg").exists()
    assert not (site / "out" / SPOKE / "4-stage.cfg").exists()
    assert (site / "out" / SPOKE / "3-pki.cfg").exists()


def test_one_stage_of_one_device_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --device and --stage the text goes to standard output, and nothing is written."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "render", site, "--device", "br-leeds", "--stage", "cutover")

    assert done.code == 0
    assert done.out == outputs(read_site(site))["br-leeds/5-cutover.cfg"]
    assert not (site / "out").exists()


def test_a_stage_with_nothing_to_send_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A router that has `aaa new-model` needs no login stage."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "render", site, "--device", "hq-vpn1", "--stage", "login")

    assert (done.code, done.out) == (0, "")
    assert "hq-vpn1 has nothing to send in stage login" in done.err


def test_a_stage_that_waits_for_an_answer_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A text with a placeholder is never printed: exit code 3 and the open answer."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    done = ez2flex(capsys, "render", site, "--device", SPOKE, "--stage", "login")

    assert (done.code, done.out) == (3, "")
    assert f"still open: {SPOKE}.login_username" in done.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--device", "br-leeds"), "--device and --stage go together"),
        (("--stage", "pki"), "--device and --stage go together"),
        (("--device", "nobody", "--stage", "pki"), "The devices are hq-vpn1, br-leeds"),
        (("--device", "br-leeds", "--stage", "push"), "invalid choice: 'push'"),
    ],
    ids=["no stage", "no device", "unknown device", "unknown stage"],
)
def test_what_to_print_must_be_one_text(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A device without a stage, or one that is not there, is a usage error."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "render", site, *words)

    assert done.code == 64
    assert says in done.err


def test_old_and_new_are_shown_with_what_changed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What goes and what comes is marked, inside its block; differences are exit code 2."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "diff", site, "--device", "br-leeds")

    assert done.code == 2
    assert "\n  interface FastEthernet4\n" in done.out
    assert "\n-  crypto ipsec client ezvpn HQ\n" in done.out
    assert "\n+ crypto ikev2 client flexvpn FLEX\n" in done.out
    assert "equal lines" in done.out


def test_every_line_can_be_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --all no equal line is left out."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "diff", site, "--device", "br-leeds", "--all")

    assert "equal lines" not in done.out
    assert "\n  hostname br-leeds\n" in done.out


def test_the_difference_of_one_stage_is_only_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The cut-over takes EzVPN off; the objects that the stage before it made are there already."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "diff", site, "--device", "br-leeds", "--stage", "cutover")

    assert "-  crypto ipsec client ezvpn HQ" in done.out
    assert "+ crypto ikev2 profile" not in done.out


def test_no_difference_is_exit_code_0(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A stage that changes nothing has nothing to show."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, "diff", site, "--device", "hq-vpn1", "--stage", "login")

    assert done.code == 0
    assert "0 added, 0 changed, 0 removed" in done.err


def test_the_difference_shows_no_key(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Old and new keys are masked; the rendered file alone holds them."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[device.br-leeds]\npre_shared_key = "Tunnel-Key-1"\n', "utf-8")
    words = ("--set", "hub_authentication=pre-share", "--set", "spoke_authentication=pre-share")
    site = planned(capsys, tmp_path / "site", words=(*words, "--secrets", str(secrets)))
    shown = ez2flex(capsys, "diff", site, "--device", "br-leeds", "--all").out
    ez2flex(capsys, "render", site)

    assert "Tunnel-Key-1" not in shown
    assert "***" in shown
    assert "Tunnel-Key-1" in (site / "out" / "br-leeds" / "4-stage.cfg").read_text("utf-8")


def test_old_beside_new_waits_for_open_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Without the user that the login stage needs, the new configuration is not known."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    done = ez2flex(capsys, "diff", site, "--device", SPOKE)

    assert (done.code, done.out) == (3, "")
    assert "still open" in done.err
