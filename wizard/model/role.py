"""What a router is in a migration."""

from enum import StrEnum


class Role(StrEnum):
    """What a router is in the site; the EzVPN server is the hub as well where it is reused."""

    SERVER = "server"
    HUB = "hub"
    SPOKE = "spoke"

    @property
    def in_words(self) -> str:
        """`FlexVPN hub`."""
        return _IN_WORDS[self]


_IN_WORDS = {Role.SERVER: "EzVPN server", Role.HUB: "FlexVPN hub", Role.SPOKE: "spoke"}


class SourceRole(StrEnum):
    """What the router of a source is before the change, as plan.toml says it."""

    SERVER = "server"
    NEW_HUB = "new-hub"
    SPOKE = "spoke"
