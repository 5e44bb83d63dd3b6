"""The lines of an EzVPN server in a file, and those that it shares."""

from collections.abc import Iterable, Sequence

from wizard.data import constructs
from wizard.data.constructs import Construct
from wizard.data.constructs.shared import AAA_LINES, PKI_LINES, RADIUS_LINES, VRF_LINES
from wizard.ledger.line_verdict import Beneath, JudgedPlace, LedgerSide, Tops, after_map_name, list_places
from wizard.model.configuration import Line, has_prefix
from wizard.model.literals import is_number, number
from wizard.model.plan import Source
from wizard.model.router import EzvpnServer, IsakmpProfile

_SELF_SIGNED = "rsakeypair TP-self-signed"


class ServerSide:
    """The places of a server's lines; what belongs to other groups than the one that moves stays on EzVPN."""

    def __init__(self, source: Source, server: EzvpnServer, side: LedgerSide, moving: str) -> None:
        self.source = source
        self.configuration = source.configuration
        self.server = server
        self.side = side
        self.moving = moving
        """The name of the group that moves, "" where that is not known."""
        self.staying = [profile for profile in server.profiles if self._stays(_groups_of(profile))]
        self.names = {profile.name for profile in server.profiles}
        self.staying_names = {profile.name for profile in self.staying}
        names = {f"Virtual-Template{number}" for number in server.virtual_templates}
        self.templates = [interface for interface in source.router.interfaces if interface.name in names]
        self.stays = f"group {moving} moves; this serves other groups, which stay on EzVPN"

    def _stays(self, groups: Iterable[str]) -> bool:
        named = [name for name in groups if name]
        return bool(self.moving and named and self.moving not in named)

    def tops(self) -> Tops:
        """The sections and the global lines."""
        yield from self._groups()
        yield from self._profiles()
        yield from self._maps()
        yield from self._data_plane()
        yield from self._addresses()
        yield from self._aaa()
        yield from self._certificates_and_vrfs()

    def beneath(self) -> Beneath:
        """What stands below sections that are not EzVPN's."""
        interface = self.side.place(constructs.INTERFACE_MAP)
        for name in self.server.crypto_maps:
            yield "interface", f"crypto map {name}", interface
        routing = self.side.place(constructs.REDISTRIBUTION)
        yield "router", "redistribute static", routing
        for tag in self._tags():
            yield "route-map", f"match tag {tag}", routing

    def _tags(self) -> list[str]:
        """The tags that `reverse-route` gives to EzVPN's routes."""
        lines = (*self.configuration.all("crypto dynamic-map"), *self.configuration.all("crypto ipsec profile"))
        return list(dict.fromkeys(tag for line in lines if (tag := line.argument("set reverse-route tag"))))

    def _groups(self) -> Tops:
        for group in self.server.groups:
            yield self._place(constructs.GROUP, moves=not self._stays((group.name,))), [group.line]
        yield (
            self.side.place(constructs.BROWSER_PROXY),
            self.configuration.all("crypto isakmp client configuration browser-proxy"),
        )
        yield self.side.place(constructs.CLIENT_FIREWALL), self.configuration.all("crypto isakmp client firewall")

    def _profiles(self) -> Tops:
        for profile in self.server.profiles:
            yield self._place(constructs.PROFILE, moves=profile not in self.staying), [profile.line]
        names = {line.argument("keyring") for line in self._lines_of(self.server.profiles)}
        rings = self.configuration.all("crypto keyring")
        yield self.side.place(constructs.KEYRING), [line for line in rings if _word(line, 2) in names]
        yield self.side.place(constructs.POLICY), self.configuration.all("crypto isakmp policy")

    def _lines_of(self, profiles: Iterable[IsakmpProfile]) -> list[Line]:
        return [profile.line for profile in profiles]

    def _maps(self) -> Tops:
        wide = self.side.place(constructs.CRYPTO_MAP, body=after_map_name)
        entry = self.side.place(constructs.SITE_TO_SITE_ENTRY)
        for name in self.server.crypto_maps:
            lines = self.configuration.all(f"crypto map {name}")
            yield entry, [line for line in lines if self._is_site_to_site(line)]
            yield wide, lines
        for line in self._dynamic_maps():
            moves = line.argument("set isakmp-profile") not in self.staying_names
            yield self._place(constructs.DYNAMIC_MAP, moves=moves), [line]

    def _is_site_to_site(self, line: Line) -> bool:
        """Whether a line of an EzVPN map is an entry for another peer."""
        words = line.text.split()
        if len(words) < 5 or not is_number(words[3]):
            return False
        rest = after_map_name(line.text)
        return not any(has_prefix(rest, f"ipsec-isakmp dynamic {name}") for name in self.server.dynamic_maps)

    def _data_plane(self) -> Tops:
        templates = [interface.line for interface in self.templates]
        other_numbers = self._templates_of_others()
        for line in templates:
            yield self._place(constructs.SERVER_TEMPLATE, moves=_number(line) not in other_numbers), [line]
        protections = {_protection(line): False for line in templates}
        protections.update({_protection(line): True for line in templates if _number(line) not in other_numbers})
        sets: dict[str, bool] = {}
        for line in self.configuration.all("crypto ipsec profile"):
            name, profile = _word(line, 3), line.argument("set isakmp-profile")
            if profile not in self.names and (name not in protections or line.child("set ikev2-profile")):
                continue
            moves = profile not in self.staying_names and protections.get(name, True)
            yield self._place(constructs.IPSEC_PROFILE, moves=moves), [line]
            sets.update(
                {transform_set: sets.get(transform_set, False) or moves for transform_set in _transform_sets(line)}
            )
        for line in self._dynamic_maps():
            sets.update(dict.fromkeys(_transform_sets(line), True))
        for line in self.configuration.all("crypto ipsec transform-set"):
            name = _word(line, 3)
            if name in sets:
                yield self._place(constructs.TRANSFORM_SET, moves=sets[name]), [line]

    def _place(self, construct: Construct, *, moves: bool) -> JudgedPlace:
        return self.side.place(construct, stays="" if moves else self.stays)

    def _dynamic_maps(self) -> list[Line]:
        return self._all("crypto dynamic-map", self.server.dynamic_maps)

    def _templates_of_others(self) -> set[int]:
        """The numbers of the templates that only profiles of other groups use."""
        moving = {profile.virtual_template for profile in self.server.profiles if profile not in self.staying}
        ipsec = {
            _word(line, 3)
            for line in self.configuration.all("crypto ipsec profile")
            if line.argument("set isakmp-profile") in self.staying_names
        }
        named = {profile.virtual_template for profile in self.staying}
        protected = {_number(template.line) for template in self.templates if _protection(template.line) in ipsec}
        return {number for number in named | protected if number is not None} - moving

    def _addresses(self) -> Tops:
        moves = [group for group in self.server.groups if not self._stays((group.name,))]
        stays = [group for group in self.server.groups if group not in moves]
        yield from list_places(
            self.source, self.side, constructs.SPLIT_LIST, (moving_group.split_list for moving_group in moves)
        )
        yield from list_places(
            self.source,
            self.side,
            constructs.SPLIT_LIST,
            (staying_group.split_list for staying_group in stays),
            self.stays,
        )
        general = [
            _word(line, 6) for line in self.configuration.all("crypto isakmp client configuration address-pool local")
        ]
        yield (
            self.side.place(constructs.POOL),
            self._all("ip local pool", (*(moving_group.pool for moving_group in moves), *general)),
        )
        yield (
            self._place(constructs.POOL, moves=False),
            self._all("ip local pool", (staying_group.pool for staying_group in stays)),
        )

    def _aaa(self) -> Tops:
        lists = [line for kind, names in self._lists() for line in self._all(f"aaa {kind}", names)]
        yield self.side.place(constructs.AAA, below=AAA_LINES), lists
        attributes = {
            line.argument("crypto aaa attribute list") for line in (group.line for group in self.server.groups)
        }
        yield self.side.place(constructs.ATTRIBUTE_LIST), self._all("aaa attribute list", sorted(attributes - {""}))
        if any("group" in line.text.split() for listed in lists for line in listed.walk()):
            radius = self.side.place(constructs.RADIUS, below=RADIUS_LINES)
            for words in ("radius-server", "radius server", "aaa group server radius"):
                yield radius, self.configuration.all(words)
        if any(" local" in line.text for line in lists if line.text.startswith("aaa authentication")):
            yield self.side.place(constructs.USERS), self.configuration.all("username")

    def _lists(self) -> Sequence[tuple[str, list[str]]]:
        """The AAA lists that EzVPN names, by their kind."""
        profiles, maps = self._lines_of(self.server.profiles), self._map_lines()
        return (
            (
                "authentication login",
                [
                    *(profile.authentication_list for profile in self.server.profiles),
                    *_arguments(maps, "client authentication list"),
                ],
            ),
            (
                "authorization network",
                [
                    *(profile.authorization_list for profile in self.server.profiles),
                    *_arguments(maps, "isakmp authorization list"),
                ],
            ),
            (
                "accounting network",
                [
                    *(profile.argument("accounting") for profile in profiles),
                    *_arguments(maps, "client accounting list"),
                ],
            ),
        )

    def _map_lines(self) -> list[str]:
        return [
            after_map_name(line.text)
            for name in self.server.crypto_maps
            for line in self.configuration.all(f"crypto map {name}")
        ]

    def _all(self, words: str, names: Iterable[str]) -> list[Line]:
        return [line for name in dict.fromkeys(names) if name for line in self.configuration.all(f"{words} {name}")]

    def _certificates_and_vrfs(self) -> Tops:
        profiles = self._lines_of(self.server.profiles)
        maps = {line.argument("match certificate") for line in profiles}
        pki = self.side.place(constructs.PKI, below=PKI_LINES)
        yield pki, self._all("crypto pki certificate map", sorted(maps))
        if any(maps) or any(line.child("ca trust-point") for line in profiles):
            yield pki, own_trustpoints(self.source)
        rings = [line.text.split() for line in self.configuration.all("crypto keyring")]
        names = {
            *(line.argument("vrf") for line in profiles),
            *(interface.vrf for interface in self.templates),
            *(words[4] for words in rings if words[3:4] == ["vrf"] and len(words) > 4),
        }
        vrf = self.side.place(constructs.VRF, below=VRF_LINES)
        for words in ("ip vrf", "vrf definition"):
            yield vrf, self._all(words, sorted(names))


