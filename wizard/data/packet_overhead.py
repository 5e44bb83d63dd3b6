"""What the headers of a tunnel take from a packet, in bytes."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CipherRow:
    """One encryption of ESP: what stands before the packet, and to what it is padded."""

    word: str
    vector: int
    block: int


CIPHERS = (
    CipherRow(word="esp-aes", vector=16, block=16),
    CipherRow(word="esp-gcm", vector=8, block=4),
    CipherRow(word="esp-gmac", vector=8, block=4),
    CipherRow(word="esp-3des", vector=8, block=8),
    CipherRow(word="esp-des", vector=8, block=8),
    CipherRow(word="esp-null", vector=0, block=4),
)
"""RFC 3602, 4106, 4543, 2451, 2405, 2410."""

TAGS = {
    "esp-gcm": 16,
    "esp-gmac": 16,
    "esp-md5-hmac": 12,
    "esp-sha-hmac": 12,
    "esp-sha256-hmac": 16,
    "esp-sha384-hmac": 24,
    "esp-sha512-hmac": 32,
}
"""What stands behind the packet, by the word of the transform: RFC 2403, 2404, 4868, 4106, 4543."""

IP, UDP, GRE, ESP, TRAILER = 20, 8, 4, 8, 2
"""The headers around it: RFC 791, 3948, 2784, 4303; the trailer of ESP has a length and the next header."""
TCP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """How a packet of the LAN leaves a router."""

    transforms: tuple[str, ...]
    """The words of the transform set: ("esp-aes", "256", "esp-sha256-hmac")."""
    gre: bool = False
    transport: bool = False
    """Whether ESP stands behind the header that GRE made, and makes none of its own."""
    translated: bool = True
    """Whether UDP stands around ESP, as behind a translation."""


def largest_packet(path: int, wrapping: Wrapping) -> int:
    """The largest packet of the LAN that leaves unfragmented by a line of that MTU.

    1438 for AES and SHA-256 in tunnel mode on 1500 bytes without a translation, as `show crypto ipsec sa` prints it
    [flexvpn.md 7].
    """
    cipher = next((row for row in CIPHERS if row.word in wrapping.transforms), CIPHERS[0])
    around = IP + (UDP if wrapping.translated else 0) + ESP + cipher.vector + _tag(wrapping.transforms)
    padded = (path - around) // cipher.block * cipher.block - TRAILER
    inside = (GRE if wrapping.transport else GRE + IP) if wrapping.gre else 0
    return padded - inside


def _tag(transforms: Iterable[str]) -> int:
    return max((TAGS[word] for word in transforms if word in TAGS), default=0)
