"""A push that a front end runs in a thread, sees as a value, and steers."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.live.asked_ways import keep_way, without_way
    from wizard.live.claims import claims_of_journals, claims_of_push
    from wizard.live.fetching import Fetching, KnownWays, keep_fetched_ways, refuse_others, ways_of_site, word_of
    from wizard.live.live_push import Asked, LivePush
    from wizard.live.log_text import text_of_log
    from wizard.live.seen_words import deadline_in_words, earliest, leaving_in_words
    from wizard.live.sent_stages import (
        SentStages,
        as_sent,
        is_saved,
        left_to_send,
        sent_by_journals,
        sent_by_push,
        sent_in_words,
    )
    from wizard.live.steering_words import why_no_extend, why_no_revert
    from wizard.live.what_may_begin import broken_off_in_words, offers, taken_up
    from wizard.push.order import Order
    from wizard.push.site_order import concerned
    from wizard.push.wishes import RevertNow
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "keep_way": "wizard.live.asked_ways",
            "without_way": "wizard.live.asked_ways",
            "claims_of_journals": "wizard.live.claims",
            "claims_of_push": "wizard.live.claims",
            "Asked": "wizard.live.live_push",
            "LivePush": "wizard.live.live_push",
            "broken_off_in_words": "wizard.live.what_may_begin",
            "offers": "wizard.live.what_may_begin",
            "taken_up": "wizard.live.what_may_begin",
            "Fetching": "wizard.live.fetching",
            "KnownWays": "wizard.live.fetching",
            "keep_fetched_ways": "wizard.live.fetching",
            "refuse_others": "wizard.live.fetching",
            "ways_of_site": "wizard.live.fetching",
            "word_of": "wizard.live.fetching",
            "text_of_log": "wizard.live.log_text",
            "deadline_in_words": "wizard.live.seen_words",
            "earliest": "wizard.live.seen_words",
            "leaving_in_words": "wizard.live.seen_words",
            "SentStages": "wizard.live.sent_stages",
            "as_sent": "wizard.live.sent_stages",
            "is_saved": "wizard.live.sent_stages",
            "left_to_send": "wizard.live.sent_stages",
            "sent_by_journals": "wizard.live.sent_stages",
            "sent_by_push": "wizard.live.sent_stages",
            "sent_in_words": "wizard.live.sent_stages",
            "why_no_extend": "wizard.live.steering_words",
            "why_no_revert": "wizard.live.steering_words",
            "Order": "wizard.push.order",
            "concerned": "wizard.push.site_order",
            "RevertNow": "wizard.push.wishes",
        },
    )

__all__ = [
    "Asked",
    "Fetching",
    "KnownWays",
    "LivePush",
    "Order",
    "RevertNow",
    "SentStages",
    "as_sent",
    "broken_off_in_words",
    "claims_of_journals",
    "claims_of_push",
    "concerned",
    "deadline_in_words",
    "earliest",
    "is_saved",
    "keep_fetched_ways",
    "keep_way",
    "leaving_in_words",
    "left_to_send",
    "offers",
    "refuse_others",
    "sent_by_journals",
    "sent_by_push",
    "sent_in_words",
    "taken_up",
    "text_of_log",
    "ways_of_site",
    "why_no_extend",
    "why_no_revert",
    "without_way",
    "word_of",
]
