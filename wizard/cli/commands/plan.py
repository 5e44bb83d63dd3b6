"""`ez2flex plan`."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import Given, given_sources, typed_answer
from wizard.cli.output import data_json, given, tell
from wizard.errors import AnswerError, NotEzvpn
from wizard.guide.hubs_of_sites import ReadSite, other_sites_of_server
from wizard.guide.wording import drawn_in_words, who_in_words
from wizard.model.plan import Answer, Batch, Plan
from wizard.model.question import Kind, Resolved
from wizard.plan.answer import answer_all, open_answers
from wizard.plan.answers_file import apply_secrets
from wizard.plan.batches import MEMBERS, members_of
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.next_wave import NextWave, next_wave
from wizard.plan.propose import propose
from wizard.plan.question_rows import QuestionRow, open_rows
from wizard.site import Writer, add_answers, add_secrets, is_fetched, is_site, kept_answers, left_out, read_site
from wizard.site.toml_tables import table_of
from wizard.typed_command import typed_command

_INPUT = "standard input"


def plan(arguments: Namespace) -> Exit:
    """Makes the site folder; the answers of an existing one stay."""
    folder = _folder(arguments)
    files = _files_given(arguments, folder)
    made = _proposed(files) if files else read_site(folder)
    with Writer(folder, "ez2flex plan") as site:
        others = tuple(_others(made, arguments))
        wave = _begun(made, site, arguments, others)
        made, drawn = with_drawn_keys(_answered(wave.plan if wave else _kept(made, site), arguments))
        site.save(made)
    if arguments.json:
        data_json(
            {
                "site": str(folder),
                "open": [_open_row(open_answer) for open_answer in open_answers(made)],
                "drawn": list(drawn),
                **({"from": _wave_row(wave, arguments.earlier, others)} if wave else {}),
            }
        )
    if wave:
        tell(_told_of_wave(wave, arguments.earlier, others))
    if drawn:
        tell(f"{drawn_in_words(drawn)} {folder / 'secrets.toml'} keeps them.")
    tell(_told(made, folder))
    if files:
        files.refuse()
    return Exit.DONE


def _folder(arguments: Namespace) -> Path:
    """Where the plan is kept; a site that is planned anew stays where it is."""
    if arguments.output:
        return Path(arguments.output)
    named = [Path(path) for path in arguments.configurations]
    if len(named) == 1 and (is_site(named[0]) or is_fetched(named[0])):
        return named[0]
    raise AnswerError("there is no folder for the site", hint="Name one with -o. See ez2flex plan --help.", where="-o")


def _files_given(arguments: Namespace, folder: Path) -> Given | None:
    """The files that are named; None where a site is planned anew by what it holds, with its new hub."""
    if [Path(path) for path in arguments.configurations] == [folder] and not arguments.new_hub and is_site(folder):
        return None
    return given_sources(arguments.configurations, arguments.new_hub or "")


def _proposed(given: Given) -> Plan:
    """What the files propose; where those that are left make no migration, why the others are refused."""
    try:
        return propose(given.sources, given.new_hub)
    except NotEzvpn:
        given.refuse()
        raise


def _others(made: Plan, arguments: Namespace) -> Iterator[ReadSite]:
    """The sites that are known beside the one of `--from`, as far as they may be of the same server."""
    if arguments.earlier:
        yield from other_sites_of_server(made.server.device, Path(arguments.earlier))


def _begun(made: Plan, site: Writer, arguments: Namespace, others: Sequence[ReadSite]) -> NextWave | None:
    """The plan with what the site of `--from` answered; None without one."""
    if not arguments.earlier:
        if arguments.with_secrets:
            raise AnswerError(
                "there is no earlier site to take secrets from", hint="Name it with --from.", where="--with-secrets"
            )
        return None
    if site.holds_a_plan and site.read().is_answered:
        raise AnswerError(
            f"{site.path} holds a plan already",
            hint="Begin the next wave in a folder of its own, or leave --from out to plan this one anew.",
            where="--from",
        )
    if site.holds_a_plan:
        _refuse_another_site(made, site)
    earlier = read_site(Path(arguments.earlier))
    plans = [other.plan for other in others if other.plan]
    try:
        return next_wave(made, earlier, plans, with_secrets=arguments.with_secrets)
    except AnswerError as error:
        error.where = f"--from {arguments.earlier}"
        raise


def _wave_row(wave: NextWave, earlier: str, others: Sequence[ReadSite]) -> dict[str, object]:
    """What became of the earlier site's answers, for a machine."""
    return {
        "site": earlier,
        "taken": list(wave.taken),
        "not_taken": [{"name": row.name, "value": row.value, "why": row.why} for row in wave.not_taken],
        "secrets_left": list(wave.secrets_left),
        "spokes": [{"device": device, "standing": found.value} for device, found in wave.standings.items()],
        "not_counted": [str(other.site.folder) for other in others if not other.plan],
    }


