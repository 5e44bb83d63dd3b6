"""A migration that begins with routers in place of files: read from the wizard over real SSH."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.fetch_windows import FetchModal, ReadingModal
from screens.modals import ErrorModal
from screens.push_windows import PushQuestion, SecretQuestion
from tests.conftest import NARROW
from tests.pilot import Driver, driven, site, wizard
from tests.served_practice import Practice, served_practice, somebody_types
from wizard.data.practice_site import PASSWORD
from wizard.guide.opening import Opening
from wizard.site import read_site
from wizard.site.hosts_file import read_hosts


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The practice site behind SSH on free ports."""
    with served_practice(tmp_path) as served:
        yield served


@asynccontextmanager
async def at_sources(folder: Path, opening: Opening | None = None) -> AsyncIterator[Driver]:
    """The wizard at its first step."""
    async with driven(wizard(opening or Opening()), NARROW, folder) as driver:
        if opening is None:
            driver.app.open(Opening())
            await driver.settle()
        yield driver


async def ask(driver: Driver, words: str, *, user: str = "", password: str = "") -> None:
    """Fill in the form, and read."""
    await driver.press("R")
    assert isinstance(driver.app.screen, FetchModal)
    for name, typed in (("addresses", words), ("user", user), ("password", password)):
        driver.one(f"#{name}", Input).value = typed
    driver.one("#password", Input).focus()
    await driver.pilot.press("enter")


async def answer(driver: Driver, words: str, typed: str) -> None:
    """Wait until a window says that, and answer it."""
    await driver.until(lambda: isinstance(driver.app.screen, PushQuestion) and words in driver.screen_text())
    driver.app.screen.query_one(Input).value = typed
    await driver.pilot.press("enter")


async def read(driver: Driver) -> None:
    """Wait until the reading is over."""
    await driver.until(lambda: driver.app._fetching is None)
    await driver.settle()


async def test_a_migration_begins_with_routers_in_place_of_files(practice: Practice, tmp_path: Path) -> None:
    """Each unknown key is asked about with its fingerprint; then the sources are those of files, and the folder knows
    how the routers are reached."""
    async with at_sources(tmp_path) as driver:
        await ask(driver, " ".join(practice.words.values()), password=PASSWORD)
        for _ in practice.words:
            await answer(driver, practice.key, "yes")
        await read(driver)

        assert [source.device for source in driver.app.sources] == list(practice.words)
        assert driver.app.plan
        assert driver.app.said.startswith("Read 3 routers: practice-hub, practice-spoke1, practice-spoke2. Next: ")
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))
        await driver.until(lambda: (tmp_path / "site" / "hosts.toml").exists())

    hosts = read_hosts((tmp_path / "site" / "hosts.toml").read_bytes(), "hosts.toml")
    assert [(host.name, host.serial, host.user) for host in hosts] == [
        ("practice-hub", "PRACTICE001", "admin"),
        ("practice-spoke1", "PRACTICE002", "admin"),
        ("practice-spoke2", "PRACTICE003", "admin"),
    ]
    assert (tmp_path / "site" / "known_hosts").read_text().count("\n") == 3
    assert [source.device for source in read_site(tmp_path / "site").sources] == list(practice.words)
    files = b"".join(path.read_bytes() for path in (tmp_path / "site").iterdir() if path.is_file())
    assert PASSWORD.encode() not in files.replace(b"practice-", b"").replace(b"Practice", b"")


async def test_a_password_that_was_not_typed_is_asked_once_and_never_drawn(practice: Practice, tmp_path: Path) -> None:
    """In a window that names the routers it is sent to."""
    words = [word.removeprefix("admin@") for word in practice.words.values()]
    async with at_sources(tmp_path) as driver:
        await ask(driver, " ".join(words), user="admin")
        await driver.until(lambda: isinstance(driver.app.screen, SecretQuestion))
        await driver.pilot.press(*PASSWORD)
        assert "admin logs in to" in driver.screen_text()
        assert PASSWORD not in driver.screen_text().replace("practice-", "")
        await driver.pilot.press("enter")
        for _ in words:
            await answer(driver, practice.key, practice.key)
        await read(driver)

        assert len(driver.app.sources) == 3


