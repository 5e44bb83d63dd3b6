"""Questions of how hub and spokes prove who they are: certificates, keys, and EAP on the spokes."""

from collections.abc import Callable

from wizard.data.answer_forms import Name, Password, YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import NO_KEY_YET, open_until_answered, recommend, settle
from wizard.situation.authentication import SIGNATURES, uses_eap, uses_keys, uses_radius

_CITATION = "flexvpn.md 4"


def _certificate(whose: str) -> tuple[Choice, ...]:
    return (
        Choice(
            value="rsa-sig",
            label="certificate (rsa-sig)",
            when=f"{whose} can be enrolled; no secret is shared, and one lost router can be revoked alone",
        ),
        Choice(
            value="ecdsa-sig",
            label="certificate with an elliptic curve key (ecdsa-sig)",
            when="both ends run IOS-XE 16 or later and the CA signs EC keys",
        ),
    )


def _key(forbidden: Callable[[Asking], str]) -> Choice:
    return Choice(
        value="pre-share",
        label="pre-shared key",
        when="there is no certificate authority; each spoke gets a key of its own",
        forbidden=forbidden,
    )


def _hub_key_forbidden(asking: Asking) -> str:
    if asking.value("spoke_authentication").startswith("eap "):
        return "with EAP on the spokes the hub must prove itself by a certificate"
    if asking.value("spoke_identity_kind") == "dn":
        return "the hub finds its key for a spoke by the spoke's identity, and no keyring takes a distinguished name"
    return _no_key_with_dn(asking, "hub")


def _spoke_key_forbidden(asking: Asking) -> str:
    return _no_key_with_dn(asking, "spoke")


def _no_key_with_dn(asking: Asking, side: str) -> str:
    if asking.value(f"{side}_identity_kind") == "dn":
        return "a distinguished name as identity needs a certificate"
    return ""


def _eap_forbidden(asking: Asking) -> str:
    if asking.value("hub_authentication") not in SIGNATURES:
        return "EAP needs a hub that proves itself by a certificate"
    if asking.value("spoke_identity_kind") in {"address", "dn"}:
        return "EAP takes the identity as user name: an address or a distinguished name is none"
    return ""


def _eap(method: str, label: str) -> Choice:
    return Choice(
        value=f"eap {method}",
        label=label,
        when="the XAUTH users of EzVPN live in RADIUS and shall go on living there",
        forbidden=_eap_forbidden,
    )


def _radius_group(asking: Asking) -> Default:
    source = asking.plan.source(asking.hub)
    groups = source.configuration.all("aaa group server radius") if source else ()
    if groups:
        return recommend(groups[0].text.split()[-1], f"line {groups[0].number} defines it")
    servers = source and (
        source.configuration.first("radius server") or source.configuration.first("radius-server host")
    )
    if servers:
        return settle("radius", "the router has RADIUS servers and no group of them")
    return recommend("radius", "the router names no RADIUS server yet: it needs one")


def _eap_username(asking: Asking) -> Default:
    if asking.client.username:
        return recommend(asking.client.username, "the XAUTH user of EzVPN")
    return open_until_answered("EzVPN stores no user on the spoke")


def _of_the_hub(asking: Asking) -> Default:
    if asking.value("certificate_authority") == "yes":
        return recommend("rsa-sig", "there is a certificate authority: no secret that two routers share")
    return recommend("pre-share", "there is no certificate authority: each spoke gets a key of its own")


def _of_the_spokes(asking: Asking) -> Default:
    if (hub := asking.value("hub_authentication")) in {"rsa-sig", "ecdsa-sig"}:
        return recommend(hub, "as the hub: one lost router can be revoked without touching the others")
    return recommend("pre-share", "as the hub: both directions are proved in one way")


