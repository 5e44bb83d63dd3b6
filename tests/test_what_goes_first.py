"""Of several policies and profiles that fit, which one a hub takes."""

from pathlib import Path

from tests.checks.sites import STANDARD
from tests.test_negotiate import ELSEWHERE, changed, of


def test_a_profile_with_a_template_goes_before_one_without(tmp_path: Path) -> None:
    """Of two that take the spoke the one that makes an interface for it answers."""
    text = (STANDARD / "hub.cfg").read_text(encoding="utf-8")
    block = text[text.index("crypto ikev2 profile FLEX") : text.index("crypto ipsec transform-set")]
    bare = block.replace("profile FLEX", "profile BARE").replace(" virtual-template 2\n", "")
    negotiation = of(changed(tmp_path, "hub", ("crypto ikev2 profile FLEX", f"{bare}crypto ikev2 profile FLEX")))

    assert negotiation.hub_profile == "FLEX"


def test_a_policy_for_the_vrf_of_the_line_goes_before_one_for_every_vrf(tmp_path: Path) -> None:
    """Wherever it stands, and though both fit."""
    edits = (
        ("interface GigabitEthernet0/0\n", "interface GigabitEthernet0/0\n vrf forwarding INTERNET\n"),
        (" virtual-template 2\n", " virtual-template 2\n match fvrf INTERNET\n"),
        (
            "crypto ikev2 policy FLEX\n match fvrf any\n",
            f"{ELSEWHERE}crypto ikev2 policy OTHER\n match fvrf any\n proposal OTHER\n"
            "crypto ikev2 policy FLEX\n match fvrf INTERNET\n",
        ),
    )
    negotiation = of(changed(tmp_path, "hub", *edits))

    assert (negotiation.encryption, negotiation.group) == ("aes-cbc-256", "19")
