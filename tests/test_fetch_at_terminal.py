"""`ez2flex fetch` at a terminal: what is asked, of whom, and what is kept when somebody interrupts it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.at_terminal import at_terminal
from tests.openssh_server import LACKING, TODAY, Sshd, sshd
from tests.served_practice import Practice, served_practice
from wizard.data.practice_site import PASSWORD
from wizard.site import read_site


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The practice site behind SSH on free ports."""
    with served_practice(tmp_path) as served:
        yield served


@contextmanager
def silent_port() -> Iterator[str]:
    """A router that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            with suppress(OSError):
                while True:
                    taken.append(server.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield f"admin@127.0.0.1:{server.getsockname()[1]}"
        for connection in taken:
            connection.close()


def test_the_question_for_a_host_key_is_asked_until_it_is_answered(practice: Practice, tmp_path: Path) -> None:
    """As OpenSSH takes it: yes, no or the fingerprint; `y` may have been meant for something else."""
    hub, site = practice.words["practice-hub"], tmp_path / "site"
    with at_terminal(tmp_path, "fetch", hub, "-o", site) as terminal:
        terminal.waits_for(f"Password of admin on {hub.removeprefix('admin@')} (empty: a key of the agent):")
        terminal.types(f"{PASSWORD}\n")
        terminal.waits_for("Is it this router's key? [yes/no/fingerprint]:")
        terminal.types("y\n")
        terminal.waits_for("Please type yes, no, or the fingerprint:")
        terminal.types(f"{practice.key}\n")

        assert terminal.code() == 0, terminal.shown
    assert (site / "sources" / "practice-hub.cfg").exists()


def test_what_was_read_before_an_interrupt_is_kept_and_said(practice: Practice, tmp_path: Path) -> None:
    """With the host keys that were accepted; and it does not say that nothing was sent."""
    site = tmp_path / "site"
    words = [practice.words[name] for name in ("practice-hub", "practice-spoke1")]
    with (
        silent_port() as silent,
        at_terminal(tmp_path, "fetch", *words, silent, "-o", site, *practice.options) as terminal,
    ):
        terminal.waits_for(f"{words[1].removeprefix('admin@')}: show ip nat statistics")
        time.sleep(2)
        terminal.types("\x03")

        assert terminal.code() == 3, terminal.shown
    assert "2 of 3 routers were read before it ended, and are kept:" in terminal.shown
    assert "interrupted; nothing was changed on any router" in terminal.shown
    assert [source.device for source in read_site(site).sources] == ["practice-hub", "practice-spoke1"]
    assert (site / "known_hosts").read_text().count("ecdsa") == 2


def test_an_interrupt_at_once_leaves_no_folder_and_takes_no_time(tmp_path: Path) -> None:
    """A router that does not answer is not waited for."""
    with silent_port() as silent, at_terminal(tmp_path, "fetch", silent, "-o", tmp_path / "a" / "site") as terminal:
        terminal.waits_for("Password of")
        terminal.types("x\n")
        time.sleep(1)
        began = time.monotonic()
        terminal.types("\x03")

        assert terminal.code() == 3
    assert time.monotonic() - began < 10
    assert not (tmp_path / "a").exists()


def test_a_key_that_was_accepted_is_known_after_a_wrong_password(practice: Practice, tmp_path: Path) -> None:
    """It is not asked about a second time."""
    hub, site = practice.words["practice-hub"], tmp_path / "site"
    codes = []
    for typed, asked in (("mistyped", True), (PASSWORD, False)):
        with at_terminal(tmp_path, "fetch", hub, "-o", site) as terminal:
            terminal.waits_for("Password of admin")
            terminal.types(f"{typed}\n")
            if asked:
                terminal.waits_for("Is it this router's key?")
                terminal.types("yes\n")
            codes.append(terminal.code())
        assert ("Is it this router's key?" in terminal.shown) is asked

    assert codes == [3, 0]


def test_two_that_read_into_one_new_folder_do_not_both_begin(practice: Practice, tmp_path: Path) -> None:
    """The second hears of the first before it is asked for anything."""
    hub, site = practice.words["practice-hub"], tmp_path / "site"
    with at_terminal(tmp_path, "fetch", hub, "-o", site) as first:
        first.waits_for("Password of admin")
        with at_terminal(tmp_path, "fetch", hub, "-o", site) as second:
            assert second.code() == 3
        first.types(f"{PASSWORD}\n")
        first.waits_for("Is it this router's key?")
        first.types("yes\n")

        assert first.code() == 0, first.shown
    assert "it is being written by ez2flex fetch" in second.shown


def ssh_config(home: Path, text: str) -> None:
    """What ssh_config says."""
    (home / ".ssh").mkdir(exist_ok=True)
    (home / ".ssh" / "config").write_text(text)


def test_a_key_that_is_not_there_does_not_stand_for_a_password(practice: Practice, tmp_path: Path) -> None:
    """`Host *` often names keys that only other machines have."""
    ssh_config(tmp_path, "Host *\n IdentityFile ~/.ssh/id_of_another_machine\n")
    with at_terminal(tmp_path, "fetch", practice.words["practice-hub"], "-o", tmp_path / "site") as terminal:
        terminal.waits_for("Password of admin")

        assert "id_of_another_machine" not in terminal.shown
        assert terminal.shown.count("Password of admin") == 1


@pytest.mark.skipif(bool(LACKING), reason=LACKING)
class TestKeys:
    """Those of a machine, and what is asked around them."""

    @pytest.fixture
    def server(self, tmp_path: Path) -> Iterator[Sshd]:
        """A router behind OpenSSH that takes keys alone."""
        folder = tmp_path / "sshd"
        folder.mkdir()
        with sshd(folder, TODAY) as server:
            yield server

    def test_a_key_that_a_router_does_not_take_gives_way_to_a_password(
        self, practice: Practice, server: Sshd, tmp_path: Path
    ) -> None:
        """It is asked once, and the question names those that it goes to."""
        ssh_config(tmp_path, f"Host *\n IdentityFile {server.key_file}\n")
        words = [practice.words[name] for name in ("practice-hub", "practice-spoke1")]
        key = f"--host-key={practice.key}"
        with at_terminal(tmp_path, "fetch", *words, "-o", tmp_path / "site", key) as terminal:
            names = ", ".join(word.removeprefix("admin@") for word in words)
            terminal.waits_for(f"Password of admin on {names} (empty: leave it out):")
            terminal.types(f"{PASSWORD}\n")

            assert terminal.code() == 0, terminal.shown
        assert terminal.shown.count("Password of") == 1

    def test_an_encrypted_key_is_opened_with_its_passphrase(self, server: Sshd, tmp_path: Path) -> None:
        """Which is asked for, and no password is."""
        _encrypt(server.key_file, "open-sesame")
        ssh_config(tmp_path, f"Host old\n HostName 127.0.0.1\n Port {server.port}\n IdentityFile {server.key_file}\n")
        with at_terminal(tmp_path, "fetch", f"{server.user}@old", "-o", tmp_path / "site") as terminal:
            terminal.waits_for("Is it this router's key?")
            terminal.types("yes\n")
            terminal.waits_for(f"Passphrase of {server.key_file} (empty: leave it out):")
            terminal.types("open-sesame\n")

            assert terminal.code() == 0, terminal.shown
        assert "Password of" not in terminal.shown

    def test_a_jump_host_is_asked_for_a_password_of_its_own(self, server: Sshd, tmp_path: Path) -> None:
        """The same user on both may have two passwords, and whoever stands at the jump host would see the other."""
        jump = f"{server.user}@127.0.0.1:{server.port}"
        words = ("fetch", f"{server.user}@192.0.2.1", "--jump", jump, "-o", tmp_path / "site")
        with at_terminal(tmp_path, *words) as terminal:
            terminal.waits_for(f"Password of {server.user} on 192.0.2.1 (")
            terminal.types("of-the-router\n")
            terminal.waits_for(f"Password of {server.user} on the jump host 127.0.0.1:{server.port} (")

            assert terminal.shown.count("Password of") == 2
            assert "of-the-router" not in terminal.shown


def _encrypt(key_file: str, passphrase: str) -> None:
    import subprocess

    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", key_file], check=True)
