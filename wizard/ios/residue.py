"""In which lines a router differs from what it should run, through the forms in which routers print them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wizard.ios.equality import is_in_order, said_in_order
from wizard.ios.printed_forms import Secret, may_be_same_secret, secrets_taken_out
from wizard.model.configuration import Configuration, Line

Path = tuple[str, ...]
"""A line behind the lines under which it stands, each as it is compared and without its secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """The lines in which two configurations differ; no secret stands in it."""

    missing: tuple[Path, ...] = ()
    """Predicted, and not there."""
    surplus: tuple[Path, ...] = ()
    """There, and not predicted."""
    moved: tuple[Path, ...] = ()
    """Headers under which the same lines stand in another order that counts."""
    altered: tuple[Path, ...] = ()
    """Lines with another secret than the predicted one."""

    @property
    def is_empty(self) -> bool:
        """Whether the router runs what was predicted."""
        return not self.rows

    @property
    def rows(self) -> tuple[Path, ...]:
        """All that differs."""
        return (*self.missing, *self.surplus, *self.moved, *self.altered)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that differs, a row each: `+ interface Tunnel0 / no ip redirects` is there and was not predicted."""
        return tuple(text for sign, paths in self._signed for text in (_text(sign, path) for path in paths))

    def without(self, texts: frozenset[str]) -> "Residue":
        """What is left of it without those rows."""
        if not texts:
            return self
        left = [tuple(path for path in paths if _text(sign, path) not in texts) for sign, paths in self._signed]
        return Residue(missing=left[0], surplus=left[1], moved=left[2], altered=left[3])

    @property
    def _signed(self) -> tuple[tuple[str, tuple[Path, ...]], ...]:
        return (("-", self.missing), ("+", self.surplus), ("~", self.moved), ("*", self.altered))


NO_RESIDUE = Residue()


def _text(sign: str, path: Path) -> str:
    return f"{sign} {' / '.join(' '.join(line.split()) for line in path)}"


_SAYS_NOTHING = "no ip address"
"""Printed on an interface that has no address, whether it was sent or not [printed-forms.md 1]."""


class Compared:
    """A configuration in the form in which it is compared; made once, and compared often."""

    def __init__(self, configuration: Configuration) -> None:
        lines, secrets = secrets_taken_out(configuration)
        parts = [_parts(line) for line in lines]
        self.paths: Counter[Path] = Counter(path for paths, _ in parts for path in paths)
        self.ordered: dict[Path, list[Path]] = {path: rows for _, ordered in parts for path, rows in ordered}
        """What stands under each header at which the order counts."""
        self.secrets: dict[str, list[Secret]] = {}
        for secret in sorted(secrets):
            self.secrets.setdefault(secret[0], []).append(secret)

    def residue(self, predicted: "Compared") -> Residue:
        """In what this configuration, as it was read, differs from a predicted one."""
        return _residue(self, predicted)

    def moved(self, other: "Compared") -> tuple[Path, ...]:
        """Where the lines that both have stand in another order."""
        common = self.ordered.keys() & other.ordered.keys()
        return tuple(sorted(path for path in common if _out_of_order(self.ordered[path], other.ordered[path])))


@lru_cache(maxsize=512)
def _residue(here: Compared, predicted: Compared) -> Residue:
    """Kept of two that are the same objects: a push asks the same question of each look."""
    return Residue(
        missing=_beyond(predicted.paths, here.paths),
        surplus=_beyond(here.paths, predicted.paths),
        moved=here.moved(predicted),
        altered=tuple((path,) for path, secrets in sorted(here.secrets.items()) if _altered(predicted, secrets)),
    )


def _beyond(these: Counter[Path], others: Counter[Path]) -> tuple[Path, ...]:
    """What is there more often than among the others."""
    counted = these.items() - others.items()
    return tuple(sorted(path for path, count in counted for _ in range(count - others[path])))


def _altered(predicted: Compared, secrets: list[Secret]) -> bool:
    known = predicted.secrets.get(secrets[0][0], [])
    return not all(may_be_same_secret(here[1], there[1]) for here, there in zip(secrets, known, strict=False))


def _out_of_order(here: list[Path], there: list[Path]) -> bool:
    if here == there:
        return False
    both = Counter(here) & Counter(there)
    return [path for path in here if path in both] != [path for path in there if path in both]


@lru_cache(maxsize=20_000)
def _parts(top: Line) -> tuple[tuple[Path, ...], tuple[tuple[Path, list[Path]], ...]]:
    """The paths of a top line and what is below it, and what stands in order there."""
    paths = tuple(path for path in _paths((top,), ()) if path[-1] != _SAYS_NOTHING)
    return paths, tuple(_ordered((top,), ()))


@lru_cache(maxsize=256)
def compared(configuration: Configuration) -> Compared:
    """The configuration in the form in which it is compared; kept, since it never changes."""
    return Compared(configuration)


def _paths(lines: Iterable[Line], above: Path) -> Iterator[Path]:
    for line in lines:
        path = (*above, "\n".join((line.text, *line.verbatim)))
        yield path
        yield from _paths(line.children, path)


def _ordered(lines: Iterable[Line], above: Path) -> Iterator[tuple[Path, list[Path]]]:
    for line in lines:
        path = (*above, line.text)
        if is_in_order(line.text):
            yield path, [(child.text,) for child in said_in_order(line)]
        yield from _ordered(line.children, path)
