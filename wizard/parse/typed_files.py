"""A file that somebody typed short, without a prompt: its words made whole by the line that each line stands below."""

import re
from collections.abc import Iterable

from wizard.ios.modes import MODES, OPENED_BY
from wizard.parse.shortened_words import typed_at_a_prompt, typed_in_a_mode

_MODE_NAMES = {
    "access list": "config-ext-nacl",
    "crypto map": "config-crypto-map",
    "dhcp pool": "dhcp-config",
    "dynamic map": "config-crypto-map",
    "ezvpn client": "config-crypto-ezvpn",
    "group": "config-isakmp-group",
    "interface": "config-if",
    "ipsec profile": "ipsec-profile",
    "isakmp policy": "config-isakmp",
    "isakmp profile": "conf-isa-prof",
    "line": "config-line",
    "pvc": "config-if-atm-vc",
}
"""What a prompt calls a mode."""

_NO_ROUTER_PRINTS = re.compile(
    r"(?:no )?(?:"
    r"cr(?:y(?:pt?)?)? (?:is|ip|ma|dy|ca|pk|k)|int?(?:e|er|erf|erfa|erfac)? [A-Za-z]"
    r"|interface (?:gi|gig|gigabit|fa|fas|fast|te|ten|vl|lo|loop|di|tu|ce|cell|se|ser)[ 0-9]"
    r"|ip addr? \d|ip addr? [dn]|ip rou?t? (?:vrf |\d)|desc(?:r|ri|rip)? |shu?t?(?:d|do|dow)?$"
    r"|acc(?:ess)? \d+ |user \S+ pr"
    r"|ip nat (?:ins|out|outs|in)(?: |$))",
    re.IGNORECASE,
)
"""How people shorten what nearly every configuration has, and no router prints."""


def is_typed_short(lines: Iterable[str]) -> bool:
    """Whether somebody typed the lines of a file: one of them is shortened as no router prints it."""
    return any(_NO_ROUTER_PRINTS.match(line.lstrip()) for line in lines)


class TypedLines:
    """One pass over lines that somebody typed into a file."""

    def __init__(self) -> None:
        self.modes: list[str] = []
        """Of the lines that are open, outermost first, as `wizard.ios.modes` calls them."""
        self._is_parted = False

    def part(self) -> None:
        """A line of its own with `!`: what follows begins anew, unless its indentation says that it does not."""
        self._is_parted = True

    def end(self) -> None:
        """Whatever mode is open ends here."""
        self.modes.clear()

    def whole(self, text: str, *, is_indented: bool) -> str:
        """The line in whole words, read as IOS would in the mode that is open."""
        if self._is_parted and not is_indented:
            self.end()
        self._is_parted = False
        prompt = next((_MODE_NAMES[mode] for mode in reversed(self.modes) if mode in _MODE_NAMES), "")
        if is_indented:
            text = typed_in_a_mode(text, prompt)
            depth = 1
        else:
            text, depth = typed_at_a_prompt(text, prompt if self.modes else "config")
        if not depth or not self.modes:
            self.modes = _opened(text, "")
        elif below := _opened(text, self.modes[0]):
            self.modes[1:] = below
        return text


def _opened(text: str, inside: str) -> list[str]:
    modes = MODES.get(inside, ()) if inside else OPENED_BY.get(text.split(" ", 1)[0], ())
    return next(([mode.name] for mode in modes if mode.opens(text)), [])
