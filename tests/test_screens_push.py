"""A push in the wizard: begun from the run sheet, seen on a screen of its own, owned by the app."""

from pathlib import Path

import pytest

from screens.begun_push import PushModal
from screens.modals import AskModal, BrokenScreen, TooSmallModal
from screens.push_screen import PushScreen
from screens.push_windows import LeaveModal, PushQuestion
from screens.widgets.seen_list import SeenList
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven
from tests.push_at_screen import DEVICE, HUB, PushedSite, confirmed, is_proving, proving, until_seen
from wizard.live.push_seen import Doing
from wizard.plan.answer import answer
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed


async def asked(driver: Driver, words: str) -> None:
    """Wait until a window asks that."""
    await driver.until(lambda: isinstance(driver.app.screen, PushQuestion) and words in driver.screen_text())
    await driver.settle()


async def test_a_push_begins_at_the_run_sheet_and_asks_for_the_name(tmp_path: Path) -> None:
    """P says what one will notice and what may be begun; nothing is sent before the names were typed out."""
    site = PushedSite(tmp_path)
    site.allowed = Allowed()
    async with site.driven() as driver:
        await driver.press("P")
        offered = driver.screen_text()
        assert isinstance(driver.app.screen, PushModal)
        await driver.press("enter")
        for name in (HUB, DEVICE):
            await asked(driver, f"{name} is changed by this push.")
            assert not (site.path / "journal").exists()
            await driver.fill_in(name)
        await until_seen(driver, is_proving)

        assert "! Traffic stops once: SP9, in 5-cutover" in offered
        assert "Only what changes no traffic, on every router" in offered
        assert isinstance(driver.app.screen, PushScreen)


async def test_another_name_sends_nothing(tmp_path: Path) -> None:
    """It may be mended once; then it says that nothing was sent."""
    site = PushedSite(tmp_path)
    site.allowed = Allowed(names=frozenset({HUB}))
    async with site.driven() as driver:
        driver.app.begin_push(orders(site.routers.site.plan))
        for typed, words in (("SP8", "SP9 is changed"), ("", "That is another name.")):
            await asked(driver, words)
            await driver.fill_in(typed)
        await until_seen(driver, lambda seen: seen.is_over)

        assert "its name was typed otherwise" in driver.screen_text()
        assert not (site.path / "journal" / f"{DEVICE}.jsonl").exists()


async def test_the_prove_screen_says_all_that_matters(tmp_path: Path) -> None:
    """The router, its state, both clocks, what holds and what does not, and why what cannot be done now cannot."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        shown = driver.screen_text().splitlines()

        assert shown[0].strip() == "LIVE  SP9  192.0.2.2  SN FTX1234A5BC  STATE: TRIAL (0 s ago)"
        assert shown[1].strip().startswith("!! ROLLBACK IN 11:58  router 09:00:03 (0 s ago)  fires 09:12:02")
        assert shown[1].rstrip().endswith("^r reverts")
        assert shown[2].strip() == "[x]archive [x]stage [x]armed [x]cut over [>]PROVE [ ]save"
        assert "Checks: 12 of 13 hold (fresh login, 0 s ago)" in shown[3]
        assert any(row.startswith("> ..  stable") for row in shown)
        assert "[c] confirm - disabled: stable 0 of 60 s" in driver.text("#steering")
        assert "If you close this window the router goes back by itself at 09:12 on its clock." in driver.text(
            "#steering"
        )
        nobody, sent, got = driver.text("#last-lines").splitlines()
        assert nobody.startswith("Nobody else changed the configuration from 09:00:01 to 09:00:02 UTC (")
        assert sent.startswith("last sent: ")
        assert got.startswith("last got :")


async def test_a_key_that_does_nothing_says_why(tmp_path: Path) -> None:
    """Confirming as long as a check fails, extending what does not run."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("c")
        confirm = driver.text("#status")
        await driver.press("i")

        assert confirm == "Not confirmed: stable 0 of 60 s."
        assert driver.text("#status").startswith("Nobody can accept this")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10), (20, 5)], ids=lambda size: "x".join(map(str, size)))
