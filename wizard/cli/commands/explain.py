"""`ez2flex explain`."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby

from wizard.check import CHECKS, explanation
from wizard.cli.documentation import page_of, pages, title_of
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data
from wizard.did_you_mean import did_you_mean
from wizard.errors import AnswerError


def explain(arguments: Namespace) -> Exit:
    """What a finding means, a page of the documentation, or what there is to be explained."""
    data(_text(arguments.topic) if arguments.topic else "\n".join(_topics()))
    return Exit.DONE


def _text(topic: str) -> str:
    if topic.upper() in CHECKS:
        return explanation(topic)
    page = page_of(topic)
    if page is not None:
        return page
    meant = did_you_mean(topic, (*CHECKS, *pages()))
    raise AnswerError(
        f"there is neither a finding nor a page {topic}",
        hint=f"{meant} `ez2flex explain` lists the pages; the findings are {', '.join(_families())}.".lstrip(),
    )


def _topics() -> Iterator[str]:
    """What can be named."""
    yield "findings, by their code:"
    yield from (f"  {family}" for family in _families())
    yield ""
    yield "pages, by their name:"
    yield from (f"  {name:20}  {title_of(page)}" for name, page in pages().items())


def _families() -> tuple[str, ...]:
    """The codes, the first and the last of each family."""
    families = [list(codes) for _, codes in groupby(sorted(CHECKS), key=lambda known: known[:3])]
    return tuple(f"{family[0]} to {family[-1]}" for family in families)
