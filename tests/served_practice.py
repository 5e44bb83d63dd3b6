"""The practice site behind SSH, as the tests of `fetch` read it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wizard.cli.commands.practice import ServedRouter, served_practice_site
from wizard.data.practice_site import PASSWORD
from wizard.practice import PracticeRouter


class Practice:
    """The routers of the practice site, served, and a file with their password."""

    def __init__(self, routers: Sequence[tuple[PracticeRouter, ServedRouter]], key: str, file: Path) -> None:
        self.routers = {router.name: router for router, _ in routers}
        self.words = {served.name: served.word for _, served in routers}
        self.options = ("--passwords", str(file), f"--host-key={key}")
        self.key = key


@contextmanager
def served_practice(folder: Path, speed: float = 1.0, faults: Sequence[str] = ()) -> Iterator[Practice]:
    """Serves them on free ports; their clock goes so many times as fast as that of this machine."""
    passwords = folder / "passwords.toml"
    passwords.write_text(f'password = "{PASSWORD}"\n', "utf-8")
    with served_practice_site(speed=speed, faults=faults) as (routers, key):
        yield Practice(routers, key, passwords)


def somebody_types(router: PracticeRouter, *lines: str) -> None:
    """A colleague changes the router."""
    terminal = router.log_in("admin")
    for typed in ("configure terminal", *lines, "end"):
        terminal.send(f"{typed}\r".encode())
    terminal.close()
