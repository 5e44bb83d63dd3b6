"""Certificate maps: the names of a certificate that a profile takes."""

import re
from collections.abc import Callable, Iterator

from wizard.rehearse.objects import Condition, Identifier, Profile, Router

NOBODY = "fqdn:nobody.invalid"
"""An identity that no peer has: where a profile names none."""

_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "co": lambda have, want: want in have,
    "nc": lambda have, want: want not in have,
    "eq": lambda have, want: have == want,
    "ne": lambda have, want: have != want,
}
_ANY_NAME = "CN=*"
_PART = re.compile(r"(cn|ou|o|c|l|st|e) *= *([^,=]+)", re.IGNORECASE)


def expected_subjects(router: Router, profile: Profile, subject: str, received: Identifier) -> Iterator[str]:
    """The names that the maps of a profile take, one for each entry, those that fit the subject first.

    An identity that is a subject is left to the daemons to compare. Where the peer sends another one, or a condition is
    one that the daemons do not know, the subject is compared here.
    """
    entries = [entry for name in profile.maps for entry in router.maps.get(name, ())]
    for fits in (True, False):
        for entry in entries:
            if all(_holds(condition, subject) for condition in entry) is not fits:
                continue
            parts = [_as_in(subject, _part(condition)) for condition in entry]
            if received.kind == "dn" and all(parts):
                # With a wildcard, so that the daemon of a spoke does not say whom it expects.
                yield ", ".join(dict.fromkeys((*parts, *([_ANY_NAME] if _lacks_name(parts, subject) else []))))
            elif fits:
                yield "%any"


def _lacks_name(parts: list[str], subject: str) -> bool:
    return "CN=" in subject and not any(part.startswith("CN=") for part in parts)


def _part(condition: Condition) -> str:
    """A condition as one part of a subject, "" where it is not that simple."""
    found = _PART.fullmatch(condition.value)
    simple = condition.field == "subject-name" and condition.comparison in {"co", "eq"}
    return f"{found[1].upper()}={found[2].strip()}" if found and simple else ""


def _as_in(subject: str, part: str) -> str:
    """A part in the letter case of the subject, since IOS compares without it and the daemons with it."""
    return next((one for one in subject.split(", ") if one.lower() == part.lower()), part)


def _holds(condition: Condition, subject: str) -> bool:
    if condition.field != "subject-name" or condition.comparison not in _COMPARISONS:
        return True
    return _COMPARISONS[condition.comparison](_plain(subject), _plain(condition.value))


def _plain(name: str) -> str:
    return re.sub(r" *([,=]) *", r"\1", name.lower())
