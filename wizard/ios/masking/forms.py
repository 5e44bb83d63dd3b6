"""Lines that hold a secret without a secret's word, each by the word with which it begins."""

from collections.abc import Callable, Iterator, Sequence

from wizard.model.literals import is_number

Words = Sequence[str]
Runs = Iterator[tuple[int, int]]
"""Of words that are masked: the first one, and the one behind the last."""


COMMANDS_OF_APPLETS = frozenset(
    [
        "enable",
        "ena",
        "en",
        "end",
        "exit",
        "configure",
        "conf",
        "config",
        "disable",
        "logout",
        "quit",
        "wr",
        "write",
        "show",
        "reload",
        "y",
        "n",
        "yes",
        "no",
        "$_cli_result",
    ]
)
"""What an applet sends to the router as one word without its being a reply to a question for a password."""

VARIABLES_OF_APPLETS = frozenset(
    [
        "_cron_entry",
        "_email_to",
        "_email_from",
        "_email_cc",
        "_show_cmd",
        "_show_cmd1",
        "_syslog_pattern",
        "_config_cmd1",
        "_config_cmd2",
    ]
)
"""The environment of applets as Cisco's samples name it, and which holds no secret."""

BANNERS = frozenset(["motd", "login", "exec", "incoming", "prompt-timeout", "slip-ppp", "config-save", "lcd", "wait"])
"""The kinds of banners."""

CHAT = frozenset(
    [
        "abort",
        "say",
        "timeout",
        "eof",
        "echo",
        "off",
        "on",
        "ok",
        "error",
        "busy",
        "connect",
        "no",
        "carrier",
        "dialtone",
        "answer",
    ]
)
"""The words of a chat script that are no reply."""


def _banner(words: Words, plain: Words, begin: int) -> Runs:
    """All of a banner, for nobody can know what it says."""
    first = begin + 2 if plain[begin + 1 : begin + 2] and plain[begin + 1] in BANNERS else begin + 1
    text = "".join(words[first:])
    if text != "^C" and len(text) > 1:
        yield first, len(words)


def _chat(words: Words, plain: Words, begin: int) -> Runs:
    """The replies of a chat script."""
    for at in range(begin + 2, len(words)):
        if not _is_chat(words[at], plain[at]):
            yield at, at + 1


def _is_chat(word: str, plain: str) -> bool:
    """Whether a word of a chat script is what is expected, a command of the modem or of the script."""
    if plain in CHAT or is_number(plain) or word.startswith("\\"):
        return True
    if plain.startswith("at") and "=" not in word and len(plain) <= _LONGEST_DIAL:
        return True
    return word.rstrip('"').endswith(":") or not word.strip('"')


_LONGEST_DIAL = 12


def _environment(words: Words, plain: Words, begin: int) -> Runs:
    """The value of a variable of applets."""
    opening, value = list(plain[begin + 1 : begin + 3]), begin + 4
    if opening == ["manager", "environment"] and value < len(words) and plain[value - 1] not in VARIABLES_OF_APPLETS:
        yield value, len(words)


def _action(words: Words, plain: Words, begin: int) -> Runs:
    """What an applet answers to a question, and what it keeps in a variable that is called so."""
    what, value = list(plain[begin + 2 : begin + 4]), begin + 4
    if len(what) < 2 or value >= len(words):
        return
    if what == ["cli", "command"] and _is_reply(words[value:], plain[value:]):
        yield value, value + 1
    if what[0] == "set" and any(part in what[1] for part in ("pass", "pw", "key", "secret", "token", "pin")):
        yield value, len(words)


def _is_reply(words: Words, plain: Words) -> bool:
    """Whether an applet sends one word that is no command."""
    alone = len(words) == 1 or words[0].endswith('"') or plain[1] == "pattern"
    return alone and plain[0] not in COMMANDS_OF_APPLETS and not plain[0].startswith("$")


FORMS: dict[str, Callable[[Words, Words, int], Runs]] = {
    "banner": _banner,
    "chat-script": _chat,
    "event": _environment,
    "action": _action,
}
