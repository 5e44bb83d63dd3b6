"""`show configuration lock`: who alone may change the configuration."""

from wizard.judge.answers.answer import Answer, NotRead


def lock_holder(answer: Answer) -> str | None:
    """Who holds the lock, None where it is free; NotRead where the answer does not say its state."""
    said = {heading.strip(): words.strip() for heading, _, words in (row.partition(":") for row in answer.rows)}
    if "State" not in said:
        raise NotRead("no state of the configuration lock")
    return None if said["State"] == "FREE" else said.get("User", "") or "somebody"
