"""Questions of the step Identity and authentication."""

from wizard.data.questions.rules import open_until_answered, recommend
from wizard.model.question import Asking, Choice, Default, Kind, Question, Scope, Step

_SOURCE = "flexvpn.md 4"


def _domain(asking: Asking) -> Default:
    if asking.group:
        domain = asking.group.line.argument("domain")
        if domain:
            return recommend(domain.lower(), f"EzVPN group {asking.group.name} hands this domain to its clients")
    for router in (asking.server, *(spoke.router for spoke in asking.plan.spokes)):
        if router.domain:
            return recommend(router.domain.lower(), f"{router.hostname or 'the server'} has this domain name")
    return recommend("", "no configuration names a domain; identities are key-ids then")


def _identity_kind(asking: Asking) -> Default:
    if asking.value("domain"):
        return recommend("fqdn", "a name is independent of addresses and of NAT, and a certificate can carry it")
    return recommend("key-id", "no domain is known, and a key-id needs none")


def _identity(asking: Asking) -> Default:
    name = asking.device.lower()
    if _kind_of(asking) == "fqdn" and asking.value("domain"):
        return recommend(f"{name}.{asking.value('domain')}", "host name and domain")
    return recommend(name, "the host name is unique")


def _kind_of(asking: Asking) -> str:
    return asking.value("hub_identity_kind" if asking.device == asking.hub else "spoke_identity_kind")


def _method(asking: Asking) -> str:
    return asking.value("hub_authentication" if asking.device == asking.hub else "spoke_authentication")


def gets_flexvpn(asking: Asking) -> bool:
    """Whether the device becomes a FlexVPN hub or spoke."""
    return asking.device == asking.hub or any(asking.device == spoke.device for spoke in asking.plan.spokes)


def uses_certificates(asking: Asking) -> bool:
    """Whether either side authenticates with a certificate."""
    return "rsa-sig" in {asking.value("hub_authentication"), asking.value("spoke_authentication")}


def uses_keys(asking: Asking) -> bool:
    """Whether either side authenticates with a pre-shared key."""
    return "pre-share" in {asking.value("hub_authentication"), asking.value("spoke_authentication")}


def enrols(asking: Asking) -> bool:
    """Whether the device needs a certificate of its own."""
    return gets_flexvpn(asking) and _method(asking) == "rsa-sig"


def has_trustpoint(asking: Asking) -> bool:
    """Whether the device needs a trustpoint, for its own certificate or for the other side's."""
    return gets_flexvpn(asking) and uses_certificates(asking)


def _authentication_choices(whose: str) -> tuple[Choice, ...]:
    return (
        Choice(
            value="rsa-sig",
            label="certificate (rsa-sig)",
            when=f"{whose} can be enrolled; no secret is shared, and one lost router can be revoked alone",
            produces="authentication local rsa-sig\n pki trustpoint FLEX",
        ),
        Choice(
            value="pre-share",
            label="pre-shared key",
            when="there is no certificate authority; each spoke gets a key of its own",
            produces="authentication local pre-share\n keyring local FLEX",
        ),
    )


_IDENTITY_CHOICES = (
    Choice(
        value="fqdn",
        label="fully qualified name",
        when="a domain is known",
        produces="identity local fqdn spoke1.example.com",
    ),
    Choice(
        value="key-id",
        label="key-id",
        when="there is no domain, or the EzVPN group name shall live on",
        produces="identity local key-id spoke1",
    ),
)

