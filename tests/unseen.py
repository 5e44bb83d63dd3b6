"""Changes of a generated line that check does not see, and why none of them breaks what the table of kinds says."""

import re

_REASONS = (
    (
        r"ip access-list standard \S+ / permit (\d+\.){3}\d+ -> ",
        "`route set interface` tells the tunnel's own address as well",
    ),
    (r"ip access-list standard \S+ / permit 10\.0\.0\.0 0\.255\.255\.255 -> ", "the bits behind the mask do not count"),
    (
        r"crypto ikev2 profile \S+ / match fvrf \S+ -> removed",
        "the spoke calls: its profile is the one that its IPsec profile names (unconfirmed for another table)",
    ),
    (r"crypto ikev2 profile \S+ / aaa accounting ", "accounting counts the traffic and carries none"),
    (r"interface Tunnel\d+ -> interface Tunnel\d+", "the number of a tunnel between hubs is each router's own"),
)


def why_unseen(path: str, change: str) -> str:
    """Why nothing is seen of the change, or that nobody knows."""
    found = (reason for pattern, reason in _REASONS if re.match(pattern, f"{path} -> {change}"))
    return next(found, "nobody knows why")
