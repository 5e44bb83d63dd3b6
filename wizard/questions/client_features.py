"""Questions that only some sites have: what EzVPN did besides connecting, and how FlexVPN does it."""

from wizard.data.answer_forms import IDLE_TIME, Name, Number, OrNone, YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.model.router import Interface
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.ezvpn_group import ezvpn_template, protecting
from wizard.situation.hub import gets_flexvpn, is_new_hub
from wizard.situation.zones import has_default_zone


def _has(asking: Asking, words: str) -> bool:
    return asking.client.line.child(words) is not None


def _idle_time(asking: Asking) -> Default:
    seconds = asking.client.line.argument("idletime")
    if asking.value("connect") == "manual":
        return recommend(seconds, "EzVPN closed the tunnel after that time, and FlexVPN connects by hand as well")
    return recommend("none", "a tunnel that connects by itself would come back at once")


def _route_tag(asking: Asking) -> Default:
    """The tag that EzVPN's reverse-route gave, since route-maps and redistribution may match it."""
    lines = asking.plan.server.configuration.all("crypto dynamic-map")
    for line in (*protecting(asking), *lines):
        words = line.argument("set reverse-route tag").split()
        if words and not is_new_hub(asking):
            return settle(words[0], f"line {line.number}: EzVPN's routes have that tag, and others may match it")
    return recommend("none", "EzVPN's routes had no tag")


def _route_distance(asking: Asking) -> Default:
    if asking.device == asking.hub:
        return _hub_distance(asking)
    metric = asking.group.line.argument("route-metric") if asking.group else ""
    if metric:
        return settle(metric, f"`route-metric` of group {asking.group.name if asking.group else ''}")
    return recommend("none", "EzVPN set no distance; the release's default holds")


def _hub_distance(asking: Asking) -> Default:
    for section in protecting(asking):
        words = section.argument("set reverse-route distance").split()
        if words:
            return settle(words[0], "`set reverse-route distance` of EzVPN")
    return recommend("none", "EzVPN's reverse-route set no distance; the release's default holds")


def zone_of(interface: Interface | None) -> str:
    """The security zone of an interface, "" without one."""
    return interface.line.argument("zone-member security") if interface else ""


def _zones(asking: Asking) -> list[str]:
    return [zone for interface in asking.router.interfaces if (zone := zone_of(interface))]


def _zones_of_the_lan(asking: Asking) -> list[str]:
    if asking.device != asking.hub:
        return [zone for name in asking.client.inside if (zone := zone_of(asking.router.interface(name)))]
    wan = asking.value("wan_interface")
    return [zone for interface in asking.router.interfaces if interface.name != wan and (zone := zone_of(interface))]


def _tunnel_zone(asking: Asking) -> Default:
    if zones := _zones_of_the_lan(asking):
        return recommend(zones[0], "the LAN's zone: traffic inside one zone passes")
    return open_until_answered("the router has zones, and none of them is the LAN's")


def _needs_zone(asking: Asking) -> bool:
    """Whether the router has zones, and the EzVPN template does not bring one along."""
    if not gets_flexvpn(asking) or not _zones(asking):
        return False
    source = asking.plan.source(asking.device)
    if source and has_default_zone(source.configuration) and not _zones_of_the_lan(asking):
        return False
    if asking.device == asking.hub:
        return not zone_of(ezvpn_template(asking))
    number = asking.client.virtual_interface
    return not (number and zone_of(asking.router.interface(f"Virtual-Template{number}")))


CLIENT_FEATURE_QUESTIONS = (
    Question(
        key="tunnel_zone",
        step=WizardStep.ADDRESSES,
        scope=Scope.DEVICE,
        form=Name(),
        wording="Which security zone does the tunnel join?",
        why="IOS drops all traffic between an interface in a zone and one in none. EzVPN's traffic came in by the "
        "Internet interface's zone, or by that of its virtual template.",
        otherwise="Give the tunnel a zone of its own where policies shall tell it from the LAN: with its zone-pairs.",
        default=_tunnel_zone,
        applies=_needs_zone,
        unconfirmed=True,
        citation="ezvpn.md 4.4; Cisco zone-based policy firewall guide (unconfirmed)",
    ),
    Question(
        key="idle_time",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=IDLE_TIME,
        wording="After how many idle seconds does the tunnel close? (60 to 86400, or none)",
        why="`idletime` of EzVPN has no twin in the FlexVPN client; the IPsec profile's idle time is the nearest.",
        otherwise="Give a time where the tunnel is started by hand.",
        default=_idle_time,
        applies=lambda asking: _has(asking, "idletime"),
        unconfirmed=True,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="discard_when_down",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=YesNo(),
        wording="Discard the traffic for the hub's networks while the tunnel is down?",
        why="`flow allow acl` of EzVPN blocked clear traffic while the tunnel was down, and FlexVPN has no such line. "
        "Floating routes to Null0 keep the traffic for the hub from leaving in clear.",
        otherwise="Answer no where an access list or a zone firewall on the outside interface does it.",
        default=lambda asking: recommend("yes", "nothing leaves in clear that EzVPN would have held back"),
        applies=lambda asking: _has(asking, "flow allow") and asking.value("tunnel_everything") == "no",
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="backup_peer_tracking",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        wording="When does the backup tunnel connect?",
        why="EzVPN's `backup ... track` becomes a second tunnel and a second FlexVPN client in one backup group.",
        form=one_of(
            Choice(
                value="track",
                label="when the tracked object goes down, as EzVPN did",
            ),
            Choice(value="manual", label="when somebody starts it"),
        ),
        default=lambda asking: recommend("track", "the object that EzVPN tracked is still there"),
        applies=lambda asking: asking.backup_client is not None,
        unconfirmed=True,
        citation="ezvpn.md 3.5",
    ),
    Question(
        key="route_tag",
        step=WizardStep.ADDRESSES,
        scope=Scope.HUB,
        form=OrNone(Number(1, 497_777)),
        wording="Which tag do the routes to the spokes get? (1 to 497777, or none)",
        why="Redistribution and route-maps that matched the tag of EzVPN's routes go on matching.",
        default=_route_tag,
        applies=lambda asking: asking.value("route_accept") == "any",
        citation="ezvpn.md 3.4",
    ),
    Question(
        key="route_distance",
        step=WizardStep.ADDRESSES,
        scope=Scope.DEVICE,
        form=OrNone(Number(1, 255)),
        wording="Which distance do the routes that IKEv2 installs here get? (1 to 255, or none)",
        why="`route-metric` of the EzVPN group set that of a spoke, `set reverse-route distance` that of the server; "
        "in FlexVPN each end does, where it accepts the routes.",
        default=_route_distance,
        applies=lambda asking: gets_flexvpn(asking) and asking.value("route_accept") == "any",
        citation="ezvpn.md 3.2, 3.4",
    ),
)
