"""The answers in tests/shown/answers: what routers of both families show, each with where that was read."""

from tests.conftest import TESTS

FOLDER = TESTS / "shown" / "answers"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


def answer(name: str) -> bytes:
    """An answer as a session gives it: with the line ends of a terminal, without the row that says its source."""
    head, _, text = (FOLDER / f"{name}.txt").read_text("utf-8").partition("\n")
    assert head.startswith("# ")
    return text.replace("\n", "\r\n").encode("utf-8")
