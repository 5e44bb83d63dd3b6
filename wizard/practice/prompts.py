"""Prompts: the name of the host, and in which mode it is."""

NAME_IN_CONFIGURATION = 20
"""So many characters of a host's name stand in a prompt of configuration mode [C K1]."""


def prompt(hostname: str, mode: tuple[str, ...] | None, *, is_privileged: bool) -> str:
    """The prompt of a mode, which is the lines that opened it; None outside of configuration mode."""
    if mode is None:
        return hostname + ("#" if is_privileged else ">")
    return f"{hostname[:NAME_IN_CONFIGURATION]}(config)#"
