"""The practice routers behind the practice site, held as long as the wizard is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from screens.linear.page import Page, Rows
from screens.linear.speech import Said
from wizard.data.practice_faults import PRACTICE_FAULTS
from wizard.errors import EzError

if TYPE_CHECKING:
    from pathlib import Path

    from screens.linear.desk import Desk
    from screens.linear.linear_wizard import LinearWizard
    from wizard.cli.demo_routers import DemoRouters
    from wizard.data.practice_faults import PracticeFault
    from wizard.sentence import Sentence

_OTHERS: Sentence = "Practice site, SIMULATED: other practice routers stand behind it."
_NO_ROUTER: Sentence = "No practice router of this wizard stands behind this site."


class BehindDemo:
    """Those of one practice site; none where this machine lets nobody listen, or others serve them."""

    def __init__(self, wizard_: LinearWizard, folder: Path | None) -> None:
        self._known_in: Path | None = None
        self._routers: DemoRouters | None = None
        self.fault: PracticeFault | None = None
        """What was chosen to go wrong."""
        wizard_.say("STATE", "Practice site: its routers are being started.")
        try:
            self._routers = wizard_.new_routers(folder)
        except EzError as error:
            wizard_.say("STATE", f"Practice site without routers: {error.message}.")
        else:
            wizard_.say("SIMULATED", self._routers.in_short if self._routers else _OTHERS)

    @property
    def how_to_log_in(self) -> Sentence:
        """What to type in another terminal, and what is to go wrong."""
        chosen = f"\nChosen: {self.fault.title}. {self.fault.ends}" if self.fault else ""
        return f"{self._routers.how_to_log_in}{chosen}" if self._routers else _NO_ROUTER

    @property
    def why_no_fault(self) -> Sentence:
        """Why nothing can be let go wrong."""
        return "" if self._routers else _NO_ROUTER

    def suffer(self, fault: PracticeFault) -> str:
        """Lets something go wrong in the next push, at the spoke that it names."""
        if self._routers is None:
            return ""
        spoke = self._routers.suffer(fault)
        self.fault = fault
        return spoke

    def note_ways(self, desk: Desk) -> None:
        """Writes into the folder how they are reached, once it is there."""
        writer = desk.site.writer
        if self._routers and writer and desk.folder != self._known_in:
            self._known_in = desk.folder
            with suppress(EzError):
                self._routers.keep_ways(writer)

    def close(self) -> Sentence:
        """Lets them go; what became of them."""
        if self._routers is None:
            return ""
        self._routers.close()
        return self._routers.again


class FaultsPage(Page):
    """What may go wrong in the next push."""

    help = "A number lets that go wrong in the next push of the practice site, in place of what was chosen before."

    def head(self) -> Iterator[Said]:
        routers = self.wizard.routers
        now = routers.fault.title if routers and routers.fault else "nothing"
        yield Said("FAULTS", f"What shall go wrong in the next push? Now: {now}.")

    def rows(self) -> Rows:
        return tuple(
            (Said(f"CHOICE {number}", f"{fault.title}. {fault.seen}"), Said("", fault.ends))
            for number, fault in enumerate(PRACTICE_FAULTS, 1)
        )

    def choose(self, number: int) -> None:
        fault = PRACTICE_FAULTS[number - 1]
        if self.wizard.routers:
            spoke = self.wizard.routers.suffer(fault)
            at = f", at {spoke}" if fault.faults and spoke else ""
            self.wizard.say("DONE", f"In the next push{at}: {fault.title}. {fault.ends}")
        self.wizard.back()
