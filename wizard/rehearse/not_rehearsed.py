"""What of a site strongSwan cannot stand in for, and what therefore nobody has rehearsed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wizard.rehearse.router_objects import Profile
from wizard.rehearse.spoke_call import Meeting, answering
from wizard.sentence import Sentence

ROUTING = re.compile(r"^router (bgp|ospf|eigrp|rip)", re.MULTILINE)
"""Of a configuration that runs a routing protocol."""

_Test = Callable[[Meeting, str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One thing that is not rehearsed, and whether a pair uses it: its meeting, the text of the hub, of the spoke."""

    words: Sentence
    used: _Test


def _in_either(pattern: str) -> _Test:
    return lambda meeting, hub, spoke: any(re.search(pattern, text, re.MULTILINE) for text in (hub, spoke))


def _signed(meeting: Meeting) -> bool:
    methods = (meeting.call.profile.local_method, *(answer.local_method for answer in _answers(meeting)))
    return any(method.endswith("-sig") for method in methods)


def _answers(meeting: Meeting) -> Iterator[Profile]:
    return answering(meeting.hub, meeting.hub_address)


def _carries_gre(meeting: Meeting, hub: str, spoke: str) -> bool:
    return meeting.call.tunnel.carries_gre


def _asks_radius(meeting: Meeting, hub: str, spoke: str) -> bool:
    lists = {answer.authorization[1] for answer in _answers(meeting) if answer.authorization[1]}
    return bool(lists - meeting.hub.local_lists) or any(answer.keyring_aaa for answer in _answers(meeting))


LIMITS: tuple[Limit, ...] = (
    Limit(
        words="the interfaces: virtual template, virtual access and tunnel, their MTU and MSS; the daemons have none",
        used=lambda meeting, hub, spoke: True,
    ),
    Limit(
        words="the routes of IKEv2 (`route set`, `route accept`): traffic selectors with the same networks stand in",
        used=lambda meeting, hub, spoke: True,
    ),
    Limit(words="GRE inside IPsec: the networks travel without it", used=_carries_gre),
    Limit(words="transport mode: the daemons use tunnel mode", used=_in_either(r"^ mode transport")),
    Limit(
        words="AAA: the router's own authorization lists are taken as answering",
        used=_in_either(r"^aaa authorization network \S+ local"),
    ),
    Limit(words="RADIUS: what it would grant or hold is taken for granted", used=_asks_radius),
    Limit(
        words="RADIUS behind EAP: the hub's daemon holds the spoke's own user and password",
        used=lambda meeting, hub, spoke: meeting.call.profile.local_method.startswith("eap"),
    ),
    Limit(
        words="the real certificates and keys: throw-away ones with the same uses, kinds and dates stand in, and "
        "have the IKE identity among their names, since strongSwan insists on it",
        used=lambda meeting, hub, spoke: _signed(meeting),
    ),
    Limit(words="revocation lists: nobody asks for them", used=_in_either(r"^ revocation-check .*(crl|ocsp)")),
    Limit(
        words="encrypted keys (type 6): taken as equal, since only their own router can read them",
        used=_in_either(r"^ +pre-shared-key (local |remote )?6 "),
    ),
    Limit(words="VRFs: one table stands for all", used=_in_either(r"^ (ip )?vrf forwarding|^ tunnel vrf|^ ivrf")),
    Limit(
        words="routing protocols, and the networks that only they bring",
        used=lambda meeting, hub, spoke: any(ROUTING.search(text) for text in (hub, spoke)),
    ),
    Limit(
        words="IPv6 inside the tunnel",
        used=_in_either(r"^ ipv6 (address|enable|unnumbered)|route set access-list ipv6"),
    ),
    Limit(
        words="the order of peers: only the first that is an address of this hub was called",
        used=lambda meeting, hub, spoke: len(meeting.spoke.calls.get(meeting.call.tunnel.name, ())) > 1,
    ),
    Limit(
        words="address translation and filters between hub and spoke",
        used=_in_either(r"^ ip nat (inside|outside)|^ ip access-group|^ zone-member"),
    ),
)


def not_rehearsed(meeting: Meeting, hub: str, spoke: str) -> tuple[str, ...]:
    """What this pair uses of it."""
    return tuple(limit.words for limit in LIMITS if limit.used(meeting, hub, spoke))
