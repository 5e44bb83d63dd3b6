"""From a plan to what is sent to each router and what stands on it afterwards."""

from wizard.plan.baseline import baseline
from wizard.render.device_stages import final, sections, stages, target
from wizard.render.output_files import outputs, write_outputs
from wizard.render.stage_files import document, documents, withheld
from wizard.render.steps_and_checklist import checklist, steps

__all__ = [
    "baseline",
    "checklist",
    "document",
    "documents",
    "final",
    "outputs",
    "sections",
    "stages",
    "steps",
    "target",
    "withheld",
    "write_outputs",
]
