"""What widgets and steps report to the app: facts, never commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from wizard.errors import EzError
from wizard.guide.clashing_edits import Difference
from wizard.guide.folding import Folding, GroupFolding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from screens.fetch_windows import ReadingModal
    from wizard.data.practice_faults import PracticeFault
    from wizard.guide.questions import Effect
    from wizard.guide.sources_and_plan import Opened
    from wizard.live.fetching import Fetching
    from wizard.live.push_log import LogRow
    from wizard.model.plan import Plan
    from wizard.sentence import Sentence
    from wizard.site import LeftOff


class StepPlace(NamedTuple):
    """Where in a step the cursor stands or shall stand; what a step does not know it ignores."""

    device: str = ""
    line: int = 0
    """Of that device's source."""
    path: tuple[str, ...] = ()
    """A line of that device's new configuration behind the headers it stands below, as far as they are known."""
    question: str = ""
    """The key as it is typed: `spoke3.pfs`."""
    stage: str = ""
    cursor: int = 0
    filter: str = ""
    from_top: int | None = None
    """How many rows below the first one in view the cursor is; None where that does not matter."""
    folding: Folding = Folding()
    groups: GroupFolding = GroupFolding()
    is_text: bool = False
    """Whether the text of a stage is shown in place of old and new."""
    is_aside: bool = False
    """Whether leaving that text goes back to where one came from."""


NOWHERE = StepPlace()


class PlanEdited(Message):
    """The engineer changed something; the plan as it is now, what was done in words, and what that changed beside."""

    def __init__(self, plan: Plan, said: str, effect: Effect | None = None) -> None:
        super().__init__()
        self.plan = plan
        self.said = said
        self.effect = effect


class DrawnKeys(NamedTuple):
    """A plan with the keys that it lacked, and which they are in words."""

    plan: Plan
    said: str


class StepChosen(Message):
    """Another step is wanted, at that place."""

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__()
        self.key = key
        self.place = place


class SourcesOpened(Message):
    """Configurations were read, alone or from a site folder, and where that was left; or one was left out."""

    def __init__(
        self,
        opened: Opened,
        left: LeftOff | None = None,
        keys: DrawnKeys | None = None,
        said: str = "The sources changed.",
        from_routers: Sentence = "",
    ) -> None:
        super().__init__()
        self.opened = opened
        self.left = left
        self.keys = keys
        """What the plan lacked, where it is the first one."""
        self.said = said
        self.from_routers = from_routers
        """Which routers were read, where they were no files."""


class Failed(Message):
    """Something that was tried did not work."""

    def __init__(self, title: str, error: EzError) -> None:
        super().__init__()
        self.title = title
        self.error = error


class NotSaved(Message):
    """The plan could not be written to its folder."""

    def __init__(self, title: str, error: EzError) -> None:
        super().__init__()
        self.title = title
        self.error = error


class SiteSaved(Message):
    """The plan is in its folder."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        super().__init__()
        self.plan = plan
        self.folder = folder


class RoutersServed(Message):
    """The routers behind the practice site can be logged in to, or cannot."""

    def __init__(self, said: Sentence, *, are_there: bool) -> None:
        super().__init__()
        self.said = said
        self.are_there = are_there


class SiteDiffers(Message):
    """Somebody else wrote the site meanwhile; nothing was written over it."""

    def __init__(self, difference: Difference) -> None:
        super().__init__()
        self.difference = difference


class Exported(Message):
    """The files of every stage were written; what and where, in words."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


class RoutersRead(Message):
    """A router is asked something while it is read."""

    def __init__(self, window: ReadingModal, name: str, command: str) -> None:
        super().__init__()
        self.window = window
        self.name = name
        self.command = command


class RoutersFetched(Message):
    """Every router was read, or could not be; `error` is what ended it before that."""

    def __init__(self, fetching: Fetching, window: ReadingModal, error: Exception | None) -> None:
        super().__init__()
        self.fetching = fetching
        self.window = window
        self.error = error


class FaultChosen(Message):
    """Something is to go wrong in the next push of the practice site."""

    def __init__(self, fault: PracticeFault, spoke: str) -> None:
        super().__init__()
        self.fault = fault
        self.spoke = spoke
        """The one that is cut over next."""


class LogWanted(Message):
    """These rows of a log of a push are to be written to a file."""

    def __init__(self, rows: Sequence[LogRow]) -> None:
        super().__init__()
        self.rows = rows


class LogKept(Message):
    """A log of a push was written; to which file, in words."""

    def __init__(self, said: Sentence) -> None:
        super().__init__()
        self.said = said
