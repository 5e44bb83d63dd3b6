"""What RADIUS must know of a hub that asks it: groups, keys and EAP users, as an export file."""

from dataclasses import dataclass

from wizard.ios.masking import MASK, masked
from wizard.model.plan import Plan
from wizard.plan.mapping.ikev2_and_ipsec import announced_by_ikev2, group_attributes
from wizard.plan.perspective import Perspective, hub_device
from wizard.render.templates import environment
from wizard.situation.authentication import uses_eap, uses_radius

_LIST_PASSWORD = "cisco"
"""What IOS sends as password where it looks up a group [ezvpn.md 1.7]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusEntry:
    """One name that RADIUS knows, with its password and its attributes."""

    name: str
    password: str
    pairs: tuple[str, ...] = ()


def radius_export(plan: Plan) -> str:
    """The text of radius.txt, "" where the hub asks no RADIUS server; StillOpen where an answer is missing."""
    asking = Perspective(plan, hub_device(plan))
    if not uses_radius(asking):
        return ""
    entries = (*_group(asking), *_keys(asking), *_eap_users(asking))
    return environment().get_template("report/radius.j2").render(hub=asking.device, entries=entries)


def _group(asking: Perspective) -> tuple[RadiusEntry, ...]:
    if asking.needed("authorization_store") != "radius":
        return ()
    announced = announced_by_ikev2(asking)
    networks = announced.networks if announced else ()
    everything = ("ipsec:route-set=prefix 0.0.0.0/0",) if announced and announced.everything else ()
    pool = asking.needed("pool")
    pairs = (
        *((f"ipsec:addr-pool={pool}",) if pool else ()),
        *(pair for line in group_attributes(asking) if (pair := _pair(line))),
        "ipsec:route-set=interface",
        *(f"ipsec:route-set=prefix {network}" for network in networks),
        *everything,
    )
    return (RadiusEntry(name=asking.needed("name_authorization_policy"), password=_LIST_PASSWORD, pairs=pairs),)


_PAIRS = {
    "dns": "ipsec:dns-servers",
    "wins": "ipsec:wins-servers",
    "def-domain": "ipsec:default-domain",
    "split-dns": "ipsec:split-dns",
    "netmask": "ipsec:netmask",
    "backup-gateway": "ipsec:ipsec-backup-gateway",
}
"""An attribute of the authorization policy and its pair [ezvpn.md 1.7, 3.4: unconfirmed]."""


def _pair(line: str) -> str:
    word, _, value = line.partition(" ")
    return f"{_PAIRS[word]}={value}" if word in _PAIRS else ""


def _keys(asking: Perspective) -> tuple[RadiusEntry, ...]:
    if asking.value("key_store") != "radius":
        return ()
    separate = asking.value("separate_keys") == "yes"
    return tuple(
        RadiusEntry(
            name=asking.needed("identity", spoke.device),
            password=_LIST_PASSWORD,
            pairs=(
                "ipsec:ikev2-password-local="
                + asking.secret("hub_pre_shared_key" if separate else "pre_shared_key", spoke.device).reveal(),
                f"ipsec:ikev2-password-remote={asking.secret('pre_shared_key', spoke.device).reveal()}",
            ),
        )
        for spoke in asking.plan.spokes
    )


def _eap_users(asking: Perspective) -> tuple[RadiusEntry, ...]:
    if not uses_eap(asking):
        return ()
    return tuple(
        RadiusEntry(
            name=asking.needed("eap_username", spoke.device),
            password=asking.secret("eap_password", spoke.device).reveal(),
        )
        for spoke in asking.plan.spokes
    )


def without_password(row: str) -> str:
    """A row of the export as it is shown to people."""
    name, words, _ = row.partition(_PASSWORD)
    return f'{name}{words}{MASK}"' if words else masked(row)


_PASSWORD = ' Cleartext-Password := "'
