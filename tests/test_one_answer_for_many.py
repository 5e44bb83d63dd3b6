"""A site with many spokes of one kind: it asks what one spoke asks, and says once what is wrong with all of them."""

from pathlib import Path

import pytest

from screens.modals import AskModal
from tests.bench.hub import branch, hub
from tests.commands import ez2flex
from tests.pilot import driven, wizard
from wizard.check import finding_rows, findings
from wizard.check.same_cause import FindingRow, blocking, with_row_accepted, with_row_withdrawn
from wizard.guide.opening import Opening
from wizard.guide.produced_by_answer import ConsideredAnswer, produced
from wizard.guide.progress import UNJUDGED, Attention, Need, attention
from wizard.guide.questions import answered_in_row, groups_of, reached, taken_back
from wizard.guide.wording import produced_in_words, who_in_words
from wizard.model.plan import Plan
from wizard.model.question import WizardStep
from wizard.parse.sources import read_sources
from wizard.plan.answer import accept, answer, asked, reopen
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.perspective import resolved
from wizard.plan.propose import propose
from wizard.plan.question_rows import QuestionRow, open_rows, rows_of

MANY, SEVERAL = 25, 7
HUB, FIRST, OTHER = "hub-bench", "spoke-01", "spoke-07"


def files(spokes: int, *, bare: bool = False) -> dict[str, str]:
    """The configurations of a hub and that many spokes of one kind, which lack AAA and users where they are bare."""
    left_out = "aaa new-model\nusername bench privilege 15 secret 9 $9$bench\n" if bare else ""
    each = {f"{number}.cfg": branch(number).replace(left_out, "") for number in range(1, spokes + 1)}
    return {"hub.cfg": hub(900, users=MANY, split_entries=20), **each}


def planned(spokes: int, *, bare: bool = False) -> Plan:
    """The plan of them."""
    given = [(name, text.encode()) for name, text in files(spokes, bare=bare).items()]
    return with_drawn_keys(propose(read_sources(given), None))[0]


def written(folder: Path, spokes: int, *, bare: bool = False) -> list[Path]:
    """Their configurations as files."""
    for name, text in files(spokes, bare=bare).items():
        (folder / name).write_text(text)
    return [folder / name for name in files(spokes, bare=bare)]


@pytest.fixture(scope="module")
def many() -> Plan:
    """A hub and 25 spokes."""
    return planned(MANY)


def row_of(plan: Plan, key: str, device: str = FIRST) -> QuestionRow:
    """The row in which that question of a device stands."""
    return next(row for row in rows_of(plan) if f"{device}.{key}" in row.keys)


def shown_rows(plan: Plan) -> int:
    """How many rows the steps of the wizard show."""
    return sum(len(group.rows) for step in WizardStep for group in groups_of(plan, step))


def test_many_spokes_of_one_kind_ask_what_one_asks(many: Plan) -> None:
    """The wizard has no row more for 25 spokes than for one, although each of them is asked every question."""
    assert len(asked(many)) > 1000
    assert shown_rows(many) == len(rows_of(many)) <= shown_rows(planned(1))


def headings(text: str) -> list[str]:
    """The key at the head of each question."""
    return [line.split()[0] for line in text.splitlines() if line and not line.startswith(" ")]


def test_the_text_lists_no_question_twice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`ez2flex questions` asks several spokes what it asks one, with the value that they share in one line."""
    for spokes in (1, SEVERAL):
        assert ez2flex(capsys, "plan", *written(tmp_path, spokes), "-o", tmp_path / f"site-{spokes}").code == 0
    of_one, out = (ez2flex(capsys, "questions", tmp_path / f"site-{spokes}").out for spokes in (1, SEVERAL))

    assert len(headings(out)) == len(set(headings(out))) <= len(headings(of_one))
    assert f"  -> {SEVERAL} spokes: unnumbered, settled (" in out
    assert f"  -> {SEVERAL} spokes: each its own, settled (" in out
    assert "     spoke-07: 10.200.7.0/24\n" in out


def test_one_answer_for_every_spoke_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--set KEY=VALUE` answers for all spokes in [answers], and its exceptions stand below their devices."""
    site, words = (
        tmp_path / "site",
        ("--set", "management_access=outside", "--set", f"{OTHER}.management_access=tunnel"),
    )
    done = ez2flex(capsys, "plan", *written(tmp_path, MANY), "-o", site, *words)
    asked_for = ("questions", site, "management_access")
    text, rows = ez2flex(capsys, *asked_for).out, ez2flex(capsys, *asked_for, "--json").json
    of_one = [row for row in rows if row["key"].endswith(".management_access")]

    assert done.code == 0
    assert (site / "plan.toml").read_text().count("management_access") == 2
    assert "  -> 24 of 25 spokes: outside, answered\n" in text
    assert f"  -> {OTHER}: tunnel, answered\n" in text
    assert len(of_one) == MANY
    assert {row["row"] for row in of_one if row["device"] != OTHER} == {"management_access"}
    assert [row["row"] for row in of_one if row["device"] == OTHER] == [f"{OTHER}.management_access"]


