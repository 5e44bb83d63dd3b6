"""Which release can do what."""

from dataclasses import dataclass

from wizard.model.release import Family, Release
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something that a release has or has not."""

    name: Sentence
    since: tuple[Release, ...]
    """The first release of each family that has it."""
    citation: Sentence
    unconfirmed: Sentence = ""


FLEXVPN = Feature(
    name="FlexVPN with a client",
    since=(
        Release(family=Family.IOS, major=15, minor=2),
        Release(family=Family.IOS_XE, major=3, minor=6),
    ),
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; Cisco documents 115726 and 115727",
    unconfirmed="the first release of IOS-XE; Cisco recommends 15.2(4)M1 and 3.6.2S or newer",
)

FRAGMENTATION = Feature(
    name="fragmentation of IKEv2 messages",
    since=(
        Release(family=Family.IOS, major=15, minor=1),
        Release(family=Family.IOS_XE, major=3, minor=6),
    ),
    citation="flexvpn.md 3, 12",
    unconfirmed="the first release of each family",
)

FRAGMENT_SIZE = 1280
"""Bytes; what every path takes, with room for another tunnel."""


def has(release: Release, feature: Feature) -> bool:
    """Whether that release has the feature."""
    return release.is_at_least(*feature.since)
