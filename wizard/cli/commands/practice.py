"""`ez2flex practice`."""

import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from wizard.cli.demo_routers import end_all
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell
from wizard.data.practice_site import PASSWORD, SERIAL, USER, files
from wizard.errors import AnswerError
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.model.release import Family, Release
from wizard.model.secret import Secret
from wizard.parse.sources import read_sources
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices, release_of
from wizard.practice import Account, PracticeRouter, VirtualClock, read_beliefs, read_faults
from wizard.practice.network import PracticeNetwork
from wizard.practice.ssh_server import (
    LOOPBACK,
    HostKeyPair,
    SshServer,
    fingerprint,
    host_key_of,
    new_host_key,
    text_of_host_key,
)
from wizard.sentence import so_many
from wizard.site import read_site
from wizard.site.state_folder import keep, kept
from wizard.typed_command import typed_command

TICK_SECONDS = 0.25
_RELEASE = Release(family=Family.IOS, major=15, minor=9, maintenance=3, train="M", rebuild=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedRouter:
    """A practice router that somebody can log in to."""

    name: str
    port: int

    @property
    def word(self) -> str:
        """As `ez2flex fetch` takes it."""
        return f"{USER}@{LOOPBACK}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A router as it is when it begins to be served."""

    device: str
    configuration: Configuration
    release: Release | None = None
    """None for that of the practice site."""


def practice_configurations() -> tuple[Known, ...]:
    """The routers of the practice site."""
    return tuple(Known(device=source.device, configuration=source.configuration) for source in read_sources(files()))


def _of_site(path: Path) -> tuple[Known, ...]:
    """The routers of a site as its migration finds them."""
    plan = read_site(path)
    return tuple(
        Known(device=device, configuration=_named(device, baseline(plan, device)), release=release_of(plan, device))
        for device in devices(plan)
    )


def _named(device: str, configuration: Configuration) -> Configuration:
    """With the name that every router shows, also where a part of a configuration was given that has none."""
    if configuration.first("hostname"):
        return configuration
    return Configuration((Line(f"hostname {device}"), *configuration))


def practice(arguments: Namespace) -> Exit:
    """Serves the practice routers until somebody interrupts it; or ends those that a wizard left."""
    if arguments.end:
        tell(f"{so_many(end_all(), 'practice site')} ended.")
        return Exit.DONE
    first = number(arguments.port, 1, 65_000) if arguments.port else 0
    if first is None:
        raise AnswerError("it is no port", hint="Give a number from 1 to 65000.", where="--port")
    beliefs, faults = read_beliefs(arguments.beliefs), tuple(arguments.faults)
    known = _of_site(Path(arguments.site)) if arguments.site else practice_configurations()
    kept_key = kept_host_key()
    with served_practice_site(first, known, beliefs=beliefs, faults=faults, host_key=kept_key) as (served, key):
        routers = [router for _, router in served]
        tell(f"SIMULATED routers, on this machine alone. The password of each is: {PASSWORD}")
        tell(f"Their host key is {key}")
        for name, position in beliefs.items():
            tell(f"They behave so: {name}={position}")
        for fault in faults:
            tell(f"They suffer: {fault}")
        data("\n".join(f"{router.name:<20} ssh -p {router.port} {USER}@{LOOPBACK}" for router in routers))
        folder = f"practice-{Path(arguments.site).name}" if arguments.site else "practice-site"
        fetch = typed_command("fetch", *(router.word for router in routers), "-o", Path(folder))
        tell(f"Read them in another terminal: {fetch}")
        with suppress(KeyboardInterrupt):
            tell("ctrl+c ends them.")
            threading.Event().wait()
    tell("The practice routers ended.")
    return Exit.DONE


def kept_host_key() -> HostKeyPair:
    """The host key of last time, so that a site that was read then knows the routers again."""
    if known := host_key_of(kept(_HOST_KEY)):
        return known
    key = new_host_key()
    keep(_HOST_KEY, lambda _: text_of_host_key(key))
    return key


_HOST_KEY = "practice-host-key"


Served = tuple[Sequence[tuple[PracticeRouter, ServedRouter]], str]
"""The routers that are served, and the fingerprint of their host key."""


@contextmanager
def served_practice_site(
    first_port: int = 0,
    known: Sequence[Known] | None = None,
    *,
    beliefs: Mapping[str, str] = MappingProxyType({}),
    faults: Sequence[str] = (),
    host_key: HostKeyPair | None = None,
    speed: float = 1.0,
    one_at_a_time: "threading.Lock | None" = None,
) -> Iterator[Served]:
    """Routers behind SSH, those of the practice site by default; ended at the end.

    Their clock is that of this machine, or goes so many times as fast. Whoever holds that lock has them alone.
    """
    every = practice_configurations() if known is None else known
    suffered = read_faults(faults, [each.device for each in every])
    clock, alone, key = VirtualClock(datetime.now(UTC)), one_at_a_time or threading.Lock(), host_key or new_host_key()
    with ExitStack() as servers:
        servers.enter_context(_going(clock, alone, speed))
        routers = []
        for place, each in enumerate(every):
            text = f"{each.configuration.text()}end\n"
            router = PracticeRouter(
                each.device,
                text,
                release=each.release or _RELEASE,
                serial=f"{SERIAL}{place + 1:03}",
                users=(Account(name=USER, password=Secret(PASSWORD)),),
                startup=text,
                clock=clock,
                beliefs=beliefs,
            )
            port = first_port + place if first_port else 0
            server = servers.enter_context(_served(router, key, port, alone))
            routers.append((router, ServedRouter(name=each.device, port=server.port)))
        with alone:
            PracticeNetwork(router for router, _ in routers)
            for router, _ in routers:
                router.suffer(*(fault.written for fault in suffered[router.name]))
        yield tuple(routers), fingerprint(key)


@contextmanager
def _going(clock: VirtualClock, alone: threading.Lock, speed: float) -> Iterator[None]:
    """Lets the clock of the routers go as the one on the wall does, or faster."""
    ended = threading.Event()

    def go() -> None:
        before = monotonic()
        while not ended.wait(TICK_SECONDS):
            now = monotonic()
            with alone:
                clock.go_on((now - before) * speed)
            before = now

    thread = threading.Thread(target=go, name="practice-clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def _served(router: PracticeRouter, key: HostKeyPair, port: int, alone: threading.Lock) -> Iterator[SshServer]:
    try:
        server = SshServer(router, host_key=key, port=port, one_at_a_time=alone)
    except OSError as error:
        reason = error.strerror or str(error)
        if not port:
            raise AnswerError(
                f"this machine lets nobody listen on {LOOPBACK}: {reason}",
                hint="Practice routers are served there alone; everything else works without them.",
                where="practice",
            ) from error
        raise AnswerError(
            f"port {port} cannot be used: {reason}", hint="Leave --port out for free ones.", where="--port"
        ) from error
    try:
        yield server
    finally:
        server.close()
