"""The site folder: one migration on disk, with what was read, what was answered, and nothing that can be computed.

Everything that is read from it or written to it goes through `wizard.site.folder`.
"""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.site.atomic_replace import SiteFolder
    from wizard.site.chosen_manner import keep_manner, kept_manner
    from wizard.site.chosen_theme import keep_theme, kept_theme
    from wizard.site.file_names import (
        CERTIFICATES,
        OF_THE_SITE,
        OUT,
        PLAN,
        RESCUE_CARDS,
        RUN_SHEET,
        SECRETS,
        SOURCES,
        folder_name,
        names_of,
    )
    from wizard.site.known import is_fetched, is_site, known_sites
    from wizard.site.plan_file import plan_toml, secrets_toml
    from wizard.site.reading import add_answers, add_secrets, kept_answers, left_out, may_be_of_server, read_site
    from wizard.site.simulated import simulated_hosts
    from wizard.site.what_sites_need import Needs, keep_needs, kept_needs
    from wizard.site.where_left import LeftOff, left_off, remember_left_off
    from wizard.site.writer import Writer, save_site, site_to_write
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "SiteFolder": "wizard.site.atomic_replace",
            "CERTIFICATES": "wizard.site.file_names",
            "OF_THE_SITE": "wizard.site.file_names",
            "OUT": "wizard.site.file_names",
            "PLAN": "wizard.site.file_names",
            "RESCUE_CARDS": "wizard.site.file_names",
            "RUN_SHEET": "wizard.site.file_names",
            "SECRETS": "wizard.site.file_names",
            "SOURCES": "wizard.site.file_names",
            "folder_name": "wizard.site.file_names",
            "names_of": "wizard.site.file_names",
            "simulated_hosts": "wizard.site.simulated",
            "Needs": "wizard.site.what_sites_need",
            "keep_needs": "wizard.site.what_sites_need",
            "kept_needs": "wizard.site.what_sites_need",
            "keep_manner": "wizard.site.chosen_manner",
            "kept_manner": "wizard.site.chosen_manner",
            "keep_theme": "wizard.site.chosen_theme",
            "kept_theme": "wizard.site.chosen_theme",
            "is_fetched": "wizard.site.known",
            "is_site": "wizard.site.known",
            "known_sites": "wizard.site.known",
            "LeftOff": "wizard.site.where_left",
            "left_off": "wizard.site.where_left",
            "remember_left_off": "wizard.site.where_left",
            "plan_toml": "wizard.site.plan_file",
            "secrets_toml": "wizard.site.plan_file",
            "add_answers": "wizard.site.reading",
            "add_secrets": "wizard.site.reading",
            "kept_answers": "wizard.site.reading",
            "left_out": "wizard.site.reading",
            "may_be_of_server": "wizard.site.reading",
            "read_site": "wizard.site.reading",
            "Writer": "wizard.site.writer",
            "save_site": "wizard.site.writer",
            "site_to_write": "wizard.site.writer",
        },
    )

__all__ = [
    "CERTIFICATES",
    "OF_THE_SITE",
    "OUT",
    "PLAN",
    "RESCUE_CARDS",
    "RUN_SHEET",
    "SECRETS",
    "SOURCES",
    "LeftOff",
    "Needs",
    "SiteFolder",
    "Writer",
    "add_answers",
    "add_secrets",
    "folder_name",
    "is_fetched",
    "is_site",
    "keep_manner",
    "keep_needs",
    "keep_theme",
    "kept_answers",
    "kept_manner",
    "kept_needs",
    "kept_theme",
    "known_sites",
    "left_off",
    "left_out",
    "may_be_of_server",
    "names_of",
    "plan_toml",
    "read_site",
    "remember_left_off",
    "save_site",
    "secrets_toml",
    "simulated_hosts",
    "site_to_write",
]
