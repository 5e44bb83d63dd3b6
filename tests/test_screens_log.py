"""The log of a push: thousands of rows as fast as a few, followed or held, searched, narrowed, and kept in a file."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from textual.app import ComposeResult

from screens.rows_on_terminal import RowsOnTerminal
from screens.steps.step import StepScreen
from screens.widgets.log_view import LogView
from screens.widgets.search import SearchLine
from tests.pilot import NOON, Driver, driven, site, wizard
from tests.slow_line import bytes_sent
from wizard.guide.opening import Opening
from wizard.live.log_text import text_of_log
from wizard.live.push_log import Heard, LogRow, PushLog
from wizard.model.plan import Plan
from wizard.printable import printable
from wizard.site import read_site

MANY, FEW = 5_000, 50
ROUTERS = ("hub-madrid-01", "spoke-042")


class LogStep(StepScreen):
    """A step that has nothing but a log."""

    def compose_body(self) -> ComposeResult:
        yield LogView()

    def show_plan(self, plan: Plan | None) -> None:
        self.query_one(LogView).focus()

    def searched(self) -> LogView:
        return self.query_one(LogView)


def rows(number: int, first: int = 0) -> list[LogRow]:
    """As many rows as a long push has, of two routers."""
    return [row for place in range(first, first + number) for row in row_of(place)]


def log_rows(at: datetime, device: str, what: Heard, text: str) -> tuple[LogRow, ...]:
    """A text as rows."""
    log = PushLog()
    log.add(at, device, what, text)
    return log.rows()


def row_of(place: int) -> tuple[LogRow, ...]:
    what = (Heard.SENT, Heard.GOT, Heard.TOLD)[place % 3]
    text = f"line {place}: crypto ikev2 profile FLEX-{place % 7}"
    return log_rows(NOON + timedelta(seconds=place), ROUTERS[place % 2], what, text)


@asynccontextmanager
async def log_of(
    folder: Path, every: list[LogRow], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Driver, LogView]]:
    """The wizard, with a log of these rows in place of a step."""
    async with driven(wizard(Opening(folder=site("guide-reuse", folder))), size) as driver:
        await driver.app.push_screen(LogStep("run-sheet"))
        await driver.settle()
        log = driver.one("#log", LogView)
        log.show(every)
        await driver.settle()
        yield driver, log


async def seconds_of_keys(folder: Path, number: int) -> float:
    """Processor time of moving up by a page's rows, the least of several: what other programs do is not in it."""
    async with log_of(folder, rows(number)) as (driver, log):
        taken = []
        for _ in range(6):
            log.cursor = log.count() - 1
            await driver.settle()
            before = process_time()
            await driver.pilot.press(*["up"] * 30)
            taken.append(process_time() - before)
        return min(taken)


async def test_a_key_costs_the_same_in_five_thousand_rows_as_in_fifty(tmp_path: Path) -> None:
    """Measured as processor time of keys that scroll."""
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()

    assert await seconds_of_keys(tmp_path / "many", MANY) < 1.5 * await seconds_of_keys(tmp_path / "few", FEW)


async def test_a_row_that_comes_costs_the_same_in_a_long_log_as_in_a_short_one(tmp_path: Path) -> None:
    """Measured as processor time of five hundred rows, one at a time."""

    async def seconds(number: int) -> float:
        (tmp_path / str(number)).mkdir()
        async with log_of(tmp_path / str(number), rows(number)) as (_, log):
            before = process_time()
            for place in range(500):
                log.append(row_of(number + place))
            return process_time() - before

    few, many = await seconds(FEW), await seconds(MANY)
    assert many < 2 * few


