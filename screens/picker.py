"""The file picker, in which names are names."""

from textual.app import ComposeResult
from textual_fspicker import FileOpen
from textual_fspicker.parts import CurrentDirectory

from wizard.guide.typed_path import working_folder


class Picker(FileOpen):
    """Choose one configuration."""

    def __init__(self) -> None:
        super().__init__(working_folder(), title="Add a configuration")

    def _header_area(self) -> ComposeResult:
        # Its own would take brackets in the name of a folder for markup.
        yield CurrentDirectory(markup=False)
