"""The screen of a push over a slow line: at 9600 baud a second holds 960 bytes, and each second is drawn."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from screens.rows_on_terminal import RowsOnTerminal
from tests.pilot import Driver
from tests.push_at_screen import PushedSite, is_proving, proving, until_seen
from tests.slow_line import bytes_sent
from wizard.live.push_seen import PushSeen

FIRST_PAINT, TICK, ROUND = 10_000, 200, 900


async def ticked(driver: Driver, seconds: int) -> None:
    """Let the wizard's clock go on, and draw what is older by then."""
    now = driver.app.utc() + timedelta(seconds=seconds)
    driver.app.utc = lambda: now
    driver.app.tick()
    await driver.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_prove_screen_costs_little_on_a_slow_line(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colours: at first 10 kB at most, each second 200 bytes, in every second of two minutes."""
    monkeypatch.setenv("NO_COLOR", "1")
    site = PushedSite(tmp_path)
    async with site.driven(size) as driver:
        await proving(driver, site)
        rows = RowsOnTerminal()
        first, ticks = bytes_sent(driver, rows), list[int]()
        for _ in range(120):
            await ticked(driver, 1)
            ticks.append(bytes_sent(driver, rows))

        assert first <= FIRST_PAINT
        assert max(ticks) <= TICK
        assert min(ticks) > 0


async def test_a_round_of_the_proof_costs_less_than_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked anew and answered as before is not sent again."""
    monkeypatch.setenv("NO_COLOR", "1")
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        rows, sent = RowsOnTerminal(), list[int]()
        bytes_sent(driver, rows)
        for number in range(1, 4):
            site.time.let(5)
            await until_seen(driver, partial(has_held, number * 5))
            sent.append(bytes_sent(driver, rows))

        assert max(sent) <= ROUND


def has_held(seconds: int, seen: PushSeen) -> bool:
    """Whether everything has held for so many seconds."""
    return is_proving(seen) and any(router.proof.stable_seconds == seconds for router in seen.routers if router.proof)
