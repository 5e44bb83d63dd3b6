"""The wizard with a golden site whose routers are practice routers of this process: a push is made and steered."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Semaphore

from screens.app import EzApp
from screens.push_keeper import PushKeeper
from screens.push_person import PersonAtScreen
from screens.push_screen import PushScreen
from screens.widgets.deadline_row import DeadlineRow
from tests.conftest import NARROW
from tests.live_pushes import InProcess, LiveSite
from tests.pilot import NOON, Driver, driven, site
from wizard.guide.opening import Opening
from wizard.live.live_push import Asked, LivePush
from wizard.live.push_seen import PushSeen
from wizard.push.router_push import Order
from wizard.push.site_push import Allowed, SitePush
from wizard.site.folder import Folder

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"
_EVER = 1_000_000


class SteppedTime:
    """The clock of the routers, which goes on as far as a test lets it."""

    def __init__(self, routers: LiveSite) -> None:
        self._site = routers.site
        self._steps = Semaphore(0)

    def now(self) -> datetime:
        """UTC."""
        return self._site.now()

    def seconds(self) -> float:
        """Since the site began."""
        return self._site.seconds()

    def wait(self, seconds: float) -> None:
        """Waits until the test lets that much time pass."""
        self._steps.acquire()
        self._site.wait(seconds)

    def let(self, steps: int = _EVER) -> None:
        """Lets the next waits be over; all of them where no number is given."""
        self._steps.release(steps)


class PushedSite:
    """A site folder, its routers, and the wizard in front of them."""

    def __init__(self, tmp_path: Path, case: str = CASE) -> None:
        self.path = site(case, tmp_path)
        self.routers = LiveSite(case, self.path)
        self.time = SteppedTime(self.routers)
        self.allowed = Allowed(names=frozenset(self.routers.site.routers))
        self.site_push: Callable[[SitePush], SitePush] = self.routers._in_process

    def app(self) -> EzApp:
        """The wizard on that site; its clock is that of the routers."""
        app = EzApp(Opening(folder=self.path), clock=lambda: NOON)
        app.utc = self.time.now
        app.new_push = self.push
        return app

    def push(self, app: PushKeeper, orders: tuple[Order, ...], person: PersonAtScreen) -> LivePush:
        """A push of the practice routers."""
        allowed = replace(self.allowed, reload=frozenset(self.routers.site.routers))
        return LivePush(
            Folder(self.path),
            self.routers.site.plan,
            Asked(orders=orders, holds=True, allowed=allowed),
            reaches=InProcess(site=self.routers.site),
            person=person,
            time=self.time,
            changed=app.push_changed,
            site_push=self.site_push,
        )

    @asynccontextmanager
    async def driven(self, size: tuple[int, int] = NARROW) -> AsyncIterator[Driver]:
        """The wizard at its run sheet; whatever push is under way ends with it."""
        async with driven(self.app(), size, at="run-sheet") as driver:
            try:
                yield driver
            finally:
                self.time.let()


async def until_seen(driver: Driver, holds: Callable[[PushSeen], bool]) -> PushSeen:
    """Wait until what is drawn of the push is so."""
    await driver.until(lambda: driver.app.seen is not None and holds(driver.app.seen))
    await driver.settle()
    assert driver.app.seen
    return driver.app.seen


def push_screen(driver: Driver) -> PushScreen:
    """The screen of the push, which is shown."""
    assert isinstance(driver.app.screen, PushScreen)
    return driver.app.screen


def deadline_row(driver: Driver) -> str:
    """What the row says that stays in sight; "" where there is none."""
    rows = [*driver.app.screen.query(DeadlineRow)]
    return str(rows[0].render()) if rows else ""