def own_trustpoints(source: Source) -> list[Line]:
    """The trustpoints of a router, without the one that it made for its web server."""
    trustpoints = source.configuration.all("crypto pki trustpoint")
    return [line for line in trustpoints if not any(child.text.startswith(_SELF_SIGNED) for child in line.children)]


def _groups_of(profile: IsakmpProfile) -> tuple[str, ...]:
    return (*profile.groups, profile.line.argument("client configuration group"))


def _arguments(texts: Iterable[str], words: str) -> list[str]:
    return [text[len(words) :].strip() for text in texts if has_prefix(text, words)]


def _word(line: Line, place: int) -> str:
    """The word of a line at that place, counted from 0; empty where it ends before."""
    return "".join(line.text.split()[place : place + 1])


def _transform_sets(line: Line) -> list[str]:
    return [name for child in line.all("set transform-set") for name in child.text.split()[2:]]


def _number(line: Line) -> int:
    digits = "".join(letter for letter in line.text if is_number(letter))
    return number(digits) or 0


def _protection(line: Line) -> str:
    return line.argument("tunnel protection ipsec profile").split(" ", 1)[0]


def global_places(source: Source, side: LedgerSide) -> Tops:
    """IKEv1's global lines, and what among IKEv1 serves site-to-site peers."""
    lines = source.configuration
    yield side.place(constructs.SITE_TO_SITE_PROFILE), lines.all("crypto isakmp profile")
    yield side.place(constructs.SITE_TO_SITE_KEYRING), lines.all("crypto keyring")
    yield side.place(constructs.PEER), lines.all("crypto isakmp peer")
    yield side.place(constructs.POLICY_OF_A_SPOKE), lines.all("crypto isakmp policy")
    known = side.place(constructs.IKEV1_GLOBALS)
    for words in ("crypto isakmp", "no crypto isakmp", "crypto ctcp", "crypto ipsec client"):
        yield known, lines.all(words)
    for row in constructs.IKEV1_GLOBALS.rows:
        yield known, lines.all(row.ezvpn)
