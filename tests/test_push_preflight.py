"""Before a push everything that speaks against it is named, and nothing that does not."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.conftest import TESTS
from tests.golden_cases import golden_plan
from tests.practice_routers import USERS, logged_in, told
from tests.preflights import CLOCK_IS_SET, answering, as_it_is, consenting, preflight_of, rows_that_refuse, typed
from tests.test_judges_hostile import mutated
from tests.test_practice_laws import BY_DEVICE, CASES, type_in
from tests.test_push_guarded_router import logged_in_at
from tests.test_push_standing import before, save
from wizard.ios.masking import secrets_apart
from wizard.model.release import Family, Release
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.frozen_text import FrozenText
from wizard.push.preflight import ROWS, Preflight, Run, refusals, silenced
from wizard.push.preflight_commands import (
    BOOT,
    CLOCK,
    EZVPN,
    FILES,
    INSTALLS,
    LOAD,
    LOCK,
    PREFLIGHT_COMMANDS,
    PRIVILEGE,
    RELOAD,
    TIMER,
    VERSION,
    read_router,
)
from wizard.push.reading import RUNNING, STARTUP, Reading

KNOWN = tomllib.loads((TESTS / "shown" / "preflight.toml").read_text("utf-8"))["refusal"]
CASE, DEVICE = "branches-eigrp", "br-hull"
"""A spoke that nothing speaks against; it proves itself by a certificate."""
CASE_OF = {DEVICE: CASE, "br-york": "branches-keep-server"}
BASE = {"recorded-keys": "br-york", "master-key": "br-york", "withheld": "br-york"}
"""By row, another such spoke: this one has a key among its lines."""
ALSO = {"withheld": {"blockers"}}
"""By row, what else refuses: an answer that is open is a blocker of `check` as well."""

Fault = Callable[[Preflight], Preflight]


def types(*lines: str, saves: bool = True) -> Fault:
    """Somebody typed these lines at the router, and saved."""
    return lambda preflight: typed(preflight, CASE_OF[preflight.device], *lines, saves=saves)


def shows(command: str, old: bytes, new: bytes) -> Fault:
    """The router answers otherwise."""
    return lambda preflight: answering(preflight, command, old, new)


def answers(command: str, answer: bytes) -> Fault:
    """All that the router answers to a command."""

    def happens(preflight: Preflight) -> Preflight:
        shown = {**preflight.reading.shown, command: answer}
        return replace(preflight, reading=Reading(name=preflight.reading.name, shown=shown))

    return happens


def has(line: bytes) -> Fault:
    """A line stands in both configurations that the practice router does not show."""

    def happens(preflight: Preflight) -> Preflight:
        first = answering(preflight, RUNNING, b"hostname", line + b"\r\nhostname")
        return answering(first, STARTUP, b"hostname", line + b"\r\nhostname")

    return happens


def suffers(fault: str) -> Fault:
    """A fault of the practice router."""
    return lambda preflight: preflight_of(
        CASE_OF[preflight.device],
        preflight.device,
        before(CASE_OF[preflight.device], preflight.device).fork(faults=[fault], beliefs=CLOCK_IS_SET),
    )


def with_another_login(*commands: str) -> Fault:
    """Somebody else typed commands."""

    def happens(preflight: Preflight) -> Preflight:
        practice = before(CASE_OF[preflight.device], preflight.device).fork(beliefs=CLOCK_IS_SET)
        terminal = logged_in(practice)
        for command in commands:
            told(terminal, command)
        flight = preflight_of(CASE_OF[preflight.device], preflight.device, practice)
        return replace(flight, since_read=preflight.since_read)

    return happens


def every_line_in_use(preflight: Preflight) -> Preflight:
    """Four others are logged in."""
    practice = before(CASE_OF[preflight.device], preflight.device).fork(beliefs=CLOCK_IS_SET)
    assert [logged_in(practice) for _ in range(4)]
    return preflight_of(CASE_OF[preflight.device], preflight.device, practice)


def without_secrets(preflight: Preflight) -> Preflight:
    """The plan lacks the keys that were answered."""
    return replace(preflight, plan=replace(preflight.plan, secrets=()))


def with_a_key_of_elsewhere(preflight: Preflight) -> Preflight:
    """A text carries a key as another router has encrypted it."""
    row = b"crypto ikev2 keyring K\n peer P\n  pre-shared-key 6 fHWTdPNOVUhcZTTOLAPPaGT[QWLAAB\n"
    text = FrozenText(stage=Stage.STAGE, data=preflight.texts[Stage.STAGE].data + row)
    return replace(preflight, texts={**preflight.texts, Stage.STAGE: text})


def changed_and_saved(preflight: Preflight) -> Preflight:
    """A colleague changed a route since the plan was made, and saved."""
    practice = before(CASE_OF[preflight.device], preflight.device).fork(beliefs=CLOCK_IS_SET)
    type_in(practice, "ip route 10.21.32.0 255.255.255.0 10.21.3.141")
    save(practice)
    return preflight_of(CASE_OF[preflight.device], preflight.device, practice)


UNCOMMITTED = (
    b"[ R0 ] Installed Package(s) Information:\r\n"
    b"State (St): I - Inactive, U - Activated & Uncommitted,\r\n"
    b"            C - Activated & Committed, D - Deactivated & Uncommitted\r\n"
    b"Type  St   Filename/Version\r\n"
    b"IMG   U    17.03.04.0.5557\r\n"
)

APPLET = (
    "event manager applet SAVE",
    ' event syslog pattern "SYS-5-CONFIG_I"',
    ' action 1.0 cli command "write memory"',
)
KRON = (
    "kron policy-list SAVE",
    " cli write memory",
    "kron occurrence NIGHTLY at 3:00 recurring",
    " policy-list SAVE",
)
FAULTS: dict[str, tuple[Fault, ...]] = {
    "readable": (
        shows(RUNNING, b"hostname br-hull", b"hostname br-hull\r\nhostname other"),
        answers(STARTUP, b"Command authorization failed.\r\n\r\n"),
    ),
    "hostname": (types("hostname br-york"),),
    "serial": (lambda preflight: replace(preflight, host=replace(preflight.host, serial="FCZ0000C0QA")),),
    "privilege": (shows(PRIVILEGE, b"15", b"7"), shows(PRIVILEGE, b"Current", b"No")),
    "name-given": (lambda preflight: consenting(preflight, names=frozenset({"br-york"})),),
    "timer": (
        with_another_login(
            "configure terminal", "archive", " path flash:x", "end", "write memory", "configure terminal revert timer 9"
        ),
    ),
    "lock": (suffers("after 0s lock by bob 600s"),),
    "reload": (with_another_login("reload in 30", ""),),
    "install": (
        answers(INSTALLS, UNCOMMITTED),
        answers(INSTALLS, b"Auto abort timer: active, time before rollback - 01:49:42\r\n"),
    ),
    "unsaved": (types("interface Loopback7", saves=False),),
    "changed": (changed_and_saved,),
    "register": (
        shows(VERSION, b"register is 0x2102", b"register is 0x2142"),
        shows(VERSION, b"register is 0x2102", b"register is 0x2102 (will be 0x2142 at next reload)"),
        shows(VERSION, b"register is 0x2102", b"register is 0x2100"),
        shows(VERSION, b"register is 0x2102", b"register cannot be read"),
    ),
    "image": (types("boot system flash:c890-universalk9-mz.SPA.159-3.M9.bin"),),
    "boot-configuration": (
        has(b"service config"),
        shows(BOOT, b"CONFIG_FILE variable does not exist", b"CONFIG_FILE variable = flash:other.cfg"),
        shows(BOOT, b"CONFIG_FILE variable does not exist", b"CONFIG_FILE variable = tftp://192.0.2.7/x.cfg"),
    ),
    "archive": (
        types("archive", " path ftp://192.0.2.9/br-hull"),
        lambda preflight: consenting(replace(preflight, stages=(Stage.CUTOVER,)), allow_reload=False),
    ),
    "flash": (shows(FILES, b"(256487424 bytes free)", b"(4096 bytes free)"),),
    "nvram": (shows(STARTUP, b"262136", b"4096"),),
    "saves-itself": (types(*APPLET), types(*KRON)),
    "copies-rotate": (
        types("archive", " path flash:x", " maximum 2", " write-memory"),
        types("archive", " path flash:x", " time-period 5"),
    ),
    "recorded-keys": (types("archive", " log config", "  logging enable"),),
    "master-key": (with_a_key_of_elsewhere,),
    "prompt": (has(b"no service prompt config"), types("prompt %h-%n")),
    "runs-at-login": (
        types("line vty 0 4", " autocommand show users"),
        types("username netadmin autocommand show users"),
    ),
    "time-out": (types("line vty 0 4", " exec-timeout 0 30"),),
    "long-rows": (suffers('every "terminal width" deny'),),
    "free-line": (every_line_in_use,),
    "load": (shows(LOAD, b"five minutes: 1%", b"five minutes: 97%"),),
    "restart-allowed": (lambda preflight: consenting(preflight, allow_reload=False),),
    "ezvpn-connects": (types("crypto ipsec client ezvpn HQ", " connect manual"),),
    "ezvpn-password": (
        shows(EZVPN, b"Save Password: Allowed", b"Save Password: Disallowed"),
        types("crypto ipsec client ezvpn HQ", " xauth userid mode interactive"),
    ),
    "second-client": (types("crypto ipsec client ezvpn OTHER", " peer 192.0.2.200", " group g key k"),),
    "standby": (types("interface Vlan10", " standby 1 ip 10.21.3.2"),),
    "withheld": (without_secrets,),
    "clock": (suffers("after 0s clock 3600s"), shows(CLOCK, b"UTC", b"???"), shows(CLOCK, b"09:", b"*09:")),
}
"""By row, what makes it refuse; those without one are shown by a golden router."""
SHOWN_BY_GOLDEN_ROUTERS = {"login-servers", "ezvpn-logins", "blockers"}
CASES_OF_ROWS = [(row, place) for row, faults in FAULTS.items() for place in range(len(faults))]


def test_every_row_has_a_router_that_it_refuses() -> None:
    """A new row needs one."""
    assert {row.name for row in ROWS} == {*FAULTS, *SHOWN_BY_GOLDEN_ROUTERS}
    assert {each["row"] for each in KNOWN} >= SHOWN_BY_GOLDEN_ROUTERS - {"login-servers"}


@BY_DEVICE
def test_nothing_but_what_is_known_speaks_against_a_golden_router(case: str, device: str) -> None:
    """The table says of each refusal what of the router it is about."""
    known = {each["row"]: each["why"] for each in KNOWN if (each["site"], each["router"]) == (case, device)}

    assert rows_that_refuse(as_it_is(case, device)) == set(known)
    assert all(len(why.split()) > 5 for why in known.values())


def test_the_table_of_what_is_known_names_no_router_that_is_gone() -> None:
    """Each of its routers is of a golden site."""
    assert {(each["site"], each["router"]) for each in KNOWN} <= set(CASES)


@pytest.mark.parametrize(("row", "place"), CASES_OF_ROWS, ids=[f"{row}-{place}" for row, place in CASES_OF_ROWS])
def test_each_fault_is_refused_by_its_own_row_alone(row: str, place: int) -> None:
    """With what and where, with what to do, and without a key."""
    device = BASE.get(row, DEVICE)
    preflight = FAULTS[row][place](as_it_is(CASE_OF[device], device))
    found = refusals(preflight)

    assert {refusal.row for refusal in found} == {row} | ALSO.get(row, set())
    for refusal in found:
        assert refusal.device == device
        assert len(refusal.says.split()) > 3
        assert len(refusal.to_do.split()) > 2
        for words in (refusal.says, refusal.to_do):
            assert not [secret for secret in secrets_of(preflight) if secret in words]


def secrets_of(preflight: Preflight) -> set[str]:
    """All keys and passwords of the router and of its texts."""
    texts = [preflight.reading.answer(RUNNING), *(text.data for text in preflight.texts.values())]
    rows = (row.strip() for text in texts for row in text.decode().splitlines())
    found = {hidden.secret for row in rows for hidden in secrets_apart(row)[1]}
    assert found
    return {secret for secret in found if len(secret) > 4}


def test_servers_behind_the_tunnel_matter_to_a_user_whom_the_router_does_not_know() -> None:
    """Who begins a timer must be able to confirm it also while they do not answer."""
    known = as_it_is("clinics-new-hub", "clinic-west-r1")
    unknown = replace(known, user="somebody")

    assert rows_that_refuse(unknown) - rows_that_refuse(known) == {"login-servers"}
    assert "login-servers" not in rows_that_refuse(replace(unknown, stages=(Stage.STAGE,)))


def test_a_row_is_asked_only_for_the_stages_that_it_concerns() -> None:
    """What could keep EzVPN from coming back does not keep an inert stage off the router."""
    manual = FAULTS["ezvpn-connects"][0](as_it_is(CASE, DEVICE))

    assert rows_that_refuse(manual) == {"ezvpn-connects"}
    assert rows_that_refuse(replace(manual, stages=(Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE))) == set()


def test_a_person_can_accept_what_is_theirs_to_accept_and_nothing_else() -> None:
    """Somebody on site can connect EzVPN; nobody can accept another router."""
    for row in ROWS:
        for fault in FAULTS.get(row.name, ()):
            device = BASE.get(row.name, DEVICE)
            preflight = fault(as_it_is(CASE_OF[device], device))
            offered = frozenset(refusal.accept_as for refusal in refusals(preflight))
            every = offered | {each.name for each in ROWS}

            assert bool(offered - {""}) is row.is_acceptable
            still = set() if row.is_acceptable else {row.name}
            assert rows_that_refuse(consenting(preflight, accepted=every)) == still | ALSO.get(row.name, set())


def test_an_accepted_difference_from_startup_is_that_one_alone() -> None:
    """Whoever changes one more line in between is seen."""
    first = FAULTS["unsaved"][0](as_it_is(CASE, DEVICE))
    accepted = frozenset(refusal.accept_as for refusal in refusals(first))
    second = types("interface Loopback7", "interface Loopback8", saves=False)(as_it_is(CASE, DEVICE))

    assert rows_that_refuse(consenting(first, accepted=accepted)) == set()
    assert rows_that_refuse(consenting(second, accepted=accepted)) == {"unsaved"}
    assert rows_that_refuse(consenting(first, accepted=frozenset({"unsaved"}))) == {"unsaved"}
    assert silenced(consenting(first, accepted=accepted | {"nothing", "unsaved"})) == accepted


def test_a_run_that_goes_on_or_back_is_not_stopped_by_what_it_did_itself() -> None:
    """What it staged is not saved yet. Where a timer of its own is pending nobody asks, so that any other stops it."""
    armed = replace(FAULTS["timer"][0](as_it_is(CASE, DEVICE)), user="admin")
    unsaved = FAULTS["unsaved"][0](as_it_is(CASE, DEVICE))

    for run in (Run.GOES_ON, Run.GOES_BACK):
        assert rows_that_refuse(replace(armed, run=run)) == {"timer"}
        assert rows_that_refuse(replace(armed, run=run, user="somebody")) == {"timer"}
        assert rows_that_refuse(replace(unsaved, run=run)) == set()
    assert rows_that_refuse(armed) == {"timer"}


def test_nothing_but_another_router_or_somebody_else_keeps_a_run_from_going_back() -> None:
    """Whatever the plan, the room or EzVPN say."""
    kept = {row for row, faults in FAULTS.items() for fault in faults if refused_going_back(row, fault)}

    assert kept == {"readable", "hostname", "serial", "privilege", "name-given", "timer", "lock"}


def refused_going_back(row: str, fault: Fault) -> bool:
    """Whether a run with that fault is refused though it goes back."""
    device = BASE.get(row, DEVICE)
    return bool(rows_that_refuse(replace(fault(as_it_is(CASE_OF[device], device)), run=Run.GOES_BACK, stages=())))


def test_of_another_router_nothing_else_is_said() -> None:
    """Its flash, its timers and its lines are nobody's concern then."""
    preflight = FAULTS["hostname"][0](FAULTS["load"][0](as_it_is(CASE, DEVICE)))
    full = answering(preflight, FILES, b"256487424 bytes free", b"1 bytes free")

    assert rows_that_refuse(full) == {"hostname"}