def _told_of_wave(wave: NextWave, earlier: str, others: Sequence[ReadSite]) -> str:
    counted = "1 answer was" if len(wave.taken) == 1 else f"{len(wave.taken) or 'No'} answers were"
    names = f": {', '.join(wave.taken)}" if wave.taken else ""
    rows = [f"{counted} taken over from {earlier}{names}.", f"{wave.counted[:1].upper()}{wave.counted[1:]}."]
    rows.extend(f"{other.site.folder} is not counted: {other.reason}." for other in others if not other.plan)
    if wave.not_taken:
        rows.append("Not taken over:")
        rows.extend(f"  {row.name}{f' = {row.value}' if row.value else ''}\n      {row.why}" for row in wave.not_taken)
    if wave.secrets_left:
        rows.append(f"Secrets left behind, --with-secrets takes them over: {', '.join(wave.secrets_left)}.")
    return "\n".join(rows)


def _kept(made: Plan, site: Writer) -> Plan:
    """The plan with what the folder holds already."""
    if not site.holds_a_plan:
        return made
    _refuse_another_site(made, site)
    return kept_answers(made, site.folder)


def _answered(made: Plan, arguments: Namespace) -> Plan:
    """The plan with what the command line gives."""
    if arguments.answers:
        made = add_answers(made, Path(arguments.answers))
    made = set_answers(made, arguments.answered)
    if arguments.secrets == "-":
        return _with_secrets_of_input(made)
    return add_secrets(made, Path(arguments.secrets)) if arguments.secrets else made


def _refuse_another_site(made: Plan, site: Writer) -> None:
    """A device that the folder has and the new plan lacks would take its answers along; a new one is welcome."""
    gone = left_out(made, site.folder)
    if gone:
        raise AnswerError(
            f"{site.path} is the site of {', '.join(gone)} too",
            hint="Give every configuration of the site, or choose another folder with -o.",
            where="-o",
        )


def set_answers(made: Plan, words: Sequence[str]) -> Plan:
    """The plan with the batches and the answers of `--set`, in whatever order they stand."""
    pairs = [word.partition("=") for word in words]
    for name, sign, _ in pairs:
        if not sign:
            raise AnswerError(f"{name} has no value", hint="Write --set KEY=VALUE.", where="--set")
    batches = tuple(
        Batch(name=name.removesuffix(_OF_MEMBERS), members=members_of(value))
        for name, _, value in pairs
        if name.endswith(_OF_MEMBERS)
    )
    try:
        return answer_all(made, tuple(_given(made, pairs, {batch.name for batch in batches})), batches)
    except AnswerError as error:
        error.where = f"--set {error.where}".rstrip()
        raise


_OF_MEMBERS = f".{MEMBERS}"


def _given(made: Plan, pairs: Sequence[tuple[str, str, str]], batches: set[str]) -> Iterator[Answer]:
    """The answers of `--set`; the strategy decides which devices they may name."""
    first = (Answer(device="", key=key, value=value) for key, _, value in pairs if key in {"strategy", "hub_name"})
    known = answer_all(made, first)
    for name, _, value in pairs:
        if not name.endswith(_OF_MEMBERS):
            yield typed_answer(known, name, value, batches)


def _with_secrets_of_input(made: Plan) -> Plan:
    table = _table_of_input()
    try:
        return apply_secrets(made, table)
    except AnswerError as error:
        error.where = f"{_INPUT}: {error.where}"
        raise


def _table_of_input() -> dict[str, object]:
    data = given()
    if not data.strip():
        raise AnswerError("there are no secrets", hint="Give a TOML text as in secrets.toml.", where=_INPUT)
    return table_of(data, _INPUT)


def _open_row(resolved: Resolved) -> dict[str, object]:
    return {
        "key": resolved.key,
        "wording": resolved.question.wording,
        "why": resolved.why,
        "kind": resolved.question.kind.value,
    }


def _told(made: Plan, folder: Path) -> str:
    still = open_rows(made)
    following = f"Next: {typed_command('render', folder)} && {typed_command('check', folder)}"
    if not still:
        return f"{folder} is planned, nothing is open. {following}"
    rows = [f"{folder} is planned; {_waiting(still)}:"]
    rows.extend(
        f"  {row.key}{f' ({who_in_words(row)})' if row.is_many else ''}: {row.first.question.wording}\n"
        f"      {row.first.why}"
        for row in still
    )
    opened = typed_command(folder)
    them = "it" if len(still) == 1 else "them"
    again = typed_command("plan", folder)
    rows.append(f"Answer {them} in the wizard ({opened}), in {folder / 'plan.toml'}, or: {again} --set KEY=VALUE")
    if any(row.first.question.kind is Kind.SECRET for row in still):
        rows.append(f"Keys and passwords in the wizard, in {folder / 'secrets.toml'}, or: {again} --secrets FILE")
    rows += [following] if not any(row.first.question.withholds for row in still) else []
    return "\n".join(rows)


def _waiting(still: Sequence[QuestionRow]) -> str:
    """How many answers are open, and what of the files."""
    answers = "1 answer is open" if len(still) == 1 else f"{len(still)} answers are open"
    needed = sum(row.first.question.withholds for row in still)
    if not needed:
        return f"{answers}, no file waits for it" if len(still) == 1 else f"{answers}, no file waits for them"
    if needed == len(still):
        it = "it" if needed == 1 else "them"
    else:
        it = f"{needed} of them"
    return f"{answers}, and the files that need {it} are not written"
