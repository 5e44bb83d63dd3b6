"""A copy of a site that may be mailed: the same plan and configurations, without keys, passwords and a person's files.

What is in it is chosen, and everything else is left out. It is a site itself: whoever gets it can open it, and line
numbers in it are those of the originals.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from wizard.encoding import encoded
from wizard.errors import SourceError, StillOpen
from wizard.ios.masking import MASK, masked, masked_body, secrets_apart, url_without_secrets
from wizard.model.configuration import Configuration, Line
from wizard.model.plan import Answer, Plan, Source
from wizard.parse.sources import read_source
from wizard.plan.answer import keep_all
from wizard.plan.given_answer import given_answer
from wizard.plan.perspective import devices
from wizard.printable import printable
from wizard.render import documents, final, target
from wizard.sentence import Sentence
from wizard.site import OUT, PLAN, SECRETS, SOURCES, folder_name, names_of
from wizard.site.file_names import source_name
from wizard.site.plan_file import plan_toml

TAKEN_OUT = "TAKEN-OUT.txt"
"""The file in it that says what it lacks."""

_NEVER_OLDER = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive knows: its files have no time, so that the same site is the same bytes."""

_SHORTEST = 6
"""Characters of a secret that is looked for wherever it may stand: a shorter one is a part of other words."""

_WORD = re.compile(r"[^\s\"'`,;:=()\[\]{}<>@/?&#|*.]+")
_SMALL = re.compile(r"[a-z-]+")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f\s]*(?:quit)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The copy: its files by name, and what is not in them."""

    files: Mapping[str, bytes]
    taken_out: tuple[Sentence, ...]


def bundle(plan: Plan, others: Iterable[str]) -> Bundle:
    """The copy of a site; `others` is what its folder holds besides."""
    known = KnownSecrets(plan)
    counts: Counter[str] = Counter()
    sources = {source: _without_secrets(source.configuration, counts) for source in plan.sources}
    copies = {source: _copy(source, tree, known) for source, tree in sources.items()}
    copied = _plan_of_copies(plan, copies, known)
    files = {f"{SOURCES}/{source_name(plan, source.device)}": copy.data for source, copy in copies.items()}
    files |= {f"{OUT}/{name}": data for name, data in _outputs(plan, known)}
    files[PLAN] = known.masked(plan_toml(copied, None).decode()).encode()
    taken_out = tuple(_taken_out(plan, counts, known, others))
    files[TAKEN_OUT] = "".join(f"{row}\n" for row in taken_out).encode()
    return Bundle(files=dict(sorted(files.items())), taken_out=taken_out)


def archive(bundle: Bundle, name: str) -> bytes:
    """The files as a ZIP archive, below a folder of that name; the same files are the same bytes."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for path, data in bundle.files.items():
            entry = ZipInfo(f"{folder_name(name)}/{path}", _NEVER_OLDER)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100600 << 16
            made.writestr(entry, data)
    return written.getvalue()


class KnownSecrets:
    """The secrets of a plan by what they are, to be found where no word of a line says that one follows."""

    def __init__(self, plan: Plan) -> None:
        answered = {secret.value.reveal() for secret in plan.secrets}
        read = {secret for source in plan.sources for secret in _secrets_in(source.configuration)}
        names = {*devices(plan), *(source.device for source in plan.sources)}
        # A word in small letters may be masked by mistake, and be a word of IOS in every other line.
        every = {*answered, *(secret for secret in read if not _SMALL.fullmatch(secret))}
        long_ones = {secret for secret in every - names if len(secret) >= _SHORTEST}
        self._words = frozenset(secret for secret in long_ones if _WORD.fullmatch(secret))
        self._texts = tuple(sorted((answered & long_ones) - self._words, key=len, reverse=True))
        self.found = 0

    def masked(self, text: str) -> str:
        """The text without them."""
        for secret in self._texts:
            self.found += text.count(secret)
            text = text.replace(secret, MASK)
        return _WORD.sub(self._replacement, text)

    def _replacement(self, word: re.Match[str]) -> str:
        if word[0] not in self._words:
            return word[0]
        self.found += 1
        return MASK


def _secrets_in(configuration: Configuration) -> Iterator[str]:
    for line in configuration.walk():
        for text in (line.text, *line.verbatim):
            yield from (hidden.secret.strip("\"'") for hidden in secrets_apart(text)[1])