IDENTITY_QUESTIONS = (
    Question(
        key="domain",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.TEXT,
        wording="Which domain do hub and spokes belong to?",
        why="Identities are names in it, in lower case: whether IOS compares without regard to case is unconfirmed.",
        unconfirmed=True,
        default=_domain,
        source="flexvpn.md 1.5 rule 7",
    ),
    Question(
        key="hub_identity_kind",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="As what does the hub introduce itself?",
        why="Each spoke checks it: an identity that the spoke does not expect leaves a half-open tunnel.",
        choices=_IDENTITY_CHOICES,
        default=_identity_kind,
        source=_SOURCE,
    ),
    Question(
        key="spoke_identity_kind",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="As what do the spokes introduce themselves?",
        why="The hub finds the IKEv2 profile, and the key, by it.",
        choices=_IDENTITY_CHOICES,
        default=_identity_kind,
        source=_SOURCE,
    ),
    Question(
        key="identity",
        step=Step.IDENTITY,
        scope=Scope.DEVICE,
        kind=Kind.TEXT,
        wording="What is the identity of this router?",
        why="It must be unique, and a certificate should carry it.",
        produces="identity local fqdn spoke1.example.com",
        default=_identity,
        applies=gets_flexvpn,
        source=_SOURCE,
    ),
    Question(
        key="hub_match",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="Which spokes does the hub's profile accept?",
        why="An exact list overlaps with no other profile and lets nobody in who was not planned.",
        otherwise="Choose the domain where many spokes follow and their certificates alone decide who may enter.",
        choices=(
            Choice(
                value="each",
                label="exactly the planned ones",
                produces="match identity remote fqdn spoke1.example.com",
            ),
            Choice(
                value="domain",
                label="every name in the domain",
                produces="match identity remote fqdn domain example.com",
            ),
        ),
        default=lambda asking: recommend("each", "it accepts the planned spokes and nobody else"),
        applies=lambda asking: asking.value("spoke_identity_kind") == "fqdn",
        source="ezvpn.md 6 item 20",
    ),
    Question(
        key="hub_authentication",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="How does the hub prove who it is?",
        why="A certificate on the hub works with every method of the spoke and is what EAP would need later.",
        choices=_authentication_choices("the hub"),
        default=lambda asking: recommend("rsa-sig", "no secret that all spokes know"),
        source=_SOURCE,
    ),
    Question(
        key="spoke_authentication",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="How do the spokes prove who they are?",
        why="Every site knows the EzVPN group key, and XAUTH stood behind it; IKEv2 has nothing behind a shared key.",
        choices=_authentication_choices("the spoke"),
        default=lambda asking: recommend("rsa-sig", "one lost router can be revoked without touching the others"),
        source="ezvpn.md 3.2; " + _SOURCE,
    ),
    Question(
        key="separate_keys",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.YES_NO,
        wording="Does the hub use another key towards a spoke than the spoke towards the hub?",
        why="One key a spoke is enough; two make a stolen one useless in the other direction.",
        produces="pre-shared-key local ...\n pre-shared-key remote ...",
        default=lambda asking: recommend("no", "one key for each spoke is simpler to carry over"),
        applies=lambda asking: (
            {asking.value("hub_authentication"), asking.value("spoke_authentication")} == {"pre-share"}
        ),
        source="flexvpn.md 4.1",
    ),
    Question(
        key="pre_shared_key",
        step=Step.IDENTITY,
        scope=Scope.SPOKE,
        kind=Kind.SECRET,
        wording="Which pre-shared key belongs to this spoke?",
        why="One for each spoke. The EzVPN group key is not carried over: every site knows it.",
        produces="crypto ikev2 keyring FLEX\n peer SPOKE1\n  pre-shared-key ...",
        default=lambda asking: open_until_answered("a key is never invented"),
        applies=uses_keys,
        source="ezvpn.md 3.2",
    ),
    Question(
        key="hub_pre_shared_key",
        step=Step.IDENTITY,
        scope=Scope.SPOKE,
        kind=Kind.SECRET,
        wording="Which key does the hub use towards this spoke?",
        why="It stands as `local` on the hub and as `remote` on the spoke.",
        default=lambda asking: open_until_answered("a key is never invented"),
        applies=lambda asking: asking.value("separate_keys") == "yes",
        source="flexvpn.md 4.1",
    ),
    Question(
        key="enrollment",
        step=Step.IDENTITY,
        scope=Scope.DEVICE,
        kind=Kind.CHOICE,
        wording="How does this router get its certificate?",
        why="By terminal nothing has to be reachable from the router; the request and the certificate are pasted.",
        otherwise="SCEP where the CA answers the router by HTTP.",
        choices=(
            Choice(value="terminal", label="pasted in the terminal", produces="enrollment terminal"),
            Choice(value="scep", label="SCEP", produces="enrollment url http://ca.example.com:80"),
        ),
        default=lambda asking: recommend("terminal", "it needs no path from the router to the CA"),
        applies=has_trustpoint,
        source="flexvpn.md 7",
    ),
    Question(
        key="enrollment_url",
        step=Step.IDENTITY,
        scope=Scope.DEVICE,
        kind=Kind.TEXT,
        wording="Which URL has the CA?",
        why="It must be reachable outside the new tunnel.",
        produces="enrollment url http://ca.example.com:80",
        default=lambda asking: open_until_answered("no file names the CA"),
        applies=lambda asking: has_trustpoint(asking) and asking.value("enrollment") == "scep",
        source="flexvpn.md 7",
    ),
    Question(
        key="subject",
        step=Step.IDENTITY,
        scope=Scope.DEVICE,
        kind=Kind.TEXT,
        wording="Which subject name does the certificate get?",
        why="The common name repeats the identity; the unit lets a certificate map tell FlexVPN routers from others.",
        produces="subject-name CN=spoke1.example.com,OU=FlexVPN",
        default=lambda asking: recommend(f"CN={asking.value('identity')},OU=FlexVPN", "the identity as common name"),
        applies=enrols,
        source="Cisco EzVPN-NEM to FlexVPN Migration Guide; flexvpn.md 4.2",
    ),
    Question(
        key="certificate_fqdn",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.YES_NO,
        wording="Shall the certificate name the router's FQDN as well?",
        why="Identity and certificate stay consistent. Whether IOS demands it is unconfirmed.",
        unconfirmed=True,
        produces="fqdn spoke1.example.com",
        default=lambda asking: recommend("yes", "clients other than IOS insist on it"),
        applies=lambda asking: uses_certificates(asking) and bool(asking.value("domain")),
        source="flexvpn.md 4.2",
    ),
    Question(
        key="key_size",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="How long are the RSA keys?",
        why="Releases from 17.11.1 on refuse keys below 2048 bits for SSH, and some refuse to make them.",
        choices=(
            Choice(value="2048", label="2048 bits", produces="rsakeypair FLEX 2048"),
            Choice(value="3072", label="3072 bits", produces="rsakeypair FLEX 3072"),
            Choice(value="4096", label="4096 bits", when="the CA asks for it", produces="rsakeypair FLEX 4096"),
            Choice(value="unstated", label="not stated", when="the key exists already", produces="rsakeypair FLEX"),
        ),
        default=lambda asking: recommend("2048", "the shortest that every release accepts, and old routers are slow"),
        applies=uses_certificates,
        source="Cisco FN72511",
    ),
    Question(
        key="certificate_hash",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="With which hash is the request signed?",
        why="Old releases sign with MD5 or SHA-1 unless told otherwise.",
        choices=(
            Choice(value="sha256", label="SHA-256", produces="hash sha256"),
            Choice(value="unstated", label="the release's default", produces=""),
        ),
        default=lambda asking: recommend("sha256", "MD5 and SHA-1 signatures are refused by current CAs"),
        applies=uses_certificates,
        source="flexvpn.md 7 item 4",
    ),
    Question(
        key="revocation_check",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.CHOICE,
        wording="Are revoked certificates looked up?",
        why="With `crl` alone a list that cannot be fetched brings the tunnel down; `crl none` refuses what the list "
        "names and goes on where the list is out of reach.",
        otherwise="Choose crl where a stolen router must never get in; the list must be reachable outside the VPN the",
        choices=(
            Choice(value="crl none", label="where the list is reachable", produces="revocation-check crl none"),
            Choice(value="crl", label="always", produces="revocation-check crl"),
            Choice(value="none", label="never", when="in a lab", produces="revocation-check none"),
        ),
        default=lambda asking: recommend("crl none", "it cuts no site off and still refuses what is known as revoked"),
        applies=uses_certificates,
        source="flexvpn.md 7 item 5",
    ),
    Question(
        key="ca_fingerprint",
        step=Step.IDENTITY,
        scope=Scope.SITE,
        kind=Kind.TEXT,
        wording="Which fingerprint has the certificate of the CA? (hexadecimal; may wait until the pki stage)",
        why="With it the router accepts that CA and no other, without asking. IOS-XE 26 refuses a CA without it "
        "(one set of lab notes: unconfirmed).",
        unconfirmed=True,
        produces="fingerprint 0123456789ABCDEF...",
        default=lambda asking: recommend("", "no file names it; the pki stage waits for it"),
        applies=uses_certificates,
        source="push.md 0 item 9",
    ),
)
