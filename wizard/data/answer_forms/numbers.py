"""Answers that are numbers, each with the range that IOS takes [flexvpn.md 1.5, 1.7, 1.9, 1.11]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import wizard.model
from wizard.data.answer_forms.choices import OrNone
from wizard.model.literals import address, number
from wizard.model.question import Asking, Form, Kind, Refused


@dataclass(frozen=True, slots=True)
class Number(Form[int]):
    """A number between two others."""

    kind: ClassVar = Kind.NUMBER
    least: int
    most: int

    @property
    def range(self) -> str:
        """From where to where."""
        return f"{self.least} to {self.most}"

    @property
    def typed(self) -> str:
        """What may be typed."""
        return f"a number from {self.range}"

    def read(self, text: str, asking: Asking) -> int | Refused:
        """The number, where it is one that IOS takes there."""
        known = number(text, self.least, self.most)
        if known is None:
            return Refused(reason="is no number that fits", hint=f"IOS takes {self.range}.", what=text)
        return known


_INTERVAL, _RETRY = Number(10, 3_600), Number(2, 60)


@dataclass(frozen=True, slots=True)
class DeadPeerDetection(Form["wizard.model.Dpd"]):
    """How often the other end is asked whether it lives."""

    typed: ClassVar = (
        f"seconds ({_INTERVAL.range}), seconds between retries ({_RETRY.range}), on-demand or periodic: 10 2 on-demand"
    )

    def read(self, text: str, asking: Asking) -> wizard.model.Dpd | Refused:
        """Both times, and when the other end is asked."""
        words = text.split()
        if len(words) != 3 or words[2] not in {"on-demand", "periodic"}:
            return Refused(reason="does not fit", hint=f"It must be {self.typed}.")
        interval, retry = _INTERVAL.read(words[0], asking), _RETRY.read(words[1], asking)
        if isinstance(interval, Refused):
            return interval
        if isinstance(retry, Refused):
            return retry
        return wizard.model.Dpd(interval=interval, retry=retry, mode=words[2])


@dataclass(frozen=True, slots=True)
class TunnelSizes:
    """The largest packet of a tunnel, and the largest TCP segment in it."""

    mtu: int
    tcp_mss: int

    def __str__(self) -> str:
        return f"{self.mtu} {self.tcp_mss}"


_MTU, _TCP_MSS = Number(576, 9_216), Number(500, 1_460)


@dataclass(frozen=True, slots=True)
class TunnelMtu(Form[TunnelSizes]):
    """MTU and TCP segment size of a tunnel."""

    typed: ClassVar = f"two numbers, MTU ({_MTU.range}) and TCP segment size ({_TCP_MSS.range}): 1400 1360"

    def read(self, text: str, asking: Asking) -> TunnelSizes | Refused:
        """The two sizes."""
        words = text.split()
        if len(words) != 2:
            return Refused(reason="does not fit", hint=f"It must be {self.typed}.")
        mtu, tcp_mss = _MTU.read(words[0], asking), _TCP_MSS.read(words[1], asking)
        if isinstance(mtu, Refused):
            return mtu
        if isinstance(tcp_mss, Refused):
            return tcp_mss
        return TunnelSizes(mtu, tcp_mss)


DEAD_PEER_DETECTION = OrNone(DeadPeerDetection())
TUNNEL_MTU = OrNone(TunnelMtu())
IDLE_TIME = OrNone(Number(60, 86_400))
SECONDS_OF_IKE = Number(120, 86_400)
SECONDS_OF_IPSEC = Number(120, 2_592_000)


@dataclass(frozen=True, slots=True)
class OspfArea(Form[str]):
    """An area of OSPF, as a number or in the form of an address."""

    typed: ClassVar = "a number, or like 0.0.0.0"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The area as it was typed."""
        if number(text) is None and address(text) is None:
            return Refused(reason="is no area", hint="A number, or like 0.0.0.0.")
        return text
