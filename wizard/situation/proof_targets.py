"""Which addresses behind the hub prove that the tunnel carries packets."""

from wizard.data.answer_forms import AddressesOrNames, InterfaceAddress
from wizard.model.question import Asking
from wizard.situation.called_addresses import known_addresses


def hub_address(asking: Asking) -> str:
    """The address that the hub's virtual template borrows, "" where the spoke reaches it outside the tunnel."""
    source = asking.plan.source(asking.hub)
    if source is None:
        loopback = asking.known(InterfaceAddress(), "loopback_address", asking.hub)
        return str(loopback.ip) if loopback else ""
    interface = source.router.interface(asking.value("hub_unnumbered", asking.hub))
    address = interface.addresses[0].ip if interface and interface.addresses else None
    called = known_addresses(asking, asking.known(AddressesOrNames(), "peers") or ())
    return str(address) if address and address not in called else ""
