"""Secrets inside one word: the password of a URL, what it asks with, a value that is assigned."""

import re

from wizard.ios.masking.secret_words import STEMS

MASK = "***"

_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
_CALLED = frozenset({"sip", "sips", "mailto", "tel"})
"""Schemes whose colon stands before a user, not before a password."""


def url_without_secrets(word: str) -> str:
    """The URL, or any word, without the password, the token or the query in it."""
    scheme, sign, rest = word.partition("://")
    if not sign:
        return _without_password(word) if "@" in word else word
    user, at, tail = rest.rpartition("@")
    if ":" in user and any(sign in user for sign in "/?#"):
        return f"{scheme}://{MASK}"
    if at and "/" not in user and "?" not in user and "#" not in user:
        # In a Web address a name alone may be the token.
        replacement = MASK if scheme.lower().endswith(("http", "https")) else _user(user)
        return f"{scheme}://{replacement}@{_without_query(tail)}"
    return f"{scheme}://{_without_query(rest)}"


def _user(user: str) -> str:
    name, colon, _ = user.partition(":")
    return f"{name}:{MASK}" if colon else name


def _without_password(word: str) -> str:
    """`user:password@host` without its password."""
    user, _, host = word.rpartition("@")
    name, colon, password = user.partition(":")
    if name.lower().strip("\"'<(") in _CALLED:
        scheme, (name, colon, password) = f"{name}:", password.partition(":")
        name = scheme + name
    return f"{name}:{MASK}@{host}" if colon and password else word


def _without_query(tail: str) -> str:
    """Host and path of a URL, to where it begins to ask, or to say a key."""
    for sign in "?#":
        kept, found, query = tail.partition(sign)
        if found and query:
            return f"{kept}{sign}{MASK}"
    parts = tail.split("/")
    asks = next((place for place, part in enumerate(parts[:-1]) if part.lower() in STEMS and parts[place + 1]), None)
    return tail if asks is None else "/".join((*parts[: asks + 1], MASK))


_ASSIGNS = re.compile("[=:]")


def assigned_at(word: str) -> int:
    """Where the value begins that a word assigns to a secret's name, `ftp_password=VALUE`; 0 where it does not."""
    at = 0
    for sign in _ASSIGNS.finditer(word):
        name = word[at : sign.start()].rstrip("\"'")
        at = sign.end()
        if is_secret_name(name[len(name.rstrip(_NAME)) :]) and word[at:].strip("\"'`,;:="):
            return at
    return 0


def is_secret_name(name: str) -> bool:
    """Whether a name ends like a secret's word: `_ftp_password`."""
    small = name.lower().replace("_", "-").removesuffix("-local").removesuffix("-remote")
    return small.rpartition("-")[2] in STEMS
