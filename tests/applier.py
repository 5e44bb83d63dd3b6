"""A router of the tests' own that takes stage files: how the laws are proved without the code that wrote target.cfg.

It is stricter than IOS: a `no` for something that is not there, a command that changes nothing, the removal of an
object that another line still names, and that of a translation that may be in use are errors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Node:
    """One line with the lines of its sub-mode."""

    text: str
    below: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for node in self.below:
            yield from node.walk()


class RouterRefuses(AssertionError):
    """What a careful router would not take."""


def tree_of(text: str) -> list[Node]:
    """The lines of a configuration as nested nodes; `!` and blank lines are no lines."""
    root = Node("")
    stack = [(-1, root)]
    rows = iter(text.splitlines())
    for row in rows:
        if not row.strip() or row.lstrip().startswith("!") or row.strip() == "exit":
            continue
        depth = len(row) - len(row.lstrip(" "))
        while stack[-1][0] >= depth:
            stack.pop()
        node = Node(_with_one_sign(row.strip() + _rest_of_banner(row, rows)))
        stack[-1][1].below.append(node)
        stack.append((depth, node))
    return root.below


_BANNER = re.compile(r"\s*banner (?:(?:motd|login|exec|incoming|prompt-timeout|slip-ppp) )?(\^.|.)(.*)")


def _with_one_sign(text: str) -> str:
    """A banner that stage files put between `~` as a router shows it; one of a source keeps its own sign."""
    match = _BANNER.match(text)
    if match is None or match[1] != "~" or text.count("~") != 2:
        return text
    return text.replace("~", "^C")


def _rest_of_banner(row: str, rows: Iterator[str]) -> str:
    """The lines up to the one that ends a banner, as part of the banner's line."""
    match = _BANNER.match(row)
    if match is None or match[1] in match[2]:
        return ""
    rest = ""
    for following in rows:
        rest += f"\n{following}"
        if match[1] in following:
            break
    return rest


ORDERED = re.compile(r"access-list |ip access-list |route-map |ip prefix-list ")


def shape(nodes: list[Node]) -> object:
    """A value that is equal for two trees that are the same but for the order of siblings; lists keep theirs."""
    free = sorted(repr(_shape_of(node)) for node in nodes if not node.text.startswith("access-list "))
    lists: dict[str, list[str]] = {}
    for node in nodes:
        if node.text.startswith("access-list "):
            lists.setdefault(node.text.split()[1], []).append(node.text)
    return free, sorted(lists.items())


def _shape_of(node: Node) -> object:
    if ORDERED.match(node.text):
        return node.text, [_shape_of(child) for child in node.below]
    return node.text, sorted(repr(_shape_of(child)) for child in node.below)


def after(tree: list[Node], commands: str) -> list[Node]:
    """The tree of a router that took the commands."""
    router = _Router(tree)
    for command in tree_of(commands):
        router.take(command)
    return router.tree


ONE_OF = (("ip address", "no ip address", "ip unnumbered"), ("shutdown", "no shutdown"))


class _Router:
    def __init__(self, tree: list[Node]) -> None:
        self.tree = [_copy(node) for node in tree]

    def take(self, command: Node) -> None:
        text = command.text
        if text.startswith(("crypto key generate", "ip access-list resequence")):
            return
        if text.startswith("no "):
            self._remove(text[3:])
        elif match := re.fullmatch(r"ip access-list (standard|extended) (\d+)", text):
            self._edit_numbered(match[2], command)
        else:
            self._enter(command)

    def _enter(self, command: Node) -> None:
        if command.text == "aaa new-model":
            for node in self.tree:
                if node.text.startswith("line "):
                    node.below = [child for child in node.below if child.text not in ("login", "login local")]
        self.tree = [node for node in self.tree if node.text != f"no {command.text}"]
        present = next((node for node in self.tree if node.text == command.text), None)
        if present is None:
            present = Node(command.text)
            self.tree.append(present)
        elif not command.below:
            raise RouterRefuses(f"changes nothing: {command.text}")
        for child in command.below:
            _take_below(present, child)
        if present.text == "archive" and not present.below:
            self.tree.remove(present)

    def _edit_numbered(self, number: str, command: Node) -> None:
        block = next((node for node in self.tree if node.text == command.text), None)
        if block is not None:
            for child in command.below:
                _take_below(block, child)
            return
        places = _counted([node for node in self.tree if node.text.startswith(f"access-list {number} ")])
        for child in command.below:
            match = re.match(r"(\d+) (?=permit|deny)", child.text)
            if match:
                # As top lines the entries show no numbers, and have them all the same.
                node = Node(f"access-list {number} {child.text[match.end() :]}")
                behind = [at for at, other in enumerate(self.tree) if places.get(id(other), 0) > int(match[1])]
                self.tree.insert(behind[0] if behind else len(self.tree), node)
                places[id(node)] = int(match[1])
            elif child.text.startswith("no "):
                line = f"access-list {number} {child.text[3:]}"
                gone = [node for node in self.tree if node.text == line]
                if not gone:
                    raise RouterRefuses(f"not there: {line}")
                self.tree.remove(gone[0])
            else:
                self.tree.append(Node(f"access-list {number} {child.text}"))

    def _remove(self, text: str) -> None:
        gone = [node for node in self.tree if _names(text, node.text)]
        if not gone:
            raise RouterRefuses(f"not there: {text}")
        if text.startswith("ip nat inside source") and translates(text, self.tree):
            raise RouterRefuses(f"dynamic mapping in use, not removed: {text}")
        self.tree = [node for node in self.tree if node not in gone]
        user = _user_of(text, self.tree)
        if user:
            raise RouterRefuses(f"{text} is still named by: {user}")


