"""How long IOS keeps what no line limits."""

IKE_LIFETIME = 86_400
"""Seconds of an IKEv2 profile that states no lifetime [flexvpn.md 1.5]."""

IPSEC_LIFETIME = 3_600
"""Seconds of an IPsec profile that states no lifetime, on a router that states none [flexvpn.md 1.11]."""
