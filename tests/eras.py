"""Every era of releases on either side, with every other choice that meets it, as plans of one real site."""

from collections.abc import Mapping
from functools import cache
from itertools import product

from tests.matrix import CELLS, HUB, HUB_METHODS, KINDS, SPOKE, SPOKE_METHODS, base
from tests.pairwise import Row, pairwise
from wizard.model.plan import Answer, Plan
from wizard.model.secret import Secret
from wizard.plan.answer import answer_all, answer_secret

NEW_HUB = "hq-vpn9"

ERAS = {
    "15.2(4)M1": "A",
    "15.9(3)M": "A",
    "03.16.05.S": "A",
    "16.06.05": "A",
    "16.12.04": "B",
    "17.03.04a": "B",
    "17.06.03": "B",
    "17.11.01a": "C",
    "17.12.04": "C",
    "26.01.01": "D",
    "": "unknown",
}
"""The era of each release by flexvpn.md 2.1."""

SHARE_A_SUITE = {"AA", "AB", "BA", "BB", "BC", "CB", "BD", "DB", "CC", "CD", "DC", "DD"}
"""Eras whose smart defaults have a suite in common, by the table of flexvpn.md 2.1."""

FACTORS: dict[str, tuple[str, ...]] = {
    "hub_release": tuple(ERAS),
    "spoke_release": tuple(ERAS),
    "crypto": ("smart-defaults", "widest", "strongest", "own cbc", "own gcm", "own weak"),
    "hub_method": HUB_METHODS,
    "spoke_method": SPOKE_METHODS,
    "hub_kind": KINDS,
    "spoke_kind": KINDS,
    "strategy": ("reuse", "new hub in the LAN", "new hub and tunnel"),
    "encapsulation": ("vti", "gre", "auto"),
    "tunnel_address": ("unnumbered", "negotiated"),
    "transform": ("esp-aes 256 esp-sha256-hmac", "esp-gcm 256", "esp-aes esp-sha-hmac"),
    "pfs": ("group14", "group19", "group20", "none"),
    "tunnel_everything": ("no", "yes"),
    "transform_mode": ("tunnel", "transport", "unstated"),
    "key_store": ("local", "wildcard", "radius"),
    "authorization_store": ("local", "radius"),
    "hub_match": ("each", "domain"),
    "routing": ("ikev2", "bgp", "eigrp"),
    "route_accept": ("any", "unstated"),
    "policy_match": ("any", "address"),
    "spoke_to_spoke": ("no", "yes"),
    "separate_keys": ("no", "yes"),
    "behind_nat": ("no", "yes"),
}

_AS_NAMED = ("encapsulation", *tuple(FACTORS)[tuple(FACTORS).index("transform") :])
"""The factors that are the key of a question and whose values are its answers."""

_CELL = ("hub_method", "spoke_method", "hub_kind", "spoke_kind")
_POSSIBLE = {tuple(getattr(cell, name) for name in _CELL) for cell in CELLS if cell.is_possible}


@cache
def _has_a_cell(known: tuple[str, ...]) -> bool:
    return any(all(want in {"", have} for want, have in zip(known, cell, strict=True)) for cell in _POSSIBLE)


def is_possible(row: Mapping[str, str]) -> bool:
    """Whether the identities and authentications of a row, as far as it has them, go together."""
    return _has_a_cell(tuple(row.get(name, "") for name in _CELL))


ROWS: tuple[Row, ...] = pairwise(FACTORS, is_possible)


def named(row: Mapping[str, str]) -> str:
    """A row in words, as the name of a test."""
    return "/".join(value.replace(" ", "-") or "unknown" for value in row.values())


OWN: dict[str, dict[str, str]] = {
    "own cbc": {"ike_encryption": "aes-cbc-192", "ike_integrity": "sha384", "ike_group": "15"},
    "own gcm": {"ike_encryption": "aes-gcm-128", "ike_integrity": "", "ike_prf": "sha256", "ike_group": "19"},
    "own weak": {"ike_encryption": "3des", "ike_integrity": "sha1", "ike_group": "5"},
}

