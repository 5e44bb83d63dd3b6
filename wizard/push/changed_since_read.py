"""In what a router differs from what a plan was made from."""

from collections.abc import Iterable

from wizard.ios.apply import applied
from wizard.ios.residue import NO_RESIDUE, Compared, Residue
from wizard.model.plan import Plan
from wizard.push.frozen_text import FrozenText
from wizard.push.reading import Reading


def changed_since_read(reading: Reading, plan: Plan, device: str, sent: Iterable[FrozenText] = ()) -> Residue:
    """The lines in which it differs from its source with what was sent to it since; none of a router without one.

    `sent` are those that the journal has as taken, in their order [push.md A0 items 7 and 20].
    """
    source = plan.source(device)
    if source is None:
        return NO_RESIDUE
    predicted = source.configuration
    for text in sent:
        predicted = applied(predicted, text.commands)
    return Compared(reading.running).residue(Compared(predicted))
