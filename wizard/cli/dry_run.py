"""`push --dry-run`: what would be sent, exactly, what is there already, and what of the plan speaks against it."""

from collections.abc import Iterator, Mapping, Sequence

from wizard.check.all_findings import findings
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.ios.masking import masked
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import hub_device
from wizard.push.begun_run import texts_of
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_record import Record
from wizard.push.next_command import stage_saved
from wizard.push.order import Order
from wizard.push.site_order import Journals
from wizard.sentence import Sentence, listed

Text = tuple[str, FrozenText]
"""A router, and what it is sent."""


def dry_run(plan: Plan, wanted: Sequence[Order], journals: Journals, *, is_json: bool) -> Exit:
    """Prints the texts in their order, secrets masked, each with the SHA-256 of its exact bytes."""
    known = {order.device: tuple(journals(order.device)) for order in wanted}
    texts = tuple(_texts(plan, wanted, known))
    if is_json:
        data_json([_as_values(device, text) for device, text in texts])
    for device, text in () if is_json else texts:
        data(f"! {device} {text.filename} SHA-256 {text.sha256}")
        data("\n".join(masked(row) for _, row in text.rows))
    for device, records in known.items():
        if done := stage_saved(records):
            tell(f"{device}: what stands up to {done.filename} is there and saved, and is not sent again.")
    against = tuple(_against(plan, {order.device for order in wanted}))
    for says in against:
        tell(says)
    tell("Nothing was sent.")
    return Exit.FOUND if against else Exit.DONE


def _texts(plan: Plan, wanted: Sequence[Order], known: Mapping[str, Sequence[Record]]) -> Iterator[Text]:
    """Each text once: a router has a part of its own before the first cut-over, and another behind it."""
    sent: set[tuple[str, Stage]] = set()
    for order in wanted:
        done = stage_saved(known[order.device])
        for stage, text in texts_of(plan, order.device).items():
            is_left = (done.number if done else 0) < stage.number <= order.last.number
            if is_left and (order.device, stage) not in sent:
                sent.add((order.device, stage))
                yield order.device, text


def _against(plan: Plan, changed: set[str]) -> Iterator[Sentence]:
    """The blockers for which a push of these routers would be refused, each once."""
    concerned = {"", hub_device(plan), *changed}
    said: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings(plan):
        if finding.blocks and finding.device in concerned:
            said.setdefault((finding.code, finding.message, finding.fix), []).append(finding.device)
    for (code, message, fix), found in said.items():
        at = listed(sorted(filter(None, found)))
        yield f"{code}{' ' + at if at else ''}: {message} {fix} A push is refused until then."


def _as_values(device: str, text: FrozenText) -> dict[str, object]:
    return {
        "device": device,
        "stage": str(text.stage),
        "file": text.filename,
        "sha256": text.sha256,
        "lines": [masked(row) for _, row in text.rows],
    }
