"""Whoever takes a hub back is told of the spokes that other sites of this machine have moved to it."""

import shutil
from pathlib import Path

import pytest

from tests.golden_cases import GOLDEN, golden_plan
from tests.test_push_journal import FACTS, Clock
from wizard.guide.spokes_elsewhere import spokes_elsewhere
from wizard.model.host import Host
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Kind, Verdict
from wizard.site.file_names import HOSTS
from wizard.site.folder import Folder
from wizard.site.hosts_file import hosts_toml
from wizard.site.known import remember

CASE, HUB, SPOKE, OTHER_HUB = "branches-eigrp", "hq-vpn1", "br-hull", "guide"
ON_THE_HUB = {Verdict.TRIAL, Verdict.NEW_UNSAVED, Verdict.NEW_SAVED, Verdict.UNKNOWN, Verdict.MIX}


def site(folder: Path, case: str = CASE, *, serial: str = "", **verdicts: Verdict) -> Path:
    """A folder with a golden site that this machine knows, and what the journals of its routers say last."""
    shutil.copytree(GOLDEN / case / "site", folder)
    if serial:
        (folder / HOSTS).write_bytes(hosts_toml([Host(name=HUB, address="192.0.2.1", serial=serial)], None))
    with Folder(folder) as opened:
        for name, verdict in verdicts.items():
            with Journal(opened, journal_name(name.replace("_", "-")), now=Clock()) as journal:
                journal.begin(FACTS | {"hostname": name.replace("_", "-")})
                journal.add(Kind.VERDICT, verdict=verdict)
    remember(folder)
    return folder


def told(folder: Path) -> list[str]:
    """What is said at a site."""
    return [str(said) for said in spokes_elsewhere(golden_plan(CASE), folder)]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_spoke_of_another_site_is_named_where_it_is_on_the_hub_or_may_be(tmp_path: Path, verdict: Verdict) -> None:
    """One that runs EzVPN loses nothing when the hub goes back."""
    here, there = site(tmp_path / "here"), site(tmp_path / "there", br_hull=verdict)

    assert told(here) == ([f"{SPOKE} of {there} ({verdict})"] if verdict in ON_THE_HUB else [])


def test_a_site_says_nothing_of_itself_nor_of_what_it_has_not_begun(tmp_path: Path) -> None:
    """Its own spokes are looked at by its own push."""
    here = site(tmp_path / "here", br_hull=Verdict.NEW_SAVED)
    site(tmp_path / "there")

    assert told(here) == []


def test_a_spoke_whose_journal_nobody_can_read_may_have_moved(tmp_path: Path) -> None:
    """It is named with the others: the hub may carry it."""
    here, there = site(tmp_path / "here"), site(tmp_path / "there", br_hull=Verdict.NEW_SAVED)
    (there / journal_name(SPOKE)).write_bytes(b"spoilt\n")

    assert told(here) == [f"{SPOKE} of {there} (UNKNOWN)"]


def test_a_hub_of_another_name_is_another_hub(tmp_path: Path) -> None:
    """Its spokes go elsewhere."""
    here = site(tmp_path / "here")
    site(tmp_path / "there", OTHER_HUB, **{"ezvpn-spoke1": Verdict.NEW_SAVED})

    assert told(here) == []


@pytest.mark.parametrize(
    ("serials", "is_named"), [(("A1", "A1"), True), (("A1", "B2"), False), (("A1", ""), True), (("", "B2"), True)]
)
def test_two_routers_of_one_name_are_told_apart_by_their_serial_numbers(
    tmp_path: Path,
    serials: tuple[str, str],
    is_named: bool,  # noqa: FBT001
) -> None:
    """Where one of them is not known they may be the same."""
    here = site(tmp_path / "here", serial=serials[0])
    site(tmp_path / "there", serial=serials[1], br_hull=Verdict.NEW_SAVED)

    assert bool(told(here)) is is_named
