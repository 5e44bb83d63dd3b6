"""A plan seen from one device: what the rules of the questions look at."""

from dataclasses import dataclass, replace
from typing import TypeVar

from wizard.errors import ReleaseError, StillOpen
from wizard.ios.masking import MASK, url_without_secrets
from wizard.model.kept_of_plan import kept_across_answers, secret_of
from wizard.model.plan import Plan, Strategy
from wizard.model.question import Default, Form, Kind, Origin, Question, Refused, Resolved, Scope, written_answer
from wizard.model.release import Release
from wizard.model.role import Role
from wizard.model.router import EzvpnClient, Group, Router
from wizard.model.secret import Secret
from wizard.parse.release import known_release, release
from wizard.plan.adoption import PROFILE, settled_by_the_hub
from wizard.plan.form import read_answer, refused_in_words
from wizard.plan.given_answer import GivenAnswer, contradiction, given_answer, given_secret, nearest_url
from wizard.questions import QUESTION
from wizard.situation.called_addresses import addresses_of

T = TypeVar("T")

_NO_ROUTER = Router()

OF_MANY = frozenset({Scope.SPOKE, Scope.DEVICE})
"""The scopes of the questions that are asked of each spoke, and that a batch of them may have an answer to."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """One plan from one device; `device` is empty for the whole site."""

    plan: Plan
    device: str

    @property
    def hub(self) -> str:
        """The device that becomes or is the FlexVPN hub."""
        return hub_device(self.plan)

    @property
    def router(self) -> Router:
        """The facts of the device; empty ones for a new hub without a configuration."""
        source = self.plan.source(self.device)
        return source.router if source else _NO_ROUTER

    @property
    def server(self) -> Router:
        """The facts of the EzVPN server."""
        return self.plan.server.router

    @property
    def client(self) -> EzvpnClient:
        """The EzVPN client of the device."""
        return moving_client(self.plan, self.device)

    @property
    def backup_client(self) -> EzvpnClient | None:
        """The EzVPN client that takes over where tracking says so, None without one."""
        named = self.client.line.argument("backup").split()
        return next((client for client in self.router.clients if named and client.name == named[0]), None)

    @property
    def group(self) -> Group | None:
        """The EzVPN group that moves."""
        return moving_group(self.plan)

    def seen_from(self, device: str) -> "Perspective":
        """The same plan seen from another device."""
        return Perspective(self.plan, device)

    def release(self, device: str) -> Release | None:
        """The release that a device runs, None where nobody knows it."""
        return release_of(self.plan, device)

    def release_named(self, text: str) -> Release | Refused:
        """The release that a text names, which may be what `show version` prints."""
        try:
            return release(text)
        except ReleaseError as error:
            return Refused(reason="is no release of IOS or IOS-XE", hint=error.hint)

    def value(self, key: str, device: str | None = None) -> str:
        """The value of another question, "" where it is open or does not apply."""
        return resolved(self.plan, key, self.device if device is None else device).value

    def given(self, form: Form[T], key: str, device: str | None = None) -> T:
        """The value of a question that must not be open, in the type that the form of its row gives it."""
        question = resolved(self.plan, key, self.device if device is None else device)
        assert question.question.form == form, f"{key} has another form"
        value = form.read(self.needed(key, device), Perspective(self.plan, question.device))
        if isinstance(value, Refused):
            raise StillOpen(question.key)
        return value

    def known(self, form: Form[T], key: str, device: str | None = None) -> T | None:
        """The value of another question in the type of its form; None where it is open or not asked."""
        text = self.value(key, device)
        value = form.read(text, self.seen_from(self.device if device is None else device)) if text else None
        return None if isinstance(value, Refused) else value

    def needed(self, key: str, device: str | None = None) -> str:
        """The value of a question that must not be open; it may be empty where empty is an answer."""
        question = resolved(self.plan, key, self.device if device is None else device)
        if question.origin is Origin.OPEN:
            raise StillOpen(question.key)
        assert question.question.kind is not Kind.URL, "url() gives the whole of a URL"
        return question.value

    def url(self, key: str, device: str | None = None) -> Secret:
        """A URL with the password in it; StillOpen where it is open."""
        place = _place(self.plan, QUESTION[key], self.device if device is None else device)
        question = _with_password(Perspective(self.plan, place), QUESTION[key])
        if question.origin is Origin.OPEN:
            raise StillOpen(question.key)
        return Secret(question.value)

    def secret(self, key: str, device: str | None = None) -> Secret:
        """The key or password that was answered."""
        place = self.device if device is None else device
        question = resolved(self.plan, key, place)
        secret = given_secret(self.plan, key, question.device)
        if secret is None:
            raise StillOpen(question.key)
        return secret

    @property
    def is_hub(self) -> bool:
        """Whether the device is the FlexVPN hub."""
        return self.device == self.hub

    @property
    def is_spoke(self) -> bool:
        """Whether the device moves from EzVPN to FlexVPN as a spoke."""
        return self.device in self.plan.spoke_devices

    @property
    def is_server_beside_new_hub(self) -> bool:
        """Whether the device is the EzVPN server while FlexVPN has another hub."""
        return self.device == self.plan.server.device and not self.is_hub


@kept_across_answers
def release_of(plan: Plan, device: str) -> Release | None:
    """The release that a device runs, None where nobody knows it."""
    return known_release(resolved(plan, "release", device).value)


@kept_across_answers
def hub_device(plan: Plan) -> str:
    """The device that becomes or is the FlexVPN hub."""
    if resolved(plan, "strategy", "").value != Strategy.NEW_HUB:
        return plan.server.device
    return plan.new_hub.device if plan.new_hub else name_of_new_hub(plan)


def name_of_new_hub(plan: Plan) -> str:
    """What a new hub without a configuration is called; a name that is none is waited for under the recommended one."""
    return resolved(plan, "hub_name", "").value or QUESTION["hub_name"].default(Perspective(plan, "")).value or ""


@kept_across_answers
def moving_client(plan: Plan, device: str) -> EzvpnClient:
    """The EzVPN client of a spoke that moves: one that calls the server, else one whose group the server has.

    A client that another one names as its backup never comes before one of those.
    """
    source = plan.source(device)
    clients = source.router.clients if source else ()
    backups = {client.line.argument("backup").split(" ")[0] for client in clients}
    names = {group.name for group in server_groups(plan)}
    own = addresses_of(plan.server.router)

    def rank(client: EzvpnClient) -> tuple[bool, bool, bool]:
        calls, belongs = not own.isdisjoint(client.peers), client.group in names
        return client.name in backups or not (calls or belongs), not calls, not belongs

    return min(clients, key=rank)


def server_groups(plan: Plan) -> tuple[Group, ...]:
    """The EzVPN groups in the server's configuration; none where RADIUS holds them."""
    return plan.server.router.server.groups if plan.server.router.server else ()


