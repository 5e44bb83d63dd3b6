"""As what, and by which proof, hub and spokes introduce themselves."""

from wizard.model.question import Asking
from wizard.situation.hub import gets_flexvpn

SIGNATURES = frozenset({"rsa-sig", "ecdsa-sig"})


def kind_of(asking: Asking) -> str:
    """What the device's identity is."""
    return asking.value("hub_identity_kind" if asking.device == asking.hub else "spoke_identity_kind")


def method_of(asking: Asking) -> str:
    """How the device proves who it is."""
    return asking.value("hub_authentication" if asking.device == asking.hub else "spoke_authentication")


def uses_certificates(asking: Asking) -> bool:
    """Whether either side authenticates with a certificate."""
    return bool(SIGNATURES & {asking.value("hub_authentication"), asking.value("spoke_authentication")})


def uses_keys(asking: Asking) -> bool:
    """Whether either side authenticates with a pre-shared key."""
    return "pre-share" in {asking.value("hub_authentication"), asking.value("spoke_authentication")}


def uses_eap(asking: Asking) -> bool:
    """Whether the spokes authenticate by EAP."""
    return asking.value("spoke_authentication").startswith("eap ")


def uses_radius(asking: Asking) -> bool:
    """Whether the hub asks a RADIUS server for anything."""
    hub = asking.hub
    stores = {asking.value("key_store", hub), asking.value("authorization_store", hub)}
    return uses_eap(asking) or "radius" in stores


def is_proved_by_both(asking: Asking) -> bool:
    """Whether the device shows a certificate and so do its peers."""
    methods = {asking.value("hub_authentication"), asking.value("spoke_authentication")}
    return gets_flexvpn(asking) and methods <= SIGNATURES
