"""The question of address translation, which EzVPN did by itself."""

from ipaddress import IPv4Network

from wizard.data.answer_forms import YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.model.router import Interface
from wizard.questions.recommend_or_settle import recommend, settle
from wizard.situation.translation import (
    backup_line,
    emptied_lists,
    lines_without_translation,
    translates_by_nvi,
    translations_towards,
    untranslated_networks,
)
from wizard.situation.vrfs import lan_reaches_the_internet


def _breakout(asking: Asking) -> Default:
    if asking.value("tunnel_everything") == "yes":
        return settle("no", "everything goes through the tunnel")
    if translates_by_nvi(asking):
        return settle("no", "the router translates by `ip nat enable`, beside which no rule of the plan works")
    if not lan_reaches_the_internet(asking):
        return recommend(
            "no",
            "the LAN is in another VRF than the Internet interface, and no default route leads across",
        )
    rules = translations_towards(asking)
    if rules and emptied_lists(asking):
        return recommend(
            "yes", f"line {rules[0].number} would take the tunnel's traffic, and gives the LAN to such a rule"
        )
    missing = untranslated_networks(asking)
    backup = backup_line(asking)
    if rules and not missing and backup in lines_without_translation(asking):
        return recommend(
            "yes",
            f"no line translates on {backup} the networks that EzVPN translated there by itself",
            "no line translates on the backup line the networks that EzVPN translated there by itself",
        )
    if rules and not missing:
        return settle(
            "no",
            f"line {rules[0].number} translates towards the Internet already",
            "the configurations translate towards the Internet already",
        )
    if rules:
        names = ", ".join(str(untranslated_network) for untranslated_network in missing)
        return recommend(
            "yes",
            f"line {rules[0].number} leaves out {names}, which EzVPN translated by itself",
            "translations leave out networks that EzVPN translated by itself",
        )
    return recommend(
        "yes", "EzVPN translated the LAN's traffic towards the Internet without a line in the configuration"
    )


def _behind_nat(asking: Asking) -> Default:
    for name in asking.client.outside:
        interface = asking.router.interface(name)
        if interface and interface.addresses and interface.addresses[0].ip.is_private and not _documents(interface):
            return settle(
                "yes",
                f"{name} has the private address {interface.addresses[0].ip}",
                "the outside interface has a private address",
            )
    source = asking.plan.source(asking.device)
    ports = {port for peer, port in source.show_commands.peer_ports if peer in asking.client.peers} if source else set()
    if ports:
        translated = 4500 in ports
        why = f"its session with {asking.client.peers[0]} runs on port {4500 if translated else 500}"
        return settle("yes" if translated else "no", f"{why}, says the file")
    return recommend("unknown", "no file shows it; `show crypto session` shows port 4500 where there is one")


_DOCUMENTATION = tuple(IPv4Network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"))
"""Networks that Python calls private and that stand for public ones in examples."""


def _documents(interface: Interface) -> bool:
    return any(interface.addresses[0].ip in network for network in _DOCUMENTATION)


TRANSLATION_QUESTIONS = (
    Question(
        key="behind_nat",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        wording="Does something translate the spoke's Internet address on its way?",
        why="Behind a translation an address is no identity, and GRE in transport mode fails where spokes share one.",
        form=one_of(
            Choice(value="unknown", label="not known", when="nobody has looked at `show crypto session`"),
            Choice(value="no", label="no: the spoke has a public address of its own"),
            Choice(
                value="yes",
                label="yes: its session runs on port 4500",
                when="the ISP's router or a firewall translates",
            ),
        ),
        default=_behind_nat,
        citation="flexvpn.md 4.1, 6.1",
    ),
    Question(
        key="internet_breakout",
        step=WizardStep.ADDRESSES,
        scope=Scope.SPOKE,
        form=YesNo(),
        wording="Does the spoke's LAN reach the Internet directly, by address translation?",
        why="EzVPN translated it without a line in the configuration; without EzVPN it would stop. Sources differ on "
        "old releases in network-extension mode: look at `show ip nat statistics` before the cut-over.",
        unconfirmed=True,
        otherwise="Answer no where the LAN must not reach the Internet.",
        default=_breakout,
        citation="ezvpn.md 2.4",
    ),
)
