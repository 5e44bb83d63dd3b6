"""docs/questions.md: every question with what may be answered and why, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table
from wizard.data.answer_forms.interfaces import INTERFACE_KINDS
from wizard.model.question import Question, WizardStep
from wizard.questions import QUESTIONS
from wizard.questions.tiers import CHOOSE

INTRODUCTION = """\
# Every question

Made from the rows of `wizard/questions/`. Most of them are settled by the configurations, or have a recommendation:
`ez2flex questions SITE` says what holds for a site and why, with the lines that each answer gives there.
`ez2flex plan SITE --set KEY=ANSWER` answers one for the whole site, `--set DEVICE.KEY=ANSWER` for one router. Sources
are pages of [facts/](facts/README.md) or Cisco documents.
"""

_ASKED_OF = {
    "site": "once for the site",
    "server": "of the EzVPN server",
    "hub": "of the hub",
    "spoke": "of each spoke",
    "device": "of each router",
}
_KINDS = (
    "## Names of interfaces",
    "",
    f"An interface of a router without a configuration is one of {codes(INTERFACE_KINDS)} and its number.",
    "",
)


_TIERS = (
    "## What an engineer answers",
    "",
    "What nobody but a person can tell is asked first, and is open until it is answered. Of the questions with a",
    f"recommended answer {len(CHOOSE)} are worth weighing: {', '.join(code(key) for key in CHOOSE)}.",
    "Every other one is a detail, folded in the wizard, but for one whose recommendation hangs on what no file says,",
    "such as `dpd` on a cellular line.",
    "",
)


def questions_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *_TIERS, *(line for step in WizardStep for line in _step(step)), *_KINDS))


def _step(step: WizardStep) -> Iterator[str]:
    yield from (f"## {step.value.capitalize()}", "")
    for question in QUESTIONS:
        if question.step is step:
            yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield from (f"### `{question.key}`", "", f"{question.wording} Asked {_ASKED_OF[question.scope]}.", "")
    yield from (f"- Why: {question.why}", *([f"- Otherwise: {question.otherwise}"] if question.otherwise else []))
    several = " A text of several lines is read, too." if question.form.takes_lines else ""
    yield f"- What may be typed ({question.kind}): {question.form.typed}.{several}"
    if question.names:
        yield f"- The name in `[names]` of plan.toml: {code(question.names)}"
    yield f"- Source: {question.citation}" + (" (unconfirmed)" if question.unconfirmed else "")
    yield ""
    if question.choices:
        yield from table(
            ("answer", "what it is", "when"),
            ((code(one.value), one.label, one.when) for one in question.choices),
        )
