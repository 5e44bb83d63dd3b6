"""Algorithms that new releases warn of and then refuse [FN72510]."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from wizard.model.release import Family, Release
from wizard.practice.configuration_tree import Lines, find

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

WARNED_SINCE = Release(family=Family.IOS_XE, major=17, minor=6, maintenance=1)
REFUSED_SINCE = Release(family=Family.IOS_XE, major=17, minor=11, maintenance=1)
"""Of ISR 1100 and 4000, ASR 1000 and Catalyst 8000; other platforms follow later."""
SHIELD_IS_OFF = "crypto engine compliance shield disable"
"""The line that lets them in again, from the next reload on."""

WEAK: dict[tuple[str, str], frozenset[str]] = {
    ("isakmp policy", "encryption"): frozenset({"des", "3des"}),
    ("isakmp policy", "hash"): frozenset({"md5"}),
    ("isakmp policy", "group"): frozenset({"1", "2", "5"}),
    ("ikev2 proposal", "encryption"): frozenset({"des", "3des"}),
    ("ikev2 proposal", "integrity"): frozenset({"md5"}),
    ("ikev2 proposal", "group"): frozenset({"1", "2", "5", "24"}),
    ("global", "crypto ipsec transform-set"): frozenset(
        {"ah-md5-hmac", "esp-md5-hmac", "esp-des", "esp-3des", "esp-null", "esp-gmac"}
    ),
    ("ipsec profile", "set pfs"): frozenset({"group1", "group2", "group5", "group24"}),
    ("crypto map", "set pfs"): frozenset({"group1", "group2", "group5", "group24"}),
}
"""By mode and first words, the words that are weak."""


class Verdict(Enum):
    """What a release does with a line."""

    TAKEN = "taken"
    WARNED = "taken with a warning"
    REFUSED = "refused"


def weak_word(mode: str, text: str) -> str:
    """The first weak word of a line; empty where it has none."""
    for (of_mode, beginning), words in WEAK.items():
        if of_mode == mode and text.startswith(f"{beginning} "):
            return next((word for word in text.split(" ") if word in words), "")
    return ""


def verdict(router: PracticeRouter, mode: str, text: str) -> Verdict:
    """What the router does with the line."""
    if not weak_word(mode, text) or not router.release.is_at_least(WARNED_SINCE):
        return Verdict.TAKEN
    is_refused = router.release.is_at_least(REFUSED_SINCE) and router.state.is_shielded
    return Verdict.REFUSED if is_refused else Verdict.WARNED


def is_shielded(booted: Lines) -> bool:
    """Whether the router refuses them, which follows from what it booted with."""
    return find(booted, SHIELD_IS_OFF) is None
