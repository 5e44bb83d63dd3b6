"""`ez2flex questions`: every question, and with a site what holds and where it comes from."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands import GUIDE, ez2flex, planned
from wizard.questions import QUESTIONS


def row(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """The question with that key."""
    return next(row for row in rows if row["key"] == key)


def test_every_question_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a site, the text holds the key, the wording, the choices or the form, and the reason of each."""
    out = ez2flex(capsys, "questions").out

    for question in QUESTIONS:
        assert f"{question.key}  (" in out
        assert question.wording in out
        assert question.why in out
        assert question.choices or f"  answer: {question.form.typed}\n" in out
        assert all(f"= {choice.value}: {choice.label}" in out for choice in question.choices)


def test_every_question_is_listed_for_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    """The same questions as JSON, in the same order."""
    rows = ez2flex(capsys, "questions", "--json").json

    assert [row["key"] for row in rows] == [question.key for question in QUESTIONS]
    assert [row["form"] for row in rows] == [question.form.typed for question in QUESTIONS]
    assert {"wording", "choices", "default", "why", "otherwise"} <= rows[0].keys()
    assert all(choice.keys() == {"value", "label", "when"} for row in rows for choice in row["choices"])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ike_lifetime", "120 to 86400"),
        ("idle_time", "60 to 86400; or none"),
        ("dpd", "seconds (10 to 3600), seconds between retries (2 to 60)"),
        ("tunnel_mtu", "MTU (576 to 9216) and TCP segment size (500 to 1460)"),
        ("inter_hub_network", "of /31 or shorter"),
        ("name_virtual_template", "1 to 2147483647"),
        ("pin_peer_route", "yes or no"),
        ("encapsulation", "vti, gre, auto"),
    ],
)
def test_the_form_of_an_answer_has_its_range(key: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever answers by `--set` reads what is taken before it is refused."""
    assert words in row(ez2flex(capsys, "questions", "--json").json, key)["form"]


def test_a_site_shows_what_holds_and_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An answer, a recommendation, what is settled and what is open are told apart."""
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--set", "pfs=none"))
    rows = ez2flex(capsys, "questions", site, "--json").json
    answered, open_one = row(rows, "pfs"), row(rows, "guide-ezvpn-spoke1.login_password")

    assert (answered["value"], answered["origin"], answered["default"]) == ("none", "answered", "group19")
    assert (open_one["value"], open_one["origin"], open_one["default"]) == ("", "open", None)
    assert row(rows, "strategy")["origin"] == "recommended"
    assert row(rows, "guide-ezvpn-spoke1.lan_networks")["value"] == "10.10.1.0/24"


def test_the_text_shows_the_answer_beside_the_default(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An answered question still says what is recommended."""
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--set", "pfs=none"))
    out = ez2flex(capsys, "questions", site).out

    assert "  default: group19, recommended (" in out
    assert "  -> none, answered" in out
    assert "  -> open (a password is never invented)" in out


def test_a_password_that_is_set_is_not_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A secret shows that it is there, never its characters."""
    (tmp_path / "secrets.toml").write_text('[secrets]\nlogin_password = "hunter2"\n', "utf-8")
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--secrets", str(tmp_path / "secrets.toml")))
    text, data = ez2flex(capsys, "questions", site), ez2flex(capsys, "questions", site, "--json")

    assert "  -> ***, answered" in text.out
    assert row(data.json, "guide-ezvpn-spoke1.login_password")["value"] == "set"
    assert "hunter2" not in text.out + data.out


def test_each_choice_has_the_lines_that_it_gives_of_this_site(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What a choice gives on each device stands below it, and what it leaves out where it gives nothing."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    out = ez2flex(capsys, "questions", site, "pfs").out
    choices = {
        choice["value"]: choice for choice in row(ez2flex(capsys, "questions", site, "--json").json, "pfs")["choices"]
    }
    lines = [line["text"] for part in choices["group14"]["lines"] for line in part["lines"] if not line["header"]]

    assert (
        "  = group14: group 14; a router has no elliptic curves\n        It gives instead of what holds now:\n" in out
    )
    assert "|  set pfs group14\n" in out
    assert "It gives no line.\n        What holds now gives:\n" in out
    assert {*lines} == {" set pfs group14"}
    assert choices["group14"]["beside"] == "group19"
    assert choices["none"]["lines"] == []
    assert choices["none"]["leaves_out"]


def test_a_choice_is_held_beside_another_one_by_its_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of an open choice each one says what it gives beside the other one, named as it is listed."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[secrets]\nlogin_password = "hunter2"\n', "utf-8")
    words = ("--set", "login_username=netops", "--secrets", str(secrets))
    site = planned(capsys, tmp_path / "site", *GUIDE, words=words)
    out = ez2flex(capsys, "questions", site, "management_access").out

    assert 'It gives no line.\n        "through the tunnel" in its place would give:\n' in out
    assert 'It gives instead of "outside the tunnel: WAN address, console, out of band":\n' in out


def test_what_waits_for_an_answer_says_for_which(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where an open answer holds the lines of a choice back, its key stands there in their place."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    out = ez2flex(capsys, "questions", site, "login").out

    assert "Lines of it wait for the answer to guide-ezvpn-spoke1.login_username." in out


def test_only_the_named_questions_are_shown_with_all_of_their_lines(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The list shows the first lines of each answer; who names a question sees them all."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    every, one = ez2flex(capsys, "questions", site).out, ez2flex(capsys, "questions", site, "strategy").out
    of_all = [row for row in ez2flex(capsys, "questions", site, "--json").json if row["key"].endswith(".archive")]
    of_one = ez2flex(capsys, "questions", site, "guide-ezvpn-spoke1.archive", "--json").json
    refused = ez2flex(capsys, "questions", site, "nothing")

    assert " more: ez2flex questions SITE strategy\n" in every
    assert " more: name" not in one
    assert one.startswith("strategy  (site, choice)\n")
    assert one.count("  why: ") == 1
    assert [row["lines"] is None for row in of_all] == [False, True]
    assert "\n  lines: ez2flex questions SITE guide-ezvpn-spoke1.archive\n" in every
    assert [part["document"] for part in of_one[0]["lines"]] == ["1-archive.cfg"]
    assert "there is no question nothing" in refused.err


def test_what_is_open_is_listed_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--open` shows the questions that wait for a person and no other, as text and for a script."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    every = ez2flex(capsys, "questions", site, "--json").json
    waiting = [row for row in every if row["origin"] == "open"]
    text = ez2flex(capsys, "questions", site, "--open")

    assert 0 < len(waiting) < len(every)
    assert ez2flex(capsys, "questions", site, "--open", "--json").json == waiting
    assert (text.code, text.err) == (0, "")
    assert {line.split()[0] for line in text.out.splitlines() if line and not line.startswith(" ")} == {
        row["key"] for row in waiting
    }


def test_an_exception_that_is_open_is_listed_with_its_question(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where one router of many waits for an answer, its question stands there by the key that answers it."""
    spokes = (*GUIDE, "guide-ezvpn-spoke2-vti.cfg", "guide-ezvpn-spoke3.cfg")
    answered = ("--set", "management_access=outside", "--set", "guide-ezvpn-spoke3.release=15.2(4)M1")
    site = planned(capsys, tmp_path / "site", *spokes, words=answered)
    plan = (site / "plan.toml").read_text("utf-8")
    (site / "plan.toml").write_text(f'{plan}\n[device.guide-ezvpn-spoke1]\nconnect = "sometimes"\n', "utf-8")
    done = ez2flex(capsys, "questions", site, "--open")

    assert "guide-ezvpn-spoke1.connect  (" in done.out
    assert "-> open (" in done.out
    assert "\nconnect  (" not in done.out


def test_a_site_without_an_open_question_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nothing on standard output, an empty list for a script, and a sentence for a person."""
    site = planned(capsys, tmp_path / "site", words=("--set", "management_access=outside"))
    done = ez2flex(capsys, "questions", site, "--open")

    assert (done.code, done.out, done.err) == (0, "", "Nothing is open.\n")
    assert ez2flex(capsys, "questions", site, "--open", "--json").json == []


def test_open_and_keys_need_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    """What is open is known of a site alone; a key in the place of the site is told where it stands."""
    without, key = ez2flex(capsys, "questions", "--open"), ez2flex(capsys, "questions", "pfs")

    assert (without.code, key.code) == (64, 64)
    assert "ez2flex questions SITE --open" in without.err
    assert "ez2flex questions SITE pfs" in key.err
