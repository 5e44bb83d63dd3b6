"""`show crypto ikev2 profile`: what a profile takes, and by which it proves itself."""

from wizard.model.configuration import Line
from wizard.model.literals import is_address
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network import network_texts
from wizard.practice.network.words import word
from wizard.practice.session import Session

NOTHING = "none"


def _profiles(session: Session, arguments: Arguments) -> Dialogue:
    configuration = session.router.network.ways.router(session.router.name).configuration
    profiles = configuration.all("crypto ikev2 profile")
    return said(
        "\n".join(_profile(line) for line in profiles if not arguments or line.text.split(" ")[-1] == arguments[0])
    )


def _profile(line: Line) -> str:
    named = line.all("match identity remote")
    maps = [each.text.split(" ")[-1] for each in line.all("match certificate")]
    points = [word(each.text, 2) for each in line.all("pki trustpoint")]
    return network_texts.IKEV2_PROFILE.of(
        name=line.text.split(" ")[-1],
        vrf=line.argument("match fvrf") or "global",
        local_address=line.argument("match address local") or NOTHING,
        identities="".join(f"   {_identity(each.text.split(' ')[3:])} \n" for each in named) or f"   {NOTHING}\n",
        maps=_rows(maps),
        identity=_identity(line.argument("identity local").split(" ")) or NOTHING,
        own=_method(line.argument("authentication local")),
        theirs=" ".join(_method(each.text.removeprefix("authentication remote ")) for each in line.all(_REMOTE)),
        keyring=line.argument("keyring local") or NOTHING,
        trustpoints=_rows(points),
        lifetime=line.argument("lifetime") or "86400",
        dpd=_dpd(line.argument("dpd").split(" ")),
        inner=line.argument("ivrf") or NOTHING,
        template=line.argument("virtual-template").split(" ")[0] or NOTHING,
        group=_authorization(line, "group"),
        user=_authorization(line, "user"),
    )


_REMOTE = "authentication remote"


def _identity(words: list[str]) -> str:
    """`address 192.0.2.1 255.255.255.255`, `fqdn hub.example.com`: a mask is shown where none was typed."""
    if words[0] == "address" and len(words) == 2 and is_address(words[1]):
        return f"{' '.join(words)} 255.255.255.255"
    return " ".join(words)


def _method(text: str) -> str:
    """Without the key that may follow it."""
    return text.split(" ")[0] or NOTHING


def _rows(names: list[str]) -> str:
    """What follows a colon: `none` in the row, or one name a row below it."""
    return "".join(f"\n   {name}" for name in names) or f" {NOTHING}"


def _dpd(words: list[str]) -> str:
    if len(words) < 3:
        return "disabled"
    return f"configured for {words[0]} seconds, retry {words[1]}, {words[2]}"


def _authorization(line: Line, kind: str) -> str:
    words = line.argument(f"aaa authorization {kind}").split(" ")
    if "list" not in words[:-1]:
        return NOTHING
    return " ".join(words[words.index("list") + 1 :][:2])


SHOW_PROFILES: tuple[ExecCommand, ...] = (
    ExecCommand(form="show crypto ikev2 profile", run=_profiles),
    ExecCommand(form="show crypto ikev2 profile NAME", run=_profiles),
)
