"""The addresses of a router that others may call."""

from wizard.model.router import Router

_SHARED = ("standby", "vrrp", "glbp")
"""The protocols by which several routers have one address: `standby 1 ip ADDRESS`."""


def called_addresses(router: Router) -> frozenset[str]:
    """The fixed addresses of the interfaces, with those that they share with other routers."""
    own = {str(address.ip) for interface in router.interfaces for address in interface.addresses}
    lines = (
        line.text.split() for interface in router.interfaces for word in _SHARED for line in interface.line.all(word)
    )
    shared = {words[words.index("ip") + 1] for words in lines if "ip" in words[:-1]}
    return frozenset(own | shared)
