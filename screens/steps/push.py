"""Step 9: pushing the change, which is not built yet."""

from screens.steps.unbuilt import UnbuiltStep


class PushStep(UnbuiltStep):
    """Says that nothing is pushed, and how to carry the change over by hand."""

    HELP = "Pushing over SSH is not built yet. e writes the files of every stage."
    TEXT = (
        "Push is not built yet: this wizard sends nothing to any router.\n\n"
        "e writes the files of every stage, and what takes each back, to {folder}/out.\n\n"
        "By hand, for each router and in this order: 1-archive, 2-login, 3-pki, 4-stage, 5-cutover, 6-cleanup.\n"
        "steps.toml says which commands come before and after each stage, checklist.md what must be seen then.\n"
        "Arm a timer on the router before 5-cutover: `configure terminal revert timer 10`."
    )
