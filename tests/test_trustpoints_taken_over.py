"""A trustpoint that a router has already is taken over as it stands, after its certificate was judged."""

from dataclasses import replace
from datetime import date

import pytest

from tests.certificates import authority, router
from tests.golden_cases import golden_plan, output
from tests.matrix import CONFIGS, HUB, SPOKE, Cell, possible
from tests.matrix import base as with_new_trustpoints
from tests.matrix import planned as in_cell
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.errors import AnswerError
from wizard.ledger import ledger
from wizard.model.certificate import Certificate
from wizard.model.finding import Severity, Verdict
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, answer_secret, asked, open_answers
from wizard.plan.perspective import resolved
from wizard.render import document, steps, target

ON_CERTIFICATES = tuple(
    cell
    for cell in possible()
    if {cell.hub_method, cell.spoke_method} <= {"rsa-sig", "pre-share", "eap mschapv2"} and "rsa-sig" in cell.hub_method
)
"""The cells in which a router with an RSA certificate proves itself or the other side."""


@pytest.fixture(scope="module")
def enrolled() -> Plan:
    """A hub and a branch that both have a certificate of one CA in their trustpoint FENNMARK."""
    names = ("server-with-certificate.cfg", "spoke-with-certificate.cfg")
    plan = propose(read_sources([(name, (CONFIGS / name).read_bytes()) for name in names]))
    return replace(
        answer(plan, "management_access", "outside"),
        secrets=with_new_trustpoints().secrets,
        read_on=date(2027, 1, 1),
    )


@pytest.fixture(scope="module")
def taken_over(enrolled: Plan) -> Plan:
    """The same with both trustpoints taken over."""
    return answer(enrolled, "existing_trustpoint", "FENNMARK")


def codes(plan: Plan) -> list[tuple[str, str]]:
    """What is said of certificates and trustpoints, by code and device, beside the day on which each ends."""
    said = [(finding.code, finding.device) for finding in findings(plan) if finding.code.startswith("PKI")]
    return [(code, device) for code, device in said if code != "PKI045"]


def trustpoint_lines(plan: Plan, device: str) -> list[str]:
    """How the new IKEv2 profile of a device names its trustpoints."""
    return [line.text for line in target(plan, device).all("crypto ikev2 profile FLEX")[0].all("pki trustpoint")]


def test_a_new_trustpoint_is_recommended_even_where_one_stands(enrolled: Plan) -> None:
    """What the router has is named in the reason, and what a plan holds does not change with a day of expiry."""
    own = resolved(enrolled, "existing_trustpoint", HUB)

    assert own.value == "none"
    assert "FENNMARK" in own.why


@pytest.mark.parametrize("device", [HUB, SPOKE])
def test_nothing_is_made_enrolled_or_removed_for_it(taken_over: Plan, device: str) -> None:
    """There is no pki stage, no dialogue of enrolment and no question about one; the trustpoint stands as it stood."""
    source = taken_over.source(device)
    assert source is not None
    commands = [step.command for step in steps(taken_over, device)]

    assert document(taken_over, device, Stage.PKI) is None
    assert trustpoint_lines(taken_over, device) == ["pki trustpoint FENNMARK"]
    for header in ("crypto pki trustpoint FENNMARK", "crypto pki certificate chain FENNMARK"):
        assert target(taken_over, device).exact(header) == source.configuration.exact(header)
    assert not [
        command for command in commands if " enroll " in command or " authenticate " in command or " import " in command
    ]
    assert "show crypto pki trustpoints FENNMARK status" in commands
    assert {"enrollment", "subject", "ca_fingerprint", "key_size", "revocation_check"}.isdisjoint(
        question.question.key for question in asked(taken_over)
    )


def test_the_ledger_says_that_it_is_kept(taken_over: Plan) -> None:
    """Each line of the trustpoint stays, and the reason is FlexVPN."""
    lines = [
        entry for entry in ledger(taken_over) if entry.text in {"crypto pki trustpoint FENNMARK", "rsakeypair FENNMARK"}
    ]

    assert [line.verdict for line in lines] == [Verdict.KEPT] * 4
    assert {line.why for line in lines} == {"FlexVPN takes this trustpoint over as it stands"}


def test_certificates_that_fit_have_nothing_against_them(taken_over: Plan) -> None:
    """Judged by what the configurations hold: one CA, both uses, long keys, the identities of both."""
    assert codes(taken_over) == []
    assert [(negotiation.up, negotiation.why) for negotiation in negotiations(taken_over)] == [(True, "")]


@pytest.mark.parametrize("cell", ON_CERTIFICATES, ids=str)
@pytest.mark.parametrize("devices", [(HUB,), (SPOKE,), (HUB, SPOKE)], ids=" and ".join)
def test_every_cell_comes_up_with_trustpoints_that_were_there(
    enrolled: Plan, cell: Cell, devices: tuple[str, ...]
) -> None:
    """Whichever side takes its trustpoint over, every identity and method of the matrix is planned and fits."""
    plan = in_cell(cell, enrolled)
    for device in devices:
        plan = answer(plan, "existing_trustpoint", "FENNMARK", device)
    plan = answer(plan, "certificate_unit", "Network")
    blockers = [finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER]

    assert [open_answer.key for open_answer in open_answers(plan)] == []
    assert [(negotiation.up, negotiation.why) for negotiation in negotiations(plan)] == [(True, "")]
    # With EAP nothing else tells the hub: its mail address would have to stand in the certificate that was taken over.
    unnamed = cell.spoke_method.startswith("eap") and cell.hub_kind == "email" and HUB in devices
    assert blockers == (["PKI033"] if unnamed else [])


