"""The question which FlexVPN of the hub the spokes join."""

from wizard.data.answer_forms import Name
from wizard.model.question import Asking, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend

OWN = "own"
"""The answer that makes new objects beside what the hub has."""


def _has_flexvpn(asking: Asking) -> bool:
    source = asking.plan.source(asking.hub)
    profiles = source.configuration.all("crypto ikev2 profile") if source else ()
    return any(profile.child("virtual-template") for profile in profiles)


def _refused(asking: Asking, value: str) -> str:
    source = asking.plan.source(asking.hub)
    profiles = source.configuration.all("crypto ikev2 profile") if source else ()
    names = [line.text.split()[-1] for line in profiles]
    if value == OWN or value in names:
        return ""
    return f"{asking.hub} has no such IKEv2 profile; it has {', '.join(names)}"


FLEXVPN_PROFILE_QUESTIONS = (
    Question(
        key="flexvpn_profile",
        step=WizardStep.STRATEGY,
        scope=Scope.HUB,
        form=Name(),
        wording="Which IKEv2 profile of the hub do the spokes join? (`own`: they get one of their own)",
        why="A hub that has FlexVPN already is joined: its profile, and what that names, stay as they are, and only "
        "what belongs to the new spokes is added.",
        otherwise="Answer `own` where these spokes shall have nothing in common with those that the hub has.",
        default=lambda asking: recommend(OWN, "no IKEv2 profile of the hub can be joined"),
        applies=_has_flexvpn,
        refuses=_refused,
        citation="flexvpn.md 1.3, 1.5, 12",
    ),
)
