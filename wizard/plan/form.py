"""The one door of an answer: from what was typed or stored to its value, or to why it is none."""

from wizard.ios.masking import masked
from wizard.model.question import Asking, Kind, Question, Refused


def read_answer(question: Question, text: str, asking: Asking) -> object | Refused:
    """What an answer means for a device, by its form and by what the device has."""
    form = question.form
    if form.kind is Kind.SECRET:
        return form.read(text, asking)
    text = text.strip()
    plain = text.isprintable() and text.isascii()
    if not plain and not form.takes_lines:
        return Refused(reason="holds control or non-ASCII characters", hint="Use plain characters.")
    return form.read(text, asking)


def refused_in_words(question: Question, text: str, refused: Refused) -> str:
    """What is wrong with an answer, as the end of a sentence is; no secret stands in it."""
    if question.kind is Kind.SECRET:
        return f"the secret {refused.reason}"
    return f"{_in_short(text if refused.what is None else refused.what)} {refused.reason}"


def _in_short(text: str) -> str:
    """The answer as a message shows it: without a secret, and no longer than a sentence bears."""
    without_secrets = masked(text.strip())
    return f"{without_secrets[:40]}..." if len(without_secrets) > 40 else without_secrets or "an empty answer"
