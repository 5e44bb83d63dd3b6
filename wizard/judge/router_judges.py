"""The judges of the router itself: its clock, who is logged in, its profile, and what it says to a command."""

from collections.abc import Iterable
from datetime import timedelta

from wizard.judge.answers.answer import NotRead, shown
from wizard.judge.answers.clock import clock
from wizard.judge.answers.ikev2_profiles import profile_states
from wizard.judge.answers.users import logged_in
from wizard.judge.verdict import Asked, Judged, bad, fact, good, named
from wizard.sentence import listed, so_many

_TOLERATED = timedelta(minutes=1)


@named
def no_message(asked: Asked) -> Judged:
    """The router says nothing but its prompt."""
    return good("no message") if asked.answer.is_empty else bad(f"it says: {asked.answer.end}")


@named
def remembered(asked: Asked) -> Judged:
    """There is an answer, which is kept to be compared with the one after the stage."""
    if asked.answer.is_empty:
        return bad("no answer")
    return good(f"{so_many(len(asked.answer.rows), 'row')} kept")


@named
def clock_is_right(asked: Asked) -> Judged:
    """The time is within a minute of ours and has no leading * or ."""
    if asked.now is None:
        raise NotRead("our own time is not known")
    time = clock(asked.answer)
    if time.mark:
        return bad(f"nobody vouches for the time: it begins with {time.mark}")
    moment = time.as_utc(asked.zones)
    if moment is None:
        raise NotRead(f"how far the zone {shown(time.zone) or 'without a name'} is from UTC is not known")
    apart = abs(moment - asked.now)
    if apart > _TOLERATED:
        return bad(f"{so_many(int(apart.total_seconds()), 'second')} from our time")
    return good("within a minute of our time")


@named
def another_session_is_open(asked: Asked) -> Judged:
    """Besides the session that asks, another one of the same user is open."""
    sessions = logged_in(asked.answer)
    own = next(session for session in sessions if session.asks)
    others = [session for session in sessions if session.user == own.user and not session.asks]
    # Where the lines ask for no name, only the place tells whose session it is; the console is the way back anyway.
    if not own.user:
        others = [other for other in others if other.location in {own.location, ""}]
    if not others:
        return bad(f"no other session of {shown(own.user) or 'ours'}")
    return good(f"open at {listed([other.line for other in others])}")


@named
def ikev2_profile_is_complete(asked: Asked) -> Judged:
    """The profile has a local and a remote method, an identity to match, and a keyring or a trustpoint."""
    name = fact(asked.facts.ikev2_profile, "how the profile is called")
    profiles = [profile for profile in profile_states(asked.answer) if profile.name == name]
    if len(profiles) != 1:
        return bad(f"no profile {name}")
    profile = profiles[0]
    lacks = {
        "a local method": not profile.local_method,
        "a remote method": not profile.remote_methods,
        "an identity or a certificate map": not (profile.identities or profile.certificate_maps),
        "a keyring or a trustpoint": not (profile.keyring or profile.trustpoints),
    }
    lacking = [what for what, is_lacking in lacks.items() if is_lacking]
    return bad(f"{name} lacks {listed(lacking)}") if lacking else good(f"{name} is complete")


@named
def only_identities_of_the_plan(asked: Asked) -> Judged:
    """The profile takes no identity but those of the plan's spokes."""
    header = f"crypto ikev2 profile {fact(asked.facts.ikev2_profile, 'how the profile is called')}"
    if header not in asked.answer.rows:
        return bad("the profile is not there")
    matches = tuple(_matches(asked.answer.rows, header))
    known = {_words(line) for line in asked.facts.profile_lines}
    others = [line for line in matches if _words(line) not in known]
    if others:
        return bad(f"not of the plan: {listed([shown(line) for line in others])}")
    return good(f"{so_many(len(matches), 'identity line')}, all of the plan")


def _matches(rows: Iterable[str], header: str) -> Iterable[str]:
    """The lines of the profile by which it takes somebody; `section` shows profiles whose names begin so as well."""
    is_below = False
    for row in rows:
        is_below = row == header or (is_below and row.startswith(" "))
        if is_below and row.strip().startswith(("match identity", "match certificate")):
            yield row.strip()


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.casefold().split())
