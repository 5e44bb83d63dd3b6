"""What is on a router before the migration."""

from wizard.model.configuration import Configuration, Line
from wizard.model.kept_of_plan import kept_across_answers
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective

_SHUT = (Line("no ip address"), Line("shutdown"))


@kept_across_answers
def baseline(plan: Plan, device: str) -> Configuration:
    """The configuration that was read; of a new hub without one, its two interfaces as the factory leaves them."""
    source = plan.source(device)
    if source:
        return source.configuration
    asking = Perspective(plan, device)
    names = (asking.value("wan_interface"), asking.value("lan_interface"))
    return Configuration(Line(f"interface {name}", _SHUT) for name in names if name)
