"""Names of a configuration are never paths, syntax or wildcards to a daemon, whatever they hold."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import WORDS, Attack, attacks, foreign
from tests.matrix import Cell
from tests.slips import TODAY
from tests.strongswan_settings import LACKS_LIBRARY, by_the_library, read_settings
from tests.test_rehearse_settings import meet, pair_of
from wizard.errors import RehearsalError
from wizard.model.certificate import Certificate, Holder
from wizard.rehearse.addresses_and_hosts import Prepared
from wizard.rehearse.network_namespaces import Namespace
from wizard.rehearse.programs import program
from wizard.rehearse.quoting import listed, quoted
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.rehearsal import configured
from wizard.rehearse.router_objects import Identifier, Trustpoint
from wizard.rehearse.spoke_call import CallEnd, takes
from wizard.rehearse.stand_ins import (
    ANYBODY,
    NAMELESS,
    NOBODY,
    SUBJECT,
    StandIn,
    expected_name,
    in_real_names,
    own_name,
    subject_with,
    user_name,
)
from wizard.rehearse.strongswan_daemon import Daemon
from wizard.rehearse.swanctl_settings import initiator, responder
from wizard.rehearse.throwaway_certificates import SITE_CA, Authority

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(
    [word for word in WORDS if "\udc80" not in word]
)
NAMES = st.text(min_size=1, max_size=24) | st.sampled_from(WORDS)
LONG = st.text(min_size=30, max_size=200)
SHORT = st.text(min_size=1, max_size=4)


def around(text: str) -> str:
    """A file in which the text is a value, between values of ours."""
    return f"before = ours\nplace {{\n    value = {quoted(text)}\n    after = ours\n}}\nafter = ours\n"


@given(TEXTS)
def test_what_is_quoted_reads_back_as_itself(text: str) -> None:
    """By the grammar: one value, and neither another key nor another section, comment or file."""
    assert read_settings(around(text)) == {
        "before": "ours",
        "place": {"value": text, "after": "ours"},
        "after": "ours",
    }


@pytest.mark.skipif(bool(LACKS_LIBRARY), reason=LACKS_LIBRARY or "it is there")
@given(st.lists(TEXTS, min_size=20, max_size=40))
@settings(max_examples=8)
def test_what_is_quoted_is_read_back_by_strongswan(texts: list[str]) -> None:
    """The library's own parser agrees with the grammar that we follow."""
    expected = [{"before": "ours", "place.value": text, "place.after": "ours", "after": "ours"} for text in texts]

    assert by_the_library([around(text) for text in texts]) == expected


