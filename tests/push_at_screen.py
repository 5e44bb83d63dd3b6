"""The wizard with a golden site whose routers are practice routers of this process: a push is made and steered."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Condition

from screens.app import EzApp
from screens.push_keeper import PushKeeper
from screens.push_person import PersonAtScreen
from screens.push_screen import PushScreen
from screens.widgets.deadline_row import DeadlineRow
from tests.conftest import NARROW
from tests.golden_cases import golden_plan
from tests.live_pushes import InProcess, LiveSite
from tests.pilot import NOON, Driver, driven, site
from wizard.guide.opening import Opening
from wizard.live.live_push import Asked, LivePush
from wizard.live.push_seen import Doing, PushSeen
from wizard.model.host import Host
from wizard.plan.perspective import devices
from wizard.push.router_push import Order
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed, SitePush
from wizard.site.file_names import HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import hosts_toml

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"


class SteppedTime:
    """The clock of the routers, which goes on as far as a test lets it."""

    def __init__(self, routers: LiveSite) -> None:
        self._site = routers.site
        self._more = Condition()
        self._left = 0.0
        """Seconds that may pass yet."""
        self._is_killed = False

    def now(self) -> datetime:
        """UTC."""
        return self._site.now()

    def seconds(self) -> float:
        """Since the site began."""
        return self._site.seconds()

    def wait(self, seconds: float) -> None:
        """Waits until the test lets that much time pass."""
        with self._more:
            self._more.wait_for(lambda: self._is_killed or self._left >= seconds)
            if self._is_killed:
                raise KeyboardInterrupt
            self._left -= seconds
        self._site.wait(seconds)

    def let(self, seconds: float) -> None:
        """Lets so much more time pass."""
        with self._more:
            self._left += seconds
            self._more.notify_all()

    def kill(self) -> None:
        """Ends what waits, with nothing more than the journal knows."""
        with self._more:
            self._is_killed = True
            self._more.notify_all()

    def go_on(self) -> None:
        """For another push: whoever waited before is gone."""
        self._is_killed, self._left = False, 0.0


class PushedSite:
    """A site folder, its routers, and the wizard in front of them."""

    def __init__(self, tmp_path: Path, case: str = CASE) -> None:
        self.path = site(case, tmp_path)
        hosts = (Host(name=name, address="192.0.2.1") for name in devices(golden_plan(case)))
        (self.path / HOSTS).write_bytes(hosts_toml(hosts, None))
        self.routers = LiveSite(case, self.path)
        self.time = SteppedTime(self.routers)
        self.allowed = Allowed(names=frozenset(self.routers.site.routers))
        self.site_push: Callable[[SitePush], SitePush] = self.routers.in_process

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
                self.time.kill()


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


def is_proving(seen: PushSeen) -> bool:
    """Whether the spoke is on trial, and was looked at."""
    router = seen.router(DEVICE)
    return router.doing is Doing.PROVING and router.proof is not None


async def proving(driver: Driver, site: PushedSite) -> None:
    """Push everything, up to the first round of the proof."""
    driver.app.begin_push(orders(site.routers.site.plan))
    await until_seen(driver, is_proving)


async def confirmed(driver: Driver, site: PushedSite) -> None:
    """Let what is proved hold for as long as it must, confirm it, and wait until the push is over."""
    site.time.let(60)
    await until_seen(driver, lambda seen: any(router.doing is Doing.HOLDING for router in seen.routers))
    await driver.press("c")
    site.time.let(5)
    await until_seen(driver, lambda seen: seen.is_over)
