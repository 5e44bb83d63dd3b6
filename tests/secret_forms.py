"""Every form of line in which IOS 15 and IOS-XE 17 keep a secret, and lines that only look like one.

`SECRET` stands for the secret; `TYPE` for how it is written, which may be nothing, 0, 5, 6, 7, 8 or 9.
"""

from tests.conftest import TESTS


def lines(name: str) -> tuple[str, ...]:
    """The lines of one of the tables."""
    return tuple((TESTS / "secrets" / f"{name}.txt").read_text("utf-8").splitlines())


WITH_SECRETS = lines("with")
ABBREVIATED = lines("abbreviated")
"""As a person types them; a router prints whole words."""
WITHOUT_SECRETS = lines("without")
"""Lines that stay as they are."""
