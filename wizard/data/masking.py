"""Which words of a line are a key or a password, and how a line is shown without them."""

import re

SECRET_WORDS: tuple[str, ...] = (
    r"pre-shared-key(?: (?:local|remote))?(?: (?:hex|address \S+(?: \d\S*)? key|hostname \S+ key))?",
    r"pre-share key",
    r"(?<!crypto )(?<!set )(?<!chain )key(?! chain| config-key| generate| zeroize| pubkey-chain|-)",
    r"password",
    r"secret",
    r"snmp-server community",
    r"snmp-server host \S+(?: (?:traps|informs))?(?: version \S+)?",
    r"key-string",
    r"crypto isakmp key",
    r"authentication mode \S+ key",
    r"(?:auth|priv) (?:md5|sha|des|3des|aes(?: \d+)?)",
    r"ppp (?:chap|pap sent-username \S+) password",
    r"md5",
    r"ip ospf authentication-key",
    r"standby \d+ authentication",
)
"""Words after which a key or password stands, perhaps behind the digit that says how it is written."""

_SECRET = re.compile(rf"(?<!\S)({'|'.join(SECRET_WORDS)}) ((?:[0-9] )?)(?!encryption(?!\S))(\S+)")

_HINTS = ("key", "password", "secret", "community", "auth", "priv", "md5", "snmp-server host")

MASK = "***"


def masked(text: str) -> str:
    """The line with every key and password as `***`."""
    if not any(hint in text for hint in _HINTS):
        return text
    return _SECRET.sub(rf"\1 \2{MASK}", text)
