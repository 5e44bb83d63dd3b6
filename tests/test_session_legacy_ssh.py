"""A router that has the weak algorithms of IOS 15 alone is refused with the reason, and reached after consent."""

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.openssh_server import IOS_15, LACKING, TODAY, Sshd, sshd
from wizard.errors import LegacySshNeeded
from wizard.model.host import Host, LegacyConsent
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import HostKey, HostKeyUnknown, KnownHosts
from wizard.session.router_session import log_in
from wizard.session.ssh import connect
from wizard.session.ssh_credentials import Credentials

pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)

CONSENT = LegacyConsent(date=date(2026, 11, 29), reason="IOS 15.2 until it is replaced")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Sshd]:
    """One that has what IOS 15 has."""
    with sshd(tmp_path, IOS_15) as server:
        yield server


def host(server: Sshd, legacy: LegacyConsent | None = None) -> Host:
    """The router behind it."""
    return Host(name="r1", address="127.0.0.1", port=server.port, user=server.user, legacy=legacy)


def credentials(server: Sshd) -> Credentials:
    """Those that it takes."""
    return Credentials(user=server.user, key_file=server.key_file)


def known(server: Sshd) -> KnownHosts:
    """Its key, pinned."""
    return KnownHosts([f"[127.0.0.1]:{server.port} {server.host_key}"])


def test_weak_algorithms_are_not_used_unasked(old: Sshd) -> None:
    """The sentence says what the router has instead, and what to do."""
    with pytest.raises(LegacySshNeeded, match=r"weak SSH algorithms alone: .*host key ssh-rsa") as refused:
        connect(host(old), credentials(old), known(old))

    assert "Allow them for this router" in refused.value.hint


def test_after_consent_the_router_is_reached(old: Sshd) -> None:
    """With SHA-1, ssh-rsa and CBC."""
    wire = connect(host(old, CONSENT), credentials(old), known(old))
    session = log_in(Dialogue(wire, router="r1"), wire.close, router="r1", enable=None)

    assert b"hostname R1" in session.show("show running-config")
    session.close()


def test_an_unknown_key_is_asked_of_an_old_router_too(old: Sshd) -> None:
    """Consent to weak algorithms is no consent to any key."""
    with pytest.raises(HostKeyUnknown):
        connect(host(old, CONSENT), credentials(old), KnownHosts())


def test_a_router_of_today_needs_no_consent(tmp_path: Path) -> None:
    """The same shell behind the algorithms that OpenSSH offers by itself."""
    with sshd(tmp_path, TODAY) as server:
        wire = connect(host(server), credentials(server), known(server))
        session = log_in(Dialogue(wire, router="r1"), wire.close, router="r1", enable=None)

        assert b"hostname R1" in session.show("show running-config")
        session.close()


def test_a_host_of_ssh_config_is_fetched_with_its_key_and_again_later(
    old: Sshd, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """hosts.toml keeps its name there, and why weak algorithms are allowed to it."""
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "config").write_text(
        f"Host old-router\n HostName 127.0.0.1\n Port {old.port}\n User {old.user}\n IdentityFile {old.key_file}\n"
    )
    monkeypatch.setenv("HOME", str(home))
    kind, key = old.host_key.split()
    accepted = HostKey(kind=kind, blob=base64.b64decode(key)).fingerprint
    site = tmp_path / "site"
    words = ("fetch", "old-router", "-o", site, f"--host-key={accepted}")
    refused = ez2flex(capsys, *words)

    assert refused.code == 3
    assert "weak SSH algorithms alone" in refused.err

    done = ez2flex(capsys, *words, "--allow-legacy", "IOS 15.2 until spring")

    assert done.code == 0, done.err
    kept = (site / "hosts.toml").read_text()
    assert 'address = "old-router"' in kept
    assert 'reason = "IOS 15.2 until spring"' in kept

    assert ez2flex(capsys, "fetch", site).code == 0
