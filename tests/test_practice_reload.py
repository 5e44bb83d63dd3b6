"""A reload takes its time: logins and tunnels fall, and nobody reaches the router until it is up."""

import asyncio

import asyncssh
import pytest

from tests.practice_networks import SERVER, SPOKE, network_of, up
from tests.practice_routers import ARCHIVING, logged_in, prompt_of, received, router, told
from wizard.practice import PracticeRouter, StillBooting, VirtualClock
from wizard.practice.ssh_server import LOOPBACK, SshServer, new_host_key
from wizard.practice.timers import BOOT_TIME

BOOTED = BOOT_TIME.total_seconds()
EZVPN = {("EzVPN", "spoke", "hub")}


def reload(practice: PracticeRouter) -> None:
    """Saves and reloads."""
    terminal = logged_in(practice)
    told(terminal, "write memory")
    terminal.send(b"reload\r\r")
    came = received(terminal)
    assert "SHUTDOWN NOW" in came


def test_a_login_falls_and_nobody_gets_one_until_the_router_is_up() -> None:
    """What was saved is there behind it, and the time that it is up begins anew."""
    practice = router()
    other = logged_in(practice)
    practice.clock.go_on(300)
    reload(practice)

    received(other)
    with pytest.raises(EOFError):
        other.receive(0)
    with pytest.raises(StillBooting):
        practice.log_in("admin")
    practice.clock.go_on(BOOTED - 1)
    with pytest.raises(StillBooting):
        practice.log_in("admin")

    practice.clock.go_on(1)
    terminal = logged_in(practice)
    assert prompt_of(terminal) == "R1#"
    practice.clock.go_on(120)
    assert "R1 uptime is 2 minutes" in told(terminal, "show version")


def test_tunnels_fall_with_a_router_and_come_back_with_it() -> None:
    """At the other end too; what connects by itself does so again."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    clock = VirtualClock()
    for practice in (hub, spoke):
        practice.clock = clock
        clock.wake(practice)
    reload(hub)
    at_spoke = logged_in(spoke)

    assert up((hub, spoke)) == set()
    assert "(0/5)" in told(at_spoke, "ping 192.0.2.1")
    clock.go_on(BOOTED)
    assert up((hub, spoke)) == EZVPN
    assert "(5/5)" in told(at_spoke, "ping 192.0.2.1")


def test_a_client_that_was_told_to_connect_has_to_be_told_again() -> None:
    """`connect manual` waits for somebody behind a reload."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE.replace("connect auto", "connect manual"))
    told(logged_in(spoke), "crypto ipsec client ezvpn connect")
    assert up((hub, spoke)) == EZVPN
    reload(spoke)
    spoke.clock.go_on(BOOTED)

    assert up((hub, spoke)) == set()


def test_a_login_through_a_tunnel_falls_when_the_other_end_reloads() -> None:
    """What carries it is gone."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    terminal = spoke.log_in("admin", source="10.10.0.1")
    received(terminal)
    reload(hub)

    with pytest.raises(EOFError):
        terminal.receive(0)


def test_a_scheduled_reload_takes_back_what_was_not_saved_and_is_over_then() -> None:
    """A dead man's reload: the change is gone, and nothing is scheduled any more."""
    practice = router()
    terminal = logged_in(practice)
    told(terminal, "write memory")
    told(terminal, "configure terminal")
    told(terminal, "hostname R2")
    told(terminal, "end")
    for keys in ("reload in 5\r", "no\r", "\r"):
        terminal.send(keys.encode())
    practice.clock.go_on(300 + BOOTED)

    fresh = logged_in(practice)
    assert prompt_of(fresh) == "R1#"
    assert "No reload is scheduled" in told(fresh, "show reload")


def test_a_timer_that_survives_a_reload_goes_on_behind_it() -> None:
    """Nothing happens while the router boots; what is overdue then happens at once."""
    practice = router(ARCHIVING, beliefs={"timer-and-reload": "survives"})
    terminal = logged_in(practice)
    told(terminal, "configure terminal revert timer 2")
    told(terminal, "hostname R2")
    told(terminal, "end")
    practice.clock.go_on(60)
    reload(practice)
    practice.clock.go_on(BOOTED - 1)
    assert practice.hostname == "R2"

    practice.clock.go_on(1)
    assert practice.hostname == "R1"


def test_over_ssh_the_connection_is_closed_before_a_key_is_shown() -> None:
    """A client sees that nobody is there, and is let in behind it."""
    practice = router()
    server = SshServer(practice, host_key=new_host_key())

    async def prompt() -> str:
        async with (
            asyncssh.connect(
                LOOPBACK, server.port, username="admin", password="letmein", known_hosts=None
            ) as connection,
            connection.create_process(term_type="vt100") as process,
        ):
            return str(await process.stdout.readuntil("#"))

    try:
        reload(practice)
        with pytest.raises((OSError, asyncssh.Error)):
            asyncio.run(prompt())
        practice.clock.go_on(BOOTED)
        assert asyncio.run(prompt()).endswith("R1#")
    finally:
        server.close()
