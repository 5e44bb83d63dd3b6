"""Which router the FlexVPN hub is, and which routers get FlexVPN."""

from wizard.model.plan import Strategy
from wizard.model.question import Asking


def is_new_hub(asking: Asking) -> bool:
    """Whether FlexVPN gets a hub of its own."""
    return asking.value("strategy") == Strategy.NEW_HUB


def is_bare_new_hub(asking: Asking) -> bool:
    """Whether the new hub has no configuration that was read."""
    return is_new_hub(asking) and asking.plan.new_hub is None


def gets_flexvpn(asking: Asking) -> bool:
    """Whether the device becomes a FlexVPN hub or spoke."""
    return asking.device == asking.hub or asking.device in asking.plan.spoke_devices
