"""What the configurations of EzVPN settle without a question: the group that moves, and what held for all of IKEv1."""

import pytest

from tests.commands import CONFIGS
from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.render import outputs

SERVER = (CONFIGS / "server-dvti.cfg").read_text("utf-8")
SPOKE = (CONFIGS / "spoke-nem-classic.cfg").read_text("utf-8")
GROUP = "crypto isakmp client configuration group FENN-BRANCH\n"
KIOSKS = "crypto isakmp client configuration group KIOSKS\n key Kiosk-Key-0418\n"


def planned(server: str, spoke: str) -> Plan:
    """The plan of that server and that spoke."""
    return propose(read_sources([("server.cfg", server.encode()), ("spoke.cfg", spoke.encode())]))


def without(text: str, beginning: str) -> str:
    """A configuration without the lines that begin so."""
    return "".join(row for row in text.splitlines(keepends=True) if not row.startswith(beginning))


@pytest.mark.parametrize(
    ("subject", "group", "origin"),
    [
        ("CN=br-leeds,OU=KIOSKS", "KIOSKS", "settled"),
        ("OU=KIOSKS", "KIOSKS", "settled"),
        ("ou = FENN-BRANCH, cn=br-leeds", "FENN-BRANCH", "settled"),
        ("CN=KIOSKS", "", "open"),
        ("CN=br-leeds,O=KIOSKS", "", "open"),
        ("CN=br-leeds,OU=kiosks-north", "", "open"),
    ],
)
def test_the_unit_of_a_certificate_names_the_group(subject: str, group: str, origin: str) -> None:
    """A spoke that proves itself by a certificate belongs to the group that is its unit (OU), and to no other."""
    trustpoint = f"crypto pki trustpoint SPOKE\n subject-name {subject}\n!\ncrypto ipsec client ezvpn"
    spoke = without(SPOKE, " group ").replace("crypto ipsec client ezvpn", trustpoint, 1)
    found = resolved(planned(SERVER.replace(GROUP, KIOSKS + GROUP, 1), spoke), "group", "")

    assert (found.value, found.origin) == (group, origin)


@pytest.mark.parametrize(("at", "device"), [("server", "hq-vpn1"), ("spoke", "br-leeds")])
def test_what_held_for_all_of_ikev1_holds_for_ikev2_on_the_same_router(at: str, device: str) -> None:
    """A router that drops peers whose certificate was revoked does so afterwards; no other one does."""
    words = "disconnect-revoked-peers"
    texts = {"server": SERVER, "spoke": SPOKE}
    texts[at] = (
        texts[at].replace("crypto isakmp", f"crypto isakmp {words}\ncrypto isakmp", 1)
        if at == "server"
        else (texts[at].replace("crypto ipsec client ezvpn", f"crypto isakmp {words}\ncrypto ipsec client ezvpn", 1))
    )
    written = outputs(planned(texts["server"], texts["spoke"]))

    assert [name for name, text in written.items() if f"\ncrypto ikev2 {words}\n" in text and "cutover" in name] == [
        f"{device}/5-cutover.cfg"
    ]


@pytest.mark.parametrize("words", ["fragmentation", "disconnect-revoked-peers"])
def test_a_new_hub_does_for_the_spokes_what_the_server_did(words: str) -> None:
    """The hub that takes the server's place has no IKEv1 to read it from."""
    server = SERVER.replace("crypto isakmp", f"crypto isakmp {words}\ncrypto isakmp", 1)
    plan = answer(planned(server, SPOKE), "strategy", "new-hub")
    for key, value in (
        ("wan_interface", "GigabitEthernet0/0"),
        ("wan_address", "203.0.113.7/24"),
        ("default_gateway", "203.0.113.1"),
        ("lan_interface", "GigabitEthernet0/1"),
        ("lan_address", "10.20.0.7/24"),
        ("loopback_address", "10.20.255.7/32"),
        ("login", "bare"),
    ):
        plan = answer(plan, key, value, "flexvpn-hub")

    written = outputs(plan)
    assert any(f"\ncrypto ikev2 {words}" in written[f"flexvpn-hub/{name}"] for name in ("4-stage.cfg", "5-cutover.cfg"))
