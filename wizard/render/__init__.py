"""From a plan to what is sent to each router and what stands on it afterwards."""

from wizard.plan.baseline import baseline
from wizard.render.documents import document, documents, withheld
from wizard.render.sections import final, sections, stages, target

__all__ = ["baseline", "document", "documents", "final", "sections", "stages", "target", "withheld"]
