"""The few characters beyond ASCII that the screens draw, and what stands for them on a plain terminal."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from wizard.guide.shortened import shortened, without_middle
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

    def shortened(self, name: str, width: int) -> str:
        """A name in at most so many cells; of a long one the middle is left out, since names differ at the end."""
        shown = self.plain(name)
        if shown.isascii():
            shown = shortened(shown, width, self.left_out)
        if cell_len(shown) <= width:
            return shown
        return set_cell_size(shown, max(0, width - len(self.ellipsis))) + self.ellipsis

    def all_shortened(self, names: Sequence[str], width: int) -> list[str]:
        """The names in at most so many cells together: the short ones whole, and of the long ones each as much."""
        shown = {}
        for left, (place, name) in zip(
            range(len(names), 0, -1), sorted(enumerate(names), key=lambda row: len(row[1])), strict=True
        ):
            shown[place] = self.shortened(name, max(1, width // left))
            width -= cell_len(shown[place])
        return [shown[place] for place in range(len(names))]

    def fitted(self, text: str, width: int, beside: Iterable[str] = ()) -> str:
        """The text in exactly `width` cells: too long a name loses its middle, other text its end, with a mark.

        A name keeps that in which it differs from those beside it.
        """
        shown = self.plain(text)
        if shown.isascii():
            shown = shortened(shown, width, self.left_out, beside)
        if cell_len(shown) > width:
            cut = set_cell_size(shown, max(0, width - len(self.ellipsis))).removesuffix(self.left_out)
            return set_cell_size(cut + self.ellipsis, width)
        return set_cell_size(shown, width)

    def fitted_line(self, line: str, width: int) -> str:
        """The same for a line of a configuration, which says at its end what it is about: it loses its middle."""
        shown = self.plain(line)
        if len(shown) <= width or not shown.isascii():
            return self.fitted(line, width)
        return self.fitted(without_middle(shortened(shown, width, self.left_out), width, self.left_out), width)

    def plain_rows(self, text: str) -> str:
        """The rows of a text, each as `plain` gives it."""
        return "\n".join(map(self.plain, text.split("\n")))


UNICODE = Glyphs("…", "…", "↪", "│", "→", ascii_only=False)
ASCII = Glyphs(">", "..", ">", "|", ">", ascii_only=True)
