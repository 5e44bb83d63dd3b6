"""Whether IKE cuts what fits no datagram."""

from wizard.data.answer_forms import YesNo
from wizard.data.release_features import FRAGMENTATION, has
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend
from wizard.situation.authentication import uses_certificates


def _fragmentation(asking: Asking) -> Default:
    for device in (asking.hub, *(spoke.device for spoke in asking.plan.spokes)):
        release = asking.release(device)
        if release and not has(release, FRAGMENTATION):
            return recommend("no", f"{device} runs {release}, which does not have it")
    if uses_certificates(asking):
        return recommend("yes", "a certificate makes two IP fragments of a message, which cheap lines drop")
    return recommend("yes", "it costs nothing, and IP never cuts a message that grows: cheap lines drop pieces")


FRAGMENTATION_QUESTIONS = (
    Question(
        key="ike_fragmentation",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Should IKE fragment its long messages by itself?",
        why="IKE_AUTH with certificates has about 2000 bytes. It is off unless both ends say it; a value that a router "
        "has already stays. On a router with other IKEv2 peers it holds for those too.",
        otherwise="Say no where another IKEv2 peer of the hub is known to fail with it.",
        default=_fragmentation,
        citation="flexvpn.md 1.9, 12",
    ),
)
