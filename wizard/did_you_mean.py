"""What somebody may have meant who typed a word that nothing is called by."""

from collections.abc import Iterable

from wizard.sentence import Sentence

_MOST = 3
_ALIKE = 0.65
"""How much of both words is the same at least: two letters that changed places in a word of three."""


def did_you_mean(word: str, known: Iterable[str]) -> Sentence:
    """A sentence with the nearest of the known words; empty where none is near."""
    near = nearest(word, known)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words that are nearest to it, in whatever case, the nearest first."""
    from difflib import get_close_matches

    by_small = {name.lower(): name for name in known}
    return tuple(by_small[small] for small in get_close_matches(word.lower(), by_small, n=_MOST, cutoff=_ALIKE))
