"""Whether this machine can start the daemons of a rehearsal."""

from wizard.errors import RehearsalError
from wizard.rehearse.network_namespaces import two_namespaces
from wizard.rehearse.prerequisites import lacks


def _lacking() -> str:
    found = "; ".join(f"{lack.what} is missing" for lack in lacks())
    if found:
        return found
    try:
        with two_namespaces():
            return ""
    except RehearsalError as error:
        return error.message


LACKING = _lacking()
"""Why no daemon can be started here, "" where it can."""
