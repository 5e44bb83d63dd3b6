"""`show crypto pki trustpoints status`: how far a router is with each of its trustpoints."""

from dataclasses import dataclass, replace

from wizard.judge.answers.answer import Answer, NotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustpointState:
    """One trustpoint [push.md A3.6]."""

    name: str
    has_keys: bool | None = None
    is_authenticated: bool | None = None
    request: str = ""
    """`Yes`, `None`, `Pending` ..."""


def trustpoint_states(answer: Answer) -> tuple[TrustpointState, ...]:
    """The trustpoints in the order of the answer; NotRead where one lacks its state."""
    found: list[TrustpointState] = []
    for row in map(str.strip, answer.rows):
        if row.startswith("Trustpoint ") and row.endswith(":"):
            found.append(TrustpointState(name=row.removeprefix("Trustpoint ").rstrip(":")))
        elif found and " ..." in row:
            what, _, says = row.partition(" ...")
            found[-1] = _with(found[-1], what, says.lstrip(". "))
    if any(state.has_keys is None or state.is_authenticated is None for state in found):
        raise NotRead("a trustpoint without its state")
    if not found and not answer.is_empty:
        raise NotRead("no trustpoint")
    return tuple(found)


def _with(state: TrustpointState, what: str, says: str) -> TrustpointState:
    is_so = says.startswith("Yes")
    if what == "Keys generated":
        return replace(state, has_keys=is_so)
    if what == "Issuing CA authenticated":
        return replace(state, is_authenticated=is_so)
    return replace(state, request=says) if what == "Certificate request(s)" else state
