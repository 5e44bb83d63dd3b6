"""`show` of configurations."""

from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.saved_text import configuration_text
from wizard.practice.session import Session


def show_running(session: Session, arguments: Arguments) -> Dialogue:
    """`show running-config`."""
    text = configuration_text(session.router)
    return said(texts.BUILDING.text + texts.RUNNING_HEADER.of(size=len(text)) + text + "\n")


def show_startup(session: Session, arguments: Arguments) -> Dialogue:
    """`show startup-config`."""
    state = session.router.state
    if state.startup is None:
        return said(texts.NO_STARTUP.text)
    header = texts.STARTUP_HEADER.of(size=len(state.startup), room=state.nvram_size)
    return said(header + state.startup + "\n")


SHOW_CONFIGURATION: tuple[ExecCommand, ...] = (
    ExecCommand(form="show running-config", run=show_running),
    ExecCommand(form="show startup-config", run=show_startup),
)
