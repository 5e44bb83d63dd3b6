"""Commands as a person types them into a note, made into the words that a router prints."""

import re

from wizard.parse.shortened_words import FIRST_WORDS, whole_words

_FREE_TEXT = re.compile(r"(?:description|remark|banner|alias|menu|title|action|name|snmp-server|event)\b")
"""Lines whose own text may hold anything."""

_ARROW = re.compile(r"(?<=\s)(?:<[-=]{2,}|<[-=](?=\s)|[-=]{2,}>(?=\s)).*")
_REMARK = re.compile(r"\s(?:!+|//|;+|#+)(?:\s.*)?$")
_TAKES_REMARK = re.compile(
    r"(?:crypto|interface|peer|mode|connect|group|pool|acl|ip address|virtual-interface|virtual-template"
    r"|encr|encryption|hash|authentication|set|match|dns|wins|domain|save-password)\b"
)
_SECRET = re.compile(r"\b(?:key|password|secret|pre-shared-key|subject-name|challenge)\b")
"""Behind these words a sign may be part of what is kept secret, or of a name."""

_CAPITAL = re.compile(r"(?:No )?[A-Z][a-z-]+(?= |$)")
"""What a text editor makes of the beginning of a line; IOS takes keywords in either case and prints them small."""

_BLANKS = re.compile(r" {2,}")


def as_printed(text: str) -> str:
    """The line without a remark behind it, with single blanks and with whole words, where that is sure."""
    if (capital := _CAPITAL.match(text)) and capital[0].lower().removeprefix("no ") in FIRST_WORDS:
        text = capital[0].lower() + text[capital.end() :]
    if '"' in text or "^" in text or _FREE_TEXT.match(text):
        return text
    if " <" in text or "> " in text:
        text = _ARROW.sub("", text).rstrip()
    if _TAKES_REMARK.match(text) and (remark := _REMARK.search(text)) and not _SECRET.search(text):
        text = text[: remark.start()].rstrip()
    if "  " in text and _TAKES_REMARK.match(text):
        text = _single_blanks(text)
    if text.startswith(("cr", "no cr", "int")):
        text = whole_words(text)
        if "crypto ca " in text[: len("no crypto ca ")]:
            text = text.replace("crypto ca ", "crypto pki ", 1)
    return text


def _single_blanks(text: str) -> str:
    """Single blanks between the words up to a secret, which may hold two."""
    secret = _SECRET.search(text)
    end = secret.start() if secret else len(text)
    return _BLANKS.sub(" ", text[:end]) + text[end:]
