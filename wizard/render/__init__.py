"""From a plan to what is sent to each router and what stands on it afterwards."""

from wizard.plan.baseline import baseline
from wizard.render.documents import document, documents, withheld
from wizard.render.outputs import outputs, write_outputs
from wizard.render.sections import final, sections, stages, target
from wizard.render.steps import checklist, steps

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
