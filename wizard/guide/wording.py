"""The words for values that every front end shows alike; no code reads them."""

from wizard.errors import EzError, SourceErrors
from wizard.guide.questions import Effect, QuestionGroup
from wizard.model.question import Kind, Origin, Question, Resolved

_ORIGIN = {
    Origin.ANSWERED: "your answer",
    Origin.SETTLED: "settled: {why}",
    Origin.RECOMMENDED: "recommended: {why}",
    Origin.OPEN: "{why}. Nothing that needs it is written",
}


def label(question: Question) -> str:
    """The question in two or three words: its key as one says it."""
    return (question.names or question.key).replace("_", " ")


def shown_value(question: Resolved) -> str:
    """The value in words: a choice by its label, a secret never."""
    if question.origin is Origin.OPEN:
        return "OPEN"
    if question.question.kind is Kind.SECRET:
        return "given"
    return value_in_words(question.question, question.value)


def value_in_words(question: Question, value: str) -> str:
    """A choice by its label, any other value as it is."""
    return next((choice.label for choice in question.choices if choice.value == value), value or "(empty)")


def origin_in_words(question: Resolved) -> str:
    """Where the value comes from."""
    return _ORIGIN[question.origin].format(why=question.why)


def title_of(group: QuestionGroup) -> str:
    """Whose questions those are."""
    if group.is_names:
        return f"Names on {group.device}" if group.device else "Names in general"
    return f"{group.device} ({', '.join(role.in_words for role in group.roles)})" if group.device else "Whole site"


def answer_in_words(question: Resolved) -> str:
    """The question with the value that holds now."""
    return f"{question.key}: {shown_value(question)}"


def effect_in_words(effect: Effect) -> str:
    """What else an answer changed; "" where nothing."""
    parts = [_counted(effect.more_questions, "more question")] if effect.more_questions else []
    parts += [f"{_counted(effect.other_values, 'other value')} changed"] if effect.other_values else []
    return ", ".join(parts)


def problems_in_words(error: EzError) -> list[str]:
    """Each thing that went wrong, with its place and what to do."""
    return [str(problem) for problem in error.errors] if isinstance(error, SourceErrors) else [str(error)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
