"""Behind the practice site of `ez2flex demo` stand its routers, as long as the wizard is open."""

import errno
import os
import socket
from pathlib import Path

import pytest

from screens.app import EzApp
from tests.commands import ez2flex
from tests.pilot import NOON, driven
from wizard.data.practice_site import PASSWORD
from wizard.cli.demo_routers import DemoRouters
from wizard.errors import AnswerError, ConnectError
from wizard.guide.opening import Opening
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.session.known_hosts import KnownHosts
from wizard.session.ssh import connect
from wizard.session.ssh_credentials import Credentials
from wizard.site import Writer
from wizard.site.hosts_file import read_hosts

ADMIN = Credentials(user="admin", password=Secret(PASSWORD))


def demo(*served: DemoRouters) -> EzApp:
    """`ez2flex demo`, and the routers that it starts."""

    def routers() -> DemoRouters:
        return served[0] if served else refused()

    app = EzApp(Opening(demo=True), clock=lambda: NOON)
    app.new_routers = routers
    return app


def refused() -> DemoRouters:
    """What becomes of routers on a machine on which nobody may listen."""
    raise AnswerError("this machine lets nobody listen on 127.0.0.1: Permission denied", hint="", where="practice")


def ways(site: Path) -> tuple[tuple[Host, ...], KnownHosts]:
    """How a site says that its routers are reached."""
    hosts = read_hosts((site / "hosts.toml").read_bytes(), "hosts.toml")
    return hosts, KnownHosts((site / "known_hosts").read_text("utf-8").splitlines())


async def test_the_wizard_says_how_to_log_in_and_the_saved_site_knows_the_routers(tmp_path: Path) -> None:
    """On the screen, in every help, and in hosts.toml; when the wizard is left they are gone."""
    routers = DemoRouters()
    async with driven(demo(routers), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: driver.app.said.startswith("Practice site, its routers SIMULATED: ssh -p "))
        await driver.press("question_mark")
        assert "practice-spoke2    ssh -p " in driver.screen_text()
        assert f"the password is {PASSWORD}" in " ".join(driver.screen_text().split())
        await driver.press("escape", "ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))
        await driver.until(lambda: (tmp_path / "site" / "known_hosts").exists())

        hosts, known = ways(tmp_path / "site")
        for host in hosts:
            connect(host, ADMIN, known).close()
        assert len(hosts) == 3
        driver.app.let_go()

    with pytest.raises(ConnectError, match="refuses"):
        connect(hosts[0], ADMIN, known)


async def test_where_nobody_may_listen_the_practice_site_has_no_routers_and_all_else(tmp_path: Path) -> None:
    """The wizard says why, and goes on."""
    async with driven(demo(), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: driver.app.said.startswith("Practice site without routers: this machine lets "))
        assert "Next: Strategy, 1 open" in driver.app.said
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))

        assert (tmp_path / "site" / "plan.toml").exists()
        assert not (tmp_path / "site" / "hosts.toml").exists()


async def test_a_migration_of_ones_own_has_no_practice_routers_behind_it(tmp_path: Path) -> None:
    """They end with the practice site, and nothing of one's own is said to have them."""
    routers = DemoRouters()
    async with driven(demo(routers), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: "SIMULATED" in driver.app.said)
        driver.app.open(Opening())
        await driver.settle()

        assert driver.app.beside_help == ""


def test_two_wizards_at_once_have_routers_at_other_ports(tmp_path: Path) -> None:
    """And each of them writes its own into its site, the lines of a person beside them."""
    one, other = DemoRouters(), DemoRouters()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "known_hosts").write_text("[192.0.2.1]:22 ssh-rsa AAAA\n")
    try:
        assert one.first_port != other.first_port
        with Writer(tmp_path / "site") as site:
            other.keep_ways(site)
            other.keep_ways(site)
        hosts, known = ways(tmp_path / "site")

        assert hosts[0].port == other.first_port
        assert len(hosts) == 3
        assert known.text().count("\n") == 4
    finally:
        one.close()
        other.close()


def test_a_machine_on_which_nobody_may_listen_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By `ez2flex practice` too, with the reason of the system."""

    def refuse(*_: object, **__: object) -> socket.socket:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(socket, "create_server", refuse)
    done = ez2flex(capsys, "practice")

    assert done.code != 0
    assert "this machine lets nobody listen on 127.0.0.1: Permission denied" in done.err
    with pytest.raises(AnswerError, match="lets nobody listen"):
        DemoRouters()
