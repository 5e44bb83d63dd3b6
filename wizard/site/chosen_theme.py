"""The theme that somebody chose for the wizard: known on this machine alone."""

from wizard.site.state_folder import keep, kept

_FILE = "theme"
_MOST = 20
"""Bytes of a name."""


def kept_theme() -> str:
    """The name that was kept; "" where none is, or what stands there is none of ours."""
    name = kept(_FILE)
    return name.decode("ascii").strip() if len(name) <= _MOST and name.isascii() else ""


def keep_theme(name: str) -> None:
    """Keeps the name."""
    keep(_FILE, lambda _: f"{name}\n".encode())
