"""The practice site: whole configurations of one EzVPN server and two spokes, to try ez2flex on.

Every router has the user `netadmin` with the password `practice`.
"""

from collections.abc import Iterable
from importlib.resources import files as packaged

from wizard.model.host import Host

USER, PASSWORD = "admin", "practice"
"""Of every practice router; they are on this machine alone, and hold nothing."""
SERIAL = "PRACTICE"
"""What the serial number of each begins with."""

_NAMES = ("practice-hub.cfg", "practice-spoke1.cfg", "practice-spoke2.cfg")


def files() -> tuple[tuple[str, bytes], ...]:
    """Each configuration with its file name, the server's first."""
    return tuple((name, packaged(__name__).joinpath(name).read_bytes()) for name in _NAMES)


def is_simulated(hosts: Iterable[Host]) -> bool:
    """Whether these are practice routers, by their serial numbers; none are no such."""
    serials = [host.serial for host in hosts]
    return bool(serials) and all(serial.startswith(SERIAL) for serial in serials)


def is_of_practice_site(hosts: Iterable[Host]) -> bool:
    """Whether they are those of the practice site, and not of a site that somebody practises on."""
    return {f"{host.name}.cfg" for host in hosts} == set(_NAMES)
