"""`ez2flex plan`."""

import sys
import tomllib
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from wizard.cli.output import Exit, data_json, tell
from wizard.cli.reading import device_and_key, sources_and_new_hub
from wizard.errors import AnswerError
from wizard.model.plan import Answer, Plan
from wizard.model.question import Resolved
from wizard.plan.answer import answer_all, open_answers
from wizard.plan.answers_file import apply_secrets


def plan(arguments: Namespace) -> Exit:
    """Makes the site folder; the answers of an existing one stay."""
    from wizard.plan.propose import propose
    from wizard.site import add_answers, add_secrets, is_site, kept_answers, save_site

    sources, new_hub = sources_and_new_hub(arguments.configurations, arguments.new_hub)
    made = propose(sources, new_hub)
    folder = Path(arguments.output)
    if is_site(folder):
        _refuse_another_site(made, folder)
        made = kept_answers(made, folder)
    if arguments.answers:
        made = add_answers(made, Path(arguments.answers))
    made = set_answers(made, arguments.answered)
    if arguments.secrets == "-":
        made = apply_secrets(made, _table_of_input())
    elif arguments.secrets:
        made = add_secrets(made, Path(arguments.secrets))
    save_site(made, folder)
    if arguments.json:
        data_json({"site": str(folder), "open": [_open_row(one) for one in open_answers(made)]})
    tell(_told(made, folder))
    return Exit.DONE


def _refuse_another_site(made: Plan, folder: Path) -> None:
    """A device that the folder has and the new plan lacks would take its answers along; a new one is welcome."""
    from wizard.site import folder_name

    here = {f"{folder_name(source.device)}.cfg" for source in made.sources}
    gone = [file for file in _files_of(folder) if file not in here]
    if gone:
        raise AnswerError(
            f"{folder} is the site of {', '.join(Path(file).stem for file in gone)} too",
            hint="Give every configuration of the site, or choose another folder with -o.",
            where="-o",
        )


def _files_of(folder: Path) -> list[str]:
    """The names in `sources/`; a plan.toml that cannot be read is reported when its answers are taken over."""
    from wizard.site import PLAN

    try:
        rows = tomllib.loads((folder / PLAN).read_text(encoding="utf-8")).get("source", [])
    except (OSError, ValueError):
        return []
    return [str(row.get("file", "")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def set_answers(made: Plan, words: Sequence[str]) -> Plan:
    """The plan with the answers of `--set`, in whatever order they stand."""
    pairs = [word.partition("=") for word in words]
    for name, sign, _ in pairs:
        if not sign:
            raise AnswerError(f"{name} has no value", hint="Write --set KEY=VALUE.", where="--set")
    try:
        return answer_all(made, tuple(_given(made, pairs)))
    except AnswerError as error:
        error.where = f"--set {error.where}"
        raise


def _given(made: Plan, pairs: Sequence[tuple[str, str, str]]) -> Iterator[Answer]:
    """The answers of `--set`; the strategy decides which devices they may name."""
    first = (Answer(device="", key=key, value=value) for key, _, value in pairs if key in {"strategy", "hub_name"})
    known = answer_all(made, first)
    for name, _, value in pairs:
        device, key = device_and_key(known, name)
        yield Answer(device=device, key=key, value=value)


def _table_of_input() -> dict[str, object]:
    try:
        return tomllib.loads(sys.stdin.read())
    except tomllib.TOMLDecodeError as error:
        raise AnswerError(
            f"the secrets are no TOML: {error}", hint="See secrets.toml.", where="standard input"
        ) from error


def _open_row(one: Resolved) -> dict[str, object]:
    return {"key": one.key, "wording": one.question.wording, "why": one.why, "kind": one.question.kind.value}


def _told(made: Plan, folder: Path) -> str:
    still = open_answers(made)
    if not still:
        return f"{folder} is planned, nothing is open. Next: ez2flex render {folder} && ez2flex check {folder}"
    rows = [f"{folder} is planned; {len(still)} answers are open, and the files that need them are not written:"]
    rows.extend(f"  {one.key}: {one.question.wording}\n      {one.why}" for one in still)
    rows.append(f"Answer them in the wizard (ez2flex {folder}), in {folder / 'plan.toml'}, or with --set KEY=VALUE;")
    rows.append(f"keys and passwords in the wizard, in {folder / 'secrets.toml'}, or with --secrets FILE.")
    return "\n".join(rows)
