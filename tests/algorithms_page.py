"""docs/algorithms.md: what is thought of each algorithm, what releases offer and refuse, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table, tick
from wizard.data.administrative_distances import IKEV2_DISTANCE, PROTOCOL_DISTANCES
from wizard.data.algorithm_strength import ALGORITHMS
from wizard.data.default_lifetimes import IKE_LIFETIME, IPSEC_LIFETIME
from wizard.data.ikev2_suites import SUITES
from wizard.data.ipsec_options import IPSEC_OPTIONS
from wizard.data.refused_algorithms import REFUSALS, SHIELD_SINCE
from wizard.data.release_features import FLEXVPN
from wizard.data.smart_defaults import SMART_PROPOSALS, SMART_TRANSFORM_SET
from wizard.model.release import Family, Release

_FAMILIES = {Family.IOS: "IOS", Family.IOS_XE: "IOS-XE"}
_FIRST_RELEASES = " or ".join(f"{_FAMILIES[release.family]} {release}" for release in FLEXVPN.since)
_DISTANCES = ", ".join(f"one of {name.upper()} {distance}" for name, distance in PROTOCOL_DISTANCES.items())

INTRODUCTION = f"""\
# Algorithms, defaults and releases

Made from the rows of `wizard/data/`. Sources are pages of [facts/](facts/README.md), Cisco documents or captures.

{FLEXVPN.name} needs {_FIRST_RELEASES} ({FLEXVPN.citation};
unconfirmed: {FLEXVPN.unconfirmed}).

Where no line says otherwise an IKEv2 profile lives {IKE_LIFETIME} seconds and an IPsec profile {IPSEC_LIFETIME}.
A route of IKEv2 has the distance {IKEV2_DISTANCE}, {_DISTANCES}.
"""


def algorithms_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *_strength(), *_refusals(), *_suites(), *_smart_defaults(), *_options()))


def _strength() -> Iterator[str]:
    yield from ("## What is thought of each algorithm", "")
    yield from table(
        ("where", "word", "strength", "instead", "refused by newer releases", "source"),
        (
            (row.use, code(row.word), row.strength, code(row.instead), tick(row.refused), row.citation)
            for row in ALGORITHMS
        ),
    )


def _refusals() -> Iterator[str]:
    yield from ("## From which release on the refused ones are refused", "")
    yield from table(
        ("platforms", "product identifiers", "since", "source"),
        ((row.platforms, code(row.products), _since(row.since), row.citation) for row in REFUSALS),
    )
    yield from (f"`crypto engine compliance shield disable` exists since {SHIELD_SINCE}.", "")


def _suites() -> Iterator[str]:
    yield from ("## The suites that are offered", "")
    yield from table(
        ("answer", "encryption", "integrity", "prf", "group", "source"),
        (
            (code(name), codes(one.encryption), codes(one.integrity), codes(one.prf), codes(one.group), one.citation)
            for name, one in SUITES.items()
        ),
    )


def _smart_defaults() -> Iterator[str]:
    yield from ("## What IOS offers without being told", "")
    yield from table(
        ("since", "name", "encryption", "integrity", "prf", "group", "source", "unconfirmed"),
        (
            (
                _since(row.since),
                code(row.proposal.name),
                codes(row.proposal.encryption),
                codes(row.proposal.integrity),
                codes(row.proposal.prf),
                codes(row.proposal.group),
                row.citation,
                row.unconfirmed,
            )
            for row in SMART_PROPOSALS
        ),
    )
    default = SMART_TRANSFORM_SET
    yield from (f"The transform set `{default.name}` is `{' '.join(default.transforms)}` in mode {default.mode}.", "")


def _since(release: Release | None) -> str:
    return f"{_FAMILIES[release.family]} {release}" if release else "ever"


def _options() -> Iterator[str]:
    yield from ("## Settings of EzVPN's IPsec that FlexVPN takes over", "")
    yield from table(
        ("word of the answer", "line", "recommended", "in the virtual template"),
        ((code(row.word), code(row.ezvpn), tick(row.recommended), tick(row.on_template)) for row in IPSEC_OPTIONS),
    )
