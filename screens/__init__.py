"""The screens of ez2flex: Textual on top of the core, and never under it."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from screens.app import EzApp
    from screens.begun_push import PushModal, ask_ways
    from screens.clash import ClashModal
    from screens.commands import palette
    from screens.ending import ran
    from screens.faults_modal import FaultsModal
    from screens.fetch_windows import FetchModal, ReadingModal
    from screens.keys_off import elsewhere, why_off
    from screens.modals import (
        AskModal,
        BrokenScreen,
        ErrorModal,
        HelpModal,
        StageModal,
        TextModal,
        TooSmallModal,
        help_for,
    )
    from screens.picker import Picker
    from screens.push_log_screen import PushLogScreen
    from screens.push_person import PersonAtScreen
    from screens.push_screen import PushScreen
    from screens.push_windows import LeaveModal
    from screens.sites import SitesScreen
    from screens.ssh_push import push_over_ssh
    from screens.widgets.deadline_row import DeadlineRow
    from screens.widgets.matter_list import MatterList
    from screens.widgets.search import SearchLine
    from wizard.cli.terminal_kind import is_ascii_only, lacking
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "EzApp": "screens.app",
            "DeadlineRow": "screens.widgets.deadline_row",
            "MatterList": "screens.widgets.matter_list",
            "SearchLine": "screens.widgets.search",
            "PushModal": "screens.begun_push",
            "ask_ways": "screens.begun_push",
            "ClashModal": "screens.clash",
            "palette": "screens.commands",
            "ran": "screens.ending",
            "FaultsModal": "screens.faults_modal",
            "FetchModal": "screens.fetch_windows",
            "ReadingModal": "screens.fetch_windows",
            "elsewhere": "screens.keys_off",
            "why_off": "screens.keys_off",
            "AskModal": "screens.modals",
            "BrokenScreen": "screens.modals",
            "ErrorModal": "screens.modals",
            "HelpModal": "screens.modals",
            "StageModal": "screens.modals",
            "TextModal": "screens.modals",
            "TooSmallModal": "screens.modals",
            "help_for": "screens.modals",
            "Picker": "screens.picker",
            "PushLogScreen": "screens.push_log_screen",
            "push_over_ssh": "screens.ssh_push",
            "PersonAtScreen": "screens.push_person",
            "PushScreen": "screens.push_screen",
            "LeaveModal": "screens.push_windows",
            "SitesScreen": "screens.sites",
            "is_ascii_only": "wizard.cli.terminal_kind",
            "lacking": "wizard.cli.terminal_kind",
        },
    )

__all__ = [
    "AskModal",
    "BrokenScreen",
    "ClashModal",
    "DeadlineRow",
    "ErrorModal",
    "EzApp",
    "FaultsModal",
    "FetchModal",
    "HelpModal",
    "LeaveModal",
    "MatterList",
    "PersonAtScreen",
    "Picker",
    "PushLogScreen",
    "PushModal",
    "PushScreen",
    "ReadingModal",
    "SearchLine",
    "SitesScreen",
    "StageModal",
    "TextModal",
    "TooSmallModal",
    "ask_ways",
    "elsewhere",
    "help_for",
    "is_ascii_only",
    "lacking",
    "palette",
    "push_over_ssh",
    "ran",
    "why_off",
]
