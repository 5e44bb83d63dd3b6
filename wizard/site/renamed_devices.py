"""Answers and secrets of a device that has another name now."""

from collections.abc import Mapping

from wizard.plan.batches import MEMBERS


def with_new_names(table: Mapping[str, object], renamed: Mapping[str, str]) -> dict[str, object]:
    """The table of a plan.toml or secrets.toml, with the new name of each device wherever it has the old one."""
    if not renamed:
        return dict(table)
    places = {"device": _tables, "batch": _batches, "accepted": _rows}
    return {name: places[name](value, renamed) if name in places else value for name, value in table.items()}


def _tables(value: object, renamed: Mapping[str, str]) -> object:
    if not isinstance(value, Mapping):
        return value
    return {renamed.get(name, name): answers for name, answers in value.items()}


def _batches(value: object, renamed: Mapping[str, str]) -> object:
    if not isinstance(value, Mapping):
        return value
    return {name: _batch(answers, renamed) for name, answers in value.items()}


def _batch(answers: object, renamed: Mapping[str, str]) -> object:
    members = answers.get(MEMBERS) if isinstance(answers, Mapping) else None
    if not isinstance(answers, Mapping) or not isinstance(members, list):
        return answers
    return {**answers, MEMBERS: [renamed.get(member, member) for member in members]}


def _rows(value: object, renamed: Mapping[str, str]) -> object:
    return [_row(row, renamed) for row in value] if isinstance(value, list) else value


def _row(row: object, renamed: Mapping[str, str]) -> object:
    device = row.get("device") if isinstance(row, Mapping) else None
    return (
        {**row, "device": renamed.get(device, device)} if isinstance(row, Mapping) and isinstance(device, str) else row
    )
