"""The commands beside the stages that change no traffic: what the router must answer before and behind each."""

from collections.abc import Iterator

from wizard.judge import judged
from wizard.model.plan import Plan
from wizard.model.router_step import By, PromptMode, RouterStep, When
from wizard.model.stage import Stage
from wizard.push.frozen_run import FrozenRun
from wizard.push.surroundings import Time
from wizard.push.truth import Truth
from wizard.render.facts_of_steps import step_facts
from wizard.render.steps_and_checklist import steps
from wizard.sentence import Sentence


class StageSteps:
    """The steps of one router, typed and judged when they are due."""

    def __init__(self, plan: Plan, device: str, run: FrozenRun, time: Time) -> None:
        self._plan = plan
        self._device = device
        self._run = run
        self._time = time

    def before(self, stage: Stage, truth: Truth, *, has_our_key: bool = False) -> tuple[Sentence, ...]:
        """What is not as it must be before the stage; the answers are kept, to be compared with those behind it.

        Where a key pair of the stage is there that this run made, its label is not free any more.
        """
        answers: dict[str, bytes] = {}
        left_out = _KEY_IS_NEW if has_our_key else ()
        unfit = tuple(self._unfit(stage, When.BEFORE, truth, answers, left_out))
        self._run.remember(answers)
        return unfit

    def after(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is not as it must be behind the stage."""
        # What only people can bring about is waited for, and no fault of the stage.
        return () if stage is Stage.PKI else tuple(self._unfit(stage, When.AFTER, truth, {}))

    def before_taking_back(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """What is not as it must be before the stage is taken back."""
        return tuple(self._unfit(stage, When.UNDO, truth, {}))

    def waiting(self, truth: Truth) -> tuple[Sentence, ...]:
        """What is still to be brought before anything may follow the pki stage: a certificate."""
        return tuple(self._unfit(Stage.PKI, When.AFTER, truth, {}))

    def _unfit(
        self, stage: Stage, when: When, truth: Truth, answers: dict[str, bytes], left_out: tuple[str, ...] = ()
    ) -> Iterator[Sentence]:
        before = self._run.before
        for step in (step for step in self._typed(stage, when) if step.id not in left_out):
            answer = answers[key_of(step)] = truth.router.session.show(step.command)
            facts = step_facts(self._plan, self._device, step)
            earlier = before.get(key_of(step))
            verdict = judged(answer, step, facts, before=earlier, now=self._time.now())
            if not verdict.is_good:
                yield f"`{step.command}`: {verdict.seen}; it must be so: {step.words}"

    def _typed(self, stage: Stage, when: When) -> Iterator[RouterStep]:
        for step in steps(self._plan, self._device):
            is_ours = step.by is By.EZ2FLEX and step.mode is PromptMode.EXEC and step.device == self._device
            if is_ours and step.stage is stage and step.when is when:
                yield step


_KEY_IS_NEW = ("rsa-label", "ec-label")


def key_of(step: RouterStep) -> str:
    """By which its answer is kept."""
    return f"{step.device} {step.command}"
