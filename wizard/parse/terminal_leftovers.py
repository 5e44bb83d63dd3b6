"""A file as an engineer saved it, made into rows: prompts, headers, banners, certificates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wizard.errors import SourceError
from wizard.parse.captures import CaptureKind, Captures, capture_kind
from wizard.parse.restore_indent import TextRow, refuse_deep
from wizard.parse.shortened_words import typed_at_a_prompt
from wizard.parse.terminal_text import CAPTURE, Text, text_of, with_blanks
from wizard.parse.typed_commands import as_printed
from wizard.parse.typed_files import TypedLines, is_typed_short


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The rows of a file, and the numbers of the lines that are no configuration."""

    rows: tuple[TextRow, ...]
    skipped: tuple[int, ...]
    captured_besides: tuple[int, ...] = ()
    """Those of them that are of other captures of the same router."""
    lacks_end: bool = False
    """Whether a router showed it, and its last line is not there."""
    encoding: str
    """Of the file: what makes its bytes of the rows."""


def clean(data: bytes, filename: str) -> Cleaned:
    """The rows of the configuration in a file."""
    text = text_of(data, filename)
    cleaned = _Reading(text, filename).cleaned()
    if not cleaned.rows:
        raise SourceError(
            "there is no configuration in the file, only blank lines, comments and prompts",
            where=filename,
            hint=CAPTURE,
        )
    return cleaned


