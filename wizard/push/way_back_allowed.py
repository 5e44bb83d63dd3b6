"""Whether a router may go back now: who uses what would go, and whether what it goes back to is still there."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from wizard.errors import StillOpen
from wizard.ios.masking import masked
from wizard.model.configuration import Configuration
from wizard.model.plan import Plan
from wizard.model.way_back import StayReason
from wizard.plan.baseline import baseline
from wizard.plan.perspective import moving_client
from wizard.push.journal_record import Verdict
from wizard.render import target, way_back
from wizard.render.way_back_now import OF_EZVPN_SERVER
from wizard.sentence import Sentence, listed, so_many

ON_NEW = frozenset({Verdict.TRIAL, Verdict.NEW_UNSAVED, Verdict.NEW_SAVED, Verdict.UNKNOWN, Verdict.MIX})
"""Where a spoke may be going through the hub's FlexVPN."""
_USED = frozenset({StayReason.OTHERS_JOINED, StayReason.NAMED})
_FEW = 3


def spokes_in_the_way(plan: Plan, device: str, verdicts: Mapping[str, Verdict]) -> Iterator[Sentence]:
    """The spokes of this site that go through a hub, or through a server's way to it: they go back before it does."""
    if device in plan.spoke_devices:
        return
    for spoke in plan.spokes:
        if (verdict := verdicts.get(spoke.device)) in ON_NEW:
            yield f"{spoke.device} is {verdict}, and may go through {device}: take the spokes back first"


def others_in_the_way(
    plan: Plan, device: str, running: Configuration, elsewhere: Callable[[], Iterable[Sentence]]
) -> Iterator[Sentence]:
    """Who else uses what a hub would lose: spokes of other sites that this machine knows, and lines of anybody."""
    if device in plan.spoke_devices:
        return
    if beside := tuple(elsewhere()):
        yield f"{listed(beside)} may go through {device}: {_BY_HAND}"
    try:
        stays = way_back(plan, device, {device: running}).stays
    except StillOpen:
        yield f"who else uses what would go cannot be told while an answer is open: {_BY_HAND}"
        return
    used = dict.fromkeys(path for stay in stays if stay.reason in _USED for path in stay.because)
    if used:
        shown = [" / ".join(map(masked, path)) for path in used]
        more = f" and {len(shown) - _FEW} more" if len(shown) > _FEW else ""
        yield f"others use what would go, as these lines show: {'; '.join(shown[:_FEW])}{more}. {_BY_HAND}"


_BY_HAND: Sentence = (
    "the undo files would take it from under them; `ez2flex render SITE --present FILE`, with what the router runs "
    "now, prints what may go"
)


def ezvpn_is_gone(plan: Plan, spoke: str, running: Configuration) -> Iterator[Sentence]:
    """That the server lacks the EzVPN of a spoke, which a clean-up took away, of this site or of another one.

    Its group where the configuration had it; what others do not use any more may be gone all the same.
    """
    kept = {line.text for line in _behind_cut_over(plan).lines}
    found = (line.text for line in baseline(plan, plan.server.device).lines)
    ezvpn = [text for text in found if text in kept and text.startswith(OF_EZVPN_SERVER)]
    client = moving_client(plan, spoke)
    group = f"{_GROUP}{client.group}"
    there = {masked(line.text) for line in running.lines}
    needed = (masked(text) for text in ([group] if group in ezvpn else ezvpn))
    if lacks := [text for text in needed if text not in there]:
        more = f" and {so_many(len(lacks) - 1, 'more line')}" if len(lacks) > 1 else ""
        yield (
            f"EzVPN was cleaned up on {plan.server.device}, which would not take {spoke} any more: it lacks "
            f"{lacks[0]}{more}. Put that back there first: undo-6-cleanup.cfg of the site that cleaned up"
        )


_GROUP = "crypto isakmp client configuration group "


def _behind_cut_over(plan: Plan) -> Configuration:
    """What the server has until its clean-up."""
    try:
        return target(plan, plan.server.device)
    except StillOpen:
        return baseline(plan, plan.server.device)
