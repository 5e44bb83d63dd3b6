"""All that a push leaves besides the texts that it sends: in none of it a secret may stand."""

from collections.abc import Iterator

from tests.pushing import Pushed
from wizard.cli.ends import EXITS
from wizard.push.frozen_run import PUSHED
from wizard.report.routers import router_part
from wizard.site.folder import Folder


class LogInMemory:
    """The log of a push: every line that leaves, and what comes."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def sent(self, device: str, text: str) -> None:
        """A line that is typed now."""
        self.rows.append(text)

    def got(self, device: str, text: str) -> None:
        """What a router said to it."""
        self.rows.append(text)


def artefacts(pushed: Pushed, log: LogInMemory) -> Iterator[bytes]:
    """The log, the router's part of the report, the journal, and every file but the frozen texts."""
    yield "\n".join(log.rows).encode("utf-8", "surrogateescape")
    for path in pushed.path.rglob("*"):
        if path.is_file() and not (path.suffix == ".cfg" and PUSHED in path.parts):
            yield path.read_bytes()
    with Folder(pushed.path) as folder:
        part = router_part(folder, pushed.plan, pushed.device, site="site", exit_of=EXITS.__getitem__)
    yield repr(part).encode("utf-8", "surrogateescape")
