"""A hub that asks RADIUS comes with the file that RADIUS needs."""

import pytest

from tests.commands import CONFIGS
from tests.matrix import Cell, planned
from tests.with_authority import propose
from wizard.check import findings
from wizard.model.finding import Severity
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.render import outputs

EAP = Cell(hub_method="rsa-sig", spoke_method="eap mschapv2", hub_kind="fqdn", spoke_kind="email")
KEYS = Cell(hub_method="pre-share", spoke_method="pre-share", hub_kind="fqdn", spoke_kind="fqdn")


def test_eap_users_are_exported_with_their_passwords() -> None:
    """Each spoke's EAP user stands in the file."""
    text = outputs(planned(EAP))["hq-vpn1/radius.txt"]

    assert 'br-leeds Cleartext-Password := "Secret-eap_password-1"' in text


def test_groups_and_keys_in_radius_are_exported() -> None:
    """What the local policy and the keyring would hold stands in the file, and not on the hub."""
    plan = planned(KEYS)
    for key in ("key_store", "authorization_store"):
        plan = answer(plan, key, "radius")
    written = outputs(plan)

    assert "ipsec:route-set=prefix 10.20.8.0/22" in written["hq-vpn1/radius.txt"]
    assert "ipsec:ikev2-password-remote=Secret-pre_shared_key-1" in written["hq-vpn1/radius.txt"]
    assert "crypto ikev2 keyring" not in written["hq-vpn1/4-stage.cfg"]
    assert "keyring aaa FLEX-RADIUS name-mangler FLEX-RADIUS" in written["hq-vpn1/4-stage.cfg"]
    assert "aaa authorization network FLEX group radius" in written["hq-vpn1/4-stage.cfg"]


ATTRIBUTES = {
    "dns 10.20.0.11 10.20.0.12": "ipsec:dns-servers=10.20.0.11 10.20.0.12",
    "wins 10.20.0.13": "ipsec:wins-servers=10.20.0.13",
    "domain fennmark.example": "ipsec:default-domain=fennmark.example",
    "split-dns fennmark.test": "ipsec:split-dns=fennmark.test",
    "netmask 255.255.255.0": "ipsec:netmask=255.255.255.0",
    "backup-gateway 198.51.100.9": "ipsec:ipsec-backup-gateway=198.51.100.9",
}
"""Attributes of the EzVPN group, and the pair of each."""


@pytest.mark.parametrize("line", ATTRIBUTES)
def test_every_attribute_of_the_group_has_its_pair(line: str) -> None:
    """What the group gave to its clients stands in the file under the name that RADIUS has for it."""
    header = "crypto isakmp client configuration group FENN-BRANCH\n"
    server = (CONFIGS / "server-dvti.cfg").read_text("utf-8").replace(header, f"{header} {line}\n", 1)
    spoke = (CONFIGS / "spoke-nem-classic.cfg").read_bytes()
    plan = propose(read_sources([("server.cfg", server.encode()), ("spoke.cfg", spoke)]))
    written = outputs(answer(plan, "authorization_store", "radius"))["hq-vpn1/radius.txt"]

    assert f'    cisco-avpair += "{ATTRIBUTES[line]}",\n' in written


def test_a_hub_without_radius_has_no_export() -> None:
    """No file is written that nobody needs."""
    assert "hq-vpn1/radius.txt" not in outputs(planned(KEYS))


@pytest.mark.parametrize("kind", ["address", "key-id"])
def test_an_identity_that_no_mangler_knows_is_the_user_name_itself(kind: str) -> None:
    """IOS mangles names and emails alone: an address or a key-id goes to RADIUS as it is, and the file has it so."""
    plan = planned(Cell(hub_method="pre-share", spoke_method="pre-share", hub_kind="fqdn", spoke_kind=kind))
    written = outputs(answer(plan, "key_store", "radius"))
    identity = resolved(plan, "identity", "br-leeds").value

    assert "name-mangler" not in written["hq-vpn1/4-stage.cfg"]
    assert " keyring aaa FLEX-RADIUS\n" in written["hq-vpn1/4-stage.cfg"]
    assert f"\n{identity} " in written["hq-vpn1/radius.txt"]


def test_what_radius_announces_is_not_missed_on_the_hub() -> None:
    """A policy that RADIUS holds is neither an undefined name nor a network that nobody announces."""
    plan = answer(planned(KEYS), "authorization_store", "radius")

    assert [finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []
