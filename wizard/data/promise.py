"""What is promised to whoever changes a router, word for word wherever it is said."""

from wizard.sentence import Sentence

PROMISE: Sentence = (
    "The change is applied in stages. Before any line that can disturb traffic or management is sent, a timer is "
    "running on the router itself that puts the previous configuration back. Only after the new tunnel has been proved "
    "to carry traffic, from a fresh login, do we stop that timer and save. Whatever fails — the link, the laptop, this "
    "program, a rejected line — once the deadline has passed the router runs exactly the configuration it had before "
    "the cut-over, or exactly the new one. Should the router itself refuse a line of its own rollback, we say so and "
    "name the lines: that is a mix, and it needs a person."
)
"""Of the wording in push.md A4.1 what holds whoever sends the lines; the journal is not in it."""
