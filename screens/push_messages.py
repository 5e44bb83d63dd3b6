"""What the thread of a push, and the screens that draw it, report to the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from wizard.live.what_may_begin import Offer
    from wizard.push.order import Order
    from wizard.push.wishes import Answered
    from wizard.sentence import Sentence


class PushOffered(Message):
    """It was looked what may be begun at a site, and what one will notice of it."""

    def __init__(self, offered: tuple[Offer, ...], notices: tuple[Sentence, ...]) -> None:
        super().__init__()
        self.offered = offered
        self.notices = notices


class PushChanged(Message):
    """More is seen of the push than was drawn."""


class PushEnded(Message):
    """The thread of the push is over; with what error, None where it ended by itself."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__()
        self.error = error


class TrialFound(Message):
    """A site was opened on whose routers something may still be on trial; the orders that go on with it."""

    def __init__(self, orders: tuple[Order, ...]) -> None:
        super().__init__()
        self.orders = orders


class BrokenOffFound(Message):
    """Something of a push is left that no timer guards."""

    def __init__(self, said: Sentence) -> None:
        super().__init__()
        self.said = said


class Steered(Message):
    """What became of something that a person wanted."""

    def __init__(self, device: str, answered: Answered) -> None:
        super().__init__()
        self.device = device
        """At which router the push was."""
        self.answered = answered
