"""What a router shows is compared with what was predicted, through the forms in which it prints."""

from collections.abc import Iterator
from functools import cache

import pytest

from tests.applier import Node, after, tree_of
from tests.golden_cases import golden_cases, golden_plan, output
from tests.printer import RELEASES, Release, printed
from tests.write_docs import DOCS
from wizard.ios.equality import IN_ORDER_BELOW
from wizard.ios.printed_forms import PRINTED_FORMS, is_as_predicted
from wizard.model.configuration import Configuration, Line, read_written
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices
from wizard.render import final, stages, target

CASES = [(case, device) for case in golden_cases() for device in devices(golden_plan(case))]
BY_DEVICE = pytest.mark.parametrize(("case", "device"), CASES, ids=[f"{case}-{device}" for case, device in CASES])
BY_RELEASE = pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)


@cache
def migrated(case: str, device: str) -> list[Node]:
    """What is on a router of the tests' own after stages 1 to 5."""
    tree = tree_of(baseline(golden_plan(case), device).text())
    for stage in Stage:
        if stage is not Stage.CLEANUP:
            tree = after(tree, output(case, device, stage.filename))
    return tree


def read_back(tree: list[Node], release: Release) -> Configuration:
    """The configuration that is read from a router with these lines."""
    return read_source(printed(tree, release).encode(), "running.cfg").configuration


@BY_RELEASE
@BY_DEVICE
def test_a_router_that_took_the_stages_shows_the_predicted_target(case: str, device: str, release: Release) -> None:
    """Whatever a release hides, adds, numbers, sorts and encrypts, the target is recognised."""
    read = read_back(migrated(case, device), release)

    assert is_as_predicted(read, target(golden_plan(case), device))


@BY_DEVICE
def test_a_router_without_its_cutover_does_not_show_the_target(case: str, device: str) -> None:
    """A stage that was not sent is seen."""
    staged = tree_of(baseline(golden_plan(case), device).text())
    for stage in (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE):
        staged = after(staged, output(case, device, stage.filename))
    sent = any(
        other_stage.sections for other_stage in stages(golden_plan(case), device) if other_stage.stage is Stage.CUTOVER
    )
    read = read_back(staged, RELEASES[-1])

    assert is_as_predicted(read, target(golden_plan(case), device)) is not sent


@pytest.mark.parametrize("case", ["branches-eigrp", "lojas-ipv6", "two-groups"])
@BY_RELEASE
def test_the_clean_up_is_seen(case: str, release: Release) -> None:
    """A target is no final configuration where the clean-up removes something, and is one after it."""
    for device in devices(golden_plan(case)):
        cleanup = output(case, device, Stage.CLEANUP.filename)
        before, done = migrated(case, device), after(migrated(case, device), cleanup)

        assert is_as_predicted(read_back(done, release), final(golden_plan(case), device))
        assert is_as_predicted(read_back(before, release), final(golden_plan(case), device)) is not bool(cleanup)


NOT_COMPARED = (
    "no shutdown",
    "tunnel mode gre ip",
    "hash sha",
    "mode tunnel",
    "revocation-check crl",
    "aaa session-id common",
    "ip virtual-reassembly",
    "ip virtual-reassembly in",
)
"""Lines that a release may hide or show of its own accord; by hand, beside the rows."""


