"""Which answer stands for a device: its own, that of a batch that it is in, or that of every one."""

from typing import NamedTuple

from wizard.model.kept_of_plan import answer_of, answer_of_batch, batches_of, secret_of
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.model.secret import Secret
from wizard.sentence import Sentence


class GivenAnswer(NamedTuple):
    """An answer as it was given."""

    value: str
    batch: str = ""
    """The batch that it was given for; empty where it is that of the device or of every one."""


def given_answer(plan: Plan, key: str, device: str) -> GivenAnswer | None:
    """What was answered for that device, or else for a batch that it is in, or else for every one."""
    own = answer_of(plan, device, key)
    if own is not None:
        return GivenAnswer(own)
    if of_batches := _given_to_batches(plan, key, device):
        return of_batches[0]
    every = answer_of(plan, "", key)
    return None if every is None else GivenAnswer(every)


def stored_answer(plan: Plan, key: str, device: str) -> str | None:
    """The text of it; None where nobody answered."""
    given = given_answer(plan, key, device)
    return given.value if given else None


def _given_to_batches(plan: Plan, key: str, device: str) -> tuple[GivenAnswer, ...]:
    """What was answered for each batch that the device is in, where it was."""
    found = ((answer_of_batch(plan, batch, key), batch) for batch in batches_of(plan, device))
    return tuple(GivenAnswer(value, batch) for value, batch in found if value is not None)


def batch_beside(plan: Plan, found: Resolved) -> str:
    """The batch that answers for the device, or from whose answer its own is an exception; "" where there is none."""
    beside = _given_to_batches(plan, found.question.key, found.device)
    return found.batch or (beside[0].batch if beside else "")


def contradiction(plan: Plan, key: str, device: str) -> Sentence:
    """Where two batches that the device is in are answered otherwise and it has no answer of its own; else ""."""
    has_own = answer_of(plan, device, key) is not None or secret_of(plan, device, key) is not None
    given = () if has_own else _given_to_batches(plan, key, device)
    if len({answer.value for answer in given}) < 2:
        return ""
    said = " and ".join(f"{answer.value or 'nothing'} in [batch.{answer.batch}]" for answer in given)
    return f"{device} is in {len(given)} batches, and {key} is {said}"


def given_secret(plan: Plan, key: str, device: str) -> Secret | None:
    """The secret of that device, or else the one of the whole site."""
    own = secret_of(plan, device, key)
    return secret_of(plan, "", key) if own is None else own


def nearest_url(plan: Plan, key: str, device: str) -> GivenAnswer | None:
    """What was given among the secrets or the answers of the device, of its batches, or of every one, in this order."""
    own, of_all, given = secret_of(plan, device, key), secret_of(plan, "", key), given_answer(plan, key, device)
    is_of_all = given is None or (not given.batch and answer_of(plan, device, key) is None)
    secret = own or (of_all if is_of_all else None)
    return GivenAnswer(secret.reveal()) if secret else given
