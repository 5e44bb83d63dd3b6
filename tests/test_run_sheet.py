"""The run sheet: the whole site in order, what one will notice of each stage, what stops, and the way back."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench.hub import hub, spoke_of
from tests.commands import CONFIGS, GUIDE
from tests.golden_cases import golden_cases, golden_plan, output
from tests.pilot import site
from tests.reading import source
from wizard.data.noticed_changes import NOTICES, OTHERWISE
from wizard.model.configuration import read_written
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, reopen
from wizard.plan.perspective import devices, hub_device
from wizard.plan.propose import propose
from wizard.render import OutputState, interruptions, output_state, outputs, run_sheet, withheld, write_outputs
from wizard.render.noticed import Notice, of_commands
from wizard.render.run_sheet_entries import Part, RunSheetEntry
from wizard.render.stage_files import documents
from wizard.site import RUN_SHEET, Writer, folder_name

each_case = pytest.mark.parametrize("case", golden_cases())


def planned(*names: str) -> Plan:
    """A plan of these configurations with nothing answered."""
    return propose(read_sources((name, (CONFIGS / name).read_bytes()) for name in names))


def many(number: int) -> Plan:
    """A hub with that many spokes of one kind."""
    spokes = ((f"spoke{index}.cfg", spoke_of(index).encode()) for index in range(number))
    plan = propose(read_sources((("hub.cfg", hub(300, users=5, split_entries=5).encode()), *spokes)))
    return answer(plan, "certificate_authority", "yes")


def places(entries: tuple[RunSheetEntry, ...]) -> list[tuple[str, Stage]]:
    """Every device and stage, in the order of the sheet."""
    return [(row.device, row.stage) for entry in entries for row in entry.rows]


def sheet(plan: Plan) -> str:
    """The text of RUNSHEET.md."""
    return outputs(plan)[RUN_SHEET]


@each_case
def test_every_stage_stands_in_it_once(case: str) -> None:
    """Nothing that is sent is forgotten, nothing is sent twice, and the numbers have no gap."""
    plan = golden_plan(case)
    entries = run_sheet(plan)
    waiting = [(stage.device, stage.stage) for stage in withheld(plan)]

    assert sorted(places(entries)) == sorted([*((sent.device, sent.stage) for sent in documents(plan)), *waiting])
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))


@each_case
def test_a_hub_is_ready_before_its_first_spoke_is_cut_over(case: str) -> None:
    """All is prepared first, then the hub, then the EzVPN server, then the spokes; the clean-up is last."""
    plan = golden_plan(case)
    order = places(run_sheet(plan))
    cut_over = [device for device, stage in order if stage is Stage.CUTOVER]
    hubs = [device for device in dict.fromkeys((hub_device(plan), plan.server.device)) if device in cut_over]
    stages = [stage for _, stage in order]

    assert cut_over == [*hubs, *(device for device in cut_over if device in plan.spoke_devices)]
    assert max(place for place, stage in enumerate(stages) if stage.number < 5) < stages.index(Stage.CUTOVER)
    assert (
        sorted(stages[stages.index(Stage.CUTOVER) :], key=lambda stage: stage.number)
        == stages[stages.index(Stage.CUTOVER) :]
    )


@each_case
def test_the_stages_of_a_router_are_in_order(case: str) -> None:
    """No router gets a later stage before an earlier one."""
    for device in devices(golden_plan(case)):
        numbers = [stage.number for name, stage in places(run_sheet(golden_plan(case))) if name == device]

        assert numbers == sorted(numbers)


@each_case
def test_the_lines_are_those_of_the_file(case: str) -> None:
    """What is counted is what is sent: each command, but for the header of a block that is there already."""
    plan = golden_plan(case)
    for row in (row for entry in run_sheet(plan) for row in entry.rows):
        sent = [line for line in output(case, row.device, row.stage.filename).splitlines() if not line.startswith("!")]
        headers = [line for line, below in pairwise(sent) if len(margin(below)) > len(margin(line))]

        assert row.removed == sum(line.lstrip().startswith("no ") for line in sent)
        assert len(sent) - len(headers) <= row.added + row.removed <= len(sent)


def margin(line: str) -> str:
    """The blanks before a line."""
    return line[: len(line) - len(line.lstrip())]


@each_case
def test_the_traffic_of_each_spoke_stops_once(case: str) -> None:
    """Each spoke is named, with the stage in which EzVPN is taken off its interfaces, and no other router is."""
    plan = golden_plan(case)
    found = [stop for stop in interruptions(plan) if stop.notice.row.id == "site"]

    assert [stop.devices for stop in found] == [tuple(spoke.device for spoke in plan.spokes)]
    assert [stop.stage for stop in found] == [Stage.CUTOVER]


def test_a_few_spokes_are_named_and_many_are_counted() -> None:
    """The sentence says where and when."""
    one, three = golden_plan("two-groups"), golden_plan("branches-keep-server")

    assert [stop.words for stop in interruptions(one)] == ["Traffic stops once: SP9, in 5-cutover"]
    assert [stop.words for stop in interruptions(three)] == [
        "Traffic stops once on each of br-leeds, br-york, br-hull, in its 5-cutover"
    ]
    assert [stop.words for stop in interruptions(many(4))] == [
        "Traffic stops once on each of 4 routers, in its 5-cutover"
    ]


def test_the_clients_of_the_old_server_are_told_to_reconnect() -> None:
    """Where clearing their sessions is the answer, that is said before; where it is not, nothing of theirs stops."""
    now, later = golden_plan("filialen-new-hub"), golden_plan("branches-present-hub")

    assert "Every EzVPN client of NW-HH-RTR01 reconnects once, after its 5-cutover" in [
        stop.words for stop in interruptions(now)
    ]
    assert [stop.notice.row.id for stop in interruptions(later)] == ["site"]
    assert "learns the wider split list when it connects next" in sheet(later)


def test_what_stops_is_known_before_everything_is_answered() -> None:
    """Of a cut-over that is withheld, the lines that lack no answer tell."""
    plan = planned(*GUIDE)
    spoke = plan.spokes[0].device

    assert (spoke, Stage.CUTOVER) in {(stage.device, stage.stage) for stage in withheld(plan)}
    assert f"Traffic stops once: {spoke}, in 5-cutover" in [stop.words for stop in interruptions(plan)]


def test_a_withheld_stage_says_what_it_waits_for() -> None:
    """It has its number in the order, the answers that it needs, and no file to send."""
    plan = planned(*GUIDE)
    spoke = plan.spokes[0].device
    part = sheet(plan).partition(f"{spoke}: 2-login\n")[2].partition("###")[0]

    assert "**Withheld**: its file is written once login_username is answered." in part
    assert "Send" not in part


EIGRP = """\
router eigrp 60
 eigrp stub connected
 distribute-list SITES out