@pytest.mark.parametrize("text", ["a\0b", "a\udc80"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    """Rather than cut off, or replaced."""
    with pytest.raises(RehearsalError):
        quoted(text)


@pytest.mark.parametrize("item", ["", "a,b", " a", "a "])
def test_a_list_takes_nothing_that_would_be_another_list(item: str) -> None:
    """swanctl splits at commas and trims blanks, and has no way to write either."""
    assert listed(["a", "b"]) == '"a, b"'
    with pytest.raises(RehearsalError):
        listed(["a", item])


KINDS = st.sampled_from(["fqdn", "email", "key-id"])


def daemon_takes(expected: StandIn, received: StandIn) -> bool:
    """Whether strongSwan takes an identity: matches_string and matches_binary of its identification.c."""
    kind, _, wanted = expected.partition(":")
    sent_kind, _, sent = received.partition(":")
    if expected == ANYBODY:
        return True
    if kind != sent_kind:
        return False
    if kind == "keyid":
        return wanted == sent
    wild = wanted.startswith("*") and sent.lower().endswith(wanted[1:].lower())
    return wild or wanted.lower() == sent.lower()


@given(st.builds(Identifier, kind=KINDS, value=NAMES), st.builds(Identifier, kind=KINDS, value=NAMES))
def test_a_daemon_compares_two_identities_as_ios_does(identifier: Identifier, other: Identifier) -> None:
    """Exactly: no letter case, no wildcard, no prefix and no number system changes the verdict."""
    assert daemon_takes(expected_name(identifier), own_name(other, "pre-share")) is takes(identifier, other)
    assert daemon_takes(expected_name(identifier), own_name(identifier, "pre-share"))


@given(st.sampled_from([("fqdn", "."), ("email", "@")]), NAMES, SHORT, st.booleans())
def test_a_domain_takes_what_ends_with_it(kind: tuple[str, str], domain: str, host: str, within: bool) -> None:  # noqa: FBT001
    """And nothing else, whatever letters the two have."""
    word, before = kind
    expected = Identifier(kind=f"{word} domain", value=domain)
    received = Identifier(kind=word, value=f"{host}{before}{domain}" if within else host)

    assert daemon_takes(expected_name(expected), own_name(received, "pre-share")) is takes(expected, received)
    assert takes(expected, received) or not within


@given(NAMES)
def test_a_stand_in_says_nothing_of_its_name(name: str) -> None:
    """It has digits and small letters, and is the name again in the lines that a person reads."""
    for stand_in in (expected_name(Identifier(kind="key-id", value=name)), user_name(name)):
        assert re.fullmatch(r"(keyid|fqdn):ez[nx][0-9a-f]+", stand_in)
        assert len(stand_in) < 256
        if stand_in.partition(":")[2].startswith("ezx"):
            continue
        shown = in_real_names(f"no shared key found for '{stand_in.partition(':')[2]}' - 'x'")
        assert shown.isprintable()
        assert shown == f"no shared key found for '{printable(name)}' - 'x'"


def printable(name: str) -> str:
    """A name as a terminal may have it."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def test_a_subject_is_shown_by_its_parts() -> None:
    """The common name of ours, and the units that stand for its parts, are not shown."""
    pattern = subject_with(("cn=hub", "ou=flex"))

    assert pattern is not None
    assert in_real_names(f'subject "{pattern}" refused') == 'subject "cn=hub, ou=flex" refused'
    assert in_real_names("identity '*2e612e6e6574' required") == "identity '*.a.net' required"
    assert subject_with(["ou=x"] * 30) is None


def test_an_address_is_told_in_digits() -> None:
    """To strongSwan 0.0.0.0 is everybody; what is no address is taken by `any` alone."""
    zero, network, none = (Identifier(kind="address", value=value) for value in ("0.0.0.0", "10.0.0.0/8", "a"))

    assert expected_name(zero) == "ipv4:#00000000"
    assert expected_name(network) == "ipv4net:#0a000000ff000000"
    assert (expected_name(none), own_name(none, "pre-share")) == (NOBODY, NAMELESS)
    assert (own_name(Identifier(kind="dn"), "rsa-sig"), own_name(Identifier(kind="dn"), "eap md5")) == (
        SUBJECT,
        NAMELESS,
    )
    assert not takes(none, none)


@given(LONG, SHORT, SHORT)
def test_a_long_name_stays_one_of_its_own(name: str, one: str, other: str) -> None:
    """What a daemon would cut off still tells two names apart, and still ends with its domain."""
    first, second = (
        Identifier(kind="fqdn", value=f"{'a' * 100}{part}{name}.{'b' * 100}.example") for part in (one, other)
    )
    domain = Identifier(kind="fqdn domain", value=f"{'b' * 80}.example")

    assert len(expected_name(first)) < 256
    assert daemon_takes(expected_name(first), own_name(second, "pre-share")) is (one == other)
    assert daemon_takes(expected_name(domain), own_name(first, "pre-share")) is takes(domain, first)
    shown = in_real_names(f"'{expected_name(first)}'")
    assert shown == f"'fqdn:...{first.value[-100:]}'"


def test_a_domain_that_no_daemon_could_compare_is_refused() -> None:
    """Rather than judged by its end."""
    with pytest.raises(RehearsalError, match="takes no domain of 301 bytes"):
        expected_name(Identifier(kind="fqdn domain", value="w" * 300))


def meeting_of(attack: Attack) -> Prepared:
    """What an attack's hub and spoke are told."""
    pair = attack.pair()
    return meet(configured(pair.hub), configured(pair.spoke))


@pytest.mark.parametrize("attack", list(attacks())[::12], ids=str)
def test_no_word_of_a_configuration_reaches_a_file_or_its_name(attack: Attack) -> None:
    """The sections, the files and every value are ours, wherever the word stands."""
    pair = meeting_of(attack)

    for told, files in ((responder(pair.meeting), pair.hub_files), (initiator(pair.meeting), pair.spoke_files)):
        assert list(read_settings(told.text())) == ["connections", "secrets", "pools"]
        assert list(foreign(told, files)) == []


class Folder:
    """A namespace of which there is but the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def seeing(self, *command: str) -> list[str]:
        """Nobody is asked."""
        return [program("true")]


@pytest.mark.skipif(not program("true"), reason="this system has no `true`")
@pytest.mark.parametrize("name", ["/{}/cron", "../../{}/cron", "..", "a/b"])
def test_everything_that_is_written_lies_in_the_folder_of_the_rehearsal(tmp_path: Path, name: str) -> None:
    """A profile that is called as a path makes no file there."""
    cell = Cell(hub_method="rsa-sig", spoke_method="rsa-sig", hub_kind="fqdn", spoke_kind="email")
    pair = pair_of(cell)
    hub, spoke = configured(pair.hub), configured(pair.spoke)
    called = name.format(str(tmp_path).strip("/"))
    hub, spoke = (replace(router, text=router.text.replace("FLEX", called)) for router in (hub, spoke))
    ready = meet(hub, spoke)
    (tmp_path / "folder").mkdir()
    daemon = Daemon(CallEnd.HUB, cast("Namespace", Folder(tmp_path / "folder")))

    daemon.told(responder(ready.meeting), ready.hub_files)

    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} == {"folder"}
    assert sorted(path.relative_to(tmp_path / "folder").as_posix() for path in tmp_path.rglob("*.pem")) == [
        "private/0.pem",
        "x509/0.pem",
        "x509ca/0.pem",
    ]


LINES = st.sampled_from(
    [
        "crypto ikev2 profile {}",
        " match identity remote {}",
        " match identity remote address {}",
        " match certificate {}",
        " identity local {}",
        " identity local address {}",
        " authentication local {}",
        " authentication remote {}",
        " pki trustpoint {}",
        " dpd {}",
        " virtual-template {}",
        " aaa authorization group {}",
        "crypto ikev2 keyring {}",
        " peer {}",
        "  address {}",
        "  identity {}",
        "  pre-shared-key {}",
        "crypto ikev2 client flexvpn {}",
        " peer 1 {}",
        " client connect {}",
        "crypto pki certificate map {}",
        " subject-name {}",
        " {}",
        "crypto pki trustpoint {}",
        " rsakeypair {}",
        " subject-name {}",
        "crypto ipsec transform-set {}",
        "crypto ikev2 authorization policy {}",
        " route set access-list {}",
        " route set remote ipv4 {}",
        "ip local pool {}",
        "ip local pool P {}",
        "ip access-list standard {}",
        " permit {}",
        "access-list 7 permit {}",
        "interface {}",
        " ip address {}",
        " ip unnumbered {}",
        "{}",
    ]
)
ODD = NAMES | st.sampled_from(["²", "9" * 5000, "297.1.1.1", "1.2.3", "host", "fqdn", "foo bar", "dn x", "a.b c.d"])


@given(st.lists(st.tuples(LINES, ODD), max_size=40))
def test_the_reader_takes_any_text(lines: list[tuple[str, str]]) -> None:
    """What is no number, no address and no identity is as good as absent."""
    router = read_router("hub", "\n".join(line.format(word.replace("\n", " ")) for line, word in lines))

    for name in router.interfaces:
        router.address_of(name)
    assert all(
        identifier.kind in {"any", "address", "fqdn", "email", "key-id", "fqdn domain", "email domain"}
        for profile in router.profiles.values()
        for identifier in profile.expected
    )


def test_only_a_line_feed_ends_a_line() -> None:
    """A name with another end of a line in it makes no line of its own."""
    router = read_router("hub", "crypto ikev2 profile P\n identity local fqdn a\x85crypto ikev2 profile Q\n")

    assert list(router.profiles) == ["P"]


@pytest.mark.parametrize("last", [date.max, date.min, TODAY + timedelta(days=400_000)])
def test_a_certificate_without_an_end_has_a_throw_away_one(last: date) -> None:
    """The last of all days, and the first, shifted by however much, are days."""
    model = Certificate(
        device="hub", origin="x", holder=Holder.ROUTER, subject=("cn=hub",), issuer=("cn=ca",), not_after=last,
        key_algorithm="rsa", key_bits=99_999, not_before=date.min,
    )  # fmt: skip
    made = Authority(today=TODAY).issue("hub", Trustpoint(name="T"), model, SUBJECT, SITE_CA)

    assert x509.load_pem_x509_certificate(made.certificate).public_key().key_size == 4096  # type: ignore[union-attr]


@pytest.mark.parametrize("path", [".", "", ":", "bin", "./bin:", "::bin"])
def test_a_program_is_never_one_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Root runs what lies where PATH says absolutely, or where programs lie."""
    for folder in (tmp_path, tmp_path / "bin"):
        folder.mkdir(exist_ok=True)
        for name in ("sh", "only-here"):
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)

    assert program("only-here") == ""
    assert Path(program("sh")).is_absolute()
    assert tmp_path not in Path(program("sh")).parents
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program("only-here") == str(tmp_path / "only-here")
