"""`show inventory`: the serial numbers of a router's parts."""

import re

from wizard.judge.answers.answer import Answer

_NUMBER = re.compile(r"PID: [^,]{0,40}, *VID: [^,]{0,40}, *SN: *(?P<serial>[A-Za-z0-9]{1,20})")


def serial_numbers(answer: Answer) -> frozenset[str]:
    """Those of all parts; none of a router that lists no parts."""
    found = (_NUMBER.fullmatch(row.strip()) for row in answer.rows)
    return frozenset(row["serial"] for row in found if row)
