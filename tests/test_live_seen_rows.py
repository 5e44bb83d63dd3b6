"""What a list of a push says of each router, refusal, stage and check, and how old that is."""

from datetime import UTC, datetime, timedelta

import pytest

from wizard.guide.age_words import ago_in_words
from wizard.guide.push_words import VERDICTS
from wizard.live.interface_words import interfaces_in_short
from wizard.live.push_seen import (
    Doing,
    PreflightSeen,
    ProofSeen,
    PushSeen,
    RouterSeen,
    RowState,
    StageSeen,
    StageState,
    TimerSeen,
    age,
)
from wizard.live.seen_rows import Held, Part, SeenRow, part_of, rows_of, seen_at, title_of
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.proof_rows import ProofRow
from wizard.sentence import Sentence

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(seconds=12)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s ago"),
        (0, "0 s ago"),
        (12.9, "12 s ago"),
        (119, "119 s ago"),
        (120, "2 min ago"),
        (7199, "119 min ago"),
        (7200, "2 h ago"),
        (47 * 3600, "47 h ago"),
        (48 * 3600, "2 days ago"),
        (10 * 86400 - 1, "9 days ago"),
    ],
)
def test_an_age_is_said_in_the_unit_of_which_there_are_two(seconds: float, words: str) -> None:
    """One that is cut off by more than half would be no age."""
    assert ago_in_words(timedelta(seconds=seconds)) == words


def test_nothing_is_younger_than_now_and_what_nobody_saw_has_no_age() -> None:
    """A clock that was set back makes no claim from the time to come."""
    assert (age(None, NOW), seen_at(None, NOW)) == (None, "never seen")
    assert (age(EARLIER, NOW), seen_at(EARLIER, NOW)) == (timedelta(seconds=12), "12 s ago")
    assert age(NOW + timedelta(hours=1), NOW) == timedelta(0)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("show interfaces GigabitEthernet0/1", "show interfaces Gi0/1"),
        ("show interfaces TenGigabitEthernet0/1/0", "show interfaces Te0/1/0"),
        ("FastEthernet4, Tunnel0 and Vlan10", "Fa4, Tu0 and Vl10"),
        ("Port-channel1.20 Virtual-Access2 Virtual-Template1", "Po1.20 Vi2 Vt1"),
        ("Cellular0/2/0 Dialer1 Loopback0 Serial0/0/0 Ethernet0", "Ce0/2/0 Di1 Lo0 Se0/0/0 Et0"),
        ("TwoGigabitEthernet1/0/1 BDI7", "Tw1/0/1 BD7"),
        # A word that only begins so, or has no number, is another one.
        ("Tunnel protection, Vlan, MyTunnel0", "Tunnel protection, Vlan, MyTunnel0"),
    ],
)
def test_an_interface_is_shortened_as_routers_shorten_it(text: str, short: str) -> None:
    """What is left can be typed all the same."""
    assert interfaces_in_short(text) == short


def proof_row(
    *, after: str = "0 of 5", is_good: bool = False, name: str = "ping-from-hub", **other: object
) -> ProofRow:
    """A row of a proof at the spoke."""
    return ProofRow(
        **{
            "name": name,
            "device": "spoke",
            "before": "5 of 5",
            "after": after,
            "is_good": is_good,
            "command": "ping 10.10.0.1 source GigabitEthernet0/1",
            "wants": "5 of 5",
            "why": "nothing else shows it",
            **other,
        }  # type: ignore[arg-type]
    )


def shown(part: Part, **router: object) -> tuple[SeenRow, ...]:
    """The rows of a part, of a spoke of which that is known."""
    return rows_of(part, seen(**router), "spoke", NOW)


def seen(**router: object) -> PushSeen:
    """A push with that spoke."""
    return PushSeen(routers=(RouterSeen(device="spoke", **router),), at=NOW)  # type: ignore[arg-type]


def checks(*rows: ProofRow, device: str = "spoke") -> tuple[SeenRow, ...]:
    """The rows of a proof, as they are drawn for a router."""
    proof = ProofSeen(rows=rows, at=EARLIER)
    return rows_of(Part.CHECKS, PushSeen(routers=(RouterSeen(device=device, proof=proof),), at=NOW), device, NOW)


TRY: Sentence = "try: [a] ask again"
PING: Sentence = "try: [t] show route 10.10.0.1  [g] other target"


