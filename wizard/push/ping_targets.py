"""Which addresses are pinged in the place of those that the plan names."""

from ipaddress import IPv4Network

from wizard.data.answer_forms import Networks
from wizard.model.literals import address
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective
from wizard.push.wishes import Answered, done, refused
from wizard.sentence import listed


class PingTargets:
    """Of one spoke; an address behind the hub takes the place of another one."""

    def __init__(self, plan: Plan, device: str) -> None:
        self._plan, self._device = plan, device
        self._instead: dict[str, str] = {}

    def typed(self, command: str) -> str:
        """The command with the target that was named for its own."""
        target = target_of(command)
        return _with_target(command, self._instead[target]) if target in self._instead else command

    def aim(self, command: str, typed: str) -> Answered:
        """Names another target for that of a ping; why not, where it would prove nothing."""
        target, other = target_of(command), address(typed.strip())
        if not target or self._device not in self._plan.spoke_devices:
            return refused("it is no ping from the spoke")
        if other is None:
            return refused("it is no IPv4 address")
        behind, own = self._networks
        if any(other in network for network in own):
            return refused(f"{other} is in the spoke's own LAN")
        if not any(other in network for network in behind):
            return refused(f"{other} is not behind the hub: {listed([str(network) for network in behind])}")
        planned = next((each for each, now in self._instead.items() if now == target), target)
        self._instead[planned] = str(other)
        return done(f"{other} is pinged in the place of {planned}")

    @property
    def _networks(self) -> tuple[tuple[IPv4Network, ...], tuple[IPv4Network, ...]]:
        """Those behind the hub, and those of the spoke."""
        asking = Perspective(self._plan, self._device)
        everything = asking.value("tunnel_everything") == "yes"
        behind = (IPv4Network("0.0.0.0/0"),) if everything else tuple(asking.known(Networks(), "hub_networks") or ())
        return behind, tuple(asking.known(Networks(), "lan_networks") or ())


def target_of(command: str) -> str:
    """The address that a ping is sent to; "" of another command."""
    words = command.split(" ")
    return words[_place(words)] if words[0] == "ping" and len(words) > _place(words) else ""


def route_to_target(command: str) -> str:
    """The command that shows the route by which a ping leaves; "" of another command."""
    words, target = command.split(" "), target_of(command)
    vrf = f"vrf {words[2]} " if _place(words) == 3 else ""
    return f"show ip route {vrf}{target}" if target else ""


def _with_target(command: str, target: str) -> str:
    words = command.split(" ")
    words[_place(words)] = target
    return " ".join(words)


def _place(words: list[str]) -> int:
    return 3 if words[1:2] == ["vrf"] else 1
