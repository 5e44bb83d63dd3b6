"""A good site with one generated line removed or changed: what a check must see, by a table that a person reviewed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wizard.check.all_findings import hits
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.registry import AnySubject
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import SiteView
from wizard.model.configuration import Configuration, Line
from wizard.model.plan import Plan


@dataclass(frozen=True, kw_only=True)
class LineKind:
    """One kind of generated line, and whether the tunnel or its traffic breaks without it or with another value."""

    pattern: str
    """Of the line, below its header where it has one: `HEADER / LINE`."""
    removed_breaks: bool
    changed_breaks: bool
    why: str
    """With its source."""


def _kind(pattern: str, removed: bool, changed: bool, why: str) -> LineKind:  # noqa: FBT001 - two columns of a table
    return LineKind(pattern=pattern, removed_breaks=removed, changed_breaks=changed, why=why)


LINE_KINDS: tuple[LineKind, ...] = (
    _kind(r"aaa new-model", True, False, "no authorization list exists without it [flexvpn.md 1.1]"),
    _kind(r"aaa authorization network \S+ local", True, True, "the profile names the list [flexvpn.md 1.5 rule 10]"),
    _kind(r"aaa ", False, False, "login of people, not of tunnels"),
    _kind(r"username ", False, False, "login of people, not of tunnels"),
    _kind(r"archive", False, False, "the archive of the router"),
    _kind(r"crypto pki trustpoint \S+", True, True, "the profile names it [flexvpn.md 1.1]"),
    _kind(r"crypto pki trustpoint \S+ / ", False, False, "of enrolment; the certificate itself is on the router"),
    _kind(r"crypto pki certificate map \S+", True, False, "the profile names it, by its name [flexvpn.md 1.5 rule 4]"),
    _kind(
        r"crypto pki certificate map \S+ \d+ / ",
        False,
        True,
        "one criterion less takes more certificates; another value takes none [flexvpn.md 1.10]",
    ),
    _kind(r"ip access-list standard \S+", True, True, "the policy announces it [flexvpn.md 1.7]"),
    _kind(r"ip access-list standard \S+ / deny any", False, False, "a list without entries permits everything"),
    _kind(
        r"ip access-list standard \S+ / (\d+ )?permit",
        True,
        True,
        "a network that nobody announces has no route [flexvpn.md 8.1]",
    ),
    _kind(r"crypto ikev2 authorization policy \S+", True, True, "the profile names it [flexvpn.md 1.5 rule 10]"),
    _kind(
        r"crypto ikev2 authorization policy \S+ / route set access-list",
        True,
        True,
        "nothing else announces [flexvpn.md 1.7]",
    ),
    _kind(
        r"crypto ikev2 authorization policy \S+ / pool",
        True,
        True,
        "a negotiated address comes from it [flexvpn.md 4.4]",
    ),
    _kind(r"crypto ikev2 authorization policy \S+ / ", False, False, "a default, or for the clients' comfort"),
    _kind(r"crypto ikev2 proposal \S+", True, True, "the policy names it [flexvpn.md 1.2]"),
    _kind(
        r"crypto ikev2 proposal \S+ / (encryption|integrity|prf|group)",
        True,
        True,
        "incomplete, or nothing in common [flexvpn.md 1.2]",
    ),
    _kind(r"crypto ikev2 policy \S+", True, False, "without it only the smart defaults are offered [flexvpn.md 1.3]"),
    _kind(
        r"crypto ikev2 policy \S+ / proposal", True, True, "a proposal outside a policy is never used [flexvpn.md 1.2]"
    ),
    _kind(
        r"crypto ikev2 policy \S+ / match",
        False,
        True,
        "the global table is the default; another address never matches [flexvpn.md 1.3]",
    ),
    _kind(
        r"crypto ikev2 fragmentation",
        False,
        False,
        "a long message in one datagram, which most ways carry [flexvpn.md 12]",
    ),
    _kind(r"crypto ikev2 keyring \S+", True, True, "the profile names it [flexvpn.md 1.5]"),
    _kind(r"crypto ikev2 keyring \S+ / peer \S+", True, False, "the label is free, the block is not [flexvpn.md 1.4]"),
    _kind(
        r"crypto ikev2 keyring \S+ / (address|hostname|identity|pre-shared-key)",
        True,
        True,
        "how the key is found, and the key [flexvpn.md 1.4]",
    ),
    _kind(r"crypto ikev2 profile \S+", True, True, "the IPsec profile names it [flexvpn.md 1.5 rule 9]"),
    _kind(r"crypto ikev2 profile \S+ / dpd", False, False, "a dead peer is noticed later"),
    _kind(r"crypto ikev2 profile \S+ / match fvrf", True, True, "the profile of another table [flexvpn.md 1.5]"),
    _kind(
        r"crypto ikev2 profile \S+ / ", True, True, "identity, method, key, authorization or template [flexvpn.md 1.5]"
    ),
    _kind(r"crypto ipsec transform-set \S+ ", True, True, "the IPsec profile names it [flexvpn.md 1.11]"),
    _kind(r"crypto ipsec transform-set \S+ .*/ mode", False, False, "never fail on the mode alone [flexvpn.md 1.11]"),
    _kind(r"crypto ipsec profile \S+", True, True, "the tunnel names it [flexvpn.md 1.12]"),
    _kind(
        r"crypto ipsec profile \S+ / set (transform-set|ikev2-profile|pfs)",
        True,
        True,
        "child SA, its keys or its peer [flexvpn.md 1.11]",
    ),
    _kind(r"crypto ipsec profile \S+ / ", False, False, "local to the router"),
    _kind(
        r"interface Virtual-Template\S+ .*/ (ip unnumbered|tunnel mode|tunnel protection)",
        True,
        True,
        "the clone is no tunnel [flexvpn.md 1.12]",
    ),
    _kind(r"interface Virtual-Template\S+ type tunnel", True, True, "the profile clones it [flexvpn.md 1.12]"),
    _kind(
        r"interface Virtual-Template\S+ .*/ tunnel source",
        False,
        True,
        "optional; another one ends elsewhere [flexvpn.md 1.12]",
    ),
    _kind(r"interface Tunnel\d+", True, True, "the client names it [flexvpn.md 1.8]"),
    _kind(
        r"interface Tunnel\d+ / (ip unnumbered|ip address|tunnel (source|destination|mode|protection))",
        True,
        True,
        "no tunnel without it [flexvpn.md 1.12]",
    ),
    _kind(r"interface \S+( type tunnel)? / ", False, False, "a feature of the interface"),
    _kind(
        r"crypto ikev2 client flexvpn \S+",
        True,
        False,
        "a dynamic destination needs a client; its name is free [flexvpn.md 1.8]",
    ),
    _kind(
        r"crypto ikev2 client flexvpn \S+ / connect auto",
        False,
        True,
        "auto is the default; by hand nobody starts it [flexvpn.md 1.8]",
    ),
    _kind(
        r"crypto ikev2 client flexvpn \S+ / (peer \d+|client connect)",
        True,
        True,
        "whom to call, and for which tunnel [flexvpn.md 1.8]",
    ),
    _kind(r"access-list \d+ permit", True, True, "the other EzVPN sites send this traffic in clear [ezvpn.md 4.3]"),
    _kind(r"access-list \d+ deny", False, False, "the way to the Internet"),
    _kind(r"ip access-list extended \S+ / ", False, False, "the way to the Internet"),
    _kind(r"route-map \S+ permit \d+ / ", False, False, "the way to the Internet"),
    _kind(r"crypto ikev2 profile \S+ / nat keepalive", False, False, "local to the router"),
    _kind(
        r"crypto ikev2 profile \S+ / virtual-template \d+ mode auto",
        True,
        False,
        "spokes of the other kind are refused; no other mode exists [flexvpn.md 1.12]",
    ),
    _kind(r"interface Tunnel\d+ / tunnel path-mtu-discovery", False, False, "the MTU is stated"),
    _kind(r"crypto ikev2 client flexvpn \S+ / peer reactivate", False, False, "returns to a better peer later"),
    _kind(r"router bgp \d+", True, True, "no session without it, or in another AS [flexvpn.md 8.2]"),
    _kind(r"router bgp \d+ / bgp log", False, False, "a message in the log"),
    _kind(r"router bgp \d+ / bgp listen limit", False, False, "matters from the 101st spoke on [BGP guide]"),
    _kind(r"router bgp \d+ / bgp listen range", True, True, "spokes of the pool call from there [flexvpn.md 8.2]"),
    _kind(r"router bgp \d+ / bgp redistribute-internal", True, False, "the LAN is told none of its routes [BGP guide]"),
    _kind(r"router bgp \d+ / network", True, True, "announces the network [flexvpn.md 8.2]"),
    _kind(r"router bgp \d+ / neighbor \S+ (remote-as|peer-group)", True, True, "who the neighbor is [flexvpn.md 8.2]"),
    _kind(
        r"router bgp \d+ / neighbor \S+ update-source",
        False,
        True,
        "the tunnel's address is the default; another one is no neighbor's [flexvpn.md 8.2]",
    ),
    _kind(r"router bgp \d+ / neighbor \S+ distribute-list", False, False, "a filter; without it more is told"),
    _kind(r"router bgp \d+ / neighbor \S+ next-hop-self", False, False, "matters where a static route is told; RTE055"),
    _kind(r"router bgp \d+ / redistribute", True, True, "the LAN forgets the spokes [ezvpn.md 4.2]"),
    _kind(r"router bgp \d+ / address-family ipv4", True, False, "what stands below it [flexvpn.md 8.2]"),
    _kind(r"router eigrp \d+", True, True, "no neighbor without it, or in another AS [flexvpn.md 8.2]"),
    _kind(r"router eigrp \d+ / network", True, False, "runs on the interface, or announces it [flexvpn.md 8.2]"),
    _kind(r"router eigrp \d+ / redistribute", True, True, "announces the static routes [flexvpn.md 8.2]"),
    _kind(r"router eigrp \d+ / no passive-interface", True, True, "no neighbor on a passive one [flexvpn.md 8.2]"),
    _kind(
        r"router eigrp \d+ / (passive-interface|distribute-list|eigrp stub)", False, False, "fewer neighbors or routes"
    ),
    _kind(r"router ospf \d+ / (redistribute|network)", True, True, "the other hub forgets the spokes [flexvpn.md 8.4]"),
    _kind(r"router ospf \d+", True, False, "no neighbor without it; its number is local [flexvpn.md 8.4]"),
    _kind(r"ip prefix-list \S+ seq", True, True, "the networks that are handed on [flexvpn.md 8.4]"),
    _kind(r"route-map \S+-(SITES|STATIC) permit \d+", True, True, "decides what is handed on [flexvpn.md 8.4]"),
    _kind(
        r"route-map \S+-(SITES|STATIC) permit \d+ / match ip",
        False,
        True,
        "without a condition everything is handed on; a list that is missing takes nothing [flexvpn.md 8.4]",
    ),
    _kind(r"ipv6 access-list \S+", True, True, "the policy announces it [flexvpn.md 1.7]"),
    _kind(
        r"ipv6 access-list \S+ / (sequence \d+ )?permit",
        True,
        True,
        "nobody else announces the network [flexvpn.md 1.7]",
    ),
    _kind(r"ipv6 unicast-routing", True, False, "forwards no IPv6 without it [IPv6 command reference]"),
    _kind(
        r"interface \S+( type tunnel)? / ipv6 (unnumbered|enable)",
        True,
        True,
        "no IPv6 on the tunnel [flexvpn.md 1.12]",
    ),
    _kind(r"archive / ", False, False, "the archive of the router"),
    _kind(r"interface Loopback\d+", True, True, "the virtual template borrows its address [flexvpn.md 1.12]"),
    _kind(
        r"interface Loopback\d+ / ip address", True, False, "the virtual template borrows its address [flexvpn.md 1.12]"
    ),
    _kind(r"ip local pool", True, False, "a negotiated address comes from it, from any range [flexvpn.md 4.4]"),
    _kind(
        r"ip (nat|access-list extended)|route-map|ip route", False, False, "the way to the Internet, or to another site"
    ),
    _kind(r"crypto ikev2 client flexvpn \S+ / ", False, False, "local to the router"),
)
"""The first kind that matches the whole beginning of a line holds; longer patterns win over shorter ones."""


def kind_of(path: str) -> LineKind:
    """The kind of a generated line."""
    fitting = [
        line_kind
        for line_kind in LINE_KINDS
        if re.match(line_kind.pattern, path) and ("/ " in line_kind.pattern) == (" / " in path)
    ]
    if not fitting:
        raise LookupError(f"no kind of line takes {path}")
    return max(fitting, key=lambda line_kind: len(line_kind.pattern))


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One generated line removed, or changed."""

    device: str
    path: str
    """`HEADER / LINE`."""
    change: str
    """`removed`, or the line that stands in its place."""
    breaks: bool


