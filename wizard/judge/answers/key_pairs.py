"""`show crypto key mypubkey`: the labels of a router's key pairs."""

import re

from wizard.judge.answers.answer import Answer, NotRead, behind

_NONE = ("% No RSA", "% No EC", "% No key")
"""How a router says that it has none is unconfirmed; an empty answer says it as well."""


def key_labels(answer: Answer) -> tuple[str, ...]:
    """The labels in the order of the answer; NotRead where a pair has none."""
    rows = tuple(map(str.strip, answer.rows))
    pairs = sum(row.startswith("% Key pair was generated at:") for row in rows)
    labels = tuple(words for row in rows if (words := behind(row, "Key name:")))
    if len(labels) != pairs or not (pairs or answer.is_empty or rows[0].startswith(_NONE)):
        raise NotRead("no key pairs of `show crypto key mypubkey`")
    return labels


def has_public_key(answer: Answer, label: str, public_key: bytes) -> bool:
    """Whether the pair of that label has that key, DER with its algorithm in front; NotRead where none is shown."""
    digits: list[str] = []
    found = is_data = False
    for row in map(str.strip, answer.rows):
        name = behind(row, "Key name:")
        if name is not None or row.startswith("%"):
            found, is_data = name == label, False
        elif found and is_data and _DIGITS.fullmatch(row):
            digits.append("".join(row.split()))
        elif found:
            is_data = row.startswith("Key Data")
    if not digits:
        raise NotRead(f"the router shows no key of {label}")
    return "".join(digits).upper().endswith(public_key[_IN_FRONT:].hex().upper())


_DIGITS = re.compile(r"[0-9A-Fa-f]{2,8}(?: [0-9A-Fa-f]{2,8}){0,15}")
_IN_FRONT = 30
"""Bytes: the algorithm and the lengths in front of a key, which not every release shows alike (unconfirmed)."""
