"""Checks of what the change does to the router's other IKEv2 peers."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made, part
from wizard.model.finding import Severity
from wizard.model.ikev2 import Policy


def _shadows(new: Policy, old: Policy) -> bool:
    """Whether some peer that the old policy served could get the new one."""
    tables = "any" in {new.match_fvrf, old.match_fvrf} or new.match_fvrf == old.match_fvrf
    local = set(new.match_address_local) & set(old.match_address_local)
    return tables and bool(local or not new.match_address_local or not old.match_address_local)


@check(
    "CRY030",
    Severity.BLOCKER,
    why="IOS takes a policy before it knows which peer calls: the router's other IKEv2 peers get the new one, and "
    "what they offer today must be in it.",
    fix="Name their proposals in the new policy too, or limit it by `match address local`.",
    citation="flexvpn.md 1.3",
    question="policy_match",
)
def other_peers_keep_their_proposals(view: DeviceView) -> Iterator[Hit]:
    """A new IKEv2 policy on a router with other IKEv2 peers has the proposals that serve them today."""
    if not view.baseline_objects.profiles:
        return
    old = view.baseline_objects.policies or (Policy(name="default", match_fvrf="any", proposals=("default",)),)
    known = {policy.name for policy in view.baseline_objects.policies}
    for policy in made(view.objects.policies):
        if policy.name in known:
            continue
        wanted = [name for old_policy in old if _shadows(policy, old_policy) for name in old_policy.proposals]
        for name in dict.fromkeys(wanted):
            if name not in policy.proposals:
                message = f"Policy {policy.name} leaves out proposal {name}, which serves other peers today."
                yield Hit(message=message, line=part(policy, "proposal"))
