"""docs/session.md: what is typed at a router, and which answers are understood, made of the rows of the session."""

from tests.page_table import code, table
from wizard.fetch.shown_commands import SHOWN_COMMANDS
from wizard.session.legacy_algorithms import LEGACY
from wizard.session.listed_answers import LISTED_ANSWERS
from wizard.session.listed_questions import LISTED
from wizard.session.unasked_text import UNASKED

INTRODUCTION = """\
# A session with a router

One line is typed. Its exact echo must come back, then an answer, then the router's prompt; only then the next line is
typed. Any other answer stops with what was expected and the last that came. Behind that nothing is typed but what
proves where the router waits: ctrl+c where it asks something, and `show clock | include WORD` with a word that nobody
has typed before.

All of `fetch` ends after an hour with a router that answers byte by byte for ever; each answer has a limit of its own.

At the beginning of a session `terminal length 0`, `terminal width 0` and `terminal no monitor` are typed, which hold
for that session alone; `enable` where the user needs it.

## What `fetch` asks
"""


def session_page() -> str:
    """The whole page."""
    return "\n".join(
        [
            INTRODUCTION,
            *table(("command", "what for"), ((code(row.command), row.gives) for row in SHOWN_COMMANDS)),
            "A command that a release lacks, or that the user may not type, is noted in the log with what it said.",
            "",
            "## Questions that are answered",
            "",
            "Each once, by the one command that asks it; any other question stops. A question that names a file must",
            "name the one of the command.",
            "",
            *table(
                ("command", "question", "what is typed", "source"),
                (
                    (
                        code(row.command.pattern),
                        code(row.question.pattern.decode()),
                        code(row.answer.decode().strip() or "Enter"),
                        row.source,
                    )
                    for row in LISTED
                ),
            ),
            "## Answers that are understood",
            "",
            "To lines of configuration, and to commands that change something. No answer means that it was taken.",
            "Behind one that rejects it nothing more is typed. What a router then runs is read from what it shows.",
            "",
            *table(
                ("command begins", "answer", "what it means", "source"),
                (
                    (code(row.command.pattern or "any"), code(row.answer.pattern), row.meaning.name.lower(), row.source)
                    for row in LISTED_ANSWERS
                ),
            ),
            "## What comes unasked",
            "",
            "It is taken out, even from the middle of an echo, and kept.",
            "",
            *table(("name", "source"), ((code(row.name), row.source) for row in UNASKED)),
            "## Algorithms of SSH that are not used unasked",
            "",
            "A router that has no others is reached after somebody allowed it for that router with a reason, which",
            "hosts.toml keeps with the date.",
            "",
            *table(("kind", "algorithm", "why"), ((code(row.kind), code(row.name), row.why) for row in LEGACY)),
        ]
    )
