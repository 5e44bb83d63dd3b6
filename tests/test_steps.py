"""The commands beside the stages: where they are typed, what they ask of a router, and how its answer is judged."""

import re
import tomllib
from string import Formatter

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from wizard.data.router_step_judges import JUDGES
from wizard.data.router_step_row import StepRow
from wizard.data.router_steps import STEPS
from wizard.model.router_step import By, Named, Pattern, PromptMode, RouterStep, When
from wizard.model.stage import Stage
from wizard.plan.perspective import Perspective, devices
from wizard.render import steps

EVERY = [(case, device) for case in golden_cases() for device in devices(golden_plan(case))]

each_device = pytest.mark.parametrize(("case", "device"), EVERY, ids=lambda value: value)


def of(case: str, device: str) -> tuple[RouterStep, ...]:
    """The steps of a device of a golden case."""
    return steps(golden_plan(case), device)


def commands(case: str, device: str, stage: Stage, when: When) -> list[tuple[str, str]]:
    """What is typed beside a stage, each with its router."""
    return [(step.device, step.command) for step in of(case, device) if (step.stage, step.when) == (stage, when)]


@each_device
def test_no_step_saves(case: str, device: str) -> None:
    """A router is saved by the push or by a person at the very end, never in between."""
    assert not [step for step in of(case, device) if re.match(r"wr|cop", step.command)]


@each_device
def test_the_checklist_ends_with_saving(case: str, device: str) -> None:
    """The one line about saving is the last one that a person ticks."""
    checklist = output(case, device, "checklist.md")
    ticked = re.findall(r"- \[ \] .*", checklist)

    assert [line for line in ticked if "write" in line] == ticked[-1:]


@each_device
def test_each_step_of_a_device_has_a_name_of_its_own(case: str, device: str) -> None:
    """A journal can say which step it was."""
    names = [step.id for step in of(case, device)]

    assert len(names) == len(set(names))


@each_device
def test_a_step_is_a_command_of_one_line_with_its_facts_in_it(case: str, device: str) -> None:
    """No brace is left over, no blank stands twice, and a pattern is one that Python knows."""
    for step in of(case, device):
        assert not re.search(r"[{}\n]|  |^ | $", step.command), step.command
        assert "{" not in step.words + step.why
        if isinstance(step.judge, Pattern):
            re.compile(step.judge.regex)


@each_device
def test_a_device_without_ikev2_is_not_asked_for_it(case: str, device: str) -> None:
    """An EzVPN server beside the new hub has no IKEv2 session to show, and a hub has none before its first spoke."""
    asking = Perspective(golden_plan(case), device)
    asked = [step.command for step in of(case, device) if step.device == device]

    if asking.is_server_beside_new_hub and not output(case, device, "4-stage.cfg"):
        assert not [command for command in asked if "ikev2" in command]
    if not asking.is_spoke:
        assert not [command for command in asked if "ikev2 session" in command]


def test_the_old_tunnel_is_not_cleared_before_the_cut_over() -> None:
    """Whoever is managed through it would lose the line; detaching EzVPN ends its session by itself."""
    before = [step for case, device in EVERY for step in of(case, device) if step.when is When.BEFORE]

    assert before
    assert not [step for step in before if step.command.startswith("clear")]


def test_what_may_take_other_tunnels_down_is_typed_by_a_person() -> None:
    """Clearing sessions on the hub is somebody's decision, unless the plan's own answer was to do it now."""
    clears = [step for case, device in EVERY for step in of(case, device) if "clear crypto" in step.command]

    assert {step.id for step in clears if step.by is By.EZ2FLEX} == {"reconnect"}
    assert {step.id for step in clears if step.by is By.PERSON} == {"stale-session"}


def test_commands_look_into_the_vrf_of_the_lan() -> None:
    """A LAN in a VRF is neither pinged nor looked up in the global table, on either end."""
    after = commands("vrf-spoke", "SP6", Stage.CUTOVER, When.AFTER)

    assert ("SP6", "ping vrf LAN 10.1.0.1 source GigabitEthernet0/1") in after
    assert ("HUB6", "show ip route vrf CUST 10.2.1.0") in after


def test_a_session_is_named_with_its_vrfs() -> None:
    """The column fvrf/ivrf must say what the plan says."""
    (session,) = (step for step in of("vrf-spoke", "SP6") if step.id == "ikev2-session")

    assert session.words.endswith("fvrf/ivrf none/LAN")


def test_enrolment_is_typed_in_configuration_mode() -> None:
    """IOS takes these commands nowhere else."""
    pki = [step for step in of("branches-eigrp", "br-hull") if step.stage is Stage.PKI]
    configured = [step.command.split()[2] for step in pki if step.mode is PromptMode.CONFIGURATION]

    assert configured == ["authenticate", "enroll", "import"]
    assert all(step.command.startswith("show ") for step in pki if step.mode is PromptMode.EXEC)


def test_the_steps_file_says_what_the_steps_say() -> None:
    """A program reads from it who types what where, and how the answer is judged."""
    rows = tomllib.loads(output("filialen-new-hub", "NW-HB-RTR01", "steps.toml"))["step"]
    known = of("filialen-new-hub", "NW-HB-RTR01")

    assert [row["id"] for row in rows] == [step.id for step in known]
    for row, step in zip(rows, known, strict=True):
        assert (row["mode"], row["by"], row["when"]) == (step.mode, step.by, step.when)
        assert row["needs"] == list(step.needs)
        assert ("pattern" in row) == isinstance(step.judge, Pattern)
        assert ("judge" in row) == isinstance(step.judge, Named)


