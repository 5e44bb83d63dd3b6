"""Which lines are text that nobody runs, and which are code that names EzVPN."""

import re

from wizard.model.configuration import Line

_TEXT = re.compile(
    r"(?:access-list \S+ |\d+ )?remark |description |banner |alias |menu |privilege |name |title "
    r"|aaa authentication (?:banner|fail-message|username-prompt|password-prompt) "
    r"|snmp-server (?:location|contact|chassis-id) "
    r"|location |action \S+ (?:comment|mail|puts|snmp-trap|syslog) |event manager directory "
)
_CODE = (
    "event manager applet",
    "event manager environment",
    "event manager policy",
    "event manager session cli",
    "kron policy-list",
)
"""What a router runs by itself."""

_OF_EZVPN = re.compile(r"(?i)ezvpn|\bcr(?:y|yp|ypt|ypto)? (?:is|isa\w*|ip\w* c\w* e\w*)\b")
"""Their names, and their commands as short as people type them: `clear cry ips cl ez`."""
_EVENT = re.compile(r"(?i)event .*ezvpn")
_SAVES = re.compile(r'(?i)\b(?:cli|command) "?(?:do )?(?:wr(?:ite)?(?: mem(?:ory)?)?|copy run\S* start\S*)"? *$')
_COMES_UP = re.compile(r"(?i)connection_up\b")


_TRACK = re.compile(r"event (?:tag \S+ )?track (\d+)(?! state up)")
_SHOWS = re.compile(
    r'(?i)action \S+ cli command "?(?:en(?:able)?|end|exit|(?:(?:do )?sh(?:ow)?|ping|traceroute) .*)"?$'
)
_ACTS = re.compile(r"action \S+ (?:cli|reload|force-switchover|policy)\b")


def is_text(text: str) -> bool:
    """Whether a line is words for people: whatever it names, it uses nothing."""
    return _TEXT.match(text) is not None


def is_code(text: str) -> bool:
    """Whether a line at the top opens or is what the router runs by itself."""
    return text.startswith(_CODE)


def runs_ezvpn(line: Line) -> bool:
    """Whether an applet, a kron list or the like names EzVPN or its commands in a line that is no text."""
    # The name of an applet or a list is text, too.
    parts = line.children or (line,)
    return any(_OF_EZVPN.search(part.text) for part in parts if not is_text(part.text))


def waits_for_ezvpn(line: Line) -> bool:
    """Whether an applet runs on a message or an event of EzVPN itself."""
    return any(_EVENT.match(child.text) for child in line.children)


def waits_until_ezvpn_is_up(line: Line) -> bool:
    """Whether an applet waits for no other message of EzVPN than that it has connected."""
    events = [child.text for child in line.children if _EVENT.match(child.text)]
    return bool(events) and all(map(_COMES_UP.search, events))


def tracks_awaited(line: Line) -> list[str]:
    """The tracked objects at whose fall an applet runs."""
    return [found[1] for child in line.children if (found := _TRACK.match(child.text))]


def acts(line: Line) -> bool:
    """Whether an applet does more than tell and show something."""
    return any(_ACTS.match(child.text) and not _SHOWS.match(child.text) for child in line.children)


def saves(line: Line) -> bool:
    """Whether an applet or a kron list saves the configuration."""
    return any(_SAVES.search(child.text) for child in line.children)


def called(line: Line) -> str:
    """What the router runs by itself, as people call it."""
    words = line.text.split()
    if words[0] == "event":
        return f"EEM {' '.join(words[2:4])}"
    return f"The kron {' '.join(words[1:3])}"
