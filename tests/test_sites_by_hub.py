"""The known sites stand by their hub, and each spoke with what the hub's newest configuration says of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from screens.sites import SiteList
from tests.golden_cases import golden_plan
from tests.pilot import driven, site, wizard
from tests.second_wave import next_wave
from wizard.guide.hubs_of_sites import ReadSite, read_known_site, rows_by_hub, standing_of
from wizard.guide.known_sites import KnownSite, Look
from wizard.guide.opening import Opening
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.moved_spokes import Standing
from wizard.plan.perspective import hub_device
from wizard.site import read_site, save_site

FIRST = "branches-keep-server"
"""Three spokes on the EzVPN server, each with a match of its own on the hub."""


def read(name: str, plan: Plan) -> ReadSite:
    """A site that was read."""
    return ReadSite(KnownSite(Path("/sites") / name, 0), plan)


def shown(*sites: ReadSite) -> list[str]:
    """The rows of those sites as text."""
    return [row.site.folder.name if row.look is Look.SITE else row.text for row in rows_by_hub(sites)]


def test_the_waves_of_one_hub_stand_together_with_what_has_moved() -> None:
    """The first wave's spokes are on the hub that the second wave read, and the second wave's spoke is not."""
    first = golden_plan(FIRST)
    second = next_wave(replace(first, accepted=()))
    names = ", ".join(spoke.device for spoke in first.spokes)

    assert shown(read("second", second), read("first", first)) == [
        f"Hub hq-vpn1: {len(first.spokes)} of {len(first.spokes) + 1} spokes moved",
        "second",
        "not yet: br-leeds-B",
        "first",
        f"moved: {names}",
    ]


def test_before_the_first_change_no_spoke_has_moved() -> None:
    """A hub without FlexVPN has none."""
    first = golden_plan(FIRST)

    assert {standing_of(first, spoke.device, first) for spoke in first.spokes} == {Standing.NOT_YET}


def test_an_older_site_says_nothing_against_a_newer_one() -> None:
    """What counts is the newest reading of the hub, whichever site a spoke is in."""
    first = golden_plan(FIRST)
    second = next_wave(replace(first, accepted=()))

    assert (
        shown(read("first", first), read("second", second))[0]
        == f"Hub hq-vpn1: 0 of {len(first.spokes) + 1} spokes moved"
    )


def test_a_spoke_that_is_in_two_sites_is_counted_once() -> None:
    """A site that was planned again in another folder has the same spokes."""
    first = golden_plan(FIRST)

    assert shown(read("again", first), read("first", first))[0] == f"Hub hq-vpn1: 0 of {len(first.spokes)} spokes moved"


def test_two_hubs_are_two_groups_and_a_new_hub_is_named_with_the_server() -> None:
    """Sites of one EzVPN server that move to different hubs are not waves of one migration."""
    headings = shown(read("a", golden_plan("guide-new-hub")), read("b", golden_plan("guide-reuse")))

    assert headings[0].startswith("Hub flexserver, EzVPN server ezvpn-server: 0 of 2 spokes moved, 2 not known")
    assert "Hub ezvpn-server: 0 of 2 spokes moved" in headings


def taking_the_domain(plan: Plan, domain: str) -> Plan:
    """The plan with a hub whose profile takes a whole domain in place of spokes one by one."""
    server = plan.server
    profiles = server.configuration.all("crypto ikev2 profile")
    matched = [line.text for profile in profiles for line in profile.all("match identity remote")]
    text = server.data.decode().replace(matched[0], f"match identity remote fqdn domain {domain}")
    for line in matched[1:]:
        text = text.replace(f" {line}\n", "")
    return replace(plan, server=read_source(text.encode(), server.filename))


def test_a_hub_that_takes_a_whole_domain_does_not_tell_which_spoke_has_moved() -> None:
    """A match of the domain is there before a spoke is: nothing is invented."""
    first = golden_plan("guide-reuse")
    hub = taking_the_domain(next_wave(first), "cisco.com")

    assert {standing_of(first, spoke.device, hub) for spoke in first.spokes} == {Standing.UNKNOWN}


def test_a_peer_of_the_keyring_tells_which_spoke_has_moved() -> None:
    """Where the profile takes a domain, the keyring has the keys of those that have moved."""
    first = golden_plan("filialen-bgp")
    hub = taking_the_domain(next_wave(first), "nordwerk.example")

    assert {standing_of(first, spoke.device, hub) for spoke in first.spokes} == {Standing.MOVED}
    assert standing_of(hub, hub.spokes[0].device, hub) is Standing.NOT_YET


def test_a_site_that_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    """It stands behind the others, and the reason names the file."""
    folder = site("guide-reuse", tmp_path)
    (folder / "sources" / "ezvpn-spoke1.cfg").write_text("hostname other\n", "utf-8")
    broken = read_known_site(KnownSite(folder, 5))

    assert shown(broken, read("good", golden_plan(FIRST)))[-3:] == [
        "Cannot be read",
        "guide-reuse",
        "sources/ezvpn-spoke1.cfg: it is not the file that was planned with: its SHA-256 differs",
    ]


async def test_the_screen_shows_the_sites_by_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor is on the site that was saved last; enter on any row of a hub opens a site of it."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    first = golden_plan("filialen-bgp")
    save_site(first, tmp_path / "first")
    save_site(next_wave(first), tmp_path / "second")
    async with driven(wizard(Opening())) as driver:
        rows = [row.strip() for row in driver.rows("#sites")]
        cursor = driver.one("#sites", SiteList).cursor
        status = driver.text("#status")
        await driver.go_to("#sites", "Hub NW-HH-RTR01")
        await driver.press("enter")

        assert rows[2] == "Hub NW-HH-RTR01: 2 of 3 spokes moved"
        assert rows[3].startswith("second ")
        assert rows[4] == "not yet: NW-KI-RTR01-B"
        assert rows[6] == "moved: NW-KI-RTR01, NW-HB-RTR01"
        assert (cursor, status) == (3, str(tmp_path / "second"))
        assert driver.app.folder == tmp_path / "second"


async def test_the_reading_leaves_the_cursor_on_its_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has moved to a site before all are read is still on it, wherever it stands then."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    for case in ("guide-reuse", FIRST, "guide-new-hub"):
        folder = site(case, tmp_path)
        save_site(read_site(folder), folder)
    async with driven(wizard(Opening())) as driver:
        sites = driver.one("#sites", SiteList)
        flat = tuple(row for row in sites.known if row.look is Look.SITE)
        read_rows = sites.known
        sites.show(flat)
        await driver.go_to("#sites", FIRST)
        sites.show(read_rows)

        assert sites.known[sites.cursor - 2].site.folder == tmp_path / FIRST
        assert sites.known[sites.cursor - 2].look is Look.SITE


def test_the_hub_of_a_site_is_named_as_the_plan_names_it() -> None:
    """The groups are by the names of hub and server."""
    plan = golden_plan("guide-new-hub")

    assert read("a", plan).hub == (hub_device(plan), plan.server.device)
