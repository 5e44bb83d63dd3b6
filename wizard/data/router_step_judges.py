"""The functions that judge an answer for which no pattern is enough, by their names, and what each demands."""

from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRow:
    """One function, which is given the answer, the step's facts, and what was answered before the stage."""

    name: str
    demands: Sentence
    """What must hold, as a sentence."""
    compares: tuple[str, ...] = ()
    """The steps with whose answer it compares: the one that the device has, and that was typed before."""


JUDGES = (
    JudgeRow(
        name="another_session_is_open", demands="Besides the session that asks, another one of the same user is open."
    ),
    JudgeRow(
        name="bgp_neighbor_is_established", demands="The neighbor's last column is a number of prefixes, not a state."
    ),
    JudgeRow(
        name="ca_makes_what_is_needed",
        demands="The CA signs with SHA-256 or better, gives both extended usages, and grants nothing by itself.",
    ),
    JudgeRow(name="clock_is_right", demands="The time is within a minute of ours and has no leading * or ."),
    JudgeRow(name="flexvpn_client_is_active", demands="The client's state is ACTIVE, and its peer is one of the plan."),
    JudgeRow(
        name="ikev2_profile_is_complete",
        demands="The profile has a local and a remote method, an identity to match, and a keyring or a trustpoint.",
    ),
    JudgeRow(
        name="ikev2_session_is_up",
        demands="One session is UP-ACTIVE and READY, with the identities and the remote networks of the plan.",
    ),
    JudgeRow(
        name="key_and_authority_are_there",
        demands="The trustpoint's key pair is on the router, and its CA is authenticated.",
    ),
    JudgeRow(name="key_label_is_free", demands="No key pair of the router has the label."),
    JudgeRow(name="no_ezvpn_session_of_group", demands="No IKEv1 session belongs to the group that moved."),
    JudgeRow(name="no_ikev1_session", demands="No session has an IKE SA of version 1 with an EzVPN server."),
    JudgeRow(name="no_message", demands="The router says nothing but its prompt."),
    JudgeRow(
        name="one_request_with_our_fingerprint",
        demands="One request is pending, with the fingerprint that the router printed when it asked.",
        compares=("enroll",),
    ),
    JudgeRow(
        name="only_identities_of_the_plan", demands="The profile takes no identity but those of the plan's spokes."
    ),
    JudgeRow(name="only_sessions_of_the_plan", demands="Every session has the identity of one of the plan's spokes."),
    JudgeRow(
        name="remembered", demands="There is an answer, which is kept to be compared with the one after the stage."
    ),
    JudgeRow(
        name="route_is_ikev2s",
        demands="One route leads to the network, through a Virtual-Access interface, and none that EzVPN left.",
    ),
    JudgeRow(
        name="route_is_towards", demands="One route leads to the network, by the router or interface of the step."
    ),
    JudgeRow(
        name="sessions_are_as_before",
        demands="Every session that was up before the stage is up, but for those of spokes that moved meanwhile.",
        compares=("sessions-before",),
    ),
    JudgeRow(
        name="translations_are_as_before",
        demands="Every dynamic mapping of before is there, and no translation belongs to a rule of the plan.",
        compares=("translations-before-stage",),
    ),
    JudgeRow(name="translations_use_route_map", demands="A dynamic mapping names the route map of the step."),
    JudgeRow(
        name="trustpoint_is_complete",
        demands="The CA's certificate and, where the router has one, its own are Available, within their dates.",
    ),
)
"""In the order of their names; the functions are in wizard/judge."""
