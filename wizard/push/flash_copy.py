"""A stage that lies on the router's flash: written and compared before anything is armed, started by one command."""

from wizard.errors import PushRefused
from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter


class FlashCopy:
    """The file of one router's stage."""

    def put(self, text: FrozenText, router: GuardedRouter) -> None:
        """Writes it and compares it; PushRefused where it cannot be there byte for byte."""
        raise PushRefused("our own session may go through the tunnel", where=router.session.name)

    def copy(self, text: FrozenText, router: GuardedRouter) -> None:
        """Starts it."""

    def remove(self, stage: Stage, router: GuardedRouter) -> None:
        """Deletes it, where it is there."""
