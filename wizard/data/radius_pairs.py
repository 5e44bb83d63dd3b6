"""What RADIUS sends in the place of each line of an authorization policy, row by row."""

from dataclasses import dataclass

from wizard.model.configuration import has_prefix
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusRow:
    """One line of an authorization policy and its pair."""

    attribute: str
    """The words with which the line begins."""
    pair: str = ""
    """The pair, with {value} for what follows the words; empty where none carries it."""
    unconfirmed: bool = False
    """Whether no public configuration shows the pair."""
    dropped: Sentence = ""
    """Why none carries it; empty where one does."""
    citation: Sentence


def _pair(attribute: str, pair: str, citation: str, *, unconfirmed: bool = False) -> RadiusRow:
    return RadiusRow(attribute=attribute, pair=f"ipsec:{pair}", unconfirmed=unconfirmed, citation=citation)


def _dropped(attribute: str, why: str) -> RadiusRow:
    return RadiusRow(attribute=attribute, dropped=why, citation="ezvpn.md 1.7, 3.4")


_EZVPN = "ezvpn.md 1.7"
_NO_PAIR = "no source names a pair of RADIUS for it"
_NO_FORM = "no source names how a pair of RADIUS says it; the hub gives the routes what it gives by itself"

RADIUS_ROWS = (
    _pair("pool", "addr-pool={value}", _EZVPN),
    _pair("dns", "dns-servers={value}", _EZVPN),
    _pair("wins", "wins-servers={value}", _EZVPN, unconfirmed=True),
    _pair("def-domain", "default-domain={value}", _EZVPN),
    _pair("split-dns", "split-dns={value}", _EZVPN, unconfirmed=True),
    _pair("netmask", "netmask={value}", "ezvpn.md 3.4", unconfirmed=True),
    _pair("backup-gateway", "ipsec-backup-gateway={value}", _EZVPN, unconfirmed=True),
    _pair("include-local-lan", "include-local-lan=1", _EZVPN, unconfirmed=True),
    _pair("pfs", "pfs=1", _EZVPN, unconfirmed=True),
    _dropped("dhcp", f"{_NO_PAIR}; a pool of the hub can give the addresses"),
    _dropped("configuration", _NO_PAIR),
    _dropped(
        "aaa attribute list",
        "it names a list on the router; RADIUS sends what stands in that list as pairs of its own",
    ),
    _pair("route set interface", "route-set=interface", "ezvpn.md 3.4", unconfirmed=True),
    _pair("route set remote ipv4", "route-set=prefix {value}", "ezvpn.md 3.4"),
    _dropped("route accept any tag", _NO_FORM),
    _dropped("route accept any distance", _NO_FORM),
    _pair("route accept", "route-accept={value}", "flexvpn.md 12; ezvpn.md 3.4", unconfirmed=True),
)


def radius_row(line: str) -> RadiusRow:
    """The row of a line of an authorization policy."""
    return next(row for row in RADIUS_ROWS if has_prefix(line, row.attribute))
