"""The security zones of a router."""

from wizard.model.configuration import Configuration, Line

DEFAULT = "default"
"""The zone of every interface without one, where `zone security default` is written [Cisco zone-based policy firewall
guide, default zone; unconfirmed for every release]."""

_ZONE = "zone-member security"


def zone_of(configuration: Configuration, interface: Line) -> str:
    """The zone of an interface, "" without one."""
    return interface.argument(_ZONE) or (DEFAULT if has_default_zone(configuration) else "")


def has_default_zone(configuration: Configuration) -> bool:
    """Whether interfaces without a zone are in one all the same."""
    return any(line.text.split()[2:] == [DEFAULT] for line in configuration.all("zone security"))
