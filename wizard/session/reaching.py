"""A way to the port of a router, and what is said where there is none."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from wizard.errors import NotReached
from wizard.model.host import Host
from wizard.printable import printable
from wizard.sentence import Sentence

CONNECT_SECONDS = 20.0
"""For each of the steps until the router has let one in."""


LIBRARY_ERRORS = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)
"""What the code below a session raises at bytes that are no SSH; a router's bytes are never a bug of ours."""


def connected_socket(host: Host) -> socket.socket:
    with _reaching_errors(host):
        return socket.create_connection((host.address, host.port), timeout=CONNECT_SECONDS)


@contextmanager
def _reaching_errors(host: Host) -> Iterator[None]:
    where = f"{host.address} on port {host.port}"
    try:
        yield
    except (socket.gaierror, UnicodeError) as error:
        raise NotReached(
            f"this machine knows no address of {host.address}",
            hint="Give an address in hosts.toml, or reach it through a jump host.",
            where=host.name,
        ) from error
    except ConnectionRefusedError as error:
        raise NotReached(
            f"{where} refuses the connection",
            hint="SSH is not on there (`ip ssh version 2`, `transport input ssh`), or another address is meant.",
            where=host.name,
        ) from error
    except TimeoutError as error:
        raise NotReached(
            f"{where} does not answer within {CONNECT_SECONDS:.0f} seconds",
            hint="A filter on the way drops it, the router is down, or it is reached through a jump host alone.",
            where=host.name,
        ) from error
    except OSError as error:
        raise NotReached(
            f"there is no way to {where}: {said(error)}",
            hint="Look at this machine's routes and its VPN.",
            where=host.name,
        ) from error


def said(error: BaseException) -> Sentence:
    """What a library says of an error, as one line that a terminal may have."""
    strerror = getattr(error, "strerror", None)
    return printable(str(strerror or error) or type(error).__name__).rstrip(".")
