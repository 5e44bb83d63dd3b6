"""Numbers and addresses that no router prints: refused with file and line where the migration is planned from them."""

import ast
import random
from pathlib import Path

import pytest

from tests.hostile_values import carried_through, draw
from tests.reading import read
from wizard.errors import SourceError
from wizard.model.literals import address, ipv6_address_with_length, ipv6_prefix, number, prefix
from wizard.parse.certificates import certificates_of, read_certificates
from wizard.parse.sources import read_source

HUGE = "9" * 5000
CLIENT = "crypto ipsec client ezvpn HQ\n"
GROUP = "crypto isakmp client configuration group branches\n"


def test_a_number_has_few_digits_of_ascii() -> None:
    """What Python takes for a digit is none to IOS, and a number of 5,000 digits is no number."""
    words = ("0", "15", "4294967295", "4294967296", HUGE, "-1", "+1", "1_0", " 1", "", "\u00b2", "\u0661", "1.5", "0x1")
    known = [number(word) for word in words]

    assert known == [0, 15, 4294967295, *[None] * 11]
    assert (number("5", 10), number("50", 10, 40), number("40", 10, 40)) == (None, None, 40)


def test_an_address_has_four_octets_of_ascii() -> None:
    """Everything else is none, and nothing raises."""
    words = ("297.1.1.1", "1.2.3", "1.2.3.4.5", "", "::1", "1.1.1.\u0661", f"1.1.1.{HUGE}", "1.1.1.1/24", "01.1.1.1")

    assert address("10.0.0.1") is not None
    assert {address(word) for word in words} == {None}
    assert {prefix(word) for word in ("10.0.0.1/8", f"10.0.0.0/{HUGE}", "10.0.0.0/33", "x", "")} == {None}
    assert {ipv6_prefix(word) for word in ("::1/8", f"::/{HUGE}", "::/129", "x", "")} == {None}
    assert {ipv6_address_with_length(word) for word in ("::1", f"::1/{HUGE}", "::1/129", "x/1", "")} == {None}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (f"{CLIENT} peer 297.1.1.1\n", 2, "297.1.1.1 in `peer` is no IPv4 address"),
        (f"{CLIENT} peer 1.2.3\n", 2, "1.2.3 in `peer` is no IPv4 address"),
        (
            f"{CLIENT} virtual-interface {HUGE}\n",
            2,
            f"{HUGE[:40]}... in `virtual-interface` is greater than 4294967295",
        ),
        (f"{GROUP} dns 10.0.0.1 10.0.0.256\n", 2, "10.0.0.256 in `dns` is no IPv4 address"),
        (f"{GROUP} netmask 255.0.255.0\n", 2, "255.0.255.0 in `netmask` is no mask"),
        ("ip local pool P 10.0.0.1 10.0.0\n", 1, "10.0.0 in `ip local pool` is no IPv4 address"),
        (
            "ip local pool P 10.0.0.9 10.0.0.1\n",
            1,
            "the pool ends with 10.0.0.1, before 10.0.0.9, with which it begins",
        ),
        ("ip route 0.0.0.0 0.0.0.0 10.0.0.1.1\n", 1, "10.0.0.1.1 in `ip route` is no IPv4 address"),
        ("access-list 101 permit ip 10.0.0.297 0.0.0.255 any\n", 1, "10.0.0.297 in `access-list` is no IPv4 address"),
        (
            "ip access-list extended S\n 10 permit ip host 10.0.297.0 any\n",
            2,
            "10.0.297.0 in `permit` is no IPv4 address",
        ),
        ("interface Gi0\n ip address 10.0.0.300 255.0.0.0\n", 2, "10.0.0.300 in `ip address` is no IPv4 address"),
        ("interface Gi0\n ip address 10.0.0.1 255.0.255.0\n", 2, "255.0.255.0 in `ip address` is no mask"),
        ("crypto map M 99999999999 ipsec-isakmp\n", 1, "99999999999 in `crypto map` is greater than 4294967295"),
        (
            "crypto isakmp keepalive 99999999999\n",
            1,
            "99999999999 in `crypto isakmp keepalive` is greater than 4294967295",
        ),
    ],
    ids=lambda value: value.split("\n")[-2].strip()[:40] if isinstance(value, str) and "\n" in value else "",
)
def test_an_impossible_value_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    """A router never printed it, and a plan that stands on it would cut the site off."""
    with pytest.raises(SourceError) as raised:
        read_source(text.encode(), "r1.cfg")

    assert (raised.value.message, raised.value.where) == (what, f"r1.cfg:{line}")
    assert "capture the configuration again" in raised.value.hint


