"""`ez2flex render --present`: the way back of a router as it stands now, and in words what stays on it."""

from pathlib import Path

import pytest

from tests.applier import after, tree_of
from tests.commands import ez2flex
from tests.golden_cases import GOLDEN, output
from tests.printer import printed
from tests.second_wave import PRINTING

CASE, HUB = "branches-keep-server", "hq-vpn1"
SITE = GOLDEN / CASE / "site"
JOINED = "crypto ikev2 profile FLEX\n match identity remote fqdn other.example\n"


def present(tmp_path: Path, commands: str = "", case: str = CASE, device: str = HUB) -> Path:
    """A file with what the router shows once somebody sent it commands."""
    tree = after(tree_of(output(case, device, "target.cfg")), commands)
    path = tmp_path / f"{device}-now.cfg"
    path.write_text(printed(tree, PRINTING), encoding="utf-8")
    return path


def test_the_way_back_is_printed_as_the_undo_files_from_the_last_to_the_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On a hub that nobody else uses the texts are those files, and nothing is written."""
    done = ez2flex(capsys, "render", SITE, "--present", present(tmp_path))

    assert done.code == 0
    assert done.out == "".join(output(CASE, HUB, f"undo-{name}.cfg") for name in ("5-cutover", "4-stage", "1-archive"))
    assert done.err == f"{HUB}: taken back, in this order: cutover, stage, archive.\n"


def test_what_stays_is_named_with_the_lines_that_use_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The texts go to standard output, the reasons to standard error."""
    done = ez2flex(capsys, "render", SITE, "--present", present(tmp_path, JOINED))

    assert " no match identity remote fqdn br-leeds.fennmark.example\n" in done.out
    assert "no crypto ikev2 profile" not in done.out
    assert "crypto ikev2 profile FLEX / match identity remote fqdn other.example\n" in done.err
    assert "  interface Virtual-Template2 type tunnel\n" in done.err
    assert "Once they have left, the same command takes the rest back." in done.err


def test_no_key_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A line that shows why something stays is shown without its secret."""
    peer = "crypto ikev2 keyring FLEX\n peer other\n  pre-shared-key Others-Key-1\n"
    done = ez2flex(capsys, "render", SITE, "--present", present(tmp_path, peer))

    assert "peer other" in done.err
    assert "Others-Key-1" not in done.err + done.out


def test_one_stage_of_the_way_back_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --stage the text is that one alone."""
    done = ez2flex(capsys, "render", SITE, "--present", present(tmp_path), "--device", HUB, "--stage", "stage")

    assert done.out == output(CASE, HUB, "undo-4-stage.cfg")


def test_a_router_on_which_nothing_stands_has_nothing_to_take_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its configuration before the migration gives no command."""
    path = tmp_path / "now.cfg"
    path.write_bytes((SITE / "sources" / f"{HUB}.cfg").read_bytes())
    done = ez2flex(capsys, "render", SITE, "--present", path)

    assert (done.code, done.out, done.err) == (0, "", f"{HUB}: nothing is taken back.\n")


def test_of_two_hubs_both_are_read_and_one_alone_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The link between them is in use where either was joined."""
    case, server, hub = "filialen-new-hub", "NW-HH-RTR01", "nw-flex-hub"
    site = GOLDEN / case / "site"
    files = [present(tmp_path, "", case, server), present(tmp_path, f"hostname {hub}\n", case, hub)]
    both = ez2flex(capsys, "render", site, "--present", files[0], "--present", files[1])
    alone = ez2flex(capsys, "render", site, "--present", files[0])

    assert "no interface Tunnel100" in both.out
    assert both.err.count(": taken back, in this order: ") == 2
    assert "no interface Tunnel100" not in alone.out
    assert f"give --present of {hub} as well" in alone.err


def test_who_joined_without_a_line_is_to_be_looked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A profile that takes every certificate of a unit names nobody."""
    case = "two-authorities"
    done = ez2flex(capsys, "render", GOLDEN / case / "site", "--present", present(tmp_path, "", case))

    assert "see in `show crypto ikev2 sa detailed` who is connected" in done.err
    assert "crypto ikev2 profile FLEX / match certificate FLEX takes routers that no line names" in done.err


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("hostname elsewhere\ninterface Loopback0\n", (), "there is no device elsewhere"),
        (
            "interface Loopback0\nip route 0.0.0.0 0.0.0.0 192.0.2.1\n",
            (),
            "give it alone, and its router with --device",
        ),
        (f"hostname {HUB}\ninterface Loopback0\n", ("--device", "br-leeds"), "no present configuration of br-leeds"),
    ],
)
def test_a_configuration_of_another_router_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, words: tuple[str, ...], says: str
) -> None:
    """Nothing is printed that would be sent to the wrong router."""
    path = tmp_path / "now.cfg"
    path.write_text(text, encoding="utf-8")
    done = ez2flex(capsys, "render", SITE, "--present", path, *words)

    assert (done.code, done.out) == (64, "")
    assert says in done.err
