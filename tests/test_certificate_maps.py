"""A certificate map is compared with the certificate that a router really has, as soon as it is known."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.certificates import router
from tests.checks.sites import STANDARD, site
from tests.ledger_form import FOLDER, SERVER, SPOKE
from tests.with_authority import propose
from wizard.check.matching.certificate_maps import map_takes, refusals
from wizard.check.rules.ike_identity import one_profile_takes_the_spoke
from wizard.check.rules.peer_certificate_proof import map_takes_the_certificate
from wizard.check.view.site import PairView, SiteView
from wizard.model.certificate import Certificate
from wizard.model.configuration import Configuration, read_written
from wizard.model.ikev2 import Trustpoint
from wizard.parse.certificates import read_certificates
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.mapping.key_pair_and_trustpoints import certificate_map as certificate_map_of
from wizard.plan.perspective import Perspective


def certificate(form: str = "pem") -> Certificate:
    """That of spoke.example.com, of the unit FlexVPN, made by the FlexVPN CA; as PEM or as a router shows it."""
    if form == "shown":
        return read_certificates((STANDARD / "spoke.txt").read_bytes(), "spoke", "spoke.txt")[0]
    return read_certificates(router("spoke.example.com", key_bits=2048).pem, "spoke", "spoke.pem")[0]


def certificate_map(*lines: str) -> Configuration:
    """A map of one entry with those lines."""
    return Configuration(read_written("\n ".join(("crypto pki certificate map FLEX 10", *lines)) + "\n"))


@pytest.mark.parametrize("form", ["pem", "shown"])
@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("subject-name co ou = flexvpn", True),
        ("subject-name co OU=FlexVPN", True),
        ("subject-name co ou = shops", False),
        ("subject-name nc ou = shops", True),
        ("subject-name nc ou = flexvpn", False),
        ("subject-name eq hostname=spoke.example.com,cn=spoke.example.com,ou=FlexVPN", True),
        ("subject-name eq ou=FlexVPN,cn=spoke.example.com,hostname=spoke.example.com", True),
        ("subject-name eq cn=spoke.example.com", False),
        ("subject-name ne cn=spoke.example.com", True),
        ("issuer-name co cn = FlexVPN CA", True),
        ("issuer-name co cn = Other CA", False),
        ("issuer-name ne cn=Other CA,o=Example", True),
        ("alt-subject-name co .example.com", True),
        ("alt-subject-name eq spoke.example.com", True),
        ("alt-subject-name nc example.org", True),
        ("alt-subject-name eq hub.example.com", False),
        ("valid-start lt Jan 1 2020 00:00:00", True),
    ],
)
def test_each_word_of_a_map_is_compared(line: str, taken: bool, form: str) -> None:  # noqa: FBT001 - a column
    """Names are compared regardless of case and of blanks around `=`; a date counts as fitting."""
    assert map_takes(certificate_map(line), "FLEX", None, (certificate(form),)) is taken


def test_every_line_of_one_entry_must_fit_and_one_entry_is_enough() -> None:
    """Lines of an entry are joined by and, entries by or; what is refused is told of the entry that comes nearest."""
    both = certificate_map("subject-name co ou = flexvpn", "issuer-name co cn = other ca")
    either = Configuration(
        read_written(
            "crypto pki certificate map FLEX 10\n subject-name co ou = shops\n issuer-name co cn = other ca\n"
            "crypto pki certificate map FLEX 20\n subject-name co ou = shops\n issuer-name co cn = flexvpn ca\n"
        )
    )

    assert not map_takes(both, "FLEX", None, (certificate(),))
    assert [line.text for line in refusals(either, "FLEX", certificate())] == ["subject-name co ou = shops"]


def test_a_serial_number_is_compared_as_a_number() -> None:
    """Blanks and zeros in front do not count."""
    assert map_takes(certificate_map("serial-number eq 0a 1b"), "FLEX", None, (certificate(),))
    assert not map_takes(certificate_map("serial-number eq 0a1c"), "FLEX", None, (certificate(),))


def test_the_real_certificate_goes_before_what_its_trustpoint_asks_for() -> None:
    """A map may fit what will be asked for, and not what was issued."""
    asks = Trustpoint(name="FLEX", subject_name="CN=spoke.example.com,OU=Shops")
    map_of_shops = certificate_map("subject-name co ou = shops")

    assert map_takes(map_of_shops, "FLEX", asks)
    assert not map_takes(map_of_shops, "FLEX", asks, (certificate(),))


TWO_PROFILES = Path(__file__).parent / "checks" / "PKI028" / "quiet"


def test_two_profiles_whose_maps_take_one_certificate_are_seen() -> None:
    """The real certificate is taken by no more than one profile."""
    whole = site(TWO_PROFILES)
    text = whole.hub.target.text()
    second = "".join(
        block.replace("FLEX", "OTHER", 1).replace("match certificate FLEX", "match certificate OTHER")
        for block in (
            "crypto pki certificate map FLEX 10\n subject-name co o = example\n issuer-name co o = example\n",
            text[text.index("crypto ikev2 profile FLEX") : text.index("crypto ipsec transform-set")],
        )
    )
    wide = second.replace(" subject-name co o = example\n", "")
    narrow = second

    assert fits(whole, wide) == [
        "The identity `fqdn spoke.example.com` is taken by several profiles of hub: FLEX, OTHER."
    ]
    assert fits(whole, narrow) == []


def fits(whole: SiteView, more: str) -> list[str]:
    """What is said of the hub's profiles with more lines on the hub."""
    hub = replace(whole.hub, target=Configuration((*whole.hub.target.lines, *read_written(more))))
    pair = PairView(hub=hub, spoke=whole.spokes[0])
    return [hit.message for check in (one_profile_takes_the_spoke, map_takes_the_certificate) for hit in check(pair)]


def test_the_spokes_map_names_the_hub_and_the_hubs_map_the_unit() -> None:
    """Every router has the unit: by it alone any spoke could pose as the hub."""
    names = (SERVER, SPOKE)
    plan = propose(read_sources([(name, (FOLDER / name).read_bytes()) for name in names]))
    for key in ("hub_identity_kind", "spoke_identity_kind"):
        plan = answer(plan, key, "dn")

    hub, spoke = (certificate_map_of(Perspective(plan, device)) for device in ("hq", "shop1"))

    assert hub
    assert hub.rules == ("subject-name co ou = flexvpn",)
    assert spoke
    assert spoke.rules == ("subject-name co ou = flexvpn", "subject-name co cn = hq.shops.example")
