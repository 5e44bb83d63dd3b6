"""`ez2flex purge`."""

from argparse import Namespace
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.errors import SiteRefused
from wizard.push.purged import purge as purged
from wizard.push.purged import refuse_pending, unfinished
from wizard.sentence import listed, so_many
from wizard.site.writer import site_to_write


def purge(arguments: Namespace) -> Exit:
    """Removes what pushes froze in a site, and says what it removed."""
    with site_to_write(Path(arguments.site), "ez2flex purge") as site:
        plan = site.read()
        refuse_pending(site.folder, plan)
        left = unfinished(site.folder, plan)
        if left and not arguments.now:
            raise SiteRefused(
                f"something is left to do: {listed(left)}",
                hint="Nothing was removed. `ez2flex status` says what comes next; --now removes it all the same, and "
                "then `resume` and `revert` of these runs end.",
                where=arguments.site,
            )
        names = purged(site.folder, is_all=arguments.all)
    if arguments.json:
        data_json({"removed": list(names), "unfinished": list(left)})
    elif names:
        data("\n".join(names))
    tell(_said(len(names)))
    if left:
        tell(f"`resume` and `revert` can do nothing more for what was begun: {listed(left)}.")
    return Exit.DONE


def _said(number: int) -> str:
    if not number:
        return "Nothing was there to be removed."
    return (
        f"{so_many(number, 'file')} removed. What was proved and accepted stays, without a secret. A copy of the disk "
        "may still hold them."
    )