async def test_a_row_that_comes_is_sent_in_few_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second at 9600 baud in the mean, without colours at 80x24; what is scrolled is in it."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with log_of(tmp_path, rows(MANY)) as (driver, log):
        terminal = RowsOnTerminal()
        bytes_sent(driver, terminal)
        sent = []
        for place in range(MANY, MANY + 40):
            log.append(row_of(place))
            await driver.pilot.pause()
            sent.append(bytes_sent(driver, terminal))

    assert sum(sent) / len(sent) <= 300
    assert sorted(sent)[len(sent) // 2] <= 150


async def test_the_log_follows_its_end_until_somebody_reads_further_up(tmp_path: Path) -> None:
    """What comes then moves nothing; G follows again."""
    async with log_of(tmp_path, rows(100)) as (driver, log):
        log.append(rows(1, 100))
        await driver.settle()
        assert "line 100:" in driver.screen_text()
        assert "Log  follows" in driver.screen_text()

        await driver.press("pageup", "pageup")
        before = numbers(driver)
        log.append(rows(50, 101))
        await driver.settle()
        assert numbers(driver) == before
        assert "of 151, G follows" in driver.screen_text()

        await driver.press("G")
        log.append(rows(1, 151))
        await driver.settle()
        assert "line 151:" in driver.screen_text()


async def test_every_row_that_came_stands_where_it_came(tmp_path: Path) -> None:
    """However many come at once, the last one is in view and the rows above it are those before it."""
    async with log_of(tmp_path, []) as (driver, log):
        place = 0
        for number in (1, 3, 40, 2, 1, 1, 1, 19, 20, 21, 5, 300):
            log.append(rows(number, place))
            place += number
            await driver.settle()
            shown = numbers(driver)
            assert shown == list(range(shown[0], place))


def numbers(driver: Driver) -> list[int]:
    """Which of the rows are in view."""
    return [int(number) for number in re.findall(r"line (\d+):", driver.screen_text())]


async def test_a_word_is_found_by_the_keys_of_every_list(tmp_path: Path) -> None:
    """From the end the search goes on at the start; n and N go on."""
    async with log_of(tmp_path, rows(MANY)) as (driver, log):
        await driver.press("slash")
        assert isinstance(driver.app.screen.focused, SearchLine)
        await driver.fill_in("FLEX-3")
        found = log.cursor
        await driver.press("n")

        assert log.cursor == found + 7
        await driver.press("N", "N")
        assert "FLEX-3" in log.searchable(log.cursor)
        assert log.cursor > MANY - 8


async def test_the_log_is_narrowed_to_one_router_and_what_comes_of_others_waits(tmp_path: Path) -> None:
    """What is told of the whole site stays."""
    told = list(log_rows(NOON, "", Heard.TOLD, "The site waits for a certificate."))
    async with log_of(tmp_path, [*rows(10), *told]) as (driver, log):
        await driver.press("right_square_bracket")
        log.append(rows(2, 10))
        await driver.settle()

        assert log.device == ROUTERS[0]
        assert {row.device for row in log.rows} == {ROUTERS[0], ""}
        assert f"Log of {ROUTERS[0]}" in driver.screen_text()
        await driver.press("left_square_bracket")
        assert len(log.rows) == 13


async def test_a_line_that_is_too_long_goes_on_in_the_next_one(tmp_path: Path) -> None:
    """Nothing of it is cut, also where the terminal has other columns than before."""
    words = [f"word{place:02}" for place in range(40)]
    async with log_of(tmp_path, list(log_rows(NOON, ROUTERS[0], Heard.GOT, " ".join(words)))) as (driver, _):
        assert all(word in driver.screen_text() for word in words)
        await driver.pilot.resize_terminal(120, 40)
        await driver.settle()
        assert all(word in driver.screen_text() for word in words)


HOSTILE = {
    "markup": "[bold red]x[/] [@click=app.quit]y[/]",
    "a title": "\x1b]0;pwned\x07",
    "a look": "\x1b[31m\x9b1m",
    "another row": "a\rb\vc\x85d\u2028e",
    "turned round": "\u202eabc\u200d",
    "bytes": "\udcff\udc00",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
async def test_what_a_router_answers_is_neither_markup_nor_obeyed(hostile: str, tmp_path: Path) -> None:
    """Each character is seen in some form, and the row stays one."""
    text = f"before {hostile} behind"
    async with log_of(tmp_path, [LogRow(at=NOON, device=ROUTERS[0], what=Heard.GOT, text=text, number=0)]) as (
        driver,
        _,
    ):
        drawn = driver.screen_text().splitlines()

        assert [printable(row) for row in drawn] == drawn
        assert len([row for row in drawn if "got" in row and "before" in row]) == 1
        assert "behind" in "".join(drawn)


SECRET = "Planted-S3cret-99"
"""Planted where a push may send or be shown one."""
PLANTED = {
    "sent": f" pre-shared-key local {SECRET}",
    "shown": f"Building configuration...\nusername netops password 0 {SECRET}\nend",
    "challenge": f"crypto pki authenticate x\n password {SECRET}",
}


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED)
async def test_a_planted_secret_is_on_no_screen_and_in_no_file(text: str, tmp_path: Path) -> None:
    """The row is made without it."""
    async with log_of(tmp_path, list(log_rows(NOON, ROUTERS[0], Heard.SENT, text))) as (driver, _):
        assert "***" in driver.screen_text()
        assert SECRET not in driver.screen_text()
        await driver.press("e")
        (file,) = (tmp_path / "guide-reuse" / "logs").iterdir()

        assert SECRET.encode() not in file.read_bytes()
        assert b"***" in file.read_bytes()


def test_a_secret_of_the_plan_is_in_no_file_wherever_a_router_shows_it(tmp_path: Path) -> None:
    """As where the answer to a line repeats its key without the word before it."""
    plan = read_site(site("guide-reuse", tmp_path))
    secret = max((secret.value.reveal() for secret in plan.secrets), key=len)
    row = LogRow(number=0, at=NOON, device=ROUTERS[0], what=Heard.GOT, text=f"% Invalid input: {secret}")

    assert len(secret) >= 6
    assert text_of_log([row], plan) == b"2026-11-24 12:00:00 hub-madrid-01 got     % Invalid input: ***\n"


async def test_the_saved_log_says_where_it_is_and_is_written_over_none(tmp_path: Path) -> None:
    """Its rows are those that are shown; Git does not take it, and only its owner reads it."""
    async with log_of(tmp_path, rows(10)) as (driver, _):
        await driver.press("right_square_bracket", "e", "e")
        folder = tmp_path / "guide-reuse"
        files = sorted((folder / "logs").iterdir())

        assert [file.name for file in files] == ["2026-11-24-120000-2.txt", "2026-11-24-120000.txt"]
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
        assert files[0].read_text("utf-8").count("\n") == 5
        assert ROUTERS[1] not in files[0].read_text("utf-8")
        assert "Wrote 5 rows to" in driver.app.said
        assert "logs/" in (folder / ".gitignore").read_text("utf-8")
