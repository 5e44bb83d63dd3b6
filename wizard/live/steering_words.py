"""What a person can want of a push now, and why not: a key that does nothing says so before it is pressed."""

from wizard.live.push_seen import Doing, RouterSeen
from wizard.push.proof_rows import ProofRow
from wizard.sentence import Sentence, so_many

_NOTHING_ON_TRIAL: Sentence = "nothing is on trial"
_PROVES = (Doing.PROVING, Doing.HOLDING)


def why_no_revert(router: RouterSeen | None) -> Sentence:
    """Why the router cannot be told to go back now."""
    if router is None or router.timer is None:
        return _NOTHING_ON_TRIAL
    if router.timer.is_reload:
        return "a reload takes it back, at its time alone"
    return "it goes back already" if router.doing is Doing.GOING_BACK else ""


def why_no_extend(router: RouterSeen | None) -> Sentence:
    """Why its timer cannot run longer."""
    if router is None or router.timer is None:
        return _NOTHING_ON_TRIAL
    if router.doing in (Doing.NOTHING, Doing.OVER):
        return "nobody looks"
    return "nothing makes a pending reload later" if router.timer.is_reload else ""


def why_no_confirm(router: RouterSeen | None) -> Sentence:
    """Why what is on trial cannot be kept now."""
    if router is None or router.timer is None:
        return _NOTHING_ON_TRIAL
    if router.doing is Doing.HOLDING:
        return ""
    if router.doing is Doing.RESIDUE:
        return "lines differ"
    if router.doing in (Doing.NOTHING, Doing.OVER):
        return "nobody looks"
    proof = router.proof
    if router.doing is not Doing.PROVING or proof is None or proof.is_old:
        return f"{router.doing.value}"
    failing = [row for row in proof.missing if row.name != "stable"]
    if failing:
        return f"{so_many(len(failing), 'check')} failing"
    return f"stable {proof.stable_seconds} of {proof.stable_of} s" if proof.missing else "it is confirmed by itself"


def why_no_retry(router: RouterSeen | None) -> Sentence:
    """Why the checks cannot be asked again now."""
    return "" if router and router.doing in _PROVES and router.proof else "no checks are under way"


def why_no_route(router: RouterSeen | None, row: ProofRow | None) -> Sentence:
    """Why the route to the target of the row cannot be shown."""
    if row is None or router is None or router.doing not in _PROVES:
        return "move to a check that pings first"
    return "" if row.command.startswith("ping ") else "only a check that pings has a target"


def why_no_other_target(router: RouterSeen | None, row: ProofRow | None) -> Sentence:
    """Why another address cannot be pinged in the place of that of the row."""
    if row is None or router is None or router.doing not in _PROVES:
        return "move to a check that pings first"
    return "" if row.command.startswith("ping ") else "only a check that pings can have another target"


def why_no_accept(router: RouterSeen | None, row: ProofRow | None) -> Sentence:
    """Why the row need not be accepted, or cannot."""
    if router and router.doing is Doing.RESIDUE:
        return ""
    if row is None or router is None or router.doing not in _PROVES:
        return "move to a check that fails first"
    if row.holds:
        return "it holds"
    return "" if row.is_acceptable else "nobody can accept this: without it no traffic is proved"