async def test_the_deadline_stays_in_sight_at_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    """Also where the wizard says that it needs more room; the key works there."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.pilot.resize_terminal(*size)
        await driver.settle()
        drawn = driver.screen_text()
        await driver.press("ctrl+r")

        assert "!! ROLLBACK IN 1" in drawn
        assert isinstance(driver.app.screen, PushScreen if size == (80, 24) else TooSmallModal)
        assert driver.app.asks_whether_to_revert


ABOVE = {
    "help": ("?",),
    "leave": ("q",),
    "commands": ("ctrl+p",),
    "run sheet": ("b",),
    "overview": ("b", "h"),
    "preview": ("b", "8"),
    "a stage": ("b", "9", "enter"),
    "search": ("b", "7", "/"),
    "help of a step": ("b", "5", "?"),
}
"""Keys by what they open."""


@pytest.mark.parametrize("keys", ABOVE.values(), ids=ABOVE)
async def test_the_deadline_stays_in_sight_in_every_window(keys: tuple[str, ...], tmp_path: Path) -> None:
    """Wherever one is, the row says when the router goes back; the second press of its key lets it."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press(*keys)
        drawn = driver.screen_text()
        await driver.press("ctrl+r")
        await driver.settle()

        assert "!! ROLLBACK IN 11:5" in drawn
        assert "^r again: it goes back NOW" in driver.screen_text()


async def test_a_screen_that_breaks_ends_no_push(tmp_path: Path) -> None:
    """A plain one stands in its place, with the deadline; enter shows the push again."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        broken = driver.app.screen.query_one(SeenList)
        broken.call_next(lambda: 1 / 0)
        await driver.until(lambda: isinstance(driver.app.screen, BrokenScreen))
        await driver.settle()
        drawn = driver.screen_text()
        await driver.press("enter")

        assert "ZeroDivisionError" in drawn
        assert "!! ROLLBACK IN 11:5" in drawn
        assert isinstance(driver.app.screen, PushScreen)
        assert "Checks: 12 of 13 hold" in driver.screen_text()
        assert driver.app.holds_a_push


async def test_a_screen_that_cannot_be_drawn_ends_no_push(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where a row of it cannot be made."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        with monkeypatch.context() as patched:
            patched.setattr(SeenList, "pieces", lambda *_: 1 / 0)
            driver.app.screen.query_one(SeenList).refresh()
            await driver.until(lambda: isinstance(driver.app.screen, BrokenScreen))
        await driver.settle()
        await driver.press("enter")

        assert "Checks: 12 of 13 hold" in driver.screen_text()
        assert "!! ROLLBACK IN" in driver.screen_text()


LOCKED = {
    "a question": ("5", "enter"),
    "a finding": ("7", "a"),
    "a source": ("1", "plus"),
    "leaving one out": ("1", "x"),
    "undo": ("9", "u"),
    "another folder": ("9", "ctrl+s"),
    "the files": ("9", "e"),
}
"""Keys by what they would change."""


@pytest.mark.parametrize("keys", LOCKED.values(), ids=LOCKED)
async def test_answers_are_locked_while_a_push_is_at_work(keys: tuple[str, ...], tmp_path: Path) -> None:
    """It says so, and how the push is seen again."""
    site = PushedSite(tmp_path)
    async with site.driven(WIDE) as driver:
        await proving(driver, site)
        plan = driver.plan
        await driver.press("b", *keys)
        if keys == ("5", "enter") and not driver.text("#status").startswith("A push"):
            await driver.press("down", "enter")

        assert driver.text("#status") == "A push is at work: answers stay as they are until it is over. P shows it."
        assert driver.plan == plan
        assert not isinstance(driver.app.screen, AskModal)


async def test_leaving_says_what_happens_at_the_deadline(tmp_path: Path) -> None:
    """q asks as long as a timer runs, and says when the router goes back and what proves it before; escape stays."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("q")
        said = driver.text("#leaving")
        assert isinstance(driver.app.screen, LeaveModal)
        await driver.press("escape")

        assert said.startswith("SP9: in 11:58, at 09:12:02 on its own clock, it goes back to EzVPN by itself, unless")
        assert f"ez2flex resume {site.path} --device SP9" in said
        assert isinstance(driver.app.screen, PushScreen)


