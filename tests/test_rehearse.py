"""`ez2flex rehearse`: with real daemons where this machine has them, and its verdict where it has not."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from tests.commands import ez2flex, planned
from tests.golden_cases import GOLDEN
from tests.machine import LACKING
from tests.with_authority import propose
from wizard.cli.commands.rehearse import left_out
from wizard.data.practice_site import files
from wizard.model.finding import Negotiation
from wizard.parse.sources import read_sources
from wizard.rehearse.failure_causes import CAUSES, cause
from wizard.rehearse.laboratory import Outcome, Ping, proof
from wizard.rehearse.network_namespaces import FOLDER
from wizard.rehearse.ping import checksum, echo, is_answer
from wizard.rehearse.prerequisites import lacks
from wizard.rehearse.rehearsal import Rehearsal, rows, told
from wizard.rehearse.router_objects import Identifier
from wizard.rehearse.security_associations import security_association
from wizard.rehearse.stand_ins import ANYBODY, StandIn, expected_name
from wizard.rehearse.swanctl_settings import Authentication, Child, Connection, Settings
from wizard.site import save_site

with_daemons = pytest.mark.skipif(bool(LACKING), reason=LACKING or "there are daemons")

SAS = (
    "list-sa event {FLEX {uniqueid=3 version=2 state=ESTABLISHED local-host=10.1.1.4 local-port=500 "
    "local-id=spoke.example.com remote-host=10.0.0.2 remote-port=500 remote-id=CN=hub, OU=FlexVPN initiator=yes "
    "initiator-spi=1 responder-spi=2 encr-alg=AES_CBC encr-keysize=256 integ-alg=HMAC_SHA2_512_256 "
    "prf-alg=PRF_HMAC_SHA2_512 dh-group=MODP_2048 established=0 rekey-time=1 local-vips=[10.9.0.1] child-sas {lan-1 "
    "{name=lan uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP spi-in=a spi-out=b encr-alg=AES_GCM_16 "
    "encr-keysize=128 dh-group=ECP_256 bytes-in=0 local-ts=[10.9.0.1/32 10.10.3.0/24] remote-ts=[10.10.0.0/24]}}}}"
)


def test_the_daemons_suites_are_told_in_the_words_of_ios() -> None:
    """What was agreed, with whom and for which networks is read from the list of SAs."""
    sa = security_association(f"{SAS}\nlist-sas reply {{}}")

    assert sa is not None
    assert sa.esp is not None
    assert (sa.ike.encryption, sa.ike.integrity, sa.ike.prf, sa.ike.group) == ("aes-cbc-256", "sha512", "sha512", "14")
    assert (sa.esp.encryption, sa.esp.integrity, sa.esp.group) == ("esp-gcm 128", "", "19")
    assert sa.remote_id == "CN=hub, OU=FlexVPN"
    assert sa.local_networks == ("10.9.0.1/32", "10.10.3.0/24")
    assert sa.assigned == ("10.9.0.1",)
    assert security_association("list-sas reply {}") is None


HUB = expected_name(Identifier(kind="fqdn", value="hub.example.com"))


def one_way(local: str, remote: str, *, child: bool = True, asks: StandIn = ANYBODY) -> Settings:
    """A daemon that proves itself by one method, and asks for another and for a name."""
    carried = Child(local=("10.0.0.0/8",), remote=("0.0.0.0/0",), proposals=("aes256-sha256",))
    connection = Connection(
        name="FLEX",
        local_address=IPv4Address("10.0.0.2"),
        remote_address=None,
        proposals=("aes256-sha256-modp2048",),
        local=Authentication(method=local, identity=HUB),
        remote=Authentication(method=remote, identity=asks),
        child=carried if child else None,
    )
    return Settings(connections=(connection,))


KEYS = (one_way("psk", "psk"), one_way("psk", "psk"))
REQUIRED = "10[CFG] constraint check failed: identity 'spoke.example.com' required"
NOBODY = "10[CFG] no matching peer config found"


@pytest.mark.parametrize(
    ("hub", "spoke", "told_to", "reason"),
    [
        (["no shared key found for 'a' - 'b'"], [], KEYS, "no-key"),
        (
            ["no shared key found for 'a' - 'b'"],
            [],
            (one_way("psk", "psk"), one_way("rsa", "psk")),
            "authentication-method",
        ),
        (["tried 2 shared keys for 'a' - 'b', but MAC mismatched"], [], KEYS, "key-differs"),
        ([NOBODY], [], KEYS, "no-profile"),
        ([NOBODY], [], (KEYS[0], one_way("psk", "psk", asks=HUB)), "no-profile"),
        (
            [NOBODY],
            [],
            (KEYS[0], one_way("psk", "psk", asks=expected_name(Identifier(kind="fqdn", value="other.example.com")))),
            "identity-refused",
        ),
        ([REQUIRED], [], KEYS, "no-profile"),
        ([], [REQUIRED], KEYS, "identity-refused"),
        ([], ["received TS_UNACCEPTABLE notify, no CHILD_SA built"], KEYS, "encapsulation"),
        (
            [],
            ["received TS_UNACCEPTABLE notify, no CHILD_SA built"],
            (one_way("psk", "psk", child=False), KEYS[1]),
            "not-bound",
        ),
        ([], ["received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built"], KEYS, "no-transform"),
        ([], ["received NO_PROPOSAL_CHOSEN notify error"], KEYS, "no-proposal-chosen"),
        (["something new"], [], KEYS, "unknown"),
    ],
)
def test_a_daemons_line_becomes_a_reason(
    hub: list[str], spoke: list[str], told_to: tuple[Settings, Settings], reason: str
) -> None:
    """Each failure has one reason, in the words of check, and the line that says so."""
    found, line = cause(tuple(hub), tuple(spoke), told_to)

    assert found == reason
    assert line in (*hub, *spoke)


def test_no_row_of_causes_hides_another() -> None:
    """Every reason has its own words, and no pattern stands twice for one side."""
    assert len({(row.pattern, row.call_end) for row in CAUSES}) == len(CAUSES)


def test_how_the_peer_proved_itself_is_read_from_the_log() -> None:
    """A signature, a key or an EAP method, in the words of IOS."""
    assert proof(("authentication of 'x' with RSA_EMSA_PKCS1_SHA2_256 successful",)) == "rsa-sig"
    assert proof(("authentication of 'x' with ECDSA_WITH_SHA256_DER successful",)) == "ecdsa-sig"
    assert proof(("authentication of 'x' with pre-shared key successful",)) == "pre-share"
    assert proof(("initiating EAP_MD5 method (id 0x01)", "authentication of 'x' with EAP successful")) == "eap md5"
    assert proof(("authentication of 'x' (myself) with pre-shared key",)) == ""


PREDICTED = Negotiation(
    hub="hub",
    spoke="spoke",
    up=True,
    why="",
    encryption="aes-cbc-256",
    integrity="sha512",
    prf="sha512",
    group="14",
    esp_encryption="esp-gcm 128",
    hub_authentication="rsa-sig",
    spoke_authentication="rsa-sig",
    pool="P",
    hub_learns=("10.10.3.0/24",),
    spoke_learns=("10.10.0.0/24",),
)


def came_up() -> Outcome:
    """An outcome in which everything went well."""
    return Outcome(
        up=True,
        sa=security_association(SAS),
        hub_proof="rsa-sig",
        spoke_proof="rsa-sig",
        pings=(Ping(sender="spoke", source_address="10.10.3.1", destination_address="10.10.0.1", answered=True),),
        child_rekeys=True,
        ike_rekeys=True,
        hub_lines=("10[NET] sending packet", "10[IKE] IKE_SA established"),
    )


def judged(outcome: Outcome, predicted: Negotiation) -> Rehearsal:
    """The verdict."""
    return Rehearsal(
        hub="hub", spoke="spoke", outcome=outcome, predicted=predicted, rows=tuple(rows(outcome, predicted))
    )


def test_a_good_rehearsal_differs_in_nothing() -> None:
    """Up, pinged, rekeyed, and every word as check has it."""
    verdict = judged(came_up(), PREDICTED)

    assert [row.what for row in verdict.rows if row.differs] == []
    assert verdict.is_good
    assert verdict.lines == ()


@pytest.mark.parametrize(
    ("outcome", "predicted", "what"),
    [
        (came_up(), replace(PREDICTED, group="19"), "IKE"),
        (came_up(), replace(PREDICTED, esp_encryption="esp-aes 256"), "ESP"),
        (came_up(), replace(PREDICTED, spoke_authentication="pre-share"), "authentication"),
        (came_up(), replace(PREDICTED, spoke_learns=("10.20.0.0/16",)), "spoke learns"),
        (came_up(), replace(PREDICTED, up=False, reason="no-key"), "verdict"),
        (came_up(), replace(PREDICTED, rekeys=False), "rekey of the child SA"),
        (replace(came_up(), pings=()), PREDICTED, "pings both ways"),
        (Outcome(up=False, reason="no-key", line="no shared key found"), PREDICTED, "verdict"),
    ],
)
def test_each_difference_from_check_is_named(outcome: Outcome, predicted: Negotiation, what: str) -> None:
    """A difference is an error of ours or of the plan, and has its row and the daemons' own lines."""
    verdict = judged(outcome, predicted)

    assert [row.what for row in verdict.rows if row.differs] == [what]
    assert not verdict.is_good


