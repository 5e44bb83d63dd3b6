"""A batch of spokes in plan.toml, with --set, and as `ez2flex questions` lists it."""

from pathlib import Path

import pytest

from tests.commands import Done, ez2flex
from tests.test_one_answer_for_many import HUB, written
from wizard.plan.answer import open_answers
from wizard.site import read_site

SPOKES = 8


@pytest.mark.parametrize(
    ("name", "members", "says"),
    [
        ("shops", "", "the batch shops has no spoke"),
        ("shops", "spoke-01, spoke-99", "there is no spoke spoke-99"),
        ("shops", "kiosk-*", "there is no spoke kiosk-*"),
        ("shops", HUB, f"{HUB} is no spoke, and a batch holds spokes alone"),
        (HUB.upper(), "spoke-01", f"a batch cannot be called {HUB.upper()}, which is a router of the site"),
        ("flexvpn-hub", "spoke-01", "a batch cannot be called flexvpn-hub, which is a router of the site"),
        ("", "spoke-01", "a batch has no name"),
        ("my shops", "spoke-01", "my shops is no name of a batch"),
    ],
)
def test_what_is_no_batch_is_refused_in_words(
    name: str, members: str, says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What, where and what to do, with --set and in a file alike, and nothing is written."""
    configurations, site, file = written(tmp_path, 3), tmp_path / "site", tmp_path / "answers.toml"
    file.write_text(f'[batch."{name}"]\nmembers = {[word.strip() for word in members.split(",")]}\n')
    typed = ez2flex(capsys, "plan", *configurations, "-o", site, "--set", f"{name}.members={members}")
    of_file = ez2flex(capsys, "plan", *configurations, "-o", site, "--answers", file)

    assert (typed.code, of_file.code) == (64, 64)
    assert f"--set {name}.members: {says}" in typed.err
    assert says in of_file.err
    assert str(file) in of_file.err
    assert not site.exists()


def site_with(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[Path, Done]:
    """A site of eight spokes, planned with those words."""
    site = folder / "site"
    return site, ez2flex(capsys, "plan", *written(folder, SPOKES), "-o", site, *words)


def test_set_makes_a_batch_and_answers_it_in_whatever_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One line of plan.toml for the batch, below its members."""
    words = ("--set", "shops.connect=manual", "--set", "shops.members=spoke-0[12], spoke-05")
    site, done = site_with(tmp_path, capsys, *words, "--set", "spoke-05.connect=auto")

    assert done.code == 0, done.err
    assert (site / "plan.toml").read_text().partition("\n[batch")[2] == (
        '.shops]\nmembers = ["spoke-0[12]", "spoke-05"]\nconnect = "manual"\n\n[device.spoke-05]\nconnect = "auto"\n'
    )


def test_the_command_lists_a_batch_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The text has one row for it, JSON the batch of each of its spokes; by its key it is shown alone."""
    words = ("--set", "shops.members=spoke-0[123]", "--set", "shops.connect=manual", "--set", "spoke-03.connect=auto")
    site, _ = site_with(tmp_path, capsys, *words)
    text, of_batch = (ez2flex(capsys, "questions", site, key).out for key in ("connect", "shops.connect"))
    data = {row["key"]: row for row in ez2flex(capsys, "questions", site, "connect", "--json").json}
    unanswered_yet = ez2flex(capsys, "questions", site, "shops.dpd")

    assert [line for line in text.splitlines() if line.startswith("  -> ")] == [
        "  -> 5 of 8 spokes: auto, settled (EzVPN has connect auto)",
        "  -> shops, 2 spokes: manual, answered",
        "  -> spoke-03: auto, answered",
    ]
    assert of_batch.startswith("shops.connect  (spoke, choice)\n")
    assert "  -> shops, 3 spokes: " in of_batch
    assert [
        (data[f"spoke-0{number}.connect"]["row"], data[f"spoke-0{number}.connect"]["batch"]) for number in (1, 3, 4)
    ] == [
        ("shops.connect", "shops"),
        ("spoke-03.connect", ""),
        ("connect", ""),
    ]
    assert unanswered_yet.out.startswith("shops.dpd  (device, text)\n")


def test_a_name_that_is_none_is_said_with_the_batches(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A misspelled batch is not taken for a device."""
    site, _ = site_with(tmp_path, capsys, "--set", "shops.members=spoke-01")
    done = site_with(tmp_path, capsys, "--set", "shop.connect=auto")[1]

    assert (done.code, site.exists()) == (64, True)
    assert "there is no device or batch shop" in done.err
    assert "the batches are shops." in done.err


HAND_WRITTEN = """
# Shops by the sea.
[batch.shops]
members = "spoke-0[1-4]" # four of them
pfs = 17
connect   = "manual"

[batch.north]
dpd = "often"
connect = "auto"
members = ["spoke-04", "spoke-05"]
"""


def test_what_is_none_in_plan_toml_stays_byte_for_byte_and_is_open_with_its_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A wrong place, a contradiction and a wrong value: each waits to be mended, and nothing else is touched."""
    site, _ = site_with(tmp_path, capsys)
    before = (site / "plan.toml").read_text() + HAND_WRITTEN
    (site / "plan.toml").write_text(before)
    done = site_with(tmp_path, capsys, "--set", "archive=no", "--set", "management_access=outside")[1]
    waiting = {row.key: row.why for row in open_answers(read_site(site))}

    assert done.code == 0, done.err
    assert (site / "plan.toml").read_text().startswith(before)
    assert set(waiting) == {"shops.pfs", "spoke-04.connect", "spoke-04.dpd", "spoke-05.dpd"}
    assert "asked once for the whole site" in waiting["shops.pfs"]
    assert "auto in [batch.north] and manual in [batch.shops]" in waiting["spoke-04.connect"]
    assert "often" in waiting["spoke-05.dpd"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[batch.shops]\nconnect = 'auto'\n", "the batch shops has no spoke"),
        ("[batch.shops]\nmembers = ['spoke-01', 'spoke-77']\n", "there is no spoke spoke-77"),
        ("[batch.shops]\nmembers = 5.5\n", "the members of a batch are a list of texts"),
        ("[batch.shops]\nmembers = ['*']\ncolour = 'blue'\n", "there is no question colour"),
        ("[batch.shops]\nmembers = ['*']\nlogin_password = 'x'\n", "login_password is a secret"),
        ("[batch]\nshops = 'x'\n", "it is no table"),
        ("batch = 'x'\n", "it is no table"),
        ("[[batch]]\nname = 'x'\n", "it is no table"),
    ],
)
def test_a_table_that_is_no_batch_is_refused_with_its_file(
    text: str, says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing is guessed, and nothing lost."""
    site, _ = site_with(tmp_path, capsys)
    before = (site / "plan.toml").read_text()
    (site / "plan.toml").write_text(f"{text}{before}" if text.startswith("batch =") else f"{before}\n{text}")
    done = ez2flex(capsys, "check", site)

    assert done.code in {64, 65}
    assert f"{site / 'plan.toml'}" in done.err
    assert says in done.err


def test_what_is_open_in_a_batch_is_listed_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`questions --open` names the batch whose stored answer is none, and not each of its spokes."""
    site, _ = site_with(tmp_path, capsys)
    with (site / "plan.toml").open("a") as file:
        file.write("\n[batch.shops]\nmembers = ['spoke-0[12]']\ndpd = 'often'\n")
    done = ez2flex(capsys, "questions", site, "--open")

    assert done.out.count("shops.dpd  (") == 1
    assert "  -> shops, 2 spokes: open (the answer is kept and not used: " in done.out