def test_asking_changes_nothing_on_a_router() -> None:
    """Nothing but the commands of the table is typed, and the router stays as it was."""
    practice = before(CASE, DEVICE).fork(beliefs=CLOCK_IS_SET)
    earlier = practice.state
    with logged_in_at(practice) as (session, wire):
        typed_before = len(wire.sent)
        read_router(session)
    commands = {data.decode().strip() for data in wire.sent[typed_before:] if data.strip()}
    asked = {command for command in commands if not command.startswith("show clock | include ez2flex-")}

    assert asked - {row.command for row in PREFLIGHT_COMMANDS} == {"show ip route 192.0.2.10"}
    assert replace(practice.state, lines_typed=0) == replace(earlier, lines_typed=0)


@pytest.mark.parametrize("command", [row.command for row in PREFLIGHT_COMMANDS])
def test_whatever_a_router_shows_there_is_an_answer(command: str) -> None:
    """Cut off, mixed up, with bytes of any kind: it is refused or not, and in one printable line."""
    chance = random.Random(command)
    preflight = as_it_is(CASE, DEVICE)
    for _ in range(40):
        data = mutated(preflight.reading.answer(command), chance)
        for refusal in refusals(answers(command, data)(preflight)):
            assert refusal.says.isprintable()


def test_a_command_that_a_release_lacks_is_no_reason_and_one_that_aaa_forbids_is() -> None:
    """A lock that nobody may look at may be held."""
    preflight = as_it_is(CASE, DEVICE)
    lacks = answers(LOCK, b"% Invalid input detected at '^' marker.\r\n")(preflight)
    forbids = answers(LOCK, b"Command authorization failed.\r\n\r\n")(preflight)

    assert rows_that_refuse(lacks) == set()
    assert rows_that_refuse(forbids) == {"lock"}


