"""Commands as a person types them into a note, made into the words that a router prints."""

import re
from collections.abc import Collection

from wizard.model.literals import is_number

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

_BLANKS = re.compile(r" {2,}")


def as_printed(text: str) -> str:
    """The line without a remark behind it, with single blanks and with whole words, where that is sure."""
    if '"' in text or "^" in text or _FREE_TEXT.match(text):
        return text
    if " <" in text or "> " in text:
        text = _ARROW.sub("", text).rstrip()
    if _TAKES_REMARK.match(text) and (remark := _REMARK.search(text)) and not _SECRET.search(text):
        text = text[: remark.start()].rstrip()
    if "  " in text and _TAKES_REMARK.match(text):
        text = _single_blanks(text)
    if text.startswith(("cr", "no cr", "int")):
        text = _whole_words(text)
    return text


def _single_blanks(text: str) -> str:
    """Single blanks between the words up to a secret, which may hold two."""
    secret = _SECRET.search(text)
    end = secret.start() if secret else len(text)
    return _BLANKS.sub(" ", text[:end]) + text[end:]


_NAME = "*"
_NUMBER = "#"

_PHRASES = (
    "crypto isakmp client configuration group *",
    "crypto isakmp client configuration address-pool local *",
    "crypto isakmp client configuration browser-proxy *",
    "crypto isakmp client firewall *",
    "crypto isakmp aggressive-mode disable",
    "crypto isakmp enable",
    "crypto isakmp fragmentation",
    "crypto isakmp identity *",
    "crypto isakmp invalid-spi-recovery",
    "crypto isakmp keepalive #",
    "crypto isakmp key *",
    "crypto isakmp nat keepalive #",
    "crypto isakmp peer *",
    "crypto isakmp policy #",
    "crypto isakmp profile *",
    "crypto isakmp xauth timeout #",
    "crypto ipsec client ezvpn * inside",
    "crypto ipsec client ezvpn * outside",
    "crypto ipsec df-bit *",
    "crypto ipsec fragmentation *",
    "crypto ipsec nat-transparency *",
    "crypto ipsec optional *",
    "crypto ipsec profile *",
    "crypto ipsec security-association *",
    "crypto ipsec transform-set *",
    "crypto map * client accounting list *",
    "crypto map * client authentication list *",
    "crypto map * client configuration address *",
    "crypto map * isakmp authorization list *",
    "crypto map * isakmp-profile *",
    "crypto map * local-address *",
    "crypto map * redundancy *",
    "crypto map * # ipsec-isakmp dynamic *",
    "crypto map * # ipsec-manual",
    "crypto dynamic-map * #",
    "crypto ca",
    "crypto call",
    "crypto ctcp",
    "crypto engine",
    "crypto gdoi",
    "crypto identity",
    "crypto ikev2",
    "crypto key",
    "crypto keyring *",
    "crypto logging",
    "crypto mib",
    "crypto pki",
    "crypto provisioning",
    "crypto xauth",
    "interface *",
)
"""What may be shortened, word by word; `*` is any word and `#` a number."""


class _Words(dict[str, "_Words"]):
    """The words that may stand next, each with those that may follow it."""


def _phrases() -> _Words:
    """Every phrase, word below word."""
    first = _Words()
    for phrase in _PHRASES:
        words = first
        for word in phrase.split():
            words = words.setdefault(word, _Words())
    return first


_FIRST = _phrases()


def _whole_words(text: str) -> str:
    """The words that IOS would take the shortened ones for; the line as it is where one may be two words."""
    negation = "no " if text.startswith("no ") else ""
    words = text.removeprefix("no ").split(" ")
    following = _FIRST
    for place, word in enumerate(words):
        meant = _meant(word, following)
        if meant is None:
            return text
        if not meant:
            break
        following = following[meant]
        if meant not in {_NAME, _NUMBER}:
            words[place] = meant
    return negation + " ".join(words)


def _meant(word: str, kinds: Collection[str]) -> str | None:
    """Which of them a word stands for, "" for none of them, None where it may be several."""
    if word in kinds:
        return word
    if _NUMBER in kinds and is_number(word):
        return _NUMBER
    longer = [kind for kind in kinds if word and kind.startswith(word)]
    if len(longer) > 1:
        return None
    return longer[0] if longer else _NAME if _NAME in kinds else ""
