"""The EzVPN server side of a configuration: with virtual templates, with a dynamic crypto map, or with both."""

from collections.abc import Iterator, Sequence

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, number
from wizard.model.router import EzvpnServer, Group, Interface, IsakmpProfile, StaticRoute
from wizard.parse.address_words import key

_GROUP = "crypto isakmp client configuration group"

_EZVPN_PROFILE = (
    "match identity group",
    "client authentication list",
    "client configuration",
    "isakmp authorization list",
)
"""What tells an isakmp profile of EzVPN from one of a site-to-site peer."""

_EZVPN_MAP = ("client authentication list", "client configuration address", "isakmp authorization list")
"""What tells a crypto map of EzVPN, behind its name."""


def ezvpn_server(
    configuration: Configuration, interfaces: Sequence[Interface], routes: Sequence[StaticRoute]
) -> EzvpnServer | None:
    """The EzVPN server, None where the router is none."""
    groups = tuple(_group(line) for line in configuration.all(_GROUP) if line.text != _GROUP)
    profiles = tuple(_profiles(configuration))
    crypto_maps, dynamic_maps = _maps(configuration, profiles, interfaces)
    if not groups and not profiles and not crypto_maps:
        return None
    virtual_templates = _virtual_templates(configuration, profiles, interfaces)
    return EzvpnServer(
        groups=groups,
        profiles=profiles,
        crypto_maps=crypto_maps,
        dynamic_maps=dynamic_maps,
        virtual_templates=virtual_templates,
        wan_interface=_wan_interface(interfaces, routes, virtual_templates, crypto_maps),
    )


def _group(line: Line) -> Group:
    secret, key_type = key(line.argument("key").split())
    return Group(
        name=line.text[len(_GROUP) :].strip(),
        key=secret,
        key_type=key_type,
        pool=line.argument("pool"),
        split_list=line.argument("acl"),
        save_password=line.child("save-password") is not None,
        line=line,
    )


def _profiles(configuration: Configuration) -> Iterator[IsakmpProfile]:
    for line in configuration.all("crypto isakmp profile"):
        if not any(line.child(prefix) for prefix in _EZVPN_PROFILE):
            continue
        template = line.argument("virtual-template").split()
        yield IsakmpProfile(
            name=line.text.removeprefix("crypto isakmp profile").strip(),
            groups=tuple(
                child.text.split()[3] for child in line.all("match identity group") if child.text.count(" ") > 2
            ),
            authentication_list=_first_word(line.argument("client authentication list")),
            authorization_list=_first_word(line.argument("isakmp authorization list")),
            virtual_template=number(template[0]) if template else None,
            line=line,
        )


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]


def _maps(
    configuration: Configuration, profiles: Sequence[IsakmpProfile], interfaces: Sequence[Interface]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The crypto maps with an EzVPN entry, and the dynamic maps that those entries name."""
    profile_lines = {f"set isakmp-profile {profile.name}" for profile in profiles}
    ezvpn_dynamic = {
        "".join(line.text.split()[2:3])
        for line in configuration.all("crypto dynamic-map")
        if any(child.text in profile_lines for child in line.children)
    }
    ezvpn_maps: set[str] = set()
    entries: list[tuple[str, str]] = []
    for line in configuration.all("crypto map"):
        words = line.text.split()
        if len(words) < 4:
            continue
        name, rest = words[2], " ".join(words[3:])
        if rest.startswith(_EZVPN_MAP) or f"set {rest}" in profile_lines:
            ezvpn_maps.add(name)
        if len(words) > 6 and words[4:6] == ["ipsec-isakmp", "dynamic"]:
            entries.append((name, words[6]))
    of_ezvpn = [(name, dynamic) for name, dynamic in entries if name in ezvpn_maps or dynamic in ezvpn_dynamic]
    if ezvpn_maps and not of_ezvpn:
        of_ezvpn = _under_another_name(entries, sorted(ezvpn_maps), interfaces)
    maps = dict.fromkeys(name for name, _ in of_ezvpn)
    return tuple(maps), tuple(dict.fromkeys(dynamic for _, dynamic in of_ezvpn if dynamic))


def _under_another_name(
    entries: Sequence[tuple[str, str]], ezvpn_maps: Sequence[str], interfaces: Sequence[Interface]
) -> list[tuple[str, str]]:
    """The dynamic entries of the maps on interfaces, where EzVPN's own lines stand on maps that have no such entry."""
    applied = {_first_word(interface.line.argument("crypto map")) for interface in interfaces}
    found = [(name, dynamic) for name, dynamic in entries if name in applied]
    return [*found, *((name, "") for name in ezvpn_maps)] if found else []


_TEMPLATE = "Virtual-Template"


def _virtual_templates(
    configuration: Configuration, profiles: Sequence[IsakmpProfile], interfaces: Sequence[Interface]
) -> tuple[int, ...]:
    """The templates that the profiles name, then those whose IPsec profile names one of the profiles."""
    found = [profile.virtual_template for profile in profiles if profile.virtual_template is not None]
    names = {profile.name for profile in profiles}
    ipsec = {
        line.text.removeprefix("crypto ipsec profile").strip()
        for line in configuration.all("crypto ipsec profile")
        if line.argument("set isakmp-profile") in names
    }
    for interface in interfaces:
        own = number(interface.name.removeprefix(_TEMPLATE))
        protection = _first_word(interface.line.argument("tunnel protection ipsec profile"))
        if own is not None and protection in ipsec:
            found.append(own)
    return tuple(dict.fromkeys(found))


def _wan_interface(
    interfaces: Sequence[Interface],
    routes: Sequence[StaticRoute],
    virtual_templates: Sequence[int],
    crypto_maps: Sequence[str],
) -> str:
    """A template's tunnel source, the interface with the crypto map, or the one that the default route leaves by."""
    templates = {f"{_TEMPLATE}{number}" for number in virtual_templates}
    tunnel_sources = [template.line.argument("tunnel source") for template in interfaces if template.name in templates]
    for tunnel_source in tunnel_sources:
        for interface in interfaces:
            if interface.name == tunnel_source or any(
                str(address.ip) == tunnel_source for address in interface.addresses
            ):
                return interface.name
    for interface in interfaces:
        if any(_first_word(interface.line.argument("crypto map")) == name for name in crypto_maps):
            return interface.name
    return _default_route_interface(interfaces, routes)


def _default_route_interface(interfaces: Sequence[Interface], routes: Sequence[StaticRoute]) -> str:
    for route in routes:
        if route.network.prefixlen:
            continue
        for word in route.next_hop.split():
            for interface in interfaces:
                if interface.name == word or (word == "dhcp" and interface.dynamic == "dhcp"):
                    return interface.name
                if not interface.vrf and _holds(interface, word):
                    return interface.name
    return ""


def _holds(interface: Interface, word: str) -> bool:
    """Whether the next hop `word` is in a network of the interface."""
    next_hop = address(word)
    return next_hop is not None and any(
        next_hop in interface_address.network for interface_address in interface.addresses
    )
