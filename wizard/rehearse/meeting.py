"""Where hub and spoke meet: their addresses on the cable, their certificates, and the hosts that ping each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Address, IPv4Network

from wizard.model.certificate import Certificate, Holder
from wizard.rehearse.authority import SITE_CA, Authority, Credential, authority_name
from wizard.rehearse.call import Call, Meeting, announced, answering, outside_of, sent
from wizard.rehearse.daemon import Files
from wizard.rehearse.objects import Identifier, Profile, Router, Trustpoint

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
    shown = {one.name: pki.shown(hub, one, sent(hub, one, hub_address), pki.of_hub) for one in profiles}
    spoke_shown = pki.shown(spoke, called.profile, sent(spoke, called.profile, spoke_address), pki.of_spoke)
    trust = {one.name: pki.trusted(one, pki.of_hub) for one in profiles}
    spoke_trust = pki.trusted(called.profile, pki.of_spoke)
    names = list(dict.fromkeys(name for trusted in (*trust.values(), spoke_trust) for name in trusted))
    files = {name: f"authority-{number}.pem" for number, name in enumerate(names)}
    return Prepared(
        meeting=Meeting(
            hub=hub,
            spoke=spoke,
            call=called,
            hub_address=hub_address,
            spoke_address=spoke_address,
            called_address=called_address,
            hub_subjects={name: one.subject if one else "" for name, one in shown.items()},
            spoke_subject=spoke_shown.subject if spoke_shown else "",
            hub_trust={name: tuple(files[one] for one in trusted) for name, trusted in trust.items()},
            spoke_trust=tuple(files[one] for one in spoke_trust),
        ),
        hub_files=pki.files(shown, {one for trusted in trust.values() for one in trusted}, files),
        spoke_files=pki.files({called.profile.name: spoke_shown}, set(spoke_trust), files),
    )


def _hub_addresses(hub: Router, called: Call) -> tuple[IPv4Address, IPv4Address]:
    """The hub's address on the cable, and the one that the spoke calls, which may be nobody's."""
    own = hub.addresses()
    outside = [one for address, one in own.items() if not one.name.startswith("Loopback")]
    sources = [one.source for name, one in hub.interfaces.items() if name.startswith("Virtual-Template")]
    wan = next((address for address, one in own.items() if one.name in sources), None)
    chosen = wan or next((one.address.ip for one in outside if one.address), _CHOSEN[0])
    try:
        address = IPv4Address(called.peer)
    except ValueError:
        return chosen, chosen
    return (address, address) if address in own or not outside else (chosen, address)


def _spoke_address(spoke: Router, called: Call, hub_address: IPv4Address) -> IPv4Address:
    own = spoke.address_of(called.tunnel.source)
    if own and own.ip != hub_address:
        return own.ip
    return next(one for one in reversed(_CHOSEN) if one != hub_address)


class _Pki:
    """Who shows which certificate, and whom each trusts."""

    def __init__(self, of_hub: tuple[Certificate, ...], of_spoke: tuple[Certificate, ...], today: date) -> None:
        self.of_hub = of_hub
        self.of_spoke = of_spoke
        every = (*of_hub, *of_spoke)
        self._authorities = tuple(dict.fromkeys(one for one in every if one.holder is Holder.CA))
        self._authority = Authority(today=today, known=self._authorities)

    def shown(
        self, router: Router, profile: Profile, identity: Identifier, certificates: tuple[Certificate, ...]
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

    def _issuer(self, model: Certificate) -> str:
        known = next((one for one in self._authorities if model.is_issued_by(one)), None)
        return authority_name(known or model)

    def trusted(self, profile: Profile, certificates: tuple[Certificate, ...]) -> tuple[str, ...]:
        """The authorities that a profile trusts; where none is known, the site's and every other."""
        names = profile.verify_trustpoints
        known = [one for name in names or ("",) for one in _of(certificates, name, Holder.CA)]
        if known:
            return tuple(dict.fromkeys(above for one in known for above in self._below(one)))
        shown = (self._issuer(one) for one in (*self.of_hub, *self.of_spoke) if one.holder is Holder.ROUTER)
        return tuple(dict.fromkeys((SITE_CA, *map(authority_name, self._authorities), *shown)))

    def _below(self, authority: Certificate) -> Iterator[str]:
        """An authority, and those that it has made one: the throw-away ones are all roots."""
        yield authority_name(authority)
        for one in self._authorities:
            if one != authority and one.is_issued_by(authority):
                yield authority_name(one)

    def files(self, shown: dict[str, Credential | None], trusted: set[str], names: dict[str, str]) -> Files:
        """The files of one side."""
        pems = {name: one for name, one in shown.items() if one}
        return Files(
            certificates={f"{name}.pem": one.certificate for name, one in pems.items()},
            keys={f"{name}.pem": one.key for name, one in pems.items()},
            authorities={names[one]: self._authority.trusted((one,))[0] for one in trusted},
        )


def _of(certificates: tuple[Certificate, ...], trustpoint: str, holder: Holder) -> list[Certificate]:
    """Those of a trustpoint; a file names none and is for all."""
    return [
        one
        for one in certificates
        if one.holder is holder and (not trustpoint or not one.trustpoints or trustpoint in one.trustpoints)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """One address of each network that is announced, the router's own where it has one there."""

    hub: tuple[IPv4Address, ...]
    spoke: tuple[IPv4Address, ...]


def hosts(meeting: Meeting) -> Hosts:
    """Who pings whom."""
    hub_networks: tuple[IPv4Network, ...] = ()
    for profile in answering(meeting.hub, meeting.hub_address):
        hub_networks = hub_networks or announced(meeting.hub, profile, profile.template)
    spoke_networks = announced(meeting.spoke, meeting.call.profile, meeting.call.tunnel.name)
    elsewhere = [rest for one in hub_networks for rest in outside_of(one, spoke_networks)]
    return Hosts(
        hub=tuple(dict.fromkeys(_host(meeting.hub, one, meeting.hub_address) for one in elsewhere)),
        spoke=tuple(_host(meeting.spoke, one, meeting.spoke_address) for one in spoke_networks),
    )


def _host(router: Router, network: IPv4Network, outside: IPv4Address) -> IPv4Address:
    own = [one for one in router.addresses() if one in network and one != outside]
    if own:
        return own[0]
    return network.network_address + (1 if network.prefixlen < 31 else 0)
