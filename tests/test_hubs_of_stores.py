"""One hub of somebody else's in many forms: what of it is joined, what the spoke takes from it, what it is sent."""

import pytest

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.model.finding import Severity
from wizard.model.plan import Answer, Plan
from wizard.model.question import Origin
from wizard.model.secret import Secret
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.plan.answer import answer_secret, open_answers
from wizard.plan.perspective import resolved
from wizard.render import stages

HUB, SPOKE = "core-hub", "guide-ezvpn-spoke1"
ANSWERS = (
    Answer(key="inter_hub", value="none"),
    Answer(key="management_access", value="outside"),
    Answer(key="spoke_to_spoke", value="no"),
    Answer(key="ezvpn_remains", value="yes"),
    Answer(device=SPOKE, key="login_username", value="netadmin"),
    Answer(device=SPOKE, key="next_hop", value="10.1.1.1"),
)
SECRETS = ("login_password", "pre_shared_key", "hub_pre_shared_key", "shared_key")

Change = tuple[str, str]

KEYS = """\
crypto ikev2 keyring STOREKEYS
 peer store1
  identity fqdn store1.corp.example
  pre-shared-key local HubKey1
  pre-shared-key remote Store1Key
"""
OWN_IDENTITY = "  identity fqdn store1.corp.example\n"
TRUSTPOINT = """\
crypto pki trustpoint CORP
 enrollment terminal
 subject-name CN=core-hub.corp.example
 revocation-check none
 rsakeypair CORP 2048
"""
BY_KEY = " authentication remote pre-share\n authentication local pre-share\n keyring local STOREKEYS\n"
BY_EITHER = (
    " authentication remote rsa-sig\n authentication remote pre-share\n authentication local rsa-sig\n"
    " keyring local STOREKEYS\n pki trustpoint CORP\n"
)
BY_CERTIFICATE = " authentication remote rsa-sig\n authentication local rsa-sig\n pki trustpoint CORP\n"
CERTIFICATES: tuple[Change, ...] = ((KEYS, TRUSTPOINT), (BY_KEY, BY_CERTIFICATE), ("group psk list", "group cert list"))
TAKEN = " match identity remote fqdn store1.corp.example\n"
LIST = " route set access-list STORE-NETS\n"
BORROWED = " ip unnumbered Loopback0\n"
DEFAULT_ROUTE = "ip route 0.0.0.0"
TRANSFORM = "crypto ipsec transform-set HOUSE esp-gcm 256\n mode tunnel\n"
NO_LIST: Change = (LIST, "")
POOL: tuple[Change, ...] = (
    (" route set interface\n", " route set interface\n pool STORES\n"),
    ("interface Loopback0", "ip local pool STORES 10.98.0.2 10.98.0.254\ninterface Loopback0"),
)
GROUP = """\
router bgp 65010
 bgp listen range 10.98.0.0/24 peer-group STORES
 neighbor STORES peer-group
 neighbor STORES remote-as {}
 neighbor STORES update-source Loopback0
 address-family ipv4
  network 10.10.0.0 mask 255.255.255.0
  neighbor STORES activate
  neighbor STORES prefix-list TO-STORES out
ip prefix-list TO-STORES seq 5 permit 10.10.0.0/24
"""
NAMED_EIGRP = """\
router eigrp CORP
 address-family ipv4 unicast autonomous-system 77
  topology base
  exit-af-topology
  network 10.99.99.0 0.0.0.255
  network 10.10.0.0 0.0.0.255
"""
EIGRP = "router eigrp 77\n network 10.99.99.0 0.0.0.255\n network 10.10.0.0 0.0.0.255\n"
CORE_BGP = """\
router bgp 65010
 neighbor CORE peer-group
 neighbor CORE remote-as 65010
 neighbor CORE update-source Loopback0
 neighbor 10.99.99.2 peer-group CORE
"""


def before(place: str, lines: str) -> Change:
    """Lines before a place of the hub's configuration."""
    return place, lines + place


def planned(*changes: Change) -> Plan:
    """The guide's server and first spoke with that hub beside them, and what no configuration says."""
    text = (CONFIGS / "hub-of-stores.cfg").read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    names = ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
    plan = propose(
        [read_source((CONFIGS / name).read_bytes(), name) for name in names],
        read_source(text.encode(), "hub-of-stores.cfg"),
    )
    for answer in ANSWERS:
        plan = plan.with_answer(answer)
    for key in SECRETS:
        plan = answer_secret(plan, key, Secret("NewKey1x"))
    return plan


def blockers(plan: Plan) -> set[str]:
    """The codes of what is in the way."""
    return {finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER}


