"""What a router offers before it is logged in to, and what is said where nothing of it can be taken."""

import paramiko

from wizard.errors import ConnectError, LegacySshNeeded
from wizard.model.host import Host
from wizard.printable import printable
from wizard.sentence import Sentence

_NAMED = 4
"""The algorithms of a kind that are named in a sentence."""
_NO_ALGORITHM = ("kex-strict-", "ext-info-")
"""What stands among them and says what else an end can do: RFC 8308, and OpenSSH's PROTOCOL."""


class ListeningTransport(paramiko.Transport):
    """A connection that notes what the other end offers: an error of the library says which kind fails, not why."""

    offered: dict[str, list[str]] | None = None
    """The names by the kind, as paramiko calls it; nothing where no offer came."""

    def _really_parse_kex_init(self, message: paramiko.Message, **how: object) -> dict[str, list[str]]:
        # What this machine offers itself is parsed by it too, in another way.
        parsed: dict[str, list[str]] = super()._really_parse_kex_init(message, **how)  # type: ignore[misc]
        if not how:
            self.offered = {kind: names.copy() for kind, names in parsed.items() if kind.endswith("algo_list")}
        return parsed


def no_common_algorithm(transport: ListeningTransport, host: Host) -> ConnectError:
    """Why the two ends do not come together: the version, weak algorithms that nobody allowed, or none at all."""
    version = transport.remote_version.split("-")[1:2]
    if transport.offered is None:
        return ConnectError(
            f"the router speaks SSH version {printable(''.join(version))[:20] or 'that it does not say'} alone",
            hint="Make it speak version 2: `ip ssh version 2`, with an RSA key of 768 bits at the least.",
            where=host.name,
        )
    lacking, too_weak = _kinds_without(transport), _kinds_without(transport, weak=False)
    if lacking or host.legacy or not too_weak:
        return ConnectError(
            "this machine and the router have no SSH algorithm in common, not even a weak one",
            hint=f"It offers: {_offer(transport.offered, lacking)}.",
            where=host.name,
        )
    return LegacySshNeeded(
        f"the router offers weak SSH algorithms alone: {_offer(transport.offered, too_weak)}",
        hint="Allow them for this router with a reason, or give it better ones: `ip ssh server algorithm ...`, and "
        "a newer release.",
        where=host.name,
    )


_KINDS = (
    ("kex", "kex", ("kex_algo_list",), "key exchange"),
    ("key_types", "keys", ("server_key_algo_list",), "host key"),
    ("ciphers", "ciphers", ("client_encrypt_algo_list", "server_encrypt_algo_list"), "cipher"),
    ("digests", "macs", ("client_mac_algo_list", "server_mac_algo_list"), "MAC"),
)
"""What is agreed on: where this machine has it, how what is refused is called, where the offer has it, its name."""


def _kinds_without(transport: ListeningTransport, *, weak: bool = True) -> tuple[str, ...]:
    """The kinds of which the two have no algorithm in common, with the weak ones or without them."""
    options, offered, refused = transport.get_security_options(), transport.offered or {}, transport.disabled_algorithms
    lacking = []
    for attribute, kind, lists, name in _KINDS:
        own = set(getattr(options, attribute)) - (set() if weak else set((refused or {}).get(kind, ())))
        if not all(own & set(offered.get(names, ())) for names in lists):
            lacking.append(name)
    return tuple(lacking)


def _offer(offered: dict[str, list[str]], kinds: tuple[str, ...]) -> Sentence:
    """What the router offers of those kinds, which may be hostile and without end."""
    rows = ((name, offered.get(lists[0], [])) for _, _, lists, name in _KINDS if name in kinds or not kinds)
    return "; ".join(f"{name} {_named(names)}" for name, names in rows)


def _named(names: list[str]) -> Sentence:
    algorithms = [name for name in names if name and not name.startswith(_NO_ALGORITHM)]
    shown = [printable(name)[:40] for name in algorithms[:_NAMED]]
    more = len(algorithms) - len(shown)
    return (", ".join(shown) or "none") + (f" and {more} more" if shown and more > 0 else "")
