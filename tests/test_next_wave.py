"""The next spoke of a hub begins with what an earlier site answered for the site, the server and the hub."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import COMPLETE, CONFIGS, configurations, ez2flex, planned
from tests.golden_cases import golden_cases, golden_plan
from tests.second_wave import after_first_wave, twin
from wizard.errors import AnswerError
from wizard.model.plan import Answer, Plan
from wizard.model.question import Origin
from wizard.model.secret import Secret
from wizard.parse.sources import read_sources
from wizard.plan.answer import accept, answer, answer_all, answer_secret, open_answers, unused_answers
from wizard.plan.next_wave import NextWave, next_wave
from wizard.plan.perspective import hub_device, resolved
from wizard.plan.propose import propose
from wizard.site import read_site, save_site

HUB, SPOKE, NEXT = "hq-vpn1", "br-leeds", "br-leeds-B"


def unanswered(earlier: Plan) -> Plan:
    """The next spoke of an earlier plan's hub as it is proposed: the hub as it is by then, and no answer."""
    hub = after_first_wave(earlier)
    return replace(
        hub, spokes=(twin(earlier, earlier.spokes[0]),), answers=(), secrets=(), accepted=(), certificates=()
    )


def first(*answers: tuple[str, str, str]) -> Plan:
    """A golden site with those answers: device, key, value."""
    plan = golden_plan("branches-keep-server")
    return answer_all(plan, tuple(Answer(device=device, key=key, value=value) for device, key, value in answers))


def why(wave: NextWave, name: str) -> str:
    """Why something was not taken over."""
    return next(row.why for row in wave.not_taken if row.name == name)


@pytest.mark.parametrize("case", golden_cases())
def test_every_answer_of_the_earlier_site_is_taken_or_told(case: str) -> None:
    """Nothing that the engineer answered is lost without a word, and what is taken is an answer in the new plan."""
    earlier = golden_plan(case)
    wave = next_wave(unanswered(earlier), earlier)
    told = {*wave.taken, *(row.name for row in wave.not_taken)}

    assert {f"{row.device}.{row.key}".removeprefix(".") for row in earlier.answers} <= told | expanded(told)
    assert all(row.why for row in wave.not_taken)
    assert unused_answers(wave.plan) == ()


def expanded(told: set[str]) -> set[str]:
    """The keys of the site that were given to its routers one by one."""
    return {name.rpartition(".")[2] for name in told}


@pytest.mark.parametrize("case", golden_cases())
def test_nothing_of_the_earlier_spokes_comes_along(case: str) -> None:
    """The new plan has answers for the site, the server and the hub, and for no other device."""
    earlier = golden_plan(case)
    plan = next_wave(unanswered(earlier), earlier, with_secrets=True).plan
    given = {*(row.device for row in plan.answers), *(row.device for row in plan.secrets)}

    assert given <= {"", plan.server.device, hub_device(plan)}
    assert hub_device(plan) == hub_device(earlier)


def test_a_choice_for_the_site_holds_for_the_next_spoke() -> None:
    """What was chosen once need not be chosen again."""
    earlier = first(("", "dpd", "40 4 periodic"), (HUB, "archive_path", "flash:before-"))
    wave = next_wave(unanswered(earlier), earlier)

    assert resolved(wave.plan, "dpd", NEXT).origin is Origin.ANSWERED
    assert "dpd" in wave.taken


def test_what_the_hub_has_by_now_wins_and_is_said() -> None:
    """An answer that the hub's present FlexVPN contradicts is left behind, with what holds in its place."""
    earlier = first()
    now = unanswered(earlier)
    wave = next_wave(now, answer(earlier, "pfs", "group20"))

    assert why(wave, "pfs") == "here it is group19: the hub has it: IKEv2 profile FLEX"
    assert resolved(wave.plan, "pfs", "").value == "group19"


def test_an_answer_of_the_earlier_spoke_is_named_with_that_spoke() -> None:
    """It is not taken over, and the reason says whose it was."""
    earlier = first((SPOKE, "connect", "manual"))

    assert why(next_wave(unanswered(earlier), earlier), f"{SPOKE}.connect") == f"{SPOKE} is the earlier spoke"