def sent(plan: Plan) -> list[str]:
    """What the hub is sent for the spoke, but for what is said of all its IKEv2."""
    sections = [
        section
        for stage in stages(plan, HUB)[Stage.PKI.number - 1 : Stage.CUTOVER.number]
        for section in stage.sections
    ]
    lines = [line.text for section in sections for top in section.commands for line in top.walk()]
    return [line for line in lines if not line.startswith("crypto ikev2 fragmentation")]


KEY_AND_NAME = [
    "crypto ikev2 keyring STOREKEYS",
    "peer guide-ezvpn-spoke1",
    "identity fqdn guide-ezvpn-spoke1.corp.example",
    "pre-shared-key NewKey1x",
    "crypto ikev2 profile STORES",
    "match identity remote fqdn guide-ezvpn-spoke1.corp.example",
]
NAME = KEY_AND_NAME[-2:]
MANGLER = "crypto ikev2 name-mangler HOST\n fqdn hostname\n"
BY_RADIUS = (
    ("network FLEXA local", "network FLEXA group radius"),
    (" keyring local STOREKEYS\n", " keyring aaa FLEXA name-mangler HOST password 0 cisco\n"),
    ("list FLEXA STORES", "list FLEXA name-mangler HOST password 0 cisco"),
    before("crypto ikev2 profile STORES\n match", MANGLER),
)

JOINED: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "as it is": ((), KEY_AND_NAME),
    "a peer of another one with the spoke's name": (
        ((" peer store1\n", f" peer {SPOKE}\n"),),
        [line.replace(f"peer {SPOKE}", f"peer {SPOKE}-2") for line in KEY_AND_NAME],
    ),
    "by certificates of a domain": ((*CERTIFICATES, (TAKEN, " match identity remote fqdn domain corp.example\n")), []),
    "by certificates that a map takes": (
        (
            *CERTIFICATES,
            (TAKEN, " match certificate STORES\n"),
            before("crypto ikev2 profile", "crypto pki certificate map STORES 10\n subject-name co ou = stores\n"),
        ),
        [],
    ),
    "by names and a map": (
        (
            *CERTIFICATES,
            (TAKEN, f"{TAKEN} match certificate STORES\n"),
            before("crypto ikev2 profile", "crypto pki certificate map STORES 10\n subject-name co ou = stores\n"),
        ),
        NAME,
    ),
    "signatures beside keys, and no trustpoint": (
        ((" authentication remote pre-share\n", " authentication remote rsa-sig\n authentication remote pre-share\n"),),
        KEY_AND_NAME,
    ),
    "signatures beside keys, and a trustpoint": (
        ((KEYS, f"{KEYS}{TRUSTPOINT}"), (BY_KEY, BY_EITHER), ("group psk list", "group cert list")),
        NAME,
    ),
    "no identity of its own": (
        ((" identity local fqdn core-hub.corp.example\n", ""),),
        [line.replace("corp.example", "cisco.com") for line in KEY_AND_NAME],
    ),
    "keys and authorization of RADIUS by mangled names": (BY_RADIUS, NAME),
    "networks without a list": (((LIST, " route set remote ipv4 10.10.0.0 255.255.0.0\n"),), KEY_AND_NAME),
    "smart defaults of IPsec": (
        (
            (TRANSFORM, ""),
            (" set transform-set HOUSE\n set pfs group19\n", ""),
            ("ipsec profile STORES", "ipsec profile default"),
        ),
        KEY_AND_NAME,
    ),
    "EIGRP": ((NO_LIST, before(DEFAULT_ROUTE, EIGRP)), KEY_AND_NAME),
    "named EIGRP": ((NO_LIST, before(DEFAULT_ROUTE, NAMED_EIGRP)), KEY_AND_NAME),
    "BGP of the core from the same loopback": ((before(DEFAULT_ROUTE, CORE_BGP),), KEY_AND_NAME),
    "BGP with a filter of its own": (
        (NO_LIST, *POOL, before(DEFAULT_ROUTE, GROUP.format(65010))),
        [
            *KEY_AND_NAME,
            "router bgp 65010",
            "neighbor 10.10.1.1 peer-group STORES",
            "address-family ipv4",
            "neighbor 10.10.1.1 activate",
        ],
    ),
}


@pytest.mark.parametrize("form", JOINED)
def test_a_hub_is_joined_with_nothing_but_what_belongs_to_the_spoke(form: str) -> None:
    """The spoke comes up, and no line changes what the hub's other spokes have."""
    changes, lines = JOINED[form]
    plan = planned(*changes)

    assert resolved(plan, "flexvpn_profile", HUB).value == "STORES"
    assert open_answers(plan) == ()
    assert [negotiation.why for negotiation in negotiations(plan) if not negotiation.up] == []
    assert blockers(plan) == set()
    assert sent(plan) == lines


