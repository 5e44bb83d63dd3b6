"""The forms that answers have: each reads a text into a value, or says why it is none."""

from wizard.data.answer_forms.addresses import (
    Address,
    AddressesOrNames,
    AddressRange,
    InterfaceAddress,
    Ipv6Networks,
    Networks,
)
from wizard.data.answer_forms.choices import OneOf, OrEmpty, OrNone, Words, YesNo, one_of
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
from wizard.data.answer_forms.numbers import DEAD_PEER_DETECTION, IDLE_TIME, TUNNEL_MTU, Number, OspfArea

__all__ = [
    "DEAD_PEER_DETECTION",
    "IDLE_TIME",
    "TUNNEL_MTU",
    "Address",
    "AddressRange",
    "AddressesOrNames",
    "DistinguishedName",
    "DomainName",
    "Fingerprint",
    "GroupOfServer",
    "IdentityName",
    "InterfaceAddress",
    "InterfaceOfRouter",
    "Ipv6Networks",
    "Name",
    "Networks",
    "NextHop",
    "Number",
    "NumberedName",
    "OneOf",
    "OrEmpty",
    "OrNone",
    "OrganizationalUnit",
    "OspfArea",
    "Password",
    "Product",
    "ReleaseName",
    "Url",
    "Words",
    "YesNo",
    "one_of",
]
