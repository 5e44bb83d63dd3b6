"""A stage that lies on the router's flash: written and compared before anything is armed, started by one command."""

import re
from functools import partial

from wizard.errors import ConnectionLost, PushRefused, RouterError, Surprise
from wizard.model.stage import Stage
from wizard.push.copied import Copied, copy_to_running
from wizard.push.flash_file import is_on_flash, put_on_flash, remove_from_flash, text_for_flash
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import Change
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession

_DEFAULT = re.compile(rb"Directory of ([a-z][a-z0-9-]{0,15}:)")


class FlashCopy:
    """The file of one router's stage."""

    def put(self, text: FrozenText, router: GuardedRouter) -> None:
        """Writes it and compares it; PushRefused where it cannot be there byte for byte."""
        name, file_system, data = name_of(text.filename), file_system_of(router.session), text_for_flash(text)

        def written(session: RouterSession) -> None:
            # What an earlier run left there may be another text.
            remove_from_flash(session, file_system, name)
            put_on_flash(session, file_system, name, data)

        router.change(Change.FILE, text.stage, written)

    def copy(self, text: FrozenText, router: GuardedRouter) -> None:
        """Starts it; a Surprise where the router says that it did not take a row.

        ConnectionLost where no answer comes: the line may end, or be silent, with the first row, while the router goes
        on. What it then runs is read from itself.
        """
        name, file_system, data = name_of(text.filename), file_system_of(router.session), text_for_flash(text)

        def copied_by(session: RouterSession) -> Copied:
            try:
                return copy_to_running(session, file_system, name, data)
            except Surprise as error:
                raise ConnectionLost(error.message, hint=error.hint, where=error.where) from error

        copied = router.copy(text, copied_by)
        if not copied.is_clean:
            said = [*(rejected.said for rejected in copied.rejected), *copied.remarks]
            raise Surprise(
                f"the router did not simply take {text.filename} from its flash",
                hint=f"It says: {' / '.join(said)[:200] or 'not how many bytes it copied'}",
                where=router.session.name,
            )

    def remove(self, router: GuardedRouter, stage: Stage) -> Sentence:
        """Deletes those of a stage that are there; "", or that one stays, which harms nothing."""
        names = (name_of(stage.filename), name_of(stage.undo_filename))
        try:
            file_system = file_system_of(router.session)
            for name in names:
                if is_on_flash(router.session, file_system, name):
                    router.change(Change.FILE, stage, partial(remove_from_flash, file_system=file_system, name=name))
        except ConnectionLost:
            raise
        except RouterError:
            return f"{' or '.join(names)} may still lie on its flash, where it harms nothing; delete it by hand"
        return ""


def name_of(filename: str) -> str:
    """What a file of `render` is called on flash."""
    return f"ez2flex-{filename}"


def file_system_of(session: RouterSession) -> str:
    """The router's own, as it names it without being told one."""
    found = _DEFAULT.search(session.show("dir"))
    if not found:
        raise PushRefused("the router does not say on which file system its files lie", where=session.name)
    return found[1].decode("ascii")
