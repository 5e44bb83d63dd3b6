"""What a router offers and takes for IKE and ESP, in the words of strongSwan."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from wizard.errors import RehearsalError
from wizard.rehearse.router_objects import IkeProposal, IpsecProfile, Router
from wizard.rehearse.spoke_call import CallEnd

_ENCRYPTION = {
    "des": "des",
    "3des": "3des",
    "aes-cbc-128": "aes128",
    "aes-cbc-192": "aes192",
    "aes-cbc-256": "aes256",
    "aes-gcm-128": "aes128gcm16",
    "aes-gcm-256": "aes256gcm16",
}
_HASHES = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
GROUPS = {
    "1": "modp768",
    "2": "modp1024",
    "5": "modp1536",
    "14": "modp2048",
    "15": "modp3072",
    "16": "modp4096",
    "19": "ecp256",
    "20": "ecp384",
    "21": "ecp521",
    "24": "modp2048s256",
}
_MODES = {"esp-aes": "", "esp-gcm": "gcm16"}
_SIZES = {"128": "128", "192": "192", "256": "256"}
_ESP = {"esp-3des": "3des", "esp-des": "des", "esp-null": "null"}
_ESP_HASHES = {
    "esp-md5-hmac": "md5",
    "esp-sha-hmac": "sha1",
    "esp-sha256-hmac": "sha256",
    "esp-sha384-hmac": "sha384",
    "esp-sha512-hmac": "sha512",
}


# A daemon that is told nothing takes what it likes; IOS has no cipher of this kind.
_NO_IKE = "aes{}ctr-md5-prfmd5-modp768"
_NO_ESP = "aes{}ctr-md5"
_NONE_OF = {CallEnd.HUB: "128", CallEnd.SPOKE: "256"}
"""Nor do the two sides share one."""


def _known(table: dict[str, str], word: str) -> str:
    if word not in table:
        raise RehearsalError(f"strongSwan stands in for no `{word}`", hint="Try what fits beside it in a lab.")
    return table[word]


def ike_proposals(router: Router, address: IPv4Address, call_end: CallEnd) -> tuple[str, ...]:
    """What a router offers or takes for IKE on that address; nothing where it has no usable proposal."""
    interface = router.addresses().get(address)
    vrf = interface.vrf if interface else ""
    fitting = [
        router_policy
        for router_policy in router.policies
        if router_policy.fvrf in {"any", vrf}
        and (not router_policy.local or str(address) in router_policy.local)
        and router_policy.name != "default"
    ]
    fitting.sort(key=lambda policy: (not policy.local, policy.fvrf == "any"))
    policy = next(
        iter((*fitting, *(router_policy for router_policy in router.policies if router_policy.name == "default"))), None
    )
    named = (router.proposals.get(name) for name in (policy.proposals if policy else ()))
    return tuple(text for proposal in named if proposal for text in _suites(proposal)) or (
        _NO_IKE.format(_NONE_OF[call_end]),
    )


def _suites(proposal: IkeProposal) -> Iterator[str]:
    """One text for what authenticates itself, and one for what needs a hash beside it."""
    prf = [f"prf{_known(_HASHES, word)}" for word in proposal.prf or proposal.integrity]
    groups = [_known(GROUPS, word) for word in proposal.group]
    sealed = [_known(_ENCRYPTION, word) for word in proposal.encryption if "gcm" in word]
    plain = [_known(_ENCRYPTION, word) for word in proposal.encryption if "gcm" not in word]
    if sealed:
        yield "-".join((*sealed, *prf, *groups))
    if plain:
        yield "-".join((*plain, *(_known(_HASHES, word) for word in proposal.integrity), *prf, *groups))


def esp_proposals(router: Router, ipsec: IpsecProfile, call_end: CallEnd) -> tuple[str, ...]:
    """The transform sets of an IPsec profile, each with the group of its PFS."""
    group = [_known(GROUPS, ipsec.pfs)] if ipsec.pfs else []
    sets = (router.transform_sets.get(name, ()) for name in ipsec.transform_sets)
    return tuple("-".join((*_transforms(words), *group)) for words in sets if words) or (
        _NO_ESP.format(_NONE_OF[call_end]),
    )


def _transforms(words: tuple[str, ...]) -> Iterator[str]:
    exotic = next((word for word in words if word.startswith("ah-") or word == "esp-gmac"), "")
    hashed = any(word.endswith("-hmac") or word == "esp-gcm" for word in words)
    if exotic or not hashed:
        raise RehearsalError(
            f"strongSwan stands in for no `{exotic or ' '.join(words)}`",
            hint="Take AES-GCM, or a cipher with a hash; or try it between two routers in a lab.",
        )
    for place, word in enumerate(words):
        size = words[place + 1] if words[place + 1 : place + 2] and words[place + 1].isdigit() else "128"
        if word in _MODES:
            yield f"aes{_known(_SIZES, size)}{_MODES[word]}"
        elif word in _ESP:
            yield _ESP[word]
    yield from (_ESP_HASHES[word] for word in words if word in _ESP_HASHES)
