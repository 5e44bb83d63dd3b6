"""`ez2flex plan`."""

import sys
import tomllib
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from wizard.cli.output import Exit, data_json, tell
from wizard.cli.reading import device_and_key, source_without_ezvpn, sources_of
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import answer, open_answers
from wizard.plan.answers_file import apply_secrets


def plan(arguments: Namespace) -> Exit:
    """Makes the site folder; the answers of an existing one stay."""
    from wizard.plan.propose import propose
    from wizard.site import add_answers, add_secrets, is_site, kept_answers, save_site

    new_hub = source_without_ezvpn(arguments.new_hub) if arguments.new_hub else None
    made = propose(sources_of(arguments.configurations), new_hub)
    folder = Path(arguments.output)
    if is_site(folder):
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


def set_answers(made: Plan, words: Sequence[str]) -> Plan:
    """The plan with the answers of `--set`; the strategy first, since it decides which devices there are."""
    pairs = [word.partition("=") for word in words]
    for name, sign, value in sorted(pairs, key=lambda pair: pair[0] not in {"strategy", "hub_name"}):
        if not sign:
            raise AnswerError(f"{name} has no value", hint="Write --set KEY=VALUE.", where="--set")
        device, key = device_and_key(made, name)
        made = answer(made, key, value, device)
    return made


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
