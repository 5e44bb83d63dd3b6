"""docs/sections.md: what each stage is made of, and the objects that a plan names, made from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table
from wizard.data.planned_objects import OBJECTS, ObjectKind
from wizard.data.stage_sections import SECTIONS
from wizard.model.stage import Stage

INTRODUCTION = """\
# What is written to a router

Made from the rows of `wizard/data/stage_sections.py` and `planned_objects.py`.
"""


def sections_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *_stages(), *_objects()))


def _stages() -> Iterator[str]:
    yield from ("## The sections of each stage, in the order in which they are sent", "")
    for stage in Stage:
        yield from (f"### {stage.filename}, taken back by {stage.undo_filename}", "")
        yield from table(
            ("section", "template", "what the template is given"),
            ((row.name, code(row.template), code(row.value_name)) for row in SECTIONS if row.stage is stage),
        )


def _objects() -> Iterator[str]:
    yield from ("## The objects that a plan names", "")
    yield "`FLEX` stands for the answer to `name_prefix`. A name that is taken gets `-2`; a number is the first free"
    yield from ("one.", "")
    yield from table(
        ("key", "what", "line", "name", "free among", "on"),
        (
            (code(row.key), row.title, code(row.header), code(_first_name(row)), codes(row.shares), _places(row))
            for row in OBJECTS
        ),
    )


def _first_name(row: ObjectKind) -> str:
    return f"{row.number_prefix}{row.first_number}" if row.numbered else f"FLEX{row.suffix}"


def _places(row: ObjectKind) -> str:
    places = {
        "hub": row.on_hub,
        "spoke": row.on_spoke,
        "spoke with a backup": row.on_backup,
        "EzVPN server beside a new hub": row.on_server,
    }
    return ", ".join(place for place, is_there in places.items() if is_there)
