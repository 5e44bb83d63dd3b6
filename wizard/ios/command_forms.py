"""How IOS takes a command: what it replaces, what `no` leaves behind, and what never shows in a configuration."""

from wizard.ios.list_entries import entry_of
from wizard.model.configuration import has_prefix

REPLACES = (
    ("ip address", "no ip address", "ip unnumbered"),
    ("shutdown", "no shutdown"),
)
"""Sub-mode commands of which the newer one replaces the older one."""

VISIBLE_NEGATIONS = ("no ip address",)
"""What `no` leaves behind as a line of its own, whatever words follow it."""

EXCEPTIONS = {"passive-interface": "passive-interface default"}
"""A word whose `no` stands as a line of its own beside that general line: it says what is left out of it."""

DEFAULTS = ("no shutdown",)
"""What IOS takes and does not print."""

EXECUTED_ONLY = ("crypto key generate", "ip access-list resequence")
"""Commands of the configuration mode that leave no line behind, where the numbers of a list are not printed."""

MODES_WITHOUT_OBJECT = ("archive",)
"""Headers that stand only as long as there is something under them."""

TAKES_FROM_BELOW = {"aaa new-model": ("line", frozenset({"login", "login local"}))}
"""A command that is new on the router, and which lines below which headers it takes away: AAA takes over the lines."""


def slot_of(text: str) -> tuple[str, ...]:
    """The commands of which IOS keeps one, where `text` is one of them."""
    return next((slot for slot in REPLACES if any(has_prefix(text, word) for word in slot)), ())


def visible_negation(text: str) -> str:
    """The line that a command with `no` leaves behind, "" where it leaves none."""
    return next((line for line in VISIBLE_NEGATIONS if has_prefix(text, line)), "")


def takes_away(command: str, text: str) -> bool:
    """Whether `no ...` removes that line, of which it need not say all words, nor the number of an entry."""
    if not command.startswith("no "):
        return False
    words = command.removeprefix("no ")
    return has_prefix(text, words) or has_prefix(entry_of(text), entry_of(words))
