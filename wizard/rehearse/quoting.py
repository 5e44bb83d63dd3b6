"""How a value is written for strongSwan, so that it reads back as itself and nothing else."""

from collections.abc import Iterable

from wizard.errors import RehearsalError

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: object) -> str:
    r"""A value of swanctl.conf or strongswan.conf, as one string in double quotes.

    The grammar is src/libstrongswan/settings/settings_lexer.l and settings_parser.y. A value is a row of words and
    strings that ends with its line, at `#` or at `}`. In a string (state `str`) only two characters mean anything: `"`
    ends it, and `\` takes the next character as it is, but for `\n`, `\r`, `\t`, and the end of a line, which it takes
    away. A bare carriage return is dropped. `#`, `{`, `}`, `=`, `:`, `$` and `include` mean nothing there. NUL ends the
    text in C, and what is no Unicode cannot be written.
    """
    value = str(text)
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise RehearsalError(f"the daemons cannot be told {value!r}", hint="It holds what no text can.")
    return f'"{value.translate(_ESCAPES)}"'


def listed(values: Iterable[object]) -> str:
    """The value of a key that holds several; swanctl splits it at commas, which nothing escapes, and trims blanks.

    The keys are those of `is_list_key` and `is_file_list_key` in src/swanctl/commands/load_conns.c: `certs`, `cacerts`,
    `local_addrs`, `remote_addrs`, `proposals`, `esp_proposals`, `local_ts`, `remote_ts`, `vips`, `pools`.
    """
    texts = [str(value) for value in values]
    for text in texts:
        if not text or "," in text or text != text.strip(" "):
            raise RehearsalError(
                f"the daemons cannot be told {text!r} in a list", hint="It would be more than one, or none."
            )
    return quoted(", ".join(texts))
