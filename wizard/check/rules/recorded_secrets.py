"""Checks of who else gets the keys that are typed in the change."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.ios.masking import masked, quoted
from wizard.ios.recorded_commands import command_accounting, config_log, recorders
from wizard.ios.scripts import called
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.sentence import Sentence


@check(
    "LCK020",
    Severity.WARNING,
    why="The keys and passwords of the stage are typed as they are, and stand in clear in the log, at the syslog "
    "server or at the accounting server, long after the change.",
    fix="Write `hidekeys` below `log config` before the stage; accounting has no such line: send the stage as a file, "
    "which `copy FILE running-config` executes as one command, or pause the list for the change.",
    citation="push.md A0 item 15; Cisco IOS Configuration Fundamentals, Configuration Change Notification and Logging",
)
def nothing_records_the_keys(view: DeviceView) -> Iterator[Hit]:
    """Nothing on a router that gets keys or passwords records the commands that are typed with them in clear."""
    secret = next((line for line in _new_lines(view) if masked(line.text) != line.text), None)
    for recorder in recorders(view.baseline) if secret else ():
        yield Hit(message=f"{_what(view, recorder)} keeps the keys and passwords that this router gets.", line=recorder)


def _new_lines(view: DeviceView) -> Iterator[Line]:
    return (line for top in view.target for line in top.walk() if line.number == 0)


def _what(view: DeviceView, recorder: Line) -> Sentence:
    if recorder == config_log(view.baseline):
        return "`log config` of `archive`, which hides none,"
    return quoted(recorder.text) if recorder in command_accounting(view.baseline) else called(recorder)
