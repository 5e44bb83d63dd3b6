"""The routers behind the practice site, served as long as the wizard is open."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from wizard.cli.demo_routers import DemoRouters
from wizard.errors import EzError

if TYPE_CHECKING:
    from pathlib import Path

    from screens.linear.desk import Desk
    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


class BehindDemo:
    """Those of one practice site; none where this machine lets nobody listen."""

    def __init__(self, wizard: LinearWizard) -> None:
        self._known_in: Path | None = None
        self._routers: DemoRouters | None = None
        wizard.say("STATE", "Practice site: its routers are being started.")
        try:
            self._routers = DemoRouters()
        except EzError as error:
            wizard.say("STATE", f"Practice site without routers: {error.message}.")
        else:
            wizard.say("SIMULATED", self._routers.in_short)

    @property
    def how_to_log_in(self) -> Sentence:
        """What to type in another terminal."""
        return self._routers.how_to_log_in if self._routers else "No router stands behind the practice site."

    def note_ways(self, desk: Desk) -> None:
        """Writes into the folder how they are reached, once it is there."""
        writer = desk.site.writer
        if self._routers and writer and desk.folder != self._known_in:
            self._known_in = desk.folder
            with suppress(EzError):
                self._routers.keep_ways(writer)

    def close(self) -> Sentence:
        """Ends them; how they are served once more."""
        if self._routers is None:
            return ""
        self._routers.close()
        return self._routers.again