_PROMPT = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.:@/~+-]*)(?:\((?P<mode>[\w.-]+)\))?(?P<sign>[#>])\s*(?P<command>.*)"
    r"|-{6,} (?P<section>show .*?) -{6,}$"
)
"""A router's prompt, or the header of a section of `show tech-support`."""

_EXEC = re.compile(
    r"(?:sho?w?|more|ping|trace\w*|dir|term\w*|clear|undebug|debug|en|enable|exit|wr\w*|copy"
    r"|telnet|ssh|connect|resume|login|logout|disable|verify|reload|test|set|tclsh)\b"
)
_SHOWS_CONFIGURATION = re.compile(r"sho?w? (?:run|start|conf|arch)|more |conf|wr\w* t")
_HEADER = re.compile(
    r"Building configuration|Current configuration ?:|Using \d+ out of \d+ bytes"
    r"|Load for five secs|(?:No )?[Tt]ime source|Enter configuration commands|%"
    r"|\[OK\]$|=~=~|User Access Verification|Username: |Password:|login as: "
    r"|(?:sho?w?|more) (?:run|start|conf|system:)|(?:\d+: )?[*.]?[A-Z][a-z]{2} +\d+ [\d:. ].*?: %[A-Z0-9_]+-"
    r"|```|~~~|</?pre>|[=_*]{5,}$|#|//"
)
"""What a router prints around a configuration, and what it logs across it."""

_MODE_ENDS = frozenset({"end", "exit", "configure terminal", "conf t", "write", "write memory", "wr", "wr mem"})

_LEAVES = re.compile(r"ex(?:it?)?|end?|q(?:u(?:it?)?)?|\^Z")
"""Typed at the prompt of a mode: it ends the mode, or all of them."""

_REFUSED = re.compile(r"% ?(?:Invalid input|Incomplete command|Ambiguous command|Unrecognized|Unknown command)")
"""What a router answers to a command that it does not take."""

_BANNER = re.compile(
    r"(?:banner (?:motd|login|exec|incoming|prompt-timeout|slip-ppp|config-save|lcd)"
    r"|aaa authentication (?:banner|fail-message)|menu \S+ (?:title|prompt)) *(?P<any>\^C|\S)"
    r"|banner (?P<sign>\^C|[^\w\s])"
)
"""A banner up to the character that closes it; a group's banner is told from other lines by a sign."""

_HEX = re.compile(r"[0-9A-Fa-f]+(?: +[0-9A-Fa-f]+)*(?: +quit)?$")


class _Reading:
    """One pass over the lines of one file."""

    def __init__(self, text: Text, filename: str) -> None:
        self.lines = text.lines
        self.encoding = text.encoding
        self.filename = filename
        self.captures = Captures(filename)
        self.rows = self.captures.rows
        self.breaks = self.captures.breaks
        self.skipped: list[int] = []
        self.in_configuration = True
        self.typed_last = False
        """Whether the last row was typed at a prompt."""
        self.typed = TypedLines() if is_typed_short(text.lines) else None
        """Where nobody typed anything short, the words stand as they are."""

    def cleaned(self) -> Cleaned:
        """The rows, indented from knowledge where the file has no indentation."""
        numbered = iter(enumerate(self.lines, 1))
        for number, raw in numbered:
            if not raw.isascii():
                raw = with_blanks(raw)
            text = raw.strip()
            if not text or text[0] == "!" or text == "^":
                self.skipped.append(number)
                if text == "!":
                    self.breaks.add(len(self.rows))
                    if self.typed:
                        self.typed.part()
                continue
            first = raw[0]
            mode = ""
            if first not in " \t":
                if ("#" in raw or ">" in raw or first == "-") and (prompt := _PROMPT.match(raw)):
                    raw = text = self._after_prompt(prompt)
                    mode = prompt["mode"] or ""
                is_header = self.in_configuration and _HEADER.match(text)
                if is_header:
                    self.captures.header(text)
                    if self.typed_last and _REFUSED.match(text):
                        self.skipped.append(self.rows.pop().number)
                if not text or text[0] == "!" or not self.in_configuration or is_header:
                    self.skipped.append(number)
                    continue
            elif not self.in_configuration:
                self.skipped.append(number)
                continue
            if text in _MODE_ENDS:
                self.skipped.append(number)
                self.breaks.add(len(self.rows))
                if self.typed:
                    self.typed.end()
                if text == "end":
                    self.captures.end()
                continue
            if "\t" in text:
                text = text.replace("\t", " ")
            text = as_printed(text)
            indent = len(raw) - len(raw.lstrip())
            if mode:
                text, indent = typed_at_a_prompt(text, mode)
            elif self.typed:
                text = self.typed.whole(text, is_indented=indent > 0)
            self.typed_last = bool(mode)
            row = TextRow(number, indent, text)
            if text[0] in "bamck" and (body := self._body(row, numbered)):
                row = row._replace(verbatim=body)
            self.rows.append(row)
        rows, others = self.captures.chosen()
        refuse_deep(rows, self.filename)
        numbers = (number for row in others for number in range(row.number, row.number + 1 + len(row.verbatim)))
        skipped = sorted((*self.skipped, *numbers)) if others else self.skipped
        return Cleaned(
            rows=tuple(rows),
            skipped=tuple(skipped),
            captured_besides=tuple(row.number for row in others),
            lacks_end=self.captures.lacks_end and self.typed is None,
            encoding=self.encoding,
        )

    def _after_prompt(self, prompt: re.Match[str]) -> str:
        """What is configuration in a line with a prompt; remembers whether the output that follows is."""
        command = (prompt["section"] or prompt["command"] or "").strip()
        if prompt["mode"]:
            self.captures.command(prompt["name"], CaptureKind.TYPED)
            # What the router answers to it is no configuration.
            self.in_configuration = not command.startswith("do ")
            return "" if command.startswith("do ") else "exit" if _LEAVES.fullmatch(command) else command
        if prompt["sign"] == ">" and command and not _EXEC.match(command):
            return prompt.string.strip()
        self.in_configuration = bool(_SHOWS_CONFIGURATION.match(command)) or not _EXEC.match(command)
        if self.in_configuration:
            self.captures.command(prompt["name"] or "", capture_kind(command))
        return ""

    def _body(self, row: TextRow, numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
        """The lines that belong to a row byte for byte."""
        if banner := _BANNER.match(row.text):
            return self._banner(row, banner, numbered)
        if row.text.startswith("certificate ") or row.text == "key-string":
            return self._certificate(row, numbered)
        if row.text.startswith("macro name "):
            return self._until(row, re.compile(r"@\s*$"), numbered, "macro", "@")
        return ()

    def _banner(self, row: TextRow, banner: re.Match[str], numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
        delimiter = banner["any"] or banner["sign"]
        rest = row.text[banner.end() :]
        closing = re.compile(r"\^C|\x03" if delimiter in {"^C", "\x03"} else re.escape(delimiter))
        if closing.search(rest):
            return ()
        if delimiter == "^C" and "^" in rest and row.number >= self._last_closing:
            # `banner motd ^Closed on Sundays^`: the delimiter is the caret alone.
            return ()
        return self._until(row, closing, numbered, "banner", "^C" if delimiter == "\x03" else delimiter)

    @cached_property
    def _last_closing(self) -> int:
        """The number of the last line that has `^C` in it, 0 without one."""
        return next((number for number in range(len(self.lines), 0, -1) if "^C" in self.lines[number - 1]), 0)

    def _until(
        self, row: TextRow, closing: re.Pattern[str], numbered: Iterator[tuple[int, str]], what: str, sign: str
    ) -> tuple[str, ...]:
        body: list[str] = []
        for number, raw in numbered:
            body.append(raw)
            if not raw.strip():
                self.skipped.append(number)
            if closing.search(raw):
                return tuple(body)
        raise SourceError(
            f"the {what} that begins here has no end: no `{sign}` closes it",
            where=f"{self.filename}:{row.number}",
            hint=f"The file is cut off in it. {CAPTURE}",
        )

    def _certificate(self, row: TextRow, numbered: Iterator[tuple[int, str]]) -> tuple[str, ...]:
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
