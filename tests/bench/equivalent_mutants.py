"""Changes to the core that change nothing that anybody can see, each with the reason."""

EQUIVALENT: dict[tuple[str, str], str] = {
    (
        "wizard/data/answer_forms/examples.py",
        "`\"OTHER\"` becomes `'OTHERx'` in "
        '`return (*(group.name for group in (server.groups if server else ())), "OTHER")`',
    ): "any word is as good that names no group of the server",
    (
        "wizard/ios/identity_matches.py",
        "`2` becomes `3` in `return max(fitting, key=lambda rank: rank[:2])[2] if fitting else None`",
    ): "no two peers have one position, so that what stands behind it is never compared",
    (
        "wizard/plan/protocols_of_hub.py",
        "`and` becomes `or` in `announced = source.router.access_list(name) if source and name else None`",
    ): "what a hub has of FlexVPN was read from its configuration, and no list has no name",
    (
        "wizard/plan/question_rows.py",
        "`16` becomes `17` in `@lru_cache(maxsize=16)`",
    ): "how many plans are kept is how long one waits, not what one gets",
    (
        "wizard/push/question_round.py",
        "`super().__init__(why)` becomes `pass` in `super().__init__(why)`",
    ): "an exception has what it is made with before its `__init__` begins",
    (
        "wizard/site/atomic_replace.py",
        "`1` becomes `2` in `self._put(RECORD, dumps(record, indent=1).encode())`",
    ): "how far the lines of a record stand in that nobody but the program reads",
    (
        "wizard/render/what_stays.py",
        "`and` becomes `or` in `if name != own and name.name in text:`",
    ): "the pattern that follows tells who names it; the two words save the search",
}
"""By the path of the file and the words for the change."""
