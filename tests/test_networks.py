"""Networks are summed up to the fewest that hold the same addresses."""

import time
from ipaddress import IPv4Network, collapse_addresses

from hypothesis import given
from hypothesis import strategies as st

from tests.reading import read
from wizard.situation.networks import collapsed, permitted_networks


@st.composite
def networks(draw: st.DrawFn) -> IPv4Network:
    """A network, often near another one."""
    length = draw(st.integers(0, 32))
    bits = draw(st.integers(0, 2**32 - 1) | st.integers(10 << 24, (10 << 24) + 4096))
    return IPv4Network((bits >> (32 - length) << (32 - length), length))


@given(st.lists(networks(), max_size=40))
def test_collapsed_networks_are_those_of_the_standard_library(some: list[IPv4Network]) -> None:
    """The same networks as ipaddress.collapse_addresses gives, in the same order."""
    assert collapsed(some) == list(collapse_addresses(some))


def test_a_list_with_many_denied_hosts_is_read_in_time() -> None:
    """What is left of every source after thousands of holes is counted once, and not once for each hole."""
    denied = "".join(f" deny ip host 10.{place >> 8}.{place & 255}.1 any\n" for place in range(2000))
    text = f"ip access-list extended split\n{denied} permit ip any any\n"
    started = time.thread_time()
    left = permitted_networks(read(text).router.access_list("split"))

    assert sum(network.num_addresses for network in left) == 2**32 - 2000
    assert time.thread_time() - started < 5