def test_a_failure_that_was_predicted_is_no_difference_and_not_good() -> None:
    """Both say why it fails: exit 2, and nothing to explain."""
    verdict = judged(Outcome(up=False, reason="no-key"), replace(PREDICTED, up=False, reason="no-key"))

    assert verdict.as_predicted
    assert not verdict.is_good


def test_the_daemons_lines_are_told_without_their_noise() -> None:
    """Packets and thread numbers help nobody."""
    assert told(("10[NET] sending packet", "10[IKE] IKE_SA established")) == ("[IKE] IKE_SA established",)


def test_an_echo_is_answered_by_its_own_number_only() -> None:
    """An answer from another host, or to another request, is none."""
    request = echo(7)
    answer = bytes([0x45, *([0] * 19), 0, 0, *request[2:]])

    assert checksum(request) == 0
    assert is_answer((answer, ("10.0.0.1", 0)), "10.0.0.1", 7)
    assert not is_answer((answer, ("10.0.0.9", 0)), "10.0.0.1", 7)
    assert not is_answer((answer, ("10.0.0.1", 0)), "10.0.0.1", 8)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x00\x01\xf2\x03\xf4\xf5\xf6\xf7", 0x220D),
        (b"\xff\xff\xff\xff\x00\x01", 0xFFFE),
        (b"\x01", 0xFEFF),
    ],
    ids=["the example of RFC 1071", "a carry that carries again", "one byte alone"],
)
def test_the_sum_of_an_echo_is_that_of_the_standard(data: bytes, expected: int) -> None:
    """A host drops a request with another sum, and the tunnel would seem to carry nothing."""
    assert checksum(data) == expected


