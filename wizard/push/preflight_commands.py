"""What a router is asked before a run, in that order: rows, with what each is read for."""

from wizard.fetch.shown_commands import ShownCommand
from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.users import LoggedIn, logged_in
from wizard.model.literals import is_address
from wizard.push.reading import RUNNING, STARTUP, Reading
from wizard.session.router_session import RouterSession

USERS = "show users"
PRIVILEGE = "show privilege"
VERSION = "show version"
INVENTORY = "show inventory"
CLOCK = "show clock"
WIDTH = "terminal width 0"
TIMER = "show archive config rollback timer"
LOCK = "show configuration lock"
RELOAD = "show reload"
ARCHIVE = "show archive"
FILES = "dir"
BOOT = "show boot"
INSTALLS = "show install summary"
LINES = "show line"
LOAD = "show processes cpu | include CPU utilization"
STANDBY = "show standby brief"
CERTIFICATES = "show crypto pki certificates"
EZVPN = "show crypto ipsec client ezvpn"

PREFLIGHT_COMMANDS = (
    ShownCommand(USERS, "our own line and address as the router sees it, and how many lines are in use"),
    ShownCommand(PRIVILEGE, "whether the user may type everything"),
    ShownCommand(VERSION, "the serial number, and what the next start takes"),
    ShownCommand(INVENTORY, "the serial number of the chassis"),
    ShownCommand(RUNNING, "whether it is what the plan was made from", is_needed=True),
    ShownCommand(STARTUP, "whether a power cycle brings the same, and how full NVRAM is", is_needed=True),
    ShownCommand(TIMER, "whether a timer is pending"),
    ShownCommand(LOCK, "whether somebody holds the configuration"),
    ShownCommand(RELOAD, "whether a restart is scheduled"),
    ShownCommand(ARCHIVE, "where the copy goes to which a timer goes back"),
    ShownCommand(FILES, "free bytes, and whether the image is there"),
    ShownCommand(BOOT, "the image and the configuration of the next start"),
    ShownCommand(INSTALLS, "whether IOS-XE may still take an image back"),
    ShownCommand(LINES, "how many lines there are to log in at"),
    ShownCommand(WIDTH, "whether our session may type a long line whole"),
    ShownCommand(LOAD, "whether the router has time for more"),
    ShownCommand(STANDBY, "whether another router stands beside it"),
    ShownCommand(CERTIFICATES, "from when to when certificates hold"),
    ShownCommand(EZVPN, "whether EzVPN comes back by itself, and what it carries"),
    # Last, so that the certificates and the timer are judged by a time that is not older than they are.
    ShownCommand(CLOCK, "the router's own time"),
)
"""push.md A6, stage 0; none of them changes anything. What a release lacks it refuses, and the rows know of it."""


def read_router(session: RouterSession) -> Reading:
    """Asks a router for all of it, and for the way to us; RouterError where it does not answer as it must."""
    shown = {row.command: session.show(row.command) for row in PREFLIGHT_COMMANDS}
    if way := way_to(_own(shown[USERS])):
        shown[way] = session.show(way)
    return Reading(name=session.name, shown=shown)


def own_line(reading: Reading) -> LoggedIn | None:
    """Our own session as the router sees it; None where it does not say which is ours."""
    return _own(reading.answer(USERS))


def _own(users: bytes) -> LoggedIn | None:
    try:
        return next(session for session in logged_in(answer_of(users)) if session.asks)
    except NotRead:
        return None


def way_to(own: LoggedIn | None) -> str:
    """The command that shows which way the router's answers take to us; "" where it names no address of ours."""
    return f"show ip route {own.location}" if own and is_address(own.location) else ""
