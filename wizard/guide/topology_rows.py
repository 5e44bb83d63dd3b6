"""What the drawing of a site's routers and tunnels is made of."""

from enum import Enum
from typing import NamedTuple

from wizard.model.ezvpn_mode import EzvpnMode
from wizard.sentence import Sentence

MODES: dict[EzvpnMode, Sentence] = {
    EzvpnMode.CLIENT: "client mode",
    EzvpnMode.NETWORK_EXTENSION: "network extension",
    EzvpnMode.NETWORK_PLUS: "network plus",
}


class Phase(Enum):
    """When the site is looked at; the value is how a person reads it."""

    BEFORE = "before"
    DURING = "during"
    """Everything is staged and no spoke is cut over yet."""
    AFTER = "after"
    NOW = "now"
    """As it was seen last, or proved."""


class RowKind(Enum):
    """What a row of the drawing stands for."""

    NETWORK = "network"
    ROUTER = "router"
    TUNNEL = "tunnel"


class TopologyRow(NamedTuple):
    """One row of the drawing; what does not fit is cut from the end."""

    kind: RowKind
    name: str
    """Of the router; empty for networks and tunnels."""
    facts: tuple[Sentence, ...]
    """Of a tunnel the same in fewer and fewer words: the first that fits is drawn."""
    device: str = ""
    """Of which the lines that are sent can be counted beside it."""
