"""Changes to the core that change nothing that anybody can see, each with the reason."""

EQUIVALENT: dict[tuple[str, str], str] = {}
"""By the path of the file and the words for the change."""
