"""Waves of one hub: the next site counts the spokes that are known, and claims of none that it is the last."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.golden_cases import golden_plan
from tests.second_wave import after_first_wave, twin
from tests.second_wave import next_wave as second_wave
from wizard.guide.hubs_of_sites import ReadSite, rows_by_hub
from wizard.guide.known_sites import KnownSite, Look
from wizard.model.plan import EarlierSpoke, Plan
from wizard.model.question import Origin, Resolved
from wizard.plan.answer import answer
from wizard.plan.moved_spokes import Standing, why_clients_remain
from wizard.plan.next_wave import next_wave
from wizard.plan.perspective import resolved
from wizard.plan.propose import propose
from wizard.render import stages
from wizard.site import read_site, save_site

FIRST, SPOKES = "branches-keep-server", 3
"""Three spokes on the EzVPN server, each with a match of its own on the hub."""
CHECKED_ON_THE_SERVER = (
    "no file lists other clients, so answer no once `show crypto session` on the server lists no EzVPN peer"
)


def fresh(plan: Plan, spoke: str) -> Plan:
    """A plan of that name's spoke alone, as it is proposed, with the hub as that plan leaves it."""
    hub = after_first_wave(plan)
    return replace(
        hub,
        spokes=(twin(plan, plan.source(spoke) or plan.spokes[0]),),
        answers=(),
        secrets=(),
        accepted=(),
        certificates=(),
    )


def remaining(plan: Plan) -> Resolved:
    """The question whether other clients remain."""
    return resolved(plan, "ezvpn_remains", "")


@pytest.fixture(scope="module")
def first() -> Plan:
    """The first wave."""
    return replace(golden_plan(FIRST), accepted=())


@pytest.fixture(scope="module")
def second(first: Plan) -> Plan:
    """The second wave with all of its answers, as it remembers the first one, which has moved by then."""
    begun = next_wave(fresh(first, first.spokes[0].device), first).plan
    return replace(second_wave(first), earlier_spokes=begun.earlier_spokes)


def test_a_first_site_counts_nothing(first: Plan) -> None:
    """It knows of no other site."""
    assert first.earlier_spokes == ()
    assert remaining(first).why == "no file says that this is the last client"


def test_where_every_other_spoke_has_moved_the_question_says_so(second: Plan) -> None:
    """That clients remain is recommended as ever, and the words say what to look at before answering no."""
    found = remaining(second)

    assert (found.value, found.origin) == ("yes", Origin.RECOMMENDED)
    assert found.why == (
        "3 of the 4 spokes that are known here have moved; 1 more moves with this site, and with that all of them; "
        + CHECKED_ON_THE_SERVER
    )
    assert not stages(second, second.server.device)[-1].sections
    assert stages(answer(second, "ezvpn_remains", "no"), second.server.device)[-1].sections


def test_a_spoke_that_was_planned_and_has_not_moved_is_named(first: Plan) -> None:
    """Its site was begun, and the hub does not know it yet."""
    now = fresh(first, first.spokes[0].device)
    wave = next_wave(replace(now, server=first.server, new_hub=first.new_hub), first)
    names = ", ".join(spoke.device for spoke in first.spokes)

    assert wave.counted == (
        f"none of the 4 spokes that are known here has moved; 1 more moves with this site; not yet: {names}; "
        "no file lists other clients"
    )
    assert {found.value for found in wave.standings.values()} == {"not yet"}


def test_the_count_goes_on_from_wave_to_wave(first: Plan, second: Plan) -> None:
    """The third site knows the spokes of both, each once, and those of sites that were planned beside them."""
    third = fresh(second, second.spokes[0].device)
    beside = replace(first, spokes=(twin(first, first.spokes[1]),))
    wave = next_wave(third, second, (first, beside, golden_plan("guide-reuse")))

    assert [spoke.device for spoke in wave.plan.earlier_spokes] == [
        second.spokes[0].device,
        *(spoke.device for spoke in first.spokes),
        beside.spokes[0].device,
    ]
    assert wave.counted == (
        f"4 of the 6 spokes that are known here have moved; 1 more moves with this site; "
        f"not yet: {beside.spokes[0].device}; no file lists other clients"
    )


@pytest.mark.parametrize(
    ("moved", "known", "says"),
    [
        (0, 1, "the only spoke that is known here has not moved; 1 more moves with this site"),
        (1, 1, "the only spoke that is known here has moved; "),
        (1, 3, "1 of the 3 spokes that are known here has moved; 2 more move with this site"),
        (2, 2, "all of the 2 spokes that are known here have moved; "),
    ],
)
def test_a_count_of_one_is_said_as_one(moved: int, known: int, says: str) -> None:
    """The sentence is English for any number of spokes."""
    names = [f"br-{number}" for number in range(known)]
    found = {name: Standing.MOVED if number < moved else Standing.NOT_YET for number, name in enumerate(names)}

    assert why_clients_remain(found, frozenset(names)).startswith(says)


