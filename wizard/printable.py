"""Text from outside in a form in which every character is seen and none is obeyed by a terminal."""

import re

from wizard.encoding import readable

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that nothing is drawn for: those of Unicode's Default_Ignorable_Code_Point."""


def printable(text: str) -> str:
    r"""One line in which a character that is no letter, mark, digit, sign or blank is written `\x9b`, `\u202e`, `\t`.

    Control, format, unassigned and private characters, and what separates lines, are such (Unicode's Cc, Cf, Cn, Co,
    Cs, Zl, Zp). Zero-width joiners are among them: between the letters of a name they make two names look like one.
    """
    text = readable(text)
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(map(_seen, text))


def printable_lines(text: str) -> str:
    """Several lines, each as `printable` gives it."""
    return "\n".join(map(printable, text.split("\n")))


def _seen(character: str) -> str:
    if character.isprintable() and not _UNSEEN.match(character):
        return character
    # Blanks of any width are no danger and part of some scripts; only the ASCII one counts as printable.
    if character.isspace() and not character.isascii() and character not in "\x85\u2028\u2029":
        return character
    return character.encode("unicode_escape").decode("ascii")
