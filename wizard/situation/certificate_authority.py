"""The certificate authority: whether a file shows one, what it is called, and where it is."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from wizard.ios.host_table import address_of
from wizard.model.certificate import DistinguishedName, Holder
from wizard.model.configuration import Line
from wizard.model.kept_of_plan import answer_of
from wizard.model.question import Asking
from wizard.parse.certificates import certificates_of
from wizard.sentence import Sentence
from wizard.situation.networks import networks_of
from wizard.situation.trustpoints import existing_trustpoint, makes_trustpoint, standing_trustpoints

_OF_CISCO = frozenset({"SLA-TrustPoint"})
"""Trustpoints that a router has for its own licences [Smart Licensing Using Policy]; their CA enrols nobody."""


def shown_authority(asking: Asking) -> Sentence:
    """What shows one, in words; "" where no file does."""
    return next(_shown(asking), "")


_NEED_ONE = {
    "hub_identity_kind": ("dn",),
    "spoke_identity_kind": ("dn",),
    "hub_authentication": ("rsa-sig", "ecdsa-sig"),
    "spoke_authentication": ("rsa-sig", "ecdsa-sig", "eap "),
}
"""How the answers begin, by the keys of the questions, that hold with certificates alone."""


def answer_that_needs_one(asking: Asking) -> str:
    """The key of a question of the site whose answer, as it stands, needs an authority; "" where none does."""
    # What stands, not what holds: whether it holds depends on this.
    stated = ((key, answer_of(asking.plan, "", key) or "") for key in _NEED_ONE)
    return next((key for key, answer in stated if answer.startswith(_NEED_ONE[key])), "")


def _shown(asking: Asking) -> Iterator[Sentence]:
    for source in asking.plan.sources:
        if server := source.configuration.first("crypto pki server"):
            yield f"{source.device} is one: line {server.number}"
        for trustpoint in source.configuration.all("crypto pki trustpoint"):
            name = trustpoint.text.split()[-1]
            if name not in _OF_CISCO and not _is_self_signed(trustpoint):
                yield f"{source.device} has trustpoint {name}: line {trustpoint.number}"
    for spoke in asking.plan.spokes:
        if not asking.seen_from(spoke.device).client.group:
            yield f"the EzVPN client of {spoke.device} has a certificate: it names no group"


def _is_self_signed(trustpoint: Line) -> bool:
    selfsigned = trustpoint.argument("enrollment") == "selfsigned"
    return selfsigned or trustpoint.text.split()[-1].startswith("TP-self-signed")


def enrols_by_network(asking: Asking) -> bool:
    """Whether the router asks its CA by SCEP, which an IOS CA speaks too."""
    return makes_trustpoint(asking) and asking.value("enrollment") in {"scep", "ios-ca"}


def authority_is_behind_the_tunnel(asking: Asking) -> bool:
    """Whether a spoke reaches its CA by what the hub announces, or, where all is tunnelled, nowhere else."""
    authority = _address_of_authority(asking)
    if authority is None:
        return False
    near = [address.network for interface in asking.router.interfaces for address in interface.addresses]
    routed = [route.network for route in asking.router.routes if route.network.prefixlen]
    if any(authority in network for network in (*near, *routed)):
        return False
    told = networks_of(asking.value("hub_networks", asking.hub))
    everything = asking.value("tunnel_everything", asking.hub) == "yes"
    return any(authority in network for network in told if network.prefixlen) or (everything and authority.is_private)


def trustpoint_with_url(asking: Asking) -> Line | None:
    """A trustpoint of the router by which it enrols by HTTP today: the first one, which shows where the CA is."""
    return next((line for line in standing_trustpoints(asking).values() if url_of(line)), None)


def url_of(trustpoint: Line) -> str:
    """The URL at which a trustpoint enrols by HTTP, "" without one."""
    url = next(iter(trustpoint.argument("enrollment url").split()), "")
    return url if url.startswith(("http://", "https://")) else ""


def trustpoint_at(asking: Asking, url: str) -> Line | None:
    """The trustpoint of the router that enrols at that URL today."""
    return next((line for line in standing_trustpoints(asking).values() if url and url_of(line) == url), None)


def asks_a_registrar(asking: Asking) -> bool:
    """Whether a trustpoint asks the CA with `enrollment mode ra` today, as Microsoft's wants it."""
    url = asking.url("enrollment_url").reveal()
    known = (trustpoint_at(router, url) for router in (asking, asking.seen_from(asking.hub)))
    return any(line and line.child("enrollment mode ra") for line in known)


def _address_of_authority(asking: Asking) -> IPv4Address | None:
    """The CA's address where its URL has one, or a name that some router has in its table."""
    return _address_in(asking, asking.url("enrollment_url").reveal() if asking.value("enrollment_url") else "")


def _address_in(asking: Asking, url: str) -> IPv4Address | None:
    try:
        return address_of(urlsplit(url).hostname or "", (source.configuration for source in asking.plan.sources))
    except ValueError:
        return None


def name_of_authority(asking: Asking) -> str:
    """The common name of the CA that issues the hub's certificate, "" where no file shows it."""
    hub = asking.seen_from(asking.hub)
    source = asking.plan.source(asking.hub)
    taken = existing_trustpoint(hub)
    given = [known for known in asking.plan.certificates if known.device.lower() == asking.hub.lower()]
    held = [known for known in certificates_of(source) if taken in known.trustpoints] if source and taken else []
    own = next((known for known in (*given, *held) if known.holder is Holder.ROUTER), None)
    if own:
        return _common_name(own.issuer)
    return _name_of_server(hub) if enrols_by_network(hub) else ""


def _name_of_server(hub: Asking) -> str:
    """The common name of the IOS router that is the CA, where its configuration is here and states one."""
    server = _server_with(hub, _address_of_authority(hub))
    return _common_name(tuple(server.argument("issuer-name").split(","))) if server else ""


def is_at_a_router_of_the_site(asking: Asking, url: str) -> bool:
    """Whether the CA of a URL is an IOS router whose configuration is here."""
    return _server_with(asking, _address_in(asking, url)) is not None


def _server_with(asking: Asking, asked: IPv4Address | None) -> Line | None:
    """The certificate server of the router that has that address."""
    for source in asking.plan.sources:
        server = source.configuration.first("crypto pki server")
        own = [own.ip for interface in source.router.interfaces for own in interface.addresses]
        if server and asked in own:
            return server
    return None


def _common_name(name: DistinguishedName) -> str:
    parts = (part.partition("=") for part in name)
    return next((value.strip() for word, _, value in parts if word.strip().lower() == "cn"), "")
