"""Checks of lines of a hub that keep IKE from it, or some of its spokes."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.rules.licences import known_spokes
from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.ios.masking import quoted
from wizard.model.finding import Severity
from wizard.model.literals import number
from wizard.model.role import Role


@check(
    "CRY042",
    Severity.WARNING,
    why="The hub refuses every IKEv2 SA above that number, those of a spoke that calls again among them: the last "
    "spokes to call stay outside.",
    fix="Raise the limit before the cut-over, with room for spokes that call again before the old SA is gone.",
    citation="Cisco IOS Security Command Reference, crypto ikev2 limit",
)
def hub_takes_all_its_spokes(site: SiteView) -> Iterator[Hit]:
    """`crypto ikev2 limit max-sa` of a hub is no smaller than the number of its spokes."""
    line = site.hub.target.first("crypto ikev2 limit max-sa")
    limit = number(line.text.split()[-1]) if line else None
    spokes = max(len(site.spokes), known_spokes(site.hub))
    if line and limit is not None and limit < spokes:
        who = "one spoke calls" if spokes == 1 else f"{spokes} spokes call"
        yield Hit(message=f"{quoted(line.text)} stands on {site.hub.device}, and {who} it.", line=line)


@check(
    "CRY043",
    Severity.WARNING,
    why="The line closes UDP 500 on the router. It names IKEv1; whether it keeps IKEv2 out as well differs in what "
    "people report (unconfirmed), and nobody has seen a tunnel come up beside it.",
    fix="Write `crypto isakmp enable` before the stage, or see with `show udp` that the router listens on UDP 500.",
    citation="Cisco IOS Security Command Reference, crypto isakmp enable",
)
def new_hub_listens_for_ike(view: DeviceView) -> Iterator[Hit]:
    """A new hub does not switch IKE off as a whole."""
    line = view.target.first("no crypto isakmp enable")
    if line and view.role is Role.HUB and view.baseline_facts.server is None:
        yield Hit(message=f"{quoted(line.text)} closes UDP 500 on {view.device}.", line=line)
