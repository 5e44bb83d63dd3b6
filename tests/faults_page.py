"""docs/practice-faults.md: what can go wrong at a practice router, made from the rows."""

from tests.page_table import code, table
from wizard.practice import ACTIONS

INTRODUCTION = """\
# Faults of the practice router

Made from the rows of `wizard/practice/faults.py`. A fault is one line of text:

    at line 7 after-apply drop                 the seventh line that is typed at the router; once
    at "crypto pki authenticate" ask "Sure?"   the next line that begins so; once
    every /^tunnel protection/ deny            each line in which the pattern is found
    after 90s reboot                           when so much time has passed; once
    flash full                                 from the first

`ez2flex practice --fault FAULT` lets one be at each router that it serves, `--fault 'ROUTER: FAULT'` at one of them; it
may be given several times.

What happens to a line happens `before-echo`, `after-echo` or `after-apply` where that makes a difference.
`deny /PATTERN/` is short for `every /PATTERN/ deny`. Patterns hold letters, `.`, `.*`, `[...]`, `^`, `$` and `|`. Lines
of a file that is copied into the running configuration suffer as typed ones do, but for `deny`; they are not counted.
"""


def faults_page() -> str:
    """The page."""
    rows = table(
        ("what happens", "to a line", "what it is"),
        ((code(action.form), "yes" if action.of_a_line else "", action.about) for action in ACTIONS),
    )
    return "\n".join((INTRODUCTION, *rows))
