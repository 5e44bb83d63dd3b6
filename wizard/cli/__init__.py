"""The commands without a screen. Imported before the first screen to tell a command from a file: keep it light."""

COMMANDS = ("inspect", "plan", "questions", "render", "diff", "check", "rehearse", "explain", "demo")
"""Every command, in the order in which a migration uses them."""


def main(argv: list[str]) -> int:
    """Runs one command and gives its exit code."""
    from wizard.cli.run import run

    return run(argv)
