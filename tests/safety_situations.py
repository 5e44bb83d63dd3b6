"""Situations in which a push would end badly, were nothing looked at; none of them names a check."""

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.golden_cases import golden_plan
from tests.practice_enrolment import bring_certificates, names_of_trustpoints
from tests.practice_routers import logged_in
from tests.push_faults import SPOKE, somebody_enters, somebody_types, staged_push
from tests.push_truth import begun
from tests.push_wire import Typed
from tests.pushing import Pushed
from tests.safety_world import Situation, World
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.practice.archive import archived

WITH_LOGIN = ("branches-keep-server", "br-leeds")
OF_ONE_LOGIN = ("edge-strongest", "mis-rtr-01")


def untouched(path: Path, case: tuple[str, str] = SPOKE, practice: PracticeRouter | None = None) -> Pushed:
    """A router that took nothing yet."""
    return Pushed(case=case[0], device=case[1], practice=practice or before(*case).fork(), path=path)


def typed_and_saved(push: Pushed, *lines: str) -> Pushed:
    """Somebody typed lines at its router before, and saved."""
    somebody_types(*lines)(push.practice)
    somebody_enters("write memory")(push.practice)
    return push


def staged_after(path: Path, *lines: str) -> Pushed:
    """Somebody typed lines and saved, and then the router was pushed as far as its stage."""
    practice, site = _staged_after(lines)
    shutil.copytree(site, path, dirs_exist_ok=True)
    return untouched(path, SPOKE, practice.fork())


@cache
def _staged_after(lines: tuple[str, ...]) -> tuple[PracticeRouter, Path]:
    push = typed_and_saved(untouched(Path(tempfile.mkdtemp(prefix="staged-"))), *lines)
    push.push(Stage.STAGE)
    return push.practice, push.path


def nothing_is_wrong(path: Path) -> World:
    """Everything is as it should be."""
    return World(push=staged_push(path))


def another_router(path: Path) -> World:
    """The address leads to another router of the same kind, with another name."""
    push = untouched(path)
    somebody_types("hostname SP8")(push.practice)
    somebody_enters("write memory")(push.practice)
    push.practice.serial = "FCZ0000C0QA"
    push.is_known_as = "FTX0000A000"
    return World(push=push, is_meant=False)


def another_chassis(path: Path) -> World:
    """The spare one, with a copy of the configuration, on a bench."""
    push = untouched(path)
    push.practice.serial = "FCZ0000C0QA"
    push.is_known_as = "FTX0000A000"
    return World(push=push, is_meant=False)


def another_name_alone(path: Path) -> World:
    """The chassis was given to another place; its number is in no list."""
    push = untouched(path)
    somebody_types("hostname SP8")(push.practice)
    somebody_enters("write memory")(push.practice)
    push.is_known_as = ""
    return World(push=push, is_meant=False)


def nobody_named_it(path: Path) -> World:
    """The wrong row of a list was chosen."""
    push = untouched(path)
    push.is_named = False
    return World(push=push, is_meant=False)


def half_a_configuration_is_shown(path: Path) -> World:
    """The user sees a part of it alone."""
    push = untouched(path)
    return World(push=push, is_meant=False, shows=((b"\r\nend\r\n", b"\r\n"),))


def a_user_who_may_not_save(path: Path) -> World:
    """Privilege 7, with the commands of a change and without `write`."""
    push = staged_push(path, *SPOKE, "deny /^write/")
    return World(push=push, shows=((b"privilege level is 15", b"privilege level is 7"),))


def a_timer_of_somebody_else(path: Path) -> World:
    """A colleague of the same name tries something."""
    push = staged_push(path)
    somebody_enters("configure terminal revert timer 90", "end")(push.practice)
    return World(push=push)


def a_restart_of_somebody_else(path: Path) -> World:
    """A colleague tries something, and a restart is to bring him back."""
    push = untouched(path, WITH_LOGIN)
    somebody_enters("reload in 110", "")(push.practice)
    return World(push=push)


def a_program_that_holds_the_lock(path: Path) -> World:
    """It goes on while we prove; its lock keeps nobody out."""
    push = staged_push(path)

    def goes_on(world: World) -> None:
        somebody_types("ip route 10.99.0.0 255.255.0.0 Null0")(world.push.practice)

    return World(push=push, while_proving=goes_on, shows=LOCKED)


LOCKED = ((b"State             : FREE", b"State             : LOCKED"),)


def an_image_that_is_not_committed(path: Path) -> World:
    """The restart goes back to a release that does not take what is saved."""
    push = untouched(path, WITH_LOGIN)
    says = "Auto abort timer: active, time before rollback - 01:49:42"
    push.practice.suffer(f'every /^show install/ refuse "{says}"')
    return World(push=push, login_works=False, starts=lambda text: "")


