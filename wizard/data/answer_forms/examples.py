"""Other answers that a form takes: beside one of them it shows which lines the present answer gives."""

from wizard.data.answer_forms.addresses import (
    Address,
    Addresses,
    AddressesOrNames,
    AddressRange,
    InterfaceAddress,
    Ipv6Networks,
    Networks,
)
from wizard.data.answer_forms.choices import OneOf, OrEmpty, OrNone, Words, YesNo
from wizard.data.answer_forms.interfaces import InterfaceOfRouter, NextHop
from wizard.data.answer_forms.names import (
    DistinguishedName,
    DomainName,
    Fingerprint,
    GroupOfServer,
    IdentityName,
    Name,
    NumberedName,
    OrganizationalUnit,
    Password,
    Product,
    ReleaseName,
    Url,
)
from wizard.data.answer_forms.numbers import DeadPeerDetection, Number, OspfArea, TunnelMtu
from wizard.model.question import Asking, Form

EXAMPLES: dict[type[Form[object]], tuple[str, ...]] = {
    Address: ("192.0.2.1", "192.0.2.2"),
    AddressRange: ("192.0.2.17 192.0.2.30", "192.0.2.33 192.0.2.46"),
    Addresses: ("192.0.2.1", "192.0.2.2"),
    AddressesOrNames: ("192.0.2.1", "192.0.2.2"),
    DeadPeerDetection: ("20 3 on-demand", "30 5 periodic"),
    DistinguishedName: ("CN=other.example.net", "CN=another.example.net"),
    DomainName: ("other.example.net", "another.example.net"),
    Fingerprint: ("0" * 32, "1" * 32),
    IdentityName: ("other.example.net", "other@example.net", "192.0.2.1"),
    InterfaceAddress: ("192.0.2.1/24", "192.0.2.1/30", "192.0.2.1/32"),
    Ipv6Networks: ("2001:db8:ffff::/64", ""),
    Name: ("OTHER",),
    Networks: ("192.0.2.0/24", ""),
    NextHop: ("192.0.2.1", "192.0.2.2"),
    NumberedName: ("77", "78"),
    OrganizationalUnit: ("Other", "Another"),
    OspfArea: ("77", "78"),
    Password: ("Other-1", "Other-2"),
    Product: ("IR1101-K9", "ISR4331/K9"),
    ReleaseName: ("17.09.04a", "15.2(4)M1", "12.4(15)T"),
    TunnelMtu: ("1300 1260", "1400 1360"),
    Url: ("http://other.example.net:80", "flash:other-"),
    YesNo: ("yes", "no"),
}  # fmt: skip
"""Answers of each form: the addresses and names of documentation, which no site has."""


def examples(form: Form[object], asking: Asking) -> tuple[str, ...]:
    """Answers that the form takes, those first that are most like any other."""
    match form:
        case OrNone():
            return (*examples(form.form, asking), "none")
        case OrEmpty():
            return (*examples(form.form, asking), "")
        case OneOf():
            return tuple(choice.value for choice in form.choices)
        case Number():
            return (str(form.least), str(form.most))
        case Words():
            return (*form.known, "")
        case InterfaceOfRouter():
            return tuple(interface.name for interface in asking.router.interfaces) or ("GigabitEthernet0/7",)
        case GroupOfServer():
            server = asking.server.server
            return (*(group.name for group in (server.groups if server else ())), "OTHER")
    return EXAMPLES.get(type(form), ())
