"""What may be seen of a push, made by hand with the longest names: a value for each state that a screen draws."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.longest_names import host
from wizard.live.live_push import StopBeforeNext
from wizard.live.push_log import Heard, PushLog
from wizard.live.push_seen import (
    Asks,
    Doing,
    LineSeen,
    PreflightSeen,
    ProofSeen,
    PushSeen,
    RouterSeen,
    RowState,
    RunningSeen,
    StageSeen,
    StageState,
    TimerSeen,
    WaitsFor,
)
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.proof_rows import ProofRow
from wizard.push.wishes import Answered, Wish, refused

NOW = datetime(2026, 11, 24, 13, 24, 19, tzinfo=UTC)
SPOKE, HUB = host(1), host(0)


def ago(seconds: float) -> datetime:
    """So many seconds before now."""
    return NOW - timedelta(seconds=seconds)


STAGES = (
    StageSeen(stage=Stage.ARCHIVE, state=StageState.SAVED, sent=2, rows=2, at=ago(300)),
    StageSeen(stage=Stage.LOGIN, state=StageState.SAVED, sent=11, rows=11, at=ago(260)),
    StageSeen(stage=Stage.PKI, state=StageState.SAVED, sent=19, rows=19, at=ago(200)),
    StageSeen(stage=Stage.STAGE, state=StageState.SAVED, sent=1043, rows=1043, at=ago(160)),
    StageSeen(stage=Stage.CUTOVER, state=StageState.WAITING, rows=10),
)
CUT = (*STAGES[:-1], replace(STAGES[-1], state=StageState.THERE, sent=10, at=ago(130)))
TIMER = TimerSeen(
    stage=Stage.CUTOVER,
    is_reload=False,
    user="jdoe",
    minutes=10,
    armed_at=ago(139),
    deadline=NOW + timedelta(minutes=7, seconds=41),
    clock=datetime(2026, 11, 24, 14, 24, 16),
    fires=datetime(2026, 11, 24, 14, 32, 0),
    zone="CET",
    is_shown=True,
    at=ago(3),
)


def check(name: str, after: str, *, is_good: bool = True, device: str = SPOKE, **more: object) -> ProofRow:
    """A row of a proof."""
    command = name if " " in name else ""
    row = ProofRow(name=name, device=device, before="", after=after, is_good=is_good, command=command)
    return replace(row, **more)  # type: ignore[arg-type]  # by name


DNS = check(
    "ping 10.110.120.153 source Vlan10 repeat 5 timeout 2",
    "0 of 5 packets came back",
    is_good=False,
    wants="5 of 5",
    before="5 of 5 packets came back",
    why="branch clients resolve names through this server",
    is_acceptable=True,
)
PROOF = ProofSeen(
    rows=(
        check("show crypto ikev2 session", "READY, 1 child SA", wants="READY"),
        check("show ip route 110.110.110.0 255.255.255.0", "110.110.110.0/24 by static", wants="by IKEv2"),
        check("packets", "212 packets sent, 198 received", wants=">0 each way"),
        check("ping 10.110.120.101 source Vlan10 repeat 5 timeout 2", "5 of 5 packets came back", wants="5 of 5"),
        DNS,
        check("ping 110.110.110.110 size 1400 df-bit", "5 of 5 packets came back", wants="5 of 5", device=HUB),
        check("stable", "not everything above holds", is_good=False),
    ),
    at=ago(3),
    stable_seconds=41,
)
GREEN = replace(PROOF, rows=tuple(replace(row, is_good=True) for row in PROOF.rows), stable_seconds=60)

ROUTER = RouterSeen(
    device=SPOKE,
    address="198.151.100.107",
    serial="FGL1234ABCD",
    user="jdoe",
    verdict=Verdict.STAGED,
    verdict_at=ago(160),
    doing=Doing.LOOKING,
    since=ago(12),
    stages=STAGES,
)
THE_HUB = replace(
    ROUTER,
    device=HUB,
    address="203.100.113.110",
    serial="FGL1234HUB0",
    verdict=Verdict.NEW_SAVED,
    verdict_at=ago(420),
    doing=Doing.OVER,
    stages=STAGES[:-1],
    outcome=Outcome(end=End.DONE, verdict=Verdict.NEW_SAVED),
    outcome_at=ago(420),
)
PREFLIGHT = (
    PreflightSeen(
        name="serial", demands="it is the router that was read: its serial number", state=RowState.HOLDS, at=ago(4)
    ),
    PreflightSeen(name="timer", demands="no timer of somebody else runs", state=RowState.HOLDS, at=ago(4)),
    PreflightSeen(
        name="unsaved",
        demands="what it runs is what it starts with",
        state=RowState.REFUSES,
        says="a power cycle would bring another configuration than it runs: ip route 10.9.0.0 255.255.0.0 Null0",
        to_do="Save it, or take the lines back.",
        accept_as="unsaved:1a2b3c4d5e6f",
        at=ago(4),
    ),
    PreflightSeen(
        name="clock",
        demands="somebody vouches for its time",
        state=RowState.ACCEPTED,
        says="nobody vouches for the time",
        at=ago(4),
    ),
    *(PreflightSeen(name=f"row{number}", demands=f"demand {number} of the pre-flight") for number in range(20)),
)
ON_TRIAL = replace(
    ROUTER,
    verdict=Verdict.TRIAL,
    verdict_at=ago(3),
    doing=Doing.PROVING,
    since=ago(100),
    stages=CUT,
    timer=TIMER,
    proof=PROOF,
    running=RunningSeen(sha256="9c1e" + 60 * "0", since=ago(141), at=ago(61)),
)


def push(router: RouterSeen, **more: object) -> PushSeen:
    """A push that is at that router."""
    seen = PushSeen(
        routers=(THE_HUB, router),
        at=ago(1),
        device=SPOKE,
        last_sent=LineSeen(device=SPOKE, text=DNS.command, at=ago(3)),
        last_got=LineSeen(device=SPOKE, text="Success rate is 0 percent (0/5)", at=ago(1)),
        holds=True,
    )
    return replace(seen, **more)  # type: ignore[arg-type]  # by name


def over(end: End, verdict: Verdict, *says: str, rows: tuple[str, ...] = ()) -> PushSeen:
    """A push that is over."""
    outcome = Outcome(end=end, verdict=verdict, says=says, rows=rows)
    router = replace(ROUTER, doing=Doing.OVER, verdict=verdict, verdict_at=ago(9), outcome=outcome, outcome_at=ago(9))
    return push(router, device="", is_over=True)


REQUEST = "\n".join(("-----BEGIN CERTIFICATE REQUEST-----", *["M" * 64] * 8, "-----END CERTIFICATE REQUEST-----"))

STATES: dict[str, PushSeen] = {
    "reading": push(replace(ROUTER, doing=Doing.LOGGING_IN, stages=STAGES[:-1], verdict=None), last_got=None),
    "preflight": push(replace(ROUTER, doing=Doing.PRE_FLIGHT, preflight=PREFLIGHT)),
    "sending": push(
        replace(
            ROUTER,
            doing=Doing.SENDING,
            verdict=Verdict.PARTIAL,
            stages=(*STAGES[:3], replace(STAGES[3], state=StageState.UNDER_WAY, sent=407, at=ago(0)), STAGES[4]),
        )
    ),
    "proving": push(ON_TRIAL),
    "holding": push(
        replace(ON_TRIAL, doing=Doing.HOLDING, proof=GREEN),
        waits_for=WaitsFor(what=Asks.CONFIRMATION, device=SPOKE, since=ago(2)),
    ),
    "residue": push(
        replace(
            ON_TRIAL, doing=Doing.RESIDUE, proof=None, running=None, residue=("+ ip route 10.9.0.0 255.255.0.0 Null0",)
        )
    ),
    "by-journal": push(
        replace(
            ON_TRIAL,
            doing=Doing.NOTHING,
            since=None,
            is_by_journal=True,
            verdict=Verdict.UNKNOWN,
            verdict_at=ago(7260),
            proof=None,
            running=None,
            timer=replace(TIMER, clock=None, fires=None, is_shown=False, at=None),
        ),
        device="",
        last_sent=None,
        last_got=None,
    ),
    "over-new": over(End.DONE, Verdict.NEW_SAVED),
    "over-mix": over(
        End.NEEDS_A_PERSON,
        Verdict.MIX,
        "it runs neither the old configuration nor the new one; its lines are compared with what 4-stage.cfg leaves",
        rows=("- ip nat inside source list 101 interface GigabitEthernet0/0/0 overload", "+ ip route 10.9.0.0 Null0"),
    ),
    "over-waits": over(End.WAITS, Verdict.PARTIAL, "the trustpoint waits for its certificate", REQUEST),
}
"""By the name of its picture."""


class SeenPush:
    """A push that is as it was made, and does nothing."""

    def __init__(self, seen: PushSeen) -> None:
        self.seen = seen
        self.log = PushLog()
        self.log.add(ago(3), SPOKE, Heard.SENT, DNS.command)
        self.log.add(ago(1), SPOKE, Heard.GOT, "Success rate is 0 percent (0/5)")

    def run(self) -> None:
        """Nothing."""

    def steer(self, wish: Wish | StopBeforeNext) -> Future[Answered]:
        """Why not."""
        answered = Future[Answered]()
        answered.set_result(refused("it is a picture"))
        return answered
