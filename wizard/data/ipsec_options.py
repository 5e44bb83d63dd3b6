"""Settings of EzVPN's IPsec profile or dynamic map that FlexVPN can take over as they stand, row by row."""

from dataclasses import dataclass

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.model.router import EzvpnServer


@dataclass(frozen=True, slots=True, kw_only=True)
class IpsecOption:
    """One setting."""

    word: str
    """As the answer names it."""
    ezvpn: str
    """The words with which its line begins."""
    recommended: bool = True
    on_template: bool = False
    """Whether its line stands in the virtual template, and not in the IPsec profile."""


IPSEC_OPTIONS: tuple[IpsecOption, ...] = (
    IpsecOption(word="replay", ezvpn="set security-association replay"),
    IpsecOption(word="dfbit", ezvpn="set security-association dfbit"),
    IpsecOption(word="ecn", ezvpn="set security-association ecn"),
    IpsecOption(word="kilobytes", ezvpn="set security-association lifetime kilobytes"),
    IpsecOption(word="idle-time", ezvpn="set security-association idle-time", recommended=False),
    IpsecOption(word="dialer-pre-classify", ezvpn="dialer pre-classify"),
    IpsecOption(word="qos-pre-classify", ezvpn="qos pre-classify", on_template=True),
)


def protecting_sections(
    configuration: Configuration, server: EzvpnServer | None, template_number: int | None
) -> tuple[Line, ...]:
    """The IPsec profile of the moving group's virtual template, or the dynamic maps where a crypto map serves it."""
    if server is None:
        return ()
    template = configuration.first(f"interface Virtual-Template{template_number} type tunnel")
    names = [template.argument("tunnel protection ipsec profile").split(" ")[0]] if template else []
    profiles = tuple(line for name in names if name for line in configuration.all(f"crypto ipsec profile {name}"))
    return profiles or tuple(
        line for name in server.dynamic_maps for line in configuration.all(f"crypto dynamic-map {name}")
    )


def option_lines(sections: tuple[Line, ...]) -> dict[str, str]:
    """The lines of those settings by the word that names them; of several sections the first one's."""
    found: dict[str, str] = {}
    for option in IPSEC_OPTIONS:
        lines = (line for section in sections for line in section.all(option.ezvpn))
        for line in lines:
            found.setdefault(option.word, line.text)
    return found


def lifetime_of(lines: tuple[Line, ...], words: str) -> int | None:
    """The seconds that `WORDS seconds N` or `WORDS days N` states below those lines; None where nothing does."""
    for line in (child for section in lines for child in section.all(words)):
        if stated := _seconds(line.text[len(words) :]):
            return stated
    return None


def lifetime_of_the_router(configuration: Configuration) -> int | None:
    """The seconds of the global `crypto ipsec security-association lifetime`; None without it."""
    words = "crypto ipsec security-association lifetime"
    for line in configuration.all(words):
        if stated := _seconds(line.text[len(words) :]):
            return stated
    return None


def _seconds(text: str) -> int | None:
    """What `seconds N` or `days N` means; None where it is something else."""
    match text.split():
        case ["seconds", stated]:
            return number(stated)
        case ["days", stated]:
            return (number(stated) or 0) * 86_400 or None
        case _:
            return None