def _copy(node: Node) -> Node:
    return Node(node.text, [_copy(child) for child in node.below])


def _names(text: str, line: str) -> bool:
    words = text.split()
    if match := re.fullmatch(r"(?:ip access-list (?:standard|extended)|access-list) (\S+)", text):
        return bool(re.match(rf"(ip access-list (standard|extended) |access-list ){re.escape(match[1])}(\s|$)", line))
    return line.split()[: len(words)] == words


def _take_passive(parent: Node, text: str) -> bool:
    """What one interface is beside `passive-interface default`; False where that line does not stand there."""
    lines = [child.text for child in parent.below]
    if "passive-interface default" not in lines or text == "passive-interface default":
        return False
    undone = text.removeprefix("no ") if text.startswith("no ") else f"no {text}"
    if text.startswith("no ") == (text in lines):
        raise RouterRefuses(f"changes nothing: {parent.text} / {text}")
    parent.below = [child for child in parent.below if child.text != undone]
    if text.startswith("no "):
        parent.below.append(Node(text))
    return True


def _take_below(parent: Node, command: Node) -> None:
    text = command.text
    if re.match(r"(no )?passive-interface ", text) and _take_passive(parent, text):
        return
    same = next((group for group in ONE_OF if text.startswith(group)), None)
    if same:
        old = [child for child in parent.below if child.text.startswith(same)]
        parent.below = [child for child in parent.below if child not in old]
        if text.startswith("no ip address"):
            text = "no ip address"
        if text != "no shutdown":
            parent.below.append(Node(text))
        elif not any(child.text == "shutdown" for child in old):
            raise RouterRefuses(f"changes nothing: {parent.text} / {text}")
        return
    if text.startswith("no "):
        gone = [child for child in parent.below if _names(text[3:], re.sub(r"^\d+ (?=permit|deny)", "", child.text))]
        if not gone:
            raise RouterRefuses(f"not there: {parent.text} / {text[3:]}")
        parent.below = [child for child in parent.below if child not in gone]
        return
    if not command.below and any(child.text == text for child in parent.below):
        raise RouterRefuses(f"changes nothing: {parent.text} / {text}")
    present = next((child for child in parent.below if child.text == text), None)
    if present is None:
        numbers = [int(m[1]) for child in parent.below if (m := re.match(r"(\d+) (?:permit|deny|remark)", child.text))]
        numbered = f"{numbers[-1] + 10} {text}" if numbers and text.startswith(("permit", "deny")) else text
        present = Node(numbered)
        parent.below.insert(_place(parent.below, numbered), present)
    for child in command.below:
        _take_below(present, child)


def _place(below: list[Node], text: str) -> int:
    """Before the first entry of a list that has a higher number, else at the end."""
    match = re.match(r"(\d+) (?:permit|deny|remark) ", text)
    places = _counted(below)
    higher = [place for place, node in enumerate(below) if match and places.get(id(node), 0) > int(match[1])]
    return higher[0] if higher else len(below)


def _counted(entries: list[Node]) -> dict[int, int]:
    """The number of each entry, by its node: the printed one, else from 10 by 10; a remark has none of its own."""
    numbers: dict[int, int] = {}
    unprinted = 0
    for node in entries:
        printed = re.match(r"(\d+) (?:permit|deny|remark) ", node.text)
        if printed:
            numbers[id(node)] = int(printed[1])
        elif re.match(r"(?:access-list \S+ )?(?:permit|deny) ", node.text):
            unprinted += 10
            numbers[id(node)] = unprinted
    return numbers


