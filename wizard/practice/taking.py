"""What a line does to the lines of its mode, and what its `no` does."""

from wizard.model.configuration import Line, has_prefix
from wizard.practice.configuration_tree import Lines, find, named_by, put, without
from wizard.practice.printed_forms import SHOWN_BESIDE, is_hidden, is_shown_when_off, is_shown_when_on, kept
from wizard.practice.replaced_lines import place_of

_ADDRESS_PLACE = place_of("interface", "ip address")
_VRF_PLACE = place_of("interface", "vrf forwarding")


def with_line(
    lines: Lines, mode: str, typed: str, verbatim: tuple[str, ...] = (), *, shows_defaults: bool = False
) -> Lines:
    """The lines of a mode with one that was typed."""
    text = kept(mode, typed)
    if mode in ("router", "address family") and text.startswith("passive-interface "):
        return _with_passive(lines, text)
    lines = without(lines, named_by(lines, f"no {text}")) if f"no {text}" in _texts(lines) else lines
    if find(lines, text) is not None and not verbatim:
        return lines
    place = place_of(mode, text)
    same = [line for line in lines if place is not None and _is_like(line, text) and place_of(mode, line.text) == place]
    if place is not None and place == _VRF_PLACE and mode == "interface":
        # IOS takes the address away with a change of the VRF.
        lines = with_line(lines, mode, "no ip address") if find(lines, text) is None else lines
    if (is_hidden(mode, text) and not shows_defaults) or not is_shown_when_on(mode, text):
        return without(lines, same)
    line = Line(text, (), 0, verbatim)
    if same:
        return tuple(
            line._replace(children=other.children) if other is same[0] else other
            for other in lines
            if other is same[0] or other not in same
        )
    return _with_company(put(lines, line), mode, text)


def _texts(lines: Lines) -> frozenset[str]:
    return frozenset(line.text for line in lines)


def _is_like(line: Line, text: str) -> bool:
    """Whether a line may have the place of another one, told by its first word, which is quick."""
    return line.text.removeprefix("no ").split(" ", 1)[0] == text.removeprefix("no ").split(" ", 1)[0]


def _with_company(lines: Lines, mode: str, text: str) -> Lines:
    for of_mode, beginning, company in SHOWN_BESIDE:
        if of_mode == mode and text == beginning and not named_by(lines, company.rpartition(" ")[0]):
            lines = put(lines, Line(company))
    return lines


def _without_company(lines: Lines, mode: str, gone: Lines) -> Lines:
    texts = {line.text for line in gone}
    for of_mode, beginning, company in SHOWN_BESIDE:
        if of_mode == mode and beginning in texts:
            lines = without(lines, named_by(lines, company))
    return lines


def without_line(lines: Lines, mode: str, typed: str, *, to_default: bool = False, company_goes: bool = True) -> Lines:
    """The lines of a mode behind a `no`, or behind a `default`."""
    text = kept(mode, typed)
    if mode in ("router", "address family") and text.startswith("passive-interface "):
        return _without_passive(lines, text)
    gone = named_by(lines, text)
    place = place_of(mode, text)
    if not gone and place is not None:
        gone = tuple(line for line in lines if _is_like(line, text) and place_of(mode, line.text) == place)
    if to_default:
        gone = (*gone, *named_by(lines, f"no {text}"))
    left = without(lines, gone)
    left = _without_company(left, mode, gone) if company_goes else left
    if to_default:
        return left
    if mode == "interface" and gone and place == _ADDRESS_PLACE:
        text = "ip address"
    if is_shown_when_off(mode, text) and find(left, f"no {text}") is None:
        places = {place_of(mode, line.text) for line in left if _is_like(line, text)}
        return left if place is not None and place in places else put(left, Line(f"no {text}"))
    return left


def _with_passive(lines: Lines, text: str) -> Lines:
    if find(lines, "passive-interface default") is not None and text != "passive-interface default":
        return without(lines, named_by(lines, f"no {text}"))
    return lines if find(lines, text) is not None else put(lines, Line(text))


def _without_passive(lines: Lines, text: str) -> Lines:
    if find(lines, "passive-interface default") is None or text == "passive-interface default":
        gone = [line for line in lines if has_prefix(line.text, text) or line.text.startswith("no passive-interface ")]
        return without(lines, gone)
    return lines if find(lines, f"no {text}") is not None else put(lines, Line(f"no {text}"))