def _without_secrets(configuration: Configuration, counts: Counter[str]) -> Configuration:
    """The configuration with its secrets masked and its banners left out, counted by what was done."""

    def without(lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            if line.verbatim and masked_body(line.text, "x") == MASK:
                counts["banners"] += 1
                continue
            text, verbatim = masked(line.text), tuple(_body_row(line.text, row) for row in line.verbatim)
            counts["secrets"] += (text, verbatim) != (line.text, line.verbatim)
            yield line._replace(text=text, verbatim=verbatim, children=tuple(without(line.children)))

    return Configuration(without(configuration))


def _body_row(header: str, row: str) -> str:
    """A row behind a line: those of a certificate are public, if that is what they are."""
    is_public = header.startswith("certificate ") and _HEXADECIMAL.fullmatch(row.strip())
    return row if is_public else masked_body(header, row)


def _copy(source: Source, tree: Configuration, known: KnownSecrets) -> Source:
    """The source as it is in the copy: where it can be, with every line at its number."""
    numbered = known.masked(_numbered(tree))
    text = numbered if _reads_as(numbered, tree, source, known) else known.masked(f"{tree.text()}end\n")
    data = encoded(text, source.encoding)
    return replace(source, data=data, sha256=hashlib.sha256(data).hexdigest())


def _numbered(tree: Configuration) -> str:
    """The configuration with `!` in the place of every line of its file that is not shown."""
    rows: dict[int, str] = {}

    def put(lines: Iterable[Line], depth: int) -> None:
        for line in lines:
            for place, row in enumerate((f"{' ' * depth}{line.text}", *line.verbatim)):
                rows[line.number + place] = row
            put(line.children, depth + 1)

    put(tree, 0)
    return "".join(f"{rows.get(number, '!')}\n" for number in range(1, max(rows, default=0) + 1)) + "end\n"


def _reads_as(text: str, tree: Configuration, source: Source, known: KnownSecrets) -> bool:
    """Whether the text is read as those lines at their places."""

    def places(configuration: Configuration, shown: Callable[[str], str]) -> list[tuple[int, str]]:
        return [(line.number, shown(line.text)) for line in configuration.walk()]

    try:
        read = read_source(encoded(text, source.encoding), source.filename)
    except SourceError:
        return False
    return places(read.configuration, str) == places(tree, known.masked)


def _plan_of_copies(plan: Plan, copies: Mapping[Source, Source], known: KnownSecrets) -> Plan:
    """The plan on the copies; what other commands said in a file that is left out of it is an answer."""
    told = keep_all(plan, tuple(_told_beside(plan)))
    return replace(
        told,
        server=copies[plan.server],
        spokes=tuple(copies[spoke] for spoke in plan.spokes),
        new_hub=copies[plan.new_hub] if plan.new_hub else None,
        answers=tuple(replace(answer, value=_shown_answer(answer)) for answer in told.answers),
        accepted=tuple(replace(acceptance, reason=masked(acceptance.reason)) for acceptance in plan.accepted),
        secrets=(),
        certificates=(),
    )


def _told_beside(plan: Plan) -> Iterator[Answer]:
    for source in plan.sources:
        for key, value in (("release", source.show_commands.release), ("platform", source.show_commands.platform)):
            if value and given_answer(plan, key, source.device) is None:
                yield Answer(device=source.device, key=key, value=value)


def _shown_answer(answer: Answer) -> str:
    return " ".join(url_without_secrets(word) for word in answer.value.split(" "))


def _outputs(plan: Plan, known: KnownSecrets) -> Iterator[tuple[str, bytes]]:
    """The configurations that are sent and that stand there afterwards, by their path below `out/`."""
    names = names_of(plan)
    for document in documents(plan):
        for name, text in ((document.stage.filename, document.text), (document.stage.undo_filename, document.undo)):
            if text:
                yield f"{names[document.device]}/{name}", _written(plan, document.device, known.masked(masked(text)))
    for device in devices(plan):
        for name, whole in (("target.cfg", target), ("final.cfg", final)):
            try:
                tree = _without_secrets(whole(plan, device), Counter())
            except StillOpen:
                continue
            yield f"{names[device]}/{name}", _written(plan, device, known.masked(tree.text()))


def _written(plan: Plan, device: str, text: str) -> bytes:
    return encoded(text, plan.encoding(device))


def _taken_out(plan: Plan, counts: Counter[str], known: KnownSecrets, others: Iterable[str]) -> Iterator[Sentence]:
    rows = (
        (len(plan.secrets), "answered key or password", f"({SECRETS})"),
        (counts["secrets"], "line", f"of {SOURCES}/ with a key or password: it is {MASK}, in {OUT}/ too"),
        (counts["banners"], "banner", f"of {SOURCES}/"),
        (
            sum(map(_lines_around, plan.sources)),
            "line",
            f"of {SOURCES}/ around the configuration: prompts, other commands",
        ),
        (known.found, "place", f"where one of those keys or passwords stood without a word for it: it is {MASK}"),
    )
    yield "Taken out of this copy:"
    yield from (f"  {_counted(number, what)} {where}" for number, what, where in rows if number)
    yield f"  the comments of {PLAN}"
    yield f"  of {OUT}/ all but the configurations: `ez2flex render` makes it again"
    yield from (f"  {printable(name)}" for name in others)
    yield "Names, addresses, descriptions and remarks are still in it: look through it before you mail it."


def _counted(number: int, what: str) -> str:
    """So many of a thing, each word of which that stands for it gets an `s`."""
    return f"{number} {what}" if number == 1 else f"{number} {what.replace(' or ', 's or ')}s"


def _lines_around(source: Source) -> int:
    """The lines of its file that are no configuration, and say something."""
    rows = source.data.splitlines()
    said = (rows[number - 1].strip() for number in source.skipped if number <= len(rows))
    return sum(1 for row in said if row not in {b"", b"!", b"end"})
