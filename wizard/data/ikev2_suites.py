"""The IKEv2 suites that ez2flex offers by name."""

from dataclasses import dataclass

from wizard.model.ikev2 import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One IKEv2 suite, each tuple in the order of preference."""

    encryption: tuple[str, ...]
    integrity: tuple[str, ...] = ()
    prf: tuple[str, ...] = ()
    group: tuple[str, ...]
    citation: str

    def proposal(self, name: str) -> Proposal:
        """The suite as an IKEv2 proposal of that name."""
        return Proposal(name=name, encryption=self.encryption, integrity=self.integrity, prf=self.prf, group=self.group)


SUITES: dict[str, Suite] = {
    "widest": Suite(
        encryption=("aes-cbc-256",), integrity=("sha512", "sha256"), group=("19", "14"), citation="flexvpn.md 5.2"
    ),
    "strongest": Suite(encryption=("aes-gcm-256",), prf=("sha384",), group=("20", "19"), citation="flexvpn.md 5.2"),
}
"""By the answer to the question `crypto`."""
