"""Days lie between a request and its certificate: numbered text says the request, and goes on once it came."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screens.linear import ran
from screens.linear.manner import BRIEF, LONG, Manner
from tests.commands import ez2flex
from tests.served_practice import served_practice
from tests.talked import Talk, Turn, wizard_of
from wizard.data.practice_site import PASSWORD
from wizard.guide.opening import Opening
from wizard.practice.beliefs import Beliefs
from wizard.practice.pki.authority import PracticeAuthority

DEVICES = ("practice-hub", "practice-spoke1", "practice-spoke2")
ANSWERS = ("management_access=outside", "hub_authentication=rsa-sig", "spoke_authentication=rsa-sig")


def talk_about(site: Path, manner: Manner, *turns: Turn) -> str:
    """What was heard in a talk about a site, without the ends of lines."""
    wizard = wizard_of(talk := Talk(turns))
    wizard.manner = manner
    assert ran(wizard, Opening(folder=site)) == 0, talk.heard
    return " ".join(talk.heard.split())


@pytest.mark.parametrize("manner", [LONG, BRIEF], ids=["long", "brief"])
def test_a_push_waits_for_certificates_and_goes_on_with_them(
    manner: Manner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In all words and in few of them; the list of sites says what is waited for."""
    authority = PracticeAuthority(now=datetime.now(UTC) - timedelta(days=1))
    with served_practice(tmp_path) as practice:
        site = tmp_path / "site"
        for router in practice.routers.values():
            router.beliefs = Beliefs({"mark-of-the-clock": "none"})
        assert ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options).code == 0
        assert ez2flex(capsys, "plan", site, *(word for each in ANSWERS for word in ("--set", each))).code == 0
        (site / "certificates").mkdir()
        for name in DEVICES:
            (site / "certificates" / f"{name}.pem").write_text(authority.pem, "ascii")
        names = [Turn(f"CHANGES: {name} is changed", name) for name in DEVICES]
        heard = talk_about(
            site,
            manner,
            Turn("", "push"),
            Turn("CHOICE 2: Only what changes no traffic", "2"),
            Turn("Password of admin", PASSWORD),
            *names,
            Turn("Type reload to allow it", "reload"),
            Turn("END: practice-spoke2: ", "q"),
        )

        assert heard.count("BEGIN CERTIFICATE REQUEST") == len(DEVICES), heard[-6000:]
        assert "waits for the certificate of this request" in heard
        wizard_of(sites := Talk([])).open(Opening())
        assert "certificate" in sites.heard
        for name in DEVICES:
            request = next(site.glob(f"pushed/*/{name}/request.csr")).read_text("ascii")
            (site / "certificates" / f"{name}.pem").write_text(authority.issue(request), "ascii")
        heard = talk_about(
            site,
            manner,
            Turn("", "push"),
            Turn("CHOICE 1: Go on with what was begun, to", "1"),
            Turn("Password of admin", PASSWORD),
            *names,
            Turn("END: practice-spoke2: STAGED", "q"),
        )

    assert "END: practice-hub: STAGED" in heard