def an_image_that_is_not_there(path: Path) -> World:
    """The next start finds no image, and loads nothing."""
    push = untouched(path, WITH_LOGIN)
    line = "boot system flash:c890-universalk9-mz.SPA.159-3.M9.bin"
    return World(push=typed_and_saved(push, line), login_works=False, theirs=(line,), starts=lambda text: "")


def starts_with_nothing(shows: tuple[tuple[bytes, bytes], ...]) -> Situation:
    """A start does not take what is saved, and the router says so."""

    def situation(path: Path) -> World:
        return World(push=untouched(path, WITH_LOGIN), works=False, shows=shows, starts=lambda text: "")

    return situation


def somebody_left_lines_unsaved(path: Path) -> World:
    """A colleague tries something, and did not save it."""
    push = untouched(path)
    line = "ip route 10.99.0.0 255.255.0.0 Null0"
    somebody_types(line)(push.practice)
    return World(push=push, theirs=(line,), unsaved=(line,))


def changed_since_it_was_read(path: Path) -> World:
    """A second network went into EzVPN since the plan was made."""
    push = untouched(path)
    lines = ("interface Loopback7", "ip address 10.7.7.1 255.255.255.0", "crypto ipsec client ezvpn EZ inside")
    return World(push=typed_and_saved(push, *lines), theirs=lines)


def copies_go_elsewhere(path: Path) -> World:
    """The copy to which a timer goes back lies behind the tunnel."""
    push = staged_push(path)

    def at_line(world: World, typed: Typed) -> None:
        if world.push.practice.state.revert is not None and world.was_cut:
            world.push.practice.change(flash=())

    return World(push=push, works=False, at_line=at_line, shows=ELSEWHERE, is_foreseeable=False)


def a_flash_that_is_nearly_full(path: Path) -> World:
    """It takes half of the copy, and says nothing."""
    push = staged_push(path)
    push.practice.change(flash_size=push.practice.state.flash_size - push.practice.state.free_flash + 3000)

    def at_line(world: World, typed: Typed) -> None:
        practice = world.push.practice
        if practice.state.revert is not None:
            practice.change(flash=tuple(replace(file, text=file.text[:1500]) for file in practice.state.flash))

    return World(push=push, works=False, at_line=at_line, is_foreseeable=False)


def an_nvram_that_is_nearly_full(path: Path) -> World:
    """It has no room for one line more."""
    push = staged_push(path)
    push.practice.change(nvram_size=len(push.practice.startup or "") + 10)
    return World(push=push)


def it_saves_by_itself(path: Path) -> World:
    """An applet saves whatever is typed."""
    lines = (
        "event manager applet SAVE",
        'event syslog pattern "SYS-5-CONFIG_I"',
        'action 1.0 cli command "write memory"',
    )
    push = staged_after(path, *lines)

    def at_line(world: World, typed: Typed) -> None:
        if world.is_cut:
            world.push.practice.suffer("save by eem")

    return World(push=push, works=False, at_line=at_line, theirs=lines, is_foreseeable=False)


def copies_that_push_one_another_out(path: Path) -> World:
    """The archive keeps two, and makes more by itself."""
    lines = ("archive", "maximum 2", "time-period 5")
    push = staged_after(path, *lines)

    def copies(world: World) -> None:
        for _ in range(3):
            world.push.time.wait(30)
            archived(world.push.practice)

    return World(push=push, works=False, while_proving=copies, theirs=lines, is_foreseeable=False)


def it_keeps_what_is_typed(path: Path) -> World:
    """A log of the configuration, keys and all."""
    push = untouched(path)
    lines = ("archive", "log config", "logging enable", "logging size 1000")
    return World(push=typed_and_saved(push, *lines), theirs=lines)


def ezvpn_that_waits(*lines: str) -> Situation:
    """Behind a way back EzVPN needs a person."""

    def situation(path: Path) -> World:
        push = staged_after(path, *lines)
        found = tuple(line.strip() for line in lines)
        return World(push=push, works=False, ezvpn_waits=True, is_foreseeable=False, theirs=found)

    return situation


def one_login_of_a_group(path: Path) -> World:
    """The server keeps the session of before, and lets EzVPN of this router in no second time."""
    practice, site = _staged_with_certificates(*OF_ONE_LOGIN)
    shutil.copytree(site, path, dirs_exist_ok=True)
    push = untouched(path, OF_ONE_LOGIN, practice.fork())
    return World(push=push, works=False, ezvpn_waits=True, is_foreseeable=False)


@cache
def _staged_with_certificates(case: str, device: str) -> tuple[PracticeRouter, Path]:
    push = untouched(Path(tempfile.mkdtemp(prefix="staged-")), (case, device), begun(case, device).fork())
    had = names_of_trustpoints(push.practice)
    push.push(Stage.STAGE)
    bring_certificates(push.practice, besides=had)
    push.push(Stage.STAGE)
    return push.practice, push.path


