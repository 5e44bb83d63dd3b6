"""A release from its name, from the `version` line of a configuration, or from what `show version` prints."""

import re

from wizard.errors import ReleaseError
from wizard.model.release import Family, Release

_SHOW_VERSION = (
    re.compile(r"IOS[ -]XE Software,? +Version +(?P<name>[^\s,]+)"),
    re.compile(r"\A(?>.*?IOS).*?, Version (?P<name>[^\s,]+)", re.DOTALL),
    re.compile(r"^version (?P<name>\S+)", re.MULTILINE),
)
"""Where a text of several lines names the release, the most telling place first."""

_PREFIX = re.compile(r"(?:cisco +)?(?:ios(?:[ -]?xe)?)?(?: *software)?,? *(?:version|release)?:? *", re.IGNORECASE)

_IOS = re.compile(
    r"(?P<major>1[1-5])\.(?P<minor>\d{1,3})"
    r"(?:\((?P<maintenance>\d{1,4})(?P<interim>[a-z]?(?:\.[\d.]+)?)\)"
    r"(?P<train>[A-Z]*)(?P<rebuild>\d{0,4})(?P<letter>[a-z]*))?"
)
_IOS_XE = re.compile(
    r"0?(?P<major>[23]|1[6-9]|[2-9]\d)\.(?P<minor>\d{1,2})(?:\.(?P<maintenance>\d{1,2})(?P<letter>[a-z]*)(?:\.?(?P<train>[A-Z]+))?)?"
    r"(?:\.\d[\d.]*)?"
)

_MINOR_OF_3S = {
    (15, 0, 1): 1,
    (15, 1, 1): 2,
    (15, 1, 2): 3,
    (15, 1, 3): 4,
    (15, 2, 1): 5,
    (15, 2, 2): 6,
    (15, 2, 4): 7,
    (15, 3, 1): 8,
    (15, 3, 2): 9,
    (15, 3, 3): 10,
    (15, 4, 1): 11,
    (15, 4, 2): 12,
    (15, 4, 3): 13,
    (15, 5, 1): 14,
    (15, 5, 2): 15,
    (15, 5, 3): 16,
    (15, 6, 1): 17,
    (15, 6, 2): 18,
}
"""Which IOS-XE 3.N S holds the IOS 15.x(y)S that `show version` also prints [Cisco IOS XE 3S Release Notes]."""

_OTHERS = (
    ("IOS XR", "This is IOS XR, which has no EzVPN."),
    ("NX-OS", "This is NX-OS, which has no EzVPN."),
    ("Adaptive Security Appliance", "This is an ASA; ez2flex reads IOS and IOS-XE routers."),
)

_HINT = "Write it as `show version` does: 15.2(4)M1, 03.16.05.S or 17.09.04a; 15.2 or 17.3 where no more is known."


def release(text: str) -> Release:
    """The release that a text names: a name, a `version` line, or the output of `show version`."""
    for marker, hint in _OTHERS:
        if marker in text:
            raise ReleaseError("the text names no release of IOS or IOS-XE", hint=hint)
    name = _name(text)
    if match := _IOS.fullmatch(name):
        return _ios(match)
    if match := _IOS_XE.fullmatch(name):
        return Release(
            family=Family.IOS_XE,
            major=int(match["major"]),
            minor=int(match["minor"]),
            maintenance=int(match["maintenance"]) if match["maintenance"] else None,
            letter=match["letter"] or "",
            train=match["train"] or "",
        )
    subject = f"'{name[:40]}' is" if name else "an empty text is"
    raise ReleaseError(f"{subject} no release of IOS or IOS-XE", hint=_HINT)


_PRODUCT = re.compile(r"(?m)^cisco (\S+) [^\n]*\bbytes of memory|^license udi pid (\S+)", re.IGNORECASE)


def product(text: str) -> str:
    """The product identifier in what `show version` prints or in a configuration, "" without one: `ISR4331/K9`."""
    found = _PRODUCT.search(text)
    return (found[1] or found[2]).upper() if found else ""


def known_release(text: str) -> Release | None:
    """The release that a text names, None where it names none."""
    try:
        return release(text) if text else None
    except ReleaseError:
        return None


def _name(text: str) -> str:
    for pattern in _SHOW_VERSION:
        if found := pattern.search(text):
            return found["name"]
    first_line = text.strip().partition("\n")[0].strip()
    # It takes any text, an empty one too, so that it takes the beginning and nothing else.
    return _PREFIX.sub("", first_line, count=1)


def _ios(match: re.Match[str]) -> Release:
    major, minor = int(match["major"]), int(match["minor"])
    if match["maintenance"] is None:
        return Release(family=Family.IOS, major=major, minor=minor)
    maintenance, rebuild = int(match["maintenance"]), int(match["rebuild"] or 0)
    if match["train"] == "S" and (of_3s := _MINOR_OF_3S.get((major, minor, maintenance))):
        return Release(
            family=Family.IOS_XE, major=3, minor=of_3s, maintenance=rebuild, letter=match["letter"], train="S"
        )
    return Release(
        family=Family.IOS,
        major=major,
        minor=minor,
        maintenance=maintenance,
        interim=match["interim"],
        train=match["train"],
        rebuild=rebuild,
        letter=match["letter"],
    )
