"""Where a new entry of an access list goes: what is predicted is what a router of the tests' own does."""

from functools import cache

import pytest

from tests.applier import after, shape, tree_of
from tests.golden_cases import GOLDEN
from tests.with_authority import propose
from wizard.ios.apply import applied
from wizard.ios.inverse import inverse
from wizard.ios.list_entries import closing_deny, numbers_before_the_closing_deny
from wizard.model.configuration import Configuration, read_written, written
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.render import document, stages

SITE = GOLDEN / "guide-reuse" / "site"
SERVER = "ezvpn-server"
OPEN_END = "access-list 101 permit ip 10.10.0.0 0.0.0.255 any\n"

NUMBERED = OPEN_END + "access-list 101 deny   ip any any log\n"
NUMBERED_WITH_SEQUENCE = (
    "ip access-list extended 101\n 10 permit ip 10.10.0.0 0.0.0.255 any\n 25 deny   ip any any log\n"
)
UNNUMBERED_BELOW = "ip access-list extended 101\n permit ip 10.10.0.0 0.0.0.255 any\n deny   ip any any log\n"
CLOSED = pytest.mark.parametrize(
    "split_list",
    [NUMBERED, NUMBERED_WITH_SEQUENCE, UNNUMBERED_BELOW],
    ids=["as top lines", "with sequence numbers", "without"],
)


@cache
def plan_with(split_list: str) -> Plan:
    """The guide's site with that split list on its server, where the spokes' LANs must come into it."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((SITE / "sources").glob("*.cfg"))}
    server = f"{SERVER}.cfg"
    old = [row for row in texts[server].splitlines(keepends=True) if row.startswith("access-list 101 ")]
    texts[server] = texts[server].replace("".join(old), split_list)
    plan = propose(read_sources([(name, text.encode()) for name, text in texts.items()]))
    for spoke in plan.spokes:
        plan = answer(plan, "login_username", "netadmin", spoke.device)
    return answer(answer(plan, "ezvpn_remains", "yes"), "spoke_to_spoke", "yes")


def cutover(plan: Plan) -> tuple[Configuration, str, str, Configuration]:
    """What is on the server before its cut-over, the commands of it and their inverse, and what is predicted."""
    (stage,) = [other_stage for other_stage in stages(plan, SERVER) if other_stage.stage is Stage.CUTOVER]
    written_down = document(plan, SERVER, Stage.CUTOVER)
    assert written_down is not None
    return stage.before, written_down.text, written_down.undo, stage.after


def entries(configuration: Configuration) -> list[str]:
    """The entries of the split list as they are shown."""
    lists = [*configuration.all("access-list 101"), *configuration.all("ip access-list extended 101")]
    return [line.text for top in lists for line in (top.children or (top,))]


@CLOSED
def test_the_lans_come_before_the_deny_that_closes_the_split_list(split_list: str) -> None:
    """A client learns the migrated LANs although somebody closed the list: behind the deny they would do nothing."""
    _, _, _, predicted = cutover(plan_with(split_list))
    last = entries(predicted)[-1]

    assert last.endswith("deny   ip any any log")
    assert sum("10.10.1.0 0.0.0.255 any" in entry for entry in entries(predicted)[:-1]) == 1


@CLOSED
def test_a_router_gives_the_entries_the_places_that_were_predicted(split_list: str) -> None:
    """The stage file leads a router of the tests' own to the predicted list, and its inverse back."""
    before, text, undo, predicted = cutover(plan_with(split_list))
    tree = after(tree_of(before.text()), text)

    assert shape(tree) == shape(tree_of(predicted.text()))
    assert shape(after(tree, undo)) == shape(tree_of(before.text()))


def test_a_list_without_a_closing_deny_only_grows() -> None:
    """Nothing is taken out of a list that is open at its end."""
    _, text, _, _ = cutover(plan_with(OPEN_END))

    assert "no deny" not in text
    assert " permit ip 10.10.1.0 0.0.0.255 any\n" in text


NAMED = "ip access-list extended SPLIT\n"
EDITS = {
    "an entry without a number goes behind a closing deny": (
        NAMED + " permit ip 10.1.0.0 0.0.255.255 any\n deny ip any any\n",
        NAMED + " permit ip 10.2.0.0 0.0.255.255 any\n",
        NAMED + " permit ip 10.1.0.0 0.0.255.255 any\n deny ip any any\n permit ip 10.2.0.0 0.0.255.255 any\n",
    ),
    "and so it does in a numbered list": (
        "access-list 101 permit ip 10.1.0.0 0.0.255.255 any\naccess-list 101 deny ip any any\nntp server 192.0.2.1\n",
        "ip access-list extended 101\n permit ip 10.2.0.0 0.0.255.255 any\n",
        "access-list 101 permit ip 10.1.0.0 0.0.255.255 any\naccess-list 101 deny ip any any\n"
        "access-list 101 permit ip 10.2.0.0 0.0.255.255 any\nntp server 192.0.2.1\n",
    ),
    "where numbers are printed it gets the next one": (
        NAMED + " 10 permit ip 10.1.0.0 0.0.255.255 any\n 25 deny ip any any\n",
        NAMED + " permit ip 10.2.0.0 0.0.255.255 any\n",
        NAMED + " 10 permit ip 10.1.0.0 0.0.255.255 any\n 25 deny ip any any\n 35 permit ip 10.2.0.0 0.0.255.255 any\n",
    ),
    "an entry with a number goes where the number says": (
        NAMED + " 10 permit ip 10.1.0.0 0.0.255.255 any\n 20 deny ip any any\n",
        NAMED + " 15 permit ip 10.2.0.0 0.0.255.255 any\n",
        NAMED + " 10 permit ip 10.1.0.0 0.0.255.255 any\n 15 permit ip 10.2.0.0 0.0.255.255 any\n 20 deny ip any any\n",
    ),
}


