"""docs/rehearsal-tables.md: what strongSwan is told for the words of IOS, and what its messages mean, from the rows."""

from collections.abc import Iterator

from tests.page_table import code, codes, table
from wizard.rehearse.failure_causes import CAUSES
from wizard.rehearse.not_rehearsed import LIMITS
from wizard.rehearse.programs import INSTALL, PLACES
from wizard.rehearse.strongswan_algorithms import GROUPS
from wizard.rehearse.strongswan_daemon import CRYPTO_PLUGINS, EAP_PLUGINS, EXCHANGE_PLUGINS, MORE_PLUGINS, SOFT_ESP

INTRODUCTION = f"""\
# The tables of the rehearsal

Made from the rows of `wizard/rehearse/`. [The rehearsal](rehearsal.md) says what it proves.

{INSTALL}.
Programs are looked for in {codes(PLACES)}.
"""


def rehearsal_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *_limits(), *_causes(), *_groups(), *_plugins()))


def _limits() -> Iterator[str]:
    yield from ("## What is not rehearsed, where a pair uses it", "")
    yield from (f"- {limit.words}" for limit in LIMITS)
    yield ""


def _causes() -> Iterator[str]:
    yield from ("## Why a call failed, by what a daemon logs", "")
    yield "The first row that fits holds. Of a row about a proof the methods are compared before: where they differ,"
    yield from ("that is the reason.", "")
    yield from table(
        ("pattern of the line", "reason", "logged by", "about a proof"),
        ((code(row.pattern), code(row.reason), row.call_end or "either", "yes" if row.proof else "") for row in CAUSES),
    )


def _groups() -> Iterator[str]:
    yield from ("## Groups", "")
    yield from table(("IOS", "strongSwan"), ((code(number), code(name)) for number, name in GROUPS.items()))


def _plugins() -> Iterator[str]:
    yield from ("## Plugins that are loaded", "")
    yield from table(
        ("for", "plugins"),
        (
            ("certificates and algorithms", codes(CRYPTO_PLUGINS)),
            ("more algorithms", codes(MORE_PLUGINS)),
            ("the exchange", codes(EXCHANGE_PLUGINS)),
            ("EAP", codes(EAP_PLUGINS)),
            ("IPsec where the kernel has none", code(SOFT_ESP)),
        ),
    )
