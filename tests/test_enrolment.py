"""How new trustpoints enrol and renew: a water supply whose EzVPN server is its CA, behind the stations' tunnel."""

import pytest

from tests.reading import read, source
from tests.with_authority import propose
from wizard.check import findings
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.render import outputs

HUB, STATION = "aqua-core1", "aqua-ps07"
FROM_ITSELF = {"enrollment": "ios-ca", "enrollment_url": "http://10.80.255.1:80"}


def planned(**answers: str) -> Plan:
    """The plan on the EzVPN server itself, with some answers."""
    plan = propose([source("server-own-authority.cfg"), source("spoke-own-authority.cfg")])
    for key, value in ({"strategy": "reuse", "management_access": "outside"} | answers).items():
        plan = answer(plan, key, value)
    return plan


def trustpoint(plan: Plan, device: str) -> str:
    """The lines of the new trustpoint in the pki stage."""
    stage = outputs(plan)[f"{device}/3-pki.cfg"]
    return stage[stage.index("crypto pki trustpoint") :]


def codes(plan: Plan) -> set[str]:
    """The findings of a plan."""
    return {finding.code for finding in findings(plan)}


def test_a_station_asks_a_ca_behind_the_tunnel_from_its_lan() -> None:
    """EzVPN protects what comes from there, and answers nothing that comes from the Internet address."""
    plan = planned(**FROM_ITSELF)

    assert " source interface Vlan10\n" in trustpoint(plan, STATION)
    assert "source interface" not in trustpoint(plan, HUB)
    assert not {"PKI044", "PKI031"} & codes(plan)


def test_a_ca_behind_the_tunnel_that_is_asked_from_outside_blocks() -> None:
    """Nobody answers, and without a certificate the tunnel never comes up."""
    assert "PKI044" in codes(planned(**FROM_ITSELF, authority_interface="none"))


def test_a_certificate_is_renewed_while_the_tunnel_is_up() -> None:
    """The line comes with the stage, when the certificate is there: before, IOS would enrol by itself at once."""
    out = outputs(planned(**FROM_ITSELF))

    assert "crypto pki trustpoint FLEX\n auto-enroll 80 regenerate\n" in out[f"{STATION}/4-stage.cfg"]
    assert "auto-enroll" not in out[f"{STATION}/3-pki.cfg"]
    assert "PKI031" in codes(planned(**FROM_ITSELF, auto_enroll="no"))


def test_a_request_that_is_pasted_comes_as_pem_and_asks_for_nothing() -> None:
    """Neither serial number nor address belong into the subject name, and no CA takes a request without its frame."""
    station = trustpoint(planned(), STATION)

    assert " enrollment terminal pem\n" in station
    assert " serial-number none\n ip-address none\n" in station
    assert "auto-enroll" not in outputs(planned())[f"{STATION}/4-stage.cfg"]


def test_a_router_that_enrols_by_its_ca_today_does_so_again() -> None:
    """A trustpoint with the URL of a CA shows a way to it, and who it is; without one somebody pastes."""
    shown = "crypto pki trustpoint NOC\n enrollment url http://192.0.2.80:80\n revocation-check none\n"
    hub, spoke = (source(name) for name in ("server-own-authority.cfg", "spoke-own-authority.cfg"))
    plan = propose([hub, read(spoke.configuration.text() + shown)])
    recommended = resolved(plan, "enrollment", STATION)

    assert (recommended.value, resolved(plan, "enrollment", HUB).value) == ("scep", "ios-ca")
    assert recommended.why.startswith("trustpoint NOC of the router enrols so")
    assert resolved(propose([hub, spoke]), "enrollment", STATION).value == "terminal"


def test_the_map_of_a_station_names_the_hub_and_who_issued_its_certificate() -> None:
    """Every router of the water supply has the unit, and a certificate of another CA could have the name, too."""
    plan = planned(**FROM_ITSELF, hub_identity_kind="dn")
    stage = outputs(plan)[f"{STATION}/3-pki.cfg"]

    assert " subject-name co cn = aqua-core1.aqua.example\n issuer-name co cn = aqua-ca\n" in stage
    assert "issuer-name" not in outputs(planned(hub_identity_kind="dn", enrollment="terminal"))[f"{STATION}/3-pki.cfg"]


@pytest.mark.parametrize(
    ("url", "interface"),
    [
        ("http://10.80.3.9/certsrv/mscep/mscep.dll", "Vlan10"),
        ("http://198.51.100.200:80", "none"),
        ("http://10.80.135.5:80", "none"),
        ("http://pki.aqua.example:80", "none"),
    ],
    ids=["behind the tunnel", "on the Internet", "in the station", "a name"],
)
def test_the_interface_follows_from_where_the_ca_is(url: str, interface: str) -> None:
    """Only a CA that the hub announces is asked from the LAN."""
    plan = planned(enrollment="scep", enrollment_url=url)

    assert resolved(plan, "authority_interface", STATION).value == interface


CORPORATE = ("server-certificates-of-registrar.cfg", "spoke-certificates-of-registrar.cfg")


def registrar(**answers: str) -> Plan:
    """The plan of a chain of shops whose EzVPN has certificates of a CA of Microsoft's, behind the tunnel, by name."""
    plan = propose([source(name) for name in CORPORATE])
    for key, value in ({"enrollment": "scep", "management_access": "outside"} | answers).items():
        plan = answer(plan, key, value)
    return plan


def test_a_new_trustpoint_asks_the_ca_as_the_present_one_does() -> None:
    """From the same URL, by the registrar, and from the interface behind which EzVPN takes the question."""
    shop = trustpoint(registrar(), "shop-0042")

    assert shop.startswith(
        "crypto pki trustpoint FLEX\n"
        " enrollment mode ra\n"
        " enrollment url http://ca.corp.example.net:80/certsrv/mscep/mscep.dll\n"
    )
    assert " source interface Vlan1\n" in shop
    assert "source interface" not in trustpoint(registrar(), "vpn-core")


def test_a_ca_that_is_asked_by_name_is_where_a_router_writes_its_address_down() -> None:
    """`ip host` of the hub says that the name is behind the tunnel, and so the question from outside gets no answer."""
    assert not {"PKI044", "PKI031"} & codes(registrar())
    assert "PKI044" in codes(registrar(authority_interface="none"))
    assert "PKI031" in codes(registrar(auto_enroll="no"))
