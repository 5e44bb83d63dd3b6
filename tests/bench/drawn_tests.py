"""Which tests are measured with the lines that they run: a few examples of each, as all of them take hours.

What waits for a program of its own tells nothing of the lines of the core, and is left out; what draws screens or waits
for a network comes last, so that it is left out where the time ends before.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

EXAMPLES = 4
"""The most of one test that are measured."""
STARTS_PROGRAMS = ("subprocess", "at_terminal(", "Terminal(")
"""What stands in a test whose work is done by another process, of which nothing is measured."""
TAKES_LONGER = ("tests.pilot", "from screens", "served_practice")
"""What stands in a file of tests that draw or wait."""


def function_of(test: str) -> str:
    """The name of a test without that of its example."""
    return test.partition("[")[0]


def example_of(test: str) -> str:
    """The name of its example, "" for a test without any."""
    return test.partition("[")[2]


def drawn(names: Iterable[str], sources: dict[str, str], files: dict[str, str]) -> list[str]:
    """The tests to measure, in their order: one example of every test, then a second one of each that has more.

    `sources` has the text of each test, `files` that of each file of tests.
    """
    examples: dict[str, list[str]] = defaultdict(list)
    for name in measurable(names, sources, files):
        examples[function_of(name)].append(name)
    ranked = [(rank, name) for test, every in examples.items() for rank, name in enumerate(spread(test, every))]

    def place(ranked_test: tuple[int, str]) -> tuple[bool, int]:
        text = files.get(ranked_test[1].partition("::")[0], "")
        return any(words in text for words in TAKES_LONGER), ranked_test[0]

    return [name for _, name in sorted(ranked, key=place)]


def measurable(names: Iterable[str], sources: dict[str, str], files: dict[str, str]) -> list[str]:
    """The tests whose work is done in their own process: neither they nor what they call of their file start one."""
    starting = {file: (*STARTS_PROGRAMS, *starters(text)) for file, text in files.items()}
    return [
        name
        for name in names
        if not any(
            words in sources.get(function_of(name), "")
            for words in starting.get(name.partition("::")[0], STARTS_PROGRAMS)
        )
    ]


def starters(text: str) -> list[str]:
    """How the functions of a file of tests are called that start a program."""
    if not any(words in text for words in STARTS_PROGRAMS):
        return []
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [
        f"{node.name}("
        for node in functions
        if not node.name.startswith("test_")
        and any(words in (ast.get_source_segment(text, node) or "") for words in STARTS_PROGRAMS)
    ]


def spread(test: str, examples: Sequence[str]) -> list[str]:
    """Some examples, as far from each other as they can be; two tests of one table begin in different places of it."""
    count = min(EXAMPLES, len(examples))
    first = crc32(test.encode())
    return [examples[(first + number * len(examples) // count) % len(examples)] for number in range(count)]
