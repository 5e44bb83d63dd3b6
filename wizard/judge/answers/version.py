"""`show version`: the router's serial number, and how it starts."""

import re

from wizard.judge.answers.answer import Answer, NotRead

_SERIAL = re.compile(r"Processor board ID (?P<serial>[A-Za-z0-9]{1,20})(?:[\s,(].*)?")
_REGISTER = re.compile(
    r"Configuration register is 0x(?P<now>[0-9A-Fa-f]{1,4})"
    r"(?: \(will be 0x(?P<next>[0-9A-Fa-f]{1,4}) at next reload\))?"
)

_IGNORES_STARTUP = 0x0040 | 0x8000
"""Bits 6 and 15 [Cisco, Use of the Configuration Register on All Cisco Routers]."""
_BOOT_FIELD = 0x000F
_FIRST_THAT_BOOTS = 2
"""0 waits in ROMMON, 1 starts the first image that is found or a helper."""


def board_id(answer: Answer) -> str:
    """The serial number, "" where none is named."""
    found = (_SERIAL.fullmatch(row.strip()) for row in answer.rows)
    return next((row["serial"] for row in found if row), "")


def configuration_register(answer: Answer) -> int:
    """What it will be at the next start; NotRead where the answer does not have it."""
    found = [row for text in answer.rows if (row := _REGISTER.fullmatch(text.strip()))]
    if len(found) != 1:
        raise NotRead("no configuration register in `show version`")
    return int(found[0]["next"] or found[0]["now"], 16)


def starts_as_saved(register: int) -> bool:
    """Whether a start with that register takes the boot commands and the startup configuration."""
    return not register & _IGNORES_STARTUP and register & _BOOT_FIELD >= _FIRST_THAT_BOOTS
