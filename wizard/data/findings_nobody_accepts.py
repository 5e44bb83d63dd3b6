"""The findings that nobody can accept."""

NEVER_ACCEPTED = {"OPN001": "An open answer holds files back: answer it."}
"""Code of the finding: what to do instead."""
