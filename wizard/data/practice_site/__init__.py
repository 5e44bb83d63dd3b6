"""The practice site: whole configurations of one EzVPN server and two spokes, to try ez2flex on.

Every router has the user `netadmin` with the password `practice`.
"""

from importlib.resources import files as packaged

_NAMES = ("practice-hub.cfg", "practice-spoke1.cfg", "practice-spoke2.cfg")


def files() -> tuple[tuple[str, bytes], ...]:
    """Each configuration with its file name, the server's first."""
    return tuple((name, packaged(__name__).joinpath(name).read_bytes()) for name in _NAMES)
