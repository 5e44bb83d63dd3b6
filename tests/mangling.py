"""Configurations as terminals, mailers and people leave them: pieces of real ones, mangled in named ways."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wizard.errors import SourceError
from wizard.ledger import ledger_of
from wizard.model.plan import Source
from wizard.parse.sources import read_source

CONFIGS = Path(__file__).parent / "configs"
NAME = "router.cfg"

Lines = list[str]


@dataclass(frozen=True, kw_only=True)
class Mangling:
    """One way in which a configuration reaches us in another form."""

    name: str
    mangle: Callable[[Lines, random.Random], bytes]
    must_be_read: bool
    """Whether it must be read with the verdicts of the clean file, or may be refused with file and line."""


def _bytes(lines: Lines, ending: str = "\n") -> bytes:
    return "".join(f"{line}{ending}" for line in lines).encode()


def _reindented(lines: Lines, dice: random.Random) -> bytes:
    width = dice.choice((2, 3, 4))
    verbatim = _verbatim(lines)
    out = []
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip(" "))
        out.append(line if number in verbatim else " " * (depth * width) + line.lstrip(" "))
    return _bytes(out)


def _verbatim(lines: Lines) -> set[int]:
    """The numbers of lines inside banners and certificates, which no editor re-indents alone."""
    inside: set[int] = set()
    until = ""
    for number, line in enumerate(lines):
        if until:
            inside.add(number)
            if until in line:
                until = ""
        elif "banner " in line and line.count("^C") == 1:
            until = "^C"
        elif line.lstrip().startswith("certificate "):
            until = "quit"
    return inside


def _tabbed(lines: Lines, dice: random.Random) -> bytes:
    verbatim = _verbatim(lines)
    out = []
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip(" "))
        out.append(line if number in verbatim or not depth else "\t" * depth + line.lstrip(" "))
    return _bytes(out)


_TYPED = re.compile(r"([A-Za-z0-9_-]+)\(config[^)]*\)#")
"""A prompt of a configuration mode, as a terminal log has it."""


def _prompts(lines: Lines, dice: random.Random) -> bytes:
    typed = (prompt for line in lines if (prompt := _TYPED.match(line)))
    name = next((prompt[1] for prompt in typed), "r1")
    before = [
        f"{name}>enable",
        "Password:",
        f"{name}#terminal length 0",
        f"{name}#show running-config",
        "Building configuration...",
        "",
    ]
    return _bytes([*before[dice.randrange(4) :], *lines, "end", "", f"{name}#", f"{name}#exit"])


def _blank_lines(lines: Lines, dice: random.Random) -> bytes:
    verbatim = _verbatim(lines)
    out: Lines = []
    for number, line in enumerate(lines):
        out.append(line)
        if number not in verbatim and number + 1 not in verbatim and dice.random() < 0.3:
            out.append(dice.choice(("", "!", "   ")))
    return _bytes(out)


def _doubled(lines: Lines, dice: random.Random) -> bytes:
    verbatim = _verbatim(lines)
    out: Lines = []
    for number, line in enumerate(lines):
        out.append(line)
        single = line.startswith(" ") and number not in verbatim and number + 1 not in verbatim
        if single and dice.random() < 0.2 and "banner" not in line:
            out.append(line)
    return _bytes(out)


def _long_lines(lines: Lines, dice: random.Random) -> bytes:
    return _bytes([*lines, "interface Loopback77", f" description {'long ' * dice.randrange(200, 2000)}end"])


def _non_ascii(lines: Lines, dice: random.Random) -> bytes:
    text = dice.choice(("Zürich Büro", "東京支店", "Łódź", "naïve – café"))
    encoding = dice.choice(("utf-8", "latin-1")) if text == "Zürich Büro" else "utf-8"
    return "".join(f"{line}\n" for line in (*lines, "interface Loopback77", f" description {text}")).encode(encoding)


def _cut(lines: Lines, dice: random.Random) -> bytes:
    whole = _bytes(lines)
    return whole[: dice.randrange(1, len(whole))]


def _dropped(lines: Lines, dice: random.Random) -> bytes:
    return _bytes([line for line in lines if dice.random() > 0.15])


def _random_bytes(lines: Lines, dice: random.Random) -> bytes:
    whole = bytearray(_bytes(lines))
    for _ in range(dice.randrange(1, 12)):
        whole.insert(dice.randrange(len(whole)), dice.randrange(256))
    return bytes(whole)


def _braces(lines: Lines, dice: random.Random) -> bytes:
    out = list(lines)
    for _ in range(dice.randrange(1, 5)):
        out.insert(dice.randrange(len(out) + 1), dice.choice(("}", "{", "} else {", " }", "event { x", "}}}}")))
    return _bytes(out)


def _unterminated_banner(lines: Lines, dice: random.Random) -> bytes:
    out = list(lines)
    place = dice.randrange(len(out) + 1)
    out.insert(place, dice.choice(("banner motd ^C", "banner login #hello", "banner exec \x03", " banner ^C")))
    return _bytes(out)


def _etx_banner(lines: Lines, dice: random.Random) -> bytes:
    return _bytes([*lines, "banner motd \x03", "crypto isakmp policy 1", "  interface X", "\x03"])


def _odd_indentation(lines: Lines, dice: random.Random) -> bytes:
    return _bytes([" " * dice.choice((0, 0, 0, 1, 2, 5)) + line for line in lines])


def _shuffled(lines: Lines, dice: random.Random) -> bytes:
    out = list(lines)
    dice.shuffle(out)
    return _bytes(out)


MANGLINGS: tuple[Mangling, ...] = (
    Mangling(name="re-indented", mangle=_reindented, must_be_read=True),
    Mangling(name="crlf", mangle=lambda lines, dice: _bytes(lines, "\r\n"), must_be_read=True),
    Mangling(name="tabs", mangle=_tabbed, must_be_read=True),
    Mangling(name="bom", mangle=lambda lines, dice: b"\xef\xbb\xbf" + _bytes(lines), must_be_read=True),
    Mangling(name="prompts", mangle=_prompts, must_be_read=True),
    Mangling(name="blank lines", mangle=_blank_lines, must_be_read=True),
    Mangling(name="doubled lines", mangle=_doubled, must_be_read=True),
    Mangling(name="long lines", mangle=_long_lines, must_be_read=True),
    Mangling(name="non-ascii", mangle=_non_ascii, must_be_read=True),
    Mangling(name="0x03 banner", mangle=_etx_banner, must_be_read=True),
    Mangling(name="cut", mangle=_cut, must_be_read=False),
    Mangling(name="lines dropped", mangle=_dropped, must_be_read=False),
    Mangling(name="random bytes", mangle=_random_bytes, must_be_read=False),
    Mangling(name="braces", mangle=_braces, must_be_read=False),
    Mangling(name="unterminated banner", mangle=_unterminated_banner, must_be_read=False),
    Mangling(name="odd indentation", mangle=_odd_indentation, must_be_read=False),
    Mangling(name="shuffled", mangle=_shuffled, must_be_read=False),
)


@cache
def _blocks() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Each configuration as its top lines with what stands below them."""
    return tuple(tuple(_blocks_of(path)) for path in sorted(CONFIGS.glob("*.cfg")))


