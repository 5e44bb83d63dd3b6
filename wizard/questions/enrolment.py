"""Questions of how a router asks its CA by the network: from where, and again before the certificate expires."""

from wizard.data.answer_forms import InterfaceOfRouter, OrNone, YesNo
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend
from wizard.situation.certificate_authority import authority_is_behind_the_tunnel, enrols_by_network, trustpoint_at


def _authority_interface(asking: Asking) -> Default:
    url = asking.url("enrollment_url").reveal() if asking.value("enrollment_url") else ""
    today = trustpoint_at(asking, url)
    if today and (source := today.argument("source interface")) and asking.router.interface(source):
        return recommend(source, f"trustpoint {today.text.split()[-1]} asks the same CA from there")
    if asking.device not in asking.plan.spoke_devices or not authority_is_behind_the_tunnel(asking):
        return recommend("none", "the CA is reached by the interface that faces it")
    interfaces = (asking.router.interface(name) for name in asking.client.inside)
    inside = next((interface.name for interface in interfaces if interface and interface.addresses), "")
    if not inside:
        return recommend("none", "the CA is behind the tunnel, and no inside interface has an address")
    return recommend(inside, "the CA is behind the tunnel, and EzVPN protects what comes from the LAN alone")


def _by_any(asking: Asking) -> bool:
    """Whether some router of the site asks its CA by the network."""
    routers = (asking.hub, *(spoke.device for spoke in asking.plan.spokes))
    return any(enrols_by_network(asking.seen_from(device)) for device in routers)


ENROLMENT_QUESTIONS = (
    Question(
        key="authority_interface",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=OrNone(InterfaceOfRouter()),
        wording="From the address of which interface does the router ask its CA? (`none`: of the one that faces it)",
        why="What the router sends itself leaves from its Internet address, which EzVPN does not protect: a CA behind "
        "the tunnel never answers that. From the LAN's address it answers, as long as EzVPN or FlexVPN is up.",
        otherwise="Answer `none` where the CA is reached from outside, too.",
        default=_authority_interface,
        applies=enrols_by_network,
        citation="flexvpn.md 1.10, 12",
    ),
    Question(
        key="auto_enroll",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Should the routers renew their certificates by themselves?",
        why="A certificate that nobody renews takes its site down on the day on which it expires. The router begins at "
        "80 percent of its life, with a new key.",
        otherwise="Answer no where the CA refuses a renewal without a challenge password that a person types.",
        default=lambda asking: recommend("yes", "nobody has to think of the day"),
        applies=_by_any,
        citation="flexvpn.md 1.10, 12",
    ),
)
