"""Other ways through a push than from stage to stage: back from the new one, and with certificates that come late."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from tests.push_sweep import Asked, Walk
from tests.push_truth import IN_MEMORY, FolderInMemory, Reference, begun, reference, stages, without_chain
from tests.push_wire import Watched
from tests.pushing import Pushed
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.practice.pki.authority import PracticeAuthority
from wizard.push.guards import DANGEROUS
from wizard.push.journal_record import Verdict

DAYS = timedelta(days=3)
"""Between a request and what the CA made of it."""


def back(pushed: Pushed) -> Iterator[Asked]:
    """To the cut-over, then back from there, and then from what is staged; only the ways back are swept."""
    yield from (Asked(stage=stage, is_swept=False) for stage in stages(pushed) if stage is not Stage.CLEANUP)
    yield from (Asked(stage=Stage.CUTOVER, is_revert=True) for _ in range(2))


def with_certificates(pushed: Pushed) -> Iterator[Asked]:
    """The request goes out, days pass, the certificate is given, and the push goes on to its end."""
    authority = PracticeAuthority()
    pushed.brought = read_certificates(authority.pem.encode(), pushed.device, "ca.pem")
    yield Asked(stage=Stage.PKI)
    pushed.practice.clock.go_on(DAYS.total_seconds())
    request = next(pushed.path.glob("pushed/*/*/request.csr")).read_text("ascii")
    own = authority.at(pushed.practice.clock.now).issue(request)
    pushed.brought = (*pushed.brought, *read_certificates(own.encode(), pushed.device, "own.pem"))
    yield Asked(stage=Stage.STAGE)
    yield Asked(stage=Stage.CUTOVER)


@cache
def reference_of(walk: Walk, case: str, device: str, *, enrols: bool = False) -> Reference:
    """What a router shows on a walk on which nothing goes wrong, beside what it shows from stage to stage."""
    known = reference(case, device)
    practice = begun(case, device).fork()
    watched = Watched(practice)
    texts, new = dict(known.texts), set(known.new)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        pushed = Pushed(
            case=case,
            device=device,
            practice=practice,
            path=Path(folder),
            tap=watched.tap,
            folder=FolderInMemory,
            enrols=enrols,
        )
        for asked in walk(pushed):
            shown: list[str] = []
            watched.at_line = lambda typed, shown=shown: None if typed.is_armed else shown.append(practice.running)  # type: ignore[misc]
            outcome = pushed.push(asked.stage, is_revert=asked.is_revert)
            for text in shown:
                texts.setdefault(text, Verdict.PARTIAL)
            if outcome.verdict in (Verdict.OLD, Verdict.STAGED, Verdict.NEW_SAVED):
                texts[practice.running] = outcome.verdict
            new |= {practice.running} if asked.stage in DANGEROUS and not asked.is_revert else set()
    if enrols:
        texts = {without_chain(text): verdict for text, verdict in reversed(texts.items())}
    return replace(known, texts=texts, new=frozenset(new), chains_count=not enrols)
