"""The IKEv2, IPsec and PKI objects that hub and spoke have in common."""

from wizard.data.attributes import GROUP_ATTRIBUTES
from wizard.data.questions.addresses import listed, networks_of
from wizard.data.suites import SUITES
from wizard.model.ezvpn import Mode
from wizard.model.ikev2 import (
    AuthorizationPolicy,
    Dpd,
    GroupAuthorization,
    Identity,
    IdentityKind,
    IdentityMatch,
    Ikev2Profile,
    IpsecProfile,
    Keyring,
    KeyringPeer,
    MatchKind,
    Policy,
    Proposal,
    TransformSet,
    Trustpoint,
)
from wizard.model.secret import Secret
from wizard.model.section import AaaList, AnnouncedNetworks, KeyPair
from wizard.plan.baseline import is_address
from wizard.plan.perspective import Perspective


def gets_flexvpn(asking: Perspective) -> bool:
    """Whether the device becomes a FlexVPN hub or spoke."""
    return asking.is_hub or asking.is_spoke


def _methods(asking: Perspective) -> tuple[str, str]:
    """How the device proves itself, and how its peers do."""
    hub, spoke = asking.needed("hub_authentication"), asking.needed("spoke_authentication")
    return (hub, spoke) if asking.is_hub else (spoke, hub)


def key_pair(asking: Perspective) -> KeyPair | None:
    """The key pair of the device's own certificate, where its size is stated."""
    if not gets_flexvpn(asking) or _methods(asking)[0] != "rsa-sig" or asking.needed("key_size") == "unstated":
        return None
    return KeyPair(label=asking.needed("name_trustpoint"), size=int(asking.needed("key_size")))


def trustpoint(asking: Perspective) -> Trustpoint | None:
    """The trustpoint: of the device's own certificate, or only to verify the other side's."""
    if not gets_flexvpn(asking) or "rsa-sig" not in _methods(asking):
        return None
    enrols = _methods(asking)[0] == "rsa-sig"
    by_scep = asking.needed("enrollment") == "scep"
    size, name = asking.needed("key_size"), asking.needed("name_trustpoint")
    named = enrols and asking.needed("certificate_fqdn") == "yes" and _identity_kind(asking) is IdentityKind.FQDN
    return Trustpoint(
        name=name,
        enrollment=f"url {asking.needed('enrollment_url')}" if by_scep else "terminal",
        fqdn=asking.needed("identity") if named else "",
        subject_name=asking.needed("subject") if enrols else "",
        fingerprint=asking.needed("ca_fingerprint"),
        revocation_check=asking.needed("revocation_check"),
        key_label=name if enrols else "",
        key_size=None if size == "unstated" or not enrols else int(size),
        hash="" if asking.needed("certificate_hash") == "unstated" else asking.needed("certificate_hash"),
    )


def aaa_list(asking: Perspective) -> AaaList | None:
    """The list with which IKEv2 finds its authorization policy."""
    return AaaList(name=asking.needed("name_aaa_list")) if gets_flexvpn(asking) else None


def announced_networks(asking: Perspective) -> AnnouncedNetworks | None:
    """The networks behind this router, for its peers."""
    if not gets_flexvpn(asking):
        return None
    name = asking.needed("name_access_list")
    if asking.is_spoke:
        networks = networks_of(asking.needed("lan_networks"))
        return AnnouncedNetworks(name=name, networks=networks) if networks else None
    if asking.needed("tunnel_everything") == "yes":
        return AnnouncedNetworks(name=name, everything=True)
    networks = networks_of(asking.needed("hub_networks"))
    return AnnouncedNetworks(name=name, networks=networks) if networks else None


def authorization_policy(asking: Perspective) -> AuthorizationPolicy | None:
    """What the device hands to its peers."""
    if not gets_flexvpn(asking):
        return None
    announced = announced_networks(asking)
    accept = asking.needed("route_accept")
    return AuthorizationPolicy(
        name=asking.needed("name_authorization_policy"),
        pool=asking.needed("pool", asking.hub) if asking.is_hub else "",
        attributes=_group_attributes(asking) if asking.is_hub else (),
        route_set_interface=True,
        route_set_access_lists=(announced.name,) if announced else (),
        route_accept="" if accept == "unstated" else f"{accept}{_route_marks(asking)}",
    )


def _route_marks(asking: Perspective) -> str:
    """The tag that the hub gives to routes, or the distance that a spoke gives to them."""
    word = "tag" if asking.is_hub else "distance"
    answered = asking.needed(f"route_{word}")
    return f" {word} {answered}" if answered and answered != "none" else ""


