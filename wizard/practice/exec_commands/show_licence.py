"""`show license`: every practice router may encrypt."""

from wizard.model.release import Family
from wizard.practice import status_texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.session import Session

FIRST_SMART = 16
"""The first major release of IOS-XE whose licences have no index here."""


def _licence(session: Session, arguments: Arguments) -> Dialogue:
    release = session.router.release
    is_smart = release.family is Family.IOS_XE and release.major >= FIRST_SMART
    return said((status_texts.LICENCE_OF_A_LEVEL if is_smart else status_texts.LICENCES).text)


SHOW_LICENCE: tuple[ExecCommand, ...] = (ExecCommand(form="show license", run=_licence, is_privileged=False),)
