"""The man page: what it says, and that the programs which show it can read it."""

import re
import shutil
import subprocess

import pytest

from tests.man_page import man_page
from wizard.cli import COMMANDS, OPTIONS_OF_THE_WIZARD
from wizard.cli.exit_codes import MEANING


def plain(roff: str) -> str:
    """The words of a page without its fonts and escapes."""
    text = re.sub(r"\\f[BIR]", "", roff).replace("\\-", "-").replace("\\(aq", "'").replace("\\(ga", "`")
    return text.replace("\\&", "").replace("\\e", "\\")


def test_the_man_page_has_every_command_with_its_options_and_examples() -> None:
    """What `--help` says of a command the man page says too."""
    page = plain(man_page())

    for name, command in COMMANDS.items():
        assert f"\n{command.sentence}\n" in page
        assert all(f"\n    {example}\n" in page for example in command.examples)
        for argument in command.arguments:
            assert f"\n{argument.help}\n" in page
            assert all(spelling in page for spelling in argument.names if argument.is_option)
        assert f"\n.SS {name}\nez2flex {name} " in page


def test_the_man_page_has_every_exit_code_and_option_of_the_wizard() -> None:
    """So it does of the wizard, and says nothing of options that are not there."""
    page = plain(man_page())

    assert all(f"\n{code.value}\n{meaning}\n" in page for code, meaning in MEANING.items())
    assert all(f"\n{', '.join(option.names)}\n{option.help}\n" in page for option in OPTIONS_OF_THE_WIZARD)


@pytest.mark.skipif(shutil.which("groff") is None, reason="this machine has no groff")
def test_groff_reads_the_man_page_without_a_warning() -> None:
    """It is set at the width of a terminal, with every command as a heading."""
    groff = ["groff", "-man", "-Tascii", "-ww", "-P-cbou"]
    done = subprocess.run(groff, input=man_page(), capture_output=True, text=True, check=True)

    assert done.stderr == ""
    assert "EXIT STATUS" in done.stdout
    assert "--headless" in done.stdout
    assert re.search(r"(?m)^   bundle$", done.stdout)
