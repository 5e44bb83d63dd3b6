"""What an answer is shown to give is that by which the whole documents differ, compared here by code of its own."""

from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from itertools import pairwise

import pytest

from tests.answer_samples import where_asked
from tests.golden_cases import golden_cases, golden_plan
from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check import findings
from wizard.errors import AnswerError
from wizard.guide.produced_by_answer import ConsideredAnswer, Produced, produced
from wizard.guide.produced_lines import ProducedPart
from wizard.guide.questions import answered_in_row, choices_of, reached
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.model.question import Kind, Origin, Question
from wizard.model.secret import Secret
from wizard.parse.sources import read_source
from wizard.plan.answer import answer, answer_secret, open_answers
from wizard.plan.perspective import hub_device, resolved
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.questions import QUESTIONS
from wizard.render import outputs, withheld
from wizard.site import names_of

CHANGES_NOTHING: dict[str, str] = {}
"""Questions of which no answer changes a line, a step or a finding of any plan here, and why they are asked."""

CASES_OF_A_QUESTION = 2
"""How many sites the law is proved on for each question; more where these show no difference."""


@cache
def plans() -> tuple[Plan, ...]:
    """The plan of each golden case, then other plans in which each secret is given."""
    golden = tuple(golden_plan(case) for case in golden_cases())
    others = dict.fromkeys(plan for plan, _ in where_asked().values() if plan not in golden)
    announced = answer(golden_plan("filialen-bgp"), "spoke_to_spoke", "yes")
    tracked = [
        answer(plan, "connect_track", number, "br-leeds")
        for plan in others
        if _asks_for_a_track(plan)
        for number in ("20", "21")
    ]
    return (*golden, announced, *map(with_secrets, (*two_lines(), *others, *tracked)))


def _asks_for_a_track(plan: Plan) -> bool:
    return any(row.first.question.key == "connect_track" for row in rows_of(plan))


def two_lines() -> Iterator[Plan]:
    """A spoke in client mode with a backup on another line, and one whose own translation looks at the first line."""
    for server, spoke in (("stations", "station"), ("", "backup-client")):
        names = f"server-of-{server}.cfg" if server else "server-crypto-map.cfg", f"spoke-{spoke}.cfg"
        texts = ((CONFIGS / name).read_text("utf-8") for name in names)
        looking = (text.replace(_MAP, f"{_MAP} match interface GigabitEthernet0/0\n") for text in texts)
        yield propose([read_source(text.encode(), name) for text, name in zip(looking, names, strict=True)])


_MAP = "route-map NAT permit 10\n"


def with_secrets(plan: Plan) -> Plan:
    """The plan with a key or password wherever one is asked for."""
    for found in open_answers(plan):
        if found.question.kind is Kind.SECRET:
            plan = answer_secret(plan, found.question.key, Secret("Correct-horse7"), found.device)
    return plan


def sites(question: Question) -> Iterator[tuple[Plan, QuestionRow]]:
    """Every plan that asks the question, with its first row; then with the others."""
    here = [(plan, [row for row in rows_of(plan) if row.first.question is question]) for plan in plans()]
    yield from ((plan, found[0]) for plan, found in here if found)
    yield from ((plan, other) for plan, found in here for other in found[1:])


def considered(plan: Plan, row: QuestionRow) -> tuple[ConsideredAnswer, ...]:
    """The answers of which the lines are shown."""
    choices = choices_of(row.first.question)
    return tuple(ConsideredAnswer(reached(plan, row), choice.value) for choice in choices) or (ConsideredAnswer(row),)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_an_answer_shows_what_the_documents_differ_by(question: Question) -> None:
    """With each answer that is allowed, what is shown is what is sent, typed or found otherwise than without it."""
    differs = False
    for number, (plan, row) in enumerate(sites(question)):
        if number >= CASES_OF_A_QUESTION and differs:
            break
        for one in considered(plan, row):
            found = produced(plan, one)
            differs |= bool(found.difference)
            assert_shows_the_difference(plan, one.one_row, one.one_value, found)

    assert differs != (question.key in CHANGES_NOTHING)


