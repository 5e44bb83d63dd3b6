"""The next spoke of a hub: what an earlier site answered for the site, the server and the hub begins its plan."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from wizard.errors import AnswerError
from wizard.model.plan import Acceptance, Answer, Batch, EarlierSpoke, Plan, SecretAnswer, fits
from wizard.model.question import Origin
from wizard.plan.adoption import PROFILE, REMAINS, joinable
from wizard.plan.answer import answer_secret, keep_all, refuse_what_does_not_fit
from wizard.plan.batches import MEMBERS, as_typed, spokes_of, with_batch
from wizard.plan.moved_spokes import Standing, as_earlier_spokes, standings
from wizard.plan.perspective import Perspective, applies, hub_device, resolved, scope_devices
from wizard.questions import QUESTION
from wizard.sentence import Sentence

_FIRST = ("strategy", "hub_name", "group")
"""The answers that say which devices there are."""

_OF_EACH_WAVE: dict[str, Sentence] = {
    REMAINS: "whether other EzVPN clients remain is asked anew with every wave",
    PROFILE: "the hub has what the earlier wave made by now",
}
"""Answers that held for the earlier wave alone, and why."""

_OF_EACH_ROUTER: dict[str, Sentence] = {
    "release": "it was given for every router of the earlier site; the new spokes may run another release",
    "platform": "it was given for every router of the earlier site; the new spokes may be other routers",
    "management_access": "how each spoke is reached beside its tunnel is asked of every spoke",
}
"""Answers for a whole site that say what its routers are: they hold for the server and the hub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Something of the earlier site that the new plan goes without."""

    name: str
    """As it is typed: `DEVICE.KEY`; an accepted blocker by its code."""
    value: str = ""
    """Empty for a secret."""
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWave:
    """A plan that begins with an earlier site's answers."""

    plan: Plan
    taken: tuple[str, ...] = ()
    """The answers and secrets that were taken over, as they are typed."""
    not_taken: tuple[NotTaken, ...] = ()
    secrets_left: tuple[str, ...] = ()
    """The secrets of the site and its hub that nobody allowed to take over, as they are typed."""

    @property
    def standings(self) -> dict[str, Standing]:
        """Each spoke of this site and of the earlier ones, by what the hub's configuration tells."""
        asking = Perspective(self.plan, "")
        return standings(asking, joinable(asking))

    @property
    def counted(self) -> Sentence:
        """How many of them have moved, and what no file tells."""
        return resolved(self.plan, REMAINS, "").why


def next_wave(plan: Plan, earlier: Plan, others: Iterable[Plan] = (), *, with_secrets: bool = False) -> NextWave:
    """The plan with what the earlier site answered; AnswerError where that is the site of another hub.

    `others` are sites that are known beside it: the spokes of those of the same hub are counted too.
    """
    names = _same_hub(plan, earlier)
    batches = tuple(_batches_here(plan, earlier, set(names.values())))
    kept = {"", *(batch.name for batch in batches)}
    here = tuple(
        replace(row, device=names[row.device]) for row in earlier.answers if row.device in names and row.batch in kept
    )
    of_site = tuple(row for row in here if row.key not in _OF_EACH_WAVE)
    given = tuple(_of_routers(of_site, set(names.values())))
    not_taken = [*_never_taken(earlier, names), *_left_of_batches(earlier, batches), *_facts(here)]
    made, refused = _fitting(replace(plan, batches=batches), given)
    of_batches = (f"{batch.name}.{MEMBERS}" for batch in made.batches)
    made = replace(made, earlier_spokes=tuple(_earlier_spokes(made, (earlier, *others))))
    wave = NextWave(plan=made, taken=(*of_batches, *(as_typed(row) for row in made.answers)))
    secrets = tuple(replace(row, device=names[row.device]) for row in earlier.secrets if row.device in names)
    return _with_secrets(replace(wave, not_taken=(*not_taken, *refused)), secrets, with_secrets=with_secrets)


