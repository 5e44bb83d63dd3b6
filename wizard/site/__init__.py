"""The site folder: one migration on disk, with what was read, what was answered, and nothing that can be computed.

Everything that is read from it or written to it goes through `wizard.site.folder`.
"""

from wizard.site.file_names import CERTIFICATES, OUT, PLAN, SECRETS, SOURCES, folder_name, names_of
from wizard.site.known import known_sites
from wizard.site.reading import add_answers, add_secrets, is_site, kept_answers, left_out, read_site
from wizard.site.writer import Writer, save_site, site_to_write

__all__ = [
    "CERTIFICATES",
    "OUT",
    "PLAN",
    "SECRETS",
    "SOURCES",
    "Writer",
    "add_answers",
    "add_secrets",
    "folder_name",
    "is_site",
    "kept_answers",
    "known_sites",
    "left_out",
    "names_of",
    "read_site",
    "save_site",
    "site_to_write",
]
