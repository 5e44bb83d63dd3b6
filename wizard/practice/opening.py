"""Opening a mode: the line that names it, as the router writes it, and what is in it from the first."""

from wizard.model.configuration import Line
from wizard.model.literals import is_number
from wizard.practice.configuration_tree import Lines, find, named_by, put
from wizard.practice.interface_names import header_of, interface_name
from wizard.practice.mode_row import Mode
from wizard.practice.replaced_lines import place_of

FROM_THE_FIRST: dict[str, tuple[str, ...]] = {"interface": ("no ip address",)}
"""By mode, what stands in a new one."""


def open_mode(lines: Lines, inside: str, mode: Mode, typed: str) -> tuple[str | None, Lines]:
    """The header of the mode and the lines around it with it; None where nothing can be called so."""
    header = _header(lines, mode, typed)
    if header is None or find(lines, header) is not None:
        return header, lines
    place = place_of(inside, header)
    same = next((line for line in lines if place is not None and place_of(inside, line.text) == place), None)
    if same is not None:
        return header, tuple(line._replace(text=header) if line is same else line for line in lines)
    inner = tuple(Line(text) for text in FROM_THE_FIRST.get(mode.name, ()))
    return header, put(lines, Line(header, inner))


def _header(lines: Lines, mode: Mode, typed: str) -> str | None:
    words = typed.split(" ")
    if mode.name == "interface":
        name = interface_name(" ".join(words[1:]))
        return None if name is None else header_of(lines, name)
    if mode.name == "route map" and len(words) == 2:
        return f"{typed} permit 10"
    if mode.name == "crypto map" and is_number(words[-1]):
        there = named_by(lines, typed)
        return there[0].text if there else None
    return typed
