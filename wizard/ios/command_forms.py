"""How IOS takes commands: what replaces what, what `no` needs, and what never shows in a configuration."""

REPLACES = (
    ("ip address", "no ip address", "ip unnumbered"),
    ("shutdown", "no shutdown"),
)
"""Sub-mode commands of which the newer one replaces the older one."""

VISIBLE_NEGATIONS = ("no ip address",)
"""What `no` leaves behind as a line of its own."""

EXCEPTIONS = {"passive-interface": "passive-interface default"}
"""A word whose `no` stands as a line of its own beside that general line: it says what is left out of it."""

DEFAULTS = ("no shutdown",)
"""What IOS takes and does not print."""

EXECUTED_ONLY = ("crypto key generate",)
"""Commands of the configuration mode that leave no line behind."""

MODES_WITHOUT_OBJECT = ("archive",)
"""Headers that stand only as long as there is something under them."""

NEGATED_UP_TO: tuple[tuple[str, int], ...] = (
    ("interface", 2),
    ("crypto ipsec transform-set", 4),
    ("aaa authorization network", 4),
    ("aaa authentication login", 4),
    ("username", 2),
)
"""How many words of a line `no` needs; the whole line where none is named here."""


NEGATED_BELOW_UP_TO: tuple[tuple[str, int], ...] = (
    ("redistribute bgp", 3),
    ("redistribute eigrp", 3),
    ("redistribute static", 2),
    ("redistribute connected", 2),
)
"""The same for lines of a sub-mode: `no redistribute static route-map X` would only take the route-map away.

[Cisco IOS IP Routing: Protocol-Independent Command Reference, redistribute]
"""


def negation_below(text: str) -> str:
    """The command that removes the line `text` of a sub-mode."""
    for prefix, words in NEGATED_BELOW_UP_TO:
        if text.startswith(f"{prefix} "):
            return f"no {' '.join(text.split()[:words])}"
    return f"no {text}"


def negation(text: str) -> str:
    """The command that removes the top line `text`."""
    for prefix, words in NEGATED_UP_TO:
        if text.startswith(f"{prefix} "):
            return f"no {' '.join(text.split()[:words])}"
    return f"no {text}"
