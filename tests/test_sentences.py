"""Facts, then words: with a hash in the place of every sentence, nothing but words changes."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.checks.sites import CHECKS, site
from tests.conftest import TESTS
from tests.facts import facts, facts_of_pairs, variants
from tests.golden_cases import golden_cases, golden_plan

_SCRIPT = """
from tests import hashed
hashed.install()
import json
from tests.facts import every, sentences
print(json.dumps({"facts": every(), "undeclared": hashed.undeclared, "sentences": sentences()}))
"""


@cache
def without_words() -> dict[str, dict[str, object]]:
    """The facts of all golden cases where every sentence is a hash, and what the hashing met on its way."""
    environment = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False, env=environment, cwd=TESTS.parent
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("case", golden_cases())
def test_nothing_but_words_changes_without_the_sentences(case: str) -> None:
    """Questions, the places to which lines and findings lead, rails, verdicts and rendered files stay as they are."""
    for name, plan in variants(golden_plan(case)):
        expected = json.loads(json.dumps(facts(plan)))

        assert without_words()["facts"][f"{case} {name}"] == expected, name


@pytest.mark.parametrize("kind", ["fires", "quiet"])
def test_no_check_reads_what_another_part_says(kind: str) -> None:
    """The sites on which each check fires have the same findings, negotiations and verdicts of a rehearsal."""
    for path in sorted(CHECKS.glob(f"*/{kind}")):
        expected = json.loads(json.dumps(facts_of_pairs(site(path))))

        assert without_words()["facts"][f"{path}"] == expected, path.parent.name


def test_the_sentences_were_hashed() -> None:
    """A question, a finding, a line of the ledger and a step have nothing to read in that run."""
    for sentence in without_words()["sentences"]:
        assert len(sentence) == 64
        assert " " not in sentence


NO_SENTENCES = {
    "Acceptance.reason": "a person's own words",
    "ConstructRow.written": "a line as documentation writes it",
    "Cause.pattern": "what a daemon writes into its log",
    "Document.text": "what is sent to a router, with a remark at its head",
    "Document.undo": "what is sent to a router, with a remark at its head",
    "Finding.accepted": "a person's own words",
    "LedgerEntry.text": "a line that was read",
    "NoSecret.example": "a line of a configuration",
    "Pattern.regex": "what a router answers",
}
"""Fields with English in them that are none of our sentences, and what they are."""


def test_every_text_in_english_is_declared_a_sentence() -> None:
    """A field that holds words for people is of the type Sentence, so that a hash takes their place."""
    assert {where: text for where, text in without_words()["undeclared"].items() if where not in NO_SENTENCES} == {}
