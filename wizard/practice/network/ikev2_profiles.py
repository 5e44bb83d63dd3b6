"""Whether two IKEv2 profiles take each other: identities, methods, keys and certificates."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, address_with_mask
from wizard.practice.network.key_texts import is_one_key
from wizard.practice.network.words import word

METHODS_BY_CERTIFICATE = ("rsa-sig", "ecdsa-sig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of the two that negotiate."""

    configuration: Configuration
    profile: Line
    address: IPv4Address

    @property
    def identity(self) -> tuple[str, str]:
        """The kind and the value of what it says of itself."""
        words = self.profile.argument("identity local").split(" ")
        if words[0] == "dn":
            return "dn", _subject(self.configuration, self.profile)
        if len(words) > 1:
            return words[0], words[1]
        return "address", str(self.address)

    @property
    def proves_itself_by(self) -> str:
        """`pre-share`, `rsa-sig`, ..."""
        return self.profile.argument("authentication local").split(" ")[0]

    def takes(self, other: "Party") -> bool:
        """Whether its profile is for that identity and that method."""
        methods = {word(line.text, 2) for line in self.profile.all("authentication remote")}
        return other.proves_itself_by in methods and self.is_for(other)

    def is_for(self, other: "Party") -> bool:
        """Whether one of its matches fits the identity."""
        return any(_fits(line.text.split(" ")[3:], other.identity) for line in self._matches()) or any(
            _certificate_fits(self.configuration, word(line.text, 2), other)
            for line in self.profile.all("match certificate")
        )

    def _matches(self) -> tuple[Line, ...]:
        return self.profile.all("match identity remote")

    def key(self, side: str, other: "Party") -> str:
        """The key that it has for its own side or that of the other: `local` or `remote`."""
        for line in self.profile.all(f"authentication {side} pre-share"):
            if " key " in line.text:
                return line.text.partition(" key ")[2]
        ring = self.configuration.exact(f"crypto ikev2 keyring {self.profile.argument('keyring local')}")
        for peer in ring.all("peer") if ring is not None else ():
            if self._is_peer(peer, other):
                key = peer.argument(f"pre-shared-key {side}")
                return key or _symmetric(peer)
        return ""

    def _is_peer(self, peer: Line, other: "Party") -> bool:
        named = peer.argument("identity").split(" ")
        if named[0] and _fits(named, other.identity):
            return True
        words = peer.argument("address").split(" ")
        network = address_with_mask(words[0], words[1] if len(words) > 1 else "255.255.255.255")
        return network is not None and other.address in network.network

    def authorities(self, *, proving: bool) -> frozenset[tuple[str, ...]]:
        """The certificates of the authorities that it believes; only those that it can prove itself by, if asked."""
        return frozenset(
            line.verbatim or tuple(child.text for child in line.children)
            for chain in self._chains()
            if not proving or any(_is_its_own(line) for line in chain.children)
            for line in chain.all("certificate ca")
        )

    def _chains(self) -> Iterator[Line]:
        for line in self.profile.all("pki trustpoint"):
            chain = self.configuration.exact(f"crypto pki certificate chain {word(line.text, 2)}")
            if chain is not None:
                yield chain


def understand_each_other(one: Party, other: Party) -> bool:
    """Whether both take what the other is and proves."""
    return one.takes(other) and other.takes(one) and _is_proved(one, other) and _is_proved(other, one)


def _is_proved(one: Party, other: Party) -> bool:
    """Whether what the first shows is what the second expects."""
    if one.proves_itself_by in METHODS_BY_CERTIFICATE:
        return bool(one.authorities(proving=True) & other.authorities(proving=False))
    if one.proves_itself_by != "pre-share":
        return False
    key = one.key("local", other)
    return bool(key) and is_one_key(key, other.key("remote", one))


def _is_its_own(line: Line) -> bool:
    return word(line.text, 0) == "certificate" and word(line.text, 1) not in ("", "ca", "rollover")


def _symmetric(peer: Line) -> str:
    plain = peer.argument("pre-shared-key")
    return "" if plain.split(" ")[0] in ("local", "remote") else plain


def _subject(configuration: Configuration, profile: Line) -> str:
    name = profile.argument("pki trustpoint").split(" ")[0]
    trustpoint = configuration.exact(f"crypto pki trustpoint {name}")
    return trustpoint.argument("subject-name") if trustpoint is not None else ""


def _fits(asked: list[str], identity: tuple[str, str]) -> bool:
    """Whether an identity is what `match identity remote` or a peer of a keyring names."""
    if asked == ["any"]:
        return True
    kind, value = identity
    if len(asked) < 2 or asked[0] != kind:
        return False
    if kind == "address":
        network, called = address_with_mask(asked[1], asked[2] if len(asked) > 2 else "255.255.255.255"), address(value)
        return network is not None and called is not None and called in network.network
    if asked[1] == "domain":
        return value.lower().endswith(tuple(f"{sign}{asked[-1].lower()}" for sign in (".", "@")))
    return value.lower() == asked[1].lower()


def _certificate_fits(configuration: Configuration, name: str, other: Party) -> bool:
    """Whether the subject of the other's certificate fits a certificate map; the issuer is not looked at."""
    subject = _subject(other.configuration, other.profile).lower()
    for line in configuration.all(f"crypto pki certificate map {name}"):
        rows = [row.text.lower().partition(" ")[2].partition(" ") for row in line.all("subject-name")]
        if all(_subject_fits(operator, wanted, subject) for operator, _, wanted in rows):
            return True
    return False


def _subject_fits(operator: str, wanted: str, subject: str) -> bool:
    parts = [part.replace(" ", "") for part in subject.split(",")]
    if operator == "co":
        return wanted.replace(" ", "") in ",".join(parts)
    return operator == "eq" and sorted(wanted.replace(" ", "").split(",")) == sorted(parts)
