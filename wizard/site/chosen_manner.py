"""How much the wizard of numbered text says, as somebody chose it: known on this machine alone."""

from wizard.site.state_folder import keep_word, kept_word

_FILE = "numbered-text"


def kept_manner() -> str:
    """The name that was kept; "" where none is, or what stands there is none of ours."""
    return kept_word(_FILE)


def keep_manner(name: str) -> None:
    """Keeps the name."""
    keep_word(_FILE, name)
