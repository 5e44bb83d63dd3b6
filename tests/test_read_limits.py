"""What is no file, or is larger than any configuration, is refused at once and in words."""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading import CONFIGS, read
from wizard.cli import main as run
from wizard.cli.exit_codes import Exit
from wizard.errors import SourceError
from wizard.parse.open_file import LARGEST, file_bytes
from wizard.parse.sources import read_source

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices have no names on Windows")


def refusal(path: Path) -> SourceError:
    """The error of a file that is not opened."""
    with pytest.raises(SourceError) as raised:
        file_bytes(path)
    return raised.value


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe with a name, into which nobody writes."""
    path = tmp_path / "pipe.cfg"
    os.mkfifo(path)
    return path


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Path]:
    """A socket with a name."""
    path = tmp_path / "socket.cfg"
    with socket.socket(socket.AF_UNIX) as named_socket:
        named_socket.bind(str(path))
        yield path


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    """Through a link as well."""
    path = tmp_path / "router.cfg"
    path.write_bytes(b"hostname x\r\n\xff")
    (tmp_path / "link.cfg").symlink_to(path)

    assert file_bytes(path) == file_bytes(tmp_path / "link.cfg") == b"hostname x\r\n\xff"


@posix
def test_nobody_waits_for_a_pipe(pipe: Path) -> None:
    """It is refused although no one writes into it, and so is the one that a shell makes of `<(command)`."""
    assert refusal(pipe).message == "is a pipe, not a file"

    reading, writing = os.pipe()
    try:
        error = refusal(Path(f"/dev/fd/{reading}"))
    finally:
        os.close(reading)
        os.close(writing)
    assert error.message == "is a pipe, not a file"
    assert "to a file" in error.hint


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/random"])
def test_a_device_is_not_read(device: str) -> None:
    """Some have no end, some wait for somebody."""
    assert refusal(Path(device)).message == "is a device, not a file"


@posix
def test_a_socket_is_not_read(listening: Path) -> None:
    """It is said what it is, rather than that there is no such device."""
    assert refusal(listening).message == "is a socket, not a file"


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    """The file in it is asked for."""
    error = refusal(tmp_path)

    assert (error.message, error.where) == ("is a folder, not a file", str(tmp_path))


@pytest.mark.parametrize("name", ["missing.cfg", "x" * 5000, "a\0b"])
def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    """A name that no system takes is refused as one that is not there."""
    error = refusal(tmp_path / name)

    assert error.where == str(tmp_path / name)
    assert error.hint == "Name a file that you may read."


def test_a_file_of_more_than_64_mib_is_refused_unread(tmp_path: Path) -> None:
    """Its size is asked for first; one that grows while it is read is read up to the limit."""
    path = tmp_path / "disk.img"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    assert refusal(path).message == "is larger than 64 MiB, which ez2flex reads at the most"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_file_that_tells_no_size_is_read_all_the_same() -> None:
    """What the system makes while it is read has size 0."""
    assert file_bytes(Path("/proc/self/status")).startswith(b"Name:")


@posix
@pytest.mark.parametrize("command", [["inspect"], ["plan", "-o", "site"]])
def test_every_command_refuses_what_is_no_file(
    command: list[str], pipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them are told at once, and nothing hangs."""
    monkeypatch.chdir(tmp_path)
    codes: list[int] = []
    thread = threading.Thread(
        target=lambda: codes.append(run([*command, "/dev/zero", str(pipe), str(tmp_path)])), daemon=True
    )
    thread.start()
    thread.join(20)

    assert codes == [Exit.SOURCE]
    said = capsys.readouterr().err
    assert "/dev/zero: is a device" in said
    assert f"{pipe}: is a pipe" in said
    assert f"{tmp_path}: " in said


def test_a_line_of_more_than_a_mib_is_refused_at_its_number() -> None:
    """It is no line of a router."""
    long = " description " + "x" * (2**20 - 12)
    assert read(f"interface Vlan1\n{long[:-1]}\n").router.interfaces

    with pytest.raises(SourceError, match="the line has 1048577 characters") as raised:
        read(f"hostname x\ninterface Vlan1\n{long}\n", "long.cfg")

    assert raised.value.where == "long.cfg:3"


def nested(levels: int) -> str:
    """One line below the other."""
    return "".join(f"{' ' * level}class c{level}\n" for level in range(levels))


def test_more_than_200_levels_are_refused_at_the_line() -> None:
    """However far a single line stands to the right."""
    assert read(f"interface Vlan1\n{' ' * 5000}ip address dhcp\n").router.interfaces

    with pytest.raises(SourceError, match="the line stands 201 levels deep") as raised:
        read(f"hostname x\n{nested(5000)}", "deep.cfg")

    assert raised.value.where == "deep.cfg:202"


def test_200_levels_go_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No command fails of a configuration that the limit lets pass."""
    files = []
    for name in ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"):
        path = tmp_path / name
        path.write_text((CONFIGS / name).read_text().replace("\nend\n", "\n") + nested(200))
        files.append(str(path))
    site = str(tmp_path / "site")

    codes = [
        run(["inspect", *files]),
        run(["plan", *files, "-o", site]),
        run(["render", site]),
        run(["check", site]),
        run(["diff", site, "--device", "guide-ezvpn-server"]),
    ]

    assert codes == [Exit.DONE, Exit.DONE, Exit.DONE, Exit.FOUND, Exit.FOUND]
    assert "bug of ours" not in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"\xc2\xa0\n\xe3\x80\x80\n", "\u2003\n\u2028\n\x85".encode(), b"\xef\xbb\xbf \n"])
def test_a_file_of_blanks_alone_is_refused(data: bytes) -> None:
    """Blanks of any alphabet are no configuration."""
    with pytest.raises(SourceError):
        read_source(data, "blank.cfg")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("\r", id="carriage-returns"),
        pytest.param("\x1b", id="escapes"),
        pytest.param("\x1b[", id="sequences-without-end"),
        pytest.param("a\b", id="backspaces"),
        pytest.param("--More-- ", id="pager"),
        pytest.param("\u3000", id="full-width-blanks"),
        pytest.param("ソ", id="letters"),
    ],
)
def test_a_long_line_of_one_thing_is_read_in_time(line: str) -> None:
    """No line takes longer than its length says."""
    times = []
    for length in (40_000, 160_000):
        text = "hostname x\ninterface Vlan1\n description " + line * (length // len(line)) + "\x07\n"
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)

    assert times[1] < 1
    assert times[1] < max(12 * times[0], 0.1)