def test_what_must_be_read_and_cannot_is_refused() -> None:
    """Of a timer, a restart, a register, the lines and the room nobody guesses."""
    preflight = as_it_is(CASE, DEVICE)
    needed = {PRIVILEGE: "privilege", TIMER: "timer", RELOAD: "reload", VERSION: "register", FILES: "flash"}
    for command, row in needed.items():
        assert row in rows_that_refuse(answers(command, b"\r\n")(preflight))
        assert row in rows_that_refuse(answers(command, b"% Invalid input detected at '^' marker.\r\n")(preflight))


def test_a_router_of_ios_xe_is_asked_and_refused_alike() -> None:
    """Its commands answer in other words."""
    source = golden_plan("filialen-mixed").server.configuration.text()
    release = Release(family=Family.IOS_XE, major=17, minor=9, maintenance=4, rebuild=1)
    practice = PracticeRouter("r1", source, release=release, serial="FDO2148A0XY", users=USERS)
    save(practice)
    device = golden_plan("filialen-mixed").server.device
    preflight = preflight_of("filialen-mixed", device, practice)

    assert preflight.reading.answer(VERSION).startswith(b"Cisco IOS XE")
    assert rows_that_refuse(preflight) == set()
    assert rows_that_refuse(answering(preflight, VERSION, b"0x2102", b"0x2142")) == {"register"}