@pytest.mark.parametrize(
    "text",
    [
        f"{CLIENT} peer 1.pool.example.com\n peer 3com\n",
        "access-list 700 deny 0011.2233.4455 0000.0000.0000\n",
        "access-list 101 remark 1.2.3 and 300.1.1.1\naccess-list 101 permit ip any any log 1.2.3\n",
        "ip route 10.0.0.0 255.0.0.0 Null0 250 name 1.2.3\nip route vrf X 10.0.0.0 255.0.0.0 10.1.1.1\n",
        "interface Gi0\n ip address 10.0.0.x 255.0.0.0\n ip address dhcp\n description 300.1.1.1 and 1.2.3\n",
        f"username a privilege {HUGE}\nvlan {HUGE}\nrouter ospf {HUGE}\nversion 15.{HUGE}\nntp server 300.1.1.1\n",
        f"interface Virtual-Template{HUGE} type tunnel\ninterface Tunnel{HUGE}\nroute-map R permit {HUGE}\n",
        f"ip prefix-list P seq {HUGE} permit 10.0.0.0/99 le {HUGE}\ncrypto ikev2 dpd \u00b2 \u00b2 periodic\n",
        "ip access-list extended S\n permit ip 10.0.0.0 0.255.0.255 any\n",
    ],
    ids=["names", "mac", "free-words", "routes", "sanitised", "huge", "interfaces", "lists", "wildcard"],
)
def test_what_may_stand_there_or_does_not_matter_is_read(text: str) -> None:
    """Names, remarks, addresses that a person blanked out, and lines of others stop nobody."""
    assert read(text).configuration.lines


def test_a_privilege_that_is_none_leaves_the_default() -> None:
    """A user has privilege 1 unless a number from 0 to 15 says otherwise."""
    users = read(f"username a privilege {HUGE}\nusername b privilege 15\nusername c privilege \u00b2\n").router.users

    assert [user.privilege for user in users] == [1, 15, 1]


SHOWN = """\
Certificate
  Status: Available
  Certificate Serial Number (hex): {serial}
  Subject:
    cn=r1
  Validity Date:
    start date: {start}
    end   date: 23:09:23 UTC Nov 31 9999
  Subject Key Info:
    Public Key Algorithm: rsaEncryption
    RSA Public Key: ({bits} bit)
  Signature Algorithm: SHA256 with RSA Encryption
  X509v3 Key Usage: {usage}
"""


@pytest.mark.parametrize("bits", [HUGE, "99999999999", "\u0661\u0660", "", "-1"])
def test_the_size_of_a_key_that_cannot_be_is_unknown(bits: str) -> None:
    """`(999... bit)` says nothing about the key, and everything else of the certificate is read."""
    text = SHOWN.format(serial=HUGE, start="23:09:23 UTC Nov 17 0000", bits=bits, usage="A0")
    (found,) = read_certificates(text.encode(), "r1", "r1.txt")

    assert found.key_bits in {None, 1}
    assert (found.not_before, found.not_after) == (None, None)
    assert found.subject == ("cn=r1",)


