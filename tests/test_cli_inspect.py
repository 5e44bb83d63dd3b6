"""`ez2flex inspect`: what EzVPN is in the configurations, and what becomes of each line."""

import re
from pathlib import Path

import pytest

from tests.commands import COMPLETE, CONFIGS, configurations, ez2flex

EZVPN_SOURCES = tuple(
    path.name for path in sorted(CONFIGS.glob("*.cfg")) if path.name.startswith(("server-", "spoke-", "guide-ezvpn-"))
)


def test_a_server_and_a_spoke_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Each router's role, group, peers and interfaces are shown, without being asked."""
    done = ez2flex(capsys, "inspect", *configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"))

    assert done.code == 0
    assert "guide-ezvpn-server: EzVPN server" in done.out
    assert "EzVPN group cisco: a key, no pool, split list 101" in done.out
    assert "guide-ezvpn-spoke1: EzVPN spoke" in done.out
    assert "peers 10.0.0.1; no virtual interface" in done.out
    assert "outside Ethernet0/0; inside Ethernet0/1" in done.out


def test_the_ledger_is_shown_with_what_each_line_becomes(capsys: pytest.CaptureFixture[str]) -> None:
    """A line of EzVPN stands beside its reason and its new lines."""
    done = ez2flex(capsys, "inspect", *configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"))

    assert re.search(r"carried +domain cisco.com\n.*\n +-> guide-ezvpn-server: .* / def-domain cisco.com", done.out)
    assert re.search(r"dropped +save-password\n +\w", done.out)
    assert re.search(r"\d+ lines: \d+ carried, \d+ transformed, \d+ dropped, \d+ kept", done.err)


@pytest.mark.parametrize("name", EZVPN_SOURCES)
def test_one_lone_file_is_enough(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A single server or spoke is inspected, and each of its lines has one verdict."""
    done = ez2flex(capsys, "inspect", *configurations(name), "--json")

    assert done.code == 0
    rows = done.json["ledger"]
    assert rows
    assert len({row["line"] for row in rows}) == len(rows)
    assert {tuple(row) for row in rows} == {("device", "line", "text", "verdict", "becomes", "why", "source")}
    assert {row["verdict"] for row in rows} <= {"carried", "transformed", "dropped", "kept", "decide", "unknown"}


def test_json_says_what_a_script_needs_of_each_device(capsys: pytest.CaptureFixture[str]) -> None:
    """Role, release and EzVPN of each device stand in fields of their own."""
    server, spoke = ez2flex(capsys, "inspect", "--json", *configurations(*COMPLETE)).json["devices"]

    assert (server["device"], server["clients"]) == ("hq-vpn1", [])
    assert [group["split_list"] for group in server["server"]["groups"]] == ["120"]
    assert spoke["server"] is None
    assert [client["mode"] for client in spoke["clients"]] == ["network-extension"]


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["text", "json"])
def test_no_key_or_password_is_shown(json: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Group keys, passwords and communities are masked."""
    names = ("server-dvti.cfg", "spoke-nem-classic.cfg")
    secrets = re.findall(
        r"(?m)^ *(?:key|group \S+ key|snmp-server community|username .*(?:password|secret)) (?:\d )?(\S+)",
        "".join((CONFIGS / name).read_text("utf-8") for name in names),
    )
    done = ez2flex(capsys, "inspect", *configurations(*names), *json)

    assert secrets
    assert not [secret for secret in secrets if secret in done.out + done.err]


def test_a_configuration_without_ezvpn_is_one_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A FlexVPN router is not EzVPN, and the error says what it looks like."""
    done = ez2flex(capsys, "inspect", *configurations("guide-flexvpn-spoke3.cfg"))

    assert (done.code, done.out) == (65, "")
    assert "guide-flexvpn-spoke3.cfg: there is no EzVPN in this configuration" in done.err
    assert "moved already" in done.err


def test_every_file_that_cannot_be_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Two missing files are two problems, reported at once."""
    done = ez2flex(capsys, "inspect", "absent-1.cfg", "absent-2.cfg")

    assert done.code == 65
    assert "absent-1.cfg: cannot be read: No such file" in done.err
    assert "absent-2.cfg: cannot be read: No such file" in done.err


def test_another_capture_in_the_same_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A log with the running and the startup configuration says which of its lines are not read."""
    text = (CONFIGS / COMPLETE[1]).read_text("utf-8")
    log = tmp_path / "putty.log"
    log.write_text(f"r#show running-config\n{text}\nend\nr#show startup-config\n{text}\nend\nr#exit\n")
    done = ez2flex(capsys, "inspect", log)

    assert "hold another capture of this router: they are left out" in done.out
    assert "another capture" not in ez2flex(capsys, "inspect", CONFIGS / COMPLETE[1]).out


def test_a_file_that_cannot_be_read_takes_no_other_one_away(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The good ones are shown or planned, the bad one is said, and the exit code is that of the bad one."""
    cut_off = tmp_path / "cut-off.cfg"
    cut_off.write_text("hostname r9\nbanner motd ^C\nkeep out\n", "utf-8")
    good = configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
    shown = ez2flex(capsys, "inspect", *good, cut_off, tmp_path / "nowhere.cfg")
    planned = ez2flex(capsys, "plan", *good, cut_off, "-o", tmp_path / "site")
    alone = ez2flex(capsys, "plan", good[1], cut_off, "-o", tmp_path / "other")

    assert (shown.code, planned.code, alone.code) == (65, 65, 65)
    assert "guide-ezvpn-spoke1: EzVPN spoke" in shown.out
    assert "cut-off.cfg:2" in shown.err
    assert "nowhere.cfg: cannot be read" in shown.err
    assert "site is planned" in planned.err
    assert "cut-off.cfg:2" in planned.err
    assert len([*(tmp_path / "site" / "sources").iterdir()]) == 2
    assert not (tmp_path / "other").exists()