def test_what_is_left_out_names_its_spokes_where_it_is_not_of_all() -> None:
    """So that a person knows which branches to try on routers."""
    verdict = judged(came_up(), PREDICTED)
    done = [
        replace(verdict, spoke="leeds", not_rehearsed=("the MTU", "GRE")),
        replace(verdict, spoke="york", not_rehearsed=("the MTU",)),
        replace(verdict, spoke="hull", not_rehearsed=("the MTU", "GRE")),
    ]

    assert list(left_out(done)) == ["not rehearsed:", "    the MTU", "    GRE (leeds, hull)"]
    assert list(left_out([verdict])) == []


def test_what_is_missing_is_said_with_the_way_to_get_it() -> None:
    """Another system, or a machine without strongSwan."""
    (system,) = lacks("darwin")
    programs = lacks("linux", lambda name: "")[-1]

    assert system.what == "Linux"
    assert "swanctl" in programs.what
    assert programs.how.endswith("libstrongswan-standard-plugins iproute2")


@pytest.mark.skipif(not lacks(), reason="nothing is missing here")
def test_without_daemons_nothing_is_begun(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Exit 3, with what is missing."""
    done = ez2flex(capsys, "rehearse", planned(capsys, tmp_path / "site"))

    assert done.code == 3
    assert "a rehearsal needs" in done.err


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """The practice site in a folder."""
    save_site(propose(read_sources(files())), tmp_path / "site")
    return tmp_path / "site"


@with_daemons
def test_the_practice_site_comes_up_and_pings(capsys: pytest.CaptureFixture[str], practice: Path) -> None:
    """Both spokes, in less than ten seconds."""
    started = time.monotonic()
    done = ez2flex(capsys, "rehearse", practice)

    assert done.code == 0, done.out
    assert "practice-hub <-> practice-spoke2: up, as predicted" in done.out
    assert "2 of 2 came up as predicted" in done.err
    assert time.monotonic() - started < 10


@with_daemons
def test_the_guides_site_comes_up_and_pings(capsys: pytest.CaptureFixture[str]) -> None:
    """Its weak proposal too: group 5, AES-128, SHA-1; and as JSON."""
    done = ez2flex(capsys, "rehearse", GOLDEN / "guide" / "site", "--json")
    (pair,) = done.json

    assert done.code == 0
    assert pair["good"]
    assert pair["as_predicted"]
    assert all(ping["answered"] for ping in pair["pings"])
    assert any("GRE" in words for words in pair["not_rehearsed"])


@with_daemons
def test_a_site_that_waits_for_an_answer_is_not_rehearsed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Exit 3, with the open answers: there is no whole configuration yet."""
    site = planned(capsys, tmp_path / "site", "guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
    done = ez2flex(capsys, "rehearse", site)

    assert done.code == 3
    assert "still open" in done.err


HOSTILE_FOLDER = "a #b {c} \"d' 名 " + "e" * 90


def command(site: Path, folder: Path, **more: str) -> "subprocess.Popen[str]":
    """A rehearsal of that site, in a process of its own that stands in that folder."""
    code = "import sys; from wizard.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, "rehearse", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])} | more,
    )


@with_daemons
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_behind_however_it_ends(practice: Path, tmp_path: Path, number: int) -> None:
    """Asked to end, or killed: the daemons and the namespaces are gone, and no file was ever outside of them."""
    (tmp_path / "own").mkdir()
    running = command(practice, tmp_path, TMPDIR=str(tmp_path / "own"))
    deadline = time.monotonic() + 30
    while sum(has_daemon(process) for process in below(running.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.001)
    # It works fast; while it stands still, its processes can be counted.
    running.send_signal(signal.SIGSTOP)
    processes = below(running.pid)
    assert sum(map(has_daemon, processes)) >= 2

    running.send_signal(number)
    running.send_signal(signal.SIGCONT)
    running.communicate(timeout=30)
    deadline = time.monotonic() + 30
    while any(map(is_running, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not any(map(is_running, processes))
    assert list((tmp_path / "own").iterdir()) == []
    assert not Path(FOLDER).exists()


Process = tuple[str, str]
"""The number of a process and when it began."""


def below(first: int) -> list[Process]:
    """The processes that a process began, and those that they began."""
    found: dict[str, tuple[str, str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[path.parent.name] = (words[1], words[19])
    parents = {str(first)}
    every: dict[str, str] = {}
    while parents:
        parents = {number for number, (parent, _) in found.items() if parent in parents}
        every |= {number: found[number][1] for number in parents}
    return list(every.items())


def is_running(process: Process) -> bool:
    """Whether that process, and no later one of its number, is there."""
    try:
        words = Path(f"/proc/{process[0]}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return words[19] == process[1] and words[0] != "Z"


def has_daemon(process: Process) -> bool:
    """Whether that process is a daemon which can be asked."""
    folder = Path(f"/proc/{process[0]}")
    try:
        is_daemon = b"charon-systemd" in (folder / "comm").read_bytes()
        return is_daemon and (folder / f"root{FOLDER}/vici").exists()
    except OSError:
        return False
