"""What `swanctl --list-sas --raw` says, in the words of IOS."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.rehearse.stand_ins import in_real_names
from wizard.rehearse.strongswan_algorithms import GROUPS

# A key is in lower case, so that the parts of a subject are none.
_KEY = r"[a-z][a-z0-9-]*="
_TOKEN = re.compile(rf"({_KEY})(\[[^\]]*\]|.*?)(?= {_KEY}| [^\s{{}}]+ \{{|\}})|(\{{)|(\}})")

_IN_CHILD = 3
"""How many braces are open inside a child SA, at least."""

_HASHES = {"MD5": "md5", "SHA1": "sha1", "SHA2_256": "sha256", "SHA2_384": "sha384", "SHA2_512": "sha512"}
_ESP_HASHES = {word: f"esp-{'sha' if word == 'sha1' else word}-hmac" for word in _HASHES.values()}
_GROUP_NUMBERS = {name: number for number, name in GROUPS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAlgorithms:
    """The algorithms of an SA."""

    encryption: str = ""
    integrity: str = ""
    prf: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityAssociation:
    """One IKE SA with its child."""

    local_id: str
    remote_id: str
    ike: ChosenAlgorithms
    esp: ChosenAlgorithms | None
    local_networks: tuple[str, ...] = ()
    remote_networks: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    """Addresses that were handed out for it."""


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Every key with its value, in order; those of the child have `child.` before them."""
    depth = 0
    for key, value, opened, closed in _TOKEN.findall(text):
        depth += bool(opened) - bool(closed)
        if key:
            yield f"{'child.' if depth > _IN_CHILD else ''}{key[:-1]}", value.strip("[]").strip()


def security_association(text: str) -> SecurityAssociation | None:
    """The newest established IKE SA of the list, None without one."""
    events = [line for line in text.splitlines() if line.startswith("list-sa event") and "ESTABLISHED" in line]
    if not events:
        return None
    values = dict(_values(events[-1]))
    child = {key.removeprefix("child."): value for key, value in values.items() if key.startswith("child.")}
    return SecurityAssociation(
        local_id=in_real_names(values.get("local-id", "")),
        remote_id=in_real_names(values.get("remote-id", "")),
        ike=ChosenAlgorithms(
            encryption=_encryption(values),
            integrity=_hash(values.get("integ-alg", "")),
            prf=_hash(values.get("prf-alg", "")),
            group=_group(values.get("dh-group", "")),
        ),
        esp=_esp(child) if child else None,
        local_networks=tuple(child.get("local-ts", "").split()),
        remote_networks=tuple(child.get("remote-ts", "").split()),
        assigned=tuple((values.get("local-vips") or values.get("remote-vips") or "").split()),
    )


def _encryption(values: dict[str, str]) -> str:
    name, size = values.get("encr-alg", ""), values.get("encr-keysize", "")
    if name == "AES_CBC":
        return f"aes-cbc-{size}"
    return f"aes-gcm-{size}" if name.startswith("AES_GCM") else name.removesuffix("_CBC").lower()


def _hash(name: str) -> str:
    return next((word for part, word in _HASHES.items() if part in name), "")


def _group(name: str) -> str:
    words = name.split("_")
    short = f"modp{words[1]}s{words[2]}" if len(words) > 2 and words[0] == "MODP" else "".join(words).lower()
    return _GROUP_NUMBERS.get(short, name)


def _esp(child: dict[str, str]) -> ChosenAlgorithms:
    name, size = child.get("encr-alg", ""), child.get("encr-keysize", "")
    mode = "esp-gcm" if name.startswith("AES_GCM") else "esp-aes" if name.startswith("AES") else ""
    encryption = f"{mode} {size}" if mode else f"esp-{name.removesuffix('_CBC').lower()}"
    group = _group(child.get("dh-group", "")) if child.get("dh-group") else ""
    return ChosenAlgorithms(
        encryption=encryption, integrity=_ESP_HASHES.get(_hash(child.get("integ-alg", "")), ""), group=group
    )
