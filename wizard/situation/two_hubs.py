"""The EzVPN server and a new hub beside it: whether and how they are joined."""

from wizard.model.question import Asking
from wizard.situation.hub import is_new_hub


def uses_inter_hub(asking: Asking) -> bool:
    """Whether traffic between the two hubs is planned."""
    return is_new_hub(asking) and asking.value("inter_hub") != "none"


def uses_inter_hub_protocol(asking: Asking) -> bool:
    """Whether the two hubs tell each other their routes by a protocol."""
    return uses_inter_hub(asking) and asking.value("inter_hub_routing") in {"eigrp", "ospf"}
