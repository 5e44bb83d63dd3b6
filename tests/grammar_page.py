"""docs/grammar-of-ios.md: what ez2flex knows of the grammar of IOS, made from the rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from re import Match

from tests.page_table import code, codes, table, tick
from wizard.check.rules.undefined_names import REFERENCES
from wizard.ios.command_forms import (
    DEFAULTS,
    EXCEPTIONS,
    EXECUTED_ONLY,
    MODES_WITHOUT_OBJECT,
    REPLACES,
    TAKES_FROM_BELOW,
    VISIBLE_NEGATIONS,
)
from wizard.ios.inverse import NEGATED_BELOW_UP_TO, NEGATED_UP_TO
from wizard.ios.list_entries import NUMBERS, STEP, TOP_LINES_IN_ORDER
from wizard.ios.masking.forms import BANNERS, CHAT, COMMANDS_OF_APPLETS, VARIABLES_OF_APPLETS
from wizard.ios.masking.secret_words import ENDS_LIKE_ONE, NAMED_BY, NO_SECRETS, SECRET_WORDS, STEMS, UNKNOWN
from wizard.ios.modes import GLOBAL_WORDS, MODES, Mode
from wizard.ios.named_objects import IKEV1_GLOBALS, IKEV1_USERS, NAMED_OBJECTS
from wizard.ios.printed_forms import PRINTED_FORMS

INTRODUCTION = """\
# The grammar of IOS that ez2flex knows

Made from the rows of `wizard/ios/`. Where a router of yours prints a mode, takes a command or keeps a secret that is
missing here, a row is missing there. `{n}` is the name of an object; other patterns are regular expressions.
"""


def grammar_page() -> str:
    """The page."""
    return "\n".join(
        (INTRODUCTION, *_modes(), *_objects(), *_commands(), *_lists(), *_printed_forms(), *_secrets(), *_no_secrets())
    )


def _modes() -> Iterator[str]:
    yield from ("## Modes, by which an unindented paste is indented", "")
    yield from table(
        ("mode", "opened by", "inside", "first words of its lines", "and lines like"),
        (
            (mode.name, code(mode.header), mode.inside, codes(sorted(mode.children.split(", "))), code(mode.pattern))
            for mode in _nested("")
        ),
    )
    yield from _words("These begin a global line; any other word stays in the mode that is open", sorted(GLOBAL_WORDS))


def _nested(inside: str) -> Iterator[Mode]:
    for mode in MODES.get(inside, ()):
        yield mode
        yield from _nested(mode.name)


def _objects() -> Iterator[str]:
    yield from ("## Objects with a name or a number", "")
    yield from table(
        ("object", "defined by", "and below", "used by", "used anywhere behind", "its bare name is a use"),
        (
            (
                row.kind,
                codes(row.definitions),
                codes(": ".join(label) for label in row.labels),
                codes((*row.uses, *filter(None, [row.called]))),
                codes(filter(None, row.far_uses.split("|"))),
                tick(row.named_anywhere),
            )
            for row in NAMED_OBJECTS.values()
        ),
    )
    yield from table(
        ("a line below", "that says", "names", "which is called"),
        ((code(one.within), code(one.pattern), one.kind, code(one.called.format("..."))) for one in REFERENCES),
    )
    yield from _words("IKEv1 is needed as long as there is one of", IKEV1_USERS)
    yield from _words("Once none is left, these serve nobody", IKEV1_GLOBALS)


def _commands() -> Iterator[str]:
    yield from ("## How a command is taken, and taken back", "")
    for one in REPLACES:
        yield from _words("The newer one replaces the older one of", one)
    yield from _words("`no` stands as a line of its own", VISIBLE_NEGATIONS)
    yield from _words(
        "`no` is an exception from a general line", (f"{one}: {all_}" for one, all_ in EXCEPTIONS.items())
    )
    yield from _words("Taken and not printed", DEFAULTS)
    yield from _words("Carried out, and no line of the configuration", EXECUTED_ONLY)
    yield from _words("Gone with the last line below", MODES_WITHOUT_OBJECT)
    for command, (header, gone) in TAKES_FROM_BELOW.items():
        yield from _words(f"New on a router, `{command}` takes from below `{header}`", sorted(gone))
    yield from table(("`no` needs no more words of", "words"), _numbers(NEGATED_UP_TO))
    yield from table(("and in a mode of", "words"), _numbers(NEGATED_BELOW_UP_TO))


def _lists() -> Iterator[str]:
    yield from ("## Lists", "")
    yield from table(("access list", "numbers"), ((kind, f"{all_[0]} to {all_[-1]}") for kind, all_ in NUMBERS))
    yield from table(("the order counts of", "words of the list's name"), _numbers(TOP_LINES_IN_ORDER))
    yield from (f"Sequence numbers go up by {STEP}.", "")


def _printed_forms() -> Iterator[str]:
    yield from ("## Lines that are printed otherwise than they are sent", "")
    yield from table(
        ("below", "line", "compared as", "source"),
        ((code(row.within), code(row.line), _compared(row.compared_as), row.citation) for row in PRINTED_FORMS),
    )


def _compared(form: str | Callable[[Match[str]], str]) -> str:
    if isinstance(form, str):
        return code(form) or "nothing"
    return "a form of its own"


def _secrets() -> Iterator[str]:
    yield from ("## Words behind which a secret stands", "")
    yield from table(
        ("words", "in a line that begins with", "behind", "before", "skipped", "ends before", "example"),
        (
            (
                codes(row.words.split()),
                *map(code, (row.start, row.before, row.after, row.skips, row.ends, row.example)),
            )
            for row in (*SECRET_WORDS, UNKNOWN)
        ),
    )
    yield from _words("And any word that ends in one of these behind a hyphen or an underscore", sorted(STEMS))


def _no_secrets() -> Iterator[str]:
    yield from ("## And where they have none", "")
    yield from table(
        ("words", "in a line that begins with", "behind", "before", "example"),
        ((codes(row.words.split()), *map(code, (row.start, row.before, row.after, row.example))) for row in NO_SECRETS),
    )
    yield from _words("Behind these stands a name, which may end like a secret's word", sorted(NAMED_BY))
    yield from _words("These end like one and are none", sorted(ENDS_LIKE_ONE))
    yield from _words("What an applet sends as one word is a secret, but for", sorted(COMMANDS_OF_APPLETS))
    yield from _words("What an applet's environment holds is one, but for", sorted(VARIABLES_OF_APPLETS))
    yield from _words("What a banner says is one, of the kinds", sorted(BANNERS))
    yield from _words("What a chat script sends is one, but for", sorted(CHAT))


def _words(title: str, words: Iterable[str]) -> Sequence[str]:
    return f"{title}: {codes(words)}.", ""


def _numbers(rows: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str]]:
    return ((code(words), str(count)) for words, count in rows)
