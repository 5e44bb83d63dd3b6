"""What routers of several releases show of themselves before a push, read into values."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from wizard.judge.answers.answer import Answer, NotRead, answer_of
from wizard.judge.answers.boot import Boot, boot
from wizard.judge.answers.configuration_lock import lock_holder
from wizard.judge.answers.directory import Directory, directory
from wizard.judge.answers.installs import pending_installs
from wizard.judge.answers.inventory import serial_numbers
from wizard.judge.answers.processor_load import processor_load
from wizard.judge.answers.reload import scheduled_reload
from wizard.judge.answers.saved_size import SavedSize, saved_size
from wizard.judge.answers.standby_groups import standby_groups
from wizard.judge.answers.terminal_lines import vty_lines
from wizard.judge.answers.version import board_id, configuration_register, starts_as_saved

OF_IOS_XE = """\
Directory of bootflash:/

   11  drwx            16384   Mar 2 2021 09:00:00 +00:00  lost+found
   12  -rw-        652344320   Mar 2 2021 09:05:00 +00:00  isr4300-universalk9.17.03.04a.SPA.bin

7194652672 bytes total (5024706560 bytes free)
"""
OF_OLDER_IOS = """\
Directory of flash:/

    1  -rw-    22065152                    <no date>  c1841-advsecurityk9-mz.124-24.T.bin

31932416 bytes available (9867264 bytes used)
"""
INSTALLED = """\
[ R0 ] Installed Package(s) Information:
State (St): I - Inactive, U - Activated & Uncommitted,
            C - Activated & Committed, D - Deactivated & Uncommitted
--------------------------------------------------------------------------------
Type  St   Filename/Version
--------------------------------------------------------------------------------
IMG   C    17.03.04.0.5557
--------------------------------------------------------------------------------
Auto abort timer: inactive
"""
LINES = """\
   Tty Line Typ     Tx/Rx    A Modem  Roty AccO AccI  Uses  Noise Overruns  Int
*     0    0 CTY              -    -      -    -    -     0      0     0/0    -
      1    1 AUX   9600/9600  -    -      -    -    -     0      0     0/0    -
0/0/0      2 TTY   9600/9600  -    -      -    -    -     0      0     0/0    -
*   578  578 VTY              -    -      -    -   23    12      0     0/0    -
    579  579 VTY              -    -      -    -   23     0      0     0/0    -
"""
HSRP = """\
                     P indicates configured to preempt.
                     |
Interface   Grp  Pri P State   Active          Standby         Virtual IP
Gi0/1       1    110 P Active  local           10.1.0.3        10.1.0.1
"""
CHASSIS = """\
NAME: "Chassis", DESCR: "Cisco ISR4331 Chassis"
PID: ISR4331/K9        , VID: V04  , SN: FDO2148A0XY

NAME: "Power Supply Module 0", DESCR: "250W AC Power Supply"
PID: PWR-4330-AC       , VID: V03  , SN: PST2145B0CD
"""

READ: tuple[tuple[Callable[[Answer], object], str, object], ...] = (
    (
        directory,
        OF_IOS_XE,
        Directory(
            system="bootflash:",
            files=frozenset({"lost+found", "isr4300-universalk9.17.03.04a.SPA.bin"}),
            free=5024706560,
        ),
    ),
    (
        directory,
        OF_OLDER_IOS,
        Directory(system="flash:", files=frozenset({"c1841-advsecurityk9-mz.124-24.T.bin"}), free=31932416),
    ),
    (pending_installs, INSTALLED, ()),
    (pending_installs, INSTALLED.replace("IMG   C", "IMG   U"), ("17.03.04.0.5557",)),
    (pending_installs, INSTALLED.replace("inactive", "active, time before rollback - 01:49:42"), ("17.03.04.0.5557",)),
    (vty_lines, LINES, 2),
    (standby_groups, HSRP, ("Gi0/1 1",)),
    (serial_numbers, CHASSIS, frozenset({"FDO2148A0XY", "PST2145B0CD"})),
    (
        boot,
        "BOOT variable = flash0:a.bin,1;flash0:b.bin,1;\n",
        Boot(images=("flash0:a.bin", "flash0:b.bin"), configuration=""),
    ),
    (boot, "BOOT variable does not exist\nCONFIG_FILE variable = nvram:startup\n", Boot(images=(), configuration="")),
    (
        saved_size,
        "Using 3517 out of 262136 bytes, uncompressed size = 8541 bytes\nUncompressed configuration from ...\n",
        SavedSize(used=3517, room=262136, whole=8541),
    ),
    (scheduled_reload, "No reload is scheduled.\n", None),
    (
        scheduled_reload,
        "Reload scheduled for 11:33:53 EST Sat Feb 1 2003 (in 20 minutes)\n",
        timedelta(minutes=20),
    ),
    (lock_holder, "Owner PID         : -1\nState             : FREE\n", None),
    (lock_holder, "User              : bob\nState             : LOCKED\n", "bob"),
    (processor_load, "CPU utilization for five seconds: 97%/12%; one minute: 95%; five minutes: 91%\n", 91),
    (board_id, "Processor board ID FTX1234A5BC, with hardware revision 0000\n", "FTX1234A5BC"),
    (configuration_register, "Configuration register is 0x2102 (will be 0x2142 at next reload)\n", 0x2142),
)


@pytest.mark.parametrize(("read", "text", "expected"), READ)
def test_an_answer_is_read(read: Callable[[Answer], object], text: str, expected: object) -> None:
    """As releases of IOS and of IOS-XE print it."""
    assert read(answer_of(text.replace("\n", "\r\n").encode())) == expected


READERS = (directory, pending_installs, vty_lines, boot, saved_size, scheduled_reload, lock_holder, processor_load)


@pytest.mark.parametrize("read", [*READERS, configuration_register])
def test_an_answer_to_something_else_is_not_read(read: Callable[[Answer], object]) -> None:
    """Nobody guesses then."""
    with pytest.raises(NotRead):
        read(answer_of(b"The maximum archive configurations allowed is 10.\r\n"))


@pytest.mark.parametrize(
    ("register", "starts"),
    [(0x2102, True), (0x102, True), (0x3922, True), (0x2142, False), (0x2100, False), (0x2101, False), (0xA102, False)],
)
def test_a_register_says_whether_a_start_takes_what_is_saved(register: int, starts: object) -> None:
    """Bits 6 and 15 leave it out, and a boot field of 0 or 1 waits for a person or takes another image."""
    assert starts_as_saved(register) is starts


def test_a_file_is_looked_for_only_where_it_can_be_seen() -> None:
    """Below a folder and on another system nobody knows."""
    files = directory(answer_of(OF_IOS_XE.encode()))

    assert files.has("flash:isr4300-universalk9.17.03.04a.SPA.bin") is True
    assert files.has("bootflash:/packages.conf") is False
    assert files.has("bootflash:images/packages.conf") is None
    assert files.has("usb0:packages.conf") is None
    assert files.has("tftp://192.0.2.1/x.bin") is None