def mutations(plan: Plan) -> Iterator[tuple[Mutation, SiteView]]:
    """Every mutation of the hub and the first spoke, with the site as it would be."""
    views = device_views(plan)
    site = site_view(plan, views)
    if site is None:
        return
    for view in (site.hub, site.spokes[0]):
        for path, change, mutated in _mutated(view):
            kind = kind_of(path)
            breaks = kind.removed_breaks if change == "removed" else kind.changed_breaks
            other = replace(view, target=mutated)
            spokes = tuple(other if spoke is view else spoke for spoke in site.spokes)
            whole = replace(site, hub=other if view is site.hub else site.hub, spokes=spokes)
            yield Mutation(device=view.device, path=path, change=change, breaks=breaks), whole


def _mutated(view: DeviceView) -> Iterator[tuple[str, str, Configuration]]:
    baseline_lines = {line.text: line for line in view.baseline.lines}
    for place, line in enumerate(view.target.lines):
        old = baseline_lines.get(line.text)
        if old is None:
            for change, lines in _versions(line):
                yield line.text, change, _with(view.target, place, lines)
        known = {child.text for child in old.children} if old else set()
        yield from _below(view.target, place, line, known)


def _below(target: Configuration, place: int, line: Line, known: set[str]) -> Iterator[tuple[str, str, Configuration]]:
    for index, child in enumerate(line.children):
        if child.text in known:
            continue
        for change, versions in _versions(child):
            children = (*line.children[:index], *versions, *line.children[index + 1 :])
            yield f"{line.text} / {child.text}", change, _with(target, place, (line._replace(children=children),))
        for deep, grandchild in enumerate(child.children):
            for change, versions in _versions(grandchild):
                below = child._replace(children=(*child.children[:deep], *versions, *child.children[deep + 1 :]))
                children = (*line.children[:index], below, *line.children[index + 1 :])
                yield (
                    f"{line.text} / {grandchild.text}",
                    change,
                    _with(target, place, (line._replace(children=children),)),
                )


