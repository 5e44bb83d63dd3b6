"""Questions of the certificates that hub and spokes get."""

from collections.abc import Callable, Iterator

from wizard.data.answer_forms import DistinguishedName, Fingerprint, Name, OrEmpty, Password, Url, YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend
from wizard.situation.authentication import kind_of, method_of
from wizard.situation.certificate_authority import (
    enrols_by_network,
    is_at_a_router_of_the_site,
    trustpoint_with_url,
    url_of,
)
from wizard.situation.trustpoints import (
    BARE,
    NEW,
    NONE,
    enrols_anew,
    existing_trustpoint,
    makes_trustpoint,
    peer_trustpoint,
    standing_trustpoints,
)
from wizard.situation.vrfs import front_door_vrf


def _on_any(rule: Callable[[Asking], bool]) -> Callable[[Asking], bool]:
    """A rule that holds for the site where it holds for one of its routers."""
    return lambda asking: any(map(rule, _routers(asking)))


def _routers(asking: Asking) -> Iterator[Asking]:
    yield asking.seen_from(asking.hub)
    yield from (asking.seen_from(spoke.device) for spoke in asking.plan.spokes)


def _subject(asking: Asking) -> Default:
    name, unit = asking.value("identity"), asking.value("certificate_unit") or "FlexVPN"
    if name:
        return recommend(f"CN={name},OU={unit}", "the identity as common name")
    full = ".".join(part for part in (asking.device.lower(), asking.value("domain")) if part)
    return recommend(f"CN={full},OU={unit}", "the router's name, and the unit that the certificate map compares")


def _certificate_server(asking: Asking) -> Default:
    for source in asking.plan.sources:
        if line := source.configuration.first(_SERVER):
            return recommend(line.text.split()[-1], f"{source.device} has this certificate server")
    if known := asking.device != asking.hub and asking.value("certificate_server", asking.hub):
        return recommend(known, "the hub's CA")
    return open_until_answered("no file names the certificate server")


_SERVER = "crypto pki server"


def _enrollment(asking: Asking) -> Default:
    if known := trustpoint_with_url(asking):
        way = "ios-ca" if is_at_a_router_of_the_site(asking, url_of(known)) else "scep"
        why = f"trustpoint {known.text.split()[-1]} of the router enrols so: line {known.number}"
        return recommend(way, why, "a trustpoint of each router enrols so")
    return recommend("terminal", "it needs no path from the router to the CA")


def _url(asking: Asking) -> Default:
    if asking.device != asking.hub and asking.value("enrollment_url", asking.hub):
        return recommend(asking.url("enrollment_url", asking.hub).reveal(), "the hub's CA")
    if known := trustpoint_with_url(asking):
        return recommend(url_of(known), f"trustpoint {known.text.split()[-1]} of the router enrols there")
    return open_until_answered("no file names the CA")


def _fingerprint(asking: Asking) -> Default:
    one_authority = asking.value("peer_trustpoint") in {"", NONE}
    if asking.device != asking.hub and one_authority and (known := _fingerprint_at_hub(asking.seen_from(asking.hub))):
        return recommend(known, "the hub's: one CA for all")
    return recommend("", "no file names it; the pki stage waits for it")


def _fingerprint_at_hub(hub: Asking) -> str:
    taken = standing_trustpoints(hub).get(existing_trustpoint(hub))
    words = taken.argument("fingerprint").split() if taken else []
    return "".join(words) or hub.value("ca_fingerprint")


def _asks_from_a_vrf(asking: Asking) -> bool:
    return bool(front_door_vrf(asking)) and (makes_trustpoint(asking) or peer_trustpoint(asking) == NEW)


