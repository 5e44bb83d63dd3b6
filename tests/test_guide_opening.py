"""What a front end is opened on, how that becomes a plan, and what becomes of a plan that somebody else edited."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.pilot import site, sources
from wizard.errors import SiteRefused
from wizard.guide.as_read import routers_as_read
from wizard.guide.clashing_edits import Decision, differing
from wizard.guide.folder import free_folder, site_at
from wizard.guide.known_sites import KnownSite, age_in_words, sites_with_age
from wizard.guide.opening import Opening, UsageError, opening_of
from wizard.guide.sources_and_plan import Opened, opened, role_as_read, with_files, without_device
from wizard.guide.typed_path import refusal_of_files, typed_paths
from wizard.model.plan import Source
from wizard.plan.answer import answer
from wizard.site import read_site, save_site, site_to_write

SPOKE = "ezvpn-spoke1"


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """A missing file, a folder that is no site, and two folders are refused in words."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "plan.toml").touch()
    for words, refusal in (
        ([str(tmp_path / "gone.cfg")], "there is no file, folder or command"),
        ([str(tmp_path / "empty")], "no plan.toml"),
        ([str(tmp_path / "site"), str(tmp_path / "empty")], "one site folder alone"),
    ):
        with pytest.raises(UsageError, match=refusal):
            opening_of(words)


def test_the_words_of_the_command_line_name_what_is_opened(tmp_path: Path) -> None:
    """Nothing, demo, configurations or a site folder: each opens the wizard on just that."""
    folder = site("guide-reuse", tmp_path)
    files = [str(path) for path in sources("guide-reuse")]

    assert opening_of([]) == Opening()
    assert opening_of(["demo"]) == Opening(demo=True)
    assert opening_of([str(folder)]) == Opening(folder=folder)
    assert opening_of(files) == Opening(files=sources("guide-reuse"))


@pytest.mark.parametrize("of_a_site", [True, False], ids=["site", "configurations"])
def test_each_router_is_seen_as_soon_as_it_is_read(tmp_path: Path, of_a_site: bool) -> None:  # noqa: FBT001  # pytest's
    """In the order of the files, before there is a plan."""
    named = Opening(folder=site("guide-reuse", tmp_path)) if of_a_site else Opening(files=sources("guide-reuse"))
    seen: list[Source] = []
    made = opened(named, seen.append)
    if made.site:
        made.site.close()

    assert sorted(seen, key=lambda source: source.device) == sorted(made.sources, key=lambda source: source.device)


def test_what_is_read_is_told_in_words() -> None:
    """Role, mode and LAN of each router; of many the last ones, and how many there are."""
    plan = golden_plan("guide-new-hub")
    rows = routers_as_read(plan.sources)
    many = routers_as_read((*plan.sources, *[plan.spokes[0]] * 20))

    assert [(row.name, row.facts) for row in rows[:2]] == [
        ("ezvpn-server", ("EzVPN server", "1 EzVPN group")),
        ("ezvpn-spoke1", ("network extension", "LAN 10.10.1.0/24")),
    ]
    assert len(many) == 5
    assert many[0].facts == ("19 routers before these:",)


def read(*files: Path) -> Opened:
    """What the wizard makes of those configurations."""
    return opened(Opening(files=files))


def test_a_server_and_its_spokes_make_a_plan() -> None:
    """Configurations are enough, whatever their order."""
    made = read(*reversed(sources("guide-reuse")))

    assert made.plan is not None
    assert made.plan.server.device == "ezvpn-server"
    assert sorted(map(role_as_read, made.sources)) == ["EzVPN server", "EzVPN spoke", "EzVPN spoke"]


def test_one_end_alone_says_what_is_missing() -> None:
    """A server without a spoke is read, and is no plan yet."""
    made = read(sources("guide-reuse")[0])

    assert made.plan is None
    assert len(made.sources) == 1
    assert "Add the configuration of the spoke" in made.missing


HUB = b"hostname flex-hub\ninterface GigabitEthernet1\n ip address 203.0.113.2 255.255.255.0\nend\n"


def test_a_configuration_without_ezvpn_is_the_new_hub() -> None:
    """One router without EzVPN may be among the sources; of two nobody knows which is the hub."""
    plain = read(*sources("guide-reuse"))
    joined = with_files(plain.sources, [("flex-hub.cfg", HUB)], plain.plan)
    two = with_files(joined.sources, [("other.cfg", HUB.replace(b"flex-hub", b"other-hub"))], joined.plan)

    assert joined.plan is not None
    assert joined.plan.new_hub is not None
    assert role_as_read(joined.plan.new_hub) == "new hub"
    assert two.plan is None
    assert two.missing.startswith("flex-hub.cfg, other.cfg: no EzVPN in them, and one new hub at most. ")


def test_a_newer_configuration_takes_the_place_of_the_older_one() -> None:
    """A router is known by its host name, and its answers stay."""
    plan = golden_plan("guide-reuse")
    newer = b"hostname ezvpn-spoke1\n" + plan.spokes[0].data
    made = with_files(plan.sources, [("today.txt", newer)], plan).plan

    assert made is not None
    assert made.spokes[0].data == newer
    assert len(made.spokes) == 2
    assert made.answers == plan.answers


