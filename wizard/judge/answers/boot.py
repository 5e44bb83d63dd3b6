"""`show boot`: what a router starts, and with which configuration."""

from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead, behind

_NONE = "does not exist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boot:
    """What is to be started."""

    images: tuple[str, ...]
    """In the order in which they are tried; none where the first one on flash is."""
    configuration: str
    """The file of the startup configuration; "" where it is in NVRAM."""


def boot(answer: Answer) -> Boot:
    """The variables; NotRead where the answer has none of images."""
    images, configuration = _variable(answer, "BOOT variable"), _variable(answer, "CONFIG_FILE variable")
    if images is None:
        raise NotRead("no BOOT variable in `show boot`")
    # Each is followed by how often it is tried: `flash0:image.bin,1;`.
    names = (each.partition(",")[0].strip() for each in images.split(";"))
    file = configuration or ""
    return Boot(images=tuple(name for name in names if name), configuration="" if file.startswith("nvram:") else file)


def _variable(answer: Answer, name: str) -> str | None:
    """What it is set to, "" where it does not exist, None where it is not shown."""
    said = [words for row in answer.rows if (words := behind(row, name)) is not None]
    if not said:
        return None
    return "" if said[0].startswith(_NONE) else said[0].removeprefix("=").strip()
