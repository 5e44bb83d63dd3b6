"""`ez2flex fetch`: routers that are read over real SSH become a site, and are read again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.served_practice import Practice, served_practice, somebody_types
from wizard.data.practice_site import PASSWORD
from wizard.model.configuration import Line
from wizard.site import read_site


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """The practice site behind SSH on free ports, and a file with its password."""
    with served_practice(tmp_path) as served:
        yield served


def test_routers_that_are_fetched_are_a_site_that_can_be_planned(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same as from the files: its devices, and what is still open."""
    site = tmp_path / "site"
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)

    assert done.code == 0, done.err
    assert [source.device for source in read_site(site).sources] == list(practice.words)
    assert ez2flex(capsys, "plan", site).code == 0
    assert sorted(path.name for path in site.iterdir() if path.name in {"hosts.toml", "known_hosts", "sources"}) == [
        "hosts.toml",
        "known_hosts",
        "sources",
    ]


def test_no_password_stands_in_the_site_or_on_the_screen(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither in a file nor in what is told."""
    site = tmp_path / "site"
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)
    files = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file() and "sources" not in path.parts)

    assert f'"{PASSWORD}"' not in files.decode() + done.out + done.err
    assert "password" not in (site / "hosts.toml").read_text().replace("Passwords are asked for", "")


def test_the_user_of_the_command_line_is_the_user_of_the_next_time(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """hosts.toml keeps who logged in."""
    site = tmp_path / "site"
    words = [word.removeprefix("admin@") for word in practice.words.values()]
    done = ez2flex(capsys, "fetch", *words, "--user", "admin", "-o", site, *practice.options)

    assert done.code == 0, done.err
    assert ez2flex(capsys, "fetch", site, *practice.options).code == 0


def test_a_router_that_fails_leaves_the_others(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are kept, and the exit code says that one is missing."""
    site = tmp_path / "site"
    words = list(practice.words.values())
    done = ez2flex(capsys, "fetch", *words[:2], "admin@127.0.0.1:1", "-o", site, *practice.options)

    assert done.code == 65
    assert "refuses the connection" in done.err
    assert [source.device for source in read_site(site).sources] == list(practice.words)[:2]


def test_a_router_is_added_to_what_was_fetched_before(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A spoke alone is no migration yet, and is kept until its server is there."""
    site = tmp_path / "site"
    hub, spoke, _ = practice.words.values()
    first = ez2flex(capsys, "fetch", spoke, "-o", site, *practice.options)

    assert first.code == 0
    assert "is not planned yet" in first.err
    assert ez2flex(capsys, "fetch", hub, "-o", site, *practice.options).code == 0
    assert {source.device for source in read_site(site).sources} == {"practice-hub", "practice-spoke1"}


def test_an_unknown_key_is_not_accepted_where_nobody_is_asked(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is sent, and no folder is made."""
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", tmp_path / "site", *practice.options[:2])

    assert done.code == 3
    assert f"--host-key {practice.key}" in done.err
    assert not (tmp_path / "site").exists()


def test_a_wrong_password_is_tried_at_one_router_alone(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A directory would lock the user out for all of them."""
    (tmp_path / "passwords.toml").write_text('password = "mistyped"\n', "utf-8")
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", tmp_path / "site", *practice.options)

    assert done.code == 3
    assert done.err.count("rejects the login of admin") == 1
    assert done.err.count("it was not tried") == 2


def test_a_site_that_is_read_again_says_what_changed_and_keeps_its_plan(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan goes over to it only where that is asked for; answers stay."""
    site = tmp_path / "site"
    ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)
    ez2flex(capsys, "plan", site, "--set", "management_access=outside")

    assert "Nothing has changed" in ez2flex(capsys, "fetch", site, *practice.options).err

    somebody_types(practice.routers["practice-spoke1"], "snmp-server location Cellar")
    before = (site / "plan.toml").read_bytes()
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert "+ snmp-server location Cellar" in done.out
    assert (site / "plan.toml").read_bytes() == before

    assert ez2flex(capsys, "fetch", site, "--take", *practice.options).code == 0
    spoke = next(source for source in read_site(site).sources if source.device == "practice-spoke1")
    assert spoke.configuration.exact("snmp-server location Cellar")
    assert 'management_access = "outside"' in (site / "plan.toml").read_text()


def test_another_router_at_the_same_address_is_told_from_the_one_that_was_read(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its serial number."""
    site = tmp_path / "site"
    ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)
    practice.routers["practice-spoke1"].serial = "FTX0000OTHER"
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code == 65
    assert "another router answers" in done.err


def test_a_router_whose_host_key_was_made_anew_is_not_read_again(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is typed at it, the error says which line to remove, and the other routers are read."""
    site = tmp_path / "site"
    ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)
    practice.routers["practice-spoke1"].suffer("hostkey rotate")
    typed = practice.routers["practice-spoke1"].state.lines_typed

    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code != 0
    assert "practice-spoke1" in done.err
    assert "shows another host key than the one that is pinned" in done.err
    assert "remove its line from known_hosts" in done.err
    assert practice.routers["practice-spoke1"].state.lines_typed == typed
    assert practice.routers["practice-spoke2"].state.lines_typed > 0


def test_a_router_does_not_take_the_place_of_another_by_its_name(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither its way nor its configuration is replaced."""
    site = tmp_path / "site"
    ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)
    before = (site / "hosts.toml").read_bytes()
    somebody_types(practice.routers["practice-spoke1"], "hostname practice-hub")
    done = ez2flex(capsys, "fetch", site, *practice.options)

    assert done.code == 65
    assert "it calls itself practice-hub, which is the router at" in done.err
    assert (site / "hosts.toml").read_bytes() == before


def test_a_configuration_that_cannot_be_read_leaves_the_others(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read of the others stands in the site."""
    site = tmp_path / "site"
    router = practice.routers["practice-spoke2"]
    router.change(running=(*router.state.running, Line("hostname another")))
    done = ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options)

    assert done.code == 65
    assert "a second configuration in one file" in done.err
    assert {source.device for source in read_site(site).sources} == {"practice-hub", "practice-spoke1"}


def test_a_wrong_password_is_tried_once_where_the_first_router_is_down(
    practice: Practice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are not tried at once because the first could not say that it is wrong."""
    (tmp_path / "passwords.toml").write_text('password = "mistyped"\n', "utf-8")
    words = ("admin@127.0.0.1:1", *practice.words.values())
    done = ez2flex(capsys, "fetch", *words, "-o", tmp_path / "site", *practice.options)

    assert done.err.count("rejects the login of admin") == 1


@pytest.mark.parametrize("word", ["", "a b", "admin@", "10.0.0.1:99999", "-oProxyCommand=true", "../../etc", "x;y z"])
def test_a_word_that_names_no_router_is_refused_before_anything_is_sent(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It never becomes an option or a path."""
    done = ez2flex(capsys, "fetch", "-o", tmp_path / "site", "--", word)

    assert done.code in (3, 64, 65)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('["r1"]\naddress = 5', "address is no name"),
        ('["r1"]\nport = 22', "it has no address"),
        ('["r1"]\naddress = "10.0.0.1"\nport = 70000', "port is no port"),
        ('["r1"]\naddress = "-oProxyCommand=x"', "address is no name"),
        ('["r1"]\naddress = "10.0.0.1"\npassword = "x"', "a host has no 'password'"),
        ('["r1"]\naddress = "10.0.0.1"\nlegacy = true', "when it was allowed and why"),
        ('r1 = "10.0.0.1"', "it is no host"),
        ("[r1", "no TOML"),
    ],
)
def test_hosts_toml_that_a_person_broke_is_said_to_be(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, where, and what to write."""
    site = tmp_path / "site"
    site.mkdir(mode=0o700)
    (site / "hosts.toml").write_text(text, "utf-8")
    done = ez2flex(capsys, "fetch", site)

    assert done.code != 0
    assert sentence in done.err
    assert "hosts.toml" in done.err
    assert (site / "hosts.toml").read_text("utf-8") == text
