"""The entries of one file: each line's row, and what the plan makes of it."""

from collections.abc import Iterator

from wizard.data.constructs.row import ConstructRow
from wizard.ios.masking import masked, masked_body, quoted
from wizard.ios.modes import is_lost, is_shortened
from wizard.ios.scripts import is_code, runs_ezvpn
from wizard.ledger.ezvpn_lines import Places
from wizard.ledger.line_verdict import JudgedPlace
from wizard.ledger.written_lines import NewLines
from wizard.model.configuration import Line
from wizard.model.finding import LedgerEntry, TargetLine, Verdict
from wizard.model.plan import Source
from wizard.model.stage import Stage
from wizard.render.radius_records import LeftOut

NO_EZVPN = "no line of EzVPN: it stays"
NEEDS_NONE = "what was answered needs no such line"
CLEANED = "the clean-up removes it: nothing names it any more"
REPLACED = "another line takes its place"

CODE_OF_EZVPN = "the router runs it by itself, and it names EzVPN: take it away, or write it anew for IKEv2"

_POLICY = "authorization_policy: "
"""How a trace into the authorization policy begins."""

_MOVES = frozenset({Verdict.CARRIED, Verdict.TRANSFORMED})


def entries(source: Source, new: NewLines | None) -> Iterator[LedgerEntry]:
    """The entries of a file, line by line."""
    return _Reading(source, new).entries()


class _Reading:
    """One pass over the lines of one file."""

    def __init__(self, source: Source, new: NewLines | None) -> None:
        self.device = source.device
        self.configuration = source.configuration
        self.new = new
        self.places = Places(source, new.plan if new else None)
        self.after = new.on(source.device).after if new else source.configuration

    def entries(self) -> Iterator[LedgerEntry]:
        tops, beneath, after = self.places.tops, self.places.beneath, self.after
        for top in self.configuration:
            text = top.text
            place = tops.get(top.number)
            if place is None and (is_lost(text) or is_shortened(text)):
                for line in top.walk():
                    yield from self._with_body(line, self._unknown(line, line))
            elif place is None and is_code(text) and runs_ezvpn(top):
                yield from (self._to_decide(line) for line in top.walk())
            elif place is None and not top.children and not top.verbatim and after.position(text) is not None:
                yield self._kept(top)
            elif place is None:
                yield from self._section_that_stays(top, beneath.get(text.split(" ", 1)[0]))
            else:
                yield from self._section(top, place)

    def _section_that_stays(
        self, top: Line, beneath: tuple[tuple[str, JudgedPlace], ...] | None
    ) -> Iterator[LedgerEntry]:
        """A section that is not EzVPN's, with the lines of EzVPN that stand below it."""
        there = self._left_of(top)
        yield from self._with_body(top, self._gone(top, top) if there is not None and not there else self._kept(top))
        prefixes = tuple(prefix for prefix, _ in beneath) if beneath else ()
        for child in top.children:
            for line in child.walk() if child.children else (child,):
                if line.text.startswith("autocommand ") and runs_ezvpn(line):
                    yield self._to_decide(line)
                    continue
                if beneath and line.text.startswith(prefixes) and (place := _place_of(line.text, beneath)):
                    entry = self._line(top, line, place)
                elif there is None or line.text in there:
                    entry = self._kept(line)
                else:
                    entry = self._gone(top, line)
                yield from self._with_body(line, entry)

    def _section(self, top: Line, place: JudgedPlace) -> Iterator[LedgerEntry]:
        """A section that EzVPN has or shares."""
        row = place.header_of(top.text)
        yield from self._with_body(top, self._judged(top, top, row, place) if row else self._unknown(top, top))
        for child in top.children:
            for line in child.walk() if child.children else (child,):
                yield from self._with_body(line, self._line(top, line, place))

    def _line(self, top: Line, line: Line, place: JudgedPlace) -> LedgerEntry:
        row = place.row_of(line.text)
        return self._judged(top, line, row, place) if row else self._unknown(top, line)

    def _judged(self, top: Line, line: Line, row: ConstructRow, place: JudgedPlace) -> LedgerEntry:
        verdict, why, citation, waits = row.verdict, row.why, row.citation, ""
        becomes: tuple[TargetLine, ...] = ()
        if place.stays and verdict is not Verdict.UNKNOWN:
            verdict, why = Verdict.KEPT, place.stays
        elif self.new:
            becomes = self._becomes(self.new, line, row, place)
            waits = "" if becomes else self.new.waits_for(place.device, row.traces)
            verdict, why = _outcome(row, becomes, waits=bool(waits))
            left_out = None if becomes or waits else self._no_pair(self.new, line, row, place)
            if left_out:
                verdict, why, citation = Verdict.DROPPED, left_out.why, left_out.citation
        if verdict is Verdict.KEPT and self.new and not self._remains(top, line):
            return self._gone(top, line)._replace(citation=row.citation)
        return LedgerEntry(
            device=self.device,
            line=line.number,
            text=masked(line.text),
            verdict=verdict,
            becomes=becomes,
            question=row.question if verdict is Verdict.DECIDE else "",
            asked_of=place.device,
            waits_for=waits,
            why=why,
            citation=citation,
        )

    def _becomes(self, new: NewLines, line: Line, row: ConstructRow, place: JudgedPlace) -> tuple[TargetLine, ...]:
        if row.becomes_attribute:
            attribute = row.becomes_attribute.format(value=_value(line, row))
            return new.on(place.device).exactly("authorization_policy", attribute)
        if row.traces == ("announced_networks",):
            network = place.networks.get(line.number)
            return new.on(place.device).network(network) if network else ()
        if not row.ezvpn and row.traces:
            return new.on(place.device).exactly(row.traces[0], line.text)
        found = new.of(place.device, row.traces, place=place.client)
        return _same_value(found, row, line) if row.verdict is Verdict.CARRIED and len(found) > 1 else found

    def _no_pair(self, new: NewLines, line: Line, row: ConstructRow, place: JudgedPlace) -> LeftOut | None:
        """What is lost of a line that would move into the authorization policy, where RADIUS holds that."""
        if row.verdict not in _MOVES:
            return None
        of_policy = (trace.removeprefix(_POLICY) for trace in row.traces if trace.startswith(_POLICY))
        attribute = row.becomes_attribute.format(value=_value(line, row))
        found = (new.on(place.device).no_pair_for(words) for words in ([attribute] if attribute else of_policy))
        return next((left_out for left_out in found if left_out), None)

    def _remains(self, top: Line, line: Line) -> bool:
        """Whether the line is on the router when all is done."""
        there = self._left_of(top)
        return there is None or line.text in there

    def _left_of(self, top: Line) -> frozenset[str] | None:
        """The lines that are left of a section when all is done; None where all of them are."""
        below = None if self.new is None else self.after.exact(top.text)
        if self.new is None or below is top or below == top:
            return None
        # A section may stand in the file twice, and a router has it once.
        same = [namesake for namesake in self.after.all(top.text) if namesake.text == top.text]
        return frozenset(line.text for namesake in same for line in namesake.walk())

    def _kept(self, line: Line) -> LedgerEntry:
        return LedgerEntry(
            device=self.device,
            line=line.number,
            text=masked(line.text),
            verdict=Verdict.KEPT,
            why=NO_EZVPN,
            is_ezvpn=False,
        )

    def _gone(self, top: Line, line: Line) -> LedgerEntry:
        """A line that nobody would call EzVPN's and that a stage takes away or replaces."""
        assert self.new is not None
        removal = self.new.on(self.device).removal(top, line)
        cleaned = removal.stage is Stage.CLEANUP and not removal.instead
        return LedgerEntry(
            device=self.device,
            line=line.number,
            text=masked(line.text),
            verdict=Verdict.DROPPED if cleaned else Verdict.TRANSFORMED,
            becomes=removal.instead,
            why=CLEANED if cleaned else f"{REPLACED} in the stage {removal.stage}",
        )

    def _to_decide(self, line: Line) -> LedgerEntry:
        """A line of what the router runs by itself, with commands or messages of EzVPN in it."""
        return LedgerEntry(
            device=self.device,
            line=line.number,
            text=masked(line.text),
            verdict=Verdict.DECIDE,
            why=CODE_OF_EZVPN,
            citation="flexvpn.md 12",
        )

    def _unknown(self, top: Line, line: Line) -> LedgerEntry:
        where = f"this line of {quoted(top.text)}" if line is not top else "this line"
        return LedgerEntry(
            device=self.device,
            line=line.number,
            text=masked(line.text),
            verdict=Verdict.UNKNOWN,
            why=f"ez2flex does not know {where}; look at it before you rely on the plan",
        )

    def _with_body(self, line: Line, entry: LedgerEntry) -> Iterator[LedgerEntry]:
        """The entry of a line and those of what belongs to it byte for byte."""
        yield entry
        for offset, text in enumerate(line.verbatim, 1):
            if text.strip() and text.strip() != "!":
                yield LedgerEntry(
                    device=self.device,
                    line=line.number + offset,
                    text=masked_body(line.text, text),
                    verdict=entry.verdict,
                    why=f"belongs to line {line.number}",
                    is_ezvpn=entry.is_ezvpn,
                )


