"""Networks are summed up to the fewest that hold the same addresses."""

from ipaddress import IPv4Network, collapse_addresses

from hypothesis import given
from hypothesis import strategies as st

from wizard.data.questions.addresses import collapsed


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
