"""From a plan to what is sent to each router and what stands on it afterwards."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.plan.baseline import baseline
    from wizard.render.device_stages import final, sections, stages, target
    from wizard.render.outdated_files import OutputState, output_state
    from wizard.render.output_files import OfDevice, outputs, write_outputs
    from wizard.render.stage_files import document, documents, withheld
    from wizard.render.steps_and_checklist import checklist, steps
    from wizard.render.way_back_now import way_back
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "baseline": "wizard.plan.baseline",
            "final": "wizard.render.device_stages",
            "sections": "wizard.render.device_stages",
            "stages": "wizard.render.device_stages",
            "target": "wizard.render.device_stages",
            "OfDevice": "wizard.render.output_files",
            "outputs": "wizard.render.output_files",
            "write_outputs": "wizard.render.output_files",
            "OutputState": "wizard.render.outdated_files",
            "output_state": "wizard.render.outdated_files",
            "document": "wizard.render.stage_files",
            "documents": "wizard.render.stage_files",
            "withheld": "wizard.render.stage_files",
            "checklist": "wizard.render.steps_and_checklist",
            "steps": "wizard.render.steps_and_checklist",
            "way_back": "wizard.render.way_back_now",
        },
    )

__all__ = [
    "OfDevice",
    "OutputState",
    "baseline",
    "checklist",
    "document",
    "documents",
    "final",
    "output_state",
    "outputs",
    "sections",
    "stages",
    "steps",
    "target",
    "way_back",
    "withheld",
    "write_outputs",
]
