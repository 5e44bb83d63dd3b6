"""`show ip nat` and the command that ends translations."""

from collections import Counter
from collections.abc import Iterator

from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network import network_texts
from wizard.practice.network.address_translation import rules
from wizard.practice.network.live_translations import Translation
from wizard.practice.network.tunnels import Kind
from wizard.practice.session import Session

FIRST_PORT = 1
"""The number of an echo, which stands where the port of TCP does."""


def _living(session: Session) -> list[Translation]:
    router = session.router
    return list(router.network.translations.of(router.name, router.clock.now))


def _translations(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        network_texts.NAT_TRANSLATION.of(
            inside_global=f"{each.mapping.inside_global}:{FIRST_PORT}",
            inside_local=f"{each.mapping.inside_local}:{FIRST_PORT}",
            outside=f"{each.outside}:{FIRST_PORT}",
        )
        for each in _living(session)
    ]
    return said(network_texts.NAT_TRANSLATIONS.text + "".join(rows) if rows else "")


def _statistics(session: Session, arguments: Arguments) -> Dialogue:
    used = Counter(each.mapping.rule for each in _living(session))
    router = session.router.network.ways.router(session.router.name)
    sides = {
        side: ", ".join(each.name for each in router.interfaces if each.line.child(f"ip nat {side}") is not None)
        for side in ("outside", "inside")
    }
    mappings = "".join(
        network_texts.NAT_MAPPING.of(number=number, rule=rule, count=used[rule])
        for number, rule in enumerate(_rules(session), 1)
    )
    return said(network_texts.NAT_STATISTICS.of(count=used.total(), mappings=mappings, **sides))


def _rules(session: Session) -> Iterator[str]:
    """Those of the configuration, and those that EzVPN makes and shows nowhere else."""
    router = session.router.network.ways.router(session.router.name)
    yield from (str(rule) for rule in rules(router.configuration))
    if not router.ezvpn_translates:
        return
    for tunnel in session.router.network.tunnels_of(session.router):
        if tunnel.kind is Kind.EZVPN and tunnel.client.router == session.router.name:
            if tunnel.translates:
                yield f"access-list enterprise-list pool {tunnel.name}"
            if tunnel.client.policy_interface:
                yield f"access-list internet-list interface {tunnel.client.interface}"


def _clear(session: Session, arguments: Arguments) -> Dialogue:
    session.router.network.translations.clear(session.router.name)
    return said("")


SHOW_TRANSLATIONS: tuple[ExecCommand, ...] = (
    ExecCommand(form="show ip nat statistics", run=_statistics, is_privileged=False),
    ExecCommand(form="show ip nat translations", run=_translations, is_privileged=False),
    ExecCommand(form="clear ip nat translation EVERY", run=_clear),
)
