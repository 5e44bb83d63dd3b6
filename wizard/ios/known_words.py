"""A configuration that was read, in the words of known ones: what says the same has the same text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from wizard.ios.equality import with_headers
from wizard.ios.list_entries import header_of, list_of, without_number
from wizard.ios.masking import Hidden, secrets_apart
from wizard.ios.printed_forms import NOT_COMPARED, compared_text, may_be_same_secret
from wizard.model.configuration import Configuration, Line

_Secrets = tuple[Hidden, ...]
_Index = dict[str, list[tuple[Line, _Secrets]]]
"""The known lines of one level with their secrets, by what they are compared as without them."""


def in_words_of(known: Sequence[Configuration], read: Configuration) -> Configuration:
    """What was read, each line as a known configuration has it; what none of them has stays as it was read.

    A known line that a router may hide stands wherever the line above it stands.
    """
    index = _index(chain.from_iterable(with_headers(each) for each in known), "")
    lines = (said for line in with_headers(read) for said in _said(line, "", index))
    bare = {header_of(named): named for named in _lists_without_header((read, *known))}
    return Configuration(shown for line in lines for shown in _shown(line, bare))


def _index(lines: Iterable[Line], within: str) -> _Index:
    index: _Index = {}
    # One configuration shares with the next one every line that no stage touched.
    for line in {id(line): line for line in lines}.values():
        key, secrets = _apart(line.text, within)
        index.setdefault(key, []).append((line, secrets))
    return index


def _apart(text: str, within: str) -> tuple[str, _Secrets]:
    compared = compared_text(text, within)
    return secrets_apart(compared) if compared != NOT_COMPARED else (NOT_COMPARED, ())


def _said(line: Line, within: str, index: _Index) -> Iterator[Line]:
    key, secrets = _apart(line.text, within)
    if key == NOT_COMPARED:
        return
    same = [known for known, own in index.get(key, ()) if _may_be_same(secrets, own)]
    if not same:
        yield line
        return
    top = within or same[0].text
    below = _index((child for known in same for child in known.children), top)
    hidden = {known.text: known for known, _ in below.get(NOT_COMPARED, ())}.values()
    children = tuple(said for child in line.children for said in _said(child, top, below))
    yield line._replace(text=same[0].text, children=(*children, *hidden))


def _may_be_same(secrets: _Secrets, own: _Secrets) -> bool:
    return len(own) == len(secrets) and all(map(may_be_same_secret, secrets, own))


def _lists_without_header(configurations: Iterable[Configuration]) -> Iterator[str]:
    """The words that name each list of which an entry stands by itself."""
    for configuration in configurations:
        yield from (named for line in configuration.lines if (named := list_of(line.text)))


def _shown(line: Line, bare: dict[str, str]) -> Iterator[Line]:
    """The line, or the entries of a list one by one where a known configuration shows them so."""
    named = bare.get(line.text)
    if named is None:
        yield line
        return
    for child in line.children:
        yield child._replace(text=f"{named} {without_number(child.text)}")
