"""Step 10: the report for the change ticket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from screens.linear.page import Command, Page
from screens.linear.speech import Said
from wizard.cli.commands.report import report_of_site
from wizard.report.files import write_report
from wizard.site.atomic_replace import SiteFolder

if TYPE_CHECKING:
    from wizard.sentence import Sentence