def _blocks_of(path: Path) -> Iterator[tuple[str, ...]]:
    block: list[str] = []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() not in ("", "!")]
    verbatim = _verbatim(lines)
    for number, line in enumerate(lines):
        noise = line.startswith(("Building ", "Current configuration", "!")) or line == "end" or "#" in line[:20]
        if number not in verbatim and noise:
            continue
        if block and not line.startswith(" ") and number not in verbatim:
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def clean_lines(dice: random.Random) -> Lines:
    """Some blocks of one real configuration, in their order; its EzVPN is always among them."""
    blocks = dice.choice(_blocks())
    share = dice.uniform(0.15, 0.6)
    kept = [
        other_block
        for other_block in blocks
        if "ezvpn" in other_block[0] or "client configuration group" in other_block[0] or dice.random() < share
    ]
    return [line for block in kept for line in block] or list(blocks[0])


def verdicts(source: Source) -> Counter[tuple[str, str]]:
    """How often each text has which verdict."""
    return Counter({(entry.text, entry.verdict.value): 1 for entry in ledger_of(source)})


def is_complete(source: Source) -> bool:
    """Whether every line of the file is in the ledger once, or skipped as no configuration."""
    entries = Counter(entry.line for entry in ledger_of(source))
    once = max(entries.values(), default=0) <= 1 and not entries.keys() & set(source.skipped)
    accounted = entries.keys() | set(source.skipped)
    lines = re.split(r"\r\n|\n|\r", source.data.decode("utf-8", "replace"))
    return once and all(
        number in accounted for number, line in enumerate(lines, 1) if line.strip(" \t\ufeff") not in ("", "!")
    )


class Broken(AssertionError):
    """An example that the reader took wrongly."""


def try_one(mangling: Mangling, seed: int) -> bool:
    """Whether the example was read; Broken where it was read wrongly or refused without file and line."""
    dice = random.Random(f"{mangling.name} {seed}")
    lines = clean_lines(dice)
    data = mangling.mangle(lines, dice)
    try:
        source = read_source(data, NAME)
    except SourceError as error:
        if mangling.must_be_read:
            raise Broken(f"{mangling.name} {seed} was refused: {error}") from error
        if not error.where.startswith(NAME):
            raise Broken(f"{mangling.name} {seed} was refused without its file: {error}") from error
        return False
    if not is_complete(source):
        raise Broken(f"{mangling.name} {seed}: a line is in the ledger twice, or skipped and in the ledger")
    if mangling.must_be_read:
        missing = verdicts(read_source(_bytes(lines), NAME)) - verdicts(source)
        if missing:
            raise Broken(f"{mangling.name} {seed}: other verdicts than the clean file's: {list(missing)[:3]}")
    return True


def share_read(mangling: Mangling, examples: int, first: int = 0) -> float:
    """The share of the examples that was read; the rest was refused with file and line."""
    return sum(try_one(mangling, seed) for seed in range(first, first + examples)) / examples
