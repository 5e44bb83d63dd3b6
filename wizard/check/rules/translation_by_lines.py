"""Checks of the translation that EzVPN did by itself, on each line and beside what the router translates already."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.router import EzvpnMode


@check(
    "RTE085",
    Severity.BLOCKER,
    why="`ip nat enable` translates without sides; its rules take no route-maps, and it is never mixed with `ip nat "
    "inside` and `ip nat outside`. The hub has a route to the tunnel's address alone: what comes from the LAN as it is "
    "gets no answer.",
    fix="Change the router's own translation to `ip nat inside` and `ip nat outside` before, and plan anew.",
    citation="flexvpn.md 12; ezvpn.md 2.4",
)
def client_mode_translates_beside_nvi(pair: PairView) -> Iterator[Hit]:
    """The LAN of a spoke in client mode is translated into the tunnel."""
    view = pair.spoke
    enabled = [child for interface in view.target.all("interface") for child in interface.all("ip nat enable")]
    if enabled and any(client.mode is EzvpnMode.CLIENT for client in view.moving_clients[:1]):
        message = "The router translates by `ip nat enable`, so that nothing translates the LAN into the tunnel."
        yield Hit(message=message, line=enabled[0])


@check(
    "RTE084",
    Severity.WARNING,
    why="EzVPN translated the LAN's traffic towards the Internet on the backup's line too, without a line in the "
    "configuration. Without a rule for that line, or behind a rule that looks at no interface, the LAN loses the "
    "Internet as soon as the backup carries it, and nobody sees it before.",
    fix="Answer `internet_breakout` with yes; give a rule that stands in front and names another line a route-map "
    "with `match interface`.",
    citation="ezvpn.md 2.4 (unconfirmed); flexvpn.md 12",
    question="internet_breakout",
)
def backup_line_translates(pair: PairView) -> Iterator[Hit]:
    """What leaves a spoke by the backup's line is translated to that line's address."""
    view = pair.spoke
    own, *backups = dict.fromkeys(name for client in view.moving_clients for name in client.outside[:1]) or ("",)
    rules = _overloads(view)
    if not any(_is_towards(rule, own) for rule in rules) or any(net.prefixlen == 0 for net in hub_announces(pair)):
        return
    for name in backups:
        first = next(
            (rule for rule in rules if _is_towards(rule, name) or not _looks_at_an_interface(view, rule)), None
        )
        if first is None:
            yield Hit(message=f"Nothing translates what leaves by {name}, where EzVPN did it by itself.")
        elif not _is_towards(first, name):
            message = f"{quoted(first.text)} takes what leaves by {name} too, to the address of another line."
            yield Hit(message=message, line=first)


def _overloads(view: DeviceView) -> tuple[Line, ...]:
    """The rules that give many addresses one, in the order in which IOS tries them: those by a list first."""
    rules = [rule for rule in view.target.all("ip nat inside source") if rule.text.split()[-1] == "overload"]
    return tuple(sorted(rules, key=lambda rule: rule.text.split()[4] != "list"))


def _is_towards(rule: Line, interface: str) -> bool:
    words = rule.text.split()
    return words[6:8] == ["interface", interface] or "pool" in words


def _looks_at_an_interface(view: DeviceView, rule: Line) -> bool:
    words = rule.text.split()
    maps = view.target.all(f"route-map {words[5]}") if words[4] == "route-map" else ()
    return bool(maps) and all(other_map.all("match interface") for other_map in maps)
