"""The certificates of one router: which dialogue is due, told from what it shows and from what was brought.

Each dialogue is one move of a push; what it left is read from the router before the next, so that one that was broken
off is begun again, and none that is done.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wizard.errors import SourceError
from wizard.judge.answers.answer import Answer, NotRead, answer_of
from wizard.judge.answers.certificates import held_certificates as shown_certificates
from wizard.judge.answers.key_pairs import has_public_key
from wizard.judge.answers.trustpoints import trustpoint_states
from wizard.model.certificate import Certificate, Holder
from wizard.model.certificate_request import CertificateRequest
from wizard.model.ikev2 import Trustpoint
from wizard.model.plan import Plan
from wizard.model.router_step import By, PromptMode, RouterStep
from wizard.model.stage import Stage
from wizard.parse.certificate_requests import pem_of, public_key_of, read_request, request_in
from wizard.parse.certificates import held_certificates
from wizard.parse.flexvpn_objects import flexvpn_objects
from wizard.push.brought_certificates import Brought, pinned, why_not
from wizard.push.frozen_run import FrozenRun
from wizard.push.guards import Change
from wizard.push.key_rows import labels_of
from wizard.push.surroundings import Time
from wizard.push.truth import Truth
from wizard.render.steps_and_checklist import steps
from wizard.sentence import Sentence, listed
from wizard.session.router_session import RouterSession
from wizard.site import names_of

_T = TypeVar("_T")
_POLLS, _BETWEEN_POLLS = 10, 10.0
"""How often, and with how many seconds between, a router is asked whether its certificate came: it asks the CA itself
once a minute, unless `enrollment retry period` says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What came of a look at the certificates; nothing where all are there."""

    has_typed: bool = False
    """Whether the router was changed, and is to be looked at again."""
    waits: tuple[Sentence, ...] = ()
    """What a person must bring or do."""
    unfit: tuple[Sentence, ...] = ()
    """Why it cannot go on as it stands."""


class Enrols(Protocol):
    """What brings a router its certificates."""

    def next(self, truth: Truth) -> Due:
        """Types the next dialogue that is due, or says what is waited for; each look must be a new one."""


_NOTHING = Due()
_TYPED = Due(has_typed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A trustpoint of the router as it is now."""

    settings: Trustpoint
    device: str
    truth: Truth

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def is_by_network(self) -> bool:
        return not self.settings.enrollment.startswith("terminal")

    @property
    def kind_of_key(self) -> str:
        line = self.settings.line
        return "ec" if line is not None and line.child("eckeypair") is not None else "rsa"

    @property
    def pinned_by_others(self) -> frozenset[str]:
        """The fingerprints that its other trustpoints name."""
        others = (each for each in flexvpn_objects(self.truth.running).trustpoints if each.name != self.name)
        return frozenset(each for other in others for each in pinned(other))

    @property
    def session(self) -> RouterSession:
        return self.truth.router.session

    def held(self, holder: Holder) -> tuple[Certificate, ...]:
        """The certificates that the router has in it."""
        chain = held_certificates(self.truth.running, self.device, self.name)
        return tuple(each.certificate for each in chain if each.certificate and each.certificate.holder is holder)


