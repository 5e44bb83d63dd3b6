"""Routers that are read over SSH, to be sources as those of files are."""

from __future__ import annotations

from getpass import getuser
from typing import TYPE_CHECKING

import wizard.guide
import wizard.live
from screens.linear.attended import Attended
from screens.linear.opened_sources import taken
from screens.linear.push_person import TypingPerson
from wizard.cli.run_to_end import bug
from wizard.errors import EzError, SourceErrors
from wizard.live.fetching import AskedRouters, refusal_of_routers
from wizard.sentence import listed, so_many

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.live.fetching import FetchedRouters
    from wizard.live.reading_routers import Progress


def fetched_routers(wizard_: LinearWizard, typed: str) -> None:
    """Asks which routers are read and as whom, reads them, and goes on with what they show."""
    desk = wizard_.desk
    ways = (
        desk.fetched.ways
        if desk.fetched
        else wizard.live.ways_of_site(desk.folder)
        if desk.folder
        else wizard.live.KnownWays()
    )
    known = " ".join(map(wizard.live.word_of, ways.hosts))
    if known and not typed:
        wizard_.say("KNOWN", f"{known}: an empty line reads these.")
    words = typed or wizard_.ask("Routers, each [USER@]ADDRESS[:PORT] (empty: none):").strip() or known
    if not words:
        wizard_.say("STATE", "No router is read.")
        return
    if refusal := refusal_of_routers(words):
        wizard_.say("NOT TAKEN", refusal)
        return
    user = wizard_.ask(f"User, where none is named (empty: {getuser()}):").strip() or getuser()
    person = TypingPerson()
    fetching = wizard.live.Fetching(AskedRouters(words=tuple(words.split()), user=user), person, ways)
    read = Attended(wizard_, person, lambda: fetching.run(_shown(wizard_)), "fetch")
    try:
        read.attend(lambda: None, lambda line: wizard_.say("STATE", "Routers are being read."), _interrupted)
    except KeyboardInterrupt:
        wizard_.say("STATE", "What was read by now is kept.")
    if isinstance(read.error, EzError):
        wizard_.problem("These routers cannot be read", read.error)
    elif read.error:
        bug(read.error)
    _take(wizard_, fetching.fetched)


def _interrupted() -> None:
    raise KeyboardInterrupt


def _shown(wizard_: LinearWizard) -> Progress:
    """Says of each router that it is read, once."""
    said = set[str]()

    def shown(name: str, command: str) -> None:
        if name and name not in said:
            said.add(name)
            wizard_.say("READING", f"{name}: {command}")

    return shown


def _take(wizard_: LinearWizard, fetched: FetchedRouters) -> None:
    desk = wizard_.desk
    if desk.is_simulated:
        wizard.live.refuse_others(fetched)
    for error in fetched.errors:
        wizard_.problem("This was not read", error)
    for says in fetched.says:
        wizard_.say("NOTE", says)
    if not fetched.found:
        wizard_.say("STATE", "No router was read.")
        return
    others = tuple(source for source in desk.sources if source.device not in fetched.renamed)
    files = tuple((f"{router.host.name}.cfg", router.source.data) for router in fetched.found)
    is_simulated = fetched.are_simulated and (desk.is_simulated or not desk.sources)
    try:
        opened = wizard.guide.with_files(others, files, desk.plan)
    except SourceErrors as error:
        wizard_.problem("What was read cannot be planned", error)
        return
    desk.fetched, desk.is_simulated = fetched, is_simulated
    names = listed([router.host.name for router in fetched.found])
    taken(wizard_, opened, f"Read {so_many(len(fetched.found), 'router')}: {names}.")