def _with(target: Configuration, place: int, lines: Sequence[Line]) -> Configuration:
    return Configuration((*target.lines[:place], *lines, *target.lines[place + 1 :]))


_OTHER_SUITES = {
    "integrity": ("sha384", "md5"),
    "encryption": ("aes-cbc-192", "aes-cbc-256"),
    "group": ("21", "16"),
}
_OTHER_WORDS = {
    "auto": "manual",
    "rsa-sig": "pre-share",
    "pre-share": "rsa-sig",
    "sign": "verify",
    "verify": "sign",
    "ipv4": "ipv6",
    "aes-cbc-256": "aes-cbc-128",
    "sha256": "sha384",
    "group14": "group19",
    "group19": "group14",
    "group20": "group14",
    "any": "ANY-OTHER",
    "esp-sha256-hmac": "esp-sha512-hmac",
}


def _versions(line: Line) -> Iterator[tuple[str, tuple[Line, ...]]]:
    yield "removed", ()
    if line.text not in ("aaa new-model", "shutdown", "archive"):
        changed = _changed(line.text)
        yield changed, (line._replace(text=changed),)


def _changed(text: str) -> str:
    """The line with another value that IOS would take too."""
    if text.startswith("ip prefix-list "):
        return re.sub(r"permit (\S+)/", lambda match: f"permit {_next_network(match[1])}/", text)
    if text.startswith("permit ipv6 "):
        return re.sub(r"permit ipv6 \w+:", "permit ipv6 2A00:", text)
    if text.startswith("access-list "):
        words = text.split()
        return " ".join((*words[:4], _next_network(words[4]), *words[5:]))
    if text.endswith(" type tunnel"):
        return re.sub(r"Virtual-Template(\d+)", lambda match: f"Virtual-Template{int(match[1]) + 40}", text)
    if text.startswith(("crypto ipsec transform-set", "aaa authorization network")):
        words = text.split()
        return " ".join((*words[:3], f"{words[3]}-X", *words[4:]))
    if text.startswith(("integrity ", "encryption ", "group ")):
        others = _OTHER_SUITES[text.split()[0]]
        return f"{text.split()[0]} {next(word for word in others if word not in text.split())}"
    head, _, last = text.rpartition(" ")
    if last in _OTHER_WORDS:
        return f"{head} {_OTHER_WORDS[last]}"
    if re.fullmatch(r"\d+\.\d+\.\d+\.\d+", last):
        if text.startswith("permit"):
            words = text.split()
            return " ".join((words[0], _next_network(words[1]), *words[2:]))
        octets = last.split(".")
        return f"{head} {'.'.join((*octets[:3], str((int(octets[3]) + 7) % 256)))}"
    if re.search(r"\d$", last):
        return f"{head} " + re.sub(r"\d+$", lambda match: str(int(match[0]) + 7), last)
    return f"{head} {last}x" if head else f"{last}x"


def _next_network(address: str) -> str:
    octets = address.split(".")
    return ".".join((octets[0], str((int(octets[1]) + 99) % 256), *octets[2:]))


def said_of(plan: Plan) -> frozenset[tuple[str, str]]:
    """What check says of the plan's own site."""
    site = site_view(plan, device_views(plan))
    return said(site) if site else frozenset()


def said(site: SiteView) -> frozenset[tuple[str, str]]:
    """What check says of a site: codes with messages, and pairs that do not come up."""
    subjects: tuple[AnySubject, ...] = (*site.devices, *site.pairs, site)
    found = {(check.code, hit.message) for check, _, hit in hits(subjects)}
    fails = {("NEGOTIATION", pair.why) for pair in map(negotiate, site.pairs) if not pair.up}
    return frozenset(found | fails)
