"""The process in which the routers behind `ez2flex demo` run.

It is another one than the wizard's: a wizard that is killed finds its routers again, with the timers that run on them.
"""

import json
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection, Listener

from wizard.cli.commands.practice import ServedRouter, kept_host_key, served_practice_site
from wizard.cli.output import data
from wizard.cli.practice_record import PracticeRecord, forget, known_records, remember
from wizard.errors import AnswerError, EzError
from wizard.model.host import Host
from wizard.practice import PracticeRouter, read_faults
from wizard.practice.ssh_server import LOOPBACK, HostKeyPair

KEPT_SECONDS = 3600.0
"""How long routers that somebody changed wait for a wizard."""
LOOK_SECONDS = 0.5
FIRST_SECONDS = 30.0
"""How long they wait for whoever began them, on a machine that has much else to do."""

Served = Sequence[tuple[PracticeRouter, ServedRouter]]


class PracticeProcess:
    """The routers, and whoever holds them: they end when nobody does and nobody can want them back."""

    def __init__(
        self, routers: Served, alone: threading.Lock, *, kept: float = KEPT_SECONDS, look: float = LOOK_SECONDS
    ) -> None:
        self._routers = {served.name: router for router, served in routers}
        self._alone = alone
        self._kept, self._look = kept, look
        self._before = self._texts()
        self._held = 0
        self._was_held = False
        """Whether whoever began them has come."""
        self._last = time.monotonic()
        self._ended = threading.Event()

    def wait(self) -> None:
        """Until they are told to end, or nobody needs them."""
        while not self._ended.wait(self._look):
            with self._alone:
                is_needed = self._is_needed()
            if not is_needed:
                return

    def _is_needed(self) -> bool:
        if self._held or any(router.terminals for router in self._routers.values()):
            self._last = time.monotonic()
            return True
        if not self._was_held and time.monotonic() - self._last < FIRST_SECONDS:
            return True
        return self._goes_on() and (self._is_armed() or time.monotonic() - self._last < self._kept)

    def _goes_on(self) -> bool:
        """Whether they hold what could not be had by beginning them anew."""
        return self._is_armed() or self._texts() != self._before

    def _is_armed(self) -> bool:
        return any(router.state.revert or router.state.reload for router in self._routers.values())

    def _texts(self) -> list[tuple[str, str | None]]:
        return [(router.running, router.startup) for router in self._routers.values()]

    def _next_spoke(self) -> str:
        """The first that still has EzVPN at an interface, in the order of a push; the last where none has."""
        *_, last = self._routers
        ezvpn = (name for name, router in self._routers.items() if "\n crypto ipsec client ezvpn " in router.running)
        return next(ezvpn, last)

    def talk(self, connection: Connection) -> None:
        """Answers whoever holds them, until they let go or are gone."""
        with self._alone:
            self._held += 1
            self._was_held = True
        with suppress(EOFError, OSError), connection:
            while True:
                asked = json.loads(connection.recv_bytes())
                connection.send_bytes(json.dumps(self._answer(asked)).encode())
        with self._alone:
            self._held -= 1
            self._last = time.monotonic()

    def _answer(self, asked: dict[str, list[str]]) -> dict[str, object]:
        with self._alone:
            if "end" in asked:
                self._ended.set()
            if "mend" in asked:
                for router in self._routers.values():
                    router.mend()
            spoke = self._next_spoke()
            rows = [row.replace("{spoke}", spoke) for row in asked.get("suffer", ())]
            try:
                suffered = read_faults(rows, tuple(self._routers))
            except EzError as error:
                return {"error": error.message}
            for name, faults in suffered.items():
                self._routers[name].suffer(*(fault.written for fault in faults))
            return {"goes_on": self._goes_on(), "spoke": spoke}


def serve(first_ports: Sequence[int], *, kept: float = KEPT_SECONDS) -> None:
    """Serves the practice site at the first free of these ports, says where in one row, and stays as long as needed."""
    alone, key = threading.Lock(), kept_host_key()
    with ExitStack() as stack:
        port, routers = _at_a_free_port(first_ports, lambda port: _served(stack, port, key, alone))
        process = PracticeProcess(routers, alone, kept=kept)
        authentication = secrets.token_bytes(24)
        listener = stack.enter_context(Listener((LOOPBACK, 0), authkey=authentication))
        record = PracticeRecord(
            control=int(listener.address[1]),
            authentication=authentication.hex(),
            first_port=port,
            hosts=tuple(
                Host(name=served.name, address=LOOPBACK, port=served.port, serial=router.serial)
                for router, served in routers
            ),
            key_kind=key.get_name(),
            key=key.asbytes().hex(),
        )
        remember(record)
        data(record.row())
        threading.Thread(target=_accept, args=(listener, process), daemon=True).start()
        process.wait()
    # Whoever finds no process any more finds no router either.
    forget(record)


def _at_a_free_port(ports: Sequence[int], at: Callable[[int], Served]) -> tuple[int, Served]:
    for port in ports:
        with suppress(AnswerError):
            return port, at(port)
    return 0, at(0)


def _served(stack: ExitStack, port: int, key: HostKeyPair, alone: threading.Lock) -> Served:
    return stack.enter_context(served_practice_site(port, host_key=key, one_at_a_time=alone))[0]


def _accept(listener: Listener, process: PracticeProcess) -> None:
    while True:
        # Somebody who does not know the key is nobody, and the next one may.
        with suppress(Exception):
            threading.Thread(target=process.talk, args=(listener.accept(),), daemon=True).start()


def main(first_ports: Sequence[int]) -> None:
    """Serves them; what went wrong is one row, too."""
    taken = {record.first_port for record in known_records()}
    try:
        serve([port for port in first_ports if port not in taken])
    except EzError as error:
        data(json.dumps({"error": error.message, "hint": error.hint, "where": error.where}))
