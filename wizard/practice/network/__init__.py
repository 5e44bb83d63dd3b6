"""The network behind practice routers: what follows from all their configurations together."""

from wizard.practice.network.practice_network import PracticeNetwork

__all__ = ["PracticeNetwork"]