AUTHENTICATION_QUESTIONS = (
    Question(
        key="hub_authentication",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="How does the hub prove who it is?",
        why="A certificate on the hub works with every method of the spoke and is what EAP would need later.",
        form=one_of(*_certificate("the hub"), _key(_hub_key_forbidden)),
        default=_of_the_hub,
        citation=_CITATION,
    ),
    Question(
        key="spoke_authentication",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="How do the spokes prove who they are?",
        why="Every site knows the EzVPN group key, and XAUTH stood behind it; IKEv2 has nothing behind a shared key.",
        form=one_of(
            *_certificate("the spoke"),
            _key(_spoke_key_forbidden),
            _eap("mschapv2", "EAP, MSCHAPv2"),
            _eap("md5", "EAP, MD5"),
            _eap("gtc", "EAP, GTC (one-time passwords)"),
        ),
        default=_of_the_spokes,
        citation="ezvpn.md 3.2; " + _CITATION,
    ),
    Question(
        key="separate_keys",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Does the hub use another key towards a spoke than the spoke towards the hub?",
        why="With a key for each direction one that was read on a spoke does not let anybody play the hub.",
        otherwise="Answer no where the keys are typed by hand or kept in a system that knows one a spoke.",
        default=lambda asking: recommend("yes", "ez2flex draws both, so that two are no more work than one"),
        applies=lambda asking: (
            {asking.value("hub_authentication"), asking.value("spoke_authentication")} == {"pre-share"}
        ),
        citation="flexvpn.md 4.1",
    ),
    Question(
        key="pre_shared_key",
        step=WizardStep.IDENTITY,
        scope=Scope.SPOKE,
        form=Password(),
        wording="Which pre-shared key belongs to this spoke?",
        why="One for each spoke. The EzVPN group key is not carried over: every site knows it.",
        default=lambda asking: open_until_answered(NO_KEY_YET),
        is_drawn=True,
        applies=uses_keys,
        citation="ezvpn.md 3.2",
    ),
    Question(
        key="hub_pre_shared_key",
        step=WizardStep.IDENTITY,
        scope=Scope.SPOKE,
        form=Password(),
        wording="Which key does the hub use towards this spoke?",
        why="It stands as `local` on the hub and as `remote` on the spoke.",
        default=lambda asking: open_until_answered(NO_KEY_YET),
        is_drawn=True,
        applies=lambda asking: asking.value("separate_keys") == "yes",
        citation="flexvpn.md 4.1",
    ),
    Question(
        key="key_store",
        step=WizardStep.IDENTITY,
        scope=Scope.HUB,
        wording="Where does the hub keep the spokes' keys?",
        why="In its own keyring they work without any other server; in RADIUS they are changed in one place.",
        form=one_of(
            Choice(value="local", label="in a keyring of its own"),
            Choice(
                value="radius",
                label="in RADIUS, found by the spoke's identity",
                when="many spokes, and a RADIUS server that is always reachable",
            ),
            Choice(
                value="wildcard",
                label="one key for every address (under protest)",
                when="it is for a test alone: whoever has one spoke has them all",
            ),
        ),
        default=lambda asking: recommend("local", "it needs no other server"),
        applies=uses_keys,
        citation="flexvpn.md 1.4, 4.1",
    ),
    Question(
        key="shared_key",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=Password(),
        wording="Which key do all spokes share?",
        why="A wildcard key is one key for everybody.",
        default=lambda asking: open_until_answered("a key is never invented"),
        applies=lambda asking: asking.value("key_store", asking.hub) == "wildcard",
        citation="flexvpn.md 1.4",
    ),
    Question(
        key="eap_username",
        step=WizardStep.IDENTITY,
        scope=Scope.SPOKE,
        form=Name(),
        wording="Which EAP user name does this spoke have?",
        why="The RADIUS server behind the hub knows it; EzVPN's XAUTH user is its natural twin.",
        default=_eap_username,
        applies=uses_eap,
        citation="ezvpn.md 3.3; flexvpn.md 4.3",
    ),
    Question(
        key="eap_password",
        step=WizardStep.IDENTITY,
        scope=Scope.SPOKE,
        form=Password(),
        wording="Which EAP password does this spoke have?",
        why="It stands on the spoke and in RADIUS. A type 6 password of EzVPN cannot be carried over.",
        default=lambda asking: open_until_answered("a password is never invented"),
        is_own=True,
        applies=uses_eap,
        citation="flexvpn.md 4.3",
    ),
    Question(
        key="authorization_store",
        step=WizardStep.IDENTITY,
        scope=Scope.HUB,
        wording="Where does the hub find what it hands to a spoke?",
        why="A local policy works without any other server. In RADIUS it is kept for many hubs at once.",
        form=one_of(
            Choice(
                value="local",
                label="in an authorization policy of its own",
            ),
            Choice(
                value="radius",
                label="in RADIUS (the attributes are written to radius.txt)",
                when="the EzVPN groups live there today",
            ),
        ),
        default=lambda asking: recommend("local", "it needs no other server"),
        citation="ezvpn.md 3.4; flexvpn.md 1.5 rule 10",
    ),
    Question(
        key="radius_group",
        step=WizardStep.IDENTITY,
        scope=Scope.HUB,
        form=Name(),
        wording="Which RADIUS server group does the hub ask?",
        why="`radius` is every server that the router has; a name is one `aaa group server radius`.",
        default=_radius_group,
        applies=uses_radius,
        citation="ezvpn.md 1.7",
    ),
)