async def test_a_key_that_is_not_trusted_lets_no_password_leave(practice: Practice, tmp_path: Path) -> None:
    """The router is named as not read, with what to do; nothing is taken."""
    async with at_sources(tmp_path) as driver:
        await ask(driver, practice.words["practice-hub"], password=PASSWORD)
        await answer(driver, practice.key, "no")
        await read(driver)

        assert isinstance(driver.app.screen, ErrorModal)
        assert "No router was read" in driver.screen_text()
        assert driver.app.sources == ()
        assert not practice.routers["practice-hub"].terminals


async def test_routers_of_a_site_are_read_again_and_a_changed_key_stops_one_of_them(
    practice: Practice, tmp_path: Path
) -> None:
    """The form has their addresses already; what was answered stays, and what cannot be read is said."""
    async with at_sources(tmp_path) as driver:
        await ask(driver, " ".join(practice.words.values()), password=PASSWORD)
        for _ in practice.words:
            await answer(driver, practice.key, "yes")
        await read(driver)
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))
        await driver.until(lambda: (tmp_path / "site" / "hosts.toml").exists())
        await driver.answer("management_access", "outside")

        somebody_types(practice.routers["practice-spoke1"], "ip domain name changed.example")
        practice.routers["practice-spoke2"].suffer("hostkey rotate")
        await driver.press("1", "R")
        assert driver.one("#addresses", Input).value == " ".join(practice.words.values())
        driver.one("#password", Input).value = PASSWORD
        driver.one("#password", Input).focus()
        await driver.pilot.press("enter")
        await read(driver)

        assert "These were not read; the others were" in driver.screen_text()
        assert "practice-spoke2" in driver.screen_text()
        await driver.press("enter")
        spoke = next(source for source in driver.app.sources if source.device == "practice-spoke1")
        assert "ip domain name changed.example" in spoke.configuration.text()
        assert len(driver.app.sources) == 3
        assert "management_access" in {answer.key for answer in driver.plan.answers}
        await driver.press("u")
        assert "ip domain name changed.example" not in driver.app.sources[1].configuration.text()


async def test_each_router_is_seen_while_it_is_read_and_escape_takes_what_was_read(
    practice: Practice, tmp_path: Path
) -> None:
    """A row for each; whoever waits for one that is slow goes on with the others."""
    practice.routers["practice-spoke2"].suffer("latency 20s")
    async with at_sources(tmp_path) as driver:
        await ask(driver, " ".join(practice.words.values()), password=PASSWORD)
        for _ in practice.words:
            await answer(driver, practice.key, "yes")
        await driver.until(lambda: isinstance(driver.app.screen, ReadingModal))
        window = driver.app.screen
        assert isinstance(window, ReadingModal)
        assert all(word.removeprefix("admin@") in driver.screen_text() for word in practice.words.values())
        fetching = driver.app._fetching
        assert fetching
        for _ in range(200):
            if len(fetching.fetched.found) == 2:
                break
            await asyncio.sleep(0.05)
        await driver.press("escape")

        assert [source.device for source in driver.app.sources] == ["practice-hub", "practice-spoke1"]


async def test_what_is_typed_is_refused_before_anything_is_called(tmp_path: Path) -> None:
    """With the reason below the line."""
    async with at_sources(tmp_path) as driver:
        for words, why in (("", "at least one router"), ("-x", "begin with a dash"), ("a a", "named twice")):
            await ask(driver, words)
            await driver.settle()
            assert why in driver.screen_text()
            await driver.press("escape")


async def test_routers_are_not_read_once_a_push_has_begun(tmp_path: Path) -> None:
    """What it began from stays."""
    (site("guide-reuse", tmp_path) / "journal").mkdir()
    async with at_sources(tmp_path, Opening(folder=tmp_path / "guide-reuse")) as driver:
        await driver.press("R")

        assert "A push of this site has begun" in driver.app.said


async def test_a_practice_site_takes_no_router_of_a_real_network(practice: Practice, tmp_path: Path) -> None:
    """Above it stands SIMULATED, and that is true whatever is read."""
    practice.routers["practice-hub"].serial = "FGL1234ABCD"
    async with at_sources(tmp_path, Opening(demo=True)) as driver:
        await ask(driver, practice.words["practice-hub"], password=PASSWORD)
        await answer(driver, practice.key, "yes")
        await read(driver)

        assert isinstance(driver.app.screen, ErrorModal)
        assert "practice-hub would be no practice" in " ".join(driver.screen_text().split())
        assert driver.screen_text().lstrip().startswith("SIMULATED")
