"""report.json: a report for a machine."""

import json
from dataclasses import asdict
from datetime import datetime

from wizard.report.report import SCHEMA, Report


def json_text(report: Report) -> str:
    """The text of report.json, in ASCII; times are in UTC as ISO 8601 has them."""
    return json.dumps({"schema": SCHEMA, **asdict(report)}, indent=1, default=_time) + "\n"


def _time(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