BODIES = {
    "broken": " certificate 01\n  3082FFFF 30\n  \tquit\n",
    "odd": " certificate 01\n  308\n  \tquit\n",
    "empty": " certificate 01\n  quit\n",
    "zeros": f" certificate {HUGE}\n  {'00 ' * 4000}\n  quit\n",
    "nested": f" certificate ca {HUGE}\n  {'3080' * 20_000}\n  quit\n",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_chain_that_is_no_certificate_is_none(body: str) -> None:
    """The configuration is read, and the certificate is one that cannot be judged."""
    assert certificates_of(read(f"crypto pki certificate chain T\n{body}")) == ()


PEM = {
    "no-base64": b"-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n",
    "no-end": b"-----BEGIN CERTIFICATE-----\nMIIB\n",
    "rubbish": b"-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n",
    "empty": b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
    "der": b"\x30\x82\xff\xff\x30",
    "deep": b"\x30\x82" + b"\x30\x80" * 20_000,
}


@pytest.mark.parametrize("data", PEM.values(), ids=PEM)
def test_a_certificate_that_is_broken_is_refused_with_its_file(data: bytes) -> None:
    """Whatever the library says, it is a sentence with the name of the file."""
    with pytest.raises(SourceError) as raised:
        read_certificates(data, "r1", "r1.pem")

    assert raised.value.where == "r1.pem"


DRAWS = 12


@pytest.mark.parametrize("seed", range(DRAWS))
def test_a_hostile_word_anywhere_ends_in_a_plan_or_in_an_error_of_ours(seed: int) -> None:
    """Real sites with one word replaced: read, planned, rendered, checked and compared; `bench --fuzz` draws more."""
    drawn = draw(random.Random(seed))
    error = carried_through(drawn, answered=bool(seed % 2))

    assert error is None or str(error)


ROOT = Path(__file__).parents[1] / "wizard"
CONVERSIONS = frozenset(
    {"int", "float", "IPv4Address", "IPv4Interface", "IPv4Network", "IPv6Interface", "IPv6Network", "ip_network"}
)
THE_DOOR = "model/literals.py"
ANSWERS = "a choice of a row"
VALUES = "a value made of values"
LIMITED = "digits that an expression limits"
WITH_A_REASON = {
    "check/matching/overlapping_networks.py": VALUES,
    "guide/age_words.py": VALUES,
    "live/seen_words.py": VALUES,
    "check/routes/announced_networks.py": VALUES,
    "check/routes/tracked_probes.py": VALUES,
    "check/routes/translations.py": VALUES,
    "check/rules/access_lists.py": VALUES,
    "check/rules/address_pools.py": VALUES,
    "check/rules/management_lockout.py": VALUES,
    "check/rules/other_vpns_of_a_spoke.py": VALUES,
    "check/rules/policy_routing_and_defaults.py": VALUES,
    "check/rules/redistribution.py": VALUES,
    "check/rules/routes_of_backup_lines.py": VALUES,
    "check/rules/site_routes.py": VALUES,
    "check/rules/split_lists.py": VALUES,
    "check/rules/tracked_routes.py": VALUES,
    "check/rules/translated_ike.py": VALUES,
    "cli/arguments.py": "an exit code",
    "cli/at_routers.py": "an exit code",
    "cli/practice_process.py": "the port that this machine gave",
    "cli/practice_record.py": "a row that ez2flex wrote, on this machine alone",
    "cli/run.py": "an exit code",
    "guide/known_sites.py": "the age of a file",
    "guide/push_words.py": "seconds",
    "ios/list_entries.py": LIMITED,
    "judge/answers/certificate_requests.py": LIMITED,
    "judge/answers/clock.py": LIMITED,
    "judge/answers/crypto_sessions.py": LIMITED,
    "judge/answers/directory.py": LIMITED,
    "judge/answers/ikev2_sessions.py": LIMITED,
    "judge/answers/ipsec_counters.py": LIMITED,
    "judge/answers/processor_load.py": LIMITED,
    "judge/answers/reload.py": LIMITED,
    "judge/answers/saved_size.py": LIMITED,
    "judge/answers/version.py": LIMITED,
    "judge/router_judges.py": "seconds",
    "ledger/written_lines.py": "a line that ez2flex wrote",
    "parse/address_words.py": VALUES,
    "parse/line_marks.py": LIMITED,
    "parse/release.py": LIMITED,
    "parse/routing_processes.py": VALUES,
    "parse/show_pki_certificates.py": LIMITED,
    "plan/mapping/key_pair_and_trustpoints.py": ANSWERS,
    "plan/mapping/protocol_between_hubs.py": VALUES,
    "plan/mapping/routing_over_tunnel.py": VALUES,
    "plan/mapping/tunnel_between_hubs.py": VALUES,
    "practice/exec_commands/show_lines.py": "whether a line is in use",
    "practice/exec_commands/show_pools.py": VALUES,
    "practice/exec_commands/show_time.py": "seconds",
    "push/copied.py": LIMITED,
    "push/flash_file.py": LIMITED,
    "push/preflight_rows/plan_allows.py": "minutes",
    "push/proof.py": "seconds",
    "push/proof_commands.py": VALUES,
    "practice/network/access_lists.py": VALUES,
    "practice/network/ezvpn.py": VALUES,
    "practice/network/flexvpn.py": VALUES,
    "practice/network/interfaces.py": VALUES,
    "practice/network/neighbours.py": VALUES,
    "practice/network/packet_filters.py": VALUES,
    "practice/network/pools.py": VALUES,
    "practice/network/routing_processes.py": VALUES,
    "questions/inter_hub_routing.py": VALUES,
    "questions/translation.py": "a row of its own",
    "situation/networks.py": VALUES,
}
"""The files that make numbers and addresses themselves, and of what."""


def conversions(path: Path) -> set[str]:
    """What a file turns into numbers and addresses, and what it asks Python about digits."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {ast.unparse(call) for call in calls if _converts(call)}


def _converts(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in {"isdigit", "isdecimal", "isnumeric"}
    named = isinstance(call.func, ast.Name) and call.func.id in CONVERSIONS
    return named and not isinstance(call.args[0], ast.Constant)


def test_words_become_numbers_and_addresses_in_one_place() -> None:
    """`int` refuses 5,000 digits and takes those of other scripts; every other file asks the one that knows."""
    found = {path.relative_to(ROOT).as_posix(): conversions(path) for path in sorted(ROOT.rglob("*.py"))}
    making = {name for name, made in found.items() if made and not name.startswith("rehearse/")}

    assert making - {THE_DOOR} == set(WITH_A_REASON)
    assert not [name for name in WITH_A_REASON if any(".isd" in call or ".isn" in call for call in found[name])]
