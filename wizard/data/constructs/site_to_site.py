"""What stands among the lines of EzVPN and serves site-to-site peers: it stays."""

from wizard.data.constructs.row import KEPT, YANG, Construct, every_line, row

_CITATION = "ezvpn.md 1.1, 3.1"
_WHY = "serves a site-to-site peer, not EzVPN"

SITE_TO_SITE_KEYRING = Construct(
    title="crypto keyring that no EzVPN profile names",
    header=row("crypto keyring", KEPT, _WHY, written="crypto keyring NAME [vrf FRONT-DOOR-VRF]", citation=_CITATION),
    rows=every_line(_WHY, _CITATION),
)

PEER = Construct(
    title="crypto isakmp peer",
    header=row(
        "crypto isakmp peer",
        KEPT,
        _WHY,
        rest=r"(address|hostname) \S+( vrf \S+)?",
        written="crypto isakmp peer {address|hostname} PEER [vrf NAME]",
        citation=f"{_CITATION}; {YANG}",
    ),
    rows=every_line(_WHY, _CITATION),
)

SITE_TO_SITE_PROFILE = Construct(
    title="crypto isakmp profile without a line of EzVPN",
    header=row("crypto isakmp profile", KEPT, _WHY, written="crypto isakmp profile NAME", citation="ezvpn.md 1.3"),
    rows=every_line(_WHY, "ezvpn.md 1.3"),
)

SITE_TO_SITE_ENTRY = Construct(
    title="crypto map: an entry for a site-to-site peer",
    header=row(
        "",
        KEPT,
        "an entry for a site-to-site peer in the same map: it stays, and the map with it",
        written="crypto map NAME NUMBER ipsec-isakmp",
        citation="ezvpn.md 1.4, 4.5",
    ),
    rows=every_line("belongs to an entry for a site-to-site peer", "ezvpn.md 1.4"),
)