_NEW_HUB = {
    "wan_interface": "GigabitEthernet0/0/0",
    "wan_address": "203.0.113.9/28",
    "default_gateway": "203.0.113.1",
    "lan_interface": "GigabitEthernet0/0/1",
    "lan_address": "10.20.250.2/24",
    "loopback_address": "10.20.255.9/32",
    "login_username": "netadmin",
}


def hub_of(row: Mapping[str, str]) -> str:
    """The device that is the FlexVPN hub of a row."""
    return HUB if row["strategy"] == "reuse" else NEW_HUB


def answers(row: Mapping[str, str]) -> list[Answer]:
    """What is answered for a row."""
    hub = hub_of(row)
    site = {
        "hub_identity_kind": row["hub_kind"],
        "spoke_identity_kind": row["spoke_kind"],
        "hub_authentication": row["hub_method"],
        "spoke_authentication": row["spoke_method"],
        "crypto": "own" if row["crypto"] in OWN else row["crypto"],
        **OWN.get(row["crypto"], {}),
        **{key: row[key] for key in _AS_NAMED},
    }
    of_hub = {"release": row["hub_release"]}
    if hub == NEW_HUB:
        site |= {"strategy": "new-hub", "hub_name": NEW_HUB}
        of_hub |= _NEW_HUB
        if row["strategy"] == "new hub in the LAN":
            site |= {"server_lan_address": "10.20.250.1"}
        else:
            site |= {"inter_hub": "tunnel", "inter_hub_network": "10.255.255.1/30"}
    if row["tunnel_address"] == "negotiated":
        of_hub |= {"pool_range": "10.99.0.1 10.99.0.254"}
    of_spoke = {"release": row["spoke_release"], "tunnel_address": row["tunnel_address"]}
    return [
        Answer(device=device, key=key, value=value)
        for device, given in (("", site), (hub, of_hub), (SPOKE, of_spoke))
        for key, value in given.items()
    ]


def planned(row: Mapping[str, str]) -> Plan:
    """The plan of a row; AnswerError where it cannot be chosen."""
    plan = answer_all(base(), answers(row))
    for key in ("inter_hub_key", "shared_key"):
        plan = answer_secret(plan, key, Secret(f"Secret-{key}-1"))
    return plan if row["strategy"] == "reuse" else answer_secret(plan, "login_password", Secret("Secret-login-1"))


def eras_of(row: Mapping[str, str]) -> str:
    """The eras of hub and spoke: `AB`; with an `unknown` in it where nobody knows one."""
    return ERAS[row["hub_release"]] + ERAS[row["spoke_release"]]


def is_refused(row: Mapping[str, str]) -> bool:
    """Whether its choices cannot be made: smart defaults that share nothing, or of a release that nobody knows."""
    return row["crypto"] == "smart-defaults" and eras_of(row) not in SHARE_A_SUITE


def expected_blockers(row: Mapping[str, str]) -> set[str]:
    """What check must say of a row: nothing that blocks, but for what its choices ask for."""
    weak = {"CRY001", "CRY009"} if loses_its_lines(row) else set()
    if weak and row["strategy"] == "new hub and tunnel" and ERAS[row["hub_release"]] in {"C", "D"}:
        weak.add("RTE048")
    translated = row["behind_nat"] == "yes" and row["spoke_kind"] == "address"
    return weak | ({"IDN012"} if translated else set())


def loses_its_lines(row: Mapping[str, str]) -> bool:
    """Whether a router drops the row's weak proposal: from 17.11.1a on [Cisco FN72510]."""
    return row["crypto"] == "own weak" and bool({"C", "D"} & {ERAS[row["hub_release"]], ERAS[row["spoke_release"]]})


def every_two_releases() -> set[tuple[str, str]]:
    """Each release at the hub with each at the spoke."""
    return {(hub, spoke) for hub, spoke in product(ERAS, ERAS)}
