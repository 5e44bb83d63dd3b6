"""From a plan to what is sent to each router and what stands on it afterwards."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.plan.baseline import baseline
    from wizard.render.device_stages import final, kept_in_cleanup, sections, stages, target
    from wizard.render.facts_of_steps import step_facts
    from wizard.render.noticed import interruptions
    from wizard.render.outdated_files import OutputState, output_state
    from wizard.render.output_files import OfDevice, outputs, write_outputs
    from wizard.render.run_sheet_entries import run_sheet
    from wizard.render.run_sheet_text import by_hand
    from wizard.render.stage_files import document, documents, withheld
    from wizard.render.steps_and_checklist import checklist, steps
    from wizard.render.way_back_now import way_back
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "baseline": "wizard.plan.baseline",
            "final": "wizard.render.device_stages",
            "kept_in_cleanup": "wizard.render.device_stages",
            "sections": "wizard.render.device_stages",
            "stages": "wizard.render.device_stages",
            "target": "wizard.render.device_stages",
            "OfDevice": "wizard.render.output_files",
            "interruptions": "wizard.render.noticed",
            "outputs": "wizard.render.output_files",
            "write_outputs": "wizard.render.output_files",
            "OutputState": "wizard.render.outdated_files",
            "output_state": "wizard.render.outdated_files",
            "run_sheet": "wizard.render.run_sheet_entries",
            "by_hand": "wizard.render.run_sheet_text",
            "document": "wizard.render.stage_files",
            "documents": "wizard.render.stage_files",
            "withheld": "wizard.render.stage_files",
            "step_facts": "wizard.render.facts_of_steps",
            "checklist": "wizard.render.steps_and_checklist",
            "steps": "wizard.render.steps_and_checklist",
            "way_back": "wizard.render.way_back_now",
        },
    )

__all__ = [
    "OfDevice",
    "OutputState",
    "baseline",
    "by_hand",
    "checklist",
    "document",
    "documents",
    "final",
    "interruptions",
    "kept_in_cleanup",
    "output_state",
    "outputs",
    "run_sheet",
    "sections",
    "stages",
    "step_facts",
    "steps",
    "target",
    "way_back",
    "withheld",
    "write_outputs",
]