ANSWERS = (
    (
        "archive",
        "The maximum archive configurations allowed is 10.\n"
        "There are currently 1 archive configurations saved.\n"
        "The next archive file will be named flash:ez2flex--Nov-28-10-00-00.000-1\n Archive #  Name\n",
        "Archive feature not enabled\n",
    ),
    ("fresh-login", "Current privilege level is 15\n", "Current privilege level is 1\n"),
    (
        "tunnel-waits",
        "Tunnel0 is administratively down, line protocol is down\n  Hardware is Tunnel\n",
        "Tunnel0 is up, line protocol is up\n  Hardware is Tunnel\n",
    ),
    (
        "ezvpn-before",
        "Easy VPN Remote Phase: 8\n\nTunnel name : EZ\nCurrent State: IPSEC_ACTIVE\nLast Event: SOCKET_UP\n",
        "Easy VPN Remote Phase: 8\n\nTunnel name : EZ\nCurrent State: CONNECT_REQUIRED\nLast Event: CONN_DOWN\n",
    ),
    (
        "ping-hub",
        "Type escape sequence to abort.\n.!!!!\n"
        "Success rate is 80 percent (4/5), round-trip min/avg/max = 8/12/20 ms\n",
        "Type escape sequence to abort.\n.....\nSuccess rate is 0 percent (0/5)\n",
    ),
    (
        "backup-stands-by",
        "  Profile : FLEX-BACKUP\n  Current state:READY\n  Backup group: 1\n  Tunnel interface : Tunnel1\n",
        "  Profile : FLEX-BACKUP\n  Current state:READY\n  Backup group: 1\n",
    ),
    (
        "eigrp-neighbor",
        "EIGRP-IPv4 Neighbors for AS(100)\nH   Address       Interface   Hold Uptime    SRTT   RTO  Q  Seq\n"
        "0   10.250.0.1    Tu0           12 00:01:07    24   144  0  31\n",
        "EIGRP-IPv4 Neighbors for AS(100)\nH   Address       Interface   Hold Uptime    SRTT   RTO  Q  Seq\n"
        "0   10.21.1.2     Vl1           12 00:01:07    24   144  0  31\n",
    ),
    (
        "authenticate",
        "% Do you accept this certificate? [yes/no]: yes\nTrustpoint CA certificate accepted.\n",
        "% Do you accept this certificate? [yes/no]: no\n% Trustpoint CA certificate rejected. Abort.\n",
    ),
    (
        "request",
        "Certificate Request follows:\n\nMIICmzCC\n\n---End - This line not part of the certificate request---\n",
        "% Please authenticate the Certificate Authority before proceeding with enrollment\n",
    ),
    (
        "import",
        "% Router Certificate successfully imported\n",
        "% Failed to parse or verify imported certificate\n",
    ),
)
"""What a router says where all is well, and where it is not [push.md A2.2, A3.6, A3.10; flexvpn.md 6]."""


@pytest.mark.parametrize(("name", "right", "wrong"), ANSWERS, ids=[name for name, _, _ in ANSWERS])
def test_a_pattern_tells_a_good_answer_from_a_bad_one(name: str, right: str, wrong: str) -> None:
    """What a router prints on success fits, and what it prints on failure does not."""
    found = [step.judge for case, device in EVERY for step in of(case, device) if step.id == name]
    judge = found[0]

    assert isinstance(judge, Pattern)
    regex = judge.regex.replace("Tunnel1", "Tunnel0") if name == "tunnel-waits" else judge.regex
    assert re.search(regex, right, re.MULTILINE)
    assert not re.search(regex, wrong, re.MULTILINE)


def test_a_fact_in_a_pattern_is_taken_letter_by_letter() -> None:
    """A name with a dot or a bracket stays a name."""
    (step,) = (step for step in of("vrf-spoke", "SP6") if step.id == "tunnel-waits")

    assert step.judge == Pattern(regex=r"^Tunnel0 is administratively down")


def test_every_judge_is_known_and_used() -> None:
    """A step names no function that nobody described, and no function is described that no step names."""
    named = {row.judge.function for row in STEPS if isinstance(row.judge, Named)}

    assert named == {row.name for row in JUDGES}
    assert [row.name for row in JUDGES] == sorted(row.name for row in JUDGES)


def holes(*texts: str) -> set[str]:
    """The names in braces."""
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_a_sentence_names_no_fact_that_its_command_does_not_need() -> None:
    """Whether a command is typed is said by the row, and not read out of the words about it."""
    anywhere = {"in_lan_vrf", "in_hub_vrf", "in_server_vrf", "from_server_front_door", "session_vrfs"}
    for row in STEPS:
        regex = row.judge.regex if isinstance(row.judge, Pattern) else ""
        needed = holes(row.command, regex) | {*row.needs, row.on} | anywhere

        assert holes(row.words, row.why) <= needed, row.id


def sourced(row: StepRow) -> bool:
    """Whether the row says where its fact comes from."""
    return bool(row.citation) and bool(row.why) and bool(row.words)


def test_every_row_is_sourced_and_its_facts_are_names() -> None:
    """A fact about IOS carries its source; a hole in a command is a fact's name, never a number."""
    for row in STEPS:
        holes = [name for _, name, _, _ in Formatter().parse(row.command) if name is not None]
        assert sourced(row), row.id
        assert all(name.isidentifier() for name in holes), row.id