TAKEN_OVER = (
    ("EIGRP", "routing", "eigrp"),
    ("named EIGRP", "eigrp_as", "77"),
    ("BGP of the core from the same loopback", "routing", "ikev2"),
    ("BGP with a filter of its own", "name_bgp_group", "STORES"),
    ("no identity of its own", "hub_identity_kind", "address"),
    ("by certificates that a map takes", "certificate_unit", "stores"),
    ("by names and a map", "spoke_identity_kind", "fqdn"),
    ("smart defaults of IPsec", "transform", "esp-aes esp-sha-hmac"),
)


@pytest.mark.parametrize(("form", "key", "value"), TAKEN_OVER)
def test_the_spoke_takes_from_the_hub_what_it_has(form: str, key: str, value: str) -> None:
    """What the hub runs is settled for the spoke, and says so."""
    found = resolved(planned(*JOINED[form][0]), key, HUB)

    assert (found.value, found.origin) == (value, Origin.SETTLED)


ONE_KEY = "has one key for several spokes"
NEVER_JOINED: dict[str, tuple[tuple[Change, ...], str]] = {
    "a key for a network": (((OWN_IDENTITY, "  address 10.1.0.0 255.255.0.0\n"),), ONE_KEY),
    "a key for a domain": (((OWN_IDENTITY, "  identity fqdn domain corp.example\n"),), ONE_KEY),
    "a key in the profile": (
        ((BY_KEY, " authentication remote pre-share key Same\n authentication local pre-share key Same\n"),),
        ONE_KEY,
    ),
    "a template without an address": (((BORROWED, ""),), "which is shut or borrows no address"),
    "a template with an address of its own": (((BORROWED, " ip address 10.98.0.1 255.255.255.0\n"),), "borrows no"),
    "a template that is shut": (((BORROWED, f"{BORROWED} shutdown\n"),), "which is shut or"),
    "no authorization": (((" aaa authorization group psk list FLEXA STORES\n", ""),), "no authorization policy"),
    "anybody": (((TAKEN, " match identity remote any\n"),), "takes anybody"),
    "a profile that is shut": (((TAKEN, f"{TAKEN} shutdown\n"),), "is shut, or not for the address"),
    "a profile for another address": (
        ((TAKEN, f"{TAKEN} match address local 192.0.2.77\n"),),
        "is shut, or not for the address",
    ),
}


@pytest.mark.parametrize("form", NEVER_JOINED)
def test_what_nobody_joins_stays_as_it_is_and_the_reason_is_said(form: str) -> None:
    """The spoke gets objects of its own beside it."""
    changes, words = NEVER_JOINED[form]
    plan = planned(*changes)
    found = resolved(plan, "flexvpn_profile", HUB)

    assert found.value == "own"
    assert words in found.why
    assert "crypto ikev2 profile FLEX" in sent(plan)
    assert not [line for line in sent(plan) if "STORE" in line]


def test_an_external_bgp_is_left_alone_and_asked_about() -> None:
    """No line makes the hub's group one of another autonomous system."""
    plan = planned(NO_LIST, *POOL, before(DEFAULT_ROUTE, GROUP.format(65020)))

    assert [found.question.key for found in open_answers(plan)] == ["routing"]
    assert not [line for line in sent(plan.with_answer(Answer(key="routing", value="ikev2"))) if "65010" in line]


def test_a_hub_that_takes_no_routes_of_spokes_is_told() -> None:
    """The tunnel would come up, and no answer would find its way back."""
    plan = planned((" route set interface\n", " route set interface\n no route accept any\n"))

    assert blockers(plan) == {"RTE036"}


def test_a_default_route_for_the_spokes_of_a_profile_is_the_hubs_to_tell() -> None:
    """A list that permits everything is announced to every spoke of the profile, whatever EzVPN did."""
    found = resolved(planned(("10 permit 10.10.0.0 0.0.0.255", "10 permit any")), "tunnel_everything", "")

    assert (found.value, found.origin) == ("yes", Origin.SETTLED)


def test_an_announced_list_that_guards_something_else_is_not_widened_unseen() -> None:
    """The entry for the new network would let it to the router's login as well."""
    other_network: Change = ("10 permit 10.10.0.0 0.0.0.255", "10 permit 10.20.0.0 0.0.255.255")
    plan = planned(other_network, before(DEFAULT_ROUTE, "line vty 0 4\n access-class STORE-NETS in\n"))

    assert "permit 10.10.0.0 0.0.0.255" in sent(plan)
    assert blockers(plan) == {"RTE032"}
