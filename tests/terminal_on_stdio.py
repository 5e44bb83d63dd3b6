"""A practice router's line on standard input and output: the shell that OpenSSH's sshd starts in the tests."""

import os
import sys
import tty

from tests.practice_routers import router


def main() -> None:
    """Carries bytes until the client goes away."""
    # The router echoes, no terminal of this machine does.
    tty.setraw(0)
    terminal = router().log_in("admin")
    try:
        while True:
            while printed := terminal.receive(0.0):
                os.write(1, printed)
            typed = os.read(0, 4096)
            if not typed:
                return
            terminal.send(typed)
    except (EOFError, OSError):
        sys.exit(0)


if __name__ == "__main__":
    main()
