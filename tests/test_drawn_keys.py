"""Pre-shared keys that nobody gave are drawn once, where there is no certificate authority."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.commands import COMPLETE, CONFIGS, configurations, ez2flex
from tests.golden_cases import golden_plan
from tests.pilot import driven, wizard
from wizard.guide.opening import Opening
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.sources import read_source
from wizard.plan.answer import answer, answer_secret, open_answers, reopen
from wizard.plan.drawn_keys import drawn_key, with_drawn_keys
from wizard.plan.perspective import resolved
from wizard.plan.propose import propose

SPOKE = "br-leeds"


@pytest.fixture
def plan() -> Plan:
    """A site without a certificate authority, as it is proposed."""
    sources = [read_source((CONFIGS / name).read_bytes(), name) for name in COMPLETE]
    return answer(propose(sources), "management_access", "outside")


def test_where_no_file_shows_an_authority_keys_are_recommended_in_both_directions(plan: Plan) -> None:
    """Each spoke gets one for each direction; with an authority both sides get certificates."""
    with_authority = answer(plan, "certificate_authority", "yes")

    assert resolved(plan, "certificate_authority", "").value == "no"
    assert [resolved(plan, f"{side}_authentication", "").value for side in ("hub", "spoke")] == ["pre-share"] * 2
    assert {question.question.key for question in open_answers(plan)} == {"pre_shared_key", "hub_pre_shared_key"}
    assert [resolved(with_authority, f"{side}_authentication", "").value for side in ("hub", "spoke")] == [
        "rsa-sig"
    ] * 2
    assert open_answers(with_authority) == ()


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("crypto pki server CORP\n", "yes"),
        ("crypto pki trustpoint CORP\n enrollment url http://ca.example.com:80\n", "yes"),
        ("crypto pki trustpoint TP-self-signed-1234\n enrollment selfsigned\n", "no"),
        ("crypto pki trustpoint SLA-TrustPoint\n enrollment pkcs12\n", "no"),
        ("", "no"),
    ],
)
def test_an_authority_is_seen_where_a_file_shows_one(lines: str, shown: str) -> None:
    """A router's own certificate for its web server, and that of Cisco's licences, are none."""
    server, spoke = ((CONFIGS / name).read_bytes() for name in COMPLETE)
    sources = (read_source(server + b"\n" + lines.encode(), COMPLETE[0]), read_source(spoke, COMPLETE[1]))

    assert resolved(propose(sources), "certificate_authority", "").value == shown


def test_a_key_is_drawn_for_each_spoke_and_direction_and_never_twice(plan: Plan) -> None:
    """What was drawn or given stays; what is drawn is long and of letters and digits."""
    drawn, keys = with_drawn_keys(plan)
    again, none = with_drawn_keys(drawn)
    values = [secret.value.reveal() for secret in drawn.secrets]

    assert keys == (f"{SPOKE}.pre_shared_key", f"{SPOKE}.hub_pre_shared_key")
    assert (again, none) == (drawn, ())
    assert open_answers(drawn) == ()
    assert len(set(values)) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9]{24}", value) for value in values)


def test_a_key_that_was_given_is_kept(plan: Plan) -> None:
    """Only what is missing is drawn."""
    given = answer_secret(plan, "pre_shared_key", Secret("Given-by-hand-1"), SPOKE)
    drawn, keys = with_drawn_keys(given)

    assert keys == (f"{SPOKE}.hub_pre_shared_key",)
    assert "Given-by-hand-1" in {secret.value.reveal() for secret in drawn.secrets}


def test_no_password_of_a_person_is_drawn() -> None:
    """A user's password is what somebody must know: it stays open."""
    plan = reopen(golden_plan("guide-reuse"), "login_password", "ezvpn-spoke1")

    assert with_drawn_keys(plan) == (plan, ())
    assert len({drawn_key().reveal() for _ in range(50)}) == 50


def test_plan_draws_keys_and_render_never_does(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """They stand in secrets.toml alone, it is said, a second plan keeps them, and both ends get them."""
    first = ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site", "--json")
    kept = (tmp_path / "site" / "secrets.toml").read_bytes()
    second = ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site")
    ez2flex(capsys, "render", tmp_path / "site")
    keys = tomllib.loads(kept.decode())["device"][SPOKE]

    assert first.json["drawn"] == [f"{SPOKE}.pre_shared_key", f"{SPOKE}.hub_pre_shared_key"]
    assert "2 pre-shared keys were drawn" in first.err
    assert "drawn" not in second.err
    assert (tmp_path / "site" / "secrets.toml").read_bytes() == kept
    assert not any(key in first.err + first.out for key in keys.values())
    for device in ("hq-vpn1", SPOKE):
        stage = (tmp_path / "site" / "out" / device / "4-stage.cfg").read_text("utf-8")
        assert all(key in stage for key in keys.values())


def test_render_without_keys_says_who_draws_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A site from which the keys were taken has no file that needs them, and check says what to do."""
    ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site")
    (tmp_path / "site" / "secrets.toml").unlink()
    done = ez2flex(capsys, "render", tmp_path / "site")
    found = ez2flex(capsys, "check", tmp_path / "site")

    assert not (tmp_path / "site" / "secrets.toml").exists()
    assert "4-stage.cfg" not in done.out
    assert "`ez2flex plan` and the wizard draw one" in found.out


async def test_the_wizard_draws_keys_and_says_so(tmp_path: Path) -> None:
    """Opened on configurations the plan has them at once; from the first answer on they are in the folder."""
    files = tuple(CONFIGS / name for name in COMPLETE)
    async with driven(wizard(Opening(files=files)), folder=tmp_path, at="overview") as driver:
        said = driver.text("#status")
        await driver.answer("pfs", "group19")

        assert "2 pre-shared keys were drawn" in said
        assert not any(question.question.is_drawn for question in open_answers(driver.plan))
    secrets = tomllib.loads((tmp_path / f"site-{SPOKE}" / "secrets.toml").read_text("utf-8"))
    assert set(secrets["device"][SPOKE]) == {"pre_shared_key", "hub_pre_shared_key"}
