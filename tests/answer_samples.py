"""What is typed at every question: answers of its form, and texts that no form may let through unread."""

from collections.abc import Iterator
from functools import cache

from tests.commands import CONFIGS
from tests.golden_cases import golden_cases, golden_plan
from tests.with_authority import propose
from wizard.data.answer_forms import Number, OneOf, OrEmpty, OrNone, Words, YesNo
from wizard.model.plan import Answer, Plan
from wizard.model.question import Form, Kind, Question
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer_all, asked
from wizard.plan.perspective import Perspective
from wizard.questions import QUESTIONS

HOSTILE = (
    *("999.1.1.1", "10.0.0.300", "10.0.0.1/33", "10.0.0.1/24", "1.2.3", "1.2.3.4.5", "010.1.1.1", "224.0.0.1"),
    *("2001:db8::1", "2001:db8::1/64", "fe80::1%eth0", "::/129", "255.255.255.255", "127.0.0.1", "0.0.0.0"),
    *("0", "-1", "65536", "99999999999", "9" * 5_000, "1e5", "0x10", "1.5", "+1"),
    *("two words", "a\nb", "a\r\nno aaa new-model", "a\tb", "\x00", "\x1b[2J", "\x7f", "\u202e"),
    *("\u0661", "\u0661.\u0661.\u0661.\u0661", "\u00b2", "\uff11\uff10", "b\u00fcro"),
    *("x" * 70, "x" * 5_000, "10.0.0.1, " * 2_000, "", " ", ",", ", ,", "?", "!", "! exit", '"', "'", "{{ x }}", "%s"),
    *("none", "new", "yes", "dhcp", "GigabitEthernet9/9/9", "Tunnel99999999999", "T1", "10 2 sometimes", "1400"),
    *("10.9.0.9 10.9.0.1", "CN", "CN=a,", "http://", "javascript:x", "nvram bad", "[answers]", "***"),
)  # fmt: skip
"""Addresses and numbers that are none, other scripts, controls, blanks, nothing, and answers to other questions."""

SAMPLES: dict[str, tuple[str, ...]] = {
    "Address": ("203.0.113.1",),
    "AddressRange": ("10.99.0.1 10.99.0.254", "10.99.0.1  10.99.0.1"),
    "Addresses": ("10.1.0.10", "10.1.0.10, 10.1.0.11"),
    "AddressesOrNames": ("203.0.113.1", "vpn.example.com, 203.0.113.2"),
    "DeadPeerDetection": ("10 2 on-demand", "3600  60 periodic"),
    "DistinguishedName": ("CN=spoke1.example.com,OU=FlexVPN", "CN=spoke1, OU=Flex VPN"),
    "DomainName": ("example.com", "corp"),
    "Fingerprint": (
        "0123456789ABCDEF0123456789abcdef",
        ":".join(["AB"] * 20),
        "01234567 89ABCDEF 01234567 89ABCDEF 01234567",
    ),
    "GroupOfServer": (),
    "IdentityName": ("spoke1.example.com", "spoke1@example.com", "198.51.100.2"),
    "InterfaceAddress": ("10.77.0.2/24", "10.77.0.1 255.255.255.252", "10.77.0.0/31"),
    "InterfaceOfRouter": (),
    "Ipv6Networks": ("2001:db8:1::/64, ::/0", ""),
    "Name": ("FLEX", "a_b-c.d", "none"),
    "Networks": ("10.1.0.0/24, 10.2.0.0/255.255.0.0", "", "0.0.0.0/0"),
    "NextHop": ("198.51.100.1", "dhcp"),
    "Number": (),
    "NumberedName": ("7",),
    "OrganizationalUnit": ("FlexVPN", "Flex  VPN"),
    "OspfArea": ("0", "0.0.0.0"),
    "Password": ("Correct-horse7",),
    "Product": ("ISR4331/K9", "ASR1001-X"),
    "ReleaseName": ("17.09.04a", "15.2(4)M1", "Cisco IOS XE Software, Version 17.12.04\nCisco IOS Software"),
    "TunnelMtu": ("1400 1360",),
    "Url": ("http://ca.example.com:80",),
    "Words": (),
}
"""Answers by the form of the question, as somebody may type them."""


def form_of(question: Question) -> Form[object]:
    """The form of a question without the word that says that there is none."""
    form = question.form
    return form.form if isinstance(form, OrNone | OrEmpty) else form


def fitting(question: Question, asking: Perspective) -> tuple[str, ...]:
    """Answers to the question, with those that only this router or this row knows."""
    form = form_of(question)
    nothing = ("none",) if isinstance(question.form, OrNone) else ("",) if isinstance(question.form, OrEmpty) else ()
    return (*SAMPLES.get(type(form).__name__, ()), *_of_the_row(form, asking), *nothing)


def _of_the_row(form: Form[object], asking: Perspective) -> tuple[str, ...]:
    if isinstance(form, OneOf):
        return tuple(choice.value for choice in form.choices)
    if isinstance(form, YesNo):
        return ("yes", "No", "y")
    if isinstance(form, Number):
        return (str(form.least), f" {form.most} ")
    if isinstance(form, Words):
        return (", ".join(form.known[:2]), form.known[0])
    names = [interface.name for interface in asking.router.interfaces] or ["GigabitEthernet0/1"]
    server = asking.server.server
    return {
        "InterfaceOfRouter": (names[0], names[0].lower()),
        "NextHop": (names[0],),
        "GroupOfServer": (server.groups[0].name,) if server and server.groups else ("STAFF",),
    }.get(type(form).__name__, ())


_ADDED = {
    "server-dvti.cfg": {
        "crypto ipsec profile FENN-BRANCH-IPSEC": "set security-association replay window-size 512",
        "crypto isakmp profile FENN-BRANCH-PROFILE": "  accounting SESSIONS",
    },
    "spoke-nem-classic.cfg": {
        "crypto ipsec client ezvpn HQ": "flow allow acl 15",
        "interface FastEthernet4": "vrf forwarding INTERNET",
    },
}
"""Lines below their headers for which questions are asked that no golden site has."""

_OTHERWISE = (
    (("spoke_authentication", "eap mschapv2"), ("connect", "track")),
    (("hub_authentication", "ecdsa-sig"), ("spoke_authentication", "ecdsa-sig")),
    (("hub_authentication", "pre-share"), ("spoke_authentication", "pre-share"), ("key_store", "wildcard")),
)
"""Answers after which others are asked."""


def _plans() -> Iterator[Plan]:
    yield from map(golden_plan, golden_cases())
    files = []
    for name, lines in _ADDED.items():
        text = (CONFIGS / name).read_text("utf-8")
        for header, line in lines.items():
            text = text.replace(f"{header}\n", f"{header}\n {line}\n", 1)
        files.append((name, text.encode()))
    plan = propose(read_sources(files))
    yield plan
    for answers in _OTHERWISE:
        yield answer_all(plan, [Answer(key=key, value=value) for key, value in answers])


@cache
def where_asked() -> dict[str, tuple[Plan, str]]:
    """By the key of each question, a plan that asks it and the device that it asks there."""
    found: dict[str, tuple[Plan, str]] = {}
    for plan in _plans():
        for question in asked(plan):
            found.setdefault(question.question.key, (plan, question.device))
    return found


TYPED = tuple(question for question in QUESTIONS if question.kind is not Kind.SECRET)
"""The questions that are answered among the answers."""