def assert_shows_the_difference(plan: Plan, row: QuestionRow, value: str, found: Produced) -> None:
    """The law for one answer of one plan."""
    question = row.first
    is_open = question.origin is Origin.OPEN and not choices_of(question.question)
    if is_open or found.refused or found.beside is None:
        assert not found.difference
        assert bool(found.refused) == (not is_open and refusal(plan, row, value) != "")
        return
    after = plan if is_held(row, value) else answered_in_row(plan, row, value)
    is_before = found.beside == question.value and question.origin is not Origin.OPEN and not is_held(row, value)
    before = plan if is_before else answered_in_row(plan, row, found.beside)
    assert_differ_in_that_answer_alone(before, after, row)
    shown = {(part.device, part.document): part for part in found.difference.given}
    missing = {(part.device, part.document): part for part in found.difference.left_out}
    where = f"{row.key} = {value} beside {found.beside}"
    documents = {document for _, document in (*shown, *missing)}
    if assert_of_documents(before, after, shown, missing, where):
        assert documents <= STAGE_FILES | {"radius.txt"}, where
    elif not found.difference.waits_for and not documents & STAGE_FILES:
        assert_of_words(before, after, shown, missing, where)
    assert_hides_secrets((*shown.values(), *missing.values()), (before, after))


def refusal(plan: Plan, row: QuestionRow, value: str) -> str:
    """Why that answer cannot be given, "" where it can."""
    try:
        answered_in_row(plan, row, value)
    except AnswerError as error:
        return error.message
    return ""


def is_held(row: QuestionRow, value: str) -> bool:
    """Whether that is its value on every router."""
    return all(question.origin is not Origin.OPEN and question.value == value for question in row.questions)


def assert_differ_in_that_answer_alone(before: Plan, after: Plan, row: QuestionRow) -> None:
    """One plan has the answer, the other one has another, and they have the rest in common."""
    key = row.first.question.key
    here = [(a.key, a.value) for plan in (before, after) for a in plan.answers]
    assert {k for (k, v), n in Counter(here).items() if n % 2} <= {key, "platform"}
    if row.first.question.kind not in {Kind.SECRET, Kind.URL}:
        assert any(resolved(before, key, device) != resolved(after, key, device) for device in row.devices)


STAGE_FILES = {"1-archive.cfg", "2-login.cfg", "3-pki.cfg", "4-stage.cfg", "5-cutover.cfg", "6-cleanup.cfg"}
Parts = dict[tuple[str, str], ProducedPart]


def texts(plan: Plan, hub: str) -> dict[tuple[str, str], list[str]]:
    """Every file of a device by device and name, the hub under that name, without remarks and empty lines."""
    devices = {folder: device for device, folder in names_of(plan).items()}
    found = {}
    for path, text in outputs(plan).items():
        folder, _, name = path.rpartition("/")
        if not folder:
            continue
        device = devices[folder]
        rows = [row for row in text.split("\n") if row.strip("! ") and not row.startswith(("! ", "# "))]
        found[hub if device == hub_device(plan) else device, name] = rows
    return found


