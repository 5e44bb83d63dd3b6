"""Whether it is the router of the plan, and whether we may do everything there."""

from collections.abc import Iterator

from wizard.errors import SourceError
from wizard.judge.answers.answer import shown
from wizard.judge.answers.inventory import serial_numbers
from wizard.judge.answers.privilege import FULL, privilege
from wizard.judge.answers.version import board_id
from wizard.model.configuration import Configuration
from wizard.push.preflight_commands import INVENTORY, PRIVILEGE, VERSION
from wizard.push.preflight_rows.row import Fault, Preflight, Row, Run
from wizard.push.reading import RUNNING, STARTUP, Reading, is_whole
from wizard.push.router_name import possible_names


def _read(preflight: Preflight) -> Iterator[Fault]:
    for words, command, read in _CONFIGURATIONS:
        if not is_whole(preflight.reading.answer(command)):
            yield Fault(says=f"what the router {words} is not shown whole: `{command}` does not end in `end`")
            continue
        try:
            read(preflight.reading)
        except SourceError as error:
            yield Fault(says=f"what the router {words} cannot be read: {error.message}")


def _running(reading: Reading) -> Configuration:
    return reading.running


def _startup(reading: Reading) -> Configuration:
    return reading.startup


_CONFIGURATIONS = (("runs", RUNNING, _running), ("would start with", STARTUP, _startup))


def _hostname(preflight: Preflight) -> Iterator[Fault]:
    expected, name = possible_names(preflight.plan, preflight.device), preflight.reading.name
    if name not in expected:
        yield Fault(says=f"the router calls itself {shown(name)}, and not {expected[0]}")


def _serial(preflight: Preflight) -> Iterator[Fault]:
    version, inventory = preflight.answer_if_known(VERSION), preflight.answer_if_known(INVENTORY)
    serials = {board_id(version) if version else "", *(serial_numbers(inventory) if inventory else ())} - {""}
    if preflight.host.serial and preflight.host.serial not in serials:
        seen = shown(", ".join(sorted(serials))) or "none"
        yield Fault(says=f"its serial number is {seen}; the router that was read has {shown(preflight.host.serial)}")


def _privilege(preflight: Preflight) -> Iterator[Fault]:
    level = privilege(preflight.answer(PRIVILEGE))
    if level < FULL:
        yield Fault(says=f"{shown(preflight.user) or 'the user'} has privilege {level} there, and not {FULL}")


def _name_given(preflight: Preflight) -> Iterator[Fault]:
    if preflight.device not in preflight.consents.names:
        yield Fault(says=f"nobody typed or gave the name {preflight.device} for this run")


RIGHT_ROUTER = (
    Row(
        name="readable",
        holds="The running and the startup configuration are shown whole.",
        faults=_read,
        to_do="Log in as a user who may see them.",
        source="push.md A4.2, I6",
        is_about_identity=True,
    ),
    Row(
        name="hostname",
        holds="The router has the name of the configuration that the plan was made from.",
        faults=_hostname,
        to_do="See in hosts.toml where the address and the jump host lead.",
        source="push.md A5 row 18",
        is_about_identity=True,
    ),
    Row(
        name="serial",
        holds="It is the chassis that was read.",
        faults=_serial,
        to_do="Where the router was replaced, read it again with `ez2flex fetch`; else see where the address leads.",
        source="push.md A5 row 18",
        is_about_identity=True,
    ),
    Row(
        name="privilege",
        holds="The user has privilege 15.",
        faults=_privilege,
        to_do="Log in as a user with privilege 15.",
        source="push.md A5 row 17",
        is_about_identity=True,
    ),
    Row(
        name="name-given",
        holds="The router's name was typed, or given with --confirm-host.",
        faults=_name_given,
        to_do="Type it where it is asked for, or give --confirm-host NAME.",
        source="push.md A5 row 18; design of ez2flex",
        runs=tuple(Run),
    ),
)
