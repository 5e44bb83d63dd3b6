"""`show crypto key mypubkey`: the labels of a router's key pairs."""

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
