"""The whole way through the wizard, from configurations to files, against the commands without it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import NARROW, TESTS, WIDE
from tests.pilot import Driver, driven, wizard
from wizard.cli import main
from wizard.guide.opening import Opening
from wizard.model.question import Kind
from wizard.plan.answer import open_answers, question_of

CONFIGS = TESTS / "configs"


class Way(NamedTuple):
    """One migration: its configurations, what is answered first, and what is answered otherwise later."""

    configurations: tuple[str, ...]
    first: dict[str, str]
    """Answers on the way, open ones among them."""
    later: dict[str, str]
    """Answers to earlier steps, given after the preview was looked at."""
    size: tuple[int, int]


WAYS = {
    "reuse-certificates": Way(
        ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg"),
        {"br-leeds.release": "15.7(3)M8", "pfs": "group19", "br-leeds.dpd": "30 5 periodic"},
        {"pfs": "group14", "encapsulation": "gre"},
        NARROW,
    ),
    "crypto-map-keys": Way(
        ("server-crypto-map.cfg", "spoke-client-mode.cfg", "spoke-network-plus.cfg"),
        {
            "spoke_authentication": "pre-share",
            "hub_authentication": "pre-share",
            "NW-KI-RTR01.pre_shared_key": "Kiel-0nly",
            "NW-HB-RTR01.pre_shared_key": "Bremen-0nly",
        },
        {"NW-KI-RTR01.pre_shared_key": "Kiel-0nly-2", "transform": "esp-gcm 256"},
        WIDE,
    ),
    "new-hub": Way(
        ("server-named-split-list.cfg", "spoke-dhcp-wan.cfg"),
        {
            "strategy": "new-hub",
            "hub_name": "tor-edge-02",
            "tor-edge-02.wan_interface": "GigabitEthernet0/0/0",
            "tor-edge-02.wan_address": "203.0.113.200/24",
            "tor-edge-02.default_gateway": "203.0.113.1",
            "tor-edge-02.lan_interface": "GigabitEthernet0/0/1",
            "tor-edge-02.lan_address": "10.250.0.2/24",
            "tor-edge-02.loopback_address": "10.255.0.2/32",
            "inter_hub": "none",
        },
        {"hub_name": "tor-flex-01", "inter_hub": "shared-lan", "server_lan_address": "10.250.0.1"},
        NARROW,
    ),
}

OPEN = {
    "login_username": "netadmin",
    "login_password": "L0gin-only",
    "pool_range": "10.99.0.1 10.99.0.254",
    "management_access": "outside",
}
"""What is typed where a question is still open at the end."""


async def answer_open(driver: Driver) -> dict[str, str]:
    """Answer every question that is still open; what was answered."""
    given: dict[str, str] = {}
    while waiting := open_answers(driver.plan):
        value = OPEN[waiting[0].question.key]
        await driver.answer(waiting[0].key, value)
        given[waiting[0].key] = value
    return given


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_the_wizard_writes_what_the_commands_write(way: Way, tmp_path: Path) -> None:
    """Whoever answers the same gets the same bytes, whether in the wizard or with plan and render."""
    files = tuple(CONFIGS / name for name in way.configurations)
    async with driven(wizard(Opening(files=files)), way.size, tmp_path) as driver:
        await driver.press("f", "f")
        for key, value in way.first.items():
            await driver.answer(key, value)
        given = await answer_open(driver)
        await driver.press("7")
        await driver.press("8")
        await driver.press("b", "b")
        for key, value in way.later.items():
            await driver.answer(key, value)
        given |= await answer_open(driver)
        await driver.press("8")
        await driver.press("e")
        folder = driver.app.folder
        assert folder is not None
        written = tree(folder / "out")
        drawn = {f"{secret.device}.{secret.key}": secret.value.reveal() for secret in driver.plan.secrets}

    answers = {name.replace("tor-edge-02.", "tor-flex-01."): value for name, value in (way.first | given).items()}
    # Keys that were drawn are nowhere but in the site: the commands get them as somebody would give them.
    commands(files, drawn | answers | way.later, tmp_path / "headless")

    assert written == tree(tmp_path / "headless" / "out")
    assert sum(name.endswith("target.cfg") for name in written) == len(
        {name.split("/")[0] for name in written if "/" in name}
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def commands(files: tuple[Path, ...], answers: dict[str, str], folder: Path) -> None:
    """`ez2flex plan` and `ez2flex render` with these answers."""
    secrets = folder.with_suffix(".toml")
    rows: list[str] = []
    settings: list[str] = []
    for name, value in answers.items():
        device, _, key = name.rpartition(".")
        if question_of(key).kind is Kind.SECRET:
            rows.append(f'device."{device}".{key} = "{value}"' if device else f'secrets.{key} = "{value}"')
        else:
            settings += ["--set", f"{name}={value}"]
    secrets.write_text("\n".join(rows))

    assert main(["plan", *map(str, files), *settings, "--secrets", str(secrets), "-o", str(folder)]) == 0
    assert main(["render", str(folder)]) == 0
