"""The question on which the recommended proofs stand: whether there is a certificate authority."""

from wizard.data.answer_forms import YesNo
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend
from wizard.situation.certificate_authority import answer_that_needs_one, shown_authority


def _authority(asking: Asking) -> Default:
    if shown := shown_authority(asking):
        return recommend("yes", shown)
    if needing := answer_that_needs_one(asking):
        return recommend("yes", f"the answer to {needing} needs certificates")
    return recommend("no", "no file shows one")


CERTIFICATE_AUTHORITY_QUESTIONS = (
    Question(
        key="certificate_authority",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Is there a certificate authority that can enrol these routers?",
        why="Certificates need one that is run by somebody, day by day. Where there is none, a strong key for each "
        "spoke and direction is the better choice than an authority that nobody looks after.",
        otherwise="Answer yes where the company has a PKI, or a router with `crypto pki server`, that no file shows.",
        default=_authority,
        citation="flexvpn.md 7, 12",
    ),
)
