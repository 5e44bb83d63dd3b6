"""What a row of the log says, once more without what may be a secret: what was heard is not trusted twice."""

from wizard.ios.masking import masked
from wizard.live.push_log import Heard, LogRow

_OF_ROUTERS = frozenset({Heard.SENT, Heard.GOT})
"""Rows in the words of IOS; in those of ez2flex `key` and `password` have nothing behind them that is secret."""


def row_text(row: LogRow) -> str:
    """Its text."""
    return masked(row.text) if row.what in _OF_ROUTERS else row.text
