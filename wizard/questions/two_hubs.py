"""Questions of the EzVPN server and a new hub beside it: how they are joined, and what else the sites reach."""

from wizard.data.answer_forms import Address, InterfaceAddress, Networks, Password, YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import NO_KEY_YET, open_until_answered, recommend, settle
from wizard.situation.ezvpn_group import widens_split_lists
from wizard.situation.hub import is_new_hub
from wizard.situation.shared_lan import hub_lan, server_lan_interfaces
from wizard.situation.two_hubs import uses_inter_hub


def _inter_hub(asking: Asking) -> Default:
    return recommend(
        "shared-lan", "a new hub normally stands beside the EzVPN server in the same LAN; only routes are needed"
    )


def _shared_lan_address(asking: Asking) -> Default:
    """The server's address in the network of the new hub's LAN."""
    lan = hub_lan(asking)
    for interface in server_lan_interfaces(asking):
        for address in interface.addresses:
            if lan and address.network.overlaps(lan.network):
                return settle(str(address.ip), f"{interface.name} of the server is in the new hub's LAN")
    return open_until_answered("no interface of the server is in the new hub's LAN")


def _server_wan_address(asking: Asking) -> Default:
    server = asking.server
    if server.server and server.server.wan_interface:
        interface = server.interface(server.server.wan_interface)
        if interface and interface.addresses:
            return settle(str(interface.addresses[0].ip), f"{interface.name} of the server has it")
    return open_until_answered("the server's configuration does not show its Internet address")


def _reconnect(asking: Asking) -> Default:
    return recommend("later", "no site loses its tunnel for it; the lists reach each client when it reconnects")


TWO_HUBS_QUESTIONS = (
    Question(
        key="inter_hub",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        wording="How are the EzVPN server and the new hub joined?",
        why="Migrated spokes reach the remaining EzVPN spokes only over a path between the two hubs. The guide says "
        "that there is one and configures none.",
        otherwise="Choose none where no spoke talks to a spoke of the other hub.",
        form=one_of(
            Choice(
                value="shared-lan",
                label="both stand in one LAN",
                when="the new hub is beside the server",
            ),
            Choice(
                value="tunnel",
                label="an IKEv2 tunnel between them",
                when="they stand at different places",
            ),
            Choice(value="none", label="not at all", when="spokes talk to the hub's LAN only"),
        ),
        default=_inter_hub,
        applies=is_new_hub,
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="server_lan_address",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=Address(),
        wording="Which address does the EzVPN server have in the shared LAN?",
        why="The new hub sends traffic for the remaining EzVPN spokes there.",
        default=_shared_lan_address,
        applies=lambda asking: asking.value("inter_hub") == "shared-lan",
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="inter_hub_network",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=InterfaceAddress(longest=31),
        wording="Which address and mask does the EzVPN server get on the inter-hub tunnel? (the hub takes the other)",
        why="A /30 or /31 that is used nowhere else.",
        default=lambda asking: open_until_answered("no network is known to be free at both hubs"),
        applies=lambda asking: asking.value("inter_hub") == "tunnel",
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="inter_hub_key",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=Password(),
        wording="Which pre-shared key joins the two hubs?",
        why="The inter-hub tunnel authenticates with a key of its own, so that it never waits for a certificate.",
        default=lambda asking: open_until_answered(NO_KEY_YET),
        is_drawn=True,
        applies=lambda asking: asking.value("inter_hub") == "tunnel",
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="server_wan_address",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=Address(),
        wording="Which address does the EzVPN server have on the Internet?",
        why="The inter-hub tunnel ends there.",
        default=_server_wan_address,
        applies=lambda asking: asking.value("inter_hub") == "tunnel",
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="spoke_to_spoke",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Should the spokes reach each other through the hub?",
        why="The split lists must then name every spoke's LAN, on both hubs; the guide's cover the hub's LAN only.",
        otherwise="Answer no to keep exactly the networks that the EzVPN server pushes today.",
        default=lambda asking: (
            recommend("yes", "across two hubs a spoke that is not in the lists is unreachable for the other spokes")
            if uses_inter_hub(asking)
            else recommend("no", "what the spokes reach stays as it is")
        ),
        citation="ezvpn.md 6 item 12; flexvpn.md 8.4",
    ),
    Question(
        key="remaining_networks",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        form=Networks(),
        wording="Which LANs of other EzVPN sites stay behind the server? (those in no file given here)",
        why="The new hub needs a route to them, and the migrated spokes need them in their routes.",
        default=lambda asking: recommend("", "no file names another site"),
        applies=uses_inter_hub,
        citation="ezvpn.md 4.3",
    ),
    Question(
        key="clients_reconnect",
        step=WizardStep.STRATEGY,
        scope=Scope.SITE,
        wording="When do the remaining EzVPN clients learn the widened split list?",
        why="A client reads the list when it connects; until then it sends traffic for a migrated spoke in clear.",
        otherwise="Choose now inside a maintenance window: every EzVPN tunnel of the server drops once.",
        form=one_of(
            Choice(value="later", label="when they next reconnect", when="there is no window for the other sites"),
            Choice(value="now", label="now: clear their sessions", when="a window is agreed upon"),
        ),
        default=_reconnect,
        applies=widens_split_lists,
        citation="ezvpn.md 4.3",
    ),
)
