"""`show` of configurations."""

from wizard.model.configuration import written
from wizard.practice import texts
from wizard.practice.configuration_tree import find
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.interface_names import header_of, interface_name
from wizard.practice.saved_text import configuration_text
from wizard.practice.session import Session


def show_running(session: Session, arguments: Arguments) -> Dialogue:
    """`show running-config`."""
    text = configuration_text(session.router)
    return said(texts.BUILDING.text + texts.RUNNING_HEADER.of(size=len(text)) + text + "\n")


def show_interface(session: Session, arguments: Arguments) -> Dialogue:
    """`show running-config interface NAME`."""
    name = interface_name(arguments[0])
    running = session.router.state.running
    line = find(running, header_of(running, name)) if name else None
    if line is None:
        return said(texts.INVALID_INPUT.text)
    text = "!\n" + "".join(f"{row}\n" for row in written((line,))) + "end\n"
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
    ExecCommand(form="show running-config interface +", run=show_interface),
    ExecCommand(form="show startup-config", run=show_startup),
)
