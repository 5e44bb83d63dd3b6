"""Which hits of the checks follow from which: rows of `wizard.data`, each held against the values of both hits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from wizard.check.ikev2.objects_in_use import InUse, objects_in_use
from wizard.check.registry import AnySubject, Check, Hit
from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView, SiteView
from wizard.data.findings_that_follow import CONSEQUENCES, Consequence, End, Tie
from wizard.model.configuration import Line, has_prefix
from wizard.model.ikev2 import Ikev2Profile
from wizard.model.plan import Plan


class Found(NamedTuple):
    """A hit with the check that made it and what that looked at."""

    check: Check
    subject: AnySubject
    hit: Hit

    @property
    def device(self) -> str:
        """The router that it belongs to, "" for the whole site."""
        return self.hit.device or ("" if isinstance(self.subject, Plan) else self.subject.device)


def causes(site: SiteView, found: Sequence[Found], blocks: Sequence[bool]) -> dict[int, int]:
    """The place of each hit that follows from another, with the place of that; only one that blocks is a cause."""
    ties = _Ties(site)
    places: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        places[each.check.code].append(place)
    caused: dict[int, int] = {}
    for row in CONSEQUENCES:
        reasons = [place for place in places[row.cause] if blocks[place] and _begins(found[place].hit.line, row.at)]
        of_pairs: dict[PairView | None, list[int]] = defaultdict(list)
        for place in reasons:
            of_pairs[ties.pair_of(found[place])].append(place)
        for place in [place for code in row.codes for place in places[code] if place not in caused]:
            pair = ties.pair_of(found[place])
            near = (*of_pairs[pair], *of_pairs[None]) if pair else reasons
            cause = next((each for each in near if ties.holds(row, found[each], found[place])), None)
            caused.update({place: cause} if cause is not None else {})
    return caused


def _begins(line: Line | None, words: Iterable[str]) -> bool:
    return not words or (line is not None and any(has_prefix(line.text, word) for word in words))


class _Ties:
    """What two hits of a site have in common."""

    def __init__(self, site: SiteView) -> None:
        self._pairs = {pair.spoke.device: pair for pair in site.pairs}
        self._views = {view.device: view for view in site.devices}
        self._in_use: dict[PairView, InUse] = {}
        self._objects: dict[str, Mapping[int, str]] = {}

    def pair_of(self, found: Found) -> PairView | None:
        """The one pair that a hit can concern; None where it is of the hub or of the site."""
        return found.subject if isinstance(found.subject, PairView) else self._pairs.get(found.device)

    def holds(self, row: Consequence, cause: Found, found: Found) -> bool:
        """Whether one follows from the other by that row."""
        named = self.pair_of(found) or self.pair_of(cause)
        return any(
            _is_on(row.cause_on, pair, cause) and _is_on(row.on, pair, found) and _TIES[row.tie](pair, cause, found)
            for pair in ((named,) if named else self._pairs.values())
            if self._concerns(pair, cause) and self._concerns(pair, found)
        )

    def _concerns(self, pair: PairView, found: Found) -> bool:
        if isinstance(found.subject, PairView):
            return found.subject is pair
        if pair not in self._in_use:
            self._in_use[pair] = objects_in_use(pair)
        top = self._object(found)
        translates = found.device == pair.spoke.device and has_prefix(top, "ip nat inside source")
        return translates or (found.device, top) in self._in_use[pair]

    def _object(self, found: Found) -> str:
        """The line that begins the object in which a hit is."""
        line, view = found.hit.line, self._views.get(found.device)
        if line is None or view is None:
            return ""
        if view.device not in self._objects:
            self._objects[view.device] = _tops(view)
        return self._objects[view.device].get(id(line), line.text)


def _tops(view: DeviceView) -> dict[int, str]:
    """The top line of every line, by the identity of that: two objects may have lines of the same words."""
    return {id(line): top.text for lines in (view.baseline, view.target) for top in lines for line in top.walk()}


def _is_on(end: End, pair: PairView, found: Found) -> bool:
    return end is End.EITHER or found.device == (pair.hub if end is End.HUB else pair.spoke).device


def _of_the_pair(pair: PairView, cause: Found, found: Found) -> bool:
    return True


def _of_the_router(pair: PairView, cause: Found, found: Found) -> bool:
    return cause.device == found.device


def _of_the_line(pair: PairView, cause: Found, found: Found) -> bool:
    return cause.device == found.device and cause.hit.line is not None and cause.hit.line is found.hit.line


def _of_the_called_peer(pair: PairView, cause: Found, found: Found) -> bool:
    line = found.hit.line
    called = pair.path is not None and line is not None and pair.path.peer in line.text.split()
    return called and cause.device == found.device


def _of_the_interface(pair: PairView, cause: Found, found: Found) -> bool:
    view = pair.hub if found.device == pair.hub.device else pair.spoke
    named = found.hit.line.text.split()[-1] if found.hit.line else ""
    interface = view.facts.interface(named)
    lines = interface.line.walk() if interface else ()
    return cause.device == found.device and any(line is cause.hit.line for line in lines)


def _of_a_missing_method(pair: PairView, cause: Found, found: Found) -> bool:
    profile = _profile(pair, cause)
    return profile is not None and not (profile.local_authentication and profile.remote_authentication)


def _of_a_missing_match(pair: PairView, cause: Found, found: Found) -> bool:
    profile = _profile(pair, cause)
    return profile is not None and not (profile.match or profile.match_certificate)


def _profile(pair: PairView, cause: Found) -> Ikev2Profile | None:
    """The IKEv2 profile that the cause is about."""
    profiles = (*pair.hub.objects.profiles, *pair.spoke.objects.profiles)
    return next((profile for profile in profiles if profile.line is cause.hit.line), None)


def _of_the_protocol(pair: PairView, cause: Found, found: Found) -> bool:
    return pair.hub.answer("routing") not in {"", "ikev2"}


def _of_no_tunnel(pair: PairView, cause: Found, found: Found) -> bool:
    return pair.path is None


_TIES: dict[Tie, Callable[[PairView, Found, Found], bool]] = {
    Tie.PAIR: _of_the_pair,
    Tie.ROUTER: _of_the_router,
    Tie.LINE: _of_the_line,
    Tie.PEER: _of_the_called_peer,
    Tie.INTERFACE: _of_the_interface,
    Tie.METHOD: _of_a_missing_method,
    Tie.MATCH: _of_a_missing_match,
    Tie.PROTOCOL: _of_the_protocol,
    Tie.NO_TUNNEL: _of_no_tunnel,
}