def test_the_lines_of_an_answer_are_those_of_every_spoke_that_it_reaches(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Lines that 24 spokes share stand there once below the choice; an exception that is named shows its own."""
    site = tmp_path / "site"
    ez2flex(capsys, "plan", *written(tmp_path, MANY), "-o", site, "--set", f"{OTHER}.tunnel_address=unnumbered")
    of_all = ez2flex(capsys, "questions", site, "tunnel_address").out
    of_one = ez2flex(capsys, "questions", site, f"{OTHER}.tunnel_address").out
    found = ez2flex(capsys, "questions", site, "tunnel_address", "--json").json

    assert "        spoke-01, spoke-02, spoke-03 and 21 more, 4-stage.cfg:\n        | interface Tunnel0\n" in of_all
    assert of_one.startswith(f"{OTHER}.tunnel_address  (")
    assert f"        {OTHER}, 4-stage.cfg:\n        | interface Tunnel0\n        |  ip address negotiated\n" in of_one
    assert "spoke-01" not in of_one
    shown = [row["key"] for row in found if row["choices"][0]["lines"] is not None]
    assert shown == [f"{FIRST}.tunnel_address", f"{OTHER}.tunnel_address"]
    assert {row["row"] for row in found} == {"tunnel_address", f"{OTHER}.tunnel_address"}


def test_values_of_their_own_show_the_lines_of_one_spoke(many: Plan) -> None:
    """Where each spoke has its own networks, those of the first one stand for all."""
    answer_of_row = ConsideredAnswer(row_of(many, "lan_networks"))
    shown = [row.text for row in produced_in_words(answer_of_row, produced(many, answer_of_row))]

    assert shown[:3] == ["As an example, of spoke-01:", "It gives:", "spoke-01, 4-stage.cfg:"]


def test_an_answer_for_all_need_not_fit_an_exception(many: Plan) -> None:
    """What one spoke is answered otherwise does not stand in the way of the others, whichever came first."""
    single = answer(many, "tunnel_address", "negotiated", OTHER)
    every = answer(single, "tunnel_address", "unnumbered")

    assert resolved(every, "tunnel_address", OTHER).value == "negotiated"
    assert who_in_words(row_of(every, "tunnel_address")) == "24 of 25 spokes"


def test_answering_a_row_answers_all_and_an_exception_one(many: Plan) -> None:
    """The exception keeps its answer when the row is answered, and the row its own when the exception is."""
    single = answer(many, "management_access", "tunnel", OTHER)
    every = answered_in_row(single, row_of(single, "management_access"), "outside")
    otherwise = answered_in_row(every, row_of(every, "management_access", OTHER), "tunnel")

    assert [(given.device, given.value) for given in every.answers] == [("", "outside"), (OTHER, "tunnel")]
    assert [(given.device, given.value) for given in otherwise.answers] == [("", "outside"), (OTHER, "tunnel")]
    assert taken_back(otherwise, row_of(otherwise, "management_access", OTHER)).answers == every.answers[:1]
    assert taken_back(every, row_of(every, "management_access")).answers == single.answers


def test_single_answers_that_agree_become_one_row_and_one_line(many: Plan) -> None:
    """What was answered spoke by spoke alike is one row; answering that takes the place of all of them."""
    plan = many
    for spoke in many.spokes:
        plan = answer(plan, "management_access", "tunnel", spoke.device)
    every = answered_in_row(plan, row_of(plan, "management_access"), "outside")

    assert who_in_words(row_of(plan, "management_access")) == "25 spokes"
    assert [(given.device, given.value) for given in every.answers] == [("", "outside")]


def test_a_row_says_whom_its_answer_reaches(many: Plan) -> None:
    """What the hub and its spokes have in common is one row, and an answer that the hub has alone stays its own."""
    row = row_of(many, "ike_lifetime")
    kept = answer(many, "ike_lifetime", "3600", HUB)

    assert who_in_words(row) == "26 routers"
    assert who_in_words(row_of(kept, "ike_lifetime", HUB)) == HUB
    assert who_in_words(reached(many, row)) == "26 routers"
    assert who_in_words(reached(kept, row_of(kept, "ike_lifetime"))) == "25 of 26 routers"


def test_every_spoke_has_a_key_of_its_own(many: Plan) -> None:
    """A secret is never asked of many at once: those that were drawn are one row of each its own, open ones single."""
    bare, drawn = many, [row for row in rows_of(many) if row.first.question.key == "pre_shared_key"]
    for spoke in many.spokes:
        bare = reopen(bare, "pre_shared_key", spoke.device)
    secrets = [row for row in rows_of(bare) if row.first.question.key == "pre_shared_key"]

    assert [(len(row.devices), row.has_own_values) for row in drawn] == [(MANY, True)]
    assert len(secrets) == MANY
    assert not any(row.is_many or row.is_exception for row in secrets)


def test_what_is_open_on_every_spoke_waits_once() -> None:
    """The rail counts a question once for all of the spokes that wait for its answer, also one for a password."""
    waiting = [row.key for row in open_rows(planned(3, bare=True))]

    assert waiting == ["login_username", "login_password", "management_access"]
    assert attention(planned(3, bare=True), UNJUDGED) == {"strategy": Attention(Need.OPEN, 3)}


def test_one_password_does_for_all_and_another_for_one() -> None:
    """The row of all routers is answered once; whoever answers one alone is an exception, also from the next answer."""
    bare = planned(3, bare=True)
    answered = answered_in_row(bare, row_of(bare, "login_password"), "f0r-All")
    alone = next(row_of(answered, "login_password").of_each())
    other = answered_in_row(answered, alone, "f0r-One")

    assert [(secret.device, secret.value.reveal()) for secret in answered.secrets if "login" in secret.key] == [
        ("", "f0r-All")
    ]
    rows = [row for row in rows_of(other) if row.first.question.key == "login_password"]
    again = answered_in_row(other, rows[0], "f0r-0thers")
    assert [(len(row.devices), row.is_exception) for row in rows] == [(2, False), (1, True)]
    assert {secret.device: secret.value.reveal() for secret in again.secrets if "login" in secret.key} == {
        "": "f0r-0thers",
        alone.first.device: "f0r-One",
    }


def test_each_spoke_has_an_eap_password_of_its_own() -> None:
    """Whoever reads one on a spoke is no other spoke: it is asked of each by itself."""
    answers = {"certificate_authority": "yes", "hub_authentication": "rsa-sig", "spoke_authentication": "eap mschapv2"}
    plan = planned(3)
    for key, value in answers.items():
        plan = answer(plan, key, value)
    rows = [row for row in rows_of(plan) if row.first.question.key == "eap_password"]

    assert [row.is_many or row.is_exception for row in rows] == [False] * 3


def test_plan_names_once_what_is_open_on_every_spoke(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`ez2flex plan` says under which key one answer does for all, and JSON lists each."""
    configurations = written(tmp_path, 3, bare=True)
    done = ez2flex(capsys, "plan", *configurations, "-o", tmp_path / "site", "--json")

    assert "  login_username (3 routers): Which local user keeps the login?\n" in done.err
    assert [row["key"] for row in done.json["open"]][:3] == [f"spoke-0{number}.login_username" for number in (1, 2, 3)]


def test_each_finding_of_one_cause_is_one_row(many: Plan) -> None:
    """Many findings of 25 spokes are as many rows as those of one; each names its devices."""
    enrolled, one = (answer(plan, "certificate_authority", "yes") for plan in (many, planned(1)))
    rows = finding_rows(enrolled)

    assert len(findings(enrolled)) > 100
    assert len(rows) == len(finding_rows(one))
    assert sorted(finding.code for row in rows for finding in row.findings) == sorted(
        finding.code for finding in findings(enrolled)
    )
    assert next(row for row in rows if row.first.code == "LCK004").devices == tuple(
        spoke.device for spoke in many.spokes
    )


def test_a_row_of_findings_names_no_single_device(many: Plan) -> None:
    """The message of a row holds for each of its devices; alone it names the one that it concerns."""
    rows = {row.first.code: row for row in finding_rows(answer(many, "certificate_authority", "yes"))}

    assert rows["AUT015"].message == "No NTP server is named."
    assert rows["AUT015"].first.message == f"{HUB} has no NTP server."


def test_check_lists_each_cause_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The text has a row with its devices, and JSON a finding for each device."""
    site = tmp_path / "site"
    ez2flex(capsys, "plan", *written(tmp_path, 3), "--set", "certificate_authority=yes", "-o", site)
    text, data = ez2flex(capsys, "check", site), ez2flex(capsys, "check", site, "--json")
    codes = [finding["code"] for finding in data.json["findings"]]

    assert text.out.count("AUT015") == 1
    assert (
        "warning AUT015 4 routers: No NTP server is named.\n    on: hub-bench, spoke-01, spoke-02, spoke-03\n"
        in text.out
    )
    assert codes.count("AUT015") == 4
    assert text.err.startswith("1 blocker, 2 warnings, 2 notes. ")


def test_accepting_a_row_accepts_each_of_its_devices() -> None:
    """One reason gives one acceptance for each device, and withdrawing takes back all of them."""
    plan = bare_login(planned(3, bare=True))
    row = row_of_code(plan, "LCK001")
    accepted = with_row_accepted(plan, row, "changed on its console")
    again = row_of_code(accepted, "LCK001")

    assert [(each.code, each.device) for each in accepted.accepted] == [("LCK001", device) for device in row.devices]
    assert (len(again.devices), again.first.accepted) == (3, "changed on its console")
    assert [row.first.code for row in blocking(plan)] == ["LCK001", "LCK002", "LCK004"]
    assert [row.first.code for row in blocking(accepted)] == ["LCK002", "LCK004"]
    assert with_row_withdrawn(accepted, again) == plan


def bare_login(plan: Plan) -> Plan:
    """The plan whose spokes get `aaa new-model` alone, which may lock everybody out."""
    return answer(plan, "login", "bare")


def row_of_code(plan: Plan, code: str) -> FindingRow:
    """The first row of findings with that code."""
    return next(row for row in finding_rows(plan) if row.first.code == code)


def test_what_is_accepted_on_one_device_stands_apart() -> None:
    """A row does not hide that one of its devices is accepted and the others are not."""
    plan = bare_login(planned(3, bare=True))
    accepted = accept(plan, "LCK001", FIRST, "its console is at hand")
    rows = [(row.devices, row.first.accepted) for row in finding_rows(accepted) if row.first.code == "LCK001"]

    assert rows == [((FIRST,), "its console is at hand"), (("spoke-02", "spoke-03"), "")]


async def test_the_wizard_answers_a_row_and_makes_an_exception(tmp_path: Path) -> None:
    """Enter on the row answers all spokes; s lists them, and enter there answers one, which then stands below."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 3)))), folder=tmp_path) as driver:
        await driver.press("3", "z")
        await driver.go_to("#questions", "release")
        before = driver.rows("#questions")
        await driver.press("enter")
        asked_of = driver.text("#editor-question")
        await driver.fill_in("15.7(3)M8")
        await driver.go_to("#questions", "release")
        await driver.press("s")
        await driver.go_to("#questions", "  spoke-02")
        await driver.press("enter")
        await driver.fill_in("15.6(3)M9")
        await driver.go_to("#questions", "release")
        await driver.press("s")
        row = driver.rows("#questions")[driver.searched_cursor :][:2]

        assert asked_of.startswith("4 routers: ")
        assert not any("spoke-02" in each for each in before)
        assert [" ".join(each.split()) for each in row] == [
            "[x] release 3 of 4 routers: 15.7(3)M8",
            "[x] spoke-02 15.6(3)M9",
        ]
        assert [(given.device, given.value) for given in driver.plan.answers if given.key == "release"] == [
            ("", "15.7(3)M8"),
            ("spoke-02", "15.6(3)M9"),
        ]


async def test_enter_on_values_of_their_own_lists_the_spokes(tmp_path: Path) -> None:
    """Where each spoke has its own networks, enter shows them instead of asking one answer for all."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 3)))), folder=tmp_path) as driver:
        await driver.press("6", "z")
        await driver.go_to("#questions", "lan networks")
        await driver.press("enter")
        rows = driver.rows("#questions")[driver.searched_cursor :][:4]

        assert [" ".join(each.split()) for each in rows] == [
            "[=] lan networks each its own",
            "[=] spoke-01 10.200.1.0/24",
            "[=] spoke-02 10.200.2.0/24",
            "[=] spoke-03 10.200.3.0/24",
        ]
        assert "spoke-03: 10.200.3.0/24" in driver.text("#detail-text")


async def test_the_wizard_accepts_a_cause_on_every_device_at_once(tmp_path: Path) -> None:
    """a asks once why a blocker of three spokes may stay, and w lets it block on all of them again."""
    async with driven(wizard(Opening(files=tuple(written(tmp_path, 3, bare=True)))), folder=tmp_path) as driver:
        await driver.answer("login", "bare")
        await driver.press("7")
        await driver.go_to("#findings", "LCK001")
        row = driver.rows("#findings")[driver.searched_cursor]
        await driver.press("a")
        question = driver.screen_text() if isinstance(driver.app.screen, AskModal) else ""
        await driver.fill_in("changed on its console")
        accepted = [(acceptance.code, acceptance.device) for acceptance in driver.plan.accepted]
        await driver.go_to("#findings", "LCK001")
        await driver.press("w")

        assert "3 routers" in row
        assert "Why may LCK001 stay on spoke-01, spoke-02, spoke-03?" in question
        assert accepted == [("LCK001", f"spoke-0{number}") for number in (1, 2, 3)]
        assert not driver.plan.accepted
