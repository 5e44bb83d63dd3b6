"""Questions of trustpoints: a new one or one that the router has, and one for the CA of the other side."""

from wizard.data.answer_forms import Fingerprint, Name, OrEmpty
from wizard.model.configuration import Line
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend
from wizard.situation.authentication import is_proved_by_both
from wizard.situation.hub import gets_flexvpn
from wizard.situation.trustpoints import NEW, NONE, has_trustpoint, peer_trustpoint, standing_trustpoints


def _is_of_a_ca(line: Line) -> bool:
    """Whether the trustpoint can hold what a CA issued; a router makes the others for its own web server."""
    return not line.argument("enrollment").startswith("selfsigned")


def _existing(asking: Asking) -> Default:
    names = [name for name, line in standing_trustpoints(asking).items() if _is_of_a_ca(line)]
    if not names:
        return recommend(NONE, "the router has no trustpoint of a CA")
    return recommend(
        NONE,
        f"a key of its own can be revoked and renewed for FlexVPN alone, and no recommendation hangs on a day of "
        f"expiry; the router has {', '.join(names)}",
    )


def _peer(asking: Asking) -> Default:
    return recommend(NONE, "hub and spokes have certificates of one CA, unless you know better")


def _refused(asking: Asking, value: str) -> str:
    if value in {NONE, NEW} or not gets_flexvpn(asking):
        return ""
    standing = standing_trustpoints(asking)
    if value not in standing:
        has = f"it has {', '.join(standing)}" if standing else "it has none"
        return f"{asking.device} has no such trustpoint; {has}"
    if not _is_of_a_ca(standing[value]):
        return "it is self-signed: no other router has its certificate"
    return ""


def _refused_own(asking: Asking, value: str) -> str:
    return _refused(asking, value) if value != NEW else "a new trustpoint is `none` here"


def _refused_peer(asking: Asking, value: str) -> str:
    own = value == asking.value("existing_trustpoint") and value not in {NONE, NEW}
    return "it is the router's own; answer `none`" if own else _refused(asking, value)


TRUSTPOINT_QUESTIONS = (
    Question(
        key="existing_trustpoint",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Name(),
        wording="Which trustpoint of this router should FlexVPN take over? (`none`: it gets a new one)",
        why="A trustpoint that is taken over stays as it is: nothing is made, enrolled or removed for it. `check` "
        "judges its certificate first: dates, key, signature, uses, identity, and whether the other side knows its CA.",
        otherwise="Name one where the router is enrolled with a CA that the other side trusts, and its certificate may "
        "serve FlexVPN too; give the certificate in certificates/ where the configuration does not hold it.",
        default=_existing,
        applies=has_trustpoint,
        refuses=_refused_own,
        citation="flexvpn.md 4.2, 7; push.md A3.6",
    ),
    Question(
        key="peer_trustpoint",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Name(),
        wording="Which trustpoint proves the other side? (`none`: the router's own; `new`: one for another CA)",
        why="A router takes only certificates of the CAs that it has authenticated. Where another CA issued those of "
        "the other side, a second trustpoint holds that CA, and the first one signs.",
        otherwise="Answer `new` on both ends where hub and spokes have different CAs; or name a trustpoint of the "
        "router that holds the CA of the other side already.",
        default=_peer,
        applies=is_proved_by_both,
        refuses=_refused_peer,
        citation="flexvpn.md 4.2",
    ),
    Question(
        key="peer_ca_fingerprint",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=OrEmpty(Fingerprint()),
        wording="Which fingerprint does the certificate of the other side's CA have? (may wait until the pki stage)",
        why="With it the router accepts that CA and no other, without asking.",
        default=lambda asking: recommend("", "no file names it; the pki stage waits for it"),
        applies=lambda asking: peer_trustpoint(asking) == NEW,
        citation="push.md 0 item 9",
    ),
)
