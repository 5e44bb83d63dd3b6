"""`ez2flex render --present`: the way back of routers as they stand now, and in words what stays."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import groupby

from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import known_device, present_configurations
from wizard.cli.output import tell, verbatim
from wizard.encoding import encoded
from wizard.errors import AnswerError
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.model.way_back import StayReason, Stays, WayBack
from wizard.plan.perspective import devices
from wizard.render import way_back
from wizard.sentence import Sentence

WHY: dict[StayReason, Sentence] = {
    StayReason.OTHERS_JOINED: "others use what this migration made: {because}",
    StayReason.HAS_OTHER_LINES: "below it stands what this migration did not write: {because}",
    StayReason.NAMED: "it is named, or used, by {because}",
    StayReason.OTHER_NETWORKS: "its network holds those of others as well",
    StayReason.LAST_ENTRIES: "its list would be empty, and an empty list lets everything through",
    StayReason.OTHER_HUB_UNREAD: "nobody can tell whether another site uses it; give --present of {because} as well",
    StayReason.ABSENT: "it is not there as it was sent, so that nothing is sent for it",
    StayReason.NAME_TAKEN: "it is not put back, since its name has other lines now: {because}",
}
"""Why a line stays."""

_SHOWN = 3
"""Lines that show a reason; more of them are counted."""


def print_way_back(arguments: Namespace, plan: Plan) -> Exit:
    """Prints the way back of the routers of which the present configuration is given, or of one of them."""
    present = present_configurations(arguments.present, plan, arguments.device)
    chosen = known_device(plan, arguments.device) if arguments.device else None
    if chosen and chosen not in present:
        raise AnswerError(
            f"no present configuration of {chosen} is given", hint=f"These are of {', '.join(sorted(present))}."
        )
    for device in devices(plan):
        if device in present and chosen in (None, device):
            _print(plan, way_back(plan, device, present), arguments.stage)
    return Exit.DONE


def _print(plan: Plan, back: WayBack, only: str | None) -> None:
    shown = [taken for taken in back.stages if only in (None, taken.stage.value)]
    verbatim(encoded("".join(taken.text for taken in shown), plan.encoding(back.device)))
    names = ", ".join(taken.stage.value for taken in shown)
    tell(f"{back.device}: {f'taken back, in this order: {names}' if shown else 'nothing is taken back'}.")
    for text in _words(back):
        tell(text)


def _words(back: WayBack) -> Iterator[Sentence]:
    reasons = sorted(back.stays, key=lambda stays: (list(StayReason).index(stays.reason), stays.because))
    for (reason, because), group in groupby(reasons, key=lambda stays: (stays.reason, stays.because)):
        yield f"Stays, since {WHY[reason].format(because=_shown(because))}"
        yield from (f"  {line}" for line in _lines(group))
    if any(stays.reason is StayReason.OTHERS_JOINED for stays in back.stays):
        yield "Once they have left, the same command takes the rest back."
    if back.admits:
        yield (
            f"Before you send it, see in `show crypto ikev2 sa detailed` who is connected: {_shown(back.admits)} takes "
            "routers that no line names."
        )
    if back.lacks:
        yield f"EzVPN lacks what was removed since; take the other clean-up back first: {_shown(back.lacks)}"


def _lines(group: Iterable[Stays]) -> Iterator[str]:
    return (_path(stays.line) for stays in group)


def _shown(paths: tuple[tuple[str, ...], ...]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return "; ".join(map(_path, paths[:_SHOWN])) + more


def _path(path: tuple[str, ...]) -> str:
    return " / ".join(map(masked, path))
