"""Random keys in a real terminal: bytes in, and what must hold of what comes out and of what is on disk."""

import random
import re
import signal
import tempfile
from pathlib import Path

from tests.bench.measurements import EZ2FLEX
from tests.bench.terminal import Terminal
from tests.pilot import site
from tests.random_keys import SITES, Burst, Harm, bursts
from wizard.site import read_site

_BYTES = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
}
_NOT_PRESSED = {"ctrl+s", "ctrl+z"}
"""What would save in any folder of this machine, and what would stop the program."""
_TOLD = re.compile(rb"ez2flex: [^\x1b]*")
_TRACES = (b"Traceback", b'File "', b"Error:")


def press_in_terminal(seed: int, keys: int) -> int:
    """Press that many keys in terminals, one wizard after the other; how many there were. Harm where any is done."""
    every = list(bursts(random.Random(seed), keys))
    begun = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = site(SITES[0], Path(scratch))
        state = {"HOME": scratch, "EZ2FLEX_STATE": scratch}
        while every:
            begun += 1
            _session(folder, every, state, f"press_in_terminal({seed}, {keys})")
    return begun


def _session(folder: Path, every: list[Burst], state: dict[str, str], again: str) -> None:
    """Go on with the bursts until the wizard is left; at the end it is asked to end."""
    done: list[Burst] = []
    written = b""
    with Terminal((*EZ2FLEX, str(folder)), timeout=60, surroundings=state) as terminal:
        terminal.painted("guide")
        while every and terminal.is_running:
            done.append(every.pop(0))
            if done[-1].kind == "size":
                terminal.resize(*done[-1].place)
            else:
                terminal.press(bytes_of(done[-1]))
            terminal.rest()
            written += terminal.written
        code = terminal.end()
        written += terminal.written
    last = "\n".join(f"  {burst}" for burst in done[-30:])
    # Asked while it leaves already, it ends as any program does.
    if code not in {0, 128 + signal.SIGTERM, -signal.SIGTERM} or any(trace in written for trace in _TRACES):
        said = _TOLD.findall(written)
        raise Harm(f"exit code {code}: {said}\n{again}, burst {len(done)}; the last ones:\n{last}")
    read_site(folder)


def bytes_of(burst: Burst) -> str:
    """What a terminal sends for it."""
    column, row = burst.place
    if burst.kind == "click":
        return f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m"
    if burst.kind == "paste":
        return f"\x1b[200~{burst.keys[0]}\x1b[201~".replace("\x1b[31m", "")
    return "".join(_byte(key) for key in burst.keys if key not in _NOT_PRESSED)


def _byte(key: str) -> str:
    if key.startswith("ctrl+"):
        return chr(ord(key[-1]) - 96)
    return _BYTES.get(key, key)
