"""The static default route of a spoke beside the one that the hub announces."""

from wizard.data.administrative_distances import IKEV2_DISTANCE, PROTOCOL_DISTANCES
from wizard.model.literals import is_number, number
from wizard.model.question import Asking


def beats_the_hub(asking: Asking, text: str) -> bool:
    """Whether a static default route, as it stands, wins over the one that the hub announces."""
    by_bgp = asking.value("routing") == "bgp"
    return _distance(text) <= (PROTOCOL_DISTANCES["bgp"] if by_bgp else IKEV2_DISTANCE)


_AFTER_DISTANCE = ("name", "tag", "track", "permanent", "multicast")


def _distance(text: str) -> int:
    words = text.split()[5:]
    numbers = [known for word in words if (known := number(word)) is not None]
    return numbers[0] if numbers and words[0] not in _AFTER_DISTANCE else 1


def floating(text: str) -> str:
    """The static route with distance 250."""
    words = text.split()
    place = 5 + (1 if len(words) > 5 and "." in words[5] else 0)
    rest = words[place + 1 :] if words[place : place + 1] and is_number(words[place]) else words[place:]
    return " ".join((*words[:place], "250", *rest))