def a_second_client_stays(path: Path) -> World:
    """It is on an interface of its own, and waits behind the cut-over, too."""
    lines = (
        "crypto ipsec client ezvpn OTHER",
        "peer 192.0.2.200",
        "group g key k",
        "interface Loopback7",
        "ip address 10.7.7.1 255.255.255.0",
        "crypto ipsec client ezvpn OTHER inside",
    )
    return World(push=staged_after(path, *lines), theirs=lines)


def one_of_a_pair(path: Path) -> World:
    """Another router stands by for its LAN."""
    lines = ("interface Vlan1", "standby 1 ip 10.2.1.2")
    return World(push=staged_after(path, *lines), theirs=lines, is_one_of_a_pair=True)


def a_line_that_ends_silent_logins(path: Path) -> World:
    """Before anything is proved our login is over, each time."""
    lines = ("line vty 0 4", "exec-timeout 0 30")
    return World(push=staged_after(path, *lines), theirs=lines)


def every_line_is_in_use(path: Path) -> World:
    """Whoever waits for a line takes ours when we log in anew."""
    push = staged_push(path)
    others = [logged_in(push.practice) for _ in range(4)]

    def at_line(world: World, typed: Typed) -> None:
        if world.was_cut and len(others) == 4 and typed.line.startswith("show running-config"):
            others.append(others[0])
            world.lets_in = False

    return World(push=push, at_line=at_line)


def a_busy_router(path: Path) -> World:
    """Each answer takes so long that the timer is over before anything is proved."""

    def at_line(world: World, typed: Typed) -> None:
        if world.is_cut:
            world.push.practice.suffer("latency 45s")

    return World(push=staged_push(path), at_line=at_line, shows=((b"five minutes: 1%", b"five minutes: 97%"),))


def servers_behind_the_tunnel(path: Path) -> World:
    """Nobody is let in while they do not answer."""
    lines = ("tacacs server NOC", "address ipv4 10.1.0.50", "aaa authentication login default group tacacs+")
    return World(push=staged_after(path, *lines), theirs=lines, lets_in=False)


def a_key_that_is_open(path: Path) -> World:
    """The stage that needs it is withheld, the cut-over is not."""
    push = untouched(path)
    push.plan = replace(golden_plan(SPOKE[0]), secrets=())
    return World(push=push, works=False)


def a_blocker(path: Path) -> World:
    """`check` knows why the tunnel carries nothing, and behind the way back EzVPN asks somebody."""
    push = untouched(path, ("dynamic-peers-remain", "SP3"))
    return World(push=push, works=False, ezvpn_waits=True, is_foreseeable=False)


ELSEWHERE = ((b"archive file will be named flash:", b"archive file will be named ftp://10.1.0.9/"),)
SITUATIONS: dict[str, Situation] = {
    "nothing is wrong": nothing_is_wrong,
    "another router": another_router,
    "another chassis with the same configuration": another_chassis,
    "the chassis was given to another place": another_name_alone,
    "a router that nobody named": nobody_named_it,
    "a user who sees half of the configuration": half_a_configuration_is_shown,
    "a user who may not save": a_user_who_may_not_save,
    "somebody's timer": a_timer_of_somebody_else,
    "somebody's restart": a_restart_of_somebody_else,
    "a program that changes it meanwhile": a_program_that_holds_the_lock,
    "an image that is taken back": an_image_that_is_not_committed,
    "an image that is not there": an_image_that_is_not_there,
    "a start that reads no configuration": starts_with_nothing(((b"register is 0x2102", b"register is 0x2142"),)),
    "a start that reads another one": starts_with_nothing(
        ((b"CONFIG_FILE variable does not exist", b"CONFIG_FILE variable = tftp://192.0.2.7/x.cfg"),)
    ),
    "lines that somebody did not save": somebody_left_lines_unsaved,
    "a second network in EzVPN since it was read": changed_since_it_was_read,
    "copies that go elsewhere": copies_go_elsewhere,
    "copies that push one another out": copies_that_push_one_another_out,
    "flash for half a copy": a_flash_that_is_nearly_full,
    "NVRAM without room": an_nvram_that_is_nearly_full,
    "an applet that saves": it_saves_by_itself,
    "a log of what is typed": it_keeps_what_is_typed,
    "EzVPN that is connected by hand": ezvpn_that_waits("crypto ipsec client ezvpn EZ", " connect manual"),
    "servers of logins behind the tunnel": servers_behind_the_tunnel,
    "a key that nobody has given": a_key_that_is_open,
    "a blocker, and EzVPN that asks somebody": a_blocker,
    "a group of which each may log in once": one_login_of_a_group,
    "a second client": a_second_client_stays,
    "one router of a pair": one_of_a_pair,
    "a line that ends silent logins": a_line_that_ends_silent_logins,
    "every line in use": every_line_is_in_use,
    "a busy router": a_busy_router,
}
