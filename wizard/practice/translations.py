"""Which rule of translation has packets to translate, as far as a configuration tells."""

from wizard.model.configuration import Line
from wizard.practice.configuration_tree import Lines, find


def is_in_use(running: Lines, rule: str) -> bool:
    """Whether packets meet the rule: an interface inside, one outside, and a list that permits something."""
    sides = {line.text for block in running if block.text.startswith("interface ") for line in block.children}
    if not {"ip nat inside", "ip nat outside"} <= sides:
        return False
    words = rule.split(" ")
    if "list" in words[:-1]:
        return _permits(running, words[words.index("list") + 1])
    if "route-map" in words[:-1]:
        return any(_map_permits(running, block) for block in _clauses(running, words[words.index("route-map") + 1]))
    return True


def _permits(running: Lines, name: str) -> bool:
    for header in (f"ip access-list standard {name}", f"ip access-list extended {name}"):
        block = find(running, header)
        for line in block.children if block else ():
            words = line.text.split(" ")
            if "permit" in words[:2]:
                return True
            if words[1:] in (["deny", "any"], ["deny", "ip", "any", "any"]):
                return False
    return False


def _clauses(running: Lines, name: str) -> Lines:
    return tuple(line for line in running if line.text.startswith(f"route-map {name} permit "))


def _map_permits(running: Lines, clause: Line) -> bool:
    """Whether a packet can meet the clause: its lists permit, and an interface that it asks for is not shut."""
    for line in clause.children:
        words = line.text.split(" ")
        if words[:3] == ["match", "ip", "address"] and not any(_permits(running, name) for name in words[3:]):
            return False
        if words[:2] == ["match", "interface"] and not any(is_up(running, name) for name in words[2:]):
            return False
    return True


def is_up(running: Lines, name: str) -> bool:
    """Whether the interface is there and not shut."""
    block = find(running, f"interface {name}")
    return block is not None and find(block.children, "shutdown") is None
