"""What an answer must look like: each kind of question, and what IOS takes in single ones."""

import re
from ipaddress import IPv4Network, IPv6Network

from wizard.data.algorithm_strength import Use, words_of
from wizard.data.ipsec_options import IPSEC_OPTIONS
from wizard.errors import AnswerError, ReleaseError
from wizard.ios.masking import MASK, masked
from wizard.model.literals import address, address_with_mask, is_number, number
from wizard.model.question import Kind, Question
from wizard.parse.release import release


def checked(question: Question, value: str) -> str:
    """The answer in its normal form, or AnswerError saying what it must look like."""
    text = value.strip()
    if question.key == "release":
        return _release(question, text)
    if not text.isprintable() or not text.isascii():
        raise AnswerError(
            "the answer holds control or non-ASCII characters", hint="Use plain characters.", where=question.key
        )
    return _FORMS[question.kind](question, text)


def _shown(text: str) -> str:
    """The answer as a message shows it: without a secret, and no longer than a sentence bears."""
    shown = masked(text)
    return f"{shown[:40]}..." if len(shown) > 40 else shown or "nothing"


def _release(question: Question, text: str) -> str:
    """A release by its name, or in the text of `show version`; empty where nobody knows it."""
    try:
        return str(release(text)) if text else ""
    except ReleaseError as error:
        raise AnswerError(error.message, hint=error.hint, where=question.key) from None


def _one_of_choices(question: Question, text: str) -> str:
    values = [choice.value for choice in question.choices]
    if text not in values:
        raise AnswerError(f"{_shown(text)} is no choice", hint=f"Choose {', '.join(values)}.", where=question.key)
    return text


def _yes_or_no(question: Question, text: str) -> str:
    normal = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}.get(text.lower())
    if normal is None:
        raise AnswerError(f"{_shown(text)} is neither yes nor no", hint="Answer yes or no.", where=question.key)
    return normal


def _name(question: Question, text: str) -> str:
    if not re.fullmatch(r"[!-~]{1,63}", text) or "?" in text or text.startswith("!"):
        raise AnswerError(
            f"{_shown(text)} is no name",
            hint="One word of at most 63 characters, without `?`.",
            where=question.key,
        )
    if question.key in _NUMBERED_NAMES and number(text, 1) is None:
        raise AnswerError(f"{_shown(text)} is no number", hint="Digits only, such as 2.", where=question.key)
    return text


_NUMBERED_NAMES = frozenset({"name_virtual_template"})
"""Objects that IOS knows by a number alone."""


def _number(question: Question, text: str) -> str:
    known = number(text)
    if known is None:
        raise AnswerError(f"{_shown(text)} is no number that fits", hint="Digits only.", where=question.key)
    _in_range(question, text)
    return str(known)


_RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "ike_lifetime": ((120, 86_400),),
    "ipsec_lifetime": ((120, 2_592_000),),
    "dpd": ((10, 3_600), (2, 60)),
    "idle_time": ((60, 86_400),),
    "route_tag": ((1, 497_777),),
    "route_distance": ((1, 255),),
    "bgp_as": ((1, 4_294_967_295),),
    "eigrp_as": ((1, 65_535),),
    "inter_hub_process": ((1, 65_535),),
    "tunnel_mtu": ((576, 9_216), (500, 1_460)),
}
"""The least and the greatest of each number of an answer, as IOS takes it [flexvpn.md 1.5, 1.7, 1.9, 1.11]."""


def _in_range(question: Question, text: str) -> None:
    words = [word for word in text.split() if is_number(word)]
    for word, (least, greatest) in zip(words, _RANGES.get(question.key, ()), strict=False):
        if number(word, least, greatest) is None:
            raise AnswerError(
                f"{_shown(word)} is no number that fits", hint=f"IOS takes {least} to {greatest}.", where=question.key
            )


def _address(question: Question, text: str) -> str:
    known = address(text)
    if known is None:
        raise AnswerError(f"{_shown(text)} is no IPv4 address", hint="Like 203.0.113.1.", where=question.key)
    return str(known)


def _interface_address(question: Question, text: str) -> str:
    parts = text.replace("/", " ").split()
    known = address_with_mask(*parts) if len(parts) == 2 else None
    if known is None:
        raise AnswerError(
            f"{_shown(text)} is no address with its mask", hint="Like 203.0.113.2/24.", where=question.key
        )
    return str(known)


_INTERFACE = re.compile(r"([A-Za-z][A-Za-z-]*)(\d+(?:[/.:]\d+)*)")

INTERFACE_KINDS = (
    "ATM",
    "BDI",
    "BVI",
    "Cellular",
    "Dialer",
    "Ethernet",
    "FastEthernet",
    "FiveGigabitEthernet",
    "FortyGigabitEthernet",
    "GigabitEthernet",
    "HundredGigE",
    "Loopback",
    "Multilink",
    "Port-channel",
    "Serial",
    "TenGigabitEthernet",
    "Tunnel",
    "TwentyFiveGigE",
    "TwoGigabitEthernet",
    "Virtual-Template",
    "VirtualPortGroup",
    "Vlan",
    "Wlan-GigabitEthernet",
)
"""The kinds of interfaces in their own spelling; an unambiguous beginning is enough."""


def _interface(question: Question, text: str) -> str:
    compact = text.replace(" ", "")
    match = _INTERFACE.fullmatch(compact)
    if not compact:
        return ""
    kinds = [kind for kind in INTERFACE_KINDS if match and kind.lower().startswith(match[1].lower())]
    whole = [kind for kind in kinds if match and kind.lower() == match[1].lower()] or kinds
    if match is None or len(whole) != 1:
        raise AnswerError(
            f"{_shown(text)} is no interface", hint="The whole name, like GigabitEthernet0/1.", where=question.key
        )
    return f"{whole[0]}{match[2]}"


