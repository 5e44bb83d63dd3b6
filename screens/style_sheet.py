"""The style sheet of the app, which is read once for each theme."""

from textual.css.stylesheet import Stylesheet


class StyleSheet(Stylesheet):
    """One that is not read again for the colours it has; Textual asks for that when the first theme is set."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        self._is_outdated = False

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._colours:
            self._colours, self._is_outdated = variables, True
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._is_outdated:
            self._is_outdated = False
            super().reparse()