CERTIFICATE_QUESTIONS = (
    Question(
        key="enrollment",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        wording="How does this router get its certificate?",
        why="By terminal nothing has to be reachable from the router; the request and the certificate are pasted.",
        otherwise="SCEP where the CA answers the router by HTTP. The certificate server of an IOS router speaks it "
        "too, and steps.toml has the commands with which a person grants the request there.",
        form=one_of(
            Choice(value="terminal", label="pasted in the terminal, as PEM"),
            Choice(
                value=BARE,
                label="pasted in the terminal, as the release makes it",
                when="the CA takes no PEM, or wants serial number and address, which the router asks for then",
            ),
            Choice(value="scep", label="SCEP"),
            Choice(
                value="ios-ca",
                label="from a certificate server on an IOS router",
                when="an IOS router is the CA (`crypto pki server`); a person grants each request there. Whether it "
                "signs elliptic keys is unconfirmed",
            ),
        ),
        default=_enrollment,
        applies=makes_trustpoint,
        citation="flexvpn.md 7",
    ),
    Question(
        key="enrollment_url",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Url(schemes=("http", "https")),
        wording="What is the URL of the CA?",
        why="It must be reachable outside the new tunnel.",
        default=_url,
        applies=enrols_by_network,
        citation="flexvpn.md 7",
    ),
    Question(
        key="authority_vrf",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Name(),
        wording="Through which VRF are the CA and its revocation list reached? (`none`: the global table)",
        why="Enrolment and revocation lists leave through the VRF of the trustpoint. The global table has no way to "
        "the Internet where the Internet interface is in a VRF.",
        otherwise="Answer `none` where the CA is in the LAN.",
        default=lambda asking: recommend(front_door_vrf(asking), "the Internet interface is in it"),
        applies=_asks_from_a_vrf,
        citation="flexvpn.md 1.10",
    ),
    Question(
        key="certificate_server",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Name(),
        wording="What is the certificate server on the CA router called? (`show crypto pki server`)",
        why="The commands that show and grant the router's request name it. Its own configuration is not changed.",
        default=_certificate_server,
        applies=lambda asking: makes_trustpoint(asking) and asking.value("enrollment") == "ios-ca",
        citation="flexvpn.md 7",
    ),
    Question(
        key="challenge",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="How does the CA get its challenge password?",
        why="Typed while the router enrols, it stands in no configuration. It only proves who may have the certificate "
        "revoked, unless the CA demands one.",
        otherwise="Store it where the CA demands one password of each router and nobody shall be asked for it.",
        form=one_of(
            Choice(value="typed", label="typed during enrolment"),
            Choice(
                value="stored",
                label="stored in the trustpoint",
                when="the CA demands one, and the router shall renew by itself",
            ),
        ),
        default=lambda asking: recommend("typed", "a password in a configuration is read by whoever reads that"),
        applies=_on_any(enrols_by_network),
        citation="flexvpn.md 1.10, 7; push.md A3.6",
    ),
    Question(
        key="challenge_password",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=Password(),
        wording="Which challenge password does the CA expect of this router?",
        why="The CA's owner gives it; without it that CA refuses the request.",
        default=lambda asking: open_until_answered("a password is never invented"),
        applies=lambda asking: enrols_by_network(asking) and asking.value("challenge") == "stored",
        citation="flexvpn.md 1.10",
    ),
    Question(
        key="subject",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=DistinguishedName(),
        wording="Which subject name does the certificate get?",
        why="The common name repeats the identity; the unit lets a certificate map tell FlexVPN routers from others.",
        default=_subject,
        applies=enrols_anew,
        citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; flexvpn.md 4.2",
    ),
    Question(
        key="certificate_fqdn",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        form=YesNo(),
        wording="Should the certificate carry the FQDN or the address that the router sends, beside the common name?",
        why="Identity and certificate stay consistent. Whether IOS demands it is unconfirmed.",
        unconfirmed=True,
        default=lambda asking: recommend("yes", "clients other than IOS insist on it"),
        applies=_on_any(lambda asking: enrols_anew(asking) and kind_of(asking) in {"fqdn", "address"}),
        citation="flexvpn.md 4.2",
    ),
    Question(
        key="key_size",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="How long are the RSA keys?",
        why="Releases from 17.11.1 on refuse keys below 2048 bits for SSH, and some refuse to make them.",
        form=one_of(
            Choice(value="2048", label="2048 bits"),
            Choice(value="3072", label="3072 bits"),
            Choice(value="4096", label="4096 bits", when="the CA asks for it"),
            Choice(value="unstated", label="not stated", when="the key exists already"),
        ),
        default=lambda asking: recommend("2048", "the shortest that every release accepts, and old routers are slow"),
        applies=_on_any(lambda asking: enrols_anew(asking) and method_of(asking) == "rsa-sig"),
        citation="Cisco FN72511",
    ),
    Question(
        key="ec_key_size",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="Which elliptic curve do the keys use?",
        why="P-384 is Cisco's next generation encryption; P-256 is enough for most and faster.",
        form=one_of(
            Choice(value="256", label="P-256"),
            Choice(value="384", label="P-384"),
            Choice(value="521", label="P-521"),
        ),
        default=lambda asking: recommend("384", "strong, and every CA that signs EC keys signs it"),
        applies=_on_any(lambda asking: enrols_anew(asking) and method_of(asking) == "ecdsa-sig"),
        citation="flexvpn.md 4.2",
    ),
    Question(
        key="certificate_hash",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="With which hash is the request signed?",
        why="Old releases sign with MD5 or SHA-1 unless told otherwise.",
        form=one_of(
            Choice(value="sha256", label="SHA-256"),
            Choice(value="unstated", label="the release's default"),
        ),
        default=lambda asking: recommend("sha256", "MD5 and SHA-1 signatures are refused by current CAs"),
        applies=_on_any(makes_trustpoint),
        citation="flexvpn.md 7 item 4",
    ),
    Question(
        key="revocation_check",
        step=WizardStep.IDENTITY,
        scope=Scope.SITE,
        wording="Are revoked certificates looked up?",
        why="With `crl` alone a list that cannot be fetched brings the tunnel down; `crl none` refuses what the list "
        "names and goes on where the list is out of reach.",
        otherwise="Choose crl where a stolen router must never get in; the list must be reachable outside the VPN then",
        form=one_of(
            Choice(value="crl none", label="where the list is reachable"),
            Choice(value="crl", label="always"),
            Choice(value="none", label="never", when="it is in a lab"),
        ),
        default=lambda asking: recommend("crl none", "it cuts no site off and still refuses what is known as revoked"),
        applies=_on_any(lambda asking: makes_trustpoint(asking) or peer_trustpoint(asking) == NEW),
        citation="flexvpn.md 7 item 5",
    ),
    Question(
        key="ca_fingerprint",
        step=WizardStep.IDENTITY,
        scope=Scope.DEVICE,
        form=OrEmpty(Fingerprint()),
        wording="Which fingerprint does the certificate of the CA have? (hexadecimal; may wait until the pki stage)",
        why="With it the router accepts that CA and no other, without asking. IOS-XE 26 refuses a CA without it "
        "(one set of lab notes: unconfirmed).",
        unconfirmed=True,
        default=_fingerprint,
        applies=makes_trustpoint,
        citation="push.md 0 item 9",
    ),
)
