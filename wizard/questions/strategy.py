"""Questions of the step Strategy: where the hub lives, what moves, and what is known of the routers."""

from wizard.data.answer_forms import (
    Address,
    GroupOfServer,
    InterfaceAddress,
    InterfaceOfRouter,
    Name,
    OrEmpty,
    OrNone,
    Product,
    ReleaseName,
    one_of,
)
from wizard.model.configuration import Configuration
from wizard.model.literals import address, prefix
from wizard.model.plan import Strategy
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.called_addresses import called_addresses, called_interfaces
from wizard.situation.hub import is_bare_new_hub, is_new_hub


def _known_version(asking: Asking) -> Default:
    """What `show version` or the `version` line says, "" without one."""
    source = asking.plan.source(asking.device)
    if source and source.show_commands.release:
        return Default(value=source.show_commands.release, why="`show version` in the same file says so", settled=True)
    if asking.router.version:
        return Default(value=asking.router.version, why="the configuration's `version` line says so", settled=True)
    return recommend("", "no file says it; the plan keeps to what every release accepts")


def _known_product(asking: Asking) -> Default:
    """What `show version` or `license udi pid` says, "" without either."""
    source = asking.plan.source(asking.device)
    if source and source.show_commands.platform:
        return settle(source.show_commands.platform, "`show version` in the same file says so")
    line = source.configuration.first("license udi pid") if source else None
    if line and len(line.text.split()) > 3:
        return settle(line.text.split()[3], "`license udi pid` of the configuration")
    return recommend("", "no file says it; the strictest rule of all routers counts")


def _wan_interface(asking: Asking) -> Default:
    if is_bare_new_hub(asking):
        return open_until_answered("the new hub has no configuration to read it from")
    known = asking.server.server.wan_interface if asking.server.server and not is_new_hub(asking) else ""
    called = called_interfaces(asking)
    if called and known not in called:
        return settle(called[0], f"the spokes call {called_addresses(asking)[0][0]}, an address of it")
    if known:
        return settle(known, "EzVPN ends there today")
    for route in asking.router.routes:
        if route.network.prefixlen == 0:
            for interface in asking.router.interfaces:
                if interface.name == route.next_hop.split()[0]:
                    return settle(interface.name, "the default route leaves there")
                if any(_within(route.next_hop, str(address.network)) for address in interface.addresses):
                    return settle(interface.name, "the default route leaves there")
    return recommend("", "no interface is known to face the Internet; the tunnel takes the one the route chooses")


def _group(asking: Asking) -> Default:
    """The group that the spokes name, by a `group` line or by the unit of their certificate's subject."""
    server = asking.plan.server.router.server
    groups = [group.name for group in server.groups] if server else []
    for spoke in asking.plan.spokes:
        units = subject_units(spoke.configuration)
        moving = asking.seen_from(spoke.device).client
        for client in (moving, *spoke.router.clients):
            for name in groups:
                if client.group == name or (not client.group and name in units):
                    return settle(name, f"{spoke.device} belongs to it")
    if len(groups) == 1:
        return settle(groups[0], "the server has no other")
    if groups:
        return open_until_answered(f"no spoke names one of {', '.join(groups)}")
    return settle("", "no group is in the server's configuration: RADIUS holds it")


def subject_units(configuration: Configuration) -> set[str]:
    """The units (OU) in the subject names of a router's trustpoints: PKI-based EzVPN finds its group by it."""
    subjects = [line.argument("subject-name") for line in configuration.all("crypto pki trustpoint")]
    pairs = [part.partition("=") for subject in subjects for part in subject.split(",")]
    return {value.strip() for name, _, value in pairs if name.strip().lower() == "ou"}


def _taken_by_a_router(asking: Asking, value: str) -> str:
    """Why the new hub cannot be called so, "" where it can."""
    names = {source.device.casefold() for source in asking.plan.sources}
    if value.casefold() in names:
        return "a router of the site is called so"
    is_batch = value.casefold() in {batch.name.casefold() for batch in asking.plan.batches}
    return "a batch of spokes is called so" if is_batch else ""


def _within(next_hop: str, network: str) -> bool:
    hop, within = address(next_hop.split()[0]), prefix(network)
    return hop is not None and within is not None and hop in within


