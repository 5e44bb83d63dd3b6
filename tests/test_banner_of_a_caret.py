"""`^` begins a banner that the same sign ends; `^C` is how a router prints its own delimiter."""

import pytest

from tests.reading import read

REST = "".join(f"ntp server 192.0.2.{number}\n" for number in range(1, 9))


@pytest.mark.parametrize("more", range(4))
@pytest.mark.parametrize("before", range(3))
def test_a_caret_alone_ends_the_banner_in_its_line(before: int, more: int) -> None:
    """`banner motd ^Closed on Sundays^` holds `^C` by chance: what stands behind it is configuration again."""
    first, last = ("".join(REST.splitlines(keepends=True)[:count]) for count in (before, more))
    router = read(f"hostname r\n{first}banner motd ^Closed on Sundays^\nip domain name example.com\n{last}end\n")

    assert router.configuration.exact("ip domain name example.com") is not None


@pytest.mark.parametrize("more", range(4))
@pytest.mark.parametrize("before", range(3))
def test_a_later_sign_of_the_router_ends_the_banner(before: int, more: int) -> None:
    """Where another `^C` stands further down, the first one is the router's delimiter, whatever else its line holds."""
    first, last = ("".join(REST.splitlines(keepends=True)[:count]) for count in (before, more))
    text = f"hostname r\n{first}banner motd ^Closed ^ on Sundays\nip domain name example.com\n^C\nip cef\n{last}end\n"
    router = read(text.replace("^Closed", "^C losed"))

    assert router.configuration.exact("ip domain name example.com") is None
    assert router.configuration.exact("ip cef") is not None
