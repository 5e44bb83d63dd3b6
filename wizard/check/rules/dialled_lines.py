"""Checks of lines that a router dials when there is traffic, and hangs up when there is none."""

import re
from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.model.configuration import Configuration
from wizard.model.finding import Severity
from wizard.situation.metered_lines import hangs_up

_ISAKMP = re.compile(r"(?:\d+ )?deny +(?:udp .* eq (?:isakmp|500)\b|ip |udp any any$)")
_TAKES_ALL = re.compile(r"(?:\d+ )?permit +(?:ip|udp) ")


@check(
    "EZV026",
    Severity.WARNING,
    why="IKEv2's questions whether the hub is alive are traffic as well: they keep the line up and paid for, all day. "
    "Where they do not, the line is hung up below the tunnel, and the tunnel is lost with it.",
    fix="Decide which it shall be. Always up: `dialer persistent` or `dialer idle-timeout 0`, where the contract "
    "allows it. Only when needed: `connect` with track or manual, `dpd` on-demand, and a `dialer-list` that refuses "
    "UDP 500 and 4500 of the router.",
    citation="Cisco IOS Dial Technologies Configuration Guide (dialer idle-timeout, dialer-list); flexvpn.md 12",
    question="dpd",
)
def dialled_lines_stay_up(view: DeviceView) -> Iterator[Hit]:
    """No line of a client that moves is hung up when there is no traffic."""
    names = dict.fromkeys(name for client in view.moving_clients for name in client.outside)
    for name in names:
        if (found := hangs_up(view.baseline, name)) and _questions_count(view.baseline, name):
            seconds, line = found
            of_default = "" if line.text.startswith("dialer idle-timeout") else ", as IOS does without another time"
            message = f"{name} is hung up after {seconds} seconds without traffic{of_default}."
            yield Hit(message=message, line=line)


def _questions_count(configuration: Configuration, name: str) -> bool:
    """Whether what IKE sends keeps a dialled line up, as far as its list says."""
    interface = configuration.first(f"interface {name}")
    group = interface.argument("dialer-group") if interface else ""
    rule = configuration.first(f"dialer-list {group} protocol ip") if group else None
    words = rule.text.split()[4:] if rule else []
    if words[:1] != ["list"]:
        return words[:1] != ["deny"]
    lists = (*configuration.all(f"access-list {words[1]}"), *configuration.all(f"ip access-list extended {words[1]}"))
    texts = [line.text.removeprefix(f"access-list {words[1]} ") for top in lists for line in (top.children or (top,))]
    for text in texts:
        if _ISAKMP.match(text):
            return False
        if _TAKES_ALL.match(text):
            return True
    return not texts
