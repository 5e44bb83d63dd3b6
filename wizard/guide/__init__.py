"""What every front end asks of a plan that is being made: values in, values out, whoever draws them."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.guide.as_read import routers_as_read
    from wizard.guide.behind_push import next_behind_push
    from wizard.guide.carried_now import topology_now
    from wizard.guide.clash_words import taken_over_in_words
    from wizard.guide.hubs_of_sites import read_known_site, rows_by_hub, with_what_is_pushed
    from wizard.guide.opening import Opening, UsageError, opening_of
    from wizard.guide.progress import question_in_need
    from wizard.guide.recheck import to_recheck
    from wizard.guide.sources_and_plan import opened, role_as_read, with_files, with_paths, without_device
    from wizard.guide.survey import survey_of
    from wizard.guide.survey_words import survey_in_words, values_in_words
    from wizard.guide.topology import topology_of
    from wizard.guide.topology_rows import Phase, RowKind
    from wizard.guide.wording import drawn_in_short, effect_in_words, problems_in_words
    from wizard.summary import summary
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "taken_over_in_words": "wizard.guide.clash_words",
            "read_known_site": "wizard.guide.hubs_of_sites",
            "rows_by_hub": "wizard.guide.hubs_of_sites",
            "with_what_is_pushed": "wizard.guide.hubs_of_sites",
            "Opening": "wizard.guide.opening",
            "UsageError": "wizard.guide.opening",
            "opening_of": "wizard.guide.opening",
            "question_in_need": "wizard.guide.progress",
            "to_recheck": "wizard.guide.recheck",
            "routers_as_read": "wizard.guide.as_read",
            "next_behind_push": "wizard.guide.behind_push",
            "opened": "wizard.guide.sources_and_plan",
            "role_as_read": "wizard.guide.sources_and_plan",
            "with_files": "wizard.guide.sources_and_plan",
            "with_paths": "wizard.guide.sources_and_plan",
            "without_device": "wizard.guide.sources_and_plan",
            "survey_of": "wizard.guide.survey",
            "survey_in_words": "wizard.guide.survey_words",
            "values_in_words": "wizard.guide.survey_words",
            "topology_of": "wizard.guide.topology",
            "Phase": "wizard.guide.topology_rows",
            "RowKind": "wizard.guide.topology_rows",
            "topology_now": "wizard.guide.carried_now",
            "drawn_in_short": "wizard.guide.wording",
            "effect_in_words": "wizard.guide.wording",
            "problems_in_words": "wizard.guide.wording",
            "summary": "wizard.summary",
        },
    )

__all__ = [
    "Opening",
    "Phase",
    "RowKind",
    "UsageError",
    "drawn_in_short",
    "effect_in_words",
    "next_behind_push",
    "opened",
    "opening_of",
    "problems_in_words",
    "question_in_need",
    "read_known_site",
    "role_as_read",
    "routers_as_read",
    "rows_by_hub",
    "summary",
    "survey_in_words",
    "survey_of",
    "taken_over_in_words",
    "to_recheck",
    "topology_now",
    "topology_of",
    "values_in_words",
    "with_files",
    "with_paths",
    "with_what_is_pushed",
    "without_device",
]