def both(before: Plan, after: Plan) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Device, name, and the rows of each file without and with the answer; a renamed hub has its new name."""
    is_renamed = len({*names_of(before)} ^ {*names_of(after)}) == 2
    old = texts(before, hub_device(after) if is_renamed else hub_device(before))
    new = texts(after, hub_device(after))
    for device, name in sorted(old.keys() | new.keys()):
        yield device, name, old.get((device, name), []), new.get((device, name), [])


def assert_of_documents(before: Plan, after: Plan, shown: Parts, missing: Parts, where: str) -> bool:
    """The law for what is sent in whole; whether any of it differs."""
    held_back = {(stage.device, stage.stage.filename) for plan in (before, after) for stage in withheld(plan)}
    differs = False
    for device, name, old, new in both(before, after):
        if name not in STAGE_FILES | {"radius.txt"} or (device, name) in held_back:
            continue
        given, left_out = own(shown.get((device, name))), own(missing.get((device, name)))
        assert (old != new) == bool(given or left_out), (where, device, name)
        differs |= old != new
        if name in STAGE_FILES:
            assert_is_the_difference(given, left_out, [masked(row) for row in old], [masked(row) for row in new], where)
            assert below_their_headers(shown.get((device, name))) <= {*pairs([masked(row) for row in new])}, where
            assert below_their_headers(missing.get((device, name))) <= {*pairs([masked(row) for row in old])}, where
    return differs


def own(part: ProducedPart | None) -> list[str]:
    """The lines that are shown for their own sake."""
    return [line.text for line in part.lines if not line.is_header] if part else []


def assert_is_the_difference(given: list[str], left_out: list[str], old: list[str], new: list[str], where: str) -> None:
    """Each line as often as one text has it more than the other, and no more lines than a plain difference has."""
    surplus = Counter(given)
    surplus.subtract(left_out)
    expected = Counter(new)
    expected.subtract(old)
    assert +surplus == +expected, where
    assert -surplus == -expected, where
    if not surplus.total() and not +expected and not -expected:
        return
    plain = [
        row for row in unified_diff(old, new, n=0, lineterm="") if row[:1] in "+-" and row[:3] not in {"+++", "---"}
    ]
    assert len(given) + len(left_out) <= len(plain), where


def pairs(rows: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with the one that it stands below, "" where it stands below none."""
    above: list[str] = []
    for row in rows:
        depth = depth_of(row)
        above = [*above[:depth], row]
        yield (above[depth - 1] if depth else ""), row


def depth_of(row: str) -> int:
    """How many headers it stands below."""
    return len(row) - len(row.lstrip())


def below_their_headers(part: ProducedPart | None) -> set[tuple[str, str]]:
    """The same of what is shown; each header stands right above what is below it."""
    for line, after in pairwise(part.lines if part else ()):
        assert not line.is_header or depth_of(after.text) > depth_of(line.text), line
    return {*pairs([line.text for line in part.lines])} if part else set()


def assert_of_words(before: Plan, after: Plan, shown: Parts, missing: Parts, where: str) -> None:
    """The law where nothing that is sent differs: the checklists do, or else the findings."""
    differs = False
    for device, name, old, new in both(before, after):
        if name == "checklist.md":
            given, left_out = own(shown.get((device, name))), own(missing.get((device, name)))
            assert (old != new) == bool(given or left_out), where
            assert_is_the_difference(given, left_out, old, new, where)
            differs |= old != new
    steps = any(old != new for _, name, old, new in both(before, after) if name == "steps.toml")
    assert differs or not steps or "hub_name" in where, where
    if differs:
        return
    surplus = Counter(one.code for one in findings(after))
    surplus.subtract(one.code for one in findings(before))
    said = Counter(row.split()[1].rstrip(":") for part in shown.values() for row in own(part))
    said.subtract(row.split()[1].rstrip(":") for part in missing.values() for row in own(part))
    assert +said == +surplus, where
    assert -said == -surplus, where
    is_other = Counter(f"{one}" for one in findings(after)) != Counter(f"{one}" for one in findings(before))
    assert is_other or not (shown or missing), where


def assert_hides_secrets(parts: tuple[ProducedPart, ...], plans: tuple[Plan, ...]) -> None:
    """No key and no password is in what is shown."""
    secrets = {secret.value.reveal() for plan in plans for secret in plan.secrets}
    shown = "\n".join(line.text for part in parts for line in part.lines)
    assert not [secret for secret in secrets if len(secret) > 3 and secret in shown]
