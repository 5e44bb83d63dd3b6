"""The judges of NAT."""

from wizard.judge.answers.answer import NotRead, shown
from wizard.judge.answers.translations import Mapping, nat_statistics
from wizard.judge.verdict import Asked, Judged, bad, good, named
from wizard.sentence import Sentence, listed


@named
def translations_are_as_before(asked: Asked) -> Judged:
    """Every dynamic mapping of before is there, and no translation belongs to a rule of the plan."""
    if asked.before is None:
        raise NotRead("what was translated before the stage is not known")
    before = {mapping.rule for mapping in nat_statistics(asked.before).mappings}
    now = nat_statistics(asked.answer).mappings
    missing = sorted(before - {mapping.rule for mapping in now})
    if missing:
        return bad(f"not there any more: {listed([shown(rule) for rule in missing])}")
    ours = [mapping for mapping in now if mapping.rule not in before or mapping.route_map in asked.facts.route_maps]
    used = [mapping for mapping in ours if mapping.translations]
    if used:
        return bad(f"translates already: {_rules(used)}")
    return good(f"{_rules([mapping for mapping in now if mapping.rule in before]) or 'no mapping'}, as before")


@named
def translations_use_route_map(asked: Asked) -> Judged:
    """A dynamic mapping names the route map of the step."""
    if not asked.facts.route_maps:
        raise NotRead("the plan does not say which route map translates")
    mappings = nat_statistics(asked.answer).mappings
    ours = [mapping for mapping in mappings if mapping.route_map in asked.facts.route_maps]
    return good(_rules(ours)) if ours else bad(f"translated by {_rules(mappings) or 'no mapping'}")


def _rules(mappings: "list[Mapping] | tuple[Mapping, ...]") -> Sentence:
    return listed([shown(mapping.rule) for mapping in mappings])
