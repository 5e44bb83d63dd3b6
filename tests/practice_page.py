"""docs/practice-texts.md: what the practice router prints and where each text was read, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, table
from tests.transcripts import not_printed
from wizard.practice import status_texts, texts
from wizard.practice.mode_row import MEMORY
from wizard.practice.modes import MODES
from wizard.practice.network import interface_texts, network_texts, routing_texts
from wizard.practice.pki import pki_texts
from wizard.practice.texts import Text

INTRODUCTION = """\
# What the practice router prints

Made from the rows of `wizard/practice/texts.py` and of the modes beside it. The practice router is a Cisco router that
is not there; it is as true as its texts. What nobody has published is *unconfirmed*: with a router at hand, an hour is
enough to look at all of it. Tags: D vendor documentation, T a published transcript, C the source of a tool that drives
IOS, I an issue. A word in braces stands for what differs. Whole transcripts, as they were published, stand in
`tests/transcripts/`; what is printed is compared with them text for text.
"""


def practice_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *_texts(), *_not_printed(), *_prompts()))


def named_texts() -> Iterator[tuple[str, Text]]:
    """Each text by its name."""
    for module in (texts, status_texts, pki_texts, network_texts, interface_texts, routing_texts):
        for name, value in vars(module).items():
            if isinstance(value, Text):
                yield name.lower().replace("_", " "), value
    for mode, text in texts.SAID_OF_A_NEW_ONE.items():
        yield f"said of a new {mode}", text


def _texts() -> Iterator[str]:
    named = sorted(named_texts(), key=lambda each: (each[1].is_confirmed, each[0]))
    unconfirmed = [(name, text) for name, text in named if not text.is_confirmed]
    confirmed = [(name, text) for name, text in named if text.is_confirmed]
    yield from (f"## {len(unconfirmed)} unconfirmed texts of {len(named)}", "")
    yield from table(
        ("what", "text", "what is unconfirmed", "source"),
        ((name, _shown(text), text.about or "all of it", text.source) for name, text in unconfirmed),
    )
    yield from ("## Published texts", "")
    yield from table(("what", "text", "source"), ((name, _shown(text), text.source) for name, text in confirmed))


def _not_printed() -> Iterator[str]:
    yield from ("## Published texts that it does not print", "")
    yield from table(("text", "why", "source"), ((code(row.text), row.why, row.source) for row in not_printed()))


def _shown(text: Text) -> str:
    return "<br>".join(code(row.replace("\a", "^G")) for row in text.text.split("\n") if row)


def _prompts() -> Iterator[str]:
    yield from ("## Prompts of configuration modes", "")
    yield from table(
        ("mode", "opened by", "prompt", "source"),
        (
            (
                mode.name,
                code(mode.opened_by),
                code(f"({mode.prompt})#"),
                "unconfirmed" if mode.source == MEMORY else mode.source,
            )
            for mode in sorted(MODES, key=lambda mode: (mode.source != MEMORY, mode.name))
        ),
    )
