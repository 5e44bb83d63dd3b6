"""A practice router keeps its files and its NVRAM as IOS does, text for text."""

import pytest

from tests.practice_routers import ARCHIVING, SMALL, change, logged_in, router, told, typed


@pytest.mark.parametrize(
    ("running", "startup", "keys", "said", "is_saved"),
    [
        (SMALL, None, "write memory\r", "Building configuration...\n[OK]\n", True),
        (
            SMALL,
            None,
            "copy running-config startup-config\r\r",
            "[startup-config]? \nBuilding configuration...\n[OK]\n",
            True,
        ),
        (
            SMALL.replace("hostname", "service compress-config\nhostname"),
            None,
            "write\r",
            " bytes[OK]\n",
            True,
        ),
        (
            SMALL,
            "version 12.4\nend\n",
            "write memory\r\r",
            "configuration?[confirm]\nBuilding configuration...\n[OK]\n",
            True,
        ),
        (
            SMALL,
            "version 12.4\nend\n",
            "write memory\rn",
            "Overwrite the previous NVRAM configuration?[confirm]n\n",
            False,
        ),
    ],
    ids=["plain", "copy", "compressed", "another version", "another version refused"],
)
def test_saving_ends_as_ios_lets_it_end(
    running: str, startup: str | None, keys: str, said: str, *, is_saved: bool
) -> None:
    """What is printed, and what then stands in NVRAM."""
    practice = router(running, startup=startup)
    terminal = logged_in(practice)

    assert said in typed(terminal, keys)
    assert ("hostname R1" in (practice.startup or "")) is is_saved


def test_a_busy_and_a_full_nvram_keep_what_they_had() -> None:
    """A busy one says so; a full one asks whether to truncate, and Enter is no."""
    practice = router(startup="version 15.2\nhostname OLD\nend\n")
    terminal = logged_in(practice)
    practice.change(is_nvram_busy=True)
    assert told(terminal, "write memory") == "startup-config file open failed (Device or resource busy)"
    practice.change(is_nvram_busy=False, nvram_size=100)

    assert typed(terminal, "write memory\r\r").endswith("too large for nvram\nTruncate config?? [no]:\nR1#")
    assert "OLD" in (practice.startup or "")


def test_a_file_is_copied_into_the_running_configuration_past_its_bad_lines() -> None:
    """A refused line is told of with its caret, and the next one is taken; nothing asks for a person."""
    practice = router()
    state = practice.state.with_file(
        "cut.cfg",
        "interface Gi0/1\n shutdown\nfrobnicate\nbanner motd ^C\nHello\n^C\nhostname R2\nend\nhostname R3\n",
        practice.clock.now,
    )
    assert state
    practice.state = state
    terminal = logged_in(practice)
    answer = typed(terminal, "copy flash:cut.cfg running-config\r\r")

    assert "Destination filename [running-config]? \n" in answer
    assert "% Invalid input detected at '^' marker.\n" in answer
    assert " bytes copied in 0.433 secs" in answer
    assert practice.hostname == "R2"
    assert "banner motd ^C\nHello\n^C\n" in practice.running
    assert " shutdown\n" in practice.running


def test_files_are_copied_listed_shown_verified_and_deleted() -> None:
    """Flash keeps what it is given, until it is full."""
    practice = router()
    terminal = logged_in(practice)
    typed(terminal, "copy running-config flash:\rmine.cfg\r")
    assert "hostname R1\n" in practice.flash["mine.cfg"]
    assert told(terminal, "more flash:mine.cfg") + "\n" == practice.flash["mine.cfg"]
    assert "over write? [confirm]" in typed(terminal, "copy running-config flash:mine.cfg\r\r")
    assert "n\nR1#" in typed(terminal, "n")
    assert ".Done!\nverify /md5 (flash:mine.cfg) = " in told(terminal, "verify /md5 flash:mine.cfg")
    practice.change(flash_size=len(practice.flash["mine.cfg"]) + 10)

    assert "No space left on device" in typed(terminal, "copy flash:mine.cfg flash:other.cfg\r\r")
    assert "Delete flash:/mine.cfg? [confirm]\nR1#" in typed(terminal, "delete flash:mine.cfg\r\r\r")
    assert practice.flash == {}


def test_a_configuration_is_replaced_by_a_file() -> None:
    """It asks first; what the router does not know is named, and the rest is done."""
    practice = router()
    terminal = logged_in(practice)
    typed(terminal, "copy running-config flash:old.cfg\r\r")
    change(terminal, "hostname R2", "no ip route 0.0.0.0 0.0.0.0")
    assert typed(terminal, "configure replace flash:old.cfg\r").endswith("want to proceed. ? [no]: ")
    assert typed(terminal, "Y\r") == "Y\nTotal number of passes: 1\nRollback Done\n\nR1#"
    assert "ip route 0.0.0.0" in practice.running
    state = practice.state.with_file(
        "bad.cfg", practice.flash["old.cfg"].replace("!\nend", "frobnicate\nend"), practice.clock.now
    )
    assert state
    practice.state = state

    answer = told(terminal, "configure replace flash:bad.cfg force")
    assert "Rollback aborted after 5 passes\n" in answer
    assert answer.endswith("********\nfrobnicate\n********")
    assert told(terminal, "configure replace flash:none force") == "%Error opening flash:none (File not found)"


def test_two_configurations_are_compared() -> None:
    """`+` and `-` in front of what differs, below the line that opens its mode; without files running and startup."""
    practice = router(ARCHIVING)
    terminal = logged_in(practice)
    typed(terminal, "write\rcopy running-config flash:old\r\r")
    assert told(terminal, "show archive config differences") == "!No changes were found"
    change(terminal, "interface GigabitEthernet0/0", "shutdown", "exit", "hostname R2")

    assert told(terminal, "show archive config differences flash:old") == (
        "\n!Contextual Config Diffs:\n+hostname R2\ninterface GigabitEthernet0/0\n+ shutdown\n-hostname R1"
    )
    assert "-hostname R2\n" in told(terminal, "show archive config differences") + "\n"
    assert told(terminal, "show archive config differences flash:x") == "%Error opening flash:x (File not found)"
