"""What to type once a push of a site has begun, by its journals alone."""

from pathlib import Path

from wizard.errors import EzError
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.push.journal_says import journal_of
from wizard.push.next_command import goes_on, next_words, to_go_on
from wizard.site import SiteFolder
from wizard.typed_command import typed_command


def next_behind_push(plan: Plan, folder: Path, *, waits: bool) -> str:
    """The command: what is on trial first, then what waits in the wizard; "" where no push has begun."""
    try:
        with SiteFolder(folder) as opened:
            journals = {device: journal_of(opened, plan, device) for device in devices(plan)}
    except (EzError, OSError):
        return ""
    if not any(journals.values()):
        return ""
    begun = [device for device, records in journals.items() if goes_on(records)]
    left = (next_words(plan, device, records) for device, records in journals.items())
    words = to_go_on(*begun) if begun else () if waits else next(filter(None, left), ("report",))
    return typed_command(*words[:1], folder, *words[1:])
