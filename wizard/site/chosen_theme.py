"""The theme that somebody chose for the wizard: known on this machine alone."""

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder
from wizard.site.known import state_folder

_FILE = "theme"
_MOST = 20
"""Bytes of a name."""


def kept_theme() -> str:
    """The name that was kept; "" where none is, or what stands there is none of ours."""
    try:
        with SiteFolder(state_folder()) as folder:
            kept = b"" if folder.is_shared() else folder.read(_FILE) or b""
        return kept.decode("ascii").strip() if len(kept) <= _MOST else ""
    except (SiteError, OSError, ValueError):
        return ""


def keep_theme(name: str) -> None:
    """Keeps the name; a file that cannot be written is no reason to fail."""
    place = state_folder()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with SiteFolder(place) as folder:
            if not folder.is_shared():
                folder.replace({_FILE: f"{name}\n".encode()})
    except (SiteError, OSError, ValueError):
        return