@kept_across_answers
def moving_group(plan: Plan) -> Group | None:
    """The group that moves, None where no configuration holds it."""
    name = resolved(plan, "group", "").value
    return next((group for group in server_groups(plan) if group.name == name), None)


def devices(plan: Plan) -> tuple[str, ...]:
    """Every device of the plan: the server, the hub where it is another one, the spokes."""
    names = (plan.server.device, hub_device(plan), *(spoke.device for spoke in plan.spokes))
    return tuple(dict.fromkeys(names))


def roles_of(plan: Plan, device: str) -> tuple[Role, ...]:
    """What that device is: a hub may be the server as well."""
    held = {Role.SERVER: plan.server.device, Role.HUB: hub_device(plan)}
    return tuple(role for role, holder in held.items() if holder == device) or (Role.SPOKE,)


def scope_devices(plan: Plan, scope: Scope) -> tuple[str, ...]:
    """The devices for which a question of that scope is asked; ("",) for the whole site."""
    match scope:
        case Scope.SITE:
            return ("",)
        case Scope.HUB:
            return (hub_device(plan),)
        case Scope.SERVER:
            return (plan.server.device,)
        case Scope.SPOKE:
            return tuple(spoke.device for spoke in plan.spokes)
        case Scope.DEVICE:
            return devices(plan)


def is_in_scope(plan: Plan, scope: Scope, device: str) -> bool:
    """Whether a question of that scope is asked for the device, "" for the whole site."""
    match scope:
        case Scope.SITE:
            return not device
        case Scope.HUB:
            return device == hub_device(plan)
        case Scope.SERVER:
            return device == plan.server.device
        case Scope.SPOKE:
            return device in plan.spoke_devices
        case Scope.DEVICE:
            return device in plan.spoke_devices or device in {plan.server.device, hub_device(plan)}


def applies(plan: Plan, key: str, device: str) -> bool:
    """Whether the question is asked for that device at all."""
    question = QUESTION[key]
    return question.applies(Perspective(plan, device))


def resolved(plan: Plan, key: str, device: str) -> Resolved:
    """The question with the answer that holds: the device's own, the site's, or the recommended one."""
    return _resolved(plan, key, _place(plan, QUESTION[key], device))


@kept_across_answers
def _resolved(plan: Plan, key: str, place: str) -> Resolved:
    found = _stated(Perspective(plan, place), key)
    if found.origin is not Origin.ANSWERED:
        return found
    forbidden = found.question.forbids(found.value, BesideAnswers(plan, place))
    if not forbidden:
        return found
    return _refused(found, f"{found.value or 'nothing'} cannot hold: {forbidden}")


