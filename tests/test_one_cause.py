"""One cause is said once: what follows from a profile that stands in the way is no finding of its own."""

from pathlib import Path

from tests.checks.sites import STANDARD
from tests.test_check_families import found

OTHER = """crypto ikev2 profile EVERYBODY
 match identity remote fqdn domain example.com
 authentication remote pre-share
 authentication local pre-share
 keyring local EVERYBODY
 virtual-template 9
!
interface Loopback0
"""


def test_a_profile_of_the_hub_that_takes_the_spoke_too_is_one_finding(tmp_path: Path) -> None:
    """The plan's own profile is judged by what it says; the other one is named, once."""
    for name in ("before-hub.cfg", "hub.cfg"):
        text = (STANDARD / name).read_text("utf-8")
        head = OTHER if name.startswith("before") else OTHER.removesuffix("interface Loopback0\n")
        place = "interface Loopback0\n" if name.startswith("before") else "crypto ikev2 profile FLEX\n"
        assert place in text
        text = text.replace(place, head if name.startswith("before") else head + place, 1)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "meta.toml").write_text("", "utf-8")

    codes = {finding.code for finding in found(tmp_path)}
    assert "IDN002" in codes
    assert not codes & {"AUT001", "AUT002", "CRY011", "IDN003", "RTE035"}
