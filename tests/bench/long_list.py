"""The wizard, whose preview compares a router where half of the lines are one access list, 50 of them changed.

No plan changes an access list in so many places; so the preview is handed two configurations of its own.
"""

import sys
from pathlib import Path
from unittest.mock import patch

from screens.app import EzApp
from screens.steps import preview
from tests.bench.hub import hub
from wizard.difference import difference
from wizard.guide.comparison import TARGET, ComparedPart, Comparison
from wizard.guide.opening import Opening
from wizard.model.configuration import Configuration, Line
from wizard.model.plan import Plan
from wizard.parse.sources import read_source

LINES, ENTRIES, CHANGED = 10_000, 5_000, 50


def before() -> Configuration:
    """The configuration as it was read."""
    return read_source(hub(LINES, split_entries=ENTRIES).encode(), "hub-bench.cfg").configuration


def after(old: Configuration) -> Configuration:
    """The same lines, with every hundredth entry of the access list another."""
    return Configuration(changed(line) if len(line.children) == ENTRIES else line for line in old)


def changed(access_list: Line) -> Line:
    """The access list with its entries changed at even distances."""
    entries = list(access_list.children)
    for place in range(0, ENTRIES, ENTRIES // CHANGED):
        entries[place] = Line(entries[place].text.replace("permit ip 10.", "permit ip 11."))
    return access_list._replace(children=tuple(entries))


def main(site: Path) -> None:
    """Open the wizard on a site; its preview compares when it is opened."""
    old = before()
    new = after(old)

    def comparison(plan: Plan, device: str, stage: str) -> Comparison:
        return Comparison(ComparedPart(TARGET, "whole change"), difference(old, new))

    with patch.object(preview, "comparison", comparison):
        EzApp(Opening(folder=site)).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
