"""A file as an engineer saved it, made into rows: encoding, traces of the terminal, banners, certificates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.errors import SourceError
from wizard.parse.indent import Row, is_flat, reindented

CAPTURE = "Capture it again: `terminal length 0`, then `show running-config`, up to the line `end`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The rows of a file, and the numbers of the lines that are no configuration."""

    rows: tuple[Row, ...]
    skipped: tuple[int, ...]


def clean(data: bytes, filename: str) -> Cleaned:
    """The rows of the configuration in a file."""
    lines = _lines(_text(data, filename))
    cleaned = _Reading(lines, filename).cleaned()
    if not cleaned.rows:
        raise SourceError(
            "there is no configuration in the file, only blank lines, comments and prompts",
            where=filename,
            hint=CAPTURE,
        )
    return cleaned


_ODD_CONTROL = re.compile(r"[\x00-\x02\x04-\x06\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no terminal writes into a log."""


def _text(data: bytes, filename: str) -> str:
    if not data.strip():
        raise SourceError("the file is empty", where=filename, hint=CAPTURE)
    text = _decoded(data, filename)
    if (odd := _binary_at(text)) >= 0:
        raise SourceError(
            "the file is binary, not the text of a configuration",
            where=f"{filename}:{text.count(chr(10), 0, odd) + 1}",
            hint="Give the output of `show running-config`, saved as plain text.",
        )
    return text


def _decoded(data: bytes, filename: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise SourceError(
                "the file begins like UTF-16 and is not", where=f"{filename}:1", hint="Save it as UTF-8 text."
            ) from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _binary_at(text: str) -> int:
    """Where the first NUL stands, or the first odd control character if one in a hundred is odd; -1 for text."""
    first = _ODD_CONTROL.search(text)
    if first is None:
        return -1
    nul = text.find("\0")
    if nul >= 0:
        return nul
    return first.start() if len(_ODD_CONTROL.findall(text)) * 100 > len(text) else -1


_MORE = re.compile(r" ?<?-{2,3} ?More ?-{2,3}>? ?(?:\x08+ *\x08*|\r +\r| {8})?")
"""The pager's prompt and what wipes it: backspaces, a carriage return, or, in a copy of the screen, blanks."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[=>])")
_BACKSPACED = re.compile(r"[^\n]*\x08[^\n]*")
_LINE_END = re.compile(r"\r*\n|\r")
_UNUSUAL = re.compile("[\x07\x08\x0b\x0c\x1b-\x1e\x85\xa0\u2028\u2029\ufeff]")
_BLANKS = {ord(one): " " for one in "\x0b\x0c\x1c\x1d\x1e\x85\xa0\u2028\u2029"} | {
    ord(one): None for one in "\x07\x08\x1b\ufeff"
}
"""Characters that some editors break lines at, and blanks that are none to a router, become a blank; the rest goes."""


def _lines(text: str) -> list[str]:
    """The lines of a file as a terminal would have left them."""
    if "More" in text:
        text = _MORE.sub("", text)
    if _UNUSUAL.search(text):
        text = _ESCAPE.sub("", text)
        text = _BACKSPACED.sub(_rubbed_out, text).translate(_BLANKS)
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if not lines[-1]:
        lines.pop()
    return _unquoted(lines)


def _rubbed_out(line: re.Match[str]) -> str:
    """The line without its backspaces and what each of them took back."""
    kept: list[str] = []
    for character in line[0]:
        if character != "\b":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the margin that a ticket or a mail puts before each of them."""
    if any(line[:1] not in {"", " ", "\t"} for line in lines):
        return lines
    margin = min((len(line) - len(line.lstrip()) for line in lines if not line.isspace() and line), default=0)
    return [line[margin:] for line in lines]


_PROMPT = re.compile(
    r"[A-Za-z0-9][\w.:@/~+-]*(?:\((?P<mode>[\w.-]+)\))?(?P<sign>[#>])\s*(?P<command>.*)"
    r"|-{6,} (?P<section>show .*?) -{6,}$"
)
"""A router's prompt, or the header of a section of `show tech-support`."""

_EXEC = re.compile(r"(?:sho?w?|more|ping|trace\w*|dir|term\w*|clear|undebug|debug|en|enable|exit|wr\w*|copy)\b")
_SHOWS_CONFIGURATION = re.compile(r"sho?w? (?:run|start|conf|arch)|more |conf|wr\w* t")
_HEADER = re.compile(
    r"Building configuration|Current configuration ?:|Using \d+ out of \d+ bytes"
    r"|Load for five secs|(?:No )?[Tt]ime source|Enter configuration commands|%"
    r"|(?:sho?w?|more) (?:run|start|conf|system:)|[*.]?[A-Z][a-z]{2} +\d+ [\d:. ]+.*?: %[A-Z0-9_]+-"
)
"""What a router prints around a configuration, and what it logs across it."""

_MODE_ENDS = frozenset({"end", "exit", "configure terminal", "conf t", "write", "write memory", "wr", "wr mem"})

_BANNER = re.compile(
    r"(?:banner (?:motd|login|exec|incoming|prompt-timeout|slip-ppp|config-save|lcd)"
    r"|aaa authentication (?:banner|fail-message)|menu \S+ (?:title|prompt)) *(?P<any>\^C|\S)"
    r"|banner (?P<sign>\^C|[^\w\s])"
)
"""A banner up to the character that closes it; a group's banner is told from other lines by a sign."""

_HEX = re.compile(r"[0-9A-Fa-f]+(?: +[0-9A-Fa-f]+)*(?: +quit)?$")


class _Reading:
    """One pass over the lines of one file."""

    def __init__(self, lines: list[str], filename: str) -> None:
        self.lines = lines
        self.filename = filename
        self.rows: list[Row] = []
        self.skipped: list[int] = []
        self.breaks: set[int] = set()
        """Before which row a mode ended, whatever the indentation says."""
        self.in_configuration = True

    def cleaned(self) -> Cleaned:
        """The rows, indented from knowledge where the file has no indentation."""
        numbered = iter(enumerate(self.lines, 1))
        for number, raw in numbered:
            text = raw.strip()
            if not text or text[0] == "!" or text == "^":
                self.skipped.append(number)
                if text == "!":
                    self.breaks.add(len(self.rows))
                continue
            first = raw[0]
            if first not in " \t":
                if ("#" in raw or ">" in raw or first == "-") and (prompt := _PROMPT.match(raw)):
                    raw = text = self._after_prompt(prompt)
                if not text or not self.in_configuration or _HEADER.match(text):
                    self.skipped.append(number)
                    continue
            elif not self.in_configuration:
                self.skipped.append(number)
                continue
            if text in _MODE_ENDS:
                self.skipped.append(number)
                self.breaks.add(len(self.rows))
                continue
            if "\t" in text:
                text = text.replace("\t", " ")
            row = Row(number, len(raw) - len(raw.lstrip()), text)
            if text[0] in "bamck" and (body := self._body(row, numbered)):
                row = row._replace(verbatim=body)
            self.rows.append(row)
        rows = reindented(self.rows, self.breaks) if is_flat(self.rows) else self.rows
        return Cleaned(rows=tuple(rows), skipped=tuple(self.skipped))

    def _after_prompt(self, prompt: re.Match[str]) -> str:
        """What is configuration in a line with a prompt; remembers whether the output that follows is."""
        command = (prompt["section"] or prompt["command"] or "").strip()
        if prompt["mode"]:
            self.in_configuration = True
            return "" if command.startswith("do ") else command
        if prompt["sign"] == ">" and command and not _EXEC.match(command):
            return prompt.string.strip()
        self.in_configuration = bool(_SHOWS_CONFIGURATION.match(command)) or not _EXEC.match(command)
        return ""

    def _body(self, row: Row, numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
        """The lines that belong to a row byte for byte."""
        if banner := _BANNER.match(row.text):
            return self._banner(row, banner, numbered)
        if row.text.startswith("certificate ") or row.text == "key-string":
            return self._certificate(row, numbered)
        if row.text.startswith("macro name "):
            return self._until(row, re.compile(r"@\s*$"), numbered, "macro", "@")
        return ()

    def _banner(self, row: Row, banner: re.Match[str], numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
        delimiter = banner["any"] or banner["sign"]
        rest = row.text[banner.end() :]
        closing = re.compile(r"\^C|\x03" if delimiter in {"^C", "\x03"} else re.escape(delimiter))
        if closing.search(rest):
            return ()
        if delimiter == "^C" and "^" in rest and not any("^C" in raw for raw in self.lines[row.number :]):
            # `banner motd ^Closed on Sundays^`: the delimiter is the caret alone.
            return ()
        return self._until(row, closing, numbered, "banner", "^C" if delimiter == "\x03" else delimiter)

    def _until(
        self, row: Row, closing: re.Pattern[str], numbered: Iterator[tuple[int, str]], what: str, sign: str
    ) -> tuple[str, ...]:
        body: list[str] = []
        for _, raw in numbered:
            body.append(raw)
            if closing.search(raw):
                return tuple(body)
        raise SourceError(
            f"the {what} that begins here has no end: no `{sign}` closes it",
            where=f"{self.filename}:{row.number}",
            hint=f"The file is cut off in it. {CAPTURE}",
        )

    def _certificate(self, row: Row, numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
        if not _HEX.match(self._next_text(row.number)):
            return ()
        body: list[str] = []
        for _, raw in numbered:
            text = raw.strip()
            body.append(raw)
            if text.endswith("quit"):
                return tuple(body)
            if text and not _HEX.match(text):
                break
        raise SourceError(
            f"the `{row.text.split(' ', 1)[0]}` that begins here has no end: no `quit` closes it",
            where=f"{self.filename}:{row.number}",
            hint=f"The file is cut off in it. {CAPTURE}",
        )

    def _next_text(self, number: int) -> str:
        """The first line after line `number` that is not blank."""
        return next((text for raw in self.lines[number : number + 20] if (text := raw.strip())), "")
