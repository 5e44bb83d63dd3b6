"""Which findings follow from which: mend the cause, and they are gone."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.sentence import Sentence


class Tie(StrEnum):
    """What a finding has in common with its cause, beside the pair of hub and spoke that both concern."""

    PAIR = "that pair alone"
    ROUTER = "the router"
    LINE = "the line of the router"
    PEER = "the address that the spoke calls"
    INTERFACE = "the interface in which the cause is, and which the line names"
    METHOD = "an IKEv2 profile that lacks a method of authentication"
    MATCH = "an IKEv2 profile that lacks a match"
    PROTOCOL = "a routing protocol over the tunnel"
    NO_TUNNEL = "that no tunnel of the spoke leads to the hub"


class End(StrEnum):
    """Of the pair, where something is found."""

    EITHER = "either"
    HUB = "hub"
    SPOKE = "spoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """A cause, and the findings that are there because of it."""

    cause: str
    """Its code."""
    at: tuple[str, ...] = ()
    """How the line of the cause begins, where it matters."""
    cause_on: End = End.EITHER
    codes: tuple[str, ...]
    """Of what follows."""
    on: End = End.EITHER
    """Where that is."""
    tie: Tie = Tie.PAIR
    why: Sentence


_ANNOUNCEMENTS = ("RTE035", "RTE036", "RTE053")
_BY_PROTOCOL = ("RTE035", "RTE036", "RTE040")
_NO_NEIGHBOR = "A protocol finds no neighbor through a tunnel that is not whole, and then it announces nothing."
_NO_PROFILE = (
    "Template or tunnel, IPsec profile and IKEv2 profile are a chain; what hangs on a missing link is not there."
)
_NO_AUTHORIZATION = (
    "Pool and announced networks are those of the authorization policy, which the profile does not reach."
)
_NO_TUNNEL = "A client or a tunnel that is not whole leads to no hub."
_NOT_TAKEN = "A hub that does not take the spoke announces nothing to it."
_INCOMPLETE = "What the profile lacks is what the other end meets in vain."

CONSEQUENCES = (
    Consequence(
        cause="REF001",
        at=("proposal",),
        codes=("CRY001",),
        why="A policy offers nothing of a proposal that is missing.",
    ),
    Consequence(
        cause="REF001",
        at=("set transform-set",),
        codes=("CRY002",),
        why="A transform set that is missing equals none of the other end.",
    ),
    Consequence(
        cause="REF001",
        at=("set ikev2-profile", "tunnel protection", "virtual-template"),
        cause_on=End.HUB,
        codes=("IDN001", "REF005"),
        why=_NO_PROFILE,
    ),
    Consequence(cause="REF001", at=("set ikev2-profile",), cause_on=End.SPOKE, codes=_ANNOUNCEMENTS, why=_NO_PROFILE),
    Consequence(
        cause="REF001",
        at=("tunnel protection", "client connect"),
        cause_on=End.SPOKE,
        codes=("REF006", "REF010"),
        tie=Tie.NO_TUNNEL,
        why=_NO_TUNNEL,
    ),
    Consequence(
        cause="REF001",
        at=("keyring local",),
        codes=("AUT003",),
        tie=Tie.ROUTER,
        why="No key is found in a keyring that is missing.",
    ),
    Consequence(
        cause="REF001",
        at=("ip nat inside source",),
        cause_on=End.SPOKE,
        codes=("RTE097", "RTE098"),
        tie=Tie.ROUTER,
        why="A rule of NAT takes no packet by a route map or a list that is missing.",
    ),
    Consequence(
        cause="RTE097",
        codes=("RTE098",),
        tie=Tie.LINE,
        why="What takes the LAN out of translation into the tunnel takes it out of translation to the Internet.",
    ),
    Consequence(
        cause="REF001",
        at=("ip unnumbered", "tunnel source"),
        codes=("RTE037",),
        tie=Tie.ROUTER,
        why="The tunnel takes its address or its source from that interface.",
    ),
    Consequence(
        cause="REF001",
        at=("aaa authorization group", "route set access-list"),
        cause_on=End.HUB,
        codes=("RTE035",),
        why=_NO_AUTHORIZATION,
    ),
    Consequence(
        cause="REF001",
        at=("aaa authorization group", "route set access-list"),
        codes=("RTE036", "RTE053"),
        tie=Tie.ROUTER,
        why=_NO_AUTHORIZATION,
    ),
    Consequence(cause="REF009", cause_on=End.HUB, codes=("RTE035",), why=_NO_AUTHORIZATION),
    Consequence(cause="REF009", codes=("RTE036",), tie=Tie.ROUTER, why=_NO_AUTHORIZATION),
    Consequence(
        cause="REF006",
        codes=_ANNOUNCEMENTS,
        tie=Tie.NO_TUNNEL,
        why="Nothing is announced where no tunnel leads to the hub.",
    ),
    Consequence(cause="REF010", codes=("REF006",), tie=Tie.NO_TUNNEL, why=_NO_TUNNEL),
    Consequence(cause="RTE037", codes=("REF006",), tie=Tie.NO_TUNNEL, why=_NO_TUNNEL),
    Consequence(
        cause="RTE074",
        codes=("RTE075",),
        tie=Tie.INTERFACE,
        why="The interface that is shut is also the one that lends its address.",
    ),
    Consequence(cause="CRY006", codes=("CRY001",), why="A router offers no incomplete proposal."),
    Consequence(
        cause="CRY009",
        at=("encryption", "integrity", "prf", "group"),
        codes=("CRY001",),
        why="The release drops the line, and the proposal lacks it.",
    ),
    Consequence(
        cause="CRY015", codes=("CRY002",), why="A transform set that IOS refuses equals none of the other end."
    ),
    Consequence(cause="AUT012", codes=("AUT001", "AUT002"), tie=Tie.METHOD, why=_INCOMPLETE),
    Consequence(cause="AUT012", codes=("AUT007",), tie=Tie.ROUTER, why=_INCOMPLETE),
    Consequence(cause="AUT012", cause_on=End.HUB, codes=("IDN001",), tie=Tie.MATCH, why=_INCOMPLETE),
    Consequence(cause="AUT012", cause_on=End.SPOKE, codes=("IDN003",), tie=Tie.MATCH, why=_INCOMPLETE),
    Consequence(
        cause="AUT001",
        codes=("AUT007",),
        on=End.HUB,
        why="The hub authorizes for a method of its `authentication remote`, which is not the spoke's.",
    ),
    Consequence(
        cause="AUT002",
        codes=("AUT007",),
        tie=Tie.ROUTER,
        why="The spoke authorizes for a method of its `authentication remote`, which is not the hub's.",
    ),
    Consequence(
        cause="AUT003", codes=("AUT014",), tie=Tie.PEER, why="The key of the hub is that of the peer that is called."
    ),
    Consequence(cause="IDN001", codes=("RTE035",), why=_NOT_TAKEN),
    Consequence(cause="IDN001", codes=("RTE053",), on=End.HUB, why=_NOT_TAKEN),
    Consequence(
        cause="IDN002", codes=("IDN010",), why="Two profiles that both take the spoke take the same identities."
    ),
    Consequence(
        cause="IDN006",
        codes=("IDN001", "IDN003"),
        why="A profile takes a distinguished name by a certificate map alone.",
    ),
    Consequence(
        cause="IDN009",
        codes=("IDN006",),
        tie=Tie.LINE,
        why="Who has no certificate has no distinguished name that a profile could take.",
    ),
    Consequence(
        cause="IDN012",
        codes=("IDN001",),
        tie=Tie.LINE,
        why="The hub knows the address outside the translation, and the spoke sends the one inside.",
    ),
    Consequence(
        cause="REF001",
        at=("virtual-template", "set ikev2-profile", "tunnel protection", "ip unnumbered", "pool"),
        codes=_BY_PROTOCOL,
        tie=Tie.PROTOCOL,
        why=_NO_NEIGHBOR,
    ),
    *(
        Consequence(cause=cause, codes=codes, tie=Tie.PROTOCOL, why=_NO_NEIGHBOR)
        for cause, codes in (
            ("IDN001", ("RTE036",)),
            ("REF005", ("RTE035", "RTE036")),
            ("RTE001", _BY_PROTOCOL),
            ("RTE006", _BY_PROTOCOL),
            ("RTE037", ("RTE036", "RTE040")),
        )
    ),
    Consequence(cause="RTE040", codes=("RTE035", "RTE036"), tie=Tie.PROTOCOL, why=_NO_NEIGHBOR),
    Consequence(
        cause="PKI028", codes=("IDN001",), why="A profile whose map does not take the certificate takes nobody."
    ),
)
"""Where a finding may have several causes, the first of them that is there counts."""