def _place_of(text: str, beneath: tuple[tuple[str, JudgedPlace], ...]) -> JudgedPlace | None:
    return next((place for prefix, place in beneath if f"{text} ".startswith(f"{prefix} ")), None)


def _outcome(row: ConstructRow, becomes: tuple[TargetLine, ...], *, waits: bool) -> tuple[Verdict, str]:
    """What a row comes to in a plan that writes those lines."""
    if not row.traces and not row.becomes_attribute:
        return row.verdict, row.why
    if becomes:
        return (Verdict.TRANSFORMED if row.verdict is Verdict.DECIDE else row.verdict), row.why
    if waits:
        return row.verdict, row.why
    if row.absent:
        return row.absent, row.absent_why or row.why
    if row.verdict not in _MOVES:
        return row.verdict, row.why
    if row.question:
        return Verdict.DECIDE, row.absent_why or row.why
    return Verdict.DROPPED, row.absent_why or NEEDS_NONE


def _value(line: Line, row: ConstructRow) -> str:
    """What follows the words of the row."""
    return line.text[len(row.ezvpn) :].strip()


def _same_value(found: tuple[TargetLine, ...], row: ConstructRow, line: Line) -> tuple[TargetLine, ...]:
    """Those of several new lines that say the same as the old one, or all where none does."""
    words = _value(line, row).split()
    same = tuple(
        target_line for target_line in found if words and any(words[0] in text.split() for text in target_line.path)
    )
    return same or found
