"""The proof of one router's stages, asked at every router that has a say in it, each in a fresh login."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial

from wizard.errors import RouterError, SiteError
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.begun_run import Begun
from wizard.push.frozen_run import FrozenRun
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import Change
from wizard.push.memory import remember, remember_lately
from wizard.push.old_again import ezvpn_carries_again
from wizard.push.onlooker import Onlooker
from wizard.push.proof import prove
from wizard.push.proof_commands import asked_in_a_round, routers_asked
from wizard.push.proof_rows import Proof, Remembered, Wanted
from wizard.push.site_push import SitePush
from wizard.push.stage_steps import StageSteps
from wizard.push.surroundings import Logins, Time
from wizard.push.truth import Truth, serial_of
from wizard.push.vigil import Vigil, words_of
from wizard.sentence import Sentence
from wizard.session.obeyed import obeyed
from wizard.session.router_session import RouterSession

Answers = dict[tuple[str, str], bytes]
"""By the router and the command."""
OLD_AGAIN_SECONDS = 180.0
"""How long the old tunnel may take to come up again."""
_CLEARS, _WAITS = "clear ip nat translation *", "translations"
"""The command that ends translations, and the row of the proof that wants it."""
_CHANGES: Mapping[str, Change] = {
    _CLEARS: Change.CLEAR,
    "crypto ipsec client ezvpn connect": Change.CONNECT,
}
"""What a way back may want typed, by how it begins; nothing else is."""


class TunnelProof:
    """Proves of one router, before and behind a stage, what its plan wants."""

    def __init__(
        self,
        plan: Plan,
        device: str,
        *,
        run: FrozenRun,
        logins: Logins,
        serials: Mapping[str, str],
        steps_of_stage: StageSteps,
        time: Time,
        told: Callable[[Sentence], None],
        onlooker: Onlooker,
    ) -> None:
        self._plan = plan
        self._device = device
        self._run = run
        self._logins = logins
        self._serials = serials
        self._steps = steps_of_stage
        self._time = time
        self._told = told
        self._onlooker = onlooker
        self._goes_back_at: datetime | None = None
        self._others = tuple(name for name in routers_asked(plan, device)[1:] if name in devices(plan))
        self.checks = asked_in_a_round(plan, device)
        self.routers = 1 + len(self._others)
        self._old_login: RouterSession | None = None
        self.last: Proof | None = None
        """What was seen last, for whoever shows it."""

    def remember(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """Logs in to every router that is asked, and keeps what is true before the stage."""
        if stage is Stage.LOGIN:
            return self._stay_logged_in() or self._steps.before(stage, truth)
        if stage is not Stage.CUTOVER:
            return self._steps.before(stage, truth) or self.remember_lately(truth)
        try:
            with self._sessions(truth) as sessions:
                remembered, rows = remember(self._plan, self._device, sessions)
        except RouterError as error:
            return (_NOT_ALL_REACHED.format(error),)
        self._run.remember(_by_name(remembered.answers))
        self._run.remember_lately({})
        return tuple(
            f"nothing is armed, since even now {why}" for why in words_of([row for row in rows if not row.is_good])
        )

    def remember_lately(self, truth: Truth) -> tuple[Sentence, ...]:
        """Keeps what is up now, days behind the cut-over: what others moved since, nobody misses then."""
        try:
            with self._sessions(truth) as sessions:
                self._run.remember_lately(_by_name(remember_lately(self._plan, self._device, sessions)))
        except RouterError as error:
            return (_NOT_ALL_REACHED.format(error),)
        return ()

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """What is missing of the proof of the stage, once it is proved or the vigil ends."""
        if stage is Stage.LOGIN:
            missing = self._steps.after(stage, truth)
            self._let_go()
            return missing
        self._goes_back_at = truth.standing.deadline
        while True:
            try:
                with self._sessions(truth) as sessions:
                    proof = prove(
                        self._plan,
                        self._device,
                        sessions,
                        Remembered(answers=self._before | self._lately),
                        self._time,
                        vigil=vigil,
                        told=partial(self._tell, is_old=False),
                    )
            except RouterError as error:
                proof = Proof(rows=(), lost=("",))
                self._told(str(error))
            is_over = self._device in proof.lost or self._time.seconds() >= vigil.until
            if proof.is_green or not proof.lost or is_over or vigil.ends_in_a_pause():
                self._keep(stage, proof)
                return vigil.missing(proof)

    def _stay_logged_in(self) -> tuple[Sentence, ...]:
        """A login of before stays open until a fresh one is proved; why there is none."""
        self._let_go()
        try:
            self._old_login = self._logins.log_in(self._device)
        except RouterError as error:
            return (f"a login that stays open beside the fresh one cannot be had: {error}",)
        return ()

    def _let_go(self) -> None:
        session, self._old_login = self._old_login, None
        if session:
            with suppress(RouterError, EOFError, OSError):
                session.close()

    def old_missing(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is missing of the old tunnel behind a stage that went back, or is being taken back.

        As long as a timer runs, translations of the new tunnel are let be: clearing them waits for its end.
        """
        if stage is not Stage.CUTOVER or not self._before:
            return ()
        self._goes_back_at = truth.standing.deadline
        self._told(f"{self._device}: the old configuration is back; whether EzVPN carries traffic is looked at")
        until = self._time.seconds() + OLD_AGAIN_SECONDS
        try:
            with self._sessions(truth) as sessions:
                proof = self._old_again(sessions, until)
                wanted = [each for each in proof.wanted if not truth.armed.is_pending or each.command != _CLEARS]
                if wanted:
                    self._type(wanted, truth.router, stage)
                    proof = self._old_again(sessions, until)
        except RouterError as error:
            return (str(error),)
        self._keep(stage, proof, takes_back=True)
        return words_of([row for row in proof.missing if not truth.armed.is_pending or row.name != _WAITS])

    def _keep(self, stage: Stage, proof: Proof, *, takes_back: bool = False) -> None:
        """For the report alone: where it cannot be kept, what was proved is proved."""
        try:
            self._run.keep_proof(stage, proof, takes_back=takes_back)
        except SiteError as error:
            self._told(f"{self._device}: the report will lack what was proved: {error}")

    def _old_again(self, sessions: Mapping[str, RouterSession], until: float) -> Proof:
        return ezvpn_carries_again(
            self._plan,
            self._device,
            sessions,
            Remembered(answers=self._before, lately=self._lately),
            self._time,
            until=until,
            told=partial(self._tell, is_old=True),
        )

    def _type(self, wanted: Sequence[Wanted], router: GuardedRouter, stage: Stage) -> None:
        """Types what a way back wants, where it is for this router and one of the two commands that it may be."""
        for each in wanted:
            change = next((change for begins, change in _CHANGES.items() if each.command.startswith(begins)), None)
            if change and each.device == self._device:
                self._told(f"{each.device}: `{each.command}`: {each.why}")
                router.change(change, stage, lambda session, command=each.command: obeyed(session, command))  # type: ignore[misc]

    @property
    def _before(self) -> Answers:
        return _by_command(self._run.before)

    @property
    def _lately(self) -> Answers:
        return _by_command(self._run.lately)

    def _tell(self, proof: Proof, *, is_old: bool) -> None:
        self.last = proof
        self._onlooker.proved(self._device, proof, self._goes_back_at, is_old=is_old)

    @contextmanager
    def _sessions(self, truth: Truth) -> Iterator[dict[str, RouterSession]]:
        """This router's session, and fresh ones of the others; RouterError where another router answers."""
        opened: dict[str, RouterSession] = {}
        try:
            for device in self._others:
                opened[device] = self._logins.log_in(device)
                self._must_be(device, opened[device])
            yield {self._device: truth.router.session, **opened}
        finally:
            for session in opened.values():
                with suppress(RouterError, EOFError, OSError):
                    session.close()

    def _must_be(self, device: str, session: RouterSession) -> None:
        wanted = self._serials.get(device, "")
        if wanted and serial_of(session) != wanted:
            raise RouterError("another router answers: its serial number is another one", where=device)


def _by_name(answers: Mapping[tuple[str, str], bytes]) -> dict[str, bytes]:
    return {f"{device} {command}": answer for (device, command), answer in answers.items()}


def _by_command(named: Mapping[str, bytes]) -> Answers:
    told = ((name.partition(" "), answer) for name, answer in named.items())
    return {(device, command): answer for (device, _, command), answer in told}


_NOT_ALL_REACHED: Sentence = "nothing is armed before every router is reached: {}"


def proof_of(site: SitePush, device: str, begun: Begun) -> TunnelProof:
    """What is proved of a router in a run of a site's push."""
    return TunnelProof(
        site.plan,
        device,
        run=begun.run,
        logins=site.logins,
        serials={name: reached.host.serial for name, reached in site.reached.items()},
        steps_of_stage=StageSteps(site.plan, device, begun.run, site.time),
        time=site.time,
        told=site.told,
        onlooker=site.onlooker,
    )
