"""What somebody else wrote into a site that is open, and what may be decided about it, in words."""

from wizard.guide.clashing_edits import Decision, Difference
from wizard.guide.wording import problems_in_words
from wizard.sentence import Sentence


def clash_in_words(difference: Difference) -> Sentence:
    """Why their edit and the plan do not go together."""
    if difference.error:
        problems = "\n".join(problems_in_words(difference.error))
        return f"It cannot be read any more:\n{problems}\nNothing was written over it, and every answer is kept here."
    clashes = "\n".join(f"  {clash}" for clash in difference.merge.clashes) if difference.merge else "  a whole plan"
    return f"What is there contradicts what was answered here:\n{clashes}\nNothing was written over it."


def taken_over_in_words(difference: Difference) -> Sentence:
    """What was edited meanwhile, and became part of the plan."""
    theirs = ", ".join(difference.theirs)
    return f"{' and '.join(difference.names)} was edited meanwhile, and is taken over{f': {theirs}' if theirs else ''}"


def decision_in_words(difference: Difference, decision: Decision) -> Sentence:
    """What becomes of both edits by a decision."""
    kept = ", ".join(difference.kept_beside)
    return {
        Decision.THEIRS: "Take over what is there; u takes that back",
        Decision.AGAIN: "Look again: it is mended",
        Decision.OURS: f"Write what was answered here{f'; theirs is kept as {kept}' if kept else ''}",
        Decision.ELSEWHERE: "Save what was answered here into another folder",
    }[decision]
