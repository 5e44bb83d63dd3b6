"""Which answers of routers are heard as they are, and which only as so many lines: those may hold keys."""

import re

from wizard.ios.masking import masked
from wizard.printable import printable
from wizard.sentence import so_many
from wizard.session.received_text import lines_of

_HEARD = re.compile(
    r"ping |dir\b|copy |configure (?:confirm|revert|terminal)|write memory|reload|clear ip nat "
    r"|crypto ipsec client ezvpn connect |show (?:archive|clock|configuration lock|inventory|line|privilege|processes"
    r"|reload|standby|users|version|crypto (?:ikev2|ipsec|session|isakmp)|ip (?:bgp|eigrp|nat|ospf|route))\b"
)
"""Commands whose answer names no key [push.md A3]; of every other it is heard how long it is."""
_MOST_LINES = 12


def answer_heard(command: str, answer: bytes) -> str:
    """What is heard of the answer to a command: its lines, the first of them, or how many there are."""
    lines = [printable(masked(line)).rstrip() for line in lines_of(answer)]
    lines = [line for line in lines if line]
    if lines and not _HEARD.match(command):
        return f"({so_many(len(lines), 'line')})"
    more = len(lines) - _MOST_LINES
    return "\n".join((*lines[:_MOST_LINES], *((f"({so_many(more, 'line')} more)",) if more > 0 else ())))