@pytest.mark.parametrize(
    ("row", "held", "below"),
    [
        (proof_row(), Held.FAILS, ("seen: 0 of 5", "why it matters: nothing else shows it", PING)),
        (
            proof_row(is_acceptable=True),
            Held.FAILS,
            ("seen: 0 of 5", "why it matters: nothing else shows it", f"{PING}  [i] accept with reason"),
        ),
        (
            proof_row(command="show ip route", name="route"),
            Held.FAILS,
            ("seen: 0 of 5", "why it matters: nothing else shows it", TRY),
        ),
        (proof_row(is_good=True, after="5 of 5"), Held.HOLDS, ("seen: 5 of 5",)),
        (proof_row(accepted="the camera is off"), Held.ACCEPTED, ("accepted: the camera is off", "seen: 0 of 5")),
        (
            proof_row(is_good=True, after="5 of 5", instead_of="ping 10.10.0.9"),
            Held.HOLDS,
            ("in the place of: ping 10.10.0.9", "seen: 5 of 5"),
        ),
        (proof_row(after=""), Held.OPEN, ("why it matters: nothing else shows it", PING)),
        # A tunnel that has not been up for long enough is waited for: nothing is to try.
        (
            proof_row(name="stable", after="20 s of 60 s", command=""),
            Held.OPEN,
            ("seen: 20 s of 60 s", "why it matters: nothing else shows it"),
        ),
    ],
)
def test_a_check_says_how_it_stands_and_what_can_be_done(row: ProofRow, held: Held, below: tuple[str, ...]) -> None:
    """What holds, or was accepted, needs no key; only a ping has another target; only some may be accepted."""
    (drawn,) = checks(row)

    assert (drawn.held, drawn.below) == (held, (*below, "wanted: 5 of 5", "before: 5 of 5"))
    assert (drawn.want, drawn.got, drawn.key, drawn.device) == ("5 of 5", row.after, row.key, "spoke")


def test_a_check_names_the_router_at_which_it_was_looked_at_where_that_is_another_one() -> None:
    """The hub is asked whether the spoke is there."""
    assert checks(proof_row())[0].what == "ping 10.10.0.1 source Gi0/1"
    assert checks(proof_row(), device="hub")[0].what == "ping 10.10.0.1 source Gi0/1 at spoke"
    assert checks(proof_row(command=""))[0].what == "ping-from-hub"


def test_without_a_proof_no_check_is_listed_and_the_title_says_so() -> None:
    """Nothing looks as if it had been proved."""
    assert shown(Part.CHECKS) == ()
    assert title_of(Part.CHECKS, seen(), "spoke", NOW) == "Checks: nothing was proved yet"


@pytest.mark.parametrize(
    ("is_old", "title"),
    [
        (False, "Checks: 2 of 3 hold (fresh login, 12 s ago)"),
        (True, "The old tunnel: 2 of 3 hold (fresh login, 12 s ago)"),
    ],
)
def test_the_title_of_a_proof_counts_what_holds(is_old: bool, title: str) -> None:  # noqa: FBT001
    """What a person accepted is among it."""
    rows = (proof_row(), proof_row(is_good=True), proof_row(accepted="known"))
    proof = ProofSeen(rows=rows, at=EARLIER, is_old=is_old)

    assert title_of(Part.CHECKS, seen(proof=proof), "spoke", NOW) == title
    assert (proof.is_green, proof.missing) == (False, rows[:1])
    assert ProofSeen(rows=rows[1:], at=EARLIER).is_green
    assert not ProofSeen(rows=(), at=EARLIER).is_green


def refusal(state: RowState, *, at: datetime | None = EARLIER, says: str = "") -> PreflightSeen:
    """A row of a pre-flight."""
    return PreflightSeen(
        name="archive", demands="an archive", state=state, says=says, to_do="set a path", accept_as="archive", at=at
    )


@pytest.mark.parametrize(
    ("state", "held"),
    [
        (RowState.NOT_ASKED, Held.OPEN),
        (RowState.HOLDS, Held.HOLDS),
        (RowState.REFUSES, Held.FAILS),
        (RowState.ACCEPTED, Held.ACCEPTED),
    ],
)
def test_a_row_of_a_pre_flight_says_what_it_demands_until_it_refuses(state: RowState, held: Held) -> None:
    """Then it says why, and what it demands stands below."""
    (quiet,) = shown(Part.PREFLIGHT, preflight=(refusal(state),))
    (loud,) = shown(Part.PREFLIGHT, preflight=(refusal(state, says="there is none"),))

    assert quiet == SeenRow(held=held, what="an archive", below=("set a path",), key="archive")
    below = ("there is none", "set a path", "demanded: an archive")
    assert loud == SeenRow(held=held, what="there is none", below=below, key="archive")


