"""The style sheets of the app: each is read once for each theme, and of the first frame before all others."""

from pathlib import Path

from textual.css.stylesheet import Stylesheet

FIRST = Path(__file__).with_name("frame.tcss")
"""What is painted first."""
REST = FIRST.with_name("app.tcss")


class StyleSheet(Stylesheet):
    """One that is not read again for the colours it has; Textual asks for that when the first theme is set."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        self._is_outdated = False

    def read_rest(self) -> None:
        """Know the looks of what comes behind the first frame, too; it has none of them."""
        if not self.has_source(str(REST)):
            self.read(REST)

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._colours:
            self._colours, self._is_outdated = variables, True
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._is_outdated:
            self._is_outdated = False
            super().reparse()