def _same_hub(plan: Plan, earlier: Plan) -> dict[str, str]:
    """The devices of the earlier site that the new one has too, by what they are called there."""
    begun = keep_all(plan, (row for row in earlier.answers if not row.device and row.key in _FIRST))
    before, now = (earlier.server.device, hub_device(earlier)), (plan.server.device, hub_device(begun))
    if not _are_of_one_hub(earlier, begun):
        raise AnswerError(
            f"the earlier site's {_in_words(*before)}, and here the {_in_words(*now)}",
            hint=_HOW_A_FILE_IS_NAMED if _lacks_a_hostname(begun) else _SAME_HUB,
        )
    return {"": "", **dict(zip(before, now, strict=True))}


_SAME_HUB = "Begin with a site of the same hub; give the present configuration of a new hub with --new-hub."
_HOW_A_FILE_IS_NAMED = (
    "A file without a hostname goes by the file's name: call it as it was called in the earlier site, "
    "or save the whole running configuration."
)


def _lacks_a_hostname(plan: Plan) -> bool:
    source = plan.source(hub_device(plan)) or plan.server
    return not source.router.hostname


def _are_of_one_hub(plan: Plan, other: Plan) -> bool:
    one, two = ((each.server.device.casefold(), hub_device(each).casefold()) for each in (plan, other))
    return one == two


def _earlier_spokes(plan: Plan, earlier: Iterable[Plan]) -> Iterator[EarlierSpoke]:
    """The spokes of those sites that are of the plan's hub, each once, and none that the plan moves itself."""
    seen = {spoke.device.casefold() for spoke in plan.spokes}
    for site in earlier:
        if _are_of_one_hub(site, plan):
            for spoke in as_earlier_spokes(site, (Perspective(site, spoke.device) for spoke in site.spokes)):
                if spoke.device.casefold() not in seen:
                    seen.add(spoke.device.casefold())
                    yield spoke


def _in_words(server: str, hub: str) -> Sentence:
    return f"hub is {hub}" if server == hub else f"hub is {hub} beside the EzVPN server {server}"


def _never_taken(earlier: Plan, names: Iterable[str]) -> Iterator[NotTaken]:
    """What is of the earlier spokes, and the blockers that were accepted as they were found then."""
    spokes = {spoke.device for spoke in earlier.spokes}
    for row in earlier.answers:
        if row.device not in names:
            what = "the earlier spoke" if row.device in spokes else "a device that is not of this plan"
            yield NotTaken(name=as_typed(row), value=row.value, why=f"{row.device} is {what}")
    for accepted in earlier.accepted:
        yield _acceptance(accepted)


def _batches_here(plan: Plan, earlier: Plan, names: set[str]) -> Iterator[Batch]:
    """The earlier site's batches that spokes of this one are in, each with the members that stand for these."""
    for batch in earlier.batches:
        members = (member for member in batch.members if any(fits(member, spoke) for spoke in plan.spoke_devices))
        with suppress(AnswerError):
            yield from with_batch(plan, replace(batch, members=tuple(members)), names).batches


def _left_of_batches(earlier: Plan, here: Iterable[Batch]) -> Iterator[NotTaken]:
    """The members that no spoke of this site is, and the answers for batches that it does not have."""
    now = {batch.name: batch.members for batch in here}
    for batch in earlier.batches:
        left = [member for member in batch.members if member not in now.get(batch.name, ())]
        if left:
            why = "no spoke of this plan is called so"
            yield NotTaken(name=f"{batch.name}.{MEMBERS}", value=", ".join(left), why=why)
    for row in earlier.answers:
        if row.batch and row.batch not in now:
            yield NotTaken(name=as_typed(row), value=row.value, why=f"this plan has no batch {row.batch}")


def _acceptance(accepted: Acceptance) -> NotTaken:
    why = "a blocker is accepted as it is found, and this plan may not have it"
    return NotTaken(name=f"{accepted.code} of {accepted.device}", value=accepted.reason, why=why)