def test_the_title_of_a_pre_flight_counts_what_was_asked_and_is_as_old_as_its_oldest_answer() -> None:
    """A younger row makes no older one fresh."""
    rows = (
        refusal(RowState.HOLDS, at=NOW - timedelta(seconds=40)),
        refusal(RowState.REFUSES),
        refusal(RowState.ACCEPTED),
        refusal(RowState.NOT_ASKED, at=NOW - timedelta(hours=9)),
    )

    assert (
        title_of(Part.PREFLIGHT, seen(preflight=rows), "spoke", NOW)
        == "Pre-flight: 3 of 4 asked, 1 against it (40 s ago)"
    )
    assert (
        title_of(Part.PREFLIGHT, seen(preflight=rows[:1]), "spoke", NOW)
        == "Pre-flight: 1 of 1 asked, nothing against it (40 s ago)"
    )
    assert (
        title_of(Part.PREFLIGHT, seen(preflight=rows[3:]), "spoke", NOW)
        == "Pre-flight: 0 of 1 asked, nothing against it (never seen)"
    )


@pytest.mark.parametrize(
    ("state", "held", "means"),
    [
        (StageState.WAITING, Held.NOTHING, "nothing of it was sent in this push"),
        (StageState.UNDER_WAY, Held.OPEN, "it is being sent"),
        (StageState.THERE, Held.OPEN, "every line is there as predicted, and not saved yet"),
        (StageState.SAVED, Held.HOLDS, "every line is there as predicted, and saved"),
        (StageState.FAILED, Held.FAILS, "it did not become what was predicted"),
    ],
)
def test_a_stage_holds_once_it_is_saved_and_not_before(state: StageState, held: Held, means: str) -> None:
    """What is there and not saved is gone with a reload."""
    sent = 40 if state in (StageState.THERE, StageState.SAVED) else 3
    stage = StageSeen(stage=Stage.STAGE, state=state, sent=sent, rows=40, at=EARLIER)
    (row,) = shown(Part.STAGES, stages=(stage, StageSeen(stage=Stage.CUTOVER, is_asked=False)))

    assert (row.held, row.below) == (held, (f"{Stage.STAGE.filename}: {means}",))
    assert row.what.endswith(" stage: what changes no traffic")
    assert (row.want, row.got) == (f"{sent} of 40 rows", f"{state.value} (12 s ago)")


@pytest.mark.parametrize("state", [StageState.THERE, StageState.SAVED])
def test_rows_that_were_there_before_are_not_told_as_missing(state: StageState) -> None:
    """A default is in force without a line: "50 of 51 rows" read as if one had been lost."""
    (row,) = shown(Part.STAGES, stages=(StageSeen(stage=Stage.STAGE, state=state, sent=50, rows=51, at=EARLIER),))

    assert row.want == "50 sent, 1 there already"


def test_a_stage_of_which_nothing_was_heard_has_neither_rows_nor_an_age() -> None:
    """It is asked for, and waits."""
    (row,) = shown(Part.STAGES, stages=(StageSeen(stage=Stage.CUTOVER),))

    assert (row.want, row.got) == ("", StageState.WAITING.value)


def test_each_line_that_is_otherwise_than_predicted_is_a_row_that_is_accepted_by_itself() -> None:
    """The title says how old that is."""
    lines = ("snmp-server location 2", "ip ssh version 2")
    rows = shown(Part.LINES, residue=lines)

    assert [(row.held, row.what, row.key) for row in rows] == [(Held.FAILS, line, line) for line in lines]
    assert (
        title_of(Part.LINES, seen(residue=lines, verdict_at=EARLIER), "spoke", NOW)
        == "2 lines otherwise than predicted (12 s ago)"
    )