def test_when_this_site_has_moved_as_well_nothing_is_claimed(first: Plan, second: Plan) -> None:
    """Even then it is the server that knows, and not a file."""
    plan = after_first_wave(second)

    assert remaining(plan).why == f"all of the 4 spokes that are known here have moved; {CHECKED_ON_THE_SERVER}"
    assert remaining(plan).value == "yes"


def test_a_spoke_of_which_nobody_can_tell_is_counted_as_such(second: Plan) -> None:
    """An identity that was never settled is not taken for one that has moved."""
    plan = replace(second, earlier_spokes=(EarlierSpoke(device="br-ripon"), *second.earlier_spokes))

    assert "3 of the 5 spokes that are known here have moved" in remaining(plan).why
    assert "; not known: br-ripon; " in remaining(plan).why


def test_the_count_is_kept_in_the_folder(second: Plan, tmp_path: Path) -> None:
    """plan.toml names the earlier spokes, and saving and planning anew leave them there."""
    save_site(replace(second, secrets=()), tmp_path / "site")
    text = (tmp_path / "site" / "plan.toml").read_text()

    assert f'[[earlier_spoke]]\ndevice = "{second.earlier_spokes[0].device}"\nidentity = "fqdn ' in text
    assert read_site(tmp_path / "site").earlier_spokes == second.earlier_spokes


def test_the_command_counts_the_sites_that_are_known(
    first: Plan, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`plan --from` says how many have moved, for people and for machines, and planning anew keeps it."""
    now = fresh(first, first.spokes[0].device)
    beside = replace(first, spokes=(twin(first, first.spokes[1]),), answers=(), secrets=())
    save_site(beside, tmp_path / "beside")
    save_site(first, tmp_path / "first")
    given = []
    for source in now.sources:
        given.append(tmp_path / source.filename)
        given[-1].write_bytes(source.data)
    done = ez2flex(capsys, "plan", *given, "--from", tmp_path / "first", "-o", tmp_path / "second", "--json")
    again = ez2flex(capsys, "plan", *given, "-o", tmp_path / "second")
    rows = ez2flex(capsys, "questions", tmp_path / "second", "ezvpn_remains")

    assert done.code == again.code == 0, done.err + again.err
    assert "3 of the 5 spokes that are known here have moved; 1 more moves with this site; not yet: " in done.err
    assert [row["standing"] for row in done.json["from"]["spokes"]] == ["moved"] * SPOKES + ["not yet", "not yet"]
    assert "  -> yes, recommended (3 of the 5 spokes that are known here have moved; " in rows.out


def test_a_known_site_that_cannot_be_read_is_told_and_not_counted(
    first: Plan, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whoever reads the count learns what is not in it."""
    now = fresh(first, first.spokes[0].device)
    for name, plan in (("broken", replace(first, answers=(), secrets=())), ("first", first)):
        save_site(plan, tmp_path / name)
    (tmp_path / "broken" / "sources" / "br-york.cfg").unlink()
    for source in now.sources:
        (tmp_path / source.filename).write_bytes(source.data)
    given = [tmp_path / source.filename for source in now.sources]
    done = ez2flex(capsys, "plan", *given, "--from", tmp_path / "first", "-o", tmp_path / "second", "--json")

    assert done.code == 0, done.err
    assert f"{tmp_path / 'broken'} is not counted: sources/br-york.cfg: it cannot be read" in done.err
    assert done.json["from"]["not_counted"] == [str(tmp_path / "broken")]


def test_the_list_of_sites_counts_spokes_whose_site_is_not_listed(second: Plan) -> None:
    """The newest site remembers them."""
    rows = [
        row.text
        for row in rows_by_hub((ReadSite(KnownSite(Path("/sites/second"), 0), second),))
        if row.look is not Look.SITE
    ]
    names = ", ".join(spoke.device for spoke in second.earlier_spokes)

    assert rows == [
        "Hub hq-vpn1: 3 of 4 spokes moved",
        f"not yet: {second.spokes[0].device}",
        f"moved, of earlier sites that are not listed here: {names}",
    ]


def test_a_plan_of_its_own_is_not_counted_twice(first: Plan) -> None:
    """A spoke that is planned anew is this site's, not one of an earlier one."""
    plan = propose((first.server, *first.spokes), first.new_hub)

    assert next_wave(plan, first).plan.earlier_spokes == ()
