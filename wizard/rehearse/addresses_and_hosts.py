"""Where hub and spoke meet: their addresses on the cable, their certificates, and the hosts that ping each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Address, IPv4Network

from wizard.model.certificate import Certificate, Holder
from wizard.rehearse.certificate_map_names import map_takes
from wizard.rehearse.router_objects import Identifier, Names, Profile, Router, Trustpoint
from wizard.rehearse.spoke_call import Call, Meeting, Papers, announced, answering, outside_of, sent, takes
from wizard.rehearse.stand_ins import StandIn, own_name
from wizard.rehearse.strongswan_daemon import Files
from wizard.rehearse.throwaway_certificates import SITE_CA, Authority, AuthorityName, Credential, authority_name

_CHOSEN = (IPv4Address("198.18.0.1"), IPv4Address("198.18.0.2"))
"""The WAN addresses of a hub and a spoke whose own are not fixed; a range for such tests (RFC 2544)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A meeting with everything that the daemons need for it."""

    meeting: Meeting
    hub_files: Files
    spoke_files: Files


def prepared(
    hub: Router,
    spoke: Router,
    called: Call,
    certificates: tuple[tuple[Certificate, ...], tuple[Certificate, ...]],
    today: date,
) -> Prepared:
    """The meeting of that hub and that spoke."""
    hub_address, called_address = _hub_addresses(hub, called)
    spoke_address = _spoke_address(spoke, called, hub_address)
    pki = _Pki(*certificates, today)
    profiles = tuple(answering(hub, hub_address))
    of_hub = pki.router_papers(hub, profiles, hub_address, pki.of_hub)
    of_spoke = pki.router_papers(spoke, (called.profile,), spoke_address, pki.of_spoke)
    spoke_papers = of_spoke.papers[called.profile.name]
    received = sent(spoke, called.profile, spoke_address)
    takers = [profile for profile in profiles if _takes(hub, profile, received, spoke_papers.names)]
    return Prepared(
        meeting=Meeting(
            hub=hub,
            spoke=spoke,
            call=called,
            hub_address=hub_address,
            spoke_address=spoke_address,
            called_address=called_address,
            answering=tuple(profile for profile in profiles if profile not in takers[1:]),
            taker=next(iter(takers), None),
            hub_papers=of_hub.papers,
            spoke_papers=spoke_papers,
        ),
        hub_files=of_hub.files,
        spoke_files=of_spoke.files,
    )


def _takes(hub: Router, profile: Profile, received: Identifier, names: Names | None) -> bool:
    """Whether a profile of the hub takes the spoke, by its identity or its certificate."""
    by_identity = any(takes(identifier, received) for identifier in profile.expected)
    return by_identity or (names is not None and map_takes(hub, profile, names))


def _hub_addresses(hub: Router, called: Call) -> tuple[IPv4Address, IPv4Address]:
    """The hub's address on the cable, and the one that the spoke calls, which may be nobody's."""
    own = hub.addresses()
    outside = [interface for address, interface in own.items() if not interface.name.startswith("Loopback")]
    tunnel_sources = [
        interface.tunnel_source for name, interface in hub.interfaces.items() if name.startswith("Virtual-Template")
    ]
    wan = next((address for address, interface in own.items() if interface.name in tunnel_sources), None)
    chosen = wan or next((interface.address.ip for interface in outside if interface.address), _CHOSEN[0])
    try:
        address = IPv4Address(called.peer)
    except ValueError:
        return chosen, chosen
    return (address, address) if address in own or not outside else (chosen, address)


def _spoke_address(spoke: Router, called: Call, hub_address: IPv4Address) -> IPv4Address:
    own = spoke.address_of(called.tunnel.tunnel_source)
    if own and own.ip != hub_address:
        return own.ip
    return next(address for address in reversed(_CHOSEN) if address != hub_address)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RouterPapers:
    """The certificates of one router, profile by profile."""

    papers: dict[str, Papers]
    """By profile."""
    files: Files


class _Pki:
    """Who shows which certificate, and whom each trusts."""

    def __init__(self, of_hub: tuple[Certificate, ...], of_spoke: tuple[Certificate, ...], today: date) -> None:
        self.of_hub = of_hub
        self.of_spoke = of_spoke
        every = (*of_hub, *of_spoke)
        self._authorities = tuple(dict.fromkeys(trustpoint for trustpoint in every if trustpoint.holder is Holder.CA))
        self._authority = Authority(today=today, known=self._authorities)

    def router_papers(
        self, router: Router, profiles: tuple[Profile, ...], address: IPv4Address, certificates: tuple[Certificate, ...]
    ) -> _RouterPapers:
        """What a router shows and trusts in each of its profiles; the files are numbered."""
        own: dict[str, Credential] = {}
        authorities: dict[AuthorityName, str] = {}
        papers: dict[str, Papers] = {}
        for profile in profiles:
            identity = own_name(sent(router, profile, address), profile.local_method)
            credential = self._credential(router, profile, identity, certificates)
            certificate = f"{len(own)}.pem" if credential else ""
            own |= {certificate: credential} if credential else {}
            trusted = tuple(
                authorities.setdefault(authority, f"{len(authorities)}.pem")
                for authority in self._trusted(profile, certificates)
            )
            papers[profile.name] = Papers(
                certificate=certificate, names=credential.names if credential else None, trusted=trusted
            )
        files = Files(
            certificates={file: credential_of_file.certificate for file, credential_of_file in own.items()},
            keys={file: credential_of_file.key for file, credential_of_file in own.items()},
            authorities={file: self._authority.certificate(name) for name, file in authorities.items()},
        )
        return _RouterPapers(papers=papers, files=files)

    def _credential(
        self, router: Router, profile: Profile, identity: StandIn, certificates: tuple[Certificate, ...]
    ) -> Credential | None:
        """What a profile shows, None where it signs nothing."""
        if not profile.local_method.endswith("-sig"):
            return None
        # Without a line IOS may take any trustpoint (unconfirmed).
        every = iter(router.trustpoints.values())
        trustpoint = router.trustpoints.get(profile.sign_trustpoint) or next(every, Trustpoint(name="none"))
        own = _of(certificates, trustpoint.name, Holder.ROUTER)
        model = own[0] if own else None
        expected = _of(certificates, trustpoint.name, Holder.CA)
        # Before enrolment: an authority of its own, else one of the site's.
        likely = authority_name(next(iter((*expected, *self._authorities)))) if self._authorities else SITE_CA
        issuer = self._issuer(model) if model else likely
        return self._authority.issue(router.device, trustpoint, model, identity, issuer)

    def _issuer(self, model: Certificate) -> AuthorityName:
        known = next((authority for authority in self._authorities if model.is_issued_by(authority)), None)
        return authority_name(known or model)

    def _trusted(self, profile: Profile, certificates: tuple[Certificate, ...]) -> tuple[AuthorityName, ...]:
        """The authorities that a profile trusts; where none is known, the site's and every other."""
        names = profile.verify_trustpoints
        known = [authority for name in names or ("",) for authority in _of(certificates, name, Holder.CA)]
        if known:
            return tuple(dict.fromkeys(above for authority in known for above in self._below(authority)))
        issuers = (
            self._issuer(certificate)
            for certificate in (*self.of_hub, *self.of_spoke)
            if certificate.holder is Holder.ROUTER
        )
        return tuple(dict.fromkeys((SITE_CA, *map(authority_name, self._authorities), *issuers)))

    def _below(self, authority: Certificate) -> Iterator[AuthorityName]:
        """An authority, and those that it has made one: the throw-away ones are all roots."""
        yield authority_name(authority)
        for known_authority in self._authorities:
            if known_authority != authority and known_authority.is_issued_by(authority):
                yield authority_name(known_authority)


