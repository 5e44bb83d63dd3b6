"""What a practice router really runs while it is pushed, told from what it showed in a push without faults."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from tests.practice_enrolment import bring_certificates, names_of_trustpoints
from tests.push_wire import Typed, Watched
from tests.pushing import Pushed
from tests.test_push_standing import before, save
from wizard.ios.masking import masked
from wizard.ios.printed_forms import is_as_predicted
from wizard.ios.residue import compared
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.parse.sources import read_back
from wizard.practice import PracticeRouter
from wizard.push.guards import DANGEROUS
from wizard.push.journal_record import Verdict
from wizard.site.folder import Folder

IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
VOUCHED = {"mark-of-the-clock": "none"}
"""A lone router hears no time server."""


class FolderInMemory(Folder):
    """A site that no disk holds."""

    def sync(self, folders: object = ()) -> None:
        """Nothing."""

    def _flush(self, descriptors: Mapping[str, int]) -> None:
        """Nothing."""


Held = tuple[tuple[str, str], ...]
"""Beliefs that are not the first position, each with its name."""


@cache
def begun(case: str, device: str, held: Held = ()) -> PracticeRouter:
    """The router before the push, at a time for which somebody vouches, saved as it shows itself."""
    practice = before(case, device).fork(beliefs=VOUCHED | dict(held))
    if held:
        save(practice)
    return practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a router shows at each line of a push in which nothing goes wrong."""

    texts: Mapping[str, Verdict]
    """What it runs, and the worst that may be said of it."""
    new: frozenset[str]
    """Those behind a stage that changes traffic; a clean-up may end in what was staged."""
    lines: Mapping[Stage, tuple[Typed, ...]]
    """Those of each stage that change the router."""
    dangerous: frozenset[str]
    """The rows of the stages that need a timer, which stand in no other."""
    secrets: frozenset[bytes] = field(repr=False)
    """Those in the texts that are sent."""
    chains_count: bool = True
    """Whether the certificates belong to a state; of a CA that is asked anew each time they are others."""


@cache
def reference(case: str, device: str, *, rides_tunnel: bool = False, held: Held = ()) -> Reference:
    """The push of a golden device in which nothing goes wrong, stage by stage."""
    practice = begun(case, device, held).fork()
    watched = Watched(practice)
    shown: list[tuple[str, bool]] = []
    watched.at_line = lambda typed: shown.append((practice.running, typed.is_armed))
    texts = {practice.running: Verdict.OLD}
    new = set[str]()
    lines: dict[Stage, tuple[Typed, ...]] = {}
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        pushed = Pushed(
            case=case,
            device=device,
            practice=practice,
            path=Path(folder),
            tap=watched.tap,
            rides_tunnel=rides_tunnel,
            folder=FolderInMemory,
        )
        for stage in stages(pushed):
            shown.clear()
            watched.typed.clear()
            outcome = pushed.push(stage)
            shown.append((practice.running, False))
            for text, verdict in _told(stage, shown):
                texts.setdefault(text, verdict)
                new |= {text} if verdict is Verdict.NEW_SAVED else set()
            if outcome.verdict is Verdict.STAGED:
                texts[practice.running] = Verdict.STAGED
            lines[stage] = tuple(typed for typed in watched.typed if typed.changes)
        frozen = {path.name: path.read_text("utf-8", "surrogateescape") for path in _frozen(Path(folder))}
    return Reference(
        texts=texts,
        new=frozenset(new),
        lines=lines,
        dangerous=_dangerous(frozen),
        secrets=_secrets(frozen.values()),
    )


def stages(pushed: Pushed) -> Iterator[Stage]:
    """The stages in their order; behind each of them the certificates come, where trustpoints wait for some."""
    had = names_of_trustpoints(pushed.practice)
    for stage in Stage:
        yield stage
        bring_certificates(pushed.practice, besides=had)


def _told(stage: Stage, shown: list[tuple[str, bool]]) -> Iterator[tuple[str, Verdict]]:
    """While a timer runs, a state in between is none in which a router may be found behind it."""
    is_new = False
    for text, is_armed in shown:
        is_new |= is_armed and stage in DANGEROUS
        if not is_armed:
            yield text, Verdict.NEW_SAVED if is_new else Verdict.PARTIAL


def _frozen(folder: Path) -> list[Path]:
    return [path for path in (folder / "pushed").rglob("*.cfg") if not path.name.startswith("found-")]


def _dangerous(frozen: Mapping[str, str]) -> frozenset[str]:
    needs = {stage.filename for stage in (*DANGEROUS, Stage.LOGIN)}
    rows = {name: {row.strip() for row in text.splitlines()} for name, text in frozen.items()}
    others = {row for name, found in rows.items() if name not in needs for row in found}
    return frozenset({row for name, found in rows.items() if name in needs for row in found} - others)


def _secrets(texts: Iterable[str]) -> frozenset[bytes]:
    """The words that are masked, but for those that stand elsewhere as no secret: a key may be `cisco`."""
    rows = [row for text in texts for row in text.splitlines()]
    shown = "\n".join(masked(row) for row in rows)
    words = {word for row in rows for word in row.split() if len(word) > 3}
    return frozenset(word.encode() for word in words if word not in shown)


def truth_of(known: Reference, practice: PracticeRouter) -> Verdict:
    """What the router runs."""
    if practice.is_booting:
        return verdict_of(known, practice.startup or "")
    if practice.state.revert is not None or practice.state.reload is not None:
        return Verdict.UNKNOWN
    return verdict_of(known, practice.running)


def verdict_of(known: Reference, text: str) -> Verdict:
    """What a text is, among those that are known: a router prints some lines in another order behind a roll-back."""
    text = text if known.chains_count else without_chain(text)
    found = known.texts.get(text)
    if found is None:
        found = next((verdict for other, verdict in known.texts.items() if is_same(text, other)), Verdict.MIX)
    return Verdict.PARTIAL if found is Verdict.MIX and _is_part(known, text) else found


def without_chain(text: str) -> str:
    """A configuration without its certificates."""
    return _CHAIN.sub("", text)


_CHAIN = re.compile(r"(?m)^crypto pki certificate chain .*\n(?: .*\n|\t.*\n|quit\n)*")


def _is_part(known: Reference, text: str) -> bool:
    """Whether it has all of some state before the cut-over, and besides some of what stages bring that are inert."""
    inert = [other for other, verdict in known.texts.items() if verdict in (Verdict.PARTIAL, Verdict.STAGED)]
    here, most = compared(read(text)), compared(read((inert or [text])[-1]))
    if here.moved(most) or here.paths - most.paths:
        return False
    states = (compared(read(other)) for other in (next(iter(known.texts)), *inert))
    return any(not here.moved(state) and not state.paths - here.paths for state in states)


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the same through the printed forms."""
    return one == other or is_as_predicted(read(one), read(other))


@lru_cache(maxsize=1000)
def read(text: str) -> Configuration:
    """A text as the product reads it."""
    return read_back(text.encode("utf-8", "surrogateescape"), "running.cfg")


def is_saved(practice: PracticeRouter) -> bool:
    """Whether it would start with what it runs."""
    startup, running = practice.startup or "", practice.running
    return startup.endswith(body_of(running)) or (bool(startup) and is_same(startup, running))


def body_of(text: str) -> str:
    """How what is shown of it ends, behind the lines that say when it was changed."""
    return f"!\n{text}!\nend\n"