"""


@pytest.mark.parametrize(("name", "stops"), [("server-named-split-list.cfg", 1), ("server-crypto-map.cfg", 0)])
def test_a_routing_process_that_runs_already_loses_its_neighbors(name: str, stops: int) -> None:
    """Lines that reset neighbors are noticed once where the process runs, and not where it begins with them."""
    notices = [
        notice for row in NOTICES for notice in of_commands(row, source(name).configuration, read_written(EIGRP))
    ]
    found = [notice.words for notice in notices if notice.row.id == "neighbors"]

    words = "The neighbors of eigrp 60 are lost and found again within seconds (unconfirmed)."

    assert [notice.startswith(words) for notice in found] == [True] * stops


ADDRESSES = {
    "another": (" ip address 192.0.2.11 255.255.255.240", 1),
    "the same": (" ip address 192.0.2.10 255.255.255.240", 0),
}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_interface_that_gets_another_address_is_noticed(kind: str) -> None:
    """An address in place of another one stops what goes over it; the same one does not."""
    line, stops = ADDRESSES[kind]
    commands = read_written(f"interface GigabitEthernet0/0\n{line}\n")
    before = source("server-crypto-map.cfg").configuration
    row = next(row for row in NOTICES if row.id == "address")

    assert [notice.block for notice in of_commands(row, before, commands)] == ["interface GigabitEthernet0/0"] * stops


def test_every_row_is_noticed_somewhere() -> None:
    """What is known of the lines of a plan is said of some golden site; those of the last line no golden site needs."""
    said = {notice.row.id for case in golden_cases() for notice in noticed_in(golden_plan(case))}

    assert {row.id for row in (*NOTICES, *OTHERWISE.values())} - said == {"address", "neighbors", "login", "cutover"}


def noticed_in(plan: Plan) -> list[Notice]:
    """Everything that is noticed of a plan."""
    return [notice for entry in run_sheet(plan) for row in entry.rows for notice in row.notices]


def test_many_spokes_that_wait_for_the_like_are_told_once_too() -> None:
    """A key of its own for each of them is one question that all of them wait for."""
    plan = reopen(many(5), "certificate_authority")
    entries = [entry for entry in run_sheet(plan) if entry.part is Part.CUT_OVER_SPOKES]

    assert [len(entry.rows) for entry in entries] == [5]
    assert "**Withheld**: its file is written once pre_shared_key is answered: spoke-0000, spoke-0001" in sheet(plan)


def test_many_spokes_are_told_once() -> None:
    """Twice as many spokes of one kind make the same sheet with as many more rows to tick."""
    few, more = sheet(many(6)), sheet(many(12))
    own = [row for row in more.splitlines() if row not in few.splitlines() and not row.startswith("| ")]

    assert few.count("each of 6 spokes: 5-cutover") == more.count("each of 12 spokes: 5-cutover") == 1
    assert all(re.search(r"\b12\b|^\|-", row) for row in own)
    for stage in ("1-archive", "3-pki", "4-stage", "5-cutover", "6-cleanup"):
        rows = re.findall(
            r"^\| (\d+) +\| spoke-(\d+) ", more.partition(f"spokes: {stage}")[2].partition("###")[0], re.M
        )

        assert [int(number) - 1 for number, _ in rows] == [int(name) for _, name in rows] == list(range(12))


def test_a_few_spokes_are_cut_over_one_by_one() -> None:
    """Up to three have each a number of their own, in which every command is written as it is typed."""
    plan = golden_plan("branches-keep-server")
    entries = [entry for entry in run_sheet(plan) if entry.part is Part.CUT_OVER_SPOKES]

    assert [entry.devices for entry in entries] == [(spoke.device,) for spoke in plan.spokes]
    assert "DEVICE/checklist.md" not in sheet(plan)


@each_case
def test_each_command_beside_a_stage_stands_in_it(case: str) -> None:
    """With a few spokes the sheet has every command of every checklist but the one that saves."""
    plan = golden_plan(case)
    commands = {
        command
        for device in devices(plan)
        for command in re.findall(r"^- \[ \] (?:\S+: )?(`.*?`)", output(case, device, "checklist.md"), re.M)
    }

    assert [command for command in commands if command not in sheet(plan)] == []


@each_case
def test_a_file_that_is_named_is_there(case: str) -> None:
    """Whatever is to be sent, or takes it back, stands in out/ of each router of its table."""
    written = outputs(golden_plan(case))
    for part in written[RUN_SHEET].split("\n### ")[1:]:
        names = re.findall(r"`([^`/ ]+)/([^`/ ]+\.cfg)`", part)
        routers = re.findall(r"^\| \d+ +\| (\S+) ", part, re.M)
        files = {(router, name) for folder, name in names for router in (routers if folder == "DEVICE" else [folder])}

        assert files
        assert [file for file in files if "/".join(file) not in written] == []


@each_case
def test_no_secret_stands_in_it(case: str) -> None:
    """The sheet may lie on a desk: no key and no password of the site is in it."""
    plan = golden_plan(case)
    secrets = [secret.value.reveal() for secret in plan.secrets]

    assert [secret for secret in secrets if secret in sheet(plan)] == []


@each_case
def test_each_table_has_as_many_cells_in_every_row(case: str) -> None:
    """It is drawn as a table, and stands in columns where it is not."""
    for part in sheet(golden_plan(case)).split("\n### ")[1:]:
        rows = [row for row in part.splitlines() if row.startswith("|")]

        assert len({row.count("|") for row in rows}) == len({len(row) for row in rows}) == 1


def test_a_sheet_that_is_not_of_the_plan_is_noticed(tmp_path: Path) -> None:
    """Somebody who wrote the times into it is told before it is written anew; without it the files are not complete."""
    folder = site("two-groups", tmp_path)
    plan = golden_plan("two-groups")
    with Writer(folder) as writer:
        write_outputs(plan, writer)
    path = folder / "out" / RUN_SHEET
    found = [output_state(plan, folder)]
    path.write_text(path.read_text("utf-8").replace("[ ]", "[x]"), "utf-8")
    found.append(output_state(plan, folder))
    path.unlink()
    found.append(output_state(plan, folder))

    assert found == [OutputState.CURRENT, OutputState.OUTDATED, OutputState.OUTDATED]


def test_a_router_that_is_called_like_the_file_has_a_folder_of_its_own() -> None:
    """`hostname RUNSHEET.md` takes the place of nothing."""
    assert folder_name("runsheet.md") == "runsheet.md_"
    assert folder_name("RUNSHEET.md.lab") == "RUNSHEET.md.lab"
