"""Every question reads its answer in one form, by whichever door it comes: a value, or a clear refusal."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
import tomlkit

from tests.answer_samples import HOSTILE, SAMPLES, TYPED, fitting, form_of, where_asked
from tests.commands import COMPLETE, CONFIGS, ez2flex, planned
from tests.golden_cases import GOLDEN
from tests.hostile_values import all_of
from tests.pilot import driven, site, wizard
from tests.reading import source
from tests.with_authority import propose
from wizard.cli.commands.plan import set_answers
from wizard.data.answer_forms import OneOf, YesNo
from wizard.errors import AnswerError
from wizard.guide.opening import Opening
from wizard.guide.questions import answered
from wizard.model.plan import Answer, Plan
from wizard.model.question import Kind, Origin, Question, Refused, written_answer
from wizard.parse.sources import read_source
from wizard.plan.answer import answer, asked, keep_all, reopen, unused_answers
from wizard.plan.answers_file import Answers, give_answers
from wizard.plan.form import read_answer
from wizard.plan.perspective import Perspective, resolved
from wizard.questions import QUESTIONS
from wizard.site import read_site, save_site

EVERY = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
EVERY_TYPED = pytest.mark.parametrize("question", TYPED, ids=lambda question: question.key)


@EVERY
def test_every_question_is_asked_somewhere_and_knows_its_form(question: Question) -> None:
    """A row has a form with samples in the table of the tests, and some site asks it."""
    form = form_of(question)

    assert question.key in where_asked()
    assert type(form).__name__ in SAMPLES or isinstance(form, OneOf | YesNo)
    assert question.form.typed


@EVERY
def test_what_fits_is_read_and_is_written_so_that_it_reads_the_same(question: Question) -> None:
    """Each sample has a value, and the spelling that is kept means the same value."""
    plan, device = where_asked()[question.key]
    asking = Perspective(plan, device)
    for text in fitting(question, asking):
        value = read_answer(question, text, asking)

        assert not isinstance(value, Refused), (text, value)
        if question.kind is not Kind.SECRET:
            assert read_answer(question, written_answer(value), asking) == value


def test_yes_and_no_may_be_one_letter_in_either_case() -> None:
    """As whoever answers routers types them; another word is neither."""
    plan, device = where_asked()["pfs"]
    typed = ("yes", "Yes", "y", "Y", "true", "no", "No", "n", "N", "false", "ye", "0", "")
    read = [YesNo().read(text, Perspective(plan, device)) for text in typed]

    assert read[:10] == [True] * 5 + [False] * 5
    assert all(isinstance(value, Refused) for value in read[10:])


@EVERY_TYPED
def test_no_answer_is_bare_text(question: Question) -> None:
    """There is no question at which whatever somebody types becomes a line of a configuration."""
    plan, device = where_asked()[question.key]
    for text in ("a\nb", "\x1b[2J", "b\u00fcro", "x" * 5_000, 'a "b" ?\\ <c>'):
        assert isinstance(read_answer(question, text, Perspective(plan, device)), Refused), text


def unanswered(key: str) -> tuple[Plan, str]:
    """A plan in which nobody has answered that question, and the device that it asks."""
    plan, device = where_asked()[key]
    return reopen(reopen(plan, key, device), key), device


@EVERY_TYPED
def test_what_is_given_is_a_value_or_refused_and_what_is_stored_is_a_value_or_open(question: Question) -> None:
    """The two doors agree on every text: one says no, the other keeps the text as it is and says why it is not used."""
    plan, device = unanswered(question.key)
    for text in HOSTILE:
        stored = keep_all(plan, [Answer(device=device, key=question.key, value=text)])
        found = resolved(stored, question.key, device)
        given = outcome(partial(answer, plan, question.key, text, device))
        if isinstance(given, Plan):
            assert found.origin is Origin.ANSWERED, text
            assert given == stored
            continue

        assert given.hint
        assert given.where.endswith(question.key)
        assert (found.origin, found.value) == (Origin.OPEN, ""), text
        assert found.why.startswith("the answer is kept and not used: ")
        assert Answer(device=device, key=question.key, value=text) in stored.answers


@EVERY_TYPED
def test_every_way_of_giving_an_answer_ends_at_the_same_door(question: Question) -> None:
    """`--set`, a file of answers and the wizard take the same texts and refuse the same ones."""
    plan, device = unanswered(question.key)
    name = f"{device}.{question.key}" if device else question.key
    row = next(question for question in asked(plan) if question.key == name)
    for text in HOSTILE[::7]:
        ways = (
            partial(answer, plan, question.key, text, device),
            partial(set_answers, plan, [f"{name}={text}"]),
            partial(give_answers, plan, Answers((Answer(device=device, key=question.key, value=text),), (), ())),
            partial(answered, plan, row, text, device),
        )
        outcomes = [given if isinstance(given, Plan) else given.message for given in map(outcome, ways)]

        assert len(set(outcomes)) == 1, (text, outcomes)


def outcome(way: Callable[[], Plan]) -> Plan | AnswerError:
    """The plan, or why there is none."""
    try:
        return way()
    except AnswerError as error:
        return error


@EVERY_TYPED
def test_a_stored_answer_that_is_none_breaks_nothing(question: Question) -> None:
    """Everything that a plan becomes is there, or waits for that answer; nothing is recommended that is none either."""
    plan, device = unanswered(question.key)
    broken = keep_all(plan, [Answer(device=device, key=question.key, value="\x01 ? 999.1.1.1")])
    all_of(broken)

    assert question.key in {leftover.question.key for leftover in unused_answers(broken)}
    for asked_question in asked(broken):
        if asked_question.origin is not Origin.OPEN and asked_question.question.kind is not Kind.SECRET:
            asking = Perspective(broken, asked_question.device)
            assert not isinstance(read_answer(asked_question.question, asked_question.value, asking), Refused), (
                asked_question.key
            )


OPEN_CASES = ("guide-new-hub", "edge-strongest", "backup-client")
HOSTILE_TEXTS = ("999.1.1.1", "two words", "a\nb", "\x1b[2J", "", "9" * 5_000, "\u0661", "none")


@pytest.mark.parametrize(("text", "case"), list(zip(HOSTILE_TEXTS, cycle(OPEN_CASES), strict=False)))
def test_stored_lines_stay_byte_for_byte(
    case: str, text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whatever stands at the questions of a site, each command works, and saving changes the answered line alone."""
    folder = site(case, tmp_path)
    plan = read_site(folder)
    lines = [*_lines(plan, text)]
    table = tomlkit.parse((folder / "plan.toml").read_text("utf-8"))
    for name in ("answers", "device", "accepted"):
        table.pop(name, None)
    written_before = "\n".join((tomlkit.dumps(table).rstrip(), *lines, ""))
    (folder / "plan.toml").write_text(written_before, "utf-8", newline="\n")
    for words in (["questions", *(["--json"] if " " in text else [])], ["check"], ["render"]):
        done = ez2flex(capsys, words[0], folder, *words[1:])

        assert done.code in {0, 2}, done.err
    read = read_site(folder)
    save_site(answer(read, "separate_keys", "yes"), folder)
    kept = (folder / "plan.toml").read_text("utf-8").splitlines()

    assert unused_answers(read)
    assert [line for line in written_before.splitlines() if line not in kept] == []
    assert len(kept) == len(written_before.splitlines()) + 1


