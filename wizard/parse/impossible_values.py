"""Numbers and addresses that no router prints, in the lines that the migration is planned from."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat, takewhile

from wizard.errors import SourceError
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.literals import ADDRESS, LARGEST, MASKS, address, address_with_mask, is_address, is_number, number

_Judge = Callable[[str], str]
"""What a word is not although it is written like one, "" where nothing is wrong."""


def _address(word: str) -> str:
    return "no IPv4 address" if not is_address(word) and _is_dotted(word) else ""


def _mask(word: str) -> str:
    return "no mask" if word not in MASKS and _is_dotted(word) and address_with_mask("0.0.0.0", word) is None else ""


def _number(word: str) -> str:
    return f"greater than {LARGEST}" if is_number(word) and number(word) is None else ""


def _any(word: str) -> str:
    return ""


def _is_dotted(word: str) -> bool:
    """Whether the word is written as an address is: a host name may begin with a digit, and a MAC address has dots."""
    if "." not in word or not is_number(word.replace(".", "0")):
        return False
    return [len(group) for group in word.split(".")] != [4, 4, 4]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One kind of line, and what the words behind its beginning must be where they are numbers or addresses."""

    within: str = ""
    """The beginning of the line that it stands below; empty for a global line."""
    line: str
    words: tuple[_Judge, ...] = ()
    others: _Judge = _any
    """What every further word must be."""


_GROUP = "crypto isakmp client configuration group"
_CLIENT = "crypto ipsec client ezvpn"
_LIFETIME = "set security-association lifetime seconds"

_FORMS = (
    _Form(line="ip local pool", words=(_any, _address, _address)),
    _Form(line="ip route", words=(_address, _address, _address, _number)),
    _Form(line="access-list", words=(_number,), others=_address),
    _Form(within="ip access-list", line="permit", others=_address),
    _Form(within="ip access-list", line="deny", others=_address),
    _Form(within="interface", line="ip address", words=(_address, _mask)),
    _Form(within=_CLIENT, line="peer", words=(_address,)),
    _Form(within=_CLIENT, line="virtual-interface", words=(_number,)),
    _Form(within=_GROUP, line="dns", others=_address),
    _Form(within=_GROUP, line="wins", others=_address),
    _Form(within=_GROUP, line="netmask", words=(_mask,)),
    _Form(within="crypto isakmp profile", line="virtual-template", words=(_number,)),
    _Form(line="crypto isakmp policy", words=(_number,)),
    _Form(within="crypto isakmp policy", line="lifetime", words=(_number,)),
    _Form(line="crypto isakmp keepalive", others=_number),
    _Form(line="crypto isakmp nat keepalive", words=(_number,)),
    _Form(line="crypto map", words=(_any, _number)),
    _Form(line="crypto dynamic-map", words=(_any, _number)),
    _Form(line="crypto ipsec security-association lifetime seconds", words=(_number,)),
    _Form(within="crypto ipsec profile", line=_LIFETIME, words=(_number,)),
    _Form(within="crypto dynamic-map", line=_LIFETIME, words=(_number,)),
)

_FREE = frozenset({"remark", "name", "log", "log-input", "time-range", "object-group"})
"""Behind these words stands what a person chose."""


_SUSPECT = re.compile(rf"(?<!\S)(?:[0-9]{{10,}}|(?!{ADDRESS}(?!\S))[0-9]++(?:\.[0-9]++)++)(?!\S)")
"""A long number, or what is written like an address and is none; most lines have neither, and need no closer look."""


def refuse_impossible(configuration: Configuration, filename: str) -> None:
    """Raises SourceError at the first line of each kind whose number or address cannot be one."""
    for form in _FORMS:
        any_may_be_wrong = _mask in form.words
        for line in _lines(configuration, form):
            if any_may_be_wrong or _SUSPECT.search(line.text):
                _refuse_words(form, line, filename)
    for line in configuration.all("ip local pool"):
        _refuse_order(line, filename)
    for beginning, behind in _HEADERS:
        for line in configuration.all(beginning):
            _refuse_remark(line, beginning, behind, filename)


def _lines(configuration: Configuration, form: _Form) -> Iterator[Line]:
    if not form.within:
        return iter(configuration.all(form.line))
    return (
        child
        for top in configuration.all(form.within)
        for child in top.children
        if has_prefix(child.text.lstrip("0123456789 "), form.line)
    )


def _refuse_words(form: _Form, line: Line, filename: str) -> None:
    behind = line.text.lstrip("0123456789 ")[len(form.line) :].split()
    words = takewhile(lambda word: word not in _FREE, behind)
    # Not strict: the judges never end.
    for judge, word in zip(chain(form.words, repeat(form.others)), words, strict=False):
        if wrong := judge(word):
            beginning = word if len(word) <= 40 else f"{word[:40]}..."
            raise _impossible(f"{beginning} in `{form.line}` is {wrong}", line, filename)


def _refuse_order(line: Line, filename: str) -> None:
    ends = [address(word) for word in line.text.split()[4:6]]
    if len(ends) == 2 and ends[0] and ends[1] and ends[1] < ends[0]:
        raise _impossible(f"the pool ends with {ends[1]}, before {ends[0]}, with which it begins", line, filename)


_HEADERS = (
    (_CLIENT, frozenset({"inside", "outside"})),
    (_GROUP, frozenset[str]()),
    ("crypto isakmp policy", frozenset[str]()),
)
"""Headers with a single name, and what may stand behind it: below an interface that lost its lines, for one."""


def _refuse_remark(line: Line, beginning: str, behind: frozenset[str], filename: str) -> None:
    """A remark behind a command; the header would be taken for another line, and its block for nobody's."""
    words = line.text[len(beginning) :].split()
    if len(words) > 1 and words[1] not in behind:
        raise SourceError(
            f"words that belong to no command stand behind `{beginning} NAME`",
            where=f"{filename}:{line.number}",
            hint="Put the remark into a line of its own, behind `!`, and give the file again.",
        )


def _impossible(message: str, line: Line, filename: str) -> SourceError:
    return SourceError(
        message,
        where=f"{filename}:{line.number}",
        hint="A router prints no such line. Correct it, or capture the configuration again.",
    )