def test_a_host_name_in_other_letters_is_the_same_routers() -> None:
    """A router that now spells its name otherwise keeps what was answered for it."""
    plan = golden_plan("guide-reuse")
    newer = b"hostname EZVPN-Spoke1\n" + plan.spokes[0].data
    made = with_files(plan.sources, [("today.txt", newer)], plan).plan

    assert made is not None
    assert made.spokes[0].device == "EZVPN-Spoke1"
    assert [(given.device.casefold(), given.key, given.value) for given in made.answers] == [
        (given.device, given.key, given.value) for given in plan.answers
    ]
    assert {given.device for given in made.answers} <= {"", "ezvpn-server", "EZVPN-Spoke1", "ezvpn-spoke2-vti"}


def test_the_answers_for_a_router_leave_with_it() -> None:
    """What was answered for a spoke that is left out is not kept for nobody."""
    plan = answer(golden_plan("guide-reuse"), "management_access", "outside", SPOKE)
    made = without_device(plan.sources, SPOKE, plan).plan

    assert made is not None
    assert SPOKE in {given.device for given in plan.answers}
    assert SPOKE not in {given.device for given in made.answers}
    assert {given for given in plan.answers if not given.device} == {
        given for given in made.answers if not given.device
    }


def test_a_site_is_held_by_one_and_read_by_others(tmp_path: Path) -> None:
    """Who opens a site that is being written gets its plan, and why it cannot be written."""
    folder = site("guide-reuse", tmp_path)
    first = opened(Opening(folder=folder))
    second = opened(Opening(folder=folder))
    assert first.site is not None
    first.site.close()

    assert (second.site, second.plan) == (None, first.plan)
    assert "is being written by the ez2flex wizard" in second.read_only
    assert Opening(folder=folder).names == tuple(path.name for path in sources("guide-reuse"))


def test_a_free_folder_is_named_for_the_first_spoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is taken, a number tells the next one apart; no other site is written over."""
    monkeypatch.chdir(tmp_path)
    plan = golden_plan("guide-reuse")
    first = free_folder(plan)
    save_site(plan, first)

    assert (str(first), str(free_folder(plan))) == ("site-ezvpn-spoke1", "site-ezvpn-spoke1-2")
    with pytest.raises(SiteRefused, match="another site"):
        site_at(first)


EDITS = {
    "another answer": ("ike_lifetime", (), True),
    "another value": ("pfs", (Decision.THEIRS, Decision.OURS, Decision.ELSEWHERE), False),
    "no plan": ("", (Decision.AGAIN, Decision.OURS, Decision.ELSEWHERE), False),
}
"""What somebody else answered, what a person may decide then, and whether both edits are joined without one."""


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_joined_or_a_person_decides(edit: str, tmp_path: Path) -> None:
    """Nothing that somebody wrote is lost: what contradicts is decided, what cannot be read is mended or kept aside."""
    key, decisions, is_joined = EDITS[edit]
    folder = site("guide-reuse", tmp_path)
    base = read_site(folder)
    ours = answer(base, "pfs", "group20")
    with site_to_write(folder, "a test") as writer:
        writer.read()
        if key:
            save_site(answer(base, key, {"pfs": "group19"}.get(key, "3600")), tmp_path / "copy")
            (folder / "plan.toml").write_bytes((tmp_path / "copy" / "plan.toml").read_bytes())
        else:
            (folder / "plan.toml").write_text("[answers\n", "utf-8")
        difference = differing(writer, base, ours, writer.changed())

    assert difference.names == ("plan.toml",)
    assert difference.kept_beside == ("plan.toml.orig",)
    assert bool(difference.joined) is is_joined
    assert is_joined or difference.decisions == decisions
    assert difference.theirs == ((key,) if key else ())


AGES = {
    0: "just now",
    1: "just now",
    2: "2 minutes ago",
    119: "119 minutes ago",
    120: "2 hours ago",
    2880: "2 days ago",
}


@pytest.mark.parametrize("minutes", AGES)
def test_the_age_of_a_site_is_said_in_its_largest_unit(minutes: int) -> None:
    """One unit is enough to know a site again."""
    assert age_in_words(KnownSite(Path("site"), minutes)) == AGES[minutes]


def test_a_known_site_has_the_age_of_its_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved three hours ago says so."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    folder = tmp_path / "site"
    save_site(golden_plan("guide-reuse"), folder)
    saved = datetime.fromtimestamp((folder / "plan.toml").stat().st_mtime, UTC)
    known = sites_with_age(saved + timedelta(hours=3, seconds=30))

    assert [(site.folder, age_in_words(site)) for site in known] == [(folder, "3 hours ago")]


def test_paths_are_taken_as_they_are_typed_or_dropped(tmp_path: Path) -> None:
    """One path may hold blanks; of several, those with blanks stand in quotes."""
    blank, plain = tmp_path / "my router.cfg", tmp_path / "b.cfg"
    for path in (blank, plain):
        path.touch()

    assert typed_paths(f" {blank} ") == (blank,)
    assert typed_paths(f"'{blank}' {plain}") == (blank, plain)
    assert typed_paths("  ") == ()
    assert refusal_of_files(f"'{blank}' {plain}") == ""
    assert refusal_of_files(f"{plain} {tmp_path / 'gone.cfg'}").startswith(f"{tmp_path / 'gone.cfg'}: there is no such")
