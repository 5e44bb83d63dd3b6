"""The judges of tunnels: by IKE of either version, and by their clients."""

from collections.abc import Iterable
from ipaddress import IPv4Network

from wizard.ios.identity_matches import host
from wizard.judge.answers.answer import NotRead, is_host, shown
from wizard.judge.answers.crypto_sessions import CryptoSession, crypto_sessions
from wizard.judge.answers.flexvpn_clients import flexvpn_states
from wizard.judge.answers.ikev2_sessions import Ikev2Sa, ikev2_sas
from wizard.judge.verdict import Asked, Judged, bad, fact, good, named
from wizard.model.ikev2 import Identity, IdentityKind
from wizard.model.literals import address_with_mask
from wizard.model.step_facts import StepFacts
from wizard.sentence import Sentence, listed, so_many


@named
def ikev2_session_is_up(asked: Asked) -> Judged:
    """One session is UP-ACTIVE and READY, with the identities and the remote networks of the plan."""
    sas, facts = ikev2_sas(asked.answer), asked.facts
    ours = [sa for sa in sas if any(is_same(sa.peer_id, identity) for identity in facts.peer_identities)]
    if not facts.peer_identities:
        raise NotRead("the plan does not say who the hub is")
    if not ours:
        return bad(f"no session with the hub; {_sessions_with(sas)}")
    ups = [sa for sa in ours if sa.is_up]
    if len(ups) != 1:
        return bad(f"{so_many(len(ups), 'session')} with the hub ready: {listed([_state(sa) for sa in ours])}")
    return _as_planned(ups[0], asked)


def _as_planned(sa: Ikev2Sa, asked: Asked) -> Judged:
    facts = asked.facts
    if facts.own_identity is not None and not is_same(sa.own_id, facts.own_identity):
        return bad(f"the router calls itself {shown(sa.own_id) or 'nothing'}, and not {facts.own_identity}")
    missing = [str(network) for network in facts.peer_networks if network not in sa.peer_networks]
    if missing:
        return bad(f"the hub does not announce {listed(missing)}")
    if not any(received and sent for received, sent in sa.children):
        return bad("the session has no pair of IPsec SAs")
    if facts.session_vrfs and sa.vrfs != facts.session_vrfs:
        return bad(f"fvrf/ivrf are {shown(sa.vrfs)}, and not {facts.session_vrfs}")
    return good(f"READY with {shown(sa.peer_id)}, {so_many(len(sa.peer_networks), 'network')} announced")


def is_same(printed: str, identity: Identity) -> bool:
    """Whether an answer prints that identity; of a DN every part that the plan knows is there, in any order."""
    if identity.kind is IdentityKind.ADDRESS:
        return host(identity.value) is not None and host(printed) == host(identity.value)
    if identity.kind is IdentityKind.DN:
        wanted, parts = _parts(identity.value), _parts(printed)
        return bool(wanted) and wanted <= parts
    return printed.casefold() == identity.value.casefold() != ""


def _parts(name: str) -> frozenset[str]:
    """The parts of a distinguished name; `+` parts those that IOS adds by itself [flexvpn.md 6.1]."""
    parts = (part.partition("=") for part in name.replace("+", ",").split(","))
    return frozenset(f"{key.strip().casefold()}={value.strip()}" for key, sign, value in parts if sign)


def _sessions_with(sas: Iterable[Ikev2Sa]) -> Sentence:
    return f"sessions: {listed([shown(sa.peer_id) or shown(sa.remote) for sa in sas]) or 'none'}"


def _state(sa: Ikev2Sa) -> Sentence:
    return shown(" ".join(word for word in (sa.session_status, sa.status) if word))


@named
def only_sessions_of_the_plan(asked: Asked) -> Judged:
    """Every session has the identity of one of the plan's spokes."""
    if not asked.facts.peer_identities:
        raise NotRead("the plan does not say who its spokes are")
    sas = ikev2_sas(asked.answer)
    others = [sa for sa in sas if not any(is_same(sa.peer_id, identity) for identity in asked.facts.peer_identities)]
    if others:
        return bad(f"another router is connected; {_sessions_with(others)}")
    return good(f"{so_many(len(sas), 'session')}, of the plan's spokes alone" if sas else "no session")


