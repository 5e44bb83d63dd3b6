"""What the headers of a tunnel take, and the MTU that is recommended for it."""

from itertools import product

import pytest

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.data.packet_overhead import Wrapping, largest_packet
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved

AES = ("esp-aes", "256", "esp-sha256-hmac")


def on_the_line(packet: int, wrapping: Wrapping) -> int:
    """How large a packet of the LAN is on the line, header by header."""
    inside = packet + (4 if wrapping.gre else 0) + (20 if wrapping.gre and not wrapping.transport else 0)
    block, vector, tag = {"esp-aes": (16, 16, 16), "esp-gcm": (4, 8, 16)}[wrapping.transforms[0]]
    padded = inside + 2
    while padded % block:
        padded += 1
    return 20 + (8 if wrapping.translated else 0) + 8 + vector + padded + tag


@pytest.mark.parametrize("path", [1500, 1492, 1454, 1430, 1280])
@pytest.mark.parametrize("transforms", [AES, ("esp-gcm", "256")], ids=["cbc", "gcm"])
def test_the_largest_packet_fits_and_one_byte_more_does_not(path: int, transforms: tuple[str, ...]) -> None:
    """Counted byte by byte, in both modes of GRE."""
    for translated, (gre, transport) in product((False, True), ((False, False), (True, False), (True, True))):
        wrapping = Wrapping(transforms=transforms, gre=gre, transport=transport, translated=translated)
        fitting = largest_packet(path, wrapping)

        assert on_the_line(fitting, wrapping) <= path < on_the_line(fitting + 1, wrapping)


def test_a_router_prints_the_same_number() -> None:
    """`plaintext mtu 1438` for AES and SHA-256 on a path of 1500 bytes."""
    assert largest_packet(1500, Wrapping(transforms=AES, translated=False)) == 1438


def plan_with_line_of(size: str) -> Plan:
    """The guide's server, and its spoke whose line takes packets of that size."""
    sources = []
    for name in ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"):
        text = (CONFIGS / name).read_text("utf-8")
        if "spoke" in name:
            assert "interface Ethernet0/0\n" in text
            text = text.replace("interface Ethernet0/0\n", f"interface Ethernet0/0\n ip mtu {size}\n", 1)
        sources.append(read_source(text.encode(), name))
    return propose(sources)


@pytest.mark.parametrize(
    ("size", "encapsulation", "recommended"),
    [
        ("1500", "vti", "1400 1360"),
        ("1430", "vti", "1358 1318"),
        ("1500", "gre", "1400 1360"),
        ("1454", "gre", "1370 1330"),
    ],
)
def test_the_tightest_line_decides_the_recommended_size(size: str, encapsulation: str, recommended: str) -> None:
    """1400 bytes where they fit, else what the headers leave on that line."""
    plan = answer(plan_with_line_of(size), "encapsulation", encapsulation)

    assert resolved(plan, "tunnel_mtu", "").value == recommended


def test_gre_in_tunnel_mode_behind_a_translation_leaves_less_than_the_usual_size() -> None:
    """1400 would be fragmented there."""
    plan = answer(answer(plan_with_line_of("1500"), "encapsulation", "gre"), "transform_mode", "tunnel")
    found = resolved(plan, "tunnel_mtu", "")

    assert (found.value, found.why) == (
        "1398 1358",
        "behind a translation the headers leave 1398 bytes on Ethernet0/0 of guide-ezvpn-spoke1",
    )
