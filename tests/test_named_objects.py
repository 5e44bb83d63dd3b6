"""Which names a configuration takes, so that a new object gets a free one."""

import pytest

from tests.reading import source
from wizard.data.planned_objects import OBJECTS, ObjectKind
from wizard.ios.named_objects import NAMED_OBJECTS
from wizard.model.configuration import Configuration, read_written

KINDS = {kind.key: kind for kind in OBJECTS}


def taken(key: str, text: str) -> set[str]:
    """The names that are no longer free for that object on a router with these lines."""
    return KINDS[key].names(Configuration(read_written(text)))


def test_every_peer_group_of_a_bgp_process_is_taken() -> None:
    """A peer group counts wherever it stands among the neighbors of the process."""
    text = "router bgp 65010\n neighbor 10.40.0.2 remote-as 65010\n neighbor FLEX-SPOKES peer-group\n"

    assert "FLEX-SPOKES" in taken("bgp_group", text)


def test_a_list_of_either_protocol_takes_the_name() -> None:
    """An IPv6 list cannot have the name of an IPv4 list, of whichever type."""
    text = "ip access-list standard A\nip access-list extended B\nipv6 access-list C\naccess-list 12 permit any\n"

    assert taken("ipv6_access_list", text) == {"A", "B", "C", "12"}


def test_a_key_pair_and_a_certificate_server_take_the_name_of_a_trustpoint() -> None:
    """What would overwrite a key or meet a certificate server of that name is not free."""
    text = "ip ssh rsa keypair-name SSH\ncrypto pki server CA\ncrypto pki trustpoint TP\n rsakeypair LABEL 2048\n"

    assert taken("trustpoint", text) == {"SSH", "CA", "TP", "LABEL"}


def test_interfaces_are_counted_by_their_number() -> None:
    """The tunnels of a running configuration are taken, its virtual templates are another count."""
    configuration = source("server-dvti.cfg").configuration

    assert KINDS["virtual_template"].names(configuration) == {"1"}
    assert KINDS["tunnel"].names(configuration) == set()


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.key)
def test_what_a_plan_writes_for_an_object_is_a_line_of_its_grammar(kind: ObjectKind) -> None:
    """The header of a planned object and the row that finds its name cannot drift apart."""
    row = NAMED_OBJECTS[kind.shares[0]]
    headers = {definition.removesuffix("{n}").rstrip() for definition in row.definitions}

    assert kind.header in headers | {header for header, _ in row.labels}
