"""docs/beliefs.md: what nobody has seen a router do, with the experiment that settles it, made from the rows."""

from tests.page_table import code, table
from wizard.practice import BELIEFS

INTRODUCTION = """\
# Beliefs

Made from the rows of `wizard/practice/beliefs.py`. Each is a behaviour of IOS that nobody has confirmed and on which a
safe push may depend. The practice router takes the first position; `beliefs={"NAME": "POSITION"}` gives it another one,
and tests run in all of them. Whoever has a router at hand settles one in a minute: please tell us what it did.
"""


def beliefs_page() -> str:
    """The page."""
    rows = table(
        ("belief", "what is not known", "positions, what is believed first", "experiment", "source"),
        (
            (code(belief.name), belief.about, ", ".join(belief.positions), belief.experiment, belief.source)
            for belief in BELIEFS
        ),
    )
    return "\n".join((INTRODUCTION, *rows))
