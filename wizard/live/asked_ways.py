"""How routers are reached that no hosts.toml names yet: which these are, and what a person types for one."""

from collections.abc import Sequence
from dataclasses import replace

from wizard.errors import ConnectError
from wizard.sentence import Sentence
from wizard.session.host_word import named_host
from wizard.site import Writer
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import hosts_toml, is_word, read_hosts


def without_way(folder: Folder, devices: Sequence[str]) -> tuple[str, ...]:
    """Those of which the site does not say how they are reached; SiteError where its file cannot be read."""
    known = {host.name for host in read_hosts(folder.read(HOSTS), HOSTS)}
    return tuple(device for device in devices if device not in known)


def refusal_of_way(word: str) -> Sentence:
    """Why what was typed is no way to a router, "" where it is one."""
    if not is_word(word):
        return "It is one word, without blanks."
    try:
        named_host(word)
    except ConnectError as error:
        return f"{error.message}. {error.hint}"
    return ""


def keep_way(site: Writer, device: str, word: str) -> None:
    """Writes into hosts.toml how a router is reached, in the words in which a person typed it."""
    host = replace(named_host(word), name=device)
    known = site.folder.read(KNOWN_HOSTS) or b""
    site.keep_ways(hosts=hosts_toml((host,), site.folder.read(HOSTS)), known_hosts=known)