class Enrolment:
    """The dialogues of one router, each typed when it is due."""

    def __init__(
        self,
        plan: Plan,
        device: str,
        run: FrozenRun,
        time: Time,
        told: Callable[[Sentence], None],
        *,
        given: Collection[Certificate],
        makes_key: bool,
    ) -> None:
        self._plan = plan
        self._device = device
        self._run = run
        self._time = time
        self._told = told
        self._brought = Brought(plan=plan, device=device, given=tuple(given))
        self._makes_key = makes_key
        self._has_asked = False

    def next(self, truth: Truth) -> Due:
        """Types the next dialogue that is due, or says what is waited for; each look must be a new one."""
        waits: list[Sentence] = []
        typed = self._steps()
        for name, deal in (
            ("authenticate", self._authenticate),
            ("request", self._by_terminal),
            ("enroll", self._by_network),
            ("authenticate-peer", self._authenticate),
        ):
            step = typed.get(name)
            point = self._point(step, truth) if step else None
            due = deal(step, point) if step and point else _NOTHING
            if due.has_typed or due.unfit:
                return due
            waits += due.waits
        return Due(waits=tuple(waits))

    def _steps(self) -> Mapping[str, RouterStep]:
        of_stage = (step for step in steps(self._plan, self._device) if step.stage is Stage.PKI)
        return {step.id: step for step in of_stage if step.mode is PromptMode.CONFIGURATION and step.by is By.EZ2FLEX}

    def _point(self, step: RouterStep, truth: Truth) -> _Point | None:
        name = step.command.split()[-1]
        found = (each for each in flexvpn_objects(truth.running).trustpoints if each.name == name)
        return next((_Point(settings=each, device=self._device, truth=truth) for each in found), None)

    # the CA

    def _authenticate(self, step: RouterStep, point: _Point) -> Due:
        candidates = self._brought.authorities(point.settings, point.pinned_by_others)
        known = pinned(point.settings) or frozenset(each for one in candidates for each in one.fingerprints)
        if held := point.held(Holder.CA):
            is_known = not known or any(known & set(each.fingerprints) for each in held)
            return _NOTHING if is_known else Due(unfit=(f"{point.name} has the certificate of another CA",))
        if point.is_by_network:
            if not known:
                return Due(waits=(self._ca_wanted(point, "or its fingerprint, "),))
            return self._typed(Change.AUTHENTICATE, step, point, lambda session: session.answered(step.command, known))
        if not candidates:
            return Due(waits=(self._ca_wanted(point),))
        if len(candidates) > 1:
            names = listed([each.title for each in candidates])
            return Due(waits=(f"which CA is that of {point.name}? There are several: {names}; leave one",))
        rows = pem_of(candidates[0].der, "CERTIFICATE").splitlines()
        return self._typed(Change.AUTHENTICATE, step, point, lambda session: session.paste(step.command, rows, known))

    def _ca_wanted(self, point: _Point, besides: Sentence = "") -> Sentence:
        fits = " with the fingerprint that the trustpoint names" if pinned(point.settings) else ""
        return f"{point.name} waits for its CA's certificate{fits}, {besides}as PEM: {self._how()}"

    def _how(self) -> Sentence:
        file = f"certificates/{names_of(self._plan)[self._device]}.pem"
        return f"put it into {file} of the site, or give it with --certificate {self._device}=FILE, and resume"

    # the router's own certificate, by hand

    def _by_terminal(self, step: RouterStep, point: _Point) -> Due:
        if not point.held(Holder.CA) or point.held(Holder.ROUTER):
            return _NOTHING
        try:
            kept = self._run.request
            request = read_request(kept, "request.csr") if kept else self._requested(step, point)
        except SourceError as error:
            return Due(unfit=(f"{point.name}: {error}",))
        if not kept:
            return self._kept(request, point)
        if unfit := tuple(_not_the_key(request, point)):
            return Due(unfit=unfit)
        return self._imported(request, point)

    def _requested(self, step: RouterStep, point: _Point) -> CertificateRequest:
        if self._makes_key and point.settings.key_label not in labels_of(point.session, point.kind_of_key):
            # Where no line of the stage made it, the router makes it when it enrols.
            raise SourceError(f"the key pair {point.settings.key_label} is not on the router")
        self._told(f"{self._device}: {step.command}")
        change = _in_configuration(lambda session: session.answered(step.command))
        return request_in(point.truth.router.change(Change.ENROLL, Stage.PKI, change, about=point.name), self._device)

    def _kept(self, request: CertificateRequest, point: _Point) -> Due:
        if unfit := (*_not_the_key(request, point), *_not_the_subject(request, point.settings)):
            return Due(unfit=unfit)
        self._run.keep_request(request.pem)
        self._told(f"{self._device}: the request is in {self._run.request_path}")
        return _TYPED

    def _imported(self, request: CertificateRequest, point: _Point) -> Due:
        authority = point.held(Holder.CA)[0]
        fitting = [each for each in self._brought.own() if public_key_of(each) == request.public_key]
        reasons = {each: tuple(why_not(self._plan, self._device, each, authority, self._time)) for each in fitting}
        fit = [each for each, reason in reasons.items() if not reason]
        if not fit:
            return Due(waits=(*self._own_wanted(point, request), *(why for each in reasons.values() for why in each)))
        step = self._steps()["import"]
        rows = pem_of(fit[-1].der, "CERTIFICATE").splitlines()
        return self._typed(Change.IMPORT, step, point, lambda session: session.paste(step.command, rows))

    def _own_wanted(self, point: _Point, request: CertificateRequest) -> Iterator[Sentence]:
        yield f"{point.name} waits for the certificate of this request ({self._run.request_path}): {self._how()}"
        yield request.pem.strip()
        for each in self._brought.given_for_another(request.public_key):
            yield f"the {each.title} is for another key than that of the request"

    # the router's own certificate, over the network

    def _by_network(self, step: RouterStep, point: _Point) -> Due:
        if not point.held(Holder.CA) or point.held(Holder.ROUTER):
            return _NOTHING
        try:
            if _is_pending(point) or self._has_asked:
                return self._polled(point)
        except NotRead as error:
            return Due(unfit=(f"{point.name}: {error.why}",))
        line = point.settings.line
        if line is None or line.child("password") is None:
            why = "the CA's challenge password is typed there, and only you know it"
            return Due(waits=(f"type `{step.command}` on the router, and resume: {why}",))
        self._has_asked = True
        return self._typed(Change.ENROLL, step, point, lambda session: session.answered(step.command))

    def _polled(self, point: _Point) -> Due:
        for _ in range(_POLLS):
            if not _is_pending(point):
                return _TYPED if self._has_come(point) else Due(unfit=(_refused(point),))
            self._time.wait(_BETWEEN_POLLS)
        return Due(waits=tuple(self._grant_wanted(point)))

    def _has_come(self, point: _Point) -> bool:
        shown = _shown(point, f"show crypto pki certificates {point.name}")
        return any(each.whose == "" and each.status == "Available" for each in shown_certificates(shown))

    def _grant_wanted(self, point: _Point) -> Iterator[Sentence]:
        yield f"{point.name} waits until its CA grants the request; then resume"
        for step in steps(self._plan, self._device):
            if step.id in ("ca-requests", "ca-grant"):
                yield f"on {step.device}: `{step.command}`: {step.words}"

    def _typed(self, change: Change, step: RouterStep, point: _Point, do: Callable[[RouterSession], object]) -> Due:
        self._told(f"{self._device}: {step.command}")
        point.truth.router.change(change, Stage.PKI, _in_configuration(do), about=point.name)
        return _TYPED