def without_each_line(lines: tuple[Line, ...]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Each line that counts, and what is left without it."""
    for place, line in enumerate(lines):
        before, behind = lines[:place], lines[place + 1 :]
        if line.text not in NOT_COMPARED:
            yield line.text, before + behind
        for text, children in without_each_line(line.children):
            yield text, (*before, line._replace(children=children), *behind)


@pytest.mark.parametrize(("case", "device"), [("guide", "ezvpn-spoke3"), ("filialen-bgp", "NW-KI-RTR01")])
def test_a_line_that_is_missing_is_seen(case: str, device: str) -> None:
    """No line of a target, at whatever depth, can be lost without the difference being seen."""
    expected = target(golden_plan(case), device)
    unseen = [
        text for text, left in without_each_line(expected.lines) if is_as_predicted(Configuration(left), expected)
    ]

    assert unseen == []


@pytest.mark.parametrize("case", golden_cases())
def test_a_line_with_another_number_is_seen(case: str) -> None:
    """One digit of one line that the plan writes changes the verdict, in every line that has one."""
    for device in devices(golden_plan(case)):
        expected = target(golden_plan(case), device)
        for place, top in enumerate(expected.lines):
            if top.number or not any(letter in "12345678" for letter in top.text):
                continue
            digit = next(letter for letter in top.text if letter in "12345678")
            changed = top._replace(text=top.text.replace(digit, "9", 1))
            lines = (*expected.lines[:place], changed, *expected.lines[place + 1 :])

            assert not is_as_predicted(Configuration(lines), expected), changed


SAME = {
    "a default that is hidden": ("interface Tunnel0\n no shutdown\n", "interface Tunnel0\n"),
    "a tunnel's mode that is hidden": ("interface Tunnel0\n tunnel mode gre ip\n", "interface Tunnel0\n"),
    "defaults of IKEv1": (
        "crypto isakmp policy 1\n encryption des\n hash sha\n authentication rsa-sig\n group 1\n lifetime 86400\n",
        "crypto isakmp policy 1\n",
    ),
    "defaults of IKEv2": (
        "crypto ikev2 profile P\n lifetime 86400\n config-exchange request\n",
        "crypto ikev2 profile P\n",
    ),
    "the default lifetime of a tunnel": (
        "crypto ipsec profile P\n set security-association lifetime seconds 3600\n",
        "crypto ipsec profile P\n",
    ),
    "what EzVPN adds": ("hostname a\ninterface Loopback10000\n ip address 10.0.0.1 255.255.255.255\n", "hostname a\n"),
    "a numbered list with and without its header": (
        "ip access-list extended 101\n 10 permit ip host 10.1.1.1 any\n 20 deny   ip any any\n",
        "access-list 101 permit ip 10.1.1.1 0.0.0.0 any\naccess-list 101 deny ip any any\n",
    ),
    "a list by its numbers": (
        "ip access-list extended A\n 5 permit ip any host 10.1.1.1\n 10 deny ip any any\n",
        "ip access-list extended A\n 10 permit ip any host 10.1.1.1\n 20 deny ip any any\n",
    ),
    "the hosts of a standard list": (
        "access-list 15 permit 10.20.0.31\naccess-list 15 permit 10.20.0.30\n",
        "ip access-list standard 15\n permit host 10.20.0.30\n permit 10.20.0.31 0.0.0.0\n",
    ),
    "numbers of an IPv6 list": (
        "ipv6 access-list A\n sequence 10 permit ipv6 any any\n",
        "ipv6 access-list A\n permit ipv6 any any sequence 10\n",
    ),
    "a secret that was hashed": ("enable secret 9 $9$x$y\n", "enable secret Plain-1\n"),
    "a key that was encrypted": (
        "crypto ikev2 keyring K\n peer P\n  pre-shared-key local 6 XYZAAB\n",
        "crypto ikev2 keyring K\n peer P\n  pre-shared-key local Plain-1\n",
    ),
    "a clear key with its type": (
        "crypto isakmp key 0 Plain-1 address 192.0.2.1\n",
        "crypto isakmp key Plain-1 address 192.0.2.1\n",
    ),
    "a mask of the class": ("router eigrp 1\n network 10.0.0.0\n", "router eigrp 1\n network 10.0.0.0 0.255.255.255\n"),
    "a mask of the class below an address family": (
        "router bgp 1\n address-family ipv4\n  network 192.168.1.0\n",
        "router bgp 1\n address-family ipv4\n  network 192.168.1.0 mask 255.255.255.0\n",
    ),
    "a network of RIP": ("router rip\n network 10.0.0.0\n", "router rip\n network 10.0.0.0 255.0.0.0\n"),
    "a fingerprint": (
        "crypto pki trustpoint T\n fingerprint ABCD12\n",
        "crypto pki trustpoint T\n fingerprint abcd12\n",
    ),
    "a certificate that is a file": (
        "crypto pki certificate chain T\n certificate ca 01 nvram:CA#1CA.cer\n",
        "crypto pki certificate chain T\n certificate ca 01\n",
    ),
    "what a policy matches, shown behind its proposals": (
        "crypto ikev2 policy P\n match fvrf any\n proposal A\n proposal B\n",
        "crypto ikev2 policy P\n proposal A\n match fvrf any\n proposal B\n",
    ),
    "what an EzVPN client says besides its peers": (
        "crypto ipsec client ezvpn E\n connect auto\n peer 192.0.2.1\n peer 192.0.2.2\n mode client\n",
        "crypto ipsec client ezvpn E\n mode client\n peer 192.0.2.1\n connect auto\n peer 192.0.2.2\n",
    ),
    "what a group of servers says besides them": (
        "aaa group server radius R\n server name A\n server name B\n ip radius source-interface Vlan1\n",
        "aaa group server radius R\n ip radius source-interface Vlan1\n server name A\n server name B\n",
    ),
    "top lines in another order": ("hostname a\nip cef\n", "ip cef\nhostname a\n"),
}
DIFFERENT = {
    "entries of an extended list in another order": (
        "ip access-list extended A\n permit ip any any\n deny ip any any\n",
        "ip access-list extended A\n deny ip any any\n permit ip any any\n",
    ),
    "an entry behind a closing deny": (
        "access-list 10 deny any\naccess-list 10 permit 10.1.0.0 0.0.255.255\n",
        "access-list 10 permit 10.1.0.0 0.0.255.255\naccess-list 10 deny any\n",
    ),
    "another host": ("access-list 15 permit 10.20.0.31\n", "access-list 15 permit 10.20.0.30\n"),
    "a wildcard of another size": (
        "access-list 15 permit 10.20.0.0 0.0.0.3\n",
        "access-list 15 permit 10.20.0.0 0.0.0.7\n",
    ),
    "a mask that is not of the class": (
        "router eigrp 1\n network 10.0.0.0\n",
        "router eigrp 1\n network 10.0.0.0 0.0.255.255\n",
    ),
    "a wildcard of OSPF": (
        "router ospf 1\n network 10.0.0.0 area 0\n",
        "router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n",
    ),
    "another clear key": (
        "crypto isakmp key Plain-1 address 192.0.2.1\n",
        "crypto isakmp key Plain-2 address 192.0.2.1\n",
    ),
    "another hash of one form": ("enable secret 9 $9$x$y\n", "enable secret 9 $9$x$z\n"),
    "another key's address": (
        "crypto isakmp key 6 AAAAAA address 192.0.2.1\n",
        "crypto isakmp key 6 AAAAAA address 192.0.2.2\n",
    ),
    "another level of a secret": ("enable secret level 5 Plain-1\n", "enable secret level 6 Plain-1\n"),
    "proposals in another order": (
        "crypto ikev2 policy P\n proposal A\n proposal B\n",
        "crypto ikev2 policy P\n proposal B\n proposal A\n",
    ),
    "peers of EzVPN in another order": (
        "crypto ipsec client ezvpn E\n mode client\n peer 192.0.2.1\n peer 192.0.2.2\n",
        "crypto ipsec client ezvpn E\n mode client\n peer 192.0.2.2\n peer 192.0.2.1\n",
    ),
    "classes in another order": (
        "policy-map P\n class A\n  drop\n class B\n",
        "policy-map P\n class B\n class A\n  drop\n",
    ),
    "what a policy matches besides": (
        "crypto ikev2 policy P\n match fvrf any\n proposal A\n",
        "crypto ikev2 policy P\n proposal A\n match address local 192.0.2.1\n",
    ),
    "an interface that is shut": ("interface Tunnel0\n shutdown\n", "interface Tunnel0\n"),
    "another revocation check": (
        "crypto pki trustpoint T\n revocation-check none\n",
        "crypto pki trustpoint T\n revocation-check crl\n",
    ),
    "a line below another header": (
        "interface Tunnel0\n shutdown\ninterface Tunnel1\n",
        "interface Tunnel0\ninterface Tunnel1\n shutdown\n",
    ),
}


def test_every_form_names_a_page_of_the_facts_as_its_citation() -> None:
    """Whoever doubts a row finds where it comes from, and whether anybody has seen it."""
    pages = {path.name for path in (DOCS / "facts").glob("*.md")}
    citations = [*(row.citation for row in PRINTED_FORMS), *(row.citation for row in IN_ORDER_BELOW)]

    assert {citation.split()[0] for citation in citations} <= pages


@pytest.mark.parametrize(("read", "predicted"), SAME.values(), ids=SAME)
def test_two_forms_of_one_line_are_the_same(read: str, predicted: str) -> None:
    """A router that shows one for the other has done what it was told, whichever way round."""
    first, second = Configuration(read_written(read)), Configuration(read_written(predicted))

    assert is_as_predicted(first, second)
    assert is_as_predicted(second, first)


@pytest.mark.parametrize(("read", "predicted"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_no_router_prints_for_the_other_is_not_the_same(read: str, predicted: str) -> None:
    """No form hides a difference that matters, whichever way round."""
    first, second = Configuration(read_written(read)), Configuration(read_written(predicted))

    assert not is_as_predicted(first, second)
    assert not is_as_predicted(second, first)


@pytest.mark.parametrize(
    ("read", "same"), [(("3082 0203", "1B2C"), True), (("30820203", "1B2D"), False), ((), True)], ids=str
)
def test_a_certificate_is_compared_where_both_sides_have_it(read: tuple[str, ...], *, same: bool) -> None:
    """Blanks in a body say nothing, another body is another certificate, a startup configuration has none."""
    chain = Line("crypto pki certificate chain T", (Line("certificate 02", verbatim=("30820203", "1B2C", "quit")),))
    shown = chain._replace(children=(Line("certificate 02", verbatim=(*read, "  quit") if read else ()),))

    assert is_as_predicted(Configuration([shown]), Configuration([chain])) is same
