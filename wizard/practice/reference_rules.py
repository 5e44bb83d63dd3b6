"""What is in use is not removed: which line names an object, and what is said of its `no`."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.model.configuration import Line
from wizard.practice import texts
from wizard.practice.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBy:
    """An object that another line names."""

    object: str
    """The words of the line that makes it, up to its name."""
    within: str
    """What the block begins with in which the line stands that names it."""
    line: str
    """What that line begins with; the name is one of the words behind it."""
    refusal: Text = texts.STILL_IN_USE
    source: str = "A3.8 [C E3]"


NAMED_BY: tuple[NamedBy, ...] = (
    NamedBy(
        object="crypto ipsec profile ",
        within="interface ",
        line="tunnel protection ipsec profile ",
        source="A3.8 [C Z1]",
    ),
    NamedBy(
        object="crypto ipsec transform-set ",
        within="crypto ",
        line="set transform-set ",
        refusal=texts.REMOVE_FROM_ABOVE_FIRST,
    ),
    NamedBy(object="crypto ikev2 profile ", within="crypto ipsec profile ", line="set ikev2-profile "),
    NamedBy(object="crypto ikev2 profile ", within="crypto map ", line="set ikev2-profile "),
    NamedBy(object="crypto ikev2 keyring ", within="crypto ikev2 profile ", line="keyring local "),
    NamedBy(object="crypto ikev2 proposal ", within="crypto ikev2 policy ", line="proposal "),
    NamedBy(object="crypto isakmp profile ", within="crypto ", line="set isakmp-profile "),
    NamedBy(object="crypto dynamic-map ", within="crypto map ", line=""),
    NamedBy(object="crypto map ", within="interface ", line="crypto map "),
    NamedBy(object="crypto ipsec client ezvpn ", within="interface ", line="crypto ipsec client ezvpn "),
    NamedBy(object="interface Virtual-Template", within="crypto ", line="virtual-template "),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """A line that is taken only where what it names is there."""

    mode: str
    beginning: str
    """Of the line; what it names is the word behind it."""
    made_by: tuple[str, ...]
    """What the line may begin with that makes it."""
    refusal: Text
    source: str


NEEDS: tuple[Needs, ...] = tuple(
    Needs(
        mode="interface",
        beginning=beginning,
        made_by=("vrf definition ", "ip vrf "),
        refusal=texts.NO_VRF,
        source="A3.3 [C U1][C E1]",
    )
    for beginning in ("vrf forwarding ", "ip vrf forwarding ")
)


def lack(running: Iterable[Line], mode: str, text: str) -> str:
    """What is said of a line that names what is not there; empty where it is there."""
    for row in NEEDS:
        if row.mode == mode and text.startswith(row.beginning):
            name = text.removeprefix(row.beginning).split(" ")[0]
            if not any(line.text == f"{made_by}{name}" for line in running for made_by in row.made_by):
                return row.refusal.of(name=name)
    return ""


def refusal(running: Iterable[Line], text: str) -> str:
    """What is said of the `no` of a line; empty where nothing names its object."""
    for row in NAMED_BY:
        if not text.startswith(row.object):
            continue
        name, _, rest = text.removeprefix(row.object).partition(" ")
        if rest and not row.object.endswith("transform-set "):
            # One entry of it goes, and the object stays.
            continue
        for block in running:
            if block.text.startswith(row.within) and _names(block, row.line, name):
                return row.refusal.of(what=row.object.strip(), name=name, by=block.text)
    return ""


def _names(block: Line, beginning: str, name: str) -> bool:
    if not beginning:
        return block.text.endswith(f" ipsec-isakmp dynamic {name}")
    return any(
        line.text.startswith(beginning) and name in line.text.removeprefix(beginning).split(" ")
        for line in block.children
    )