def test_a_fact_of_every_router_is_one_of_the_hub_and_not_of_a_new_spoke() -> None:
    """A release that was given for the whole site holds for its hub; the new spoke may run another one."""
    earlier = first(("", "release", "15.7(3)M4"))
    wave = next_wave(unanswered(earlier), earlier)

    assert resolved(wave.plan, "release", HUB).value == "15.7(3)M4"
    assert resolved(wave.plan, "release", NEXT).origin is not Origin.ANSWERED
    assert "another release" in why(wave, "release")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("management_access", "outside", "every spoke"),
        ("ezvpn_remains", "no", "anew with every wave"),
    ],
)
def test_what_only_the_wave_can_tell_is_asked_anew(key: str, value: str, says: str) -> None:
    """Who is left and how a spoke is reached are never taken for granted."""
    earlier = first(("", key, value))
    wave = next_wave(unanswered(earlier), earlier)

    assert says in why(wave, key)
    assert key not in {row.key for row in wave.plan.answers}


def test_an_answer_that_is_none_here_is_left_behind_with_the_reason() -> None:
    """An interface that the server has no more is no answer, and nothing is left to be mended."""
    earlier = first()
    changed = replace(
        earlier, answers=(*earlier.answers, Answer(device=HUB, key="hub_unnumbered", value="Loopback777"))
    )
    wave = next_wave(replace(unanswered(earlier), new_hub=None, server=earlier.server), changed)

    assert "Loopback777" in why(wave, f"{HUB}.hub_unnumbered")
    assert unused_answers(wave.plan) == ()


def test_an_accepted_blocker_is_looked_at_anew() -> None:
    """What was accepted for one plan is not accepted for the next."""
    earlier = accept(first(), "LCK002", HUB, "a laboratory router")
    wave = next_wave(unanswered(earlier), earlier)

    assert wave.plan.accepted == ()
    assert "accepted as it is found" in why(wave, f"LCK002 of {HUB}")


def with_a_secret() -> Plan:
    """An earlier site in which every spoke calls with the same key."""
    methods = (("", "hub_authentication", "pre-share"), ("", "spoke_authentication", "pre-share"))
    plan = first(*methods, ("", "separate_keys", "yes"))
    plan = answer_secret(plan, "hub_pre_shared_key", Secret("Hub-Key-of-0418"))
    return answer_secret(plan, "pre_shared_key", Secret("Leeds-Key-0418"), SPOKE)


def test_secrets_are_only_named_without_consent() -> None:
    """Those of the site and the hub are named; those of the earlier spoke are nobody's business."""
    earlier = with_a_secret()
    wave = next_wave(unanswered(earlier), earlier)

    assert (wave.secrets_left, wave.plan.secrets) == (("hub_pre_shared_key",), ())


def test_secrets_of_the_site_come_along_with_consent() -> None:
    """The spoke's own key stays where it is."""
    earlier = with_a_secret()
    wave = next_wave(unanswered(earlier), earlier, with_secrets=True)

    assert [(row.device, row.key) for row in wave.plan.secrets] == [("", "hub_pre_shared_key")]
    assert "hub_pre_shared_key" in wave.taken
    assert any(found.key == f"{NEXT}.pre_shared_key" for found in open_answers(wave.plan))


def test_a_site_of_another_hub_is_refused_with_both_names() -> None:
    """Answers of one hub say nothing about another."""
    other = golden_plan("filialen-bgp")

    with pytest.raises(AnswerError, match="hub is NW-HH-RTR01, and here the hub is hq-vpn1"):
        next_wave(unanswered(first()), other)


def test_a_new_hub_must_be_the_same_one() -> None:
    """The server alone does not make the hub: the earlier site moved its spokes to another router."""
    earlier = golden_plan("branches-present-hub")

    with pytest.raises(AnswerError, match="beside the EzVPN server hq-vpn1"):
        next_wave(replace(unanswered(earlier), new_hub=None), replace(earlier, answers=()))