STRATEGY_QUESTIONS = (
    Question(
        key="strategy",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        wording="Where does the FlexVPN hub live?",
        why="IKEv1 and IKEv2 share one router without conflict as long as FlexVPN gets a virtual template and an "
        "IPsec profile of its own; nothing of EzVPN is touched.",
        otherwise="Choose a new hub where the EzVPN server cannot run IKEv2 (ISR G1, before 15.2), must be upgraded "
        "to a release that refuses EzVPN's weak algorithms (17.11.1a and later), or is to be retired.",
        form=one_of(
            Choice(value=Strategy.REUSE, label="on the EzVPN server itself", when="the server runs 15.2(4)M or later"),
            Choice(value=Strategy.NEW_HUB, label="on a new FlexVPN hub beside it", when="the server is too old"),
        ),
        default=lambda asking: (
            settle(Strategy.NEW_HUB, "a configuration of a new hub was given")
            if asking.plan.new_hub
            else recommend(Strategy.REUSE, "spokes keep their peer address and nothing new has to be reached")
        ),
        citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; ezvpn.md 4.2",
    ),
    Question(
        key="hub_name",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=Name(),
        wording="What is the new hub called?",
        why="Its files and findings are kept under this name.",
        default=lambda asking: recommend("flexvpn-hub", "any name serves"),
        applies=lambda asking: is_new_hub(asking) and asking.plan.new_hub is None,
        refuses=_taken_by_a_router,
        citation="design of ez2flex",
    ),
    Question(
        key="group",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=GroupOfServer(),
        wording="Which EzVPN group moves?",
        why="Its attributes and its split list become the hub's authorization policy. One migration moves one group.",
        otherwise="Spokes of another group get a site folder of their own.",
        default=_group,
        citation="ezvpn.md 3.2",
    ),
    Question(
        key="ezvpn_remains",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        wording="Do other EzVPN clients remain on the server after this migration?",
        why="The other sites are in no file that was read. As long as one of them uses EzVPN nothing may be removed "
        "from the server.",
        otherwise="Answer no when `show crypto session` on the server lists no EzVPN peer any more; then a clean-up "
        "stage is written for it.",
        form=one_of(
            Choice(value="yes", label="some remain", when="nobody has counted"),
            Choice(value="group", label="only those of other groups", when="the last client of this group moves now"),
            Choice(value="no", label="none remains", when="the last EzVPN client moves now"),
        ),
        default=lambda asking: recommend("yes", "no file says that this is the last client"),
        citation="ezvpn.md 4.5",
    ),
    Question(
        key="release",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=OrEmpty(ReleaseName()),
        wording="Which release does the router run?",
        why="Algorithms and keywords differ by release. `show version` says it: 15.2(4)M1, 17.09.04a. It is read "
        "where it stands in the file of the configuration, or given whole with --set: then it names the platform too.",
        otherwise="Leave it empty where nobody knows: then only what every release from 15.2(4)M on accepts is used.",
        default=_known_version,
        citation="flexvpn.md 3",
    ),
    Question(
        key="platform",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=OrEmpty(Product()),
        wording="Which router is it? (the product identifier)",
        why="From which release on weak algorithms are refused differs by platform. `show version` and `license udi "
        "pid` name it.",
        otherwise="Leave it empty where nobody knows: then the earliest release of all routers counts.",
        default=_known_product,
        citation="Cisco FN72510; flexvpn.md 5.1",
    ),
    Question(
        key="wan_interface",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=OrEmpty(InterfaceOfRouter()),
        wording="Which interface of the hub faces the spokes?",
        why="The virtual template takes it as tunnel source, and the IKEv2 policy may be limited to its address.",
        default=_wan_interface,
        citation="flexvpn.md 1.12",
    ),
    Question(
        key="wan_address",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=InterfaceAddress(),
        wording="Which address and mask does the new hub have on that interface?",
        why="The spokes connect to it.",
        default=lambda asking: open_until_answered("the new hub has no configuration to read it from"),
        applies=is_bare_new_hub,
        citation="flexvpn.md 9.1",
    ),
    Question(
        key="default_gateway",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=OrNone(Address()),
        wording="Through which address does the new hub reach the Internet? (an address, or none)",
        why="Without a default route the hub answers no spoke outside its own subnet.",
        otherwise="Answer none where a routing protocol or a later step provides the route.",
        default=lambda asking: open_until_answered("the new hub has no configuration to read it from"),
        applies=is_bare_new_hub,
        citation="flexvpn.md 4.4 rule 10",
    ),
    Question(
        key="lan_interface",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=InterfaceOfRouter(),
        wording="Which interface of the new hub faces the LAN?",
        why="Traffic of the spokes leaves there.",
        default=lambda asking: open_until_answered("the new hub has no configuration to read it from"),
        applies=is_bare_new_hub,
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="lan_address",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=InterfaceAddress(),
        wording="Which address and mask does the new hub have in the LAN?",
        why="The EzVPN server sends traffic for migrated spokes there.",
        default=lambda asking: open_until_answered("the new hub has no configuration to read it from"),
        applies=is_bare_new_hub,
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="loopback_address",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=InterfaceAddress(),
        wording="Which address does the loopback of the new hub get?",
        why="The virtual template borrows it (`ip unnumbered`), for IOS does not support an address of its own there. "
        "It must differ from the EzVPN server's: the guide prints the same one on both.",
        default=lambda asking: open_until_answered("the new hub has no configuration to read it from"),
        applies=is_bare_new_hub,
        citation="Cisco IOS-XE 17.x, Configuring the FlexVPN Server; flexvpn.md 1.12",
    ),
)
