"""`ez2flex inspect`."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import given_sources
from wizard.cli.output import data, data_json, tell
from wizard.errors import NotEzvpn
from wizard.ledger import ledger, ledger_of
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.plan import Source
from wizard.plan.propose import propose
from wizard.sentence import so_many
from wizard.summary import summary


def inspect(arguments: Namespace) -> Exit:
    """What EzVPN is in the configurations, and the ledger."""
    given = given_sources(arguments.configurations)
    sources = given.sources
    entries = entries_of(sources)
    if arguments.json:
        data_json(
            {
                "devices": [_device_row(inspected) for inspected in sources],
                "ledger": [entry_row(entry) for entry in entries],
            }
        )
    else:
        data("\n".join(line for source in sources for line in summary(source)))
        for source in sources:
            data("\n".join(("", *_ledger_lines(source, entries))))
        tell(counted(entries))
    given.refuse()
    return Exit.DONE


def entries_of(sources: Sequence[Source]) -> tuple[LedgerEntry, ...]:
    """The ledger with its new lines where the files make a migration, without them where they do not."""
    try:
        plan = propose(sources)
    except NotEzvpn:
        return tuple(entry for source in sources for entry in ledger_of(source))
    return ledger(plan)


def entry_row(entry: LedgerEntry) -> dict[str, object]:
    """One ledger entry for a machine."""
    return {
        "device": entry.device,
        "line": entry.line,
        "text": entry.text,
        "verdict": entry.verdict.value,
        "becomes": [str(line) for line in entry.becomes],
        "why": entry.reason,
        "source": entry.citation,
    }


def _ledger_lines(source: Source, entries: Sequence[LedgerEntry]) -> Iterator[str]:
    """What became of each line of one file; lines that stay for the same reason are one row."""
    yield f"{source.filename}: what becomes of each line"
    own = [entry for entry in entries if entry.device == source.device]
    for (verdict, why), run in groupby(own, key=lambda entry: (entry.verdict, entry.reason)):
        rows = list(run)
        if verdict is Verdict.KEPT and len(rows) > 1:
            yield f"{rows[0].line:>5}  {verdict:<11}  {len(rows)} lines, up to {rows[-1].line}"
            yield f"{'':20}{why}"
            continue
        for entry in rows:
            yield f"{entry.line:>5}  {verdict:<11}  {entry.text}"
            yield f"{'':20}{why}"
            yield from (f"{'':20}-> {new}" for new in entry.becomes)


def counted(entries: Sequence[LedgerEntry]) -> str:
    """How many lines have which verdict, and the lines that nobody understands."""
    counts = Counter(entry.verdict for entry in entries)
    each = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    rows = [f"{so_many(len(entries), 'line')}: {each}"]
    rows.extend(
        f"  not understood: {entry.device}:{entry.line}: {entry.text}"
        for entry in entries
        if entry.verdict is Verdict.UNKNOWN
    )
    return "\n".join(rows)


def _device_row(source: Source) -> dict[str, object]:
    router = source.router
    server = router.server
    return {
        "device": source.device,
        "file": source.filename,
        "sha256": source.sha256,
        "version": router.version,
        "aaa_new_model": router.aaa_new_model,
        "server": None
        if server is None
        else {
            "groups": [
                {
                    "name": group.name,
                    "pool": group.pool,
                    "split_list": group.split_list,
                    "save_password": group.save_password,
                }
                for group in server.groups
            ],
            "profiles": [profile.name for profile in server.profiles],
            "crypto_maps": list(server.crypto_maps),
            "virtual_templates": list(server.virtual_templates),
            "wan_interface": server.wan_interface,
        },
        "clients": [
            {
                "name": client.name,
                "mode": client.mode.value,
                "group": client.group,
                "peers": list(client.peers),
                "connect": client.connect,
                "virtual_interface": client.virtual_interface,
                "inside": list(client.inside),
                "outside": list(client.outside),
            }
            for client in router.clients
        ],
    }
