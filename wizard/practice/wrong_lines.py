"""What is said of a line that is no command."""

from wizard.practice import texts
from wizard.practice.command_line import Misread, Wrong


def why_not(prompt: str, line: str, misread: Misread) -> str:
    """The words of IOS, the caret below the word that is wrong."""
    if misread.wrong is Wrong.INCOMPLETE:
        return texts.INCOMPLETE.text
    if misread.wrong is Wrong.AMBIGUOUS:
        return texts.AMBIGUOUS.of(line=line.strip(" "))
    return " " * (len(prompt) + misread.offset) + "^\n" + texts.INVALID_INPUT.text
