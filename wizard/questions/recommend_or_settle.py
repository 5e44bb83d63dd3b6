"""How a row states what holds as long as nobody answered."""

from wizard.model.question import Default

NO_KEY_YET = "none was drawn yet: `ez2flex plan` and the wizard draw one, and nothing else does"
"""Why a key is open that would be drawn."""


def recommend(value: str, why: str, of_several: str = "") -> Default:
    """A default that the engineer may well change."""
    return Default(value=value, why=why, why_of_several=of_several)


def weigh(value: str, why: str) -> Default:
    """A default of a detail that the engineer shall weigh on this router, for much hangs on what no file says."""
    return Default(value=value, why=why, weighed=True)


def settle(value: str, why: str, of_several: str = "") -> Default:
    """A default that the sources or earlier answers leave no choice about."""
    return Default(value=value, why=why, why_of_several=of_several, settled=True)


def open_until_answered(why: str) -> Default:
    """No default: nothing is safe to assume."""
    return Default(value=None, why=why)