@pytest.mark.parametrize(
    ("router", "held", "want", "got"),
    [
        ({}, Held.OPEN, "waits for its turn", "not looked at"),
        ({"is_changed": False, "doing": Doing.OVER}, Held.OPEN, "is asked only", "not looked at"),
        ({"verdict": Verdict.OLD, "verdict_at": EARLIER}, Held.OPEN, "waits for its turn", "OLD (12 s ago)"),
        (
            {"verdict": Verdict.OLD, "verdict_at": EARLIER, "is_by_journal": True},
            Held.OPEN,
            "waits for its turn",
            "OLD (by its journal, 12 s ago)",
        ),
        ({"doing": Doing.OVER, "outcome": Outcome(end=End.DONE, verdict=Verdict.NEW_SAVED)}, Held.HOLDS, "over", None),
        *(
            ({"doing": Doing.OVER, "outcome": Outcome(end=end, verdict=Verdict.OLD)}, Held.FAILS, "over", None)
            for end in End
            if end is not End.DONE
        ),
    ],
)
def test_a_router_says_where_it_stands_and_how_old_that_is(
    router: dict[str, object], held: Held, want: str, got: str | None
) -> None:
    """It is well only where its push is over and done: to wait, to go back and not to save is not."""
    (row,) = shown(Part.ROUTERS, **router)

    assert (row.held, row.what, row.want, row.device) == (held, "spoke", want, "spoke")
    assert got in (None, row.got)


def test_a_router_says_what_its_verdict_means_and_why_it_ended() -> None:
    """Both stand below its row."""
    outcome = Outcome(end=End.ROLLED_BACK, verdict=Verdict.OLD, says=("nobody confirmed",))
    (row,) = shown(Part.ROUTERS, verdict=Verdict.OLD, verdict_at=EARLIER, outcome=outcome)

    assert row.below == (VERDICTS[Verdict.OLD], "nobody confirmed")


STAGES = (StageSeen(stage=Stage.STAGE),)
REFUSED = (refusal(RowState.REFUSES),)
PROOF = ProofSeen(rows=(proof_row(),), at=EARLIER)


@pytest.mark.parametrize(
    ("router", "part"),
    [
        ({}, Part.ROUTERS),
        ({"doing": Doing.LOGGING_IN}, Part.ROUTERS),
        ({"doing": Doing.LOGGING_IN, "preflight": REFUSED, "stages": STAGES}, Part.PREFLIGHT),
        ({"doing": Doing.PRE_FLIGHT, "preflight": REFUSED, "stages": STAGES}, Part.PREFLIGHT),
        ({"doing": Doing.SENDING, "preflight": REFUSED, "stages": STAGES}, Part.STAGES),
        ({"doing": Doing.SENDING, "stages": STAGES, "proof": PROOF}, Part.STAGES),
        ({"doing": Doing.RESIDUE, "stages": STAGES, "proof": PROOF}, Part.LINES),
        *(
            ({"doing": doing, "stages": STAGES, "proof": PROOF}, Part.CHECKS)
            for doing in (Doing.PROVING, Doing.HOLDING, Doing.OLD_AGAIN, Doing.CONFIRMING, Doing.GOING_BACK)
        ),
        ({"doing": Doing.PROVING, "stages": STAGES}, Part.STAGES),
        (
            {
                "doing": Doing.OVER,
                "stages": STAGES,
                "preflight": REFUSED,
                "outcome": Outcome(end=End.REFUSED, verdict=Verdict.OLD),
            },
            Part.PREFLIGHT,
        ),
        (
            {
                "doing": Doing.OVER,
                "stages": STAGES,
                "preflight": (refusal(RowState.ACCEPTED),),
                "outcome": Outcome(end=End.DONE, verdict=Verdict.NEW_SAVED),
            },
            Part.STAGES,
        ),
    ],
)
def test_what_matters_most_of_a_router_is_what_a_person_decides_on(router: dict[str, object], part: Part) -> None:
    """Lines that differ, then a proof while one is looked at, then what refuses, else the stages."""
    assert part_of(seen(**router).routers[0]) is part


def test_a_timer_counts_down_to_nothing_and_no_further() -> None:
    """Once it is over the router has gone back."""
    timer = TimerSeen(stage=Stage.CUTOVER, is_reload=False, user="admin", minutes=10, armed_at=EARLIER, deadline=NOW)

    assert timer.left(EARLIER) == timedelta(seconds=12)
    assert timer.left(NOW) == timer.left(NOW + timedelta(hours=1)) == timedelta(0)
    assert seen(timer=timer).on_trial == seen(timer=timer).routers
    assert seen().on_trial == ()


def test_a_router_that_no_push_knows_is_no_router() -> None:
    """Nothing is said of it."""
    with pytest.raises(KeyError):
        seen().router("another")
