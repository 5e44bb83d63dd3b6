"""`ez2flex rehearse` where somebody hostile chose the folder and the names in it."""

import os
from pathlib import Path

from tests.test_rehearse import HOSTILE_FOLDER, command, practice, with_daemons  # noqa: F401 - a fixture


@with_daemons
def test_neither_the_current_folder_nor_that_of_temporary_files_matters(
    practice: Path,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """Root runs no program of the folder in which it stands, and any name of any folder will do."""
    folder = tmp_path / HOSTILE_FOLDER
    folder.mkdir()
    traps = ("swanctl", "charon-systemd", "ip", "unshare", "nsenter", "mount", "sh", "cat", "env", "rm", "python3")
    for name in traps:
        trap = folder / name
        trap.write_text("#!/bin/sh\necho > sprung\n")
        trap.chmod(0o755)
    running = command(practice, folder, TMPDIR=str(folder), PATH=f".::{os.environ['PATH']}:./")
    said, _ = running.communicate(timeout=60)

    assert running.returncode == 0, said
    assert sorted(path.name for path in folder.iterdir()) == sorted(traps)
