"""`show` of what follows from the configuration alone: lists, VRFs, what it boots."""

from wizard.model.release import Family
from wizard.practice import texts
from wizard.practice.configuration_tree import named_by
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.list_numbering import entries_of
from wizard.practice.session import Session

_KINDS = {"standard": "Standard", "extended": "Extended"}


def _lists(session: Session, arguments: Arguments) -> Dialogue:
    """Each list with the numbers of its entries, whether the configuration shows them or not."""
    rows: list[str] = []
    for line in session.router.state.running:
        words = line.text.split(" ")
        if words[:2] != ["ip", "access-list"] or (arguments and words[-1] != arguments[0]):
            continue
        rows.append(texts.ACCESS_LIST.of(kind=_KINDS[words[2]], name=words[3]))
        entries = entries_of(line.text, line.children)
        rows += [texts.ACCESS_LIST_ENTRY.of(number=entry.number, text=entry.text) for entry in entries]
    return said("".join(rows))


def _vrfs(session: Session, arguments: Arguments) -> Dialogue:
    rows = [texts.VRFS.text]
    for line in session.router.state.running:
        words = line.text.split(" ")
        if words[:2] in (["vrf", "definition"], ["ip", "vrf"]) and len(words) == 3:
            rows.append(texts.VRFS_ROW.of(name=words[2], rd=line.argument("rd") or "<not set>"))
    return said("".join(rows))


def _inventory(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    model = "ISR4331/K9" if router.release.family is Family.IOS_XE else "CISCO2911/K9"
    return said(texts.INVENTORY.of(model=model, serial=router.serial))


def _boot(session: Session, arguments: Arguments) -> Dialogue:
    lines = named_by(session.router.state.running, "boot system")
    return said(texts.BOOT.of(images="".join(f"{line.text.removeprefix('boot system ')},1;" for line in lines)))


SHOW_FACTS: tuple[ExecCommand, ...] = (
    ExecCommand(form="show ip access-lists", run=_lists, is_privileged=False),
    ExecCommand(form="show ip access-lists NAME", run=_lists, is_privileged=False),
    ExecCommand(form="show vrf", run=_vrfs, is_privileged=False),
    ExecCommand(form="show inventory", run=_inventory, is_privileged=False),
    ExecCommand(form="show boot", run=_boot),
)