def test_a_unit_that_the_certificates_have_makes_distinguished_names_fit(taken_over: Plan) -> None:
    """The certificate map compares the unit that was answered, with the real certificates."""
    plan = answer(answer(taken_over, "hub_identity_kind", "dn"), "spoke_identity_kind", "dn")
    fits = answer(plan, "certificate_unit", "Network")

    assert [negotiation.up for negotiation in negotiations(plan)] == [False]
    assert [negotiation.up for negotiation in negotiations(fits)] == [True]


def test_an_expired_certificate_blocks(taken_over: Plan) -> None:
    """What is taken over is judged by the day."""
    late = replace(taken_over, read_on=date(2036, 3, 1))

    assert codes(late) == [("PKI010", HUB), ("PKI010", SPOKE)]


def test_a_certificate_for_another_purpose_is_seen(taken_over: Plan) -> None:
    """The certificate of a web server in the trustpoint that is taken over gets findings, each with its reason."""
    given = given_to(SPOKE, router("www.fennmark.example", ca="Web CA", key_bits=1024).pem + authority("Web CA").pem)

    assert codes(replace(taken_over, certificates=given)) == [
        ("PKI019", HUB),
        ("PKI013", SPOKE),
        ("PKI018", SPOKE),
    ]


def given_to(device: str, pem: bytes) -> tuple[Certificate, ...]:
    """Certificates in the site folder."""
    return read_certificates(pem, device, f"certificates/{device}.pem")


def test_a_trustpoint_of_which_nobody_knows_the_certificate_blocks(taken_over: Plan) -> None:
    """Without chain and without a file there is nothing to judge."""
    bare = [
        (
            source.filename,
            source.data.split(b"crypto pki certificate chain")[0] + source.data[source.data.index(b"license udi") :],
        )
        for source in taken_over.sources
    ]
    plan = replace(propose(read_sources(bare)), answers=taken_over.answers)

    assert codes(plan) == [("PKI026", HUB), ("PKI026", HUB), ("PKI026", SPOKE), ("PKI026", SPOKE)]


def test_certificates_in_the_site_folder_are_as_good_as_a_chain(taken_over: Plan) -> None:
    """A configuration that was saved without its chains is judged by what lies beside it."""
    bare = [(source.filename, source.data.split(b"crypto pki certificate chain")[0]) for source in taken_over.sources]
    rest = [source.data[source.data.index(b"license udi") :] for source in taken_over.sources]
    plan = propose(read_sources([(name, head + tail) for (name, head), tail in zip(bare, rest, strict=True)]))
    given = tuple(
        certificate
        for device in (HUB, SPOKE)
        for certificate in given_to(
            device, router(f"{device}.fennmark.example", key_bits=2048).pem + authority("FlexVPN CA").pem
        )
    )

    assert codes(replace(plan, answers=taken_over.answers, certificates=given)) == []


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("existing_trustpoint", "CORP", "hq-vpn1 has no such trustpoint; it has FENNMARK"),
        ("existing_trustpoint", "new", "a new trustpoint is `none` here"),
        ("peer_trustpoint", "CORP", "hq-vpn1 has no such trustpoint"),
        ("peer_trustpoint", "FENNMARK", "it is the router's own"),
    ],
)
def test_a_trustpoint_that_is_not_there_cannot_be_named(taken_over: Plan, key: str, value: str, reason: str) -> None:
    """The refusal says what the router has."""
    with pytest.raises(AnswerError, match=reason):
        answer(taken_over, key, value)


def test_a_self_signed_trustpoint_cannot_be_taken_over() -> None:
    """A router makes it for its web server, and no other router has its certificate."""
    names = ("server-crypto-map.cfg", "spoke-client-mode.cfg")
    plan = propose(read_sources([(name, (CONFIGS / name).read_bytes()) for name in names]))
    hub = plan.server.device

    assert "no trustpoint of a CA" in resolved(plan, "existing_trustpoint", hub).why
    with pytest.raises(AnswerError, match="self-signed"):
        answer(plan, "existing_trustpoint", "TP-self-signed-3187204415", hub)


