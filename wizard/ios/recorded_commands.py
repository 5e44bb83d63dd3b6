"""What of a router keeps the commands that are typed on it, with the keys in them."""

from collections.abc import Iterator

from wizard.model.configuration import Configuration, Line

_SERVERS = frozenset({"group", "tacacs+"})
"""The second one is how older releases name their servers."""


def recorders(configuration: Configuration) -> tuple[Line, ...]:
    """All that keeps typed commands with the keys in them: the configuration log, accounting, applets."""
    log = config_log(configuration)
    return (*([log] if log else []), *command_accounting(configuration), *_applets(configuration))


def config_log(configuration: Configuration) -> Line | None:
    """`log config` of `archive` where it records and hides no keys."""
    archive = configuration.first("archive")
    log = archive.child("log config") if archive else None
    return log if log and log.child("logging enable") and not log.child("hidekeys") else None


def command_accounting(configuration: Configuration) -> Iterator[Line]:
    """The lists in use that send each command of an administrator to a server."""
    for line in configuration.all("aaa accounting commands 15"):
        name, *methods = line.text.split()[4:] or [""]
        # Newer releases print the methods below it.
        words = {*methods, *(word for child in line.children for word in child.text.split())}
        if words & _SERVERS and _is_used(configuration, name):
            yield line


def _is_used(configuration: Configuration, name: str) -> bool:
    asked = f"accounting commands 15 {name}"
    return name == "default" or any(line.child(asked) for line in configuration.all("line"))


def _applets(configuration: Configuration) -> Iterator[Line]:
    """The EEM applets that wait for typed commands and hand them on."""
    for top in configuration.all("event manager applet"):
        events = [child.text for child in top.children if child.text.startswith("event ")]
        if any(" cli pattern " in event for event in events) and any("_cli_msg" in line.text for line in top.walk()):
            yield top
