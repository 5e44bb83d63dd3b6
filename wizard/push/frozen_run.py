"""What is kept of one run at one router: the very texts that are sent, and what the router was before the first."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from wizard.errors import SiteChanged, SiteError
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_record import Kind, Record
from wizard.push.proof_rows import Proof, ProofRow
from wizard.push.reading import configuration_of, startup_of
from wizard.site.folder import Folder

PUSHED = "pushed"
"""In a site."""
RESIDUE, CONSENTS = "accepted-residue.txt", "consents.json"
"""What a person accepted, without a secret."""
_REQUEST = "request.csr"
_RUNNING, _STARTUP, _BEFORE = "found-running.cfg", "found-startup.cfg", "before.json"
_LATELY = "lately.json"


def hash_of_configuration(answer: bytes) -> str:
    """By which the journal names what a router showed."""
    return sha256(answer).hexdigest()


class FrozenRun:
    """The files of one run at one router, below `pushed/`."""

    def __init__(self, folder: Folder, run: str, file_name: str) -> None:
        self._folder = folder
        self._place = f"{PUSHED}/{run}/{file_name}"
        self.run = run

    def freeze(self, texts: Iterable[FrozenText], running: bytes, startup: bytes) -> None:
        """Writes them, down to the disk; SiteError where it cannot, and then nothing may be sent."""
        files = {text.filename: text.data for text in texts}
        self._write(files | {_RUNNING: running, _STARTUP: startup})

    def texts(self, header: Record) -> dict[Stage, FrozenText]:
        """The texts, in their order; SiteChanged where one is not the one that the journal names."""
        return self._frozen(header, takes_back=False)

    def ways_back(self, header: Record) -> dict[Stage, FrozenText]:
        """The texts that take the stages back, as `texts` gives those that bring them."""
        return self._frozen(header, takes_back=True)

    def _frozen(self, header: Record, *, takes_back: bool) -> dict[Stage, FrozenText]:
        facts = dict(header.facts)
        every = (FrozenText(stage=stage, takes_back=takes_back, data=b"") for stage in Stage)
        named = {text: fact for text in every if (fact := facts.get(text.fact))}
        texts = [replace(text, data=self._read(text.filename)) for text in named]
        pairs = zip(texts, named.values(), strict=True)
        self._refuse_changed([text.filename for text, fact in pairs if text.sha256 != fact])
        return {text.stage: text for text in texts}

    def found(self, header: Record) -> tuple[Configuration, Configuration]:
        """What the router ran, and would have started with, before the first stage."""
        facts = dict(header.facts)
        running, startup = self._read(_RUNNING), self._read(_STARTUP)
        named = ((_RUNNING, running, facts.get("configuration")), (_STARTUP, startup, facts.get("startup")))
        self._refuse_changed([name for name, data, fact in named if hash_of_configuration(data) != fact])
        return configuration_of(running), startup_of(startup)

    @property
    def accepted(self) -> frozenset[str]:
        """The rows of residue that a person accepted in this run."""
        with self._as_written(RESIDUE):
            return frozenset(self._kept(RESIDUE).decode().splitlines())

    def accept(self, rows: frozenset[str]) -> None:
        """Accepts rows besides."""
        self._write({RESIDUE: "".join(f"{row}\n" for row in sorted(self.accepted | rows)).encode()})

    @property
    def consents(self) -> dict[str, str]:
        """What a person accepted in this run, rows of the pre-flight and of residue, each with the reason given."""
        try:
            told = dict(json.loads(self._kept(CONSENTS) or b"{}"))
        except (ValueError, TypeError, RecursionError):
            return {}
        return {str(what): str(reason) for what, reason in told.items()}

    def keep_consents(self, accepted: Iterable[str], reason: str) -> None:
        """Keeps them besides; a reason that was given stays where none is given later."""
        now = self.consents
        told = now | {what: reason or now.get(what, "") for what in accepted}
        if told != now:
            self._write({CONSENTS: json.dumps(dict(sorted(told.items())), indent=1).encode()})

    @property
    def before(self) -> dict[str, bytes]:
        """What routers answered before the cut-over, each by `DEVICE COMMAND`."""
        return self._answers(_BEFORE)

    @property
    def lately(self) -> dict[str, bytes]:
        """What they answered behind it, before a clean-up or a way back was armed; {} where none was since."""
        return self._answers(_LATELY)

    def _answers(self, name: str) -> dict[str, bytes]:
        with self._as_written(name):
            told = json.loads(self._kept(name) or b"{}")
            return {str(asked): str(answer).encode("latin-1") for asked, answer in told.items()}

    @contextmanager
    def _as_written(self, name: str) -> Iterator[None]:
        """No hash is kept of what grows in a run; SiteChanged where it is nothing that a run writes."""
        try:
            yield
        except (ValueError, AttributeError, RecursionError):
            self._refuse_changed([name])

    def remember(self, answers: Mapping[str, bytes]) -> None:
        """Keeps such answers."""
        self._keep_answers(_BEFORE, self.before | dict(answers))

    def remember_lately(self, answers: Mapping[str, bytes]) -> None:
        """Keeps what is answered now, in the place of what was a while ago."""
        if answers or self.lately:
            self._keep_answers(_LATELY, answers)

    def _keep_answers(self, name: str, answers: Mapping[str, bytes]) -> None:
        told = {asked: answer.decode("latin-1") for asked, answer in answers.items()}
        self._write({name: json.dumps(told, indent=1).encode()})

    def keep_proof(self, stage: Stage, proof: Proof, *, takes_back: bool = False) -> None:
        """Keeps what was seen last behind a stage, or behind its way back, in the place of what was seen before."""
        rows = [asdict(row) for row in proof.rows]
        self._write({proof_name(stage, takes_back=takes_back): json.dumps(rows, indent=1).encode()})

    def proof(self, stage: Stage, *, takes_back: bool = False) -> tuple[ProofRow, ...]:
        """The rows that were kept so; none where nothing was proved, or where nobody can read them any more."""
        try:
            told = json.loads(self._kept(proof_name(stage, takes_back=takes_back)) or b"[]")
            return tuple(_row_of(row) for row in told)
        except (ValueError, TypeError, KeyError, RecursionError):
            return ()

    @property
    def request(self) -> str:
        """The router's request for its certificate, in PEM, as it was made in this run; "" before."""
        return self._kept(_REQUEST).decode("ascii", "replace")

    @property
    def request_path(self) -> str:
        """Where that lies, for whoever brings it to a CA."""
        return str(self._folder.path / self._place / _REQUEST)

    def keep_request(self, pem: str) -> None:
        """Keeps it, down to the disk."""
        self._write({_REQUEST: pem.encode("ascii")})

    def _read(self, name: str) -> bytes:
        data = self._folder.read(f"{self._place}/{name}")
        if data is None:
            raise SiteError(
                "a file of the run is gone",
                hint="Put it back from a copy of the site. Where `purge` removed it, the run goes neither on nor back.",
                where=str(self._folder.path / self._place / name),
            )
        return data

    def _kept(self, name: str) -> bytes:
        return self._folder.read(f"{self._place}/{name}") or b""

    def _write(self, files: Mapping[str, bytes]) -> None:
        staged = self._folder.stage({f"{self._place}/{name}": data for name, data in files.items()})
        for name, temporary in staged.items():
            self._folder.move(temporary, name)
        self._folder.sync((PUSHED, f"{PUSHED}/{self.run}", self._place))

    def refuse_changed(self) -> None:
        """SiteChanged where what grows in a run cannot be read: found out in the middle of it, nobody could go on."""
        _ = self.accepted, self.before, self.lately

    def _refuse_changed(self, names: list[str]) -> None:
        if names:
            raise SiteChanged(
                tuple(f"{self._place}/{name}" for name in names),
                hint="They are what a run sends, and nothing else may be sent in it. Put them back from a copy.",
                where=str(self._folder.path),
            )


def proof_name(stage: Stage, *, takes_back: bool = False) -> str:
    """What the file is called that keeps a proof."""
    return f"proof-{(stage.undo_filename if takes_back else stage.filename).removesuffix('.cfg')}.json"


def is_proof(name: str) -> bool:
    """Whether a file of a run keeps a proof."""
    return any(name == proof_name(stage, takes_back=takes_back) for stage in Stage for takes_back in (False, True))


def _row_of(told: Mapping[str, object]) -> ProofRow:
    words: dict[str, Any] = {name: str(told[name]) for name in ("name", "device", "before", "after")}
    # What was kept before a person could accept a row has none of these.
    words |= {name: str(told.get(name, "")) for name in ("command", "wants", "why", "accepted", "instead_of")}
    is_acceptable = told.get("is_acceptable") is True
    return ProofRow(**words, is_good=told["is_good"] is True, is_acceptable=is_acceptable)


def header_of(records: tuple[Record, ...]) -> Record | None:
    """The header of the run that was begun last."""
    return next((record for record in reversed(records) if record.kind is Kind.HEADER), None)
