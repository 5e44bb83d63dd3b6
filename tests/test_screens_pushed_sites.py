"""Where the routers of a site stand, on the overview and in the list of sites: each claim with its age."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from screens.app import EzApp
from tests.pilot import NOON, driven, wizard
from tests.push_at_screen import PushedSite, confirmed, proving, until_seen
from tests.test_push_enrolment import CA
from wizard.guide.opening import Opening
from wizard.live.what_may_begin import broken_off_in_words, offers
from wizard.model.stage import Stage
from wizard.plan.answer import answer
from wizard.practice.beliefs import Beliefs
from wizard.push.site_order import orders
from wizard.push.tunnel_riding import Riding
from wizard.site.folder import Folder
from wizard.site.known import remember


def listed(site: PushedSite) -> EzApp:
    """The list of sites, that one among them; the clock is that of its routers."""
    remember(site.path)
    app = EzApp(Opening(), clock=lambda: NOON)
    app.utc = site.time.now
    return app


async def test_the_overview_says_what_carries_what_as_it_was_proved(tmp_path: Path) -> None:
    """Before a push as planned; then by what was seen, which grows older; and as proved once it was."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await driver.press("h")
        planned = driver.text("#topology")
        await proving(driver, site)
        await driver.press("b", "h")
        on_trial = driver.text("#topology")
        await driver.press("9", "P")
        await confirmed(driver, site)
        await driver.press("b", "h")
        proved = driver.text("#topology")
        later = driver.app.utc() + timedelta(minutes=3)
        driver.app.utc = lambda: later
        driver.app.tick()

        assert "+ " in planned
        assert "+ " not in driver.text("#topology"), "nothing is left to send"
        assert "Every router was cut over and saved" in driver.text("#in-short")
        assert "FlexVPN carries" in planned
        assert "ago" not in planned
        assert "FlexVPN, ON TRIAL (seen 0 s ago)" in on_trial
        assert "FlexVPN carries it (proved 0 s ago)" in proved
        assert "FlexVPN carries 1 spoke (the oldest of it seen 0 s ago)" in proved
        assert "FlexVPN carries it (proved 3 min ago)" in driver.text("#topology")


async def test_the_run_sheet_marks_what_was_sent(tmp_path: Path) -> None:
    """While it is pushed, behind it, and in a wizard that is opened again: each stage with its age."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await driver.press("9")
        planned = driver.rows("#run-sheet")
        await proving(driver, site)
        await driver.press("b", "9")
        on_trial = driver.rows("#run-sheet")
        await driver.press("P")
        await confirmed(driver, site)
        await driver.press("b", "9")
        over = driver.rows("#run-sheet")
        later = driver.app.utc() + timedelta(minutes=3)
        driver.app.utc = lambda: later
        driver.app.tick()
        await driver.settle()
        older = driver.rows("#run-sheet")
    app = wizard(Opening(folder=site.path))
    app.utc = lambda: later
    async with driven(app, at="run-sheet") as driver:
        await driver.until(lambda: any("saved (3 min ago)" in row for row in driver.rows("#run-sheet")))
        again = driver.rows("#run-sheet")

    def said(rows: list[str], device: str, stage: str) -> str:
        return next(row for row in rows if device in row and stage in row)

    assert "ago" not in "".join(planned)
    assert "x saved (0 s ago)" in said(on_trial, "SP9", "4-stage")
    assert "> there, not saved (0 s ago)" in said(on_trial, "SP9", "5-cutover")
    assert "x saved (0 s ago)" in said(over, "SP9", "5-cutover")
    assert "x saved (3 min ago)" in said(older, "SP9", "5-cutover")
    assert "ago" not in said(older, "SP9", "6-cleanup")
    assert said(again, "SP9", "5-cutover") == said(older, "SP9", "5-cutover")


async def test_what_is_done_is_not_pushed_again(tmp_path: Path) -> None:
    """Behind a push of the whole site nobody types the names of its routers once more; other lines are sent."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await confirmed(driver, site)
        plan = driver.plan
    with Folder(site.path) as folder:
        done = [offer.says for offer in offers(folder, plan, "SP9")]
        changed = answer(plan, "name_tunnel", "Tunnel77", "SP9")
        again = [offer for offer in offers(folder, changed, "") if offer.says.startswith("Everything")]

    assert done == ["Clean up SP9: remove what nothing uses any more", "Take back what is on SP9"]
    assert [offer.says for offer in again] == ["Everything that is left, in the order of the run sheet"]
    assert {order.device for order in again[0].orders} == {"SP9"}


async def test_v_goes_through_the_times_and_comes_back_to_now(tmp_path: Path) -> None:
    """Now is one of four times, once something was pushed."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("b", "h")
        titles = []
        for _ in range(5):
            titles.append(str(driver.app.screen.query_one("#topology").border_title))
            await driver.press("v")

        assert titles[0] == titles[4] == "Routers and tunnels now, as they were seen"
        assert len(set(titles)) == 4


async def test_the_list_of_sites_says_what_is_on_trial_and_until_when(tmp_path: Path) -> None:
    """Below the site, with the time at which it goes back and how long ago it was seen."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        site.time.kill()
        await until_seen(driver, lambda seen: seen.is_over)
    async with driven(listed(site)) as driver:
        await driver.until(lambda: "on trial" in driver.screen_text())
        rows = driver.rows("#sites")

        assert any("! on trial, goes back at " in row and "UTC: SP9 (seen 0 s ago)" in row for row in rows)
        assert any("STAGED: HUB9 (seen " in row for row in rows)


async def test_a_push_that_waits_for_a_certificate_is_nothing_unusual(tmp_path: Path) -> None:
    """The end shows the request and where it lies; the list says what is waited for; the run sheet goes on with it."""
    site = PushedSite(tmp_path, "guide-reuse")
    device = "ezvpn-spoke1"
    site.routers.site.routers[device].beliefs = Beliefs({"mark-of-the-clock": "none"})
    site.site_push = lambda push: replace(
        push,
        rows=(),
        rides=lambda reading, plan, device: Riding(rides=False, why="as the test wants it"),
        brought={device: CA},
    )
    async with site.driven() as driver:
        driver.app.begin_push(orders(site.routers.site.plan, only=(device,), last=Stage.STAGE))
        await until_seen(driver, lambda seen: seen.is_over)
        ended = driver.text("#below-text")
        await driver.press("b", "P")
        offered = driver.screen_text()
    async with driven(listed(site)) as driver:
        await driver.until(lambda: "waits for a certificate" in driver.screen_text())
    with Folder(site.path) as folder:
        said = broken_off_in_words(folder, site.routers.site.plan, site.time.now())

    assert said == f"{device}: waits for its certificate (0 s ago). P in step 9 goes on."
    assert "-----BEGIN CERTIFICATE REQUEST-----" in ended
    assert "request.csr" in ended
    assert f"of {device}" in offered
    assert "Go on with what was begun, to the end of " in offered
