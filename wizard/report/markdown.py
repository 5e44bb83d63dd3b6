"""report.md: a report as a ticket takes it, in which no name is a link, a heading or a mark."""

from collections.abc import Iterable, Iterator

from wizard.report.report import ProofTable, Report, RouterPart, RunPart, SentStage
from wizard.report.words import TIME, hashes_of, row_holds, row_seen, rows_in_words, table_title

_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>#|~!&@"})


def markdown(report: Report) -> str:
    """The text of report.md."""
    return "\n".join(_rows(report)) + "\n"


def _text(text: str) -> str:
    """A text as Markdown shows it, letter by letter; no address in it becomes a link."""
    return text.translate(_ESCAPED).replace("://", ":\\//").replace("www.", "www\\.")


def _code(text: str) -> str:
    """A command or a hash, between as many backticks as no row of them in it has; "" for nothing."""
    ticks = "`"
    while ticks in text:
        ticks += "`"
    inner = text.replace("|", "\\|")
    return f"{ticks} {inner} {ticks}" if "`" in text else f"{ticks}{inner}{ticks}" if text else ""


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = tuple(heads)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _rows(report: Report) -> Iterator[str]:
    yield from (f"# {_text(report.title)}", "", f"**{_text(report.stands)}**", "")
    if report.ticket:
        yield f"- Change: {_text(report.ticket)}"
    yield f"- Site: {_text(report.site)}"
    yield f"- Written: {report.written:{TIME}} by {_text(report.written_by)}, with ez2flex {_text(report.version)}"
    yield from (f"- plan.toml: SHA-256 {_code(report.plan_sha256)}", "")
    yield from ("## Where each router stands", "")
    yield from _table(("Router", "Verdict", "What that means", "Exit", "Seen last", "Next"), _stands(report))
    for router in report.routers:
        yield from (f"- {_text(router.device)}: {_text(says)}" for says in router.says)
    yield from ("", "## What was found", "")
    yield from (f"{'  ' if row.startswith(' ') else ''}- {_text(row.strip())}" for row in report.found)
    yield from ("", *_findings(report), *_answers(report), *_planned(report))
    yield from ("## What was changed and proved", "")
    if not report.is_pushed:
        yield from ("Nothing: no push has begun.", "")
    for router in report.routers:
        yield from _router(router)
    yield from ("## What is left to clean up", "")
    yield from (
        _table(
            ("What", "When", "Command"), ((_text(row.what), _text(row.when), _code(row.command)) for row in report.left)
        )
        if report.left
        else ("Nothing.", "")
    )


def _stands(report: Report) -> Iterator[tuple[str, ...]]:
    for router in report.routers:
        until = f" until {router.deadline:{TIME}}" if router.deadline else ""
        yield (
            _text(router.device),
            f"{_text(router.verdict or '-')}{until}",
            _text(router.means),
            f"{router.exit}: {_text(router.ends)}",
            f"{router.last_seen:{TIME}}" if router.last_seen else "-",
            _code(router.next),
        )


def _findings(report: Report) -> Iterator[str]:
    yield from ("### Findings", "")
    if not report.findings:
        yield from ("None.", "")
    for row in report.findings:
        where = f" {_text(row.where)}" if row.where else ""
        yield f"- {row.severity} {row.code}{where}: {_text(row.says)}"
        yield f"  - {f'accepted: {_text(row.accepted)}' if row.accepted else f'to do: {_text(row.fix)}'}"
    yield from ("", "### Negotiation of hub and spokes", "")
    yield from (f"- {_text(row)}" for row in report.negotiations)
    yield ""


def _answers(report: Report) -> Iterator[str]:
    yield from ("## What was asked and answered", "")
    rows = ((_code(row.key), _text(row.wording), _text(row.value), _text(row.reason)) for row in report.answers)
    yield from _table(("Key", "Question", "Answer", "Why"), rows)


def _planned(report: Report) -> Iterator[str]:
    yield from ("## What is sent, in this order", "")
    rows = (
        (
            f"{row.number}",
            row.stage,
            _text(row.devices),
            row.lines or f"waits for {_text(', '.join(row.waits_for))}",
            _text(" ".join(row.noticed)) or "-",
        )
        for row in report.planned
    )
    yield from _table(("Number", "Stage", "Routers", "Lines", "What one notices"), rows)


def _router(router: RouterPart) -> Iterator[str]:
    if router.runs:
        yield from (f"### {_text(router.device)} ({_text(router.roles)})", "")
    for run in router.runs:
        yield from _run(run)


def _run(run: RunPart) -> Iterator[str]:
    yield f"Run {_text(run.run)}, begun {run.began:{TIME}} with ez2flex {_text(run.version)}, by {_text(run.user)}."
    yield from ("", f"- Router: {_text(run.hostname)}, serial number {_text(run.serial or 'not shown')}")
    yield f"- Host key: {_code(run.host_key) or 'not kept'}"
    yield from (f"- {name}: SHA-256 {_code(value)}" for name, value in hashes_of(run))
    for consent in run.consents:
        yield f"- Accepted: {_text(consent.what)}. Reason: {_text(consent.reason or 'none was given')}"
    yield ""
    yield from _table(("Stage", "Rows", "From", "To", "Saved", "SHA-256 of its text"), map(_stage, run.stages))
    for proof in run.proofs:
        yield from _proof(proof)
    yield from _table(("Time", "What happened"), ((f"{each.at:{TIME}}", _text(each.says)) for each in run.moments))


def _stage(stage: SentStage) -> tuple[str, ...]:
    times = (f"{at:{TIME}}" if at else "-" for at in (stage.first, stage.last, stage.saved))
    return (stage.stage, _text(rows_in_words(stage)), *times, _code(stage.sha256))


def _proof(proof: ProofTable) -> Iterator[str]:
    yield from (f"{table_title(proof)}:", "")
    rows = (
        (
            _text(row_holds(row)) if row.is_good or row.accepted else f"**{row_holds(row)}**",
            *map(_text, (row.name, row.device, row.before or "-", row_seen(row))),
        )
        for row in proof.rows
    )
    yield from _table(("", "What", "At", "Before", "After"), rows)
