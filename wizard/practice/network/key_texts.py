"""Keys as configurations write them, and whether two are one."""

ENCRYPTED = "6 "
"""What begins the text of a key that only its own router can read."""


def is_one_key(one: str, other: str) -> bool:
    """Whether both texts are the same key; one that only its own router can read is believed to be."""
    if not one or not other:
        return one == other
    if one.startswith(ENCRYPTED) or other.startswith(ENCRYPTED):
        return True
    return one.removeprefix("0 ") == other.removeprefix("0 ")