NAMED_BY: tuple[tuple[str, str], ...] = (
    (r"crypto ipsec transform-set (\S+)", r"set transform-set .*(?<!\S){n}(?!\S)"),
    (r"crypto ipsec profile (\S+)", r"tunnel protection ipsec profile {n}(?!\S)"),
    (r"crypto isakmp profile (\S+)", r"set isakmp-profile {n}(?!\S)|crypto map \S+ isakmp-profile {n}(?!\S)"),
    (r"crypto isakmp client configuration group (\S+)", r"match identity group {n}(?!\S)"),
    (r"crypto dynamic-map (\S+)", r"ipsec-isakmp dynamic {n}(?!\S)"),
    (r"crypto map (\S+)", r"^crypto map {n}$"),
    (r"interface Virtual-Template(\d+)", r"virtual-template {n}(?!\S)|virtual-interface {n}(?!\S)"),
    (r"crypto ipsec client ezvpn (\S+)", r"crypto ipsec client ezvpn {n}(?!\S)"),
    (
        r"(?:ip )?access-list (?:standard |extended )?(\S+)",
        r"(acl|access-list|ip address|list|access-group|access-class) {n}(?!\S)",
    ),
    (r"ip local pool (\S+)", r"pool {n}(?!\S)|address-pool local {n}(?!\S)"),
    (r"crypto ikev2 profile (\S+)", r"set ikev2-profile {n}(?!\S)"),
    (r"crypto ikev2 proposal (\S+)", r"^proposal {n}(?!\S)"),
    (r"crypto ikev2 keyring (\S+)", r"keyring local {n}(?!\S)"),
    (r"crypto ikev2 authorization policy (\S+)", r"aaa authorization group \S+ list \S+ {n}(?!\S)"),
    (r"aaa authorization network (\S+)", r"aaa authorization group \S+ list {n}(?!\S)|authorization list {n}(?!\S)"),
    (r"aaa authentication login (\S+)", r"authentication list {n}(?!\S)|login authentication {n}(?!\S)"),
    (r"crypto pki trustpoint (\S+)", r"pki trustpoint {n}(?!\S)"),
    (r"route-map (\S+)", r"route-map {n}(?!\S)"),
    (r"interface (Tunnel\d+|Loopback\d+)", r"(client connect|ip unnumbered|interface) {n}(?!\S)"),
)
"""An object that goes, and the lines that still name it."""


def _user_of(text: str, tree: list[Node]) -> str:
    for object_of, use in NAMED_BY:
        match = re.match(object_of + r"(?!\S)", text)
        if match is None or any(same[1] == match[1] for top in tree if (same := re.match(object_of, top.text))):
            continue
        used = re.compile(use.replace("{n}", re.escape(match[1])))
        for top in tree:
            for node in top.walk():
                if used.search(node.text) and not re.match(object_of, node.text):
                    return f"{top.text} / {node.text}"
    return ""


def translates(rule: str, tree: list[Node]) -> bool:
    """Whether packets may meet that rule: an inside, its outside interface up, and a list that permits something."""
    sides = {
        side: [node.text for node in tree if "shutdown" not in _texts(node) and f"ip nat {side}" in _texts(node)]
        for side in ("inside", "outside")
    }
    words = rule.split()
    named = next((words[at + 1] for at, word in enumerate(words) if word == "interface"), "")
    is_outside = f"interface {named}" in sides["outside"] if named else bool(sides["outside"])
    return bool(sides["inside"]) and is_outside and any(_permits(name, tree) for name in _lists_of(words, tree))


def _texts(node: Node) -> list[str]:
    return [child.text for child in node.below]


def _lists_of(rule: list[str], tree: list[Node]) -> list[str]:
    if "list" in rule:
        return [rule[rule.index("list") + 1]]
    maps = [node for node in tree if node.text.startswith(f"route-map {rule[rule.index('route-map') + 1]} ")]
    return [
        child.text.split()[-1] for node in maps for child in node.below if child.text.startswith("match ip address")
    ]


def _permits(name: str, tree: list[Node]) -> bool:
    below = [
        child
        for node in tree
        if re.fullmatch(rf"ip access-list \w+ {re.escape(name)}", node.text)
        for child in node.below
    ]
    entries = [child.text for child in below]
    entries += [
        node.text.removeprefix(f"access-list {name} ") for node in tree if node.text.startswith(f"access-list {name} ")
    ]
    return any(re.match(r"(\d+ )?permit ", entry) for entry in entries)
