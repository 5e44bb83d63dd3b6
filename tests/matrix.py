"""The matrix of identities and authentications, as plans of one real site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from tests.with_authority import propose
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, answer_secret

CONFIGS = Path(__file__).parent / "configs"
HUB, SPOKE = "hq-vpn1", "br-leeds"

KINDS = ("fqdn", "email", "address", "key-id", "dn")
HUB_METHODS = ("rsa-sig", "ecdsa-sig", "pre-share")
SPOKE_METHODS = ("rsa-sig", "ecdsa-sig", "pre-share", "eap mschapv2", "eap md5", "eap gtc")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the matrix."""

    hub_method: str
    spoke_method: str
    hub_kind: str
    spoke_kind: str

    def __str__(self) -> str:
        return f"{self.hub_method}-{self.hub_kind}/{self.spoke_method}-{self.spoke_kind}".replace(" ", "-")

    @property
    def is_possible(self) -> bool:
        """What IKEv2 of IOS allows, written by hand from flexvpn.md 4: the matrix must agree."""
        signatures = {"rsa-sig", "ecdsa-sig"}
        for kind, method in ((self.hub_kind, self.hub_method), (self.spoke_kind, self.spoke_method)):
            if kind == "dn" and method not in signatures:
                return False
        if self.hub_method == "pre-share" and self.spoke_kind == "dn":
            return False
        if self.spoke_method.startswith("eap"):
            return self.hub_method in signatures and self.spoke_kind not in {"address", "dn"}
        return True


CELLS = tuple(
    Cell(hub_method=hub, spoke_method=spoke, hub_kind=hub_kind, spoke_kind=spoke_kind)
    for hub, spoke, hub_kind, spoke_kind in product(HUB_METHODS, SPOKE_METHODS, KINDS, KINDS)
)


@cache
def base() -> Plan:
    """One branch of the site Fennmark, with every key that a cell may need."""
    names = ("server-dvti.cfg", "spoke-nem-classic.cfg")
    plan = propose(read_sources([(name, (CONFIGS / name).read_bytes()) for name in names]))
    plan = answer(plan, "management_access", "outside")
    # One key for both directions; that of each direction is tried by slips of its own.
    plan = answer(plan, "separate_keys", "no")
    for key in ("pre_shared_key", "hub_pre_shared_key", "eap_password"):
        plan = answer_secret(plan, key, Secret(f"Secret-{key}-1"))
    return plan


def planned(cell: Cell, plan: Plan | None = None) -> Plan:
    """The plan of a cell; AnswerError where it cannot be chosen."""
    made = plan or base()
    # Certificates first: they allow every identity, and from there each method is judged against the identities.
    for key, value in (("hub_identity_kind", cell.hub_kind), ("spoke_identity_kind", cell.spoke_kind)):
        made = answer(made, key, value)
    for key, value in (("hub_authentication", cell.hub_method), ("spoke_authentication", cell.spoke_method)):
        made = answer(made, key, value)
    return made


def possible() -> Iterator[Cell]:
    """The cells that can be chosen."""
    return (cell for cell in CELLS if cell.is_possible)


def is_refused(cell: Cell) -> str:
    """Why a cell cannot be chosen, "" where it can."""
    try:
        planned(cell)
    except AnswerError as error:
        return error.message
    return ""
