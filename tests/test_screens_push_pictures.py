"""How the screen of a push looks in its states, with the longest names, and that each claim in it carries its age."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]  # it has no type hints
from syrupy.assertion import SnapshotAssertion

from screens.push_screen import PushScreen
from screens.steps.overview import OverviewStep
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, wizard
from tests.seen_pushes import NOW, STATES, SeenPush
from tests.test_screens_snapshots import compared
from wizard.guide.opening import Opening
from wizard.live.push_seen import LineSeen, PushSeen
from wizard.live.seen_rows import Part, rows_of, title_of
from wizard.live.seen_words import (
    Served,
    deadline_in_words,
    earliest,
    ends_in_words,
    frame_in_words,
    line_in_words,
    unchanged_in_words,
)

SVGImageExtension.file_extension = "svg"
SIZES = {"80x24": NARROW, "120x40": WIDE}


async def show(driver: Driver, seen: PushSeen) -> None:
    """Show that push as it is then."""
    driver.app.utc = lambda: NOW
    driver.app.folder = Path("shop-0417")
    driver.app.push = SeenPush(seen)
    driver.app.seen = seen
    driver.app.action_show_push()
    await driver.settle()
    await driver.until(lambda: bool(seen.on_trial) == bool(driver.app.screen.query("DeadlineRow")))
    driver.app.tick()
    await driver.settle()


@pytest.mark.parametrize("look", ["colours", "no-color"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_push_is_as_somebody_saw_it_last(
    size: str, look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    """Every state of it; without colours those that matter most."""
    if look == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    drawn = {}
    app = wizard(Opening(folder=site("two-groups", tmp_path)), ascii_only=look == "no-color")
    async with driven(app, SIZES[size], at="run-sheet") as driver:
        for name, seen in STATES.items():
            if look == "no-color" and name not in ("proving", "holding", "preflight"):
                continue
            await show(driver, seen)
            drawn[name if look == "colours" else f"{name}-{look}"] = driver.app.export_screenshot()
            assert {len(row) for row in driver.screen_text().splitlines()} == {driver.app.size.width}, name
            driver.app.pop_screen()
            await driver.settle()

    assert [*compared(drawn, size, snapshot)] == []


def drawn_words(seen: PushSeen, now: datetime) -> tuple[object, ...]:
    """All that is said of a push at that time."""
    found = earliest(seen)
    return (
        *(frame_in_words(router, Served.LIVE, now) for router in seen.routers),
        *(rows_of(part, seen, router.device, now) for part in Part for router in seen.routers),
        *(title_of(part, seen, router.device, now) for part in Part for router in seen.routers),
        deadline_in_words(*found, now) if found else "",
        line_in_words("sent", seen.last_sent, now),
        line_in_words("got", seen.last_got, now),
        ends_in_words(seen, "site", now),
        *(unchanged_in_words(router) for router in seen.routers),
    )


def moments(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where in a push it is said when something was seen."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, datetime) and (field.name == "at" or field.name.endswith("_at")):
                yield (*place, field.name)
            else:
                yield from moments(inner, (*place, field.name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from moments(inner, (*place, str(number)))


def moved(value: object, place: tuple[str, ...]) -> object:
    """The same, with that moment two hours earlier."""
    first, *others = place
    if isinstance(value, tuple):
        number = int(first)
        return (*value[:number], moved(value[number], tuple(others)), *value[number + 1 :])
    inner = getattr(value, first)
    earlier = inner - timedelta(hours=2) if not others else moved(inner, tuple(others))
    return replace(value, **{first: earlier})  # type: ignore[type-var]  # what has fields is one


NO_CLAIMS = {
    "at": "when the value was made",
    "armed_at": "the deadline says more",
}
"""Moments of a push that are no claim about a router, and why."""


@pytest.mark.parametrize("state", STATES)
def test_each_claim_about_a_router_carries_its_age(state: str) -> None:
    """Whatever was seen two hours earlier is drawn otherwise; nothing on the screen is older than it says."""
    seen = STATES[state]
    unsaid = []
    for place in moments(seen):
        if len(place) == 1 or place[-1] in NO_CLAIMS.keys() - {"at"}:
            continue
        earlier = moved(seen, place)
        assert isinstance(earlier, PushSeen)
        if drawn_words(earlier, NOW) == drawn_words(seen, NOW):
            unsaid.append(place)

    assert unsaid == []


async def test_the_screen_grows_older_by_itself(tmp_path: Path) -> None:
    """Without a new look at the router, each age counts on, and so does the timer."""
    app = wizard(Opening(folder=site("two-groups", tmp_path)))
    async with driven(app, at="run-sheet") as driver:
        await show(driver, STATES["proving"])
        before = driver.screen_text()
        driver.app.utc = lambda: NOW + timedelta(seconds=60)
        driver.app.tick()
        await driver.settle()
        after = driver.screen_text()

        assert isinstance(driver.app.screen, PushScreen)
        assert "ROLLBACK IN 07:41" in before
        assert "router 14:24:19 (3 s ago)" in before
        assert "ROLLBACK IN 06:41" in after
        assert "router 14:25:19 (63 s ago)" in after
        assert "hold (fresh login, 63 s ago)" in after
        assert "last sent" in after


async def test_nothing_that_a_router_says_is_obeyed(tmp_path: Path) -> None:
    """Names, lines and answers with control characters and markup are drawn as what they are."""
    evil = "\x1b[2J\r[bold]x[/]\N{RIGHT-TO-LEFT OVERRIDE}"
    seen = STATES["proving"]
    router = seen.routers[1]
    proof = router.proof
    assert proof
    check = replace(proof.rows[4], after=evil, why=evil, command=f"ping {evil}", wants=evil)
    hostile = replace(
        seen,
        routers=(seen.routers[0], replace(router, serial=evil, proof=replace(proof, rows=(check, *proof.rows[1:])))),
        last_got=LineSeen(device=router.device, text=evil, at=NOW),
    )
    async with driven(wizard(Opening(folder=site("two-groups", tmp_path))), at="run-sheet") as driver:
        await show(driver, hostile)
        drawn = driver.screen_text()

        assert "[bold]x[/]" in drawn
        assert not {"\x1b", "\r", "\N{RIGHT-TO-LEFT OVERRIDE}"} & {*drawn}


async def test_a_second_that_passes_while_the_overview_comes_breaks_nothing(tmp_path: Path) -> None:
    """A site that opens on its trial draws what carries what before the parts of the overview are there."""
    async with driven(wizard(Opening(folder=site("two-groups", tmp_path))), at="run-sheet") as driver:
        await show(driver, STATES["by-journal"])
        driver.app.push_screen(OverviewStep("overview"))
        for _ in range(8):
            driver.app.tick()
            await asyncio.sleep(0)
        await driver.settle()

        assert isinstance(driver.app.screen, OverviewStep)


async def test_a_second_that_passes_while_the_screen_comes_breaks_nothing(tmp_path: Path) -> None:
    """The clock ticks before all of it is there, and while it goes."""
    async with driven(wizard(Opening(folder=site("two-groups", tmp_path))), at="run-sheet") as driver:
        await show(driver, STATES["proving"])
        for _ in range(3):
            driver.app.pop_screen()
            driver.app.tick()
            await asyncio.sleep(0)
            driver.app.tick()
            driver.app.action_show_push()
            driver.app.tick()
            await asyncio.sleep(0)
            driver.app.tick()
            await driver.settle()

        assert isinstance(driver.app.screen, PushScreen)
        assert "Checks: 5 of 7 hold" in driver.screen_text()