@dataclass(frozen=True, slots=True)
class BesideAnswers(Perspective):
    """A plan as an answer sees it that is compared with the others: each of them holds, for it is judged itself."""

    def seen_from(self, device: str) -> "Perspective":
        """The same plan seen from another device."""
        return BesideAnswers(self.plan, device)

    def value(self, key: str, device: str | None = None) -> str:
        """The value of another question as it is answered."""
        return _beside_answers(
            self.plan, key, _place(self.plan, QUESTION[key], self.device if device is None else device)
        ).value


@kept_across_answers
def _beside_answers(plan: Plan, key: str, place: str) -> Resolved:
    return _stated(BesideAnswers(plan, place), key)


def _stated(asking: Perspective, key: str) -> Resolved:
    """The question by its answer, if that has the right form, or by what is recommended; see `_resolved`."""
    plan, place, question = asking.plan, asking.device, QUESTION[key]
    if question.scope is Scope.SPOKE and place not in plan.spoke_devices:
        return Resolved(question=question, device=place, value="", origin=Origin.SETTLED, why="not asked here")
    if key not in {"strategy", "hub_name", "group"} and not question.applies(asking):
        return Resolved(question=question, device=place, value="", origin=Origin.SETTLED, why="not asked here")
    if question.kind is Kind.SECRET:
        return _resolved_secret(asking, question)
    if question.kind is Kind.URL:
        return _without_password(asking, question)
    given = given_answer(plan, key, place)
    of_the_hub = settled_by_the_hub(asking, question)
    if given is None:
        return _recommended(question, place, of_the_hub or question.default(asking))
    if of_the_hub and of_the_hub.settled and key != PROFILE:
        return replace(_overruled(_recommended(question, place, of_the_hub), given.value), batch=given.batch)
    return _answered(asking, question, given)


def _overruled(found: Resolved, answered: str) -> Resolved:
    """What the hub has, where the answer says otherwise."""
    if found.value == answered:
        return found
    return replace(found, why=f"{found.why}; the answer {answered} is kept and not used", why_of_several="")


def _answered(asking: Perspective, question: Question, given: GivenAnswer) -> Resolved:
    """The question with that answer; open where its form refuses it, or where two batches contradict each other."""
    found = Resolved(
        question=question,
        device=asking.device,
        value="",
        origin=Origin.ANSWERED,
        why=f"answered for the batch {given.batch}" if given.batch else "answered",
        batch=given.batch,
    )
    if wrong := contradiction(asking.plan, question.key, asking.device):
        return _refused(replace(found, batch=""), wrong)
    value = read_answer(question, given.value, asking)
    if isinstance(value, Refused):
        return _refused(found, f"{refused_in_words(question, given.value, value)}. {value.hint}")
    return replace(found, value=written_answer(value))


def _refused(found: Resolved, why: str) -> Resolved:
    """The question as open, because what was answered is no answer."""
    return replace(found, value="", origin=Origin.OPEN, why=f"the answer is kept and not used: {why.rstrip('.')}")


def _place(plan: Plan, question: Question, device: str) -> str:
    match question.scope:
        case Scope.SITE:
            return ""
        case Scope.HUB:
            return hub_device(plan)
        case Scope.SERVER:
            return plan.server.device
        case _:
            return device


def _resolved_secret(asking: Perspective, question: Question) -> Resolved:
    plan, device = asking.plan, asking.device
    if given_secret(plan, question.key, device) is not None:
        return Resolved(question=question, device=device, value="set", origin=Origin.ANSWERED, why="answered")
    return _recommended(question, device, question.default(asking))


def _with_password(asking: Perspective, question: Question) -> Resolved:
    """A URL as it was answered among the secrets or the answers, or as it is recommended."""
    given = nearest_url(asking.plan, question.key, asking.device)
    return (
        _answered(asking, question, given) if given else _recommended(question, asking.device, question.default(asking))
    )


def _without_password(asking: Perspective, question: Question) -> Resolved:
    """The same as it is shown; one that stands among the secrets is never shown whole."""
    asked_url = _with_password(asking, question)
    without_secrets = url_without_secrets(asked_url.value)
    places = (secret_of(asking.plan, place, question.key) for place in (asking.device, ""))
    given = {secret.reveal() for secret in places if secret}
    return replace(
        asked_url, value=MASK if without_secrets == asked_url.value and asked_url.value in given else without_secrets
    )


def _recommended(question: Question, device: str, default: Default) -> Resolved:
    if default.value is None:
        return Resolved(question=question, device=device, value="", origin=Origin.OPEN, why=default.why)
    origin = Origin.SETTLED if default.settled else Origin.RECOMMENDED
    return Resolved(
        question=question,
        device=device,
        value=default.value,
        origin=origin,
        why=default.why,
        why_of_several=default.why_of_several,
        weighed=default.weighed,
    )
