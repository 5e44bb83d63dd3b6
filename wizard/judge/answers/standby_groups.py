"""`show standby brief`: the groups of HSRP in which a router is."""

import re

from wizard.judge.answers.answer import Answer

_ROW = re.compile(r"(?P<interface>[A-Z][\w/.:-]{1,40}) +(?P<group>\d{1,5}) +\d{1,3} .*")


def standby_groups(answer: Answer) -> tuple[str, ...]:
    """Each as its interface and its number; none of an empty answer."""
    found = (_ROW.fullmatch(row.strip()) for row in answer.rows)
    return tuple(f"{row['interface']} {row['group']}" for row in found if row)
