"""The modes of an EzVPN client."""

from enum import StrEnum


class EzvpnMode(StrEnum):
    """`mode` of an EzVPN client; the value is the word of the CLI."""

    CLIENT = "client"
    NETWORK_EXTENSION = "network-extension"
    NETWORK_PLUS = "network-plus"
