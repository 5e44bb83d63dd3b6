"""The theme that somebody chose for the wizard: known on this machine alone."""

from wizard.site.state_folder import keep_word, kept_word

_FILE = "theme"


def kept_theme() -> str:
    """The name that was kept; "" where none is, or what stands there is none of ours."""
    return kept_word(_FILE)


def keep_theme(name: str) -> None:
    """Keeps the name."""
    keep_word(_FILE, name)
