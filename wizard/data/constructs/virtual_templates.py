"""Virtual templates of EzVPN, on a server and on a spoke."""

from wizard.data.constructs.row import (
    CARRIED,
    DROPPED,
    GUIDE,
    NOTHING,
    TRANSFORMED,
    Construct,
    ConstructRow,
    row,
    stated_description,
)


def _rows(section: str, citation: str) -> tuple[ConstructRow, ...]:
    """The rows of a virtual template whose successor is that section; the last one takes every other line."""
    return (
        row(
            "ip unnumbered",
            CARRIED,
            "the new interface borrows an address too",
            f"{section}: ip unnumbered",
            f"{section}: ip address",
            rest=r"\S.*",
            written="ip unnumbered INTERFACE",
            citation=f"{citation}; Cisco IOS-XE 17.x, Configuring the FlexVPN Server",
        ),
        row(
            "ip address",
            TRANSFORMED,
            "the new interface borrows an address, or negotiates one",
            f"{section}: ip unnumbered",
            f"{section}: ip address",
            rest=r"\S.*",
            written="ip address ADDRESS MASK",
            citation=citation,
        ),
        row(
            "no ip address",
            TRANSFORMED,
            "the new interface borrows an address, or negotiates one",
            f"{section}: ip unnumbered",
            f"{section}: ip address",
            rest=NOTHING,
            citation=f"{citation}; {GUIDE}",
        ),
        row(
            "tunnel source",
            CARRIED,
            "the tunnel leaves there",
            f"{section}: tunnel source",
            rest=r"\S.*",
            written="tunnel source INTERFACE",
            question="virtual_template_source" if section == "virtual_template" else "tunnel_source",
            citation=citation,
        ),
        row(
            "tunnel mode",
            TRANSFORMED,
            "both ends must agree on what runs inside IPsec",
            f"{section}: tunnel mode",
            rest=r"\S.*",
            written="tunnel mode ipsec ipv4",
            question="encapsulation",
            citation=citation,
        ),
        row(
            "tunnel protection",
            TRANSFORMED,
            "the new IPsec profile protects it",
            f"{section}: tunnel protection",
            rest=r"ipsec profile \S.*",
            written="tunnel protection ipsec profile NAME",
            citation=citation,
        ),
        row(
            "tunnel destination",
            TRANSFORMED,
            "the FlexVPN client chooses the peer",
            f"{section}: tunnel destination",
            rest=r"\S.*",
            written="tunnel destination ADDRESS",
            citation=citation,
        ),
        row(
            "tunnel vrf",
            CARRIED,
            "the tunnel's packets stay in that VRF",
            f"{section}: tunnel vrf",
            rest=r"\S+",
            written="tunnel vrf FRONT-DOOR-VRF",
            absent=DROPPED,
            absent_why="the interface of the tunnel's source is in no VRF: look which table leads to the peers",
            citation=citation,
        ),
        row("shutdown", DROPPED, "the new interface is up once the cut-over is done", rest=NOTHING, citation=citation),
        row(
            "no shutdown", DROPPED, "the new interface is up once the cut-over is done", rest=NOTHING, citation=citation
        ),
        stated_description(citation),
        row(
            "",
            CARRIED,
            "a feature of the tunnelled traffic: taken over as it stands",
            section,
            written="every other line: vrf forwarding, ip mtu, ip tcp adjust-mss, ip access-group, ip nat, tunnel ..., "
            "zone-member, service-policy ...",
            absent=DROPPED,
            absent_why="a feature of the tunnelled traffic that no line of the plan repeats: add it to the new "
            "interface where the traffic still needs it",
            citation=citation,
        ),
    )


SERVER_TEMPLATE = Construct(
    title="interface Virtual-Template of a server",
    header=row(
        "interface",
        TRANSFORMED,
        "FlexVPN gets a virtual template of its own",
        "virtual_template: interface",
        rest=r"Virtual-Template ?\d+( type tunnel)?",
        written="interface Virtual-TemplateNUMBER type tunnel",
        citation="ezvpn.md 1.5, 3.4, 4.2",
    ),
    rows=_rows("virtual_template", "ezvpn.md 1.5, 3.4"),
)

CLIENT_TEMPLATE = Construct(
    title="interface Virtual-Template of a spoke",
    header=row(
        "interface",
        TRANSFORMED,
        "the tunnel interface takes its place",
        "tunnel: interface",
        rest=r"Virtual-Template ?\d+( type tunnel)?",
        written="interface Virtual-TemplateNUMBER type tunnel",
        citation="ezvpn.md 2.3, 3.5",
    ),
    rows=_rows("tunnel", "ezvpn.md 2.3, 3.5"),
)
