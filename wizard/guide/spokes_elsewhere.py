"""The spokes of other sites on this machine that may go through the hub of one."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from wizard.errors import EzError, SiteError
from wizard.guide.hubs_of_sites import other_sites_of_server
from wizard.model.plan import Plan
from wizard.plan.perspective import hub_device
from wizard.printable import printable
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import journal_of, verdict_of
from wizard.push.way_back_allowed import ON_NEW
from wizard.sentence import Sentence
from wizard.site.file_names import HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import read_hosts


def spokes_elsewhere(plan: Plan, site: Path) -> Iterator[Sentence]:
    """Each spoke that moved behind this site's plan was made, with its folder.

    Those that had moved before are known to the plan, whose lines came beside theirs.
    """
    with Folder(site) as own:
        serials = _serials(own)
    before = {spoke.device for spoke in plan.earlier_spokes}
    for other in other_sites_of_server(plan.server.device, site):
        if other.plan is None or hub_device(other.plan) != hub_device(plan):
            continue
        with suppress(EzError, OSError), Folder(other.site.folder) as folder:
            if not _may_be_the_same(serials, _serials(folder), hub_device(plan)):
                continue
            for spoke in (each.device for each in other.plan.spokes if each.device not in before):
                verdict = _verdict(folder, other.plan, spoke)
                if verdict in ON_NEW:
                    yield f"{spoke} of {printable(str(other.site.folder))} ({verdict})"


def _verdict(folder: Folder, plan: Plan, spoke: str) -> Verdict:
    """Where a spoke stands; where its journal cannot be read it may have moved."""
    try:
        return verdict_of(journal_of(folder, plan, spoke))
    except SiteError:
        return Verdict.UNKNOWN


def _serials(folder: Folder) -> dict[str, str]:
    """The serial numbers of the routers that were read, by their names."""
    return {host.name: host.serial for host in read_hosts(folder.read(HOSTS), HOSTS)}


def _may_be_the_same(here: Mapping[str, str], there: Mapping[str, str], hub: str) -> bool:
    """Whether two sites may mean one router by a name."""
    one, other = here.get(hub, ""), there.get(hub, "")
    return not one or not other or one == other
