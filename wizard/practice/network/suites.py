"""What both ends of a tunnel can use: IKEv2 proposals and IPsec transforms."""

from collections.abc import Iterator

from wizard.model.configuration import Configuration, Line
from wizard.practice.network.words import word

SMART_PROPOSAL = {
    "encryption": ("aes-cbc-256", "aes-cbc-192", "aes-cbc-128"),
    "integrity": ("sha512", "sha384", "sha256", "sha1"),
    "prf": ("sha512", "sha384", "sha256", "sha1"),
    "group": ("14", "5", "2"),
}
"""What holds where no policy is written; it differs by release, which is not followed here."""
SMART_TRANSFORM = "esp-aes esp-sha-hmac"
"""Of the ipsec profile without a transform set."""
Suite = tuple[str, str, str, str]
"""Encryption, PRF, integrity (empty with GCM) and group."""


def common_suite(client: Configuration, server: Configuration) -> Suite | None:
    """The first suite of the client that the server has too."""
    for one in _proposals(client):
        for other in _proposals(server):
            chosen = [_common(one, other, of) for of in ("encryption", "prf", "integrity", "group")]
            encryption, prf, integrity, group = chosen
            is_whole = encryption and prf and group and (integrity or "gcm" in encryption)
            if is_whole and ("gcm" in encryption) == (not integrity):
                return encryption, prf, integrity, group
    return None


def _proposals(configuration: Configuration) -> Iterator[dict[str, tuple[str, ...]]]:
    policies = configuration.all("crypto ikev2 policy")
    for policy in policies:
        for line in policy.all("proposal"):
            proposal = configuration.exact(f"crypto ikev2 proposal {word(line.text, 1)}")
            if proposal is not None:
                yield _words_of(proposal)
    if not policies:
        yield SMART_PROPOSAL


def _words_of(proposal: Line) -> dict[str, tuple[str, ...]]:
    read = {of: tuple(proposal.argument(of).split()) for of in ("encryption", "integrity", "prf", "group")}
    return read if read["prf"] else {**read, "prf": read["integrity"]}


def _common(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]], of: str) -> str:
    return next((word for word in one[of] if word in other[of]), "")


def have_a_transform_in_common(
    client: Configuration, client_profile: Line, server: Configuration, server_profile: Line
) -> bool:
    """Whether one transform set of the client is one of the server's, its mode aside: that is negotiated."""
    return bool(set(_transforms(client, client_profile)) & set(_transforms(server, server_profile)))


def _transforms(configuration: Configuration, profile: Line) -> Iterator[str]:
    names = profile.argument("set transform-set").split()
    for name in names:
        for line in configuration.all(f"crypto ipsec transform-set {name}"):
            yield " ".join(line.text.split()[4:])
    if not names:
        yield SMART_TRANSFORM
