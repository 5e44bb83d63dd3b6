"""`ez2flex demo --headless`: the practice site from its configurations to its files, without a question."""

import tempfile
from argparse import Namespace
from pathlib import Path

from wizard.cli.commands.check import exit_of, verdict
from wizard.cli.commands.inspect import counted, entries_of
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell
from wizard.data.practice_site import files
from wizard.errors import AnswerError
from wizard.guide.wording import drawn_in_words
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.propose import propose
from wizard.render import write_outputs
from wizard.site import Writer
from wizard.summary import summary
from wizard.typed_command import typed_command


def demo(arguments: Namespace) -> Exit:
    """Inspect, plan, render and check of the practice site."""
    if arguments.output and not arguments.headless:
        raise AnswerError("-o goes with --headless", hint="In the wizard ctrl+s chooses the folder.", where="demo")
    tell("The practice site: three configurations that come with ez2flex. `ez2flex practice` serves their routers.")
    sources = read_sources(files())
    data("inspect")
    data("\n".join(f"  {line}" for source in sources for line in summary(source)))
    data(f"  {counted(entries_of(sources))}")
    plan, drawn = with_drawn_keys(answer(propose(sources), "management_access", "outside"))
    tell("Its spokes are managed from outside their tunnels; every other question has its recommended answer.")
    folder = Path(arguments.output) if arguments.output else Path(tempfile.mkdtemp(prefix="ez2flex-")) / "practice"
    with Writer(folder, "ez2flex demo") as site:
        if site.holds_a_plan and site.read().sources != plan.sources:
            raise AnswerError(f"{folder} is another site", hint="Choose another folder with -o.", where="-o")
        site.save(plan)
        data(f"plan\n  {folder / 'plan.toml'}")
        if drawn:
            data(f"  {drawn_in_words(drawn)}")
        written = write_outputs(plan, site)
    data("\n".join(("render", *(f"  {path}" for path in written.files))))
    for stage in written.withheld:
        data(f"  not written: {stage.device}, {stage.stage}: needs {', '.join(stage.keys)}")
    data(f"check\n  {verdict(plan)}")
    tell(f"Look at {folder / 'out'}, or open it in the wizard: {typed_command(folder)}")
    return exit_of(plan)
