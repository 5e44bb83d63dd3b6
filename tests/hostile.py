"""Words that break out of what reads them or mean something to a daemon, and the places of a site that hold them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tests.matrix import Cell, planned
from tests.strongswan_settings import Section, read_settings
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView
from wizard.model.configuration import Configuration, read_written
from wizard.rehearse.strongswan_daemon import Files
from wizard.rehearse.swanctl_settings import Settings

WORDS: tuple[str, ...] = (
    'a"b',
    '"',
    "a'b",
    "a\\",
    'a\\"b',
    "{",
    "a}b",
    'x"}}secrets{ike{secret="y"}}#',
    "a.b",
    "a=b",
    "CN=a,OU=b",
    "a:b",
    "a,b",
    "a;b",
    "a#b",
    "#",
    "/etc/passwd",
    "../../a",
    "..",
    "include",
    "*",
    "*.example.com",
    "a?b",
    "[a]",
    "%any",
    "%s%n",
    "$HOME",
    "${a}",
    "@#6162",
    "@@a",
    "a@b",
    "@",
    "0x6162",
    "0sYWI=",
    "10.0.0.1",
    "0.0.0.0",
    "10.0.0.0/8",
    "::",
    "{2}:a",
    "fqdn:a",
    "keyid:#61",
    "email:a@b",
    "-v",
    "--uri",
    "psk",
    "UPPER.example.com",
    "ä",
    "名前.example",
    "\u202ea",
    "a\x1b[31m",
    "a\x7f",
    "a\udc80",
    "ez6162",
    "nobody",
    "w" * 200,
)
"""As a configuration may hold them where a name or an identity stands; none has a blank, which ends a name."""

_TEXT = Callable[[str, str], str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a word stands in the configurations of a hub and a spoke."""

    name: str
    cell: Cell
    hub: tuple[tuple[str, str], ...] = ()
    """Pattern and what stands in its place; `<w>` is the word."""
    spoke: tuple[tuple[str, str], ...] = ()
    devices: bool = False
    """Whether the routers are called so."""
    fits: bool = field(default=True)
    """Whether the two still meet."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """A word in a place."""

    place: Place
    word: str

    def __str__(self) -> str:
        return f"{self.place.name}: {self.word!r}"

    def pair(self) -> PairView:
        """The routers that have it."""
        plan = planned(self.place.cell)
        site = site_view(plan, device_views(plan))
        assert site is not None
        (pair,) = site.pairs
        hub, spoke = self._with(pair.hub, self.place.hub), self._with(pair.spoke, self.place.spoke)
        if self.place.devices:
            hub, spoke = replace(hub, device=f"{self.word}1"), replace(spoke, device=self.word)
        return PairView(hub=hub, spoke=spoke)

    def _with(self, view: DeviceView, changes: tuple[tuple[str, str], ...]) -> DeviceView:
        text = view.target.text()
        for pattern, other in changes:
            text, found = re.subn(pattern, lambda match: _filled(match, other, self.word), text, flags=re.MULTILINE)  # noqa: B023
            assert found, (view.device, pattern)
        return replace(view, target=Configuration(read_written(text)))


def _filled(match: re.Match[str], other: str, word: str) -> str:
    return "".join(word if part == "<w>" else match.expand(part) for part in re.split("(<w>)", other))


def _cell(kind: str, method: str = "pre-share", hub_method: str = "pre-share", hub_kind: str = "fqdn") -> Cell:
    return Cell(hub_method=hub_method, spoke_method=method, hub_kind=hub_kind, spoke_kind=kind)


_SENT = r"^( identity local \S+) \S+$"
_EXPECTED = r"^( match identity remote (?:fqdn|email|key-id)) \S+$"
_KEYED = r"^(  identity \S+) \S+$"
_KEY = r"^(  pre-shared-key) \S+$"
_SUBJECTS = (
    (r"^ subject-name CN.*$", " subject-name CN=<w>,OU=FlexVPN"),
    (r"^ subject-name co .*$", " subject-name co cn = <w>"),
)
_EVERY_NAME = ((r"FLEX", "<w>"),)


def _identity(kind: str, sent: str, expected: str, *, name: str = "", fits: bool = True) -> Place:
    """The spoke sends one identity and the hub expects another."""
    return Place(
        name=name or f"the identity {kind}",
        cell=_cell(kind),
        hub=((_EXPECTED, rf"\1 {expected}"), (_KEYED, rf"\1 {expected}")),
        spoke=((_SENT, rf"\1 {sent}"),),
        fits=fits,
    )


PLACES: tuple[Place, ...] = (
    Place(
        name="every name of an object, with keys",
        cell=_cell("key-id"),
        hub=(*_EVERY_NAME, (r"^ peer br-leeds$", " peer <w>")),
        spoke=(*_EVERY_NAME, (r"^ peer hq-vpn1$", " peer <w>")),
    ),
    Place(
        name="every name of an object, with certificates",
        cell=_cell("email", "rsa-sig", "ecdsa-sig", "dn"),
        hub=_EVERY_NAME,
        spoke=_EVERY_NAME,
    ),
    Place(name="the names of the routers", cell=_cell("fqdn", "rsa-sig", "rsa-sig"), devices=True),
    Place(
        name="a pool",
        cell=_cell("key-id"),
        hub=(
            (r"^(crypto ikev2 authorization policy FLEX)$", "\\1\n pool <w>"),
            (r"^(ntp server \S+)$", "ip local pool <w> 10.99.0.1 10.99.0.9\n\\1"),
        ),
        spoke=((r"^ ip unnumbered Vlan1$", " ip address negotiated"),),
    ),
    _identity("fqdn", "<w>", "<w>"),
    _identity("email", "<w>", "<w>"),
    _identity("key-id", "<w>", "<w>"),
    _identity("fqdn", "a.<w>", "domain <w>", name="a domain of names"),
    Place(
        name="a domain of mail",
        cell=_cell("email"),
        hub=((_EXPECTED, r"\1 domain <w>"), (_KEYED, r"\1 domain <w>")),
        spoke=((_SENT, "\\1 a@<w>"),),
    ),
    _identity("fqdn", "hub.example.com", "<w>", name="another name is expected", fits=False),
    _identity("key-id", "<w>", "hub.example.com", name="another key-id is sent", fits=False),
    Place(
        name="the hub's identity",
        cell=_cell("key-id", "pre-share", "pre-share", "fqdn"),
        hub=((_SENT, r"\1 <w>"),),
        spoke=((_EXPECTED, r"\1 <w>"),),
    ),
    Place(name="a key", cell=_cell("key-id"), hub=((_KEY, r"\1 <w>"),), spoke=((_KEY, r"\1 <w>"),)),
    Place(name="another key", cell=_cell("key-id"), hub=((_KEY, r"\1 <w>"),), spoke=((_KEY, r"\1 ab"),), fits=False),
    Place(
        name="a user and its password",
        cell=_cell("email", "eap md5", "rsa-sig"),
        spoke=((r"username \S+ password \S+", "username <w> password <w>"),),
    ),
    Place(
        name="a subject",
        cell=_cell("dn", "rsa-sig", "ecdsa-sig", "dn"),
        hub=_SUBJECTS,
        spoke=_SUBJECTS,
    ),
)


def attacks() -> Iterator[Attack]:
    """Every word in every place."""
    return (Attack(place=place, word=word) for place in PLACES for word in WORDS)


SECTIONS = re.compile(r"connections|secrets|pools|local|remote|children|lan|c\d+|ike\d+|eap\d+|p\d+")
VALUES = re.compile(r"[a-z0-9%.:#*, /=CNOU\[\]-]+")
FILE = re.compile(r"\d+\.pem")


def foreign(told: Settings, files: Files) -> Iterator[str]:
    """What a daemon is told that is not of ez2flex's own making: a section, a value, the name of a file."""
    for pattern, text in _texts_of(read_settings(told.text())):
        if not pattern.fullmatch(text):
            yield f"a daemon is told {text!r}"
    for name in (*files.certificates, *files.keys, *files.authorities):
        if not FILE.fullmatch(name):
            yield f"a daemon reads {name!r}"


def _texts_of(section: Section) -> Iterator[tuple[re.Pattern[str], str]]:
    """Every name of a section and every value below it, with what it may be."""
    for key, value in section.items():
        if isinstance(value, str):
            yield VALUES, value
        else:
            yield SECTIONS, key
            yield from _texts_of(value)
