"""A Cisco router that is not there: what it knows is a value, and a terminal talks to it in bytes."""

from wizard.practice.beliefs import BELIEFS, Belief, read_beliefs
from wizard.practice.clock import VirtualClock
from wizard.practice.faults import ACTIONS, read_faults
from wizard.practice.router import NoFreeLine, PracticeRouter, StillBooting
from wizard.practice.state import Account
from wizard.practice.terminal import Terminal

__all__ = [
    "ACTIONS",
    "BELIEFS",
    "Account",
    "Belief",
    "NoFreeLine",
    "PracticeRouter",
    "StillBooting",
    "Terminal",
    "VirtualClock",
    "read_beliefs",
    "read_faults",
]
