"""Object groups of access lists: an entry that names them means every pair of what they hold."""

import pytest

from wizard.model.configuration import Configuration, read_written
from wizard.parse.access_list_entries import access_lists

GROUPS = """
object-group network HUBS
 description both data centres
 host 192.0.2.1
 192.0.2.64 255.255.255.224
 group-object SPARE
object-group network SPARE
 range 198.51.100.9 198.51.100.10
object-group network EVERYBODY
 any
object-group network ITSELF
 group-object ITSELF
object-group service IPSEC
 esp
 udp eq isakmp
 udp source eq 4500 4500
object-group service WEB
 tcp-udp range 80 81
 icmp echo
"""


@pytest.mark.parametrize(
    ("entry", "means"),
    [
        (
            "permit udp object-group HUBS any eq isakmp",
            [
                "permit udp host 192.0.2.1 any eq isakmp",
                "permit udp 192.0.2.64 0.0.0.31 any eq isakmp",
                "permit udp host 198.51.100.9 any eq isakmp",
                "permit udp host 198.51.100.10 any eq isakmp",
            ],
        ),
        (
            "permit object-group IPSEC host 192.0.2.1 object-group EVERYBODY",
            [
                "permit esp host 192.0.2.1 any",
                "permit udp host 192.0.2.1 any eq isakmp",
                "permit udp host 192.0.2.1 eq 4500 any eq 4500",
            ],
        ),
        (
            "deny object-group WEB 10.1.0.0 0.0.255.255 any log",
            [
                "deny tcp 10.1.0.0 0.0.255.255 any range 80 81 log",
                "deny udp 10.1.0.0 0.0.255.255 any range 80 81 log",
                "deny icmp 10.1.0.0 0.0.255.255 any echo log",
            ],
        ),
        ("permit ip object-group ELSEWHERE any", ["permit ip object-group ELSEWHERE any"]),
        ("permit ip any object-group ITSELF", ["permit ip any object-group ITSELF"]),
        ("permit object-group ELSEWHERE any any", ["permit object-group ELSEWHERE any any"]),
    ],
)
def test_an_entry_with_groups_means_what_they_hold(entry: str, means: list[str]) -> None:
    """Networks, ranges, services and groups in groups; one that is in no file leaves the entry as it is written."""
    read = access_lists(Configuration(read_written(f"{GROUPS}ip access-list extended X\n {entry}\n")))

    assert [found.text for found in read[0].entries] == means
