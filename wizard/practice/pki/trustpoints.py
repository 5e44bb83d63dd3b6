"""What a router's configuration says of a trustpoint, and which certificates it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from wizard.model.configuration import Line
from wizard.practice.configuration_tree import changed, find, put
from wizard.practice.pki.certificates import certificate_in, rows_of, serial_of
from wizard.practice.state import KeyPair
from wizard.practice.taking import with_line

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

USUAL_BITS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Trustpoint:
    """One trustpoint of a configuration."""

    name: str
    block: Line
    authority: x509.Certificate | None
    own: x509.Certificate | None
    """The router's certificate."""

    def says(self, words: str) -> str:
        """What stands behind some words in it."""
        return self.block.argument(words)

    @property
    def label(self) -> str:
        """What its key pair is called; empty where that is the router's own."""
        return self.says("rsakeypair").split(" ")[0]


def trustpoint(router: PracticeRouter, name: str) -> Trustpoint | None:
    """The trustpoint of that name."""
    block = find(router.state.running, f"crypto pki trustpoint {name}")
    if block is None:
        return None
    chain = find(router.state.running, f"crypto pki certificate chain {name}")
    lines = chain.children if chain else ()
    authority = next((line for line in lines if line.text.startswith("certificate ca ")), None)
    own = next((line for line in lines if not line.text.startswith("certificate ca ")), None)
    return Trustpoint(
        name=name,
        block=block,
        authority=certificate_in(authority.verbatim) if authority else None,
        own=certificate_in(own.verbatim) if own else None,
    )


def trustpoints(router: PracticeRouter) -> tuple[Trustpoint, ...]:
    """Every trustpoint, in the order of the configuration."""
    names = [
        line.text.split(" ")[-1] for line in router.state.running if line.text.startswith("crypto pki trustpoint ")
    ]
    return tuple(found for name in names if (found := trustpoint(router, name)) is not None)


def keep(router: PracticeRouter, name: str, certificate: x509.Certificate, *, of_authority: bool) -> None:
    """Puts a certificate into the chain of a trustpoint, in the place of the one before it."""
    header = f"crypto pki certificate chain {name}"
    lines = router.state.running
    lines = lines if find(lines, header) else put(lines, Line(header))
    text = f"certificate {'ca ' if of_authority else ''}{serial_of(certificate)}"

    def with_it(chain: tuple[Line, ...]) -> tuple[Line, ...]:
        others = tuple(line for line in chain if line.text.startswith("certificate ca ") is not of_authority)
        return with_line(others, "certificate chain", text, rows_of(certificate))

    router.change(running=changed(lines, (header,), with_it))


def key_of(router: PracticeRouter, label: str) -> KeyPair | None:
    """The key pair of that label."""
    return next((pair for pair in router.state.keys if pair.label == label), None)


def new_key(router: PracticeRouter, label: str, bits: int, *, is_exportable: bool = False) -> KeyPair:
    """A new key pair, in the place of one that is called so."""
    state = router.state
    pair = KeyPair(
        label=label,
        bits=bits,
        is_exportable=is_exportable,
        owner=router.serial,
        number=state.keys_made,
        made_at=router.time,
    )
    others = tuple(other for other in state.keys if other.label != label)
    router.change(keys=(*others, pair), keys_made=state.keys_made + 1)
    return pair


def own_label(router: PracticeRouter) -> str:
    """What a key pair is called that is given no label: the router's full name."""
    domain = next((line.text for line in router.state.running if line.text.startswith("ip domain name ")), "")
    return f"{router.hostname}.{domain.removeprefix('ip domain name ')}".rstrip(".")


def keys_of_certificates(router: PracticeRouter) -> tuple[KeyPair, ...]:
    """The pairs that a router has whose certificates are in its configuration: no configuration shows keys."""
    found: dict[str, KeyPair] = {}
    for point in trustpoints(router):
        label = point.label or own_label(router)
        if point.own is not None and label not in found:
            found[label] = KeyPair(
                label=label,
                bits=USUAL_BITS,
                is_exportable=False,
                owner=router.serial,
                number=len(found),
                made_at=router.time,
            )
    return tuple(found.values())
