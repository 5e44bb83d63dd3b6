"""What is thought of each algorithm, what replaces it, and whether newer releases refuse it [refused_algorithms.py]."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """Where an algorithm is named; the value is how a message calls it."""

    ENCRYPTION = "IKE encryption"
    INTEGRITY = "IKE integrity"
    GROUP = "Diffie-Hellman group"
    ESP = "transform"
    ISAKMP_ENCRYPTION = "IKEv1 encryption"
    ISAKMP_HASH = "IKEv1 hash"


class Strength(StrEnum):
    """What Cisco and the field think of an algorithm."""

    AVOID = "avoid"
    LEGACY = "legacy"
    ACCEPTABLE = "acceptable"
    PREFERRED = "preferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithm:
    """One algorithm in one place, in the word of the CLI."""

    use: Use
    word: str
    strength: Strength
    instead: str = ""
    """What to write in its place; empty where it may stay."""
    refused: bool = False
    """Whether a release of REFUSALS takes no line that has it."""
    citation: str


_NGE = "Cisco Next Generation Cryptography, October 2015"
_FN72510 = "Cisco FN72510"
_BOTH = f"{_FN72510}; {_NGE}"


def _rows(use: Use, words: str, strength: Strength, citation: str, instead: str = "") -> tuple[Algorithm, ...]:
    refused = citation.startswith(_FN72510)
    return tuple(
        Algorithm(use=use, word=word, strength=strength, instead=instead, refused=refused, citation=citation)
        for word in words.split()
    )


ALGORITHMS: tuple[Algorithm, ...] = (
    *_rows(Use.ENCRYPTION, "des 3des", Strength.AVOID, _BOTH, "aes-cbc-256"),
    *_rows(Use.ENCRYPTION, "aes-cbc-128 aes-cbc-192 aes-cbc-256", Strength.ACCEPTABLE, _NGE),
    *_rows(Use.ENCRYPTION, "aes-gcm-128 aes-gcm-256", Strength.PREFERRED, _NGE),
    *_rows(Use.INTEGRITY, "md5", Strength.AVOID, _BOTH, "sha256"),
    *_rows(Use.INTEGRITY, "sha1", Strength.LEGACY, _NGE, "sha256"),
    *_rows(Use.INTEGRITY, "sha256 sha384 sha512", Strength.PREFERRED, _NGE),
    *_rows(Use.GROUP, "1 2 5", Strength.AVOID, _BOTH, "14 or 19"),
    *_rows(Use.GROUP, "24", Strength.AVOID, f"{_FN72510}; RFC 8247 (unconfirmed)", "14 or 19"),
    *_rows(Use.GROUP, "14 15 16 19", Strength.ACCEPTABLE, f"{_NGE} (unconfirmed)"),
    *_rows(Use.GROUP, "20 21", Strength.PREFERRED, f"{_NGE} (unconfirmed)"),
    *_rows(Use.ESP, "esp-des esp-3des", Strength.AVOID, _BOTH, "esp-aes 256"),
    *_rows(Use.ESP, "esp-null esp-gmac", Strength.AVOID, _FN72510, "esp-aes 256"),
    *_rows(Use.ESP, "ah-md5-hmac esp-md5-hmac", Strength.AVOID, _BOTH, "esp-sha256-hmac"),
    *_rows(Use.ESP, "esp-sha-hmac", Strength.LEGACY, _NGE, "esp-sha256-hmac"),
    *_rows(Use.ESP, "esp-aes", Strength.ACCEPTABLE, _NGE),
    *_rows(Use.ESP, "esp-sha256-hmac esp-sha384-hmac esp-sha512-hmac esp-gcm", Strength.PREFERRED, _NGE),
    *_rows(Use.ISAKMP_ENCRYPTION, "des 3des", Strength.AVOID, _BOTH),
    *_rows(Use.ISAKMP_HASH, "md5", Strength.AVOID, _BOTH),
)

_ALGORITHM = {(row.use, row.word): row for row in ALGORITHMS}


def algorithm(use: Use, word: str) -> Algorithm | None:
    """The row of that word in that place; None for a word that no row has."""
    return _ALGORITHM.get((use, word))


def words_of(use: Use) -> tuple[str, ...]:
    """Every word that IOS knows in that place."""
    return tuple(row.word for row in ALGORITHMS if row.use is use)


def weak(use: Use, words: tuple[str, ...]) -> tuple[Algorithm, ...]:
    """The rows of those words that are to be avoided or legacy."""
    rows = (algorithm(use, word) for word in words)
    return tuple(row for row in rows if row and row.strength in {Strength.AVOID, Strength.LEGACY})
