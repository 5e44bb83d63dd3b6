"""What a push of one router says of how it ended."""

from wizard.model.stage import Stage
from wizard.push.guards import DANGEROUS
from wizard.push.standing import Standing
from wizard.sentence import Sentence, so_many


def broken_off(error: BaseException) -> Sentence:
    """Why it ends in the middle; never with the text of a bug, which may hold a line of a configuration."""
    if isinstance(error, Exception):
        return f"a bug of ours: {type(error).__name__}; what is on the router goes back by itself"
    return "it was interrupted"


def sent_of(sent: int, rows: int) -> Sentence:
    """How many rows of a stage are sent, and how many nobody has to send."""
    return f"{so_many(sent, 'row')}{f', {rows - sent} there already' if rows > sent else ''}"


def lines_against(stage: Stage | None) -> Sentence:
    """With what the lines of a mix are compared."""
    state = f"what {stage.filename} leaves" if stage else "what was found before the first stage"
    return f"it runs neither the old configuration nor the new one; its lines are compared with {state}"


def mix_in_words(standing: Standing) -> Sentence:
    """What is one: what it runs, or what it would start with."""
    if not standing.in_startup:
        return lines_against(standing.stage)
    return NEW_OTHER_STARTUP if standing.stage in DANGEROUS else OTHER_STARTUP


def done_with(standing: Standing) -> tuple[Sentence, ...]:
    """What is more than the verdict says: of EzVPN nothing is left that nobody uses."""
    return (CLEANED,) if standing.stage is Stage.CLEANUP else ()


CLEANED: Sentence = "it is cleaned up: what EzVPN left behind, and nobody uses, is gone"
A_RELOAD_TAKES_IT_BACK: Sentence = "it is not saved: `reload`, without saving, brings the old configuration back"
ADDED: Sentence = (
    "somebody added lines since, and saved them, such as the next site of a hub; of this site nothing is missing"
)
LOGIN_STAYS: Sentence = "the login stage has no way back: what it changed stays, and so do the stages before it"
NO_COPY: Sentence = (
    "its timer goes back to a copy that the router does not show: see what it runs, and type `configure confirm` "
    "before the timer ends where that is right"
)
EDITED: Sentence = (
    "it is not confirmed: somebody changed the router while it was proved; what they typed is taken back with it"
)
OTHER_STARTUP: Sentence = (
    "it runs the old configuration, and would start with other lines: somebody saved it meanwhile; "
    "type `write memory` once it runs what it should start with"
)
NEW_OTHER_STARTUP: Sentence = (
    "it runs the new configuration, not saved, and would start with other lines: somebody saved it meanwhile; do not "
    "restart it, and type `write memory` once it runs what it should start with"
)
TAKEN_BACK: Sentence = "a person took it back"
NO_WAY_BACK: Sentence = (
    "its reload brings what was saved meanwhile, and not what it had: put right what it runs, type `write memory`, and "
    "then `reload cancel`; its lines are those by which its startup configuration differs"
)
MISPLACED: Sentence = (
    "rows are missing in front of others that are there, and would be put behind them, where their order counts: "
    "nothing more is sent; `revert` takes back what is staged, and the next push sends all of it"
)
DID_NOT_SAVE: Sentence = "the router did not save what it runs"
