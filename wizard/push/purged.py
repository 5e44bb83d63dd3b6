"""Removing what runs froze of keys and configurations, once nobody needs it to go on or back."""

from collections.abc import Iterator, Sequence

from wizard.errors import SiteError, SiteRefused
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.push.begun_run import OVER
from wizard.push.frozen_run import CONSENTS, PUSHED, RESIDUE, is_proof
from wizard.push.journal_record import Record
from wizard.push.journal_says import arming, journal_of, verdict_of
from wizard.push.next_command import is_finished, next_words
from wizard.sentence import Sentence
from wizard.site.file_names import OUT, SECRETS, SOURCES
from wizard.site.folder import FileKind, Folder

_OF_PEOPLE = frozenset({CONSENTS, RESIDUE})
"""What people accepted; with the proofs it holds no key, and the report is made of it."""


def refuse_pending(folder: Folder, plan: Plan) -> None:
    """SiteRefused where a router may still go back by its timer, or a journal does not tell."""
    for device in devices(plan):
        try:
            armed = arming(journal_of(folder, plan, device))
        except SiteError as error:
            raise SiteRefused(
                f"whether a timer is pending on {device} nobody can tell: {error.message}",
                hint="Nothing was removed. Look at the router, and move its journal away.",
                where=error.where,
            ) from error
        if armed:
            raise SiteRefused(
                f"a timer may be pending on {device}",
                hint="Nothing was removed. `ez2flex resume` looks what became of it.",
                where=str(folder.path),
            )


def unfinished(folder: Folder, plan: Plan) -> tuple[Sentence, ...]:
    """Each router that may still go on or back, with where it stands; none where no router is under way.

    One that is old again begins anew. One that was not begun needs the others as they are.
    """
    every = {device: journal_of(folder, plan, device) for device in devices(plan)}
    if not any(records and verdict_of(records) not in OVER for records in every.values()):
        return ()
    return tuple(
        f"{device} is {verdict_of(records)}" if records else f"{device} has not begun"
        for device, records in every.items()
        if not _is_over(plan, device, records)
    )


def _is_over(plan: Plan, device: str, records: Sequence[Record]) -> bool:
    if not records:
        return next_words(plan, device, records) == ()
    return verdict_of(records) in OVER or is_finished(plan, device, records)


def purge(folder: Folder, *, is_all: bool) -> tuple[str, ...]:
    """Takes them away, and gives their names; a link is taken away, and what it leads to stays."""
    places = (PUSHED, *((SOURCES, OUT) if is_all else ()))
    names = [name for place in places for name in _files(folder, place) if not _stays(name)]
    names += [name for name in (SECRETS, f"{SECRETS}.orig") if is_all and folder.kind(name) is not FileKind.NOTHING]
    for name in names:
        folder.remove(name)
    emptied = {name.rpartition("/")[0] for name in names} - {""}
    # Those inside first, and then those that hold them.
    above = {"/".join(each.split("/")[:depth]) for each in emptied for depth in range(1, each.count("/") + 2)}
    for place in sorted(above, key=lambda place: -place.count("/")):
        folder.remove_empty(place)
    folder.sync()
    return tuple(names)


def _files(folder: Folder, place: str) -> Iterator[str]:
    """Every name below the place that is no folder; nothing where there is no such place."""
    for name in folder.names(place):
        inner = f"{place}/{name}"
        if folder.kind(inner) is FileKind.FOLDER:
            yield from _files(folder, inner)
        else:
            yield inner


def _stays(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith(f"{PUSHED}/") and (last in _OF_PEOPLE or is_proof(last))
