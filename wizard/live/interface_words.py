"""The names of interfaces as the tables of a router shorten them, for where columns are few."""

import re

_SHORT = {
    "TenGigabitEthernet": "Te",
    "TwoGigabitEthernet": "Tw",
    "GigabitEthernet": "Gi",
    "FastEthernet": "Fa",
    "Ethernet": "Et",
    "Port-channel": "Po",
    "Loopback": "Lo",
    "Tunnel": "Tu",
    "Virtual-Access": "Vi",
    "Virtual-Template": "Vt",
    "Dialer": "Di",
    "Cellular": "Ce",
    "Serial": "Se",
    "Vlan": "Vl",
    "BDI": "BD",
}
"""As `show cdp neighbors` and `show interfaces status` print them [Cisco IOS Interface Command Reference]."""
_NAME = re.compile(rf"\b(?:{'|'.join(_SHORT)})(?=\d)")


def interfaces_in_short(text: str) -> str:
    """The same with `Gi0/1` in the place of `GigabitEthernet0/1`: a command that can be typed all the same."""
    return _NAME.sub(lambda name: _SHORT[name[0]], text)