def _in_configuration(do: Callable[[RouterSession], _T]) -> Callable[[RouterSession], _T]:
    def done(session: RouterSession) -> _T:
        session.configure()
        answer = do(session)
        session.end()
        return answer

    return done


def _not_the_key(request: CertificateRequest, point: _Point) -> Iterator[Sentence]:
    """A certificate would be for a key that the router does not have, or not any more."""
    shown = point.session.show(f"show crypto key mypubkey {point.kind_of_key}")
    try:
        is_its_key = has_public_key(answer_of(shown), point.settings.key_label, request.public_key)
    except NotRead as error:
        yield f"whether the request is for the key of {point.name} cannot be read: {error.why}"
        return
    if not is_its_key:
        yield f"the request is for another key than {point.settings.key_label} of the router: {_ANEW}"


_ANEW: Sentence = "take the stage back with `ez2flex revert`, and push again under another key label"


def _not_the_subject(request: CertificateRequest, settings: Trustpoint) -> Iterator[Sentence]:
    """Whoever signs it would give a certificate to another name; what IOS adds by itself is left out of account."""
    wanted = {_attribute(part) for part in settings.subject_name.split(",") if part.strip()}
    asked = {_attribute(part) for part in request.subject}
    named = {part for part in asked if part.partition("=")[0] not in _ADDED}
    if wanted != named and wanted:
        yield f"the request is for {','.join(request.subject)}, and the trustpoint says {settings.subject_name}"


_ADDED = ("hostname", "ipaddress", "serialnumber")


def _attribute(part: str) -> str:
    key, _, value = part.partition("=")
    return f"{key.strip().lower()}={value.strip().lower()}"


def _is_pending(point: _Point) -> bool:
    states = trustpoint_states(_shown(point, f"show crypto pki trustpoints {point.name} status"))
    return any(state.name == point.name and state.request.startswith("Pending") for state in states)


def _refused(point: _Point) -> Sentence:
    return f"the CA does not give {point.name} a certificate; ask whoever runs it, then resume: it is asked again"


def _shown(point: _Point, command: str) -> Answer:
    return answer_of(point.session.show(command))
