"""The views of a plan: each of its devices whose target is known, and the site that they make."""

from wizard.check.view.device import DeviceView
from wizard.check.view.site import SiteView
from wizard.errors import StillOpen
from wizard.model.certificate import Certificate
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.role import Role
from wizard.plan.perspective import devices, release_of, resolved, roles_of
from wizard.render import baseline, target
from wizard.site import names_of


@kept_of_plan
def device_views(plan: Plan) -> tuple[DeviceView, ...]:
    """Every device whose target is known; one that waits for an answer is left out."""
    return tuple(view for device in devices(plan) if (view := _view(plan, device)))


def _view(plan: Plan, device: str) -> DeviceView | None:
    try:
        configuration = target(plan, device)
    except StillOpen:
        return None
    source = plan.source(device)
    return DeviceView(
        device=device,
        role=_role(plan, device),
        baseline=baseline(plan, device),
        target=configuration,
        release=release_of(plan, device),
        platform=resolved(plan, "platform", device).value,
        read_facts=source.router if source else None,
        answer=lambda key: resolved(plan, key, device).value,
        certificates=_given_certificates(plan, device),
        read_on=plan.read_on,
    )


def _role(plan: Plan, device: str) -> Role:
    roles = roles_of(plan, device)
    return Role.HUB if Role.HUB in roles else roles[0]


def site_view(plan: Plan, views: tuple[DeviceView, ...]) -> SiteView | None:
    """The devices together; None while the hub waits for an answer."""
    hub = next((view for view in views if view.role is Role.HUB), None)
    if hub is None:
        return None
    return SiteView(
        hub=hub,
        spokes=tuple(view for view in views if view.role is Role.SPOKE),
        server=next((view for view in views if view.role is Role.SERVER), None),
    )


def _given_certificates(plan: Plan, device: str) -> tuple[Certificate, ...]:
    """The certificates of the plan that belong to a device; file names have no letter case."""
    return tuple(
        certificate for certificate in plan.certificates if certificate.device.lower() == names_of(plan)[device].lower()
    )
