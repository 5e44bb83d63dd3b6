"""Questions of the step Identity and authentication."""

from collections.abc import Callable

from wizard.data.answer_forms import (
    DomainName,
    IdentityName,
    InterfaceAddress,
    OneOf,
    OrEmpty,
    OrganizationalUnit,
    one_of,
)
from wizard.model import literals
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.situation.authentication import SIGNATURES, kind_of
from wizard.situation.called_addresses import only_called_address
from wizard.situation.hub import gets_flexvpn

_CITATION = "flexvpn.md 4"


def _domain(asking: Asking) -> Default:
    if asking.group:
        domain = asking.group.line.argument("domain")
        if domain:
            return recommend(domain.lower(), f"EzVPN group {asking.group.name} hands this domain to its clients")
    for router in (asking.server, *(spoke.router for spoke in asking.plan.spokes)):
        if router.domain:
            return recommend(router.domain.lower(), f"{router.hostname or 'the server'} has this domain name")
    return recommend("", "no configuration names a domain; identities are key-ids then")


def _identity_kind(asking: Asking) -> Default:
    if asking.value("domain"):
        return recommend("fqdn", "a name is independent of addresses and of NAT, and a certificate can carry it")
    return recommend("key-id", "no domain is known, and a key-id needs none")


def _identity(asking: Asking) -> Default:
    name, domain, kind = asking.device.lower(), asking.value("domain"), kind_of(asking)
    if kind == "address":
        address = own_address(asking)
        return settle(address, "the address of the Internet interface") if address else _NO_ADDRESS
    if kind in _JOINED and domain:
        return recommend(f"{name}{_JOINED[kind]}{domain}", "host name and domain")
    if kind == "email":
        return open_until_answered("an email needs a domain, and no configuration names one")
    return recommend(name, "the host name is unique")


def _of_another_kind(asking: Asking, value: str) -> str:
    """Why the identity is none of the kind that was chosen, "" where it is one."""
    match kind_of(asking):
        case "address" if literals.address(value) is None:
            return "the router introduces itself by its address, and that is none"
        case "email" if "@" not in value:
            return "the router introduces itself by an email address, and that has no @"
        case "fqdn" if "@" in value:
            return "the router introduces itself by a name, and that has no @"
    return ""


_JOINED = {"fqdn": ".", "email": "@"}

_NO_ADDRESS = open_until_answered("the Internet interface has no fixed address: choose another kind of identity")


def own_address(asking: Asking) -> str:
    """The fixed address with which the device meets its peers, "" where it has none."""
    if asking.device == asking.hub and (known := asking.known(InterfaceAddress(), "wan_address")):
        return str(known.ip)
    if asking.device == asking.hub and (called := only_called_address(asking)):
        return called
    name = asking.value("wan_interface") if asking.device == asking.hub else asking.value("tunnel_source")
    interface = asking.router.interface(name)
    return str(interface.addresses[0].ip) if interface and interface.addresses else ""


def _dn_needs_a_certificate(side: str) -> Callable[[Asking], str]:
    def forbidden(asking: Asking) -> str:
        if side == "spoke" and asking.value("hub_authentication") == "pre-share":
            return "the hub finds its key by the spoke's identity, and no keyring takes a distinguished name"
        signs = asking.value(f"{side}_authentication") in SIGNATURES
        return "" if signs else f"a distinguished name comes from a certificate, and the {side} uses none"

    return forbidden


def _identity_choices(side: str) -> tuple[Choice, ...]:
    return (
        Choice(
            value="fqdn",
            label="fully qualified name",
            when="a domain is known",
        ),
        Choice(
            value="email",
            label="email address",
            when="an email-like name is what the AAA server knows, as with EAP",
        ),
        Choice(
            value="address",
            label="IP address",
            when="every Internet address is fixed and nothing translates it on the way",
        ),
        Choice(
            value="dn",
            label="distinguished name of the certificate",
            when="certificate maps shall decide; both sides use certificates",
            forbidden=_dn_needs_a_certificate(side),
        ),
        Choice(
            value="key-id",
            label="key-id",
            when="there is no domain, or the EzVPN group name shall live on",
        ),
    )


IDENTITY_QUESTIONS = (
    Question(
        key="domain",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=OrEmpty(DomainName()),
        wording="Which domain do hub and spokes belong to?",
        why="Identities are names in it, in lower case: whether IOS compares without regard to case is unconfirmed.",
        unconfirmed=True,
        default=_domain,
        citation="flexvpn.md 1.5 rule 7",
    ),
    Question(
        key="hub_identity_kind",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="What does the hub introduce itself as?",
        why="Each spoke checks it: an identity that the spoke does not expect leaves a half-open tunnel.",
        form=OneOf(_identity_choices("hub")),
        default=_identity_kind,
        citation=_CITATION,
    ),
    Question(
        key="spoke_identity_kind",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="What do the spokes introduce themselves as?",
        why="The hub finds the IKEv2 profile, and the key, by it.",
        form=OneOf(_identity_choices("spoke")),
        default=_identity_kind,
        citation=_CITATION,
    ),
    Question(
        key="identity",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=IdentityName(),
        wording="What is the identity of this router?",
        why="It must be unique, and a certificate should carry it.",
        default=_identity,
        applies=lambda asking: gets_flexvpn(asking) and kind_of(asking) != "dn",
        refuses=_of_another_kind,
        citation=_CITATION,
    ),
    Question(
        key="certificate_unit",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=OrganizationalUnit(),
        wording="Which organizational unit tells FlexVPN certificates from others?",
        why="A certificate map compares it; `match identity` cannot compare a distinguished name.",
        default=lambda asking: recommend("FlexVPN", "the unit of the subject names that the plan recommends"),
        applies=lambda asking: "dn" in {asking.value("hub_identity_kind"), asking.value("spoke_identity_kind")},
        citation="flexvpn.md 1.5 rule 4, 1.10",
    ),
    Question(
        key="hub_match",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="Which spokes does the hub's profile accept?",
        why="An exact list overlaps with no other profile and lets nobody in who was not planned.",
        otherwise="Choose the domain where many spokes follow and their certificates alone decide who may enter.",
        form=one_of(
            Choice(
                value="each",
                label="exactly the planned ones",
            ),
            Choice(
                value="domain",
                label="every name in the domain",
            ),
        ),
        default=lambda asking: recommend("each", "it accepts the planned spokes and nobody else"),
        applies=lambda asking: asking.value("spoke_identity_kind") in _JOINED,
        citation="ezvpn.md 6 item 20",
    ),
)
