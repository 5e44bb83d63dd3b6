"""Old beside new: what the difference of two configurations shows."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from wizard.difference import DiffRow, Gap, RowChange, counted, difference, folded, unified
from wizard.model.configuration import Configuration, Line


def configuration(text: str) -> Configuration:
    """A configuration of two levels, as it is typed."""
    lines: list[Line] = []
    for number, row in enumerate(text.splitlines(), 1):
        line = Line(row.strip(), number=number)
        if row.startswith(" "):
            lines[-1] = lines[-1]._replace(children=(*lines[-1].children, line))
        else:
            lines.append(line)
    return Configuration(lines)


def shown(old: str, new: str) -> list[str]:
    """The difference as signs and text."""
    return list(unified(difference(configuration(old), configuration(new))))


def test_an_equal_configuration_has_no_difference() -> None:
    """A configuration beside itself is equal in every line, with the same numbers on both sides."""
    same = configuration("hostname spoke1\ninterface Vlan1\n ip address 10.1.0.1 255.255.255.0\n")

    rows = difference(same, same)

    assert {row.change for row in rows} == {RowChange.SAME}
    assert [(row.old_number, row.new_number) for row in rows] == [(1, 1), (2, 2), (3, 3)]


def test_lines_are_compared_inside_their_own_block() -> None:
    """A line that two interfaces have is not taken from the wrong one."""
    old = "interface Vlan1\n ip nat inside\n crypto ipsec client ezvpn HQ inside\ninterface Vlan2\n ip nat inside\n"
    new = "interface Vlan1\n ip nat inside\ninterface Vlan2\n ip nat inside\n ip virtual-reassembly\n"

    assert shown(old, new) == [
        "  interface Vlan1",
        "   ip nat inside",
        "-  crypto ipsec client ezvpn HQ inside",
        "  interface Vlan2",
        "   ip nat inside",
        "+  ip virtual-reassembly",
    ]


def test_a_setting_with_another_value_is_changed() -> None:
    """A line of the same command stands beside the old one as changed, not as removed and added."""
    rows = difference(
        configuration("interface Tunnel0\n tunnel destination 10.0.0.1\n shutdown\n"),
        configuration("interface Tunnel0\n tunnel destination 10.0.0.2\n"),
    )

    assert rows[1] == DiffRow(RowChange.CHANGED, 2, " tunnel destination 10.0.0.1", 2, " tunnel destination 10.0.0.2")
    assert rows[2] == DiffRow(RowChange.REMOVED, 3, " shutdown", 0, "")


def test_a_setting_of_two_words_with_another_value_is_changed_and_one_of_three_is_told_by_two() -> None:
    """The value is the last word of a short line; of a longer one two words say which setting it is."""
    rows = difference(
        configuration("interface Tunnel0\n bandwidth 1000\n ip mtu 1500\n ip tcp adjust-mss 1460\n"),
        configuration("interface Tunnel0\n bandwidth 2000\n ip tcp adjust-mss 1360\n ip mtu 1400\n"),
    )

    assert rows[1] == DiffRow(RowChange.CHANGED, 2, " bandwidth 1000", 2, " bandwidth 2000")
    assert (" ip mtu 1500", " ip tcp adjust-mss 1360") not in {(row.old, row.new) for row in rows}


def test_a_block_at_another_place_is_the_same_block() -> None:
    """The order of top lines does not count: a block that moved is paired with itself."""
    old = "interface Vlan1\n no shutdown\ninterface Vlan2\n shutdown\n"
    new = "interface Vlan2\n shutdown\ninterface Vlan1\n no shutdown\n"

    assert counted(difference(configuration(old), configuration(new)))[RowChange.SAME] == 4


def test_the_order_of_an_access_list_counts() -> None:
    """An entry that moved inside a numbered access list is removed and added."""
    old = "access-list 101 permit ip any any\naccess-list 101 deny ip host 10.0.0.1 any\n"
    new = "access-list 101 deny ip host 10.0.0.1 any\naccess-list 101 permit ip any any\n"

    assert counted(difference(configuration(old), configuration(new)))[RowChange.SAME] == 1


def test_a_banner_is_compared_row_by_row() -> None:
    """The rows of a banner are shown as they are, with their numbers in the file."""
    old = Configuration((Line("banner motd ^C", number=1, verbatim=("keep out", "^C")),))
    new = Configuration((Line("banner motd ^C", number=1, verbatim=("welcome", "^C")),))

    assert [(row.change, row.old_number, row.old or row.new) for row in difference(old, new)] == [
        (RowChange.SAME, 1, "banner motd ^C"),
        (RowChange.REMOVED, 2, "keep out"),
        (RowChange.REMOVED, 3, "^C"),
        (RowChange.ADDED, 0, "welcome"),
        (RowChange.ADDED, 0, "^C"),
    ]


def test_folding_keeps_the_parents_of_a_change() -> None:
    """Equal lines far from a change are folded, but never the line under which the change stands."""
    children = "".join(f" permit ip host 10.0.0.{host} any\n" for host in range(20))
    old = f"hostname a\nip access-list extended SPLIT\n{children}line vty 0 4\n"
    new = old.replace("line vty", " deny ip any any\nline vty")
    rows = difference(configuration(old), configuration(new))

    places = folded(rows, context=1)

    assert [place if isinstance(place, Gap) else rows[place].new for place in places] == [
        "hostname a",
        "ip access-list extended SPLIT",
        Gap(2, 19),
        " permit ip host 10.0.0.19 any",
        " deny ip any any",
        "line vty 0 4",
    ]


def test_fifty_changes_in_a_long_access_list_are_fifty_changes() -> None:
    """In an access list of 5,000 entries, each changed entry stands beside the one that it replaces."""
    entries = [f"access-list 101 permit ip 10.{number // 250}.{number % 250}.0 0.0.0.255 any" for number in range(5000)]
    changed = [
        entry.replace(" any", " 10.0.0.0 0.255.255.255") if place % 100 == 7 else entry
        for place, entry in enumerate(entries)
    ]

    counts = counted(difference(configuration("\n".join(entries)), configuration("\n".join(changed))))

    assert counts == {RowChange.SAME: 4950, RowChange.ADDED: 0, RowChange.REMOVED: 0, RowChange.CHANGED: 50}


def test_the_most_lines_stay_where_one_moved() -> None:
    """Of an ordered list in which one entry moved, that entry moved and all others are the same."""
    entries = [f" permit host 10.0.0.{number}" for number in range(1, 6)]
    for place, to in ((0, 2), (0, 4), (4, 0), (3, 1), (1, 3)):
        moved = [entry for entry in entries if entry != entries[place]]
        moved.insert(to, entries[place])
        old, new = ("\n".join(("ip access-list standard 10", *rows)) for rows in (entries, moved))

        assert [row for row in shown(old, new) if row[0] in "+-"] == [
            f"{sign}{entries[place]}".replace(sign, f"{sign} ", 1)
            for sign in (("-", "+") if place < to else ("+", "-"))
        ]


def test_the_most_lines_stay_where_two_moved() -> None:
    """Two entries at both ends of a list that moved are two removed and two added."""
    entries = [f" permit host 10.0.0.{number}" for number in range(1, 6)]
    old, new = (
        "\n".join(("ip access-list standard 10", *(entries[number - 1] for number in order)))
        for order in ((1, 2, 3, 4, 5), (2, 3, 1, 5, 4))
    )

    assert [row[0] for row in shown(old, new)].count(" ") == 4


def test_what_stays_in_a_long_access_list_is_equal_in_its_order() -> None:
    """Of entries that are left out, put in and moved no other one is touched, though remarks stand there many times."""
    entries = [
        "access-list 101 remark branch" if place % 10 == 0 else f"access-list 101 permit ip host 10.0.{place}.1 any"
        for place in range(250)
    ]
    moved, gone = entries[201:209], {entries[3], entries[147]}
    stays = [entry for entry in entries if entry not in {*moved, *gone}]
    fresh = [f"access-list 101 permit gre host 172.16.{place}.1 any" for place in range(3)]
    new = [fresh[0], *moved, *stays[:120], fresh[1], *stays[120:], fresh[2]]

    rows = difference(configuration("\n".join(entries)), configuration("\n".join(new)))

    assert [row.new for row in rows if row.change is RowChange.SAME] == stays
    assert [row.new for row in rows if row.new] == new


_words = st.sampled_from(["shutdown", "no shutdown", "ip nat inside", "permit 10.0.0.1", "permit 10.0.0.2"])
_blocks = st.tuples(
    st.sampled_from(["interface Vlan1", "interface Vlan2", "ip access-list standard A"]), st.lists(_words)
)


@st.composite
def _configurations(draw: st.DrawFn) -> Configuration:
    numbers: Iterator[int] = iter(range(1, 10_000))
    lines = []
    for header, children in draw(st.lists(_blocks)):
        number = next(numbers)
        below = tuple(Line(text, number=next(numbers)) for text in children)
        lines.append(Line(header, below, number))
    return Configuration(lines)


@given(_configurations(), _configurations())
def test_every_line_of_both_is_shown_once(old: Configuration, new: Configuration) -> None:
    """The new side reads as the new configuration, and the old side loses and invents no line."""
    rows = difference(old, new)

    assert "".join(f"{row.new}\n" for row in rows if row.new) == new.text()
    assert [row.new_number for row in rows if row.new] == list(range(1, len(list(new.walk())) + 1))
    assert Counter(row.old for row in rows if row.old) == Counter(old.text().splitlines())
    assert sorted(row.old_number for row in rows if row.old) == list(range(1, len(list(old.walk())) + 1))


def test_the_new_side_is_numbered_through_whatever_stands_in_it() -> None:
    """Digits of a certificate, the same or others, take a number each as the lines around them do."""
    same, digits = (
        Line("certificate ca 01", verbatim=("  3082 0001", "  3082 0002", "  quit"), number=2),
        ("  3083 0001",),
    )
    old = Configuration((Line("hostname r1", number=1), same, Line("ip cef", number=6)))
    other = Line("certificate 02", verbatim=digits, number=0)
    renamed = same._replace(text="certificate ca 0A", number=0)
    with_more = same._replace(children=(Line("more"),), number=0)
    new = Configuration((Line("hostname r2"), same._replace(number=0), other, renamed, with_more, Line("ip cef")))

    for rows in (difference(old, new), difference(old, old), difference(Configuration(()), new)):
        numbers = [row.new_number for row in rows if row.change is not RowChange.REMOVED]
        assert numbers == list(range(1, len(numbers) + 1))
