"""The few characters beyond ASCII that the screens draw, and what stands for them on a plain terminal."""

from typing import NamedTuple

from wizard.printable import printable


class Glyphs(NamedTuple):
    """The characters of one kind of terminal."""

    ellipsis: str
    """Where the end of a text is left out."""
    left_out: str
    """In the place of the middle of a name."""
    continued: str
    """Begins the rest of a line that is too long for its column."""
    divider: str
    arrow: str
    ascii_only: bool

    def plain(self, text: str) -> str:
        """One line without characters that this terminal cannot show or would obey."""
        if text.isascii() and text.isprintable():
            return text
        printable_text = printable(text)
        return printable_text.encode("ascii", "replace").decode() if self.ascii_only else printable_text

    def plain_rows(self, text: str) -> str:
        """The rows of a text, each as `plain` gives it."""
        return "\n".join(map(self.plain, text.split("\n")))


UNICODE = Glyphs("…", "…", "↪", "│", "→", ascii_only=False)
ASCII = Glyphs(">", "..", ">", "|", ">", ascii_only=True)
