"""What a router runs decides what can be chosen for it; nothing is guessed."""

from dataclasses import replace

import pytest

from tests.checks.sites import STANDARD, site
from tests.reading import source
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.check.ikev2.common_algorithms import offer
from wizard.data.refused_algorithms import enforces
from wizard.errors import AnswerError
from wizard.model.finding import Severity
from wizard.model.plan import Answer, Plan
from wizard.parse.release import known_release, product
from wizard.plan.answer import answer, answer_all
from wizard.plan.answers_file import answers_of, apply_answers
from wizard.plan.perspective import resolved

HUB, SPOKE = "hq-vpn1", "br-leeds"

SHOW_VERSION = """\
Cisco IOS XE Software, Version 17.12.04
Cisco IOS Software [Dublin], ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.12.4, RELEASE SOFTWARE (fc3)
cisco ISR4331/K9 (1RU) processor with 1687137K/6147K bytes of memory.
"""


@pytest.fixture
def plan() -> Plan:
    """One branch of the site Fennmark: a hub on 15.7 and a spoke on 15.4."""
    return propose([source("server-dvti.cfg"), source("spoke-nem-classic.cfg")])


def with_releases(plan: Plan, hub: str, spoke: str) -> Plan:
    """The plan with those releases, empty where nobody knows."""
    return answer_all(
        plan, [Answer(device=HUB, key="release", value=hub), Answer(device=SPOKE, key="release", value=spoke)]
    )


@pytest.mark.parametrize(
    ("hub", "spoke"),
    [
        ("15.2(4)M1", "15.9(3)M"),
        ("16.06.05", "03.16.05.S"),
        ("16.12.04", "15.7(3)M8"),
        ("17.06.03", "17.12.01"),
        ("26.01.01", "17.03.04a"),
        ("17.11.01a", "16.09"),
    ],
)
def test_smart_defaults_can_be_chosen_where_both_ends_share_them(plan: Plan, hub: str, spoke: str) -> None:
    """Two neighbouring eras have a suite in common, and the tunnel comes up with it."""
    chosen = answer(with_releases(plan, hub, spoke), "crypto", "smart-defaults")

    assert [negotiation.up for negotiation in negotiations(chosen)] == [True]


@pytest.mark.parametrize(
    ("hub", "spoke", "reason"),
    [
        ("17.12.01", "15.7(3)M8", "those of 17.12.01 on hq-vpn1 have groups 19, 14, 21, those of 15.7"),
        ("15.9(3)M", "26.01.01", "those of 15.9\\(3\\)M on hq-vpn1 have groups 5, 2, those of 26.01.01 on br-leeds"),
        ("17.11", "16.06.05", "none in common"),
        ("", "15.7(3)M8", "nobody said which one hq-vpn1 runs"),
        ("17.12.01", "", "nobody said which one br-leeds runs"),
        ("", "", "nobody said which one hq-vpn1 and br-leeds run"),
    ],
)
def test_smart_defaults_that_need_not_meet_cannot_be_chosen(plan: Plan, hub: str, spoke: str, reason: str) -> None:
    """Where the two eras share no group, or a release is unknown, the choice is refused and says why."""
    with pytest.raises(AnswerError, match=reason):
        answer(with_releases(plan, hub, spoke), "crypto", "smart-defaults")


def test_answers_given_together_are_judged_together(plan: Plan) -> None:
    """The order in which a release and a choice that needs it are given does not matter."""
    given = [
        Answer(device="", key="crypto", value="smart-defaults"),
        Answer(device=HUB, key="release", value="16.12.04"),
        Answer(device=SPOKE, key="release", value="17.12.01"),
    ]

    assert answer_all(plan, given) == answer_all(plan, given[::-1])


def test_a_site_opens_although_a_router_was_upgraded_meanwhile(plan: Plan) -> None:
    """A choice that a later release does not fit is kept when the site is read, and check blocks it."""
    table = {
        "answers": {"crypto": "smart-defaults", "management_access": "outside"},
        "device": {HUB: {"release": "17.12.01"}},
    }
    opened = apply_answers(plan, answers_of(table))

    assert [finding.code for finding in findings(opened) if finding.severity is Severity.BLOCKER] == ["CRY004"]


def test_the_text_of_show_version_gives_release_and_platform(plan: Plan) -> None:
    """Who pastes `show version` need not look for the release and the product in it."""
    told = answer(plan, "release", SHOW_VERSION, HUB)

    assert (resolved(told, "release", HUB).value, resolved(told, "platform", HUB).value) == ("17.12.04", "ISR4331/K9")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SHOW_VERSION, "ISR4331/K9"),
        ("Cisco CISCO2911/K9 (revision 1.0) with 483328K/40960K bytes of memory.", "CISCO2911/K9"),
        ("Cisco C819HGW-S-A-K9 (revision 1.0) with 488524K/35763K bytes of memory.", "C819HGW-S-A-K9"),
        ("cisco ASR1001-X (1NG) processor (revision 1NG) with 3753591K/6147K bytes of memory.", "ASR1001-X"),
        ("cisco IR1101-K9 (1RU) processor with 1K bytes of memory.", "IR1101-K9"),
        ("license udi pid C8300-1N1S-6T sn FDO2401A0XX", "C8300-1N1S-6T"),
        ("version 17.9", ""),
    ],
)
def test_a_product_is_found_where_routers_print_it(text: str, found: str) -> None:
    """`show version` and the running configuration name the product."""
    assert product(text) == found


def test_a_release_that_is_none_is_refused_when_it_is_answered(plan: Plan) -> None:
    """A slip of the pen does not become an unknown release."""
    with pytest.raises(AnswerError, match="no release of IOS") as refused:
        answer(plan, "release", "banana", HUB)

    assert "show version" in refused.value.hint


@pytest.mark.parametrize(
    ("platform", "release", "refused"),
    [
        ("ISR4331/K9", "17.09.04a", False),
        ("ISR4331/K9", "17.11.01a", True),
        ("ISR4331/K9", "17.11", True),
        ("C1111-8P", "17.12.01", True),
        ("C8300-1N1S-6T", "17.12.01", True),
        ("C8000V", "26.01.01", True),
        ("CSR1000V", "17.03.04a", False),
        ("ASR-920-24SZ-M", "17.11.01a", False),
        ("ASR-920-24SZ-M", "17.12.01", True),
        ("C9800-40-K9", "17.12.01", False),
        ("IR1101-K9", "17.13.01", False),
        ("IR1101-K9", "17.14.01", True),
        ("C9300-24T", "17.14.01", False),
        ("C9300-24T", "17.15.01", True),
        ("", "17.11.01a", True),
        ("CISCO2911/K9", "15.9(3)M", False),
    ],
)
def test_when_weak_algorithms_are_refused_differs_by_platform(platform: str, release: str, refused: bool) -> None:  # noqa: FBT001 - a column of the table
    """Each family has its own first release; a platform that nobody knows counts as the earliest."""
    assert enforces(known_release(release), platform) is refused


def test_a_switched_off_shield_lets_weak_lines_stand() -> None:
    """`crypto engine compliance shield disable` keeps the lines that the release would refuse."""
    hub = site(STANDARD.parent / "CRY023" / "fires").hub
    enforcing = replace(hub, release=known_release("17.12.01"))
    shielded = replace(site(STANDARD.parent / "CRY024" / "fires").hub, release=known_release("17.12.01"))

    assert enforcing.enforces
    assert offer(enforcing, "", None).alternatives == ((),)
    assert not shielded.enforces
