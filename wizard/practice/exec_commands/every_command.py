"""Every exec command, as a grammar for each mode."""

from wizard.practice.command_line import Grammar
from wizard.practice.configuration_lock import locked_out
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.archive_commands import ARCHIVE_COMMANDS
from wizard.practice.exec_commands.clear_tunnels import CLEAR_TUNNELS
from wizard.practice.exec_commands.copy_commands import COPY_COMMANDS
from wizard.practice.exec_commands.files import FILE_COMMANDS
from wizard.practice.exec_commands.ping import PING_COMMANDS
from wizard.practice.exec_commands.reload_commands import RELOAD_COMMANDS
from wizard.practice.exec_commands.row import Arguments, ExecCommand, Run
from wizard.practice.exec_commands.session_commands import SESSION_COMMANDS
from wizard.practice.exec_commands.show_certificates_at_length import SHOW_CERTIFICATES_AT_LENGTH
from wizard.practice.exec_commands.show_configuration import SHOW_CONFIGURATION
from wizard.practice.exec_commands.show_facts import SHOW_FACTS
from wizard.practice.exec_commands.show_interfaces import SHOW_INTERFACES
from wizard.practice.exec_commands.show_licence import SHOW_LICENCE
from wizard.practice.exec_commands.show_lines import SHOW_LINES
from wizard.practice.exec_commands.show_network import SHOW_NETWORK
from wizard.practice.exec_commands.show_pki import SHOW_PKI
from wizard.practice.exec_commands.show_pools import SHOW_POOLS
from wizard.practice.exec_commands.show_profiles import SHOW_PROFILES
from wizard.practice.exec_commands.show_router import SHOW_ROUTER
from wizard.practice.exec_commands.show_routing import SHOW_ROUTING
from wizard.practice.exec_commands.show_time import SHOW_TIME
from wizard.practice.exec_commands.show_tracks import SHOW_TRACKS
from wizard.practice.exec_commands.show_translations import SHOW_TRANSLATIONS
from wizard.practice.exec_commands.show_tunnels import SHOW_TUNNELS
from wizard.practice.exec_commands.tcl_shell import TCL_COMMANDS
from wizard.practice.session import Session

COMMANDS: tuple[ExecCommand, ...] = (
    *SESSION_COMMANDS,
    *SHOW_CONFIGURATION,
    *SHOW_ROUTER,
    *SHOW_TIME,
    *SHOW_LINES,
    *SHOW_FACTS,
    *SHOW_POOLS,
    *SHOW_LICENCE,
    *SHOW_PKI,
    *SHOW_CERTIFICATES_AT_LENGTH,
    *SHOW_INTERFACES,
    *SHOW_NETWORK,
    *SHOW_ROUTING,
    *SHOW_TRACKS,
    *SHOW_TUNNELS,
    *SHOW_PROFILES,
    *CLEAR_TUNNELS,
    *SHOW_TRANSLATIONS,
    *PING_COMMANDS,
    *TCL_COMMANDS,
    *FILE_COMMANDS,
    *COPY_COMMANDS,
    *ARCHIVE_COMMANDS,
    *RELOAD_COMMANDS,
)

CONFIGURES = (
    "configure terminal",
    "configure replace",
    "copy FILE running-config",
    "copy startup-config running-config",
)
"""What the forms begin with of commands that the lock of the configuration stops."""


def _behind_the_lock(row: ExecCommand) -> Run:
    """What a command does, where nobody else holds the lock of the configuration."""

    def run(session: Session, arguments: Arguments) -> Dialogue:
        refused = locked_out(session)
        return said(refused) if refused else row.run(session, arguments)

    return run if row.form.startswith(CONFIGURES) else row.run


PRIVILEGED: Grammar[Run] = Grammar((row.form, _behind_the_lock(row)) for row in COMMANDS)
USER: Grammar[Run] = Grammar((row.form, row.run) for row in COMMANDS if not row.is_privileged)
