"""Checks of what the licences of a new hub allow."""

import re
from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.role import Role

_WITH_IPSEC = re.compile(r"(?i)security|network-(?:premier-)?advantage|network-premier|adv\w*ip|adventerprise|\bax\b")
"""Of `license boot level` and `license boot module`: the packages with IPsec."""

_CERM = re.compile(r"(?i)license udi pid (?:ISR4[0-9]{3}|C(?:ISCO)?(?:19|29|39)[0-9]{2})")
"""Routers that hold encryption to a limit until they have an HSEC licence."""

_NEEDS_LEVEL = re.compile(r"(?i)license udi pid ISR4[0-9]{3}")
"""Routers whose default level has no IPsec, and that print the level they were given."""

_ONE_SPOKE = re.compile(r"match identity remote (?:fqdn|email|key-id|address) (?!domain )")

TUNNELS_WITHOUT_HSEC = 225


def _levels(view: DeviceView) -> tuple[Line, ...]:
    lines = (*view.baseline.all("license boot level"), *view.baseline.all("license boot module"))
    return tuple(line for line in lines if not line.text.endswith(" disable"))


def _encrypts(view: DeviceView) -> bool:
    """Whether the router has IPsec in its configuration today, so that it is licensed for it."""
    return any(view.baseline.first(words) for words in ("crypto ipsec profile", "crypto map", "crypto ikev2 profile"))


@check(
    "CRY040",
    Severity.WARNING,
    why="Without a licence for security the router knows no IPsec: it refuses the lines of the stage, or brings no "
    "tunnel up.",
    fix="Look at `show license` on the hub; set `license boot level` to what has IPsec (`securityk9`, on a Catalyst "
    "8000 `network-advantage`, on a CSR 1000V `security` or `ax`) and reload before the stage.",
    citation="flexvpn.md 3, 12",
)
def new_hub_is_licensed_for_ipsec(view: DeviceView) -> Iterator[Hit]:
    """A new hub boots with a licence that has IPsec, as far as its configuration says."""
    if view.role is not Role.HUB or view.baseline_facts.server or _encrypts(view):
        return
    levels = _levels(view)
    if any(_WITH_IPSEC.search(line.text.removeprefix("license boot")) for line in levels):
        return
    udi = view.baseline.first("license udi")
    if levels:
        yield Hit(message=f"{quoted(levels[0].text)} is no licence for IPsec.", line=levels[0])
    elif udi and _NEEDS_LEVEL.match(udi.text):
        yield Hit(message=f"{view.device} has no `license boot level`: its default has no licence for IPsec.", line=udi)


@check(
    "CRY041",
    Severity.WARNING,
    why="Without HSECK9 such a router takes 225 tunnels and 85 Mbit/s in each direction; the next spoke is refused.",
    fix="Look at `show license` and `show platform cerm-information` on the hub; install HSECK9, or move fewer spokes.",
    citation="flexvpn.md 3, 12; Cisco document 118746",
)
def hub_may_have_as_many_tunnels(site: SiteView) -> Iterator[Hit]:
    """A hub that holds encryption to a limit gets no more spokes than it takes."""
    udi = site.hub.baseline.first("license udi")
    if udi is None or not _CERM.match(udi.text):
        return
    spokes = max(len(site.spokes), known_spokes(site.hub))
    if spokes <= TUNNELS_WITHOUT_HSEC or any("hseck9" in line.text for line in site.hub.baseline.all("license")):
        return
    message = f"{spokes} spokes call {site.hub.device}, which takes {TUNNELS_WITHOUT_HSEC} without HSECK9."
    yield Hit(message=message, line=udi)


def known_spokes(hub: DeviceView) -> int:
    """The spokes that the hub's profiles name one by one, those of earlier waves among them."""
    lines = (line for profile in hub.objects.profiles if profile.line for line in profile.line.children)
    return sum(1 for line in lines if _ONE_SPOKE.match(line.text))
