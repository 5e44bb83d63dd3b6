"""Text from outside in a form in which every character is seen and none is obeyed by a terminal."""

from wizard.encoding import readable

_UNSEEN = frozenset(
    chr(code)
    for first, last in (
        (0x34F, 0x34F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)
"""Letters and marks that nothing is drawn for: those of Unicode's Default_Ignorable_Code_Point."""


def printable(text: str) -> str:
    r"""One line in which a character that is no letter, mark, digit, sign or blank is written `\x9b`, `\u202e`, `\t`.

    Control, format, unassigned and private characters, and what separates lines, are such (Unicode's Cc, Cf, Cn, Co,
    Cs, Zl, Zp). Zero-width joiners are among them: between the letters of a name they make two names look like one.
    """
    if text.isascii():
        return text if text.isprintable() else "".join(map(_seen, text))
    text = readable(text)
    if text.isprintable() and _UNSEEN.isdisjoint(text):
        return text
    return "".join(map(_seen, text))


def printable_lines(text: str) -> str:
    """Several lines, each as `printable` gives it."""
    return "\n".join(map(printable, text.split("\n")))


def _seen(character: str) -> str:
    if character.isprintable() and character not in _UNSEEN:
        return character
    # Blanks of any width are no danger and part of some scripts; only the ASCII one counts as printable.
    if character.isspace() and not character.isascii() and character not in "\x85\u2028\u2029":
        return character
    return character.encode("unicode_escape").decode("ascii")