def _of(certificates: tuple[Certificate, ...], trustpoint: str, holder: Holder) -> list[Certificate]:
    """Those of a trustpoint; a file names none and is for all."""
    return [
        certificate
        for certificate in certificates
        if certificate.holder is holder
        and (not trustpoint or not certificate.trustpoints or trustpoint in certificate.trustpoints)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """One address of each network that is announced, the router's own where it has one there."""

    hub: tuple[IPv4Address, ...]
    spoke: tuple[IPv4Address, ...]


def hosts(meeting: Meeting) -> Hosts:
    """Who pings whom."""
    # Whichever profile answers: without an address in its networks the daemon cannot set their routes.
    hub_networks = tuple(
        dict.fromkeys(
            network for profile in meeting.answering for network in announced(meeting.hub, profile, profile.template)
        )
    )
    spoke_networks = announced(meeting.spoke, meeting.call.profile, meeting.call.tunnel.name)
    elsewhere = [network for hub_network in hub_networks for network in outside_of(hub_network, spoke_networks)]
    return Hosts(
        hub=tuple(dict.fromkeys(_host(meeting.hub, network, meeting.hub_address) for network in elsewhere)),
        spoke=tuple(_host(meeting.spoke, spoke_network, meeting.spoke_address) for spoke_network in spoke_networks),
    )


def _host(router: Router, network: IPv4Network, outside: IPv4Address) -> IPv4Address:
    own = [address for address in router.addresses() if address in network and address != outside]
    if own:
        return own[0]
    return network.network_address + (1 if network.prefixlen < 31 else 0)
