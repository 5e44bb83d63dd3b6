"""Whether behind a site stand practice routers, and no others."""

from pathlib import Path

from wizard.data.practice_site import is_simulated
from wizard.errors import SiteError
from wizard.model.host import Host
from wizard.site.file_names import HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import read_hosts


def simulated_hosts(folder: Path) -> tuple[Host, ...]:
    """How the routers of a site are reached, where all of them are practice routers; none else."""
    try:
        with Folder(folder) as opened:
            hosts = read_hosts(opened.read(HOSTS), str(folder / HOSTS))
    except SiteError:
        return ()
    return hosts if is_simulated(hosts) else ()