def _group_attributes(asking: Perspective) -> tuple[str, ...]:
    wanted = listed(asking.needed("group_attributes"))
    rows = [row for row in GROUP_ATTRIBUTES if row.becomes_attribute and row.ezvpn in wanted]
    if asking.group is None:
        return ()
    return tuple(
        row.becomes_attribute.format(value=line.text[len(row.ezvpn) :].strip())
        for row in rows
        for line in asking.group.line.all(row.ezvpn)
    )


def ikev2_proposal(asking: Perspective) -> Proposal | None:
    """The IKEv2 proposal, where the smart defaults are not relied on."""
    crypto = asking.needed("crypto")
    if not gets_flexvpn(asking) or crypto == "smart-defaults":
        return None
    name = asking.needed("name_proposal")
    if crypto in SUITES:
        return SUITES[crypto].proposal(name)
    return Proposal(
        name=name,
        encryption=tuple(listed(asking.needed("ike_encryption"))),
        integrity=tuple(listed(asking.needed("ike_integrity"))),
        prf=tuple(listed(asking.needed("ike_prf"))),
        group=tuple(listed(asking.needed("ike_group"))),
    )


def ikev2_policy(asking: Perspective) -> Policy | None:
    """The IKEv2 policy, where it changes nothing for the router's other IKEv2 peers."""
    policy = _policy(asking)
    return None if _touches_other_peers(asking) else policy


def shared_ikev2_policy(asking: Perspective) -> Policy | None:
    """The same policy, where it affects other IKEv2 peers of the router: then it waits for the cut-over."""
    policy = _policy(asking)
    return policy if _touches_other_peers(asking) else None


def _policy(asking: Perspective) -> Policy | None:
    proposal = ikev2_proposal(asking)
    if proposal is None:
        return None
    limited = asking.is_hub and asking.needed("policy_match") == "address"
    address = wan_address(asking) if limited else ""
    return Policy(
        name=asking.needed("name_policy"),
        match_fvrf="any",
        match_address_local=(address,) if address else (),
        proposals=(proposal.name, *_proposals_of_other_peers(asking, address)),
    )


def _proposals_of_other_peers(asking: Perspective, address: str) -> tuple[str, ...]:
    """What the router's other IKEv2 peers use today: a policy is chosen before it is known which peer calls."""
    source = asking.plan.source(asking.device)
    if source is None or not source.configuration.first("crypto ikev2 profile"):
        return ()
    names: list[str] = []
    policies = source.configuration.all("crypto ikev2 policy")
    for policy in policies:
        local = [line.text.split()[-1] for line in policy.all("match address local")]
        if not address or not local or address in local:
            names.extend(line.text.split()[-1] for line in policy.all("proposal"))
    return tuple(dict.fromkeys(names)) if policies else ("default",)


def _touches_other_peers(asking: Perspective) -> bool:
    source = asking.plan.source(asking.device)
    return source is not None and source.configuration.first("crypto ikev2 profile") is not None


def wan_address(asking: Perspective) -> str:
    """The hub's address on the Internet."""
    if asking.value("wan_address", asking.hub):
        return asking.value("wan_address", asking.hub).split("/")[0]
    name = asking.needed("wan_interface", asking.hub)
    source = asking.plan.source(asking.hub)
    interface = source.router.interface(name) if source else None
    if interface and interface.addresses:
        return str(interface.addresses[0].ip)
    return asking.needed("wan_address", asking.hub)


def _identity_kind(asking: Perspective) -> IdentityKind:
    return IdentityKind(asking.needed("hub_identity_kind" if asking.is_hub else "spoke_identity_kind"))


def _identity_of(asking: Perspective, device: str) -> IdentityMatch:
    kind = asking.needed("hub_identity_kind" if device == asking.hub else "spoke_identity_kind")
    return IdentityMatch(kind=MatchKind(kind), value=asking.needed("identity", device))


def ikev2_keyring(asking: Perspective) -> Keyring | None:
    """The keys: one peer for each spoke on the hub, one for each address of the hub on a spoke."""
    if not gets_flexvpn(asking) or "pre-share" not in _methods(asking):
        return None
    peers = _spoke_peers(asking) if asking.is_hub else _hub_peers(asking)
    return Keyring(name=asking.needed("name_keyring"), peers=peers)


def _spoke_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    peers = []
    for spoke in asking.plan.spokes:
        local, remote = _keys(asking, spoke.device)
        identity = _identity_of(asking, spoke.device)
        peers.append(KeyringPeer(name=spoke.device, identity=identity, local_key=local, remote_key=remote))
    return tuple(peers)


def _hub_peers(asking: Perspective) -> tuple[KeyringPeer, ...]:
    remote, local = _keys(asking, asking.device)
    backup = asking.backup_client
    addresses = dict.fromkeys((*listed(asking.needed("peers")), *(backup.peers if backup else ())))
    peers = []
    for number, peer in enumerate(addresses, 1):
        name = asking.hub if number == 1 else f"{asking.hub}-{number}"
        address = peer if is_address(peer) else ""
        peers.append(
            KeyringPeer(
                name=name, address=address, hostname="" if address else peer, local_key=local, remote_key=remote
            )
        )
    return tuple(peers)


