"""How old it is what is said of a router: no screen says anything of one without that."""

from datetime import timedelta

from wizard.sentence import Sentence

_UNITS = ((timedelta(days=1), "days"), (timedelta(hours=1), "h"), (timedelta(minutes=1), "min"))


def ago_in_words(age: timedelta) -> Sentence:
    """`12 s ago`, `3 min ago`; clocks that differ a little make nothing younger than now."""
    for unit, name in _UNITS:
        if age >= 2 * unit:
            return f"{age // unit} {name} ago"
    return f"{max(0, int(age.total_seconds()))} s ago"
