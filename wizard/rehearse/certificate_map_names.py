"""Certificate maps: the names of a certificate that a profile takes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wizard.rehearse.router_objects import Condition, Identifier, Names, Profile, Router, plain
from wizard.rehearse.stand_ins import ANYBODY, StandIn, subject_with

_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "co": lambda have, want: want in have,
    "nc": lambda have, want: want in have,
    "eq": lambda have, want: have == want,
    "ne": lambda have, want: have == want,
}
_INVERTED = ("nc", "ne")
_ALIKE = ("co", "eq")


class Expected(NamedTuple):
    """An identity that is expected, and whether it is the peer's."""

    name: StandIn
    fits: bool


def map_takes(router: Router, profile: Profile, names: Names) -> bool:
    """Whether some entry of the profile's certificate maps takes a certificate with those names."""
    return any(_all_hold(entry, names) for entry in _entries(router, profile))


def expected_subjects(router: Router, profile: Profile, names: Names, received: Identifier) -> Iterator[Expected]:
    """What the maps of a profile take, one for each entry.

    An identity that is a subject is left to the daemons to compare. Where the peer sends another one, or the daemons
    would not compare as IOS does, the certificate is compared here.
    """
    for entry in _entries(router, profile):
        fits = _all_hold(entry, names)
        parts = dict.fromkeys(_part(condition) for condition in entry)
        subject = subject_with(parts) if all(parts) and received.kind == "dn" else None
        if subject and fits is (parts.keys() <= set(names.parts)):
            yield Expected(subject, fits)
        elif fits:
            yield Expected(ANYBODY, fits)


def _entries(router: Router, profile: Profile) -> Iterator[tuple[Condition, ...]]:
    return (entry for name in profile.maps for entry in router.maps.get(name, ()))


def _part(condition: Condition) -> str:
    """A condition as one part of a subject, "" where it is none."""
    value = plain(condition.value)
    alike = condition.field == "subject-name" and condition.comparison in _ALIKE
    return value if alike and value.count("=") == 1 and "," not in value else ""


def _all_hold(entry: tuple[Condition, ...], names: Names) -> bool:
    return all(_holds(condition, names) for condition in entry)


def _holds(condition: Condition, names: Names) -> bool:
    if condition.field not in names.fields or condition.comparison not in _COMPARISONS:
        return True
    compare = _COMPARISONS[condition.comparison]
    found = any(compare(have, _wanted(condition)) for have in names.fields[condition.field])
    return found is not (condition.comparison in _INVERTED)


def _wanted(condition: Condition) -> str:
    if condition.field == "serial-number":
        return condition.value.replace(" ", "").lower().lstrip("0")
    return plain(condition.value)
