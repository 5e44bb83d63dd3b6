"""`ez2flex check`: findings, and the negotiation of each pair."""

from pathlib import Path

import pytest

from tests.commands import GUIDE, ez2flex, planned
from wizard.guide.survey import needs_of
from wizard.plan import open_rows
from wizard.site import Needs, kept_needs, read_site

SPOKE = "guide-ezvpn-spoke1"

ACCEPTED = f"""
[answers]
login = "bare"
management_access = "outside"

[[accepted]]
code = "LCK001"
device = "{SPOKE}"
reason = "changed on its console"

[[accepted]]
code = "LCK002"
device = "{SPOKE}"
reason = "changed on its console"
"""


def test_a_site_without_a_blocker_passes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Warnings and notes are shown and block nothing."""
    done = ez2flex(capsys, "check", planned(capsys, tmp_path / "site", words=("--set", "management_access=outside")))

    assert done.code == 0
    assert "hq-vpn1 <-> br-leeds: up" in done.out
    assert "0 blockers" in done.err
    assert "Nothing blocks." in done.err


def test_what_was_checked_stands_in_the_list_of_sites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What check finds open and blocking is what the wizard says of the site, until an answer changes."""
    site = Path(planned(capsys, tmp_path / "site", *GUIDE))
    before = kept_needs(site)
    ez2flex(capsys, "check", site)
    plan = read_site(site)

    assert before is None
    assert kept_needs(site) == Needs(len(open_rows(plan)), blocks=needs_of(plan).blocks)
    assert len(open_rows(plan)) > 0
    ez2flex(capsys, "plan", site, "--set", "management_access=outside")
    assert kept_needs(site) is None


def test_an_open_answer_is_a_blocker(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What nobody has answered stops the migration: exit code 2."""
    done = ez2flex(capsys, "check", planned(capsys, tmp_path / "site", *GUIDE))

    assert done.code == 2
    assert f"blocker OPN001 {SPOKE}: " in done.out
    assert f"blocker LCK004 {SPOKE}: " in done.out
    assert "Mend or accept the blockers first." in done.err


def test_an_accepted_blocker_stays_visible(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With a reason for each blocker the check passes, and says what was accepted."""
    (tmp_path / "accepted.toml").write_text(ACCEPTED, "utf-8")
    site = planned(capsys, tmp_path / "site", *GUIDE, words=("--answers", str(tmp_path / "accepted.toml")))
    done = ez2flex(capsys, "check", site)

    assert done.code == 0
    assert f"blocker LCK001 {SPOKE}: " in done.out
    assert "accepted: changed on its console" in done.out
    assert "2 blockers" in done.err
    assert "(2 accepted)" in done.err


def test_a_finding_says_what_where_and_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Every finding has the promised fields; so has every negotiation."""
    done = ez2flex(capsys, "check", "--json", planned(capsys, tmp_path / "site"))
    findings, negotiations = done.json["findings"], done.json["negotiations"]

    assert findings
    for finding in findings:
        assert {"code", "severity", "device", "line", "message", "fix", "source"} <= finding.keys()
        assert finding["severity"] in {"blocker", "warning", "note"}
    assert [(negotiation["hub"], negotiation["spoke"], negotiation["verdict"]) for negotiation in negotiations] == [
        ("hq-vpn1", "br-leeds", "up")
    ]
    assert set(negotiations[0]["ike"]) == {"encryption", "integrity", "prf", "group"}
    assert set(negotiations[0]["routes"]) == {"hub_learns", "spoke_learns"}
    assert {"esp", "authentication", "hub_profile", "spoke_profile", "why"} <= negotiations[0].keys()