def _networks(question: Question, text: str) -> str:
    try:
        return ", ".join(str(IPv4Network(word)) for word in _words_of(text))
    except ValueError as error:
        raise AnswerError(
            f"{_shown(text)} is no list of networks: {error}", hint="Like 10.1.0.0/24, 10.2.0.0/24.", where=question.key
        ) from None


def _ipv6_networks(question: Question, text: str) -> str:
    try:
        return ", ".join(str(IPv6Network(word)) for word in _words_of(text))
    except ValueError as error:
        raise AnswerError(
            f"{_shown(text)} is no list of IPv6 networks: {error}", hint="Like 2001:db8:1::/64.", where=question.key
        ) from None


def _addresses(question: Question, text: str) -> str:
    words = _words_of(text)
    bad = [word for word in words if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", word)]
    if bad or not words:
        raise AnswerError(
            f"{', '.join(bad) or 'nothing'} is no address or host name", hint="Like 203.0.113.1.", where=question.key
        )
    return ", ".join(words)


_WORDS: dict[str, tuple[str, ...]] = {
    "ike_encryption": words_of(Use.ENCRYPTION),
    "ike_integrity": words_of(Use.INTEGRITY),
    "ike_prf": words_of(Use.INTEGRITY),
    "ike_group": words_of(Use.GROUP),
    "ipsec_options": tuple(option.word for option in IPSEC_OPTIONS),
}
"""What an answer of several words may hold."""


def _words(question: Question, text: str) -> str:
    words = _words_of(text)
    known = _WORDS.get(question.key, ())
    unknown = [word for word in words if known and word not in known]
    if unknown:
        raise AnswerError(f"{unknown[0]} is not known here", hint=f"Known: {', '.join(known)}.", where=question.key)
    return ", ".join(words)


def _words_of(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


TEXT_FORMS: dict[str, tuple[str, str]] = {
    "dpd": (r"none|\d+ \d+ (on-demand|periodic)", "seconds, seconds, on-demand or periodic: 10 2 on-demand; or none"),
    "tunnel_mtu": (r"none|\d{3,4} \d{3,4}", "two numbers: 1400 1360; or none"),
    "idle_time": (r"none|\d{2,5}", "seconds from 60 to 86400, or none"),
    "route_tag": (r"none|\d{1,6}", "a number from 1 to 497777, or none"),
    "route_distance": (r"none|\d{1,3}", "a number from 1 to 255, or none"),
    "default_gateway": (r"none|\d+\.\d+\.\d+\.\d+", "an address, or none"),
    "pool_range": (r"\d+(\.\d+){3} \d+(\.\d+){3}", "the first and the last address: 10.99.0.1 10.99.0.254"),
    "identity": (r"[A-Za-z0-9][A-Za-z0-9._@-]{0,254}", "one word: spoke1.example.com"),
    "domain": (r"[A-Za-z0-9.-]{0,255}", "like example.com"),
    "ca_fingerprint": (r"([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})?", "32, 40 or 64 hexadecimal digits"),
    "ipv6_unnumbered": (r"none|[A-Za-z][A-Za-z-]*\d+([/.:]\d+)*", "an interface, or none"),
    "inter_hub_area": (r"\d{1,10}|\d+(\.\d+){3}", "a number, or like 0.0.0.0"),
    "peer_ca_fingerprint": (r"([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})?", "32, 40 or 64 hexadecimal digits"),
    "enrollment_url": (r"https?://\S+", "a URL"),
}


def _text(question: Question, text: str) -> str:
    compact = text.replace(" ", "") if question.key.endswith("ca_fingerprint") else " ".join(text.split())
    form = TEXT_FORMS.get(question.key)
    if form and not re.fullmatch(form[0], compact):
        raise AnswerError(f"{_shown(text)} does not fit", hint=f"It must be {form[1]}.", where=question.key)
    _in_range(question, compact)
    return _pool_range(question, compact) if question.key == "pool_range" else compact


def _pool_range(question: Question, text: str) -> str:
    known = [address(word) for word in text.split()]
    if len(known) != 2 or known[0] is None or known[1] is None:
        raise AnswerError(f"{_shown(text)} holds no two addresses", hint="10.99.0.1 10.99.0.254", where=question.key)
    first, last = known[0], known[1]
    if last < first:
        raise AnswerError(f"{last} lies before {first}", hint="The first address comes first.", where=question.key)
    return f"{first} {last}"


def _url(question: Question, text: str) -> str:
    if MASK in text:
        raise AnswerError(
            f"{MASK} stands there in place of a secret", hint="Type the whole URL again.", where=question.key
        )
    if not text or " " in text:
        raise AnswerError(f"{_shown(text)} is no URL", hint="One word, like flash:ez2flex-.", where=question.key)
    return _text(question, text)


_FORMS = {
    Kind.CHOICE: _one_of_choices,
    Kind.YES_NO: _yes_or_no,
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.NUMBER: _number,
    Kind.ADDRESS: _address,
    Kind.INTERFACE_ADDRESS: _interface_address,
    Kind.INTERFACE: _interface,
    Kind.NETWORKS: _networks,
    Kind.IPV6_NETWORKS: _ipv6_networks,
    Kind.ADDRESSES: _addresses,
    Kind.WORDS: _words,
    Kind.URL: _url,
    Kind.SECRET: _text,
}