async def test_a_site_on_trial_opens_with_its_prove_screen(tmp_path: Path) -> None:
    """Killed behind the cut-over, it opens with the trial as its journal has it; P proves it again, and it is kept."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        site.time.kill()
        await until_seen(driver, lambda seen: seen.is_over)
    site.time.go_on()
    async with driven(site.app(), NARROW) as driver:
        await driver.until(lambda: isinstance(driver.app.screen, PushScreen))
        await driver.settle()
        opened = driver.screen_text().splitlines()
        await driver.press("P")
        await until_seen(driver, is_proving)
        proved = driver.screen_text().splitlines()
        await confirmed(driver, site)

        assert opened[0].strip() == "LIVE  SP9  STATE: UNKNOWN (by its journal, 0 s ago)"
        assert opened[1].strip().startswith("!! ROLLBACK IN 11:59")
        assert "P goes on" in "\n".join(opened)
        assert "STATE: TRIAL (0 s ago)" in proved[0]
        assert "SP9: NEW-saved" in driver.screen_text()


async def test_what_is_proved_is_kept_once_somebody_confirms(tmp_path: Path) -> None:
    """c confirms as soon as everything holds; the end says where the router stands, and what comes next."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        site.time.let(60)
        await until_seen(driver, lambda seen: seen.router(DEVICE).doing is Doing.HOLDING)
        held = driver.screen_text()
        await driver.press("c")
        site.time.let(5)
        await until_seen(driver, lambda seen: seen.is_over)
        drawn = driver.screen_text()
        await driver.press("b", "0")

        assert "[r] revert now   [+] extend 5 min   [c] confirm   " in held
        assert "PROVED: c keeps and saves it. Else it goes back at 09:12 on its clock." in held
        assert "SP9: NEW-saved (0 s ago): the new configuration runs and is saved." in drawn
        assert "ROLLBACK" not in drawn
        assert "SP9: NEW-saved (seen " in driver.text("#report-text")


async def test_the_second_press_lets_the_router_go_back(tmp_path: Path) -> None:
    """The first one says what it does; behind the second EzVPN carries again, and the end says so."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("r")
        said = driver.text("#status")
        await driver.press("r")
        site.time.let(600)
        await until_seen(driver, lambda seen: seen.is_over)

        assert said.startswith("The same key again: the router goes back to EzVPN")
        assert "SP9: STAGED" in driver.screen_text()
        assert "a person took it back" in driver.screen_text()


async def test_the_timer_is_made_longer(tmp_path: Path) -> None:
    """+ lets it run five minutes more, and the status row says what became of it."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("+")
        site.time.let(5)
        await driver.until(lambda: "17 minutes from now" in driver.app.said)
        await driver.until(lambda: "!! ROLLBACK IN 16:5" in driver.screen_text())

        assert "17 minutes from now" in driver.text("#status")


async def test_a_check_that_fails_is_accepted_with_a_reason(tmp_path: Path) -> None:
    """i asks why; what is accepted stands so in the list, and no longer keeps from confirming."""
    site = PushedSite(tmp_path)
    site.routers.site.plan = answer(site.routers.site.plan, "proof_targets", "10.7.0.77", DEVICE)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.go_to("#seen", "10.7.0.77")
        before = driver.screen_text()
        await driver.press("i")
        await driver.fill_in("the printer is off")
        site.time.let(5)
        await driver.until(lambda: "need not hold" in driver.app.said)
        await driver.until(lambda: "==  ping 10.7.0.77" in driver.screen_text())
        await driver.go_to("#seen", "10.7.0.77")
        await driver.until(lambda: "accepted: the printer is off" in driver.screen_text())

        assert "XX  ping 10.7.0.77" in before


async def test_the_route_to_what_is_pinged_is_shown(tmp_path: Path) -> None:
    """t asks the router for it, and its answer stands with the check; where nothing is pinged, t says why not."""
    site = PushedSite(tmp_path)
    site.routers.site.plan = answer(site.routers.site.plan, "proof_targets", "10.7.0.77", DEVICE)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.go_to("#seen", "10.7.0.77")
        offered = driver.screen_text()
        await driver.press("t")
        site.time.let(5)
        await driver.until(lambda: "Routing entry for 10.7.0.0" in driver.screen_text())
        await driver.go_to("#seen", "show crypto ipsec sa")
        await driver.press("t")

        assert "try: [t] show route 10.7.0.77  [g] other target  [i] accept with reason" in offered
        assert "Only a check that pings has a target." in driver.app.said


async def test_another_target_is_pinged(tmp_path: Path) -> None:
    """g asks which; the row says what it stands in the place of."""
    site = PushedSite(tmp_path)
    site.routers.site.plan = answer(site.routers.site.plan, "proof_targets", "10.7.0.77", DEVICE)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.go_to("#seen", "10.7.0.77")
        await driver.press("g")
        await driver.fill_in("10.7.0.1")
        site.time.let(5)
        await driver.until(lambda: "in the place of: ping 10.7.0.77" in driver.screen_text())
        await driver.settle()

        assert "ping 10.7.0.1 " in driver.screen_text()
