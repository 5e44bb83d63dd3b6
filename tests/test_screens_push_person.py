"""What a push asks of whoever sits in front of the wizard: a window for each question, and its thread waits."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from textual.widgets import Input

from screens.begun_push import PushModal
from screens.modals import AskModal
from screens.push_person import PersonAtScreen
from screens.push_windows import PushQuestion
from tests.pilot import Driver
from tests.push_at_screen import DEVICE, HUB, PushedSite, is_proving, proving, until_seen
from wizard.errors import LegacySshNeeded, LoginRejected
from wizard.model.secret import Secret
from wizard.push.preflight import Refusal
from wizard.session.known_hosts import HostKey, HostKeyUnknown

_T = TypeVar("_T")
KEY = HostKey(kind="ssh-ed25519", blob=b"a key")
REFUSALS = tuple(
    Refusal(row=name, device=DEVICE, says=f"{name} is wrong", to_do="Mend it.", accept_as=name)
    for name in ("clock", "unsaved")
)


async def answered(driver: Driver, ask: Callable[[PersonAtScreen], _T], *typed: str | None) -> tuple[_T, list[str]]:
    """What comes of a question to which that is typed, None for escape; and what the windows said."""
    person = PersonAtScreen(driver.app._ask_person)
    asking = asyncio.create_task(asyncio.to_thread(ask, person))
    windows: list[str] = []
    for words in typed:
        before = len(windows)
        await driver.until(lambda: isinstance(driver.app.screen, PushQuestion))
        await driver.settle()
        if words is None:
            windows.append(driver.screen_text())
            await driver.press("escape")
        else:
            driver.app.screen.query_one(Input).value = words
            await driver.settle()
            windows.append(driver.screen_text())
            await driver.press("enter")
        assert len(windows) == before + 1
    return await asking, windows


async def test_a_password_is_asked_for_and_never_drawn(tmp_path: Path) -> None:
    """The window says whose it is, and to which routers it goes."""
    async with PushedSite(tmp_path).driven() as driver:
        found, windows = await answered(
            driver,
            lambda person: person.password("jdoe", [HUB, DEVICE], is_jump=False, instead_of_key=None),
            "s3cr3t-word",
        )

        assert found == Secret("s3cr3t-word")
        assert "jdoe logs in to HUB9, SP9." in windows[0]
        assert "s3cr3t" not in windows[0]


async def test_escape_gives_no_password(tmp_path: Path) -> None:
    """A key of the agent is tried then; of a key that was not taken it says so."""
    async with PushedSite(tmp_path).driven() as driver:
        error = LoginRejected("the key was not taken", where=DEVICE)
        found, windows = await answered(
            driver, lambda person: person.password("jdoe", [DEVICE], is_jump=True, instead_of_key=error), None
        )

        assert found is None
        assert "the key was not taken" in windows[0]
        assert "the jump host SP9" in windows[0]


@pytest.mark.parametrize(("typed", "trusts"), [("yes", True), (KEY.fingerprint, True), ("no", False), ("", False)])
async def test_an_unknown_host_key_is_shown_with_its_fingerprint(typed: str, trusts: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """As ssh asks: yes or the fingerprint itself; anything else is asked again."""
    async with PushedSite(tmp_path).driven() as driver:
        unknown = HostKeyUnknown("its host key is not known", hint="", key=KEY, where=DEVICE)
        found, windows = await answered(driver, lambda person: person.trusts(unknown), "y", typed)

        assert found is trusts
        assert KEY.fingerprint in windows[0]
        assert "Type yes, no, or the fingerprint." in windows[1]


async def test_consents_are_typed_out(tmp_path: Path) -> None:
    """A reload by its word, weak algorithms and each refusal by a reason; nothing else allows anything."""
    async with PushedSite(tmp_path).driven() as driver:
        legacy = LegacySshNeeded("it has weak algorithms alone", where=DEVICE)

        assert (await answered(driver, lambda person: person.allows_reload(DEVICE), "reload"))[0] is True
        assert (await answered(driver, lambda person: person.allows_reload(DEVICE), "y"))[0] is False
        assert (await answered(driver, lambda person: person.allows_legacy(legacy), "old box"))[0] == "old box"
        assert (await answered(driver, lambda person: person.accepts(REFUSALS), "one", "two"))[0] == {
            "clock": "one",
            "unsaved": "two",
        }
        assert (await answered(driver, lambda person: person.accepts(REFUSALS), "one", None))[0] == {}


async def test_whoever_left_is_asked_nothing_more(tmp_path: Path) -> None:
    """The thread of the push gets no answer, and does not wait for one."""
    async with PushedSite(tmp_path).driven() as driver:
        person = PersonAtScreen(driver.app._ask_person)
        asking = asyncio.create_task(asyncio.to_thread(person.allows_reload, DEVICE))
        await driver.until(lambda: isinstance(driver.app.screen, PushQuestion))
        person.leave()

        assert await asking is False
        assert not person.is_there
        assert person.name_of(DEVICE, is_second_try=False) == ""


async def test_how_a_router_is_reached_is_asked_and_kept(tmp_path: Path) -> None:
    """Of each that hosts.toml does not name; what is no address is not taken, and leaving begins nothing."""
    site = PushedSite(tmp_path)
    (site.path / "hosts.toml").unlink()
    async with site.driven() as driver:
        await driver.press("P")
        assert isinstance(driver.app.screen, PushModal)
        await driver.press("enter")
        assert isinstance(driver.app.screen, AskModal)
        asked = driver.screen_text()
        await driver.fill_in("no such word:")
        refused = driver.screen_text()
        await driver.fill_in("admin@192.0.2.9")
        await driver.press("escape")
        left = driver.app.said
        await driver.press("P", "enter")
        await driver.fill_in("admin@192.0.2.9")
        await driver.fill_in("192.0.2.10:2222")
        await until_seen(driver, is_proving)

    hosts = (site.path / "hosts.toml").read_text("utf-8")
    assert "How is HUB9 reached?" in asked
    assert "It is one word, without blanks." in refused
    assert left.startswith("Nothing was begun")
    assert 'address = "192.0.2.9"\nuser = "admin"' in hosts
    assert "port = 2222" in hosts


async def test_leaving_in_a_trial_ends_with_what_the_router_does_then(tmp_path: Path) -> None:
    """q twice leaves; the last words have the deadline and the command, and the exit code says that a timer runs."""
    site = PushedSite(tmp_path)
    async with site.driven() as driver:
        await proving(driver, site)
        await driver.press("q", "q")

        assert driver.app.leaves_a_timer
        assert "it goes back to EzVPN by itself, unless" in driver.app.last_words()
        assert "ez2flex resume" in driver.app.last_words()