def test_two_authorities_need_a_second_trustpoint_on_each_end(enrolled: Plan) -> None:
    """The hub keeps its CA, the branch enrols with another one: each signs with its own and verifies with the other."""
    plan = answer(enrolled, "existing_trustpoint", "FENNMARK", HUB)
    plan = answer(plan, "peer_trustpoint", "new")
    fingerprint = "C945B6C91BA71296F00BF4D5697576F0FCB5A007"
    plan = answer(plan, "peer_ca_fingerprint", fingerprint, SPOKE)

    assert trustpoint_lines(plan, HUB) == ["pki trustpoint FENNMARK sign", "pki trustpoint FLEX-PEER verify"]
    assert trustpoint_lines(plan, SPOKE) == ["pki trustpoint FLEX sign", "pki trustpoint FLEX-PEER verify"]
    peer = target(plan, SPOKE).exact("crypto pki trustpoint FLEX-PEER")
    assert peer is not None
    assert [line.text for line in peer.children] == [
        "enrollment terminal pem",
        f"fingerprint {fingerprint}",
        "revocation-check crl none",
    ]
    assert [step.command for step in steps(plan, SPOKE) if "authenticate" in step.command] == [
        "crypto pki authenticate FLEX",
        "crypto pki authenticate FLEX-PEER",
    ]
    assert [negotiation.up for negotiation in negotiations(plan)] == [True]
    assert [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []


def test_two_authorities_without_a_second_trustpoint_block(taken_over: Plan) -> None:
    """Each end trusts its own CA alone, until a trustpoint for the other one is named."""
    pem = router("br-leeds.fennmark.example", ca="Branch CA", key_bits=2048).pem + authority("Branch CA").pem
    plan = answer(taken_over, "existing_trustpoint", "none", SPOKE)
    plan = replace(plan, certificates=given_to(SPOKE, pem))

    assert ("PKI019", HUB) in codes(plan)
    assert ("PKI019", SPOKE) in codes(plan)


def test_the_fingerprint_of_the_taken_over_authority_reaches_the_other_routers() -> None:
    """A branch that enrols with an IOS CA has its commands, and those of the CA, in the order of the dialogue."""
    plan = golden_plan("trustpoint-taken-over")
    commands = [(step.device, step.command) for step in steps(plan, "br-york") if "crypto pki" in step.command]

    assert commands[:6] == [
        ("192.0.2.40", "show crypto pki server"),
        ("192.0.2.40", "show running-config | section crypto pki server FENN-CA"),
        ("br-york", "crypto pki authenticate FLEX"),
        ("br-york", "crypto pki enroll FLEX"),
        ("192.0.2.40", "crypto pki server FENN-CA info requests"),
        ("192.0.2.40", "crypto pki server FENN-CA grant N"),
    ]
    assert " enrollment retry count 100\n enrollment retry period 5\n" in output(
        "trustpoint-taken-over", "br-york", "3-pki.cfg"
    )


def test_the_authority_is_reached_through_the_vrf_of_the_internet_interface(enrolled: Plan) -> None:
    """With a front-door VRF the new trustpoint has it; the one that is taken over has not, and a finding says so."""
    internet = b" description Internet, Virgin Business 7731902\n"
    sources = [
        (source.filename, source.data.replace(internet, internet + b" ip vrf forwarding INTERNET\n"))
        for source in enrolled.sources
    ]
    plan = replace(propose(read_sources(sources)), answers=enrolled.answers)
    lines = target(plan, SPOKE).all("crypto pki trustpoint FLEX")[0]
    taken = answer(plan, "existing_trustpoint", "FENNMARK")

    assert lines.argument("vrf") == "INTERNET"
    assert ("PKI034", SPOKE) not in codes(plan)
    assert codes(taken) == [("PKI034", SPOKE)]


def test_one_name_for_both_trustpoints_blocks(enrolled: Plan) -> None:
    """A second trustpoint of the first one's name would change the first one."""
    plan = answer(answer(enrolled, "peer_trustpoint", "new"), "name_peer_trustpoint", "FLEX", SPOKE)

    assert ("PKI030", SPOKE) in codes(plan)


def test_a_release_that_refuses_an_unpinned_authority_is_named(enrolled: Plan) -> None:
    """The finding about a missing fingerprint says where the release makes it more than advice."""
    plan = answer(enrolled, "release", "26.2.1", HUB)
    messages = {finding.device: finding.message for finding in findings(plan) if finding.code == "PKI005"}

    assert messages[HUB].endswith("26.02.01 refuses to authenticate it without one.")
    assert "refuses" not in messages[SPOKE]


def test_a_challenge_password_stands_only_where_it_must(enrolled: Plan) -> None:
    """Typed by default; stored it is a secret, open until it is given, and masked in the ledger and the findings."""
    plan = answer(answer(enrolled, "enrollment", "scep"), "enrollment_url", "http://192.0.2.40:80")
    typed = target(plan, SPOKE).all("crypto pki trustpoint FLEX")[0]
    stored = answer(plan, "challenge", "stored")
    given = answer_secret(stored, "challenge_password", Secret("Ask-The-CA-77"))

    assert typed.child("password") is None
    assert {open_answer.key for open_answer in open_answers(stored)} == {
        f"{HUB}.challenge_password",
        f"{SPOKE}.challenge_password",
    }
    assert target(given, SPOKE).all("crypto pki trustpoint FLEX")[0].argument("password") == "Ask-The-CA-77"
    assert "Ask-The-CA-77" not in "".join(f"{finding.text} {finding.message}" for finding in findings(given))
