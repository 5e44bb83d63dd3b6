"""Faults that happen to the router itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from wizard.practice.configuration_lock import Lock
from wizard.practice.configuration_mode import configure, leave
from wizard.practice.dialogue import finish
from wizard.practice.faults import Fault, Phase
from wizard.practice.saving import save
from wizard.practice.session import FULL_PRIVILEGE, Session
from wizard.practice.state import FLASH_SIZE
from wizard.practice.timers import boot

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter


def suffer(router: PracticeRouter, faults: Iterable[Fault]) -> None:
    """Lets faults be: those that wait for nothing happen now."""
    for fault in faults:
        if fault.is_at_once:
            happen(router, fault)
        else:
            router.change(faults=(*router.state.faults, fault.counted_from(router.clock.now)))


def happen(router: PracticeRouter, fault: Fault) -> None:
    """Does what concerns the router and no line of it."""
    _HAPPENS[fault.action.word](router, fault)


def happen_in(router: PracticeRouter, faults: tuple[Fault, ...], phase: Phase) -> None:
    """Those of the faults of a line that concern the router, in one phase of the line."""
    for fault in faults:
        if fault.phase is phase and fault.action.word in _HAPPENS:
            happen(router, fault)


def _edit(router: PracticeRouter, fault: Fault) -> None:
    editor = _somebody(router, fault)
    editor.opened = ()
    for line in fault.text.split(" ; "):
        finish(configure(editor, line))
    finish(leave(editor))


def _save(router: PracticeRouter, fault: Fault) -> None:
    finish(save(_somebody(router, fault)))


def _lock(router: PracticeRouter, fault: Fault) -> None:
    until = router.clock.now + timedelta(seconds=fault.seconds)
    router.change(lock=Lock(user=fault.user, line=0, until=until))


def _somebody(router: PracticeRouter, fault: Fault) -> Session:
    return Session(router, fault.user, source="192.0.2.99", vty=4, privilege=FULL_PRIVILEGE)


def _fill_flash(router: PracticeRouter, fault: Fault) -> None:
    state = router.state
    router.change(flash_size=state.flash_size - state.free_flash)


def _fall_silent(router: PracticeRouter, fault: Fault) -> None:
    router.change(ikev2_is_silent=True)
    router.network.look_again()


def mend(router: PracticeRouter) -> None:
    """Ends what goes wrong at the router, and what was still to come; what it did to the configuration stays."""
    router.change(
        faults=(),
        flash_size=FLASH_SIZE,
        is_nvram_busy=False,
        ikev2_is_silent=False,
        lock=None,
        residue=(),
        latency=0.0,
        chunk=0,
        host_key=0,
        clock_is_off_by=0.0,
    )
    router.network.look_again()


def _jump(router: PracticeRouter, fault: Fault) -> None:
    router.change(clock_is_off_by=router.state.clock_is_off_by + fault.seconds)


def _keep(router: PracticeRouter, fault: Fault) -> None:
    router.change(residue=(*router.state.residue, fault.text))


_HAPPENS: dict[str, Callable[[PracticeRouter, Fault], None]] = {
    "latency": lambda router, fault: router.change(latency=fault.seconds),
    "chunk": lambda router, fault: router.change(chunk=fault.count),
    "clock": _jump,
    "reboot": lambda router, fault: boot(router),
    "edit": _edit,
    "save": _save,
    "lock": _lock,
    "flash": _fill_flash,
    "nvram": lambda router, fault: router.change(is_nvram_busy=True),
    "ikev2": _fall_silent,
    "hostkey": lambda router, fault: router.change(host_key=router.state.host_key + 1),
    "residue": _keep,
}


def ring_faults(router: PracticeRouter) -> None:
    """Does the faults whose time has come."""
    due = [fault for fault in router.state.faults if fault.at is not None and fault.at <= router.clock.now]
    router.change(faults=tuple(fault for fault in router.state.faults if fault not in due))
    for fault in due:
        if fault.action.word in _HAPPENS:
            happen(router, replace(fault, at=None))
        else:
            for terminal in router.terminals:
                terminal.hang_up()
