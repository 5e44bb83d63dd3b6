"""A line and a password as they are typed; nothing is sent that would be more or less than the one line."""

from wizard.errors import Surprise

LONGEST_LINE = 254
"""The characters of a line that IOS takes (push.md A3.1 has no other figure; `unconfirmed`)."""


def typed_bytes(text: str, router: str) -> bytes:
    """A line as it is typed; a Surprise before anything is sent where it would be more or less than that line."""
    if not text.isascii() or not text.isprintable() or "?" in text or len(text) > LONGEST_LINE:
        raise Surprise(
            "a line cannot be typed: IOS takes printable ASCII without `?`, 254 characters at most",
            hint="Nothing of it was sent.",
            where=router,
        )
    return text.encode("ascii")


def password_bytes(characters: str, router: str) -> bytes:
    """A password as it is typed; `?` asks for no help there (IOS Security Command Reference, `enable password`)."""
    if not characters.isascii() or not characters.isprintable() or len(characters) > LONGEST_LINE:
        raise Surprise(
            "the password cannot be typed: at its question IOS takes printable ASCII, 254 characters at most",
            hint="Nothing of it was sent. Give the router another one.",
            where=router,
        )
    return characters.encode("ascii")
