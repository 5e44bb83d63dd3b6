"""What is shown above a step for a moment: an error, an explanation, a question with one line as its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from screens.keys_off import key_name, why_off
from screens.widgets.keybar import KeyBar
from screens.widgets.modal_frame import HELP_KEYS, ModalFrame
from screens.widgets.plain_text import PlainText
from wizard.sentence import Sentence


class TextModal(ModalScreen[None]):
    """A text that is read and left."""

    BINDINGS: ClassVar = [
        Binding("escape,b", "leave", "back", key_display="esc"),
        Binding("enter", "leave", "close", show=False),
        *HELP_KEYS,
    ]
    HELP = "A text to be read: the arrows and page down go through what has no room. Enter or escape closes it."

    def __init__(self, title: str, text: str | Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with ModalFrame(self._title):
            with VerticalScroll(classes="modal-text"):
                yield PlainText(self._text)
            yield PlainText("enter or escape closes", classes="modal-keys")

    def on_click(self) -> None:
        self.dismiss()

    def action_leave(self) -> None:
        self.dismiss()


class StageModal(TextModal):
    """One stage with the checks around it, in as much room as there is."""


class ErrorModal(TextModal):
    """What happened, where, and what to do; several problems one below the other."""

    BINDINGS: ClassVar = [Binding("q", "app.quit", "quit")]
    HELP = "What went wrong, where, and what to do. Nothing that was answered is lost. Enter or escape goes on."

    def __init__(self, title: str, problems: Sequence[str]) -> None:
        super().__init__(title, "\n\n".join(problems))


class HelpModal(TextModal):
    """What the focused thing is, and every key that works there; the key that opened it closes it."""

    BINDINGS: ClassVar = [Binding("question_mark,f1", "leave", "help", show=False)]


class AskModal(ModalScreen[str | None]):
    """One line of text, None where it is left; a refusal stands below the line."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave"), HELP_KEYS[1]]
    HELP = (
        "A line to type or to paste into. Enter takes it; what is not taken says why below the line. Escape leaves "
        "everything as it was."
    )

    def __init__(
        self, title: str, value: str = "", hint: str = "", refusal: Callable[[str], str] = lambda answer: ""
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._refusal = refusal
        """Why an answer is not taken, "" where it is."""

    def compose(self) -> ComposeResult:
        with ModalFrame(self._title):
            yield Input(self._value, id="asked")
            yield PlainText("", id="refusal")
            yield PlainText(f"{self._hint} Escape leaves.".strip(), classes="modal-keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        refusal = self._refusal(event.value)
        if refusal:
            self.query_one("#refusal", PlainText).update(f"! {refusal}")
        else:
            self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)


class TooSmallModal(ModalScreen[None]):
    """What stands in a terminal that is too small for the wizard; it goes away by itself."""

    BINDINGS: ClassVar = [Binding("q", "app.quit", "quit")]

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        needed = f"The wizard needs {columns} columns and {rows} rows."
        self.texts: tuple[Sentence, ...] = (
            f"{needed} Make the terminal larger, take it as numbered text (ez2flex --linear), or use the commands: "
            "ez2flex --help",
            f"{needed} Make the terminal larger, or take ez2flex --linear",
            f"{columns}x{rows} needed, or --linear",
            f"{columns}x{rows} needed",
        )
        """From long to short."""

    def compose(self) -> ComposeResult:
        yield PlainText("", id="needed")
        yield KeyBar()

    def on_resize(self) -> None:
        """Say as much as there is room for, and nothing in part."""
        simulated = "SIMULATED. " if getattr(self.app, "is_simulated", False) else ""
        # The first row is for a timer that runs, the last one for the key.
        width, rows = self.size.width, max(1, self.size.height - 2)
        fitting = (text for said in self.texts if len(wrap(text := f"{simulated}{said}", max(1, width))) <= rows)
        self.query_one("#needed", PlainText).update(next(fitting, self.texts[-1]))


class BrokenScreen(Screen[None]):
    """What stands in the place of a screen that broke while a push is at work."""

    BINDINGS: ClassVar = [
        Binding("enter,escape", "app.show_push", "to the push", key_display="enter"),
        Binding("q", "app.quit", "quit"),
        *HELP_KEYS,
    ]
    HELP = "A screen of ez2flex broke. The push goes on as if nothing had been: enter shows it again."

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        yield PlainText("", classes="row-of-deadline")
        yield PlainText(
            f"A screen of ez2flex broke ({self._what}): a bug of ours.\n\n"
            "The push goes on, and the timer on the router is as it was.\n"
            "enter shows the push again; q leaves, and says what happens then."
        )
        yield KeyBar()


_MOVES = {
    **{word: word for word in ("up", "down", "page up", "page down", "first line", "last line")},
    "focus next": "to the next panel",
    "focus previous": "to the panel before",
    "copy selected text": "copy what is marked with the mouse",
}
"""What everybody knows, or seldom wants, stands behind what can be done here; some of it in other words."""
_NO_KEYS = ("super+",)
"""Keys that no terminal passes on."""


def help_for(screen: Screen[object]) -> tuple[str, str]:
    """The title and the text of the help for what is focused on that screen."""
    focused = screen.focused
    texts = [getattr(node, "HELP", None) for node in ((*focused.ancestors_with_self,) if focused else (screen,))]
    about = [text for text in texts if isinstance(text, str) and text]
    keys: dict[tuple[str, str], list[str]] = {}
    for key, active in screen.active_bindings.items():
        described = active.binding.description
        if key.startswith(_NO_KEYS):
            continue
        if described and active.enabled and not described.startswith(("Scroll", "Page Left", "Page Right")):
            why = why_off(active.binding.action, active.node)
            keys.setdefault((described.lower(), why), []).append(key_name(key))
    working = sorted((kind for kind in keys if not kind[1]), key=lambda kind: kind[0] in _MOVES)
    rows = [f"{', '.join(keys[kind]):<22} {_MOVES.get(kind[0], kind[0])}" for kind in working]
    off = [f"{', '.join(names)} ({description}): {why}" for (description, why), names in keys.items() if why]
    said = getattr(screen.app, "said", "")
    last = [f"Said last: {said}"] if len(said) > screen.app.size.width - 2 else []
    beside = getattr(screen.app, "beside_help", "")
    blocks = [*last, *([beside] if beside else []), *about, "Keys that work here:\n" + "\n".join(rows)]
    return "Help", "\n\n".join([*blocks, "Keys that do nothing now:\n" + "\n".join(off)] if off else blocks)
