"""The networks that no provider routes."""

from ipaddress import IPv4Network

PRIVATE = (IPv4Network("10.0.0.0/8"), IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16"))
"""[RFC 1918]."""

NOT_ROUTED = (*PRIVATE, IPv4Network("100.64.0.0/10"), IPv4Network("169.254.0.0/16"))
"""With the addresses between a provider and its translation, and those of one link [RFC 6598, RFC 3927]."""
