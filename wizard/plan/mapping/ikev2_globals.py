"""Lines that hold for every IKEv2 peer of a router."""

from wizard.data.release_features import FRAGMENT_SIZE
from wizard.model.template_values import IkeFragmentation, Ikev2Globals
from wizard.plan.mapping.ikev2_and_ipsec import touches_other_peers
from wizard.plan.perspective import Perspective
from wizard.situation.hub import gets_flexvpn

_FRAGMENTATION = "crypto ikev2 fragmentation"


def ikev2_globals(asking: Perspective) -> Ikev2Globals | None:
    """What EzVPN had for all of IKEv1 on this router, or on the server for a hub that takes its place."""
    if not gets_flexvpn(asking):
        return None
    sources = [asking.plan.source(asking.device), asking.plan.server if asking.is_hub else None]
    has = {
        words: any(source.configuration.first(f"crypto isakmp {words}") for source in sources if source)
        for words in ("fragmentation", "disconnect-revoked-peers")
    }
    fragments = has["fragmentation"] and not _is_present(asking) and _fragmentation(asking) is None
    made = Ikev2Globals(fragmentation=fragments, disconnect_revoked_peers=has["disconnect-revoked-peers"])
    return made if made.fragmentation or made.disconnect_revoked_peers else None


def ike_fragmentation(asking: Perspective) -> IkeFragmentation | None:
    """The size of IKE's fragments, where it changes nothing for the router's other IKEv2 peers."""
    return None if touches_other_peers(asking) else _fragmentation(asking)


def shared_ike_fragmentation(asking: Perspective) -> IkeFragmentation | None:
    """The same size, where the router has other IKEv2 peers: then it waits for the cut-over."""
    return _fragmentation(asking) if touches_other_peers(asking) else None


def _fragmentation(asking: Perspective) -> IkeFragmentation | None:
    """Never over what the router has already."""
    if not gets_flexvpn(asking) or _is_present(asking):
        return None
    return IkeFragmentation(mtu=FRAGMENT_SIZE) if asking.needed("ike_fragmentation") == "yes" else None


def _is_present(asking: Perspective) -> bool:
    source = asking.plan.source(asking.device)
    return source is not None and source.configuration.first(_FRAGMENTATION) is not None
