"""The ledger's laws: every line once, no secret told, what is kept stays, and every new line is written."""

import re
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.applier import Node, tree_of
from tests.golden_cases import golden_cases, golden_plan, output
from tests.reading import ALL, source
from wizard.errors import SourceError
from wizard.ios.masking import masked
from wizard.ledger import came_from, fate_of, ledger, ledger_of
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.plan import Source
from wizard.model.question import Resolved
from wizard.parse.sources import read_source

OF_A_CASE = pytest.mark.parametrize("case", golden_cases())
OF_A_FILE = pytest.mark.parametrize("name", ALL)

SECRET = re.compile(
    r"(?:^| )(?:password|secret|community|key|pre-shared-key)(?: (?:local|remote))?(?: [0-9](?= ))? (?P<secret>\S{6,})"
)
NO_SECRETS = {"config-key", "address", "hostname", "encryption", "chain", "generate", "pubkey-chain"}
"""Words that may follow `key`, `password` or `pre-shared-key` and are no secret."""


def lines_of(source: Source) -> list[str]:
    """The lines of the file as they were read."""
    return re.split(r"\r*\n|\r", source.data.decode("utf-8-sig"))


def configuration_lines(source: Source) -> list[int]:
    """The numbers of the lines that are neither blank nor `!` nor a header or a prompt."""
    numbered = enumerate(lines_of(source), 1)
    return [number for number, line in numbered if line.strip() not in {"", "!"} and number not in source.skipped]


@cache
def paths(case: str, device: str, name: str) -> frozenset[tuple[str, ...]]:
    """Every line of a golden file with the headers that it stands below, secrets masked."""

    def walked(node: Node, above: tuple[str, ...]) -> list[tuple[str, ...]]:
        here = (*above, masked(node.text))
        return [here, *(path for child in node.below for path in walked(child, here))]

    return frozenset(path for top in tree_of(output(case, device, name)) for path in walked(top, ()))


def paths_of(source: Source) -> dict[int, tuple[str, ...]]:
    """The headers and the text of each line of a source, secrets masked, by its number; banners are left out."""
    found: dict[int, tuple[str, ...]] = {}
    for top in source.configuration:
        if top.verbatim:
            continue
        found[top.number] = (masked(top.text),)
        for child in (below for below in top.children if not below.verbatim):
            found[child.number] = (masked(top.text), masked(child.text))
            for below in list(child.walk())[1:]:
                found[below.number] = (masked(top.text), masked(child.text), masked(below.text))
    return found


@OF_A_CASE
def test_every_line_of_a_site_has_one_entry(case: str) -> None:
    """No line of a configuration disappears, and none is told twice."""
    plan = golden_plan(case)
    for read in plan.sources:
        numbers = [entry.line for entry in ledger(plan) if entry.device == read.device]

        assert numbers == configuration_lines(read)


@OF_A_FILE
def test_every_line_of_a_lone_file_has_one_entry(name: str) -> None:
    """A file for which there is no plan is accounted for as well."""
    entries = ledger_of(source(name))

    assert [entry.line for entry in entries] == configuration_lines(source(name))
    assert all(entry.why for entry in entries)


def told(entries: tuple[LedgerEntry, ...]) -> str:
    """All that the ledger says, as one text."""
    return "\n".join("\n".join((entry.text, entry.reason, *map(str, entry.becomes))) for entry in entries)


def secrets_of(source: Source) -> set[str]:
    """The keys and passwords of a file, found by other means than those that mask them."""
    found = {match["secret"] for line in lines_of(source) for match in SECRET.finditer(line.strip())}
    return found - NO_SECRETS


@OF_A_CASE
def test_no_secret_of_a_site_is_told(case: str) -> None:
    """The ledger of a site shows no key and no password, neither old nor new ones."""
    plan = golden_plan(case)
    text = told(ledger(plan))
    secrets = {secret for source in plan.sources for secret in secrets_of(source)}
    secrets |= {other_secret.value.reveal() for other_secret in plan.secrets}

    assert [secret for secret in secrets if secret in text] == []


@OF_A_FILE
def test_no_secret_of_a_lone_file_is_told(name: str) -> None:
    """The ledger of a file shows no key and no password."""
    text = told(ledger_of(source(name)))

    assert [secret for secret in secrets_of(source(name)) if secret in text] == []


@OF_A_CASE
def test_what_is_kept_is_there_in_the_end(case: str) -> None:
    """A line that stays is in the configuration after the clean-up, below the same header."""
    plan = golden_plan(case)
    for read in plan.sources:
        final, where = paths(case, read.device, "final.cfg"), paths_of(read)
        kept = [entry.line for entry in ledger(plan) if entry.device == read.device and entry.verdict is Verdict.KEPT]

        assert [where[line] for line in kept if line in where and where[line] not in final] == []


@OF_A_CASE
def test_every_new_line_is_on_its_router(case: str) -> None:
    """What a line becomes stands in the target of the device that is named before it."""
    becomes = {line for entry in ledger(golden_plan(case)) for line in entry.becomes}

    assert [line for line in becomes if line.path not in paths(case, line.device, "target.cfg")] == []


@OF_A_CASE
def test_every_line_that_a_question_decides_leads_to_that_question(case: str) -> None:
    """The question to which enter goes is the one that is named before the reason."""
    plan = golden_plan(case)
    for entry in ledger(plan):
        if entry.verdict is Verdict.DECIDE and entry.question:
            fate = fate_of(plan, entry)

            assert isinstance(fate, Resolved), entry
            assert entry.reason.startswith(f"{fate.question.key}: ")


@OF_A_CASE
def test_every_new_line_leads_back_to_the_lines_that_became_it(case: str) -> None:
    """From a line of the target one finds each line of the sources of which the ledger says that it became that."""
    plan = golden_plan(case)
    for entry in ledger(plan):
        assert all(entry in came_from(plan, line) for line in entry.becomes)


@OF_A_CASE
def test_nothing_of_a_golden_site_is_unknown(case: str) -> None:
    """The golden sites hold no line of EzVPN that is not understood."""
    assert [entry for entry in ledger(golden_plan(case)) if entry.verdict is Verdict.UNKNOWN] == []


@settings(max_examples=300)
@given(name=st.sampled_from(ALL), seed=st.randoms())
def test_a_mangled_file_is_accounted_for(name: str, seed: Random) -> None:
    """Lines that are cut, doubled, dropped or moved below others leave no line without an entry."""
    rows: list[str] = []
    for row in lines_of(source(name)):
        change = seed.random()
        if change < 0.03:
            rows.append(" ".join(row.split(" ")[: seed.randint(1, 5)]))
        elif change < 0.05:
            rows += [row, row]
        elif change < 0.07:
            rows.append(f" {row}")
        elif change > 0.09:
            rows.append(row)
    try:
        mangled = read_source("\n".join(rows).encode(), name)
    except SourceError:
        return

    assert [entry.line for entry in ledger_of(mangled)] == configuration_lines(mangled)
