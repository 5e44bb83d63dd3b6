"""What Git must not take from a site folder."""

GITIGNORE = ".gitignore"

_REASON = (
    "# ez2flex: what holds keys and passwords, and copies that editors leave of it. The last line that fits counts."
)

_LINES = (
    "secrets.toml",
    "*secrets*.toml*",
    "sources/",
    "out/",
    "pushed/",
    "logs/",
    ".lock",
    ".ez2flex-*",
    "*~",
    ".*.sw?",
    "*.sw?",
    "\\#*#",
    ".#*",
    "*.bak",
    "*.bak[0-9]",
    "*.orig",
    "*.old",
    "*.save",
    "*.rej",
    "*.tmp",
    "*.part",
)


def gitignore(earlier: bytes | None) -> bytes:
    """The lines of a person, and those of ours that are missing or that a later `!` takes back."""
    kept = earlier or b""
    rows = [row.rstrip() for row in kept.removeprefix(b"\xef\xbb\xbf").splitlines()]
    taken_back = max((index for index, row in enumerate(rows) if row.startswith(b"!")), default=-1)
    standing = set(rows[taken_back + 1 :])
    missing = [line for line in _LINES if line.encode() not in standing]
    if not missing:
        return kept
    between = b"" if not kept or kept.endswith(b"\n") else b"\n"
    return kept + between + "".join(f"{line}\n" for line in (_REASON, *missing)).encode()
