"""A router is the same one whatever it is called now, and no other takes its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.served_practice import Practice, served_practice, somebody_types
from wizard.site import read_site


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The practice site behind SSH on free ports, and a file with its password."""
    with served_practice(tmp_path) as served:
        yield served


@pytest.fixture
def site(practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A site that was fetched, with an answer for one of its spokes."""
    folder = tmp_path / "site"
    assert ez2flex(capsys, "fetch", *practice.words.values(), "-o", folder, *practice.options).code == 0
    assert ez2flex(capsys, "plan", folder, "--set", "practice-spoke1.management_access=outside").code == 0
    return folder


def devices(site: Path) -> list[str]:
    """Those of its plan."""
    return sorted(source.device for source in read_site(site).sources)


@pytest.mark.parametrize("saved", [(), ("do write memory",)])
def test_a_router_that_was_renamed_is_read_once(
    saved: tuple[str, ...], practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It keeps its table, and its answers go over to the new name; whether anybody saved it does not matter."""
    somebody_types(practice.routers["practice-spoke1"], "hostname store-0417-r1", *saved)
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code == 0, done.err
    assert "store-0417-r1 (it was called practice-spoke1 before)" in done.out
    assert (site / "hosts.toml").read_text().count("address") == 3

    assert ez2flex(capsys, "fetch", site, "--take", *practice.options).code == 0
    assert devices(site) == ["practice-hub", "practice-spoke2", "store-0417-r1"]
    plan = (site / "plan.toml").read_text()
    assert '"practice-spoke1' not in plan
    assert 'management_access = "outside"' in plan
    assert "Nothing has changed" in ez2flex(capsys, "fetch", site, *practice.options).err


def test_a_renamed_router_that_is_named_again_replaces_itself(
    practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its place and its serial number it is the one that the site has."""
    somebody_types(practice.routers["practice-spoke1"], "hostname store-0417-r1")
    done = ez2flex(capsys, "fetch", practice.words["practice-spoke1"], "-o", site, *practice.options)

    assert done.code == 0, done.err
    assert "store-0417-r1: it was called practice-spoke1 before" in done.out
    assert devices(site) == ["practice-hub", "practice-spoke2", "store-0417-r1"]
    assert 'management_access = "outside"' in (site / "plan.toml").read_text()


def test_a_table_that_somebody_renamed_is_no_second_router(
    practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It gets the name back that the router has, with what was written in it."""
    hosts = site / "hosts.toml"
    hosts.write_text(hosts.read_text().replace("[practice-spoke1]", "[store]\n# on the second floor"))
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code == 0, done.err
    assert "Nothing has changed" in done.err
    assert "[store]" not in hosts.read_text()
    assert "# on the second floor" in hosts.read_text()
    assert hosts.read_text().count("address") == 3


def test_a_name_of_another_router_in_a_table_takes_no_source_away(
    practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two tables whose names were exchanged get them back."""
    hosts = site / "hosts.toml"
    text = hosts.read_text().replace("[practice-spoke1]", "[x]").replace("[practice-spoke2]", "[practice-spoke1]")
    hosts.write_text(text.replace("[x]", "[practice-spoke2]"))
    done = ez2flex(capsys, "fetch", site, "--take", *practice.options)

    assert devices(site) == ["practice-hub", "practice-spoke1", "practice-spoke2"], done.err
    assert hosts.read_text().count("address") == 3


def test_a_router_that_shows_no_serial_number_any_more_is_not_taken_for_the_same(
    practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The comparison is not left out in silence."""
    practice.routers["practice-spoke1"].serial = ""
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code == 65
    assert "nobody can tell whether it is the same router" in done.err


def test_a_router_without_a_serial_number_is_said_to_be_told_by_its_key_alone(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """When it is read for the first time."""
    practice.routers["practice-hub"].serial = ""
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", tmp_path / "site", *practice.options)

    assert done.code == 0
    assert "No serial number is shown by practice-hub" in done.err


def test_another_router_at_a_place_is_told_by_its_serial_number_where_it_is_named(
    practice: Practice, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not only where the site is read again."""
    practice.routers["practice-spoke1"].serial = "FTX0000OTHER"
    done = ez2flex(capsys, "fetch", practice.words["practice-spoke1"], "-o", site, *practice.options)

    assert done.code == 3
    assert "another router answers" in done.err


def test_two_routers_of_one_name_are_not_both_kept(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In whatever case their names are written: the first one is, and the other is named."""
    somebody_types(practice.routers["practice-spoke2"], "hostname PRACTICE-SPOKE1")
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", tmp_path / "site", *practice.options)

    assert done.code == 65
    assert "it calls itself PRACTICE-SPOKE1, which is the router at" in done.err
    assert devices(tmp_path / "site") == ["practice-hub", "practice-spoke1"]


def test_one_router_under_two_addresses_is_kept_once(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told by its serial number."""
    hub = practice.words["practice-hub"]
    words = (hub, practice.words["practice-spoke1"], hub.replace("127.0.0.1", "localhost"))
    done = ez2flex(capsys, "fetch", *words, "-o", tmp_path / "site", *practice.options)

    assert "it is practice-hub, which was read at 127.0.0.1 already" in done.err
    assert devices(tmp_path / "site") == ["practice-hub", "practice-spoke1"]


def test_a_spoke_that_was_renamed_before_there_was_a_plan_is_kept_once(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its file under the earlier name goes."""
    spoke, site = practice.words["practice-spoke1"], tmp_path / "site"
    ez2flex(capsys, "fetch", spoke, "-o", site, *practice.options)
    somebody_types(practice.routers["practice-spoke1"], "hostname store-0417-r1")
    ez2flex(capsys, "fetch", spoke, "-o", site, *practice.options)

    assert [path.name for path in (site / "sources").iterdir()] == ["store-0417-r1.cfg"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{site}", "--jump", "me@jump"), "how the routers of a site are reached stands in its hosts.toml"),
        (("{site}", "--user", "me"), "how the routers of a site are reached stands in its hosts.toml"),
        (("{site}", "-o", "elsewhere"), "a site is read again alone, and where it is"),
        (("{site}", "10.0.0.1", "-o", "elsewhere"), "a site is read again alone, and where it is"),
        (("10.0.0.1", "-o", "elsewhere", "--take"), "it is for a site that is read again"),
        (("10.0.0.1", "10.0.0.1", "-o", "elsewhere"), "it is named twice"),
        (("10.0.0.1",), "there is no folder for the site"),
    ],
)
def test_an_option_that_would_not_be_heard_is_refused(
    words: tuple[str, ...], sentence: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is sent."""
    done = ez2flex(capsys, "fetch", *(word.format(site=site) for word in words))

    assert done.code == 64
    assert sentence in done.err


def test_a_site_that_was_not_fetched_says_how_its_routers_are_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planned from files it knows no address."""
    (site / "hosts.toml").unlink()
    done = ez2flex(capsys, "fetch", site)

    assert done.code == 3
    assert "hosts.toml names none" in done.err
    assert f"ez2flex fetch [USER@]ADDRESS... -o {site}" in done.err
