"""What RADIUS must know of a hub that asks it, name by name: groups, keys and EAP users."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from wizard.data.constructs.group_attributes import GROUP_ATTRIBUTES
from wizard.data.radius_pairs import radius_row
from wizard.ios.masking import MASK, masked
from wizard.model.configuration import Line, has_prefix
from wizard.plan.adoption import adopted
from wizard.plan.mapping.ikev2_and_ipsec import announced_by_ikev2, group_attributes, route_marks
from wizard.plan.perspective import Perspective
from wizard.sentence import Sentence
from wizard.situation.authentication import uses_eap

_LIST_PASSWORD = "cisco"
"""What IOS sends as password where it looks up a group [ezvpn.md 1.7]."""

StandsFor = tuple[str, str]
"""A section of the hub, and the line of it that RADIUS holds in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusPair:
    """One pair that RADIUS sends, and what it stands for."""

    pair: str = field(repr=False)
    stands_for: tuple[StandsFor, ...]
    unconfirmed: str = ""
    """The pair as its row has it, where no public configuration shows it."""
    is_secret: bool = False

    @property
    def shown(self) -> str:
        """The pair without its secret."""
        return f"{self.pair.partition('=')[0]}={MASK}" if self.is_secret else self.pair


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that no pair carries."""

    text: str
    """With secrets masked."""
    policy_line: str = ""
    """What it would be in an authorization policy; empty where it would be nothing."""
    why: Sentence
    citation: Sentence = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusRecord:
    """One name that RADIUS knows, with its password and its pairs."""

    name: str
    password: str = field(repr=False)
    stands_for: tuple[StandsFor, ...] = ()
    pairs: tuple[RadiusPair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_there: bool = False
    """Whether RADIUS has the name since the hub asks for it already."""

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The pairs that no public configuration shows."""
        return tuple(dict.fromkeys(pair.unconfirmed for pair in self.pairs if pair.unconfirmed))


def radius_records(asking: Perspective) -> tuple[RadiusRecord, ...]:
    """Every name, for the hub; StillOpen where an answer is missing."""
    return (*_group(asking), *_keys(asking), *_eap_users(asking))


def _group(asking: Perspective) -> Iterator[RadiusRecord]:
    if asking.needed("authorization_store") != "radius":
        return
    name = asking.needed("name_authorization_policy")
    pairs = tuple(_pairs_of_group(asking))
    yield RadiusRecord(
        name=name,
        password=_LIST_PASSWORD,
        stands_for=(("authorization_policy", f"crypto ikev2 authorization policy {name}"),),
        pairs=pairs,
        left_out=tuple(_left_out(asking, pairs)),
        is_there=adopted(asking) is not None,
    )


def _pairs_of_group(asking: Perspective) -> Iterator[RadiusPair]:
    pool, accept = asking.needed("pool"), asking.needed("route_accept")
    yield from _carried(f"pool {pool}" if pool else "")
    for line in (*group_attributes(asking), "route set interface"):
        yield from _carried(line)
    announced = announced_by_ikev2(asking)
    for network in announced.networks if announced else ():
        yield from _carried(f"route set remote ipv4 {network}", *_announcing(_permit(network)))
    if announced and announced.everything:
        yield from _carried("route set remote ipv4 0.0.0.0/0", *_announcing("permit any"))
    yield from _carried("" if accept == "unstated" else f"route accept {accept}")


def _carried(line: str, *stands_for: StandsFor) -> Iterator[RadiusPair]:
    """The pair of a line of the authorization policy, nothing where none carries it."""
    row = radius_row(line) if line else None
    if row and row.pair:
        yield RadiusPair(
            pair=row.pair.format(value=line[len(row.attribute) :].strip()),
            stands_for=stands_for or (("authorization_policy", line),),
            unconfirmed=row.pair.removesuffix("={value}") if row.unconfirmed else "",
        )


def _announcing(entry: str) -> tuple[StandsFor, ...]:
    return ("authorization_policy", "route set access-list"), ("announced_networks", entry)


def _permit(network: IPv4Network) -> str:
    return f"permit {network.network_address} {network.hostmask}"


def _left_out(asking: Perspective, pairs: tuple[RadiusPair, ...]) -> Iterator[LeftOut]:
    """The lines of the group, and the marks of the routes, that none of the pairs carries."""
    carried = {line for pair in pairs for _, line in pair.stands_for}
    attributes = frozenset(group_attributes(asking))
    for line in asking.group.line.children if asking.group else ():
        left = _line_left_out(line, carried, attributes)
        if left:
            yield left
    for mark in route_marks(asking) if asking.needed("route_accept") != "unstated" else ():
        text = f"route accept any {mark}"
        row = radius_row(text)
        yield LeftOut(text=text, policy_line=text, why=row.dropped, citation=row.citation)


def _line_left_out(line: Line, carried: set[str], attributes: frozenset[str]) -> LeftOut | None:
    text = masked(line.text)
    row = next((row for row in GROUP_ATTRIBUTES if row.takes(line.text)), None)
    if row is None:
        return LeftOut(text=text, why="ez2flex does not know this line; look at it before you rely on the records")
    if row.becomes_attribute:
        policy_line = row.becomes_attribute.format(value=line.text[len(row.ezvpn) :].strip())
        if policy_line not in attributes:
            return LeftOut(text=text, why="the answer to group_attributes leaves it behind")
        known = radius_row(policy_line)
        left = LeftOut(text=text, policy_line=policy_line, why=known.dropped, citation=known.citation)
        return None if known.pair else left
    words = tuple(
        trace.partition("authorization_policy: ")[2] for trace in row.traces if not trace.startswith("spoke/")
    )
    if any(has_prefix(there, word) for word in words if word for there in carried):
        return None
    return LeftOut(text=text, why=row.absent_why or row.why)


def _keys(asking: Perspective) -> Iterator[RadiusRecord]:
    if asking.value("key_store") != "radius":
        return
    separate = asking.value("separate_keys") == "yes"
    for spoke in asking.plan.spokes:
        of_hub = asking.secret("hub_pre_shared_key" if separate else "pre_shared_key", spoke.device)
        yield RadiusRecord(
            name=asking.needed("identity", spoke.device),
            password=_LIST_PASSWORD,
            stands_for=(("ikev2_keyring", "crypto ikev2 keyring"),),
            pairs=(
                _key("local", of_hub.reveal()),
                _key("remote", asking.secret("pre_shared_key", spoke.device).reveal()),
            ),
        )


def _key(end: str, key: str) -> RadiusPair:
    return RadiusPair(
        pair=f"ipsec:ikev2-password-{end}={key}",
        stands_for=(("ikev2_keyring", f"pre-shared-key {end}"),),
        is_secret=True,
    )


def _eap_users(asking: Perspective) -> Iterator[RadiusRecord]:
    if not uses_eap(asking):
        return
    for spoke in asking.plan.spokes:
        yield RadiusRecord(
            name=asking.needed("eap_username", spoke.device),
            password=asking.secret("eap_password", spoke.device).reveal(),
        )
