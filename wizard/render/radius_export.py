"""What RADIUS must know of a hub that asks it, as an export file."""

from wizard.ios.masking import MASK, masked
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective, hub_device
from wizard.render.radius_records import radius_records
from wizard.render.templates import environment
from wizard.situation.authentication import uses_radius


def radius_export(plan: Plan) -> str:
    """The text of radius.txt, "" where the hub asks no RADIUS server; StillOpen where an answer is missing."""
    asking = Perspective(plan, hub_device(plan))
    if not uses_radius(asking):
        return ""
    records = radius_records(asking)
    return environment().get_template("report/radius.j2").render(hub=asking.device, records=records)


def without_password(row: str) -> str:
    """A row of the export as it is shown to people."""
    name, words, _ = row.partition(_PASSWORD)
    return f'{name}{words}{MASK}"' if words else masked(row)


_PASSWORD = ' Cleartext-Password := "'
