"""A new hub that is read with the others is planned as the new hub, and stays it when the routers are read again."""

from pathlib import Path

import pytest

from tests.commands import Done, ez2flex
from tests.served_practice import somebody_types
from wizard.cli.commands.practice import Known, practice_configurations, served_practice_site
from wizard.data.practice_site import PASSWORD
from wizard.parse.sources import read_source
from wizard.plan.perspective import hub_device, resolved
from wizard.site import read_site

NEW_HUB = b"""hostname flex-hub
interface GigabitEthernet0/0
 ip address 203.0.113.9 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.10.0.9 255.255.255.0
ip route 0.0.0.0 0.0.0.0 203.0.113.254
end
"""


def test_a_new_hub_that_is_read_is_the_new_hub_of_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no EzVPN, and was left out without a word; reading again with --take keeps it as it is by then."""
    hub = Known(device="flex-hub", configuration=read_source(NEW_HUB, "flex-hub.cfg").configuration)
    site, passwords = tmp_path / "site", tmp_path / "passwords.toml"
    passwords.write_text(f'password = "{PASSWORD}"\n', "utf-8")
    with served_practice_site(known=(*practice_configurations(), hub)) as (routers, key):

        def fetched(*words: str | Path) -> Done:
            return ez2flex(capsys, "fetch", *words, "--passwords", passwords, f"--host-key={key}")

        assert fetched(*(served.word for _, served in routers), "-o", site).code == 0
        plan = read_site(site)
        somebody_types(routers[-1][0], "interface GigabitEthernet0/1", "description LAN")
        taken = fetched(site, "--take")
        again = read_site(site)

    assert (hub_device(plan), resolved(plan, "strategy", "").value) == ("flex-hub", "new-hub")
    assert (taken.code, "description LAN" in taken.out) == (0, True)
    assert again.new_hub is not None
    assert "description LAN" in again.new_hub.configuration.text()


def test_a_second_router_without_ezvpn_is_refused_and_nothing_is_guessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read is kept, and why it is not planned is said."""
    hub = Known(device="flex-hub", configuration=read_source(NEW_HUB, "flex-hub.cfg").configuration)
    text = NEW_HUB.replace(b"flex-hub", b"core-switch")
    other = Known(device="core-switch", configuration=read_source(text, "core-switch.cfg").configuration)
    passwords = tmp_path / "passwords.toml"
    passwords.write_text(f'password = "{PASSWORD}"\n', "utf-8")
    with served_practice_site(known=(*practice_configurations(), hub, other)) as (routers, key):
        words = (served.word for _, served in routers)
        done = ez2flex(capsys, "fetch", *words, "-o", tmp_path / "site", "--passwords", passwords, f"--host-key={key}")

    assert "no EzVPN in them, and one new hub at most" in done.err
    assert len(list((tmp_path / "site" / "sources").iterdir())) == 5
