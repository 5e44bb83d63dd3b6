"""What an answer of a router means for what was typed, as the error that it is."""

from wizard.errors import Refused, RouterBusy, Surprise
from wizard.ios.masking import quoted
from wizard.sentence import Sentence
from wizard.session.listed_answers import Meaning, meaning_of
from wizard.session.received_text import shown_end


def judge(command: str, answer: str, router: str) -> None:
    """Refused where the router rejects it, RouterBusy where it cannot now, Surprise where its answer is on no list."""
    meaning = meaning_of(command, answer)
    if meaning is Meaning.TAKEN:
        return
    hint: Sentence = f"It says: {shown_end(answer.encode('utf-8', 'surrogateescape'))}"
    if meaning is None:
        raise Surprise(f"to {quoted(command)} the router says what is on no list", hint=hint, where=router)
    if meaning is Meaning.BUSY:
        raise RouterBusy(f"{quoted(command)} cannot be done now", hint=hint, where=router)
    verb = "may not be typed by this user" if meaning is Meaning.DENIED else "is rejected"
    raise Refused(f"{quoted(command)} {verb}", hint=hint, where=router)
