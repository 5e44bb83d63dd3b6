"""From which release on a platform takes no line with a weak algorithm any more."""

import re
from dataclasses import dataclass

from wizard.model.release import Family, Release
from wizard.sentence import Sentence

_FN72510 = "Cisco FN72510"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """From which release on a family of platforms takes no refused algorithm."""

    platforms: Sentence
    products: str
    """A pattern of the product identifiers, as `show version` and `license udi pid` print them."""
    since: Release
    citation: str = _FN72510


def _xe(major: int, minor: int, maintenance: int, letter: str = "") -> Release:
    return Release(family=Family.IOS_XE, major=major, minor=minor, maintenance=maintenance, letter=letter)


REFUSALS: tuple[Refusal, ...] = (
    Refusal(
        platforms="ISR1100, ISR4000, ASR1000, Catalyst 8000",
        products=r"(C|ISR)11\d\d|ISR4\d|ASR-?1\d\d\d|C8[0-7]|CSR1000V",
        since=_xe(17, 11, 1, "a"),
    ),
    Refusal(
        platforms="ASR900, ASR920, NCS520, NCS4200", products=r"A?SR-?9\d\d|(NCS-?|N)(520|42\d\d)", since=_xe(17, 12, 1)
    ),
    Refusal(platforms="Catalyst 9800", products=r"C98\d\d", since=_xe(17, 13, 1)),
    Refusal(
        platforms="IR1101, IR1800, IR8140H, IR8340, ESR6300",
        products=r"IR(1101|18\d\d|8140|8340)|ESR-?6300",
        since=_xe(17, 14, 1),
    ),
    Refusal(platforms="Catalyst 9200 to 9500", products=r"C9[2-5]\d\d", since=_xe(17, 15, 1)),
)
"""The first row is that of the routers, the earliest, and holds where the platform is unknown."""

SHIELD_SINCE = _xe(17, 7, 1)
"""The first release with `crypto engine compliance shield disable` [Cisco FN72510]."""


def refusal_on(platform: str) -> Refusal:
    """The row of a platform by its product identifier; the strictest one where no row knows it."""
    return next((row for row in REFUSALS if platform and re.match(row.products, platform)), REFUSALS[0])


def enforces(release: Release | None, platform: str = "") -> bool:
    """Whether a router takes no line with a refused algorithm; no one knows for an unknown release."""
    return release is not None and release.may_be_at_least(refusal_on(platform).since)
