"""The text of plan.toml and of secrets.toml; what a person wrote into plan.toml beside the answers stays."""

from typing import TYPE_CHECKING

from wizard.errors import SiteError
from wizard.model.plan import SCHEMA, Plan
from wizard.model.role import SourceRole
from wizard.plan.answers_file import answers_of, text_typed
from wizard.plan.batches import MEMBERS, members_of
from wizard.questions import QUESTIONS
from wizard.site.file_names import PLAN, SECRETS, source_name
from wizard.site.toml_tables import table_of, text_of

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

_HEADER = (
    "One migration from EzVPN to FlexVPN. Edit [answers] as you like; what is not there has its recommended answer.",
    "Every question with its choices: ez2flex questions FOLDER. Keys and passwords stand in secrets.toml.",
)


def plan_toml(plan: Plan, earlier: bytes | None) -> bytes:
    """The text of plan.toml, with the comments and the order of the earlier one where they can be kept."""
    from tomlkit.exceptions import TOMLKitError

    if earlier is not None:
        try:
            made = _written(_plan_document(plan, text_of(earlier, PLAN)), plan)
        except (
            TOMLKitError,
            _NotWhatWasMeant,
            SiteError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ):
            # It is written in a way that cannot be edited: the answers count more than its comments.
            made = _fresh_plan(plan)
        return earlier if _say_the_same(earlier, made, PLAN) else made
    return _fresh_plan(plan)


def _fresh_plan(plan: Plan) -> bytes:
    try:
        return _written(_plan_document(plan, ""), plan)
    except _NotWhatWasMeant:
        raise SiteError("the answers cannot be written as TOML", hint="Look for odd characters.", where=PLAN) from None


def _say_the_same(one: bytes, other: bytes, name: str) -> bool:
    try:
        return table_of(one, name) == table_of(other, name)
    except SiteError:
        return False


class _NotWhatWasMeant(Exception):
    """The text that was made says something else than the plan."""


def _written(text: str, plan: Plan) -> bytes:
    """The bytes of the text, once it was read back and says what the plan says."""
    data = _bytes(text, PLAN)
    read = answers_of(table_of(data, PLAN))
    said = sorted(read.answers), sorted(read.batches), sorted(read.accepted), read.earlier_spokes
    if said != (sorted(plan.answers), sorted(plan.batches), sorted(plan.accepted), plan.earlier_spokes):
        raise _NotWhatWasMeant
    return data


def _bytes(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise SiteError(
            "a name of a router is no text",
            hint="Rename its file in plain characters, or give it a hostname.",
            where=name,
        ) from None


def _plan_document(plan: Plan, earlier: str) -> str:
    import tomlkit

    document = tomlkit.parse(earlier) if earlier else _fresh()
    document["schema"] = SCHEMA
    _put_sources(plan, document)
    _put_earlier_spokes(plan, document)
    site = {answer.key: answer.value for answer in plan.answers if not answer.device and not answer.batch}
    _put(document, ("answers",), site)
    _put_batches(plan, document)
    for device in dict.fromkeys(
        [*_tables(document, "device"), *(answered.device for answered in plan.answers if answered.device)]
    ):
        answers = {answer.key: answer.value for answer in plan.answers if answer.device == device}
        _put(document, ("device", device), answers)
    _put_accepted(plan, document)
    return tomlkit.dumps(document)


def _fresh() -> "TOMLDocument":
    import tomlkit

    document = tomlkit.document()
    for row in _HEADER:
        document.add(tomlkit.comment(row))
    document.add("schema", tomlkit.item(SCHEMA))
    return document


def _put_sources(plan: Plan, document: "TOMLDocument") -> None:
    import tomlkit

    rows = tomlkit.aot()
    roles = [(SourceRole.SERVER, plan.server), (SourceRole.NEW_HUB, plan.new_hub)]
    roles += [(SourceRole.SPOKE, spoke) for spoke in plan.spokes]
    for role, source in roles:
        if source:
            row = tomlkit.table()
            row.update({"role": role.value, "file": source_name(plan, source.device), "sha256": source.sha256})
            if not source.router.hostname and f"{source.device}.cfg" != source_name(plan, source.device):
                # The file cannot be called as the router is, and no host name in it says how that is called.
                row["device"] = source.device
            rows.append(row)
    _put_rows(document, "source", rows)


def _put_earlier_spokes(plan: Plan, document: "TOMLDocument") -> None:
    import tomlkit

    rows = tomlkit.aot()
    for spoke in plan.earlier_spokes:
        row = tomlkit.table()
        row.update({"device": spoke.device, **({"identity": spoke.identity} if spoke.identity else {})})
        rows.append(row)
    _put_rows(document, "earlier_spoke", rows)


def _put_rows(document: "TOMLDocument", name: str, rows: "AoT") -> None:
    # A comment behind the last row, above the table that follows, belongs to that row.
    if not rows.unwrap():
        document.pop(name, None)
    elif name not in document or document[name].unwrap() != rows.unwrap():
        document[name] = rows


def _tables(document: "TOMLDocument", key: str) -> list[str]:
    return list(document.get(key, {}))


def _put_batches(plan: Plan, document: "TOMLDocument") -> None:
    """Makes the document hold those batches, each with its members before its answers where it is new."""
    if not plan.batches:
        document.pop("batch", None)
    for name in set(_tables(document, "batch")) - {batch.name for batch in plan.batches}:
        document["batch"].remove(name)
    for batch in plan.batches:
        answers = {answer.key: answer.value for answer in plan.answers if answer.batch == batch.name}
        _put(document, ("batch", batch.name), answers, batch.members)


def _put(
    document: "TOMLDocument", path: tuple[str, ...], values: dict[str, str], members: tuple[str, ...] = ()
) -> None:
    """Makes the table hold those values and no others, in the order of the questions where it is new.

    A line that says so already stays byte for byte, whether its value is an answer or none.
    """
    import tomlkit

    table: TOMLDocument | Table = document
    for name in path:
        if name not in table:
            if not values and not members:
                return
            super_table = name in {"batch", "device"} and len(path) > 1
            table.add(name, tomlkit.table(is_super_table=super_table))
        table = table[name]
    if members and members_of(text_typed(table.get(MEMBERS, "")) or "") != members:
        table[MEMBERS] = list(members)
    for key in [key for key in table if key not in values and not (members and key == MEMBERS)]:
        table.remove(key)
    order = [question.key for question in QUESTIONS]
    for key in sorted(values, key=order.index):
        if key not in table or text_typed(table[key]) != values[key]:
            table[key] = values[key]


def _put_accepted(plan: Plan, document: "TOMLDocument") -> None:
    import tomlkit

    document.pop("accepted", None)
    if not plan.accepted:
        return
    rows = tomlkit.aot()
    for acceptance in plan.accepted:
        row = tomlkit.table()
        row.update({"code": acceptance.code, "device": acceptance.device, "reason": acceptance.reason})
        rows.append(row)
    document["accepted"] = rows


def secrets_toml(plan: Plan, earlier: bytes | None) -> bytes:
    """The text of secrets.toml; the earlier one where that says the same."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Keys and passwords of this migration. Keep it to yourself."))
    for device in dict.fromkeys(["", *(secret.device for secret in plan.secrets)]):
        values = {secret.key: secret.value.reveal() for secret in plan.secrets if secret.device == device}
        _put(document, ("device", device) if device else ("secrets",), values)
    made = _bytes(tomlkit.dumps(document), SECRETS)
    return earlier if earlier is not None and _say_the_same(earlier, made, SECRETS) else made