def _keys(asking: Perspective, spoke: str) -> tuple[Secret | None, Secret | None]:
    """The key that the hub shows and the key that the spoke shows, None where it shows a certificate."""
    key = asking.secret("pre_shared_key", spoke)
    hub_key = asking.secret("hub_pre_shared_key", spoke) if asking.value("separate_keys", spoke) == "yes" else key
    return (
        hub_key if asking.needed("hub_authentication") == "pre-share" else None,
        key if asking.needed("spoke_authentication") == "pre-share" else None,
    )


def ikev2_profile(asking: Perspective) -> Ikev2Profile | None:
    """The IKEv2 profile."""
    if not gets_flexvpn(asking):
        return None
    own, peers = _methods(asking)
    return Ikev2Profile(
        name=asking.needed("name_ikev2_profile"),
        match=_matches(asking),
        match_fvrf=front_door_vrf(asking),
        identity_local=Identity(kind=_identity_kind(asking), value=asking.needed("identity")),
        local_authentication=own,
        remote_authentication=(peers,),
        keyring=asking.needed("name_keyring") if "pre-share" in {own, peers} else "",
        trustpoints=(asking.needed("name_trustpoint"),) if "rsa-sig" in {own, peers} else (),
        dpd=_dpd(asking),
        authorization=GroupAuthorization(
            method="cert" if peers == "rsa-sig" else "psk",
            list_name=asking.needed("name_aaa_list"),
            policy=asking.needed("name_authorization_policy"),
        ),
        virtual_template=int(asking.needed("name_virtual_template")) if asking.is_hub else None,
        virtual_template_mode_auto=asking.is_hub and asking.needed("encapsulation") == "auto",
    )


def cloned_template(asking: Perspective) -> Ikev2Profile | None:
    """The profile's virtual template, named once both exist: each of the two names the other."""
    return ikev2_profile(asking) if asking.is_hub else None


def _matches(asking: Perspective) -> tuple[IdentityMatch, ...]:
    if asking.is_spoke:
        return (_identity_of(asking, asking.hub),)
    if asking.needed("hub_match") == "domain":
        return (IdentityMatch(kind=MatchKind.FQDN_DOMAIN, value=asking.needed("domain")),)
    return tuple(_identity_of(asking, spoke.device) for spoke in asking.plan.spokes)


def _dpd(asking: Perspective) -> Dpd | None:
    answered = asking.needed("dpd")
    if answered == "none":
        return None
    interval, retry, mode = answered.split()
    return Dpd(interval=int(interval), retry=int(retry), mode=mode)


def transform_set(asking: Perspective) -> TransformSet | None:
    """The transform set."""
    if not gets_flexvpn(asking):
        return None
    mode = asking.needed("transform_mode")
    return TransformSet(
        name=asking.needed("name_transform_set"),
        transforms=tuple(asking.needed("transform").split()),
        mode="" if mode == "unstated" else mode,
    )


def ipsec_profile(asking: Perspective) -> IpsecProfile | None:
    """The IPsec profile."""
    if not gets_flexvpn(asking):
        return None
    pfs = asking.needed("pfs")
    return IpsecProfile(
        name=asking.needed("name_ipsec_profile"),
        transform_sets=(asking.needed("name_transform_set"),),
        pfs="" if pfs == "none" else pfs,
        idle_time=_idle_time(asking),
        ikev2_profile=asking.needed("name_ikev2_profile"),
    )


def _idle_time(asking: Perspective) -> int | None:
    answered = asking.needed("idle_time") if asking.is_spoke else ""
    return int(answered) if answered and answered != "none" else None


def front_door_vrf(asking: Perspective) -> str:
    """The VRF of the interface that faces the Internet, "" for the global table."""
    name = asking.value("wan_interface") if asking.is_hub else asking.value("tunnel_source")
    interface = asking.router.interface(name)
    return interface.vrf if interface else ""


def tunnel_mode(asking: Perspective) -> str:
    """`ipsec ipv4`, or "" for GRE."""
    return "" if asking.needed("encapsulation") == "gre" else "ipsec ipv4"


def tunnel_mtu(asking: Perspective) -> tuple[int | None, int | None]:
    """MTU and TCP segment size of a tunnel, None where not stated."""
    answered = asking.needed("tunnel_mtu")
    if answered == "none":
        return None, None
    mtu, mss = answered.split()
    return int(mtu), int(mss)


def is_client_mode(asking: Perspective) -> bool:
    """Whether the spoke's LAN hides behind an address of the hub's pool."""
    return asking.client.mode is Mode.CLIENT