@pytest.mark.parametrize(("before", "commands", "expected"), EDITS.values(), ids=EDITS)
def test_prediction_and_router_put_an_entry_in_one_place(before: str, commands: str, expected: str) -> None:
    """What stage files foresee is what the tests' own router makes of them."""
    predicted = applied(Configuration(read_written(before)), read_written(commands))

    assert predicted.text() == expected
    assert shape(after(tree_of(before), commands)) == shape(tree_of(expected))


@pytest.mark.parametrize(("before", "commands"), [edit[:2] for edit in EDITS.values()], ids=EDITS)
def test_the_inverse_of_an_entry_leaves_the_list_as_it_was(before: str, commands: str) -> None:
    """Whatever place an entry got, taking it back touches no other."""
    configuration = Configuration(read_written(before))
    back = inverse(configuration, read_written(commands))
    tree = after(after(tree_of(before), commands), "\n".join(written(back)))

    assert shape(tree) == shape(tree_of(before))


def test_an_entry_of_a_list_without_printed_numbers_counts_from_ten() -> None:
    """A release that prints no numbers has them all the same: 10, 20, 30 after it was started."""
    before = NAMED + " permit ip 10.1.0.0 0.0.255.255 any\n deny ip any any\n"
    commands = NAMED + " 15 permit ip 10.2.0.0 0.0.255.255 any\n no 20\n"
    (top,) = applied(Configuration(read_written(before)), read_written(commands)).lines

    assert [line.text for line in top.children] == [
        "permit ip 10.1.0.0 0.0.255.255 any",
        "15 permit ip 10.2.0.0 0.0.255.255 any",
    ]


@pytest.mark.parametrize(
    ("last", "closes"),
    [
        ("deny any", True),
        ("30 deny   ip any any log", True),
        ("deny ipv6 any any", True),
        ("deny tcp any any", False),
        ("permit ip any any", False),
        ("deny ip any any dscp ef", False),
    ],
)
def test_only_a_deny_of_everything_closes_a_list(last: str, *, closes: bool) -> None:
    """What lets something through behind it needs no care."""
    assert bool(closing_deny(["permit any", last])) is closes
    assert not closing_deny([last, "permit any"])


def test_an_entry_says_its_place_and_the_closing_deny_is_never_taken_out() -> None:
    """Where no number is printed the list gets its numbers first; in between nobody is without the deny."""
    for split_list, first in ((NUMBERED, 11), (UNNUMBERED_BELOW, 11), (NUMBERED_WITH_SEQUENCE, 11)):
        _, text, _, _ = cutover(plan_with(split_list))

        assert f"\n {first} permit ip 10.10.1.0 0.0.0.255 any\n" in text
        assert "no deny" not in text
        assert ("ip access-list resequence 101 10 10\n" in text) == (split_list != NUMBERED_WITH_SEQUENCE)


def test_without_room_before_the_closing_deny_it_is_put_behind_the_new_entries() -> None:
    """Printed numbers are not changed for the sake of a place."""
    crowded = NUMBERED_WITH_SEQUENCE.replace(" 25 deny", " 11 deny")
    _, text, _, predicted = cutover(plan_with(crowded))

    assert " no deny   ip any any log\n" in text
    assert entries(predicted)[-1].endswith("deny   ip any any log")


@pytest.mark.parametrize(
    ("lines", "count", "numbers"),
    [
        (("permit ip 10.1.0.0 0.0.255.255 any", "deny ip any any"), 2, (11, 12)),
        (("permit ip 10.1.0.0 0.0.255.255 any", "remark end", "deny ip any any", "remark closed"), 1, (11,)),
        (("deny any",), 9, tuple(range(1, 10))),
        (("deny any",), 10, ()),
        (("5 permit 10.1.0.0 0.0.255.255", "100 deny any"), 20, tuple(range(6, 26))),
        (("permit 10.1.0.0 0.0.255.255",), 1, ()),
        ((), 1, ()),
    ],
)
def test_new_entries_stand_right_before_the_deny_of_everything(
    lines: tuple[str, ...], count: int, numbers: tuple[int, ...]
) -> None:
    """As many as there is room for, behind whatever the list says before."""
    assert numbers_before_the_closing_deny(lines, count) == numbers
