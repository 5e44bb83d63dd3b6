"""Routers of the tests' own that a way back is sent to."""

from collections.abc import Iterable, Mapping

from tests.applier import Node, after, shape, tree_of
from tests.printer import Release, printed
from tests.second_wave import PRINTING
from wizard.model.configuration import Configuration
from wizard.model.plan import Plan, Source
from wizard.model.way_back import WayBack
from wizard.parse.sources import read_source
from wizard.plan.perspective import devices
from wizard.render import way_back

Routers = dict[str, list[Node]]
"""The tree of each router, by its device."""


def hubs_of(plan: Plan) -> list[str]:
    """The hub and the EzVPN server, which may be one router."""
    return [device for device in devices(plan) if device not in plan.spoke_devices]


def read(tree: list[Node], device: str, release: Release | None = PRINTING) -> Source:
    """What is read of a router that prints its configuration, or of one that shows it as it was sent."""
    text = printed(tree, release) if release else "".join(_rows(tree, 0))
    return read_source(text.encode(), f"{device}.cfg")


def _rows(nodes: list[Node], depth: int) -> Iterable[str]:
    for node in nodes:
        yield f"{' ' * depth}{node.text}\n"
        yield from _rows(node.below, depth + 1)


def present(routers: Routers, release: Release | None = PRINTING) -> dict[str, Configuration]:
    """What is read of each router."""
    return {device: read(tree, device, release).configuration for device, tree in routers.items()}


def taken_back(
    plan: Plan, routers: Routers, release: Release | None = PRINTING
) -> tuple[Routers, Mapping[str, WayBack]]:
    """The routers once each took its way back, and those ways."""
    now = present(routers, release)
    backs = {device: way_back(plan, device, now) for device in routers}
    done = {device: after(tree, "".join(t.text for t in backs[device].stages)) for device, tree in routers.items()}
    return done, backs


def as_printed(tree: list[Node]) -> object:
    """What a router prints, but for the order of siblings, the numbers of entries, and lines that it prints twice."""
    again = tree_of(printed(tree_of(printed(tree, PRINTING)), PRINTING))
    unique = {node.text: node for node in again if not node.text.startswith("access-list ")}
    return shape([*unique.values(), *(node for node in again if node.text.startswith("access-list "))])
