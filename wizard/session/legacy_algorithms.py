"""The algorithms of SSH that are too weak to be used unasked: IOS 15 often has no other."""

from typing import NamedTuple

from wizard.sentence import Sentence


class LegacyAlgorithm(NamedTuple):
    """One algorithm, as SSH names it."""

    kind: str
    """`kex`, `keys`, `pubkeys`, `ciphers` or `macs`, as paramiko names the lists."""
    name: str
    why: Sentence


_SHA1 = "SHA-1: RFC 9142 and RFC 8332"
_CBC = "CBC: RFC 4251 section 9.3.1, and CVE-2008-5161"

LEGACY = (
    LegacyAlgorithm("kex", "diffie-hellman-group-exchange-sha1", _SHA1),
    LegacyAlgorithm("kex", "diffie-hellman-group14-sha1", _SHA1),
    LegacyAlgorithm("kex", "diffie-hellman-group1-sha1", "a group of 1024 bits: RFC 9142"),
    LegacyAlgorithm("keys", "ssh-rsa", _SHA1),
    LegacyAlgorithm("pubkeys", "ssh-rsa", _SHA1),
    LegacyAlgorithm("ciphers", "aes128-cbc", _CBC),
    LegacyAlgorithm("ciphers", "aes192-cbc", _CBC),
    LegacyAlgorithm("ciphers", "aes256-cbc", _CBC),
    LegacyAlgorithm("ciphers", "3des-cbc", "blocks of 64 bits: CVE-2016-2183"),
    LegacyAlgorithm("macs", "hmac-sha1", _SHA1),
    LegacyAlgorithm("macs", "hmac-sha1-96", _SHA1),
    LegacyAlgorithm("macs", "hmac-md5", "MD5: RFC 6151"),
    LegacyAlgorithm("macs", "hmac-md5-96", "MD5: RFC 6151"),
)
"""What a first attempt does not offer. paramiko 5 has none of them, which is why paramiko 4 is used."""


def refused_unasked() -> dict[str, list[str]]:
    """The names by their kind."""
    kinds: dict[str, list[str]] = {}
    for algorithm in LEGACY:
        kinds.setdefault(algorithm.kind, []).append(algorithm.name)
    return kinds