def site_with_secret(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """An earlier site folder with an answer for the site and a secret for it."""
    secrets = tmp_path / "given.toml"
    secrets.write_text('[secrets]\nhub_pre_shared_key = "Hub-Key-of-0418"\npre_shared_key = "All-Keys-0418"\n', "utf-8")
    answers = ("hub_authentication=pre-share", "spoke_authentication=pre-share", "separate_keys=yes", "pfs=group19")
    words = (word for answer in answers for word in ("--set", answer))
    return planned(capsys, tmp_path / "first", words=(*words, "--secrets", str(secrets)))


def next_spoke(tmp_path: Path) -> str:
    """The configuration of another spoke of the same server."""
    path = tmp_path / "br-york.cfg"
    path.write_bytes((CONFIGS / COMPLETE[1]).read_bytes().replace(b"br-leeds", b"br-york"))
    return str(path)


def test_the_command_begins_a_folder_and_says_what_it_took(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The new folder has the earlier answers, names the secrets that it lacks, and tells no secret."""
    site = site_with_secret(capsys, tmp_path)
    server = configurations(COMPLETE[0])
    done = ez2flex(capsys, "plan", *server, next_spoke(tmp_path), "--from", site, "-o", tmp_path / "second")

    assert done.code == 0, done.err
    assert tomllib.loads((tmp_path / "second" / "plan.toml").read_text("utf-8"))["answers"]["pfs"] == "group19"
    assert f"4 answers were taken over from {site}" in done.err
    assert "Secrets left behind, --with-secrets takes them over: hub_pre_shared_key, pre_shared_key." in done.err
    assert "Key" not in done.err
    assert "-0418" not in (tmp_path / "second" / "secrets.toml").read_text("utf-8")


def test_the_command_takes_secrets_with_consent_and_tells_a_machine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With --json what was taken and what was not are data."""
    site = site_with_secret(capsys, tmp_path)
    words = (*configurations(COMPLETE[0]), next_spoke(tmp_path), "--with-secrets", "--json")
    done = ez2flex(capsys, "plan", *words, "--set", "pfs=group20", "--from", site, "-o", tmp_path / "second")
    told = done.json["from"]

    assert (told["site"], told["secrets_left"]) == (str(site), [])
    assert {"pfs", "hub_pre_shared_key", "pre_shared_key"} <= set(told["taken"])
    plan = read_site(tmp_path / "second")
    assert resolved(plan, "pfs", "").value == "group20"
    assert len(plan.secrets) == 2


def test_a_folder_that_was_read_alone_may_begin_with_an_earlier_site(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`fetch` makes a plan without an answer in it; once somebody answered, --from is refused."""
    site = site_with_secret(capsys, tmp_path)
    sources = read_sources(
        (Path(path).name, Path(path).read_bytes()) for path in (*configurations(COMPLETE[0]), next_spoke(tmp_path))
    )
    save_site(propose(sources), tmp_path / "second")
    first = ez2flex(capsys, "plan", tmp_path / "second", "--from", site)
    again = ez2flex(capsys, "plan", tmp_path / "second", "--from", site)

    assert first.code == 0, first.err
    assert resolved(read_site(tmp_path / "second"), "pfs", "").value == "group19"
    assert (again.code, "second holds a plan already" in again.err) == (64, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--from", "first", "-o", "first"), "first holds a plan already"),
        (("--with-secrets", "-o", "second"), "--with-secrets: there is no earlier site"),
        (("--from", "nowhere", "-o", "second"), "nowhere"),
    ],
    ids=["own", "no-site", "nowhere"],
)
def test_a_wave_that_cannot_begin_is_refused(
    words: tuple[str, ...],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reason is named, and no folder is made."""
    monkeypatch.chdir(tmp_path)
    site_with_secret(capsys, Path())
    done = ez2flex(capsys, "plan", *configurations(*COMPLETE), *words)

    assert done.code in {64, 65}
    assert says in done.err
    assert not Path("second").exists()


def test_another_hub_is_refused_before_a_folder_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The command names both hubs."""
    site = site_with_secret(capsys, tmp_path)
    others = configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
    done = ez2flex(capsys, "plan", *others, "--from", site, "-o", tmp_path / "second")

    assert done.code == 64
    assert f"--from {site}: the earlier site's hub is hq-vpn1, and here the hub is guide-ezvpn-server" in done.err
    assert not (tmp_path / "second").exists()


def test_a_hub_without_a_hostname_is_known_by_its_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The guide's server has no hostname: saved under another name it is another router, and the reason is said."""
    site = tmp_path / "site"
    ez2flex(capsys, "plan", *configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"), "-o", site)
    now = tmp_path / "server-now.cfg"
    now.write_bytes((CONFIGS / "guide-ezvpn-server.cfg").read_bytes())
    done = ez2flex(
        capsys, "plan", now, *configurations("guide-ezvpn-spoke3.cfg"), "--from", site, "-o", tmp_path / "two"
    )

    assert done.code == 64
    assert "A file without a hostname goes by the file's name" in done.err
