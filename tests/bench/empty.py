"""The yardstick of the first paint: a Textual application without a widget."""

from textual.app import App


class Empty(App[None]):
    """Nothing but Textual."""


if __name__ == "__main__":
    Empty().run()