@named
def flexvpn_client_is_active(asked: Asked) -> Judged:
    """The client's state is ACTIVE, and its peer is one of the plan."""
    name = fact(asked.facts.flexvpn_client, "how the FlexVPN client is called")
    clients = [client for client in flexvpn_states(asked.answer) if client.name == name]
    if len(clients) != 1:
        return bad(f"no FlexVPN client {name}")
    client = clients[0]
    if client.state != "ACTIVE":
        return bad(f"the client is {shown(client.state)}")
    # A peer that is called by name is shown by the address that the name has today.
    by_name = any(not is_host(called) for called in asked.facts.called)
    if client.peer not in asked.facts.called and not (by_name and is_host(client.peer)):
        return bad(f"the client's peer is {shown(client.peer) or 'nobody'}, which is none of the plan")
    return good(f"ACTIVE with {shown(client.peer)}")


@named
def no_ikev1_session(asked: Asked) -> Judged:
    """No session has an IKE SA of version 1 with an EzVPN server."""
    servers = asked.facts.ezvpn_servers
    # What a name stands for is not known here: then every session of IKEv1 may be with the server.
    everybody = not servers or any(not is_host(server) for server in servers)
    old = [
        session
        for session in crypto_sessions(asked.answer)
        if (everybody or session.peer in servers) and (1 in session.versions or _outlives_ike(session))
    ]
    return bad(f"IKEv1 with {_peers(old)}") if old else good("no IKEv1 with an EzVPN server")


def _outlives_ike(session: CryptoSession) -> bool:
    """Whether its IPsec SAs are there without an IKE SA."""
    return not session.versions and any(flow.sas for flow in session.flows)


def _peers(sessions: Iterable[CryptoSession]) -> Sentence:
    return listed([shown(session.peer) for session in sessions])


@named
def no_ezvpn_session_of_group(asked: Asked) -> Judged:
    """No IKEv1 session belongs to the group that moved."""
    group = fact(asked.facts.ezvpn_group, "which group moved")
    old = [session for session in crypto_sessions(asked.answer) if 2 not in session.versions]
    of_group = [session for session in old if _may_be_of(session, group)]
    return bad(f"{group} is used by {_peers(of_group)}") if of_group else good(f"no session of {group}")


def _may_be_of(session: CryptoSession, group: str) -> bool:
    """Whether it names the group, or names none and is made as a server makes one for its clients."""
    if session.group or session.phase1_id:
        return group in {session.group, session.phase1_id}
    is_of_a_client = session.username or session.assigned or session.interface.startswith("Virtual-Access")
    return bool(is_of_a_client) and (1 in session.versions or _outlives_ike(session))


@named
def sessions_are_as_before(asked: Asked) -> Judged:
    """Every session that was up before the stage is up, but for those of spokes that moved meanwhile."""
    if asked.before is None:
        raise NotRead("what was up before the stage is not known")
    before = [session for session in crypto_sessions(asked.before) if session.is_up]
    if asked.lately is not None:
        lately = {session.peer_and_user for session in crypto_sessions(asked.lately) if session.is_up}
        before = [session for session in before if session.peer_and_user in lately]
    now = {session.peer_and_user for session in crypto_sessions(asked.answer) if session.is_up}
    missing = [session for session in before if session.peer_and_user not in now and not _moved(session, asked.facts)]
    if missing:
        return bad(f"not up any more: {_peers(missing)}")
    return good(f"{so_many(len(before), 'session')} of before, and none of them missing")


def _moved(session: CryptoSession, facts: StepFacts) -> bool:
    """Whether it is that of a spoke of the plan: by its address, or by the LAN that its SAs are for.

    The LAN stands at the far end; at the near end of another spoke's SAs it is one that the two share.
    """
    if session.peer in map(str, facts.moved_addresses):
        return True
    return any(_far_end(flow.permits) in facts.moved_networks for flow in session.flows)


def _far_end(permits: str) -> IPv4Network | None:
    """The last of `ip 10.1.0.0/255.255.255.0 host 10.9.0.1`."""
    end = permits.split(" ")[-1]
    found = address_with_mask(*end.split("/")) if end.count("/") == 1 else address_with_mask(end, "255.255.255.255")
    return found.network if found else None
