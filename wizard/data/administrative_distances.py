"""Which route wins: the administrative distance of each way by which a router learns one."""

IKEV2_DISTANCE = 2
"""Of a route that IKEv2 installs; seen for IPv6 on 17.x, unconfirmed elsewhere [flexvpn.md 2.2]."""

PROTOCOL_DISTANCES = {"bgp": 200, "eigrp": 170}
"""Of a route of internal BGP, and of one that EIGRP has from another protocol [Cisco IOS IP Routing guides]."""