def _facts(answers: Iterable[Answer]) -> Iterator[NotTaken]:
    """The answers that hold for a wave alone, or not for routers that nobody knew then."""
    for row in answers:
        if why := _OF_EACH_WAVE.get(row.key) or (not row.device and _OF_EACH_ROUTER.get(row.key)):
            yield NotTaken(name=as_typed(row), value=row.value, why=why)


def _of_routers(answers: Iterable[Answer], names: Iterable[str]) -> Iterator[Answer]:
    """The answers; one that says what every router of the earlier site is, for its server and its hub."""
    for row in answers:
        if row.device or row.key not in _OF_EACH_ROUTER:
            yield row
        elif row.batch:
            continue
        elif row.key != "management_access":
            yield from (replace(row, device=name) for name in names if name)


def _fitting(plan: Plan, given: tuple[Answer, ...]) -> tuple[Plan, list[NotTaken]]:
    """The plan with those of the answers that it asks for and that are answers there; what goes is judged one by one.

    Whether a question is asked, and which answers it takes, depends on the answers beside it.
    """
    made, gone = keep_all(plan, given), list[NotTaken]()
    for judge in (_overruled, _refusal, _not_asked):
        while left := next(((row, why) for row in made.answers if (why := judge(made, row))), None):
            row, why = left
            made = made.without_answer(row.key, row.device, row.batch)
            gone.append(NotTaken(name=as_typed(row), value=row.value, why=why))
    return made, gone


def _places(plan: Plan, row: Answer | SecretAnswer) -> tuple[str, ...]:
    """The devices of which the question is asked, of those that the answer is for."""
    places = scope_devices(plan, QUESTION[row.key].scope)
    if isinstance(row, Answer) and row.batch:
        places = spokes_of(plan, row.batch)
    return tuple(place for place in places if row.device in {"", place} and applies(plan, row.key, place))


def _refusal(plan: Plan, row: Answer) -> Sentence:
    """Why an answer is none here, "" where it is one."""
    if not _places(plan, row):
        return ""
    try:
        refuse_what_does_not_fit(plan, row)
    except AnswerError as error:
        return error.message
    return ""


def _not_asked(plan: Plan, row: Answer) -> Sentence:
    return "" if _places(plan, row) else "this plan does not ask it"


def _overruled(plan: Plan, row: Answer) -> Sentence:
    """Why another answer holds: the hub's present configuration settles it."""
    found = [resolved(plan, row.key, place) for place in _places(plan, row)]
    if not found or any(holding.origin is not Origin.SETTLED or holding.value == row.value for holding in found):
        return ""
    settled = resolved(plan.without_answer(row.key, row.device, row.batch), row.key, found[0].device)
    return f"here it is {settled.value or 'nothing'}: {settled.why}"


def _with_secrets(wave: NextWave, secrets: tuple[SecretAnswer, ...], *, with_secrets: bool) -> NextWave:
    """The wave with the secrets of the site and the hub, or with their names where nobody allowed to take them."""
    for row in secrets:
        name = f"{row.device}.{row.key}" if row.device else row.key
        if not _places(wave.plan, row):
            wave = _without(wave, NotTaken(name=name, why="this plan does not ask it"))
        elif not with_secrets:
            wave = replace(wave, secrets_left=(*wave.secrets_left, name))
        else:
            wave = _with_secret(wave, row, name)
    return wave


def _with_secret(wave: NextWave, row: SecretAnswer, name: str) -> NextWave:
    try:
        made = answer_secret(wave.plan, row.key, row.value, row.device)
    except AnswerError as error:
        return _without(wave, NotTaken(name=name, why=error.message))
    return replace(wave, plan=made, taken=(*wave.taken, name))


def _without(wave: NextWave, not_taken: NotTaken) -> NextWave:
    return replace(wave, not_taken=(*wave.not_taken, not_taken))