def _lines(plan: Plan, text: str) -> Iterator[str]:
    """A text at every question but those that decide which devices there are, in a spelling of somebody's own."""
    value = json.dumps(text)
    rows = [question for question in asked(plan) if question.question in TYPED]
    for device in dict.fromkeys(row.device for row in rows):
        yield f"[device.{json.dumps(device)}]" if device else "[answers]"
        for row in rows:
            if row.device == device and row.question.key != "separate_keys":
                decides = row.question.key in {"strategy", "hub_name"}
                typed = json.dumps(row.value) if decides else value
                yield f"  {row.question.key}   =   {typed}   # as it was typed"


GIVEN = {
    "peers": "999.1.1.1",
    "default_gateway": "10.0.0.300",
    "archive_path": "nvram bad",
    "group": "NOSUCH",
    "tunnel_source": "GigabitEthernet9/9",
    "ike_lifetime": "\u0661\u0662\u0660",
    "subject": "CN",
}


@pytest.mark.parametrize("key", GIVEN)
def test_a_command_says_what_is_wrong_where_and_what_to_do(
    key: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`--set` and `--answers` refuse it, and the file is named with its line; the site stays as it was."""
    folder = site("guide-new-hub", tmp_path)
    plan = read_site(folder)
    before = (folder / "plan.toml").read_bytes()
    device = next(question.device for question in asked(plan) if question.question.key == key)
    name = f"{device}.{key}" if device else key
    file = tmp_path / "given.toml"
    table = f"[device.{json.dumps(device)}]" if device else "[answers]"
    file.write_text(f"# mine\n\n{table}\n# {key}\n{key} = {json.dumps(GIVEN[key])}\n", "utf-8")
    line = next(n for n, row in enumerate(file.read_text("utf-8").splitlines(), 1) if row.startswith(key))
    sources = sorted((folder / "sources").iterdir())
    by_word = ez2flex(capsys, "plan", *sources, "-o", folder, "--set", f"{name}={GIVEN[key]}")
    by_file = ez2flex(capsys, "plan", *sources, "-o", folder, "--answers", file)

    assert (by_word.code, by_file.code) == (64, 64)
    assert f"--set {name}: " in by_word.err
    assert f"{file}:{line}: {name}: " in by_file.err
    assert len(by_word.err.strip().splitlines()) == 2
    assert (folder / "plan.toml").read_bytes() == before


def test_a_group_is_one_of_the_server_unless_radius_holds_it() -> None:
    """A name that is in no configuration is right only where the server asks RADIUS for it."""
    plan = read_site(GOLDEN / "guide-reuse" / "site")
    with pytest.raises(AnswerError, match="NOSUCH is no group of"):
        answer(plan, "group", "NOSUCH")
    local, radius = (b"network FENN-GROUPS local", b"network FENN-GROUPS group radius local")
    server = (CONFIGS / "server-dvti.cfg").read_bytes().replace(local, radius)
    plan = propose([read_source(server, "server-dvti.cfg"), source("spoke-nem-classic.cfg")])

    assert resolved(answer(plan, "group", "NOSUCH"), "group", "").value == "NOSUCH"


@pytest.mark.parametrize(
    ("kind", "identity"), [("address", "spoke1"), ("email", "spoke1.example.com"), ("fqdn", "spoke1@example.com")]
)
def test_an_identity_is_of_the_kind_that_was_chosen(kind: str, identity: str) -> None:
    """An address, an email address and a name differ, and one in place of another brings no tunnel up."""
    plan = answer(read_site(GOLDEN / "guide-reuse" / "site"), "spoke_identity_kind", kind)
    with pytest.raises(AnswerError, match="introduces itself by"):
        answer(plan, "identity", identity, plan.spokes[0].device)


def test_a_new_hub_is_not_called_like_another_router() -> None:
    """Its files and its answers would be theirs."""
    plan = read_site(GOLDEN / "guide-new-hub" / "site")
    spoke = plan.spokes[0].device
    with pytest.raises(AnswerError, match="a router of the site is called so"):
        answer(plan, "hub_name", spoke.upper())

    broken = keep_all(plan, [Answer(key="hub_name", value=spoke)])
    assert "hub_name" in {leftover.key for leftover in unused_answers(broken)}
    all_of(broken)


def test_an_interface_that_is_gone_is_asked_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A newer configuration without it keeps the line, says why it is not used, and withholds what needs it."""
    folder = planned(capsys, tmp_path / "site", words=("--set", "br-leeds.unnumbered_interface=Vlan1"))
    newer = tmp_path / "spoke-nem-classic.cfg"
    newer.write_text((CONFIGS / newer.name).read_text("utf-8").replace("interface Vlan1", "interface Vlan7"), "utf-8")
    done = ez2flex(capsys, "plan", CONFIGS / "server-dvti.cfg", newer, "-o", folder)
    listed = ez2flex(capsys, "questions", folder)

    assert done.code == 0, done.err
    assert "Vlan1 is no interface of br-leeds. It has" in done.err
    assert "Vlan1 is no interface of br-leeds" in listed.out
    assert 'unnumbered_interface = "Vlan1"' in (folder / "plan.toml").read_text("utf-8")
    assert ez2flex(capsys, "check", folder).code == 2


def test_two_stored_answers_that_contradict_are_both_asked_until_one_is_changed() -> None:
    """Neither is believed; either answer that lets the other stand closes both."""
    plan = where_asked()["pfs"][0]
    both = keep_all(plan, [Answer(key="encapsulation", value="vti"), Answer(key="ipv6", value="yes")])

    assert {leftover.key for leftover in unused_answers(both)} == {"encapsulation", "ipv6"}
    assert unused_answers(answer(both, "encapsulation", "gre")) == ()
    assert unused_answers(answer(both, "ipv6", "no")) == ()


def test_an_answer_below_a_device_that_is_never_asked_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It had no effect: `--set` refuses it, and a stored one is open beside the answer of the whole site."""
    folder = planned(capsys, tmp_path / "site")
    refused = ez2flex(
        capsys, "plan", *(CONFIGS / name for name in COMPLETE), "-o", folder, "--set", "br-leeds.pfs=none"
    )
    with (folder / "plan.toml").open("a") as file:
        file.write('[device.br-leeds]\npfs = "none"\n[device.hq-vpn1]\nconnect = "manual"\n')
    plan = read_site(folder)

    assert refused.code == 64
    assert "asked once for the whole site" in refused.err
    assert {leftover.key: leftover.why for leftover in unused_answers(plan)} == {
        "br-leeds.pfs": "the answer is not used: it is asked once for the whole site and stands in [answers]",
        "hq-vpn1.connect": "the answer is not used: it is asked of br-leeds, and not of hq-vpn1",
    }
    assert resolved(plan, "pfs", "").value == "group19"
    assert unused_answers(reopen(reopen(plan, "pfs", "br-leeds"), "connect", "hq-vpn1")) == ()


async def test_the_wizard_shows_the_reason_and_refuses_what_is_typed(tmp_path: Path) -> None:
    """A stored answer that is none stands among the open ones; typing another that is none changes nothing."""
    folder = site("guide-reuse", tmp_path)
    plan = read_site(folder)
    spoke = plan.spokes[0].device
    save_site(keep_all(plan, [Answer(device=spoke, key="peers", value="999.1.1.1")]), folder)
    async with driven(wizard(Opening(folder=folder)), folder=tmp_path) as person:
        await person.answer(f"{spoke}.peers", "10.0.0.300")
        refusal = person.text("#refusal")
        await person.press("escape")
        detail = person.text("#detail-text")
        await person.press("r")

        assert "! 10.0.0.300 is no IPv4 address. Like 203.0.113.1." in refusal
        assert "999.1.1.1 is no IPv4 address" in detail
        assert unused_answers(person.plan) == ()
