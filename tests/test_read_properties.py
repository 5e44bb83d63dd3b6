"""Whatever is done to a file: either its facts are read as before, or it is refused with its name."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import ALL, CONFIGS, SERVERS, SPOKES, source
from wizard.errors import SourceError
from wizard.model.plan import Source
from wizard.parse.restore_indent import TextRow
from wizard.parse.sources import read_source
from wizard.parse.tree import configuration

names = st.sampled_from(ALL)
ezvpn_names = st.sampled_from((*SERVERS, *SPOKES))
FILES = {name: (CONFIGS / name).read_bytes() for name in ALL}


def read_or_refused(data: bytes) -> Source | None:
    """The source, or None where the file is refused as it should be."""
    try:
        return read_source(data, "some.cfg")
    except SourceError as refused:
        error = refused
    assert error.where.partition(":")[0] == "some.cfg"
    assert error.message
    return None


def has_every_line_once(source: Source) -> bool:
    """Whether no line of the file is in two places, and each is in one."""
    seen = list(source.skipped)
    for line in source.configuration.walk():
        seen += range(line.number, line.number + 1 + len(line.verbatim))
    return sorted(seen) == list(range(1, len(seen) + 1))


def bodies(source: Source) -> set[int]:
    """The numbers of the lines that belong to a line before them, and of those lines."""
    return {
        number
        for line in source.configuration.walk()
        if line.verbatim
        for number in range(line.number, line.number + 1 + len(line.verbatim))
    }


PAGER = ("", "", "", f" --More-- {chr(8) * 9}{' ' * 8}{chr(8) * 9}")
BLANKS = ("", "", " ", "\t", " \t ")
NOISE = ("!", "", "  ", "! by an engineer", "%Warning: noise", "        ^")


@settings(max_examples=200)
@given(name=names, seed=st.randoms(), end=st.sampled_from(("\n", "\r\n", "\r\r\n")))
def test_noise_between_the_lines_changes_no_fact(name: str, seed: Random, end: str) -> None:
    """Comments, blank lines, blanks at the end, pager prompts and line ends, in any mixture, are none of the facts."""
    whole = source(name)
    kept = bodies(whole)
    rows: list[str] = []
    for number, row in enumerate(FILES[name].decode().splitlines(), 1):
        if number in kept:
            rows.append(row)
            continue
        if not seed.randrange(4):
            rows.append(seed.choice(NOISE))
        rows.append(seed.choice(PAGER) + row + seed.choice(BLANKS))

    mangled = read_source(end.join((*rows, "")).encode(), name)

    assert mangled.configuration.text() == whole.configuration.text()
    assert mangled.device == whole.device
    assert has_every_line_once(mangled)


@settings(max_examples=200)
@given(name=ezvpn_names, data=st.data())
def test_a_file_that_is_cut_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """A capture that ends anywhere gives the lines up to there, or one error that names the file."""
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole) // 4))
    end = data.draw(st.integers(start, len(whole)))

    source = read_or_refused(whole[start:end])

    assert source is None or has_every_line_once(source)


@settings(max_examples=200)
@given(name=ezvpn_names, data=st.data())
def test_a_file_with_bytes_in_it_that_do_not_belong_there_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Whatever stands in the middle of a file, there is no other outcome."""
    whole = FILES[name]
    place = data.draw(st.integers(0, len(whole)))
    rubbish = data.draw(st.binary(max_size=40))

    source = read_or_refused(whole[:place] + rubbish + whole[place:])

    assert source is None or has_every_line_once(source)


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """A file that is nothing like a configuration ends in an error of its own too."""
    source = read_or_refused(data)

    assert source is None or has_every_line_once(source)


TYPED = (
    "hostname interface ip address access-list crypto isakmp ipsec client ezvpn configuration group key peer route "
    "local pool username privilege profile map dynamic policy match identity virtual-template 1 10 0.0.0.0 10.0.0.1 "
    "255.255.255.0 any permit deny standard extended banner ^C # { } quit exit end ! certificate 3082 set default"
)


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.lists(st.sampled_from(TYPED.split()), min_size=1, max_size=7)),
        min_size=1,
        max_size=25,
    )
)
def test_any_words_of_a_configuration_are_read_or_refused(rows: list[tuple[int, list[str]]]) -> None:
    """Half-typed lines in any order, at any depth, break nothing."""
    text = "".join(" " * depth + " ".join(words) + "\n" for depth, words in rows)

    source = read_or_refused(text.encode())

    assert source is None or has_every_line_once(source)


@settings(max_examples=300)
@given(st.lists(st.sampled_from((0, 0, 1, 1, 1, 2, 2, 3, 5)), max_size=20))
def test_a_line_stands_below_the_nearest_one_before_it_that_is_indented_less(indents: list[int]) -> None:
    """However deep lines stand and whatever steps there are between them."""
    rows = [TextRow(number, indent, f"line {number}", (f"body {number}",)) for number, indent in enumerate(indents, 1)]
    above = {
        row.number: next((before.number for before in reversed(rows[:place]) if before.indent < row.indent), 0)
        for place, row in enumerate(rows)
    }
    tree = configuration(rows)
    found = {child.number: line.number for line in tree.walk() for child in line.children}

    assert {line.number: 0 for line in tree} | found == above
    assert [(line.number, line.text, line.verbatim) for line in tree.walk()] == [
        (row.number, row.text, row.verbatim) for row in rows
    ]
