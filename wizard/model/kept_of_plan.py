"""What was computed of the plans that were looked at last, and what of it holds on when an answer changes.

Two ways to keep: `kept_of_plan` for one plan, whatever it is computed from; `kept_across_answers` for what is computed
from the sources, from single answers, from the batches that a spoke is in, and from other such values alone. Of the
latter it is known which answers it read, so that the next plan of the same sources begins with all that an answer does
not touch: one spoke's answer leaves the others as they are.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import wraps
from threading import RLock, local
from typing import Concatenate, ParamSpec, TypeVar

from wizard.model.plan import Plan
from wizard.model.secret import Secret

PLANS = 64
"""Most that are kept: what was undone, and what is compared, is there at once."""
ROUTERS = 4000
"""Most that all kept plans have together; the last plan is kept whatever it has."""

Asked = ParamSpec("Asked")
Known = TypeVar("Known")
_Node = tuple[Hashable, ...]
"""A function with its arguments besides the plan; or an answer, by its device and key."""

_EVERY_ANSWER: _Node = ("every answer",)
_ANYTHING: _Node = ("anything",)
"""Read by what looks at a plan of other sources: it holds for one plan alone."""


class _Site:
    """The plans of the same sources, and who reads whom in any of them."""

    def __init__(self) -> None:
        self.readers: defaultdict[_Node, set[_Node]] = defaultdict(set)
        self.last: Plan | None = None
        self.plans = 0

    def touched(self, changed: Iterator[_Node]) -> set[_Node]:
        """Whatever was computed from what changed, at any distance."""
        found: set[_Node] = set()
        waiting = list(changed)
        while waiting:
            fresh = set(self.readers.get(waiting.pop(), ())) - found
            found |= fresh
            waiting.extend(fresh)
        return found


class _Kept:
    """What is known of one plan."""

    def __init__(self, site: _Site, across: dict[_Node, object]) -> None:
        self.site = site
        self.across = across
        self.own: dict[_Node, object] = {}


_kept: OrderedDict[Plan, _Kept] = OrderedDict()
_sites: dict[Hashable, _Site] = {}
_lock = RLock()


class _Computing(local):
    """What this thread computes, the innermost last, each with the site of its plan."""

    def __init__(self) -> None:
        self.nodes: list[tuple[_Site, _Node]] = []


_computing = _Computing()


def kept_of_plan(function: Callable[Concatenate[Plan, Asked], Known]) -> Callable[Concatenate[Plan, Asked], Known]:
    """The function, which computes once what it says of a plan; its other arguments are positional and hashable."""

    @wraps(function)
    def kept(plan: Plan, /, *asked: Asked.args, **named: Asked.kwargs) -> Known:
        if _computing.nodes:
            # What it reads belongs to whoever is kept across answers and asked for it.
            return function(plan, *asked, **named)
        values, node = _of(plan).own, (function, *asked)
        try:
            return values[node]  # type: ignore[return-value]
        except KeyError:
            known = function(plan, *asked, **named)
            values[node] = known
            return known

    return kept


def kept_across_answers(
    function: Callable[Concatenate[Plan, Asked], Known],
) -> Callable[Concatenate[Plan, Asked], Known]:
    """The same for a function that reads answers by the functions below alone."""

    @wraps(function)
    def kept(plan: Plan, /, *asked: Asked.args, **named: Asked.kwargs) -> Known:
        known_of_plan, node = _of(plan), (function, *asked)
        _note(known_of_plan.site, node)
        try:
            return known_of_plan.across[node]  # type: ignore[return-value]
        except KeyError:
            pass
        _computing.nodes.append((known_of_plan.site, node))
        try:
            known = function(plan, *asked, **named)
        finally:
            _computing.nodes.pop()
        known_of_plan.across[node] = known
        return known

    return kept


def answer_of(plan: Plan, device: str, key: str) -> str | None:
    """What stands as the answer of that device, "" for the whole site; None where nobody answered there."""
    _note_of_plan(plan, ("answer", device, key))
    return plan.stored_answers.get((device, key))


def answer_of_batch(plan: Plan, batch: str, key: str) -> str | None:
    """What stands as the answer of that batch; None where nobody answered there."""
    _note_of_plan(plan, ("answer of a batch", batch, key))
    return plan.stored_answers_of_batches.get((batch, key))


def batches_of(plan: Plan, device: str) -> tuple[str, ...]:
    """The names of the batches that the device is in; none for what is no spoke."""
    _note_of_plan(plan, ("batches", device))
    return plan.batches_of_spokes.get(device, ())


def secret_of(plan: Plan, device: str, key: str) -> Secret | None:
    """The secret that stands for that device, "" for the whole site; None where nobody gave one there."""
    _note_of_plan(plan, ("secret", device, key))
    return plan.stored_secrets.get((device, key))


def reads_every_answer(plan: Plan) -> None:
    """Says that whatever is computed just now looks at all answers and secrets."""
    _note_of_plan(plan, _EVERY_ANSWER)


def _note_of_plan(plan: Plan, node: _Node) -> None:
    if _computing.nodes:
        _note(_of(plan).site, node)


def _note(site: _Site, node: _Node) -> None:
    if _computing.nodes:
        of, reader = _computing.nodes[-1]
        of.readers[node if of is site else _ANYTHING].add(reader)


def _of(plan: Plan) -> _Kept:
    kept = _kept.get(plan)
    if kept is None:
        with _lock:
            # Another thread may have met it meanwhile.
            kept = _kept.get(plan)
            if kept is None:
                kept = _kept[plan] = _begun(plan)
                _forget()
    return kept


def _begun(plan: Plan) -> _Kept:
    """A new plan, with what holds on of the last one of the same sources."""
    site = _sites.setdefault(plan.read_from, _Site())
    earlier = _kept.get(site.last) if site.last else None
    across: dict[_Node, object] = {}
    if earlier and site.last:
        across = dict(earlier.across)
        for node in site.touched(_changed(site.last, plan)):
            across.pop(node, None)
    site.last = plan
    site.plans += 1
    return _Kept(site, across)


def _changed(old: Plan, new: Plan) -> Iterator[_Node]:
    yield _ANYTHING
    yield _EVERY_ANSWER
    answers = {place for place, _ in old.stored_answers.items() ^ new.stored_answers.items()}
    yield from (("answer", *place) for place in answers)
    of_batches = {place for place, _ in old.stored_answers_of_batches.items() ^ new.stored_answers_of_batches.items()}
    yield from (("answer of a batch", *place) for place in of_batches)
    members = {spoke for spoke, _ in old.batches_of_spokes.items() ^ new.batches_of_spokes.items()}
    yield from (("batches", spoke) for spoke in members)
    secrets = {place for place, _ in old.stored_secrets.items() ^ new.stored_secrets.items()}
    yield from (("secret", *place) for place in secrets)


def _forget() -> None:
    """Forgets the plans that were met first, beyond what is kept."""
    routers = sum(1 + len(plan.spokes) for plan in _kept)
    while len(_kept) > 1 and (len(_kept) > PLANS or routers > ROUTERS):
        oldest, kept = _kept.popitem(last=False)
        routers -= 1 + len(oldest.spokes)
        kept.site.plans -= 1
        if kept.site.last == oldest:
            kept.site.last = None
        if not kept.site.plans:
            _sites.pop(oldest.read_from, None)


def forget_everything() -> None:
    """Forgets every plan; what is asked next is computed anew."""
    with _lock:
        _kept.clear()
        _sites.clear()
