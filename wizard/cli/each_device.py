"""Work for each device of a plan: on every core where that is safe and pays, while a terminal shows how far it is."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import cycle
from typing import TYPE_CHECKING, TypeVar

from wizard.cli.run_to_end import hold_signals, pass_signals, signals

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")

LEAST = 50
"""Devices for each process: a process costs as much as some of them."""
MOST = 3
"""Processes: each comes to hold much of the plan for itself."""


def on_every_core(work: Callable[[str], Result], devices: Sequence[str], /) -> Iterator[Result]:
    """What `map` gives, in its order; each process has every so manieth device."""
    count = processes(len(devices))
    if count < 2:
        yield from map(work, devices)
        return
    yield from divided(work, devices, count)


def processes(devices: int) -> int:
    """How many work on so many devices; one where the system cannot divide a process, or where threads run in it."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST, devices // LEAST)


def divided(work: Callable[[str], Result], devices: Sequence[str], count: int) -> Iterator[Result]:
    """The same by so many processes."""
    from multiprocessing import get_context

    # What is divided has all that is known of the plan; a process that is begun anew would have to read the site.
    fork = get_context("fork")
    shares = []
    hold_signals()
    try:
        for place in range(count):
            receiver, sender = fork.Pipe(duplex=False)
            process = fork.Process(target=_share, args=(work, devices[place::count], sender), daemon=True)
            # Where the system allows no more processes this share is done here.
            with suppress(OSError):
                process.start()
            sender.close()
            shares.append((process, receiver))
    finally:
        pass_signals()
    try:
        for (_, receiver), device in zip(cycle(shares), devices):
            yield _next(receiver, work, device)
    finally:
        for process, receiver in shares:
            receiver.close()
            if process.pid:
                process.terminate()
                process.join()


def _share(work: Callable[[str], object], devices: Sequence[str], sender: "Connection") -> None:
    # ctrl+c reaches every process of the terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in signals():
        signal.signal(number, signal.SIG_DFL)
    pass_signals()
    # An error comes again where this device is waited for, and there somebody says it.
    with suppress(Exception), sender:
        for device in devices:
            sender.send(work(device))


def _next(receiver: "Connection", work: Callable[[str], Result], device: str) -> Result:
    """The next result of a process; of one that has ended before its time the work is done here."""
    try:
        result: Result = receiver.recv()
    except (EOFError, OSError):
        return work(device)
    return result


OFTEN = 0.1
"""Seconds between two looks of the line that counts; what is done sooner has none."""


def counted(
    show: Callable[[str], None], doing: str, results: Iterable[Result], devices: Sequence[str]
) -> Iterator[Result]:
    """The results, while a terminal shows for how many of the devices they are there."""
    last = time.monotonic()
    for done, result in enumerate(results, 1):
        if time.monotonic() - last >= OFTEN:
            last = time.monotonic()
            show(f"{doing}: {done} of {len(devices)} devices")
        yield result
