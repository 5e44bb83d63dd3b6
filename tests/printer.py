"""A router of the tests' own that prints its configuration: what `show running-config` makes of what was sent.

It knows nothing of wizard/ios, so that one wrong row there cannot hide itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.applier import Node


@dataclass(frozen=True, kw_only=True)
class Release:
    """How a release prints, as far as releases differ."""

    name: str
    numbers_entries: bool = False
    """Each entry of a list with its number, and numbered lists below a header."""
    shows_mode_tunnel: bool = True
    virtual_reassembly: str = "ip virtual-reassembly in"
    encrypts_keys: bool = False
    """`password encryption aes`: keys of type 6."""
    hashes: str = "5"
    startup: bool = False
    """What `show startup-config` prints: certificates are files."""


RELEASES = (
    Release(name="15.x", shows_mode_tunnel=False),
    Release(name="15.x startup", shows_mode_tunnel=False, startup=True),
    Release(
        name="IOS-XE",
        numbers_entries=True,
        virtual_reassembly="ip virtual-reassembly",
        encrypts_keys=True,
        hashes="9",
    ),
)


def printed(tree: list[Node], release: Release) -> str:
    """The configuration as the router prints it, sections in an order of its own."""
    tops = [*_lists(tree, release), *(node for node in tree if not node.text.startswith("access-list "))]
    if any(node.text.startswith("crypto ipsec client ezvpn ") for node in tree):
        tops.append(Node("interface Loopback10000", [Node("ip address 10.99.99.99 255.255.255.255")]))
    if any(node.text == "aaa new-model" for node in tree) and not any(n.text == "aaa session-id common" for n in tree):
        tops.append(Node("aaa session-id common"))
    tops.append(Node("ntp clock-period 17179863"))
    # A router has its own order of sections; the host's name is where people look for it.
    tops.sort(key=lambda node: (not node.text.startswith("hostname "), node.text.split()[0][::-1]))
    rows = ["Building configuration...", "", "!"]
    for top in tops:
        rows.extend(_rows(top, top.text, 0, release))
        rows.append("!")
    return "\n".join([*rows, "end", ""])


def _rows(node: Node, top: str, depth: int, release: Release) -> Iterator[str]:
    text = _text(node.text, top if depth else "", release)
    if text is None:
        return
    first, *rest = text.split("\n")
    yield " " * depth + first + ("  " if first.startswith("description") else "")
    yield from rest
    if release.startup and text.startswith("certificate ") and node.below:
        return
    below = [child for child in node.below if child.text != "quit"]
    if top.startswith(("ip access-list ", "ipv6 access-list ")):
        below = _entries(below, top, release)
    for child in below:
        yield from _rows(child, top, depth + 1, release)
    below_it = {child.text for child in below}
    if top.startswith("interface ") and below_it & {"ip nat inside", "ip nat outside"} and not below_it & REASSEMBLY:
        yield " " * (depth + 1) + release.virtual_reassembly
    if text.startswith("certificate "):
        yield "  \tquit"


REASSEMBLY = {"ip virtual-reassembly", "ip virtual-reassembly in"}

HIDDEN = {
    "interface ": ("no shutdown", "tunnel mode gre ip"),
    "crypto isakmp policy ": ("hash sha", "authentication rsa-sig", "group 1", "lifetime 86400", "encr des"),
    "crypto ikev2 profile ": ("lifetime 86400", "config-exchange request"),
    "crypto ipsec profile ": ("set security-association lifetime seconds 3600",),
    "crypto pki trustpoint ": ("revocation-check crl",),
}


def _text(text: str, top: str, release: Release) -> str | None:
    """The line as it is printed, None where it is not."""
    for header, lines in HIDDEN.items():
        if top.startswith(header) and text in lines:
            return None
    if text == "mode tunnel" and not release.shows_mode_tunnel:
        return None
    if top.startswith("crypto pki trustpoint ") and text.startswith("fingerprint "):
        return "fingerprint " + text.split()[1].upper()
    if top.startswith("crypto isakmp policy "):
        text = text.replace("encryption ", "encr ")
    if top.startswith(("router eigrp ", "router bgp ")) and text.startswith("network "):
        return _classful(text)
    if release.startup and text.startswith("certificate ") and top.startswith("crypto pki certificate chain "):
        return f"{text} nvram:CA#{len(text)}.cer"
    return _encrypted(text, release)


def _classful(text: str) -> str:
    words = text.split()
    first = int(words[1].split(".")[0])
    own = {"255.0.0.0", "0.255.255.255"} if first < 128 else {"255.255.0.0", "0.0.255.255"}
    own = own if first < 192 else {"255.255.255.0", "0.0.0.255"}
    return f"network {words[1]}" if words[-1] in own else text


def _encrypted(text: str, release: Release) -> str:
    if match := re.fullmatch(r"(username \S+.* secret|enable secret) ([^ ]+)", text):
        return f"{match[1]} {release.hashes} ${release.hashes}$salt${_scrambled(match[2])}"
    if release.encrypts_keys:
        keys = (
            r"(pre-shared-key|pre-shared-key local|pre-shared-key remote|key|password) (?!local|remote|address)([^ ]+)"
        )
        if match := re.fullmatch(keys, text):
            return f"{match[1]} 6 {_scrambled(match[2])}AAB"
    return text


def _scrambled(secret: str) -> str:
    return "".join(chr(65 + (ord(letter) * 7) % 26) for letter in secret)


def _lists(tree: list[Node], release: Release) -> list[Node]:
    """The numbered lists: as lines of their own, or below a header; hosts of standard lists first and shuffled."""
    lists: dict[str, list[Node]] = {}
    for node in tree:
        if match := re.match(r"access-list (\d+) ", node.text):
            lists.setdefault(match[1], []).append(Node(node.text[match.end() :]))
    printed: list[Node] = []
    for number, entries in lists.items():
        kind = "standard" if int(number) < 100 or int(number) in range(1300, 2000) else "extended"
        if release.numbers_entries:
            printed.append(Node(f"ip access-list {kind} {number}", entries))
        else:
            header = f"ip access-list {kind} {number}"
            printed += [Node(f"access-list {number} {node.text}") for node in _entries(entries, header, release)]
    return printed


def _entries(entries: list[Node], header: str, release: Release) -> list[Node]:
    """The entries in the order and with the numbers of this release."""
    texts = [re.sub(r"^(sequence )?\d+ (?=permit|deny|remark)", "", node.text) for node in entries]
    if header.startswith("ip access-list standard"):
        texts = [re.sub(r"^(permit|deny) host ", r"\1 ", text) for text in texts]
        hosts = [text for text in texts if re.fullmatch(r"(permit|deny) \d+\.\d+\.\d+\.\d+( log)?", text)]
        texts = [*sorted(hosts, key=lambda text: text[::-1]), *(text for text in texts if text not in hosts)]
    if header.startswith("ip access-list extended"):
        texts = [re.sub(r"(\d+\.\d+\.\d+\.\d+) 0\.0\.0\.0(?= |$)", r"host \1", text) for text in texts]
        texts = [re.sub(r"^deny +", "deny   ", text) for text in texts]
    if not release.numbers_entries:
        return [Node(text) for text in texts]
    word = "sequence " if header.startswith("ipv6") else ""
    return [Node(f"{word}{place * 10} {text}") for place, text in enumerate(texts, 1)]
