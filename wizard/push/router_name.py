"""How a router may call itself, by the configuration that a plan was made from."""

from wizard.model.plan import Plan

_UNNAMED = "Router"
"""The name of a router that nobody named."""


def possible_names(plan: Plan, device: str) -> tuple[str, ...]:
    """The likeliest first; a hub that comes new may be named already, or not yet."""
    source = plan.source(device)
    return (device, _UNNAMED) if source is None else (source.router.hostname or _UNNAMED,)
