"""What a practice router prints of routing protocols, each text with where it was read."""

from wizard.practice.texts import MEMORY, Text

EIGRP_NEIGHBOURS = Text(
    text="EIGRP-IPv4 Neighbors for AS({number}){vrf}\n"
    "H   Address                 Interface              Hold Uptime   SRTT   RTO  Q  Seq\n"
    "                                                   (sec)         (ms)       Cnt Num\n",
    source="D: Cisco IOS IP Routing: EIGRP Command Reference",
    about="the blanks",
)
EIGRP_NEIGHBOUR = Text(
    text="{place:<3} {address:<23} {interface:<22} {hold:>4} {uptime:>8} {srtt:>6} {rto:>5} {queue:>2} {sequence:>3}\n",
    source="D: Cisco IOS IP Routing: EIGRP Command Reference",
    about="the blanks",
)
OSPF_NEIGHBOURS = Text(
    text="\nNeighbor ID     Pri   State           Dead Time   Address         Interface\n",
    source="D: Cisco IOS IP Routing: OSPF Command Reference",
    about="the blanks",
)
OSPF_NEIGHBOUR = Text(
    text="{id:<15} {priority:>3}   {state:<15} {dead:<11} {address:<15} {interface}\n",
    source="D: Cisco IOS IP Routing: OSPF Command Reference",
    about="the blanks",
)
BGP_SUMMARY = Text(
    text="BGP router identifier {id}, local AS number {number}\n"
    "BGP table version is 1, main routing table version 1\n"
    "\n"
    "Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd\n",
    source="D: Cisco IOS IP Routing: BGP Command Reference",
    about="the blanks; fewer rows than a router prints",
)
BGP_NEIGHBOUR = Text(
    text="{address:<15} 4 {number:>12} {received:>7} {sent:>7} {version:>8} {queued:>4} {waiting:>4} "
    "{since:>8} {state}\n",
    source="D: Cisco IOS IP Routing: BGP Command Reference",
    about="the blanks",
)
BGP_DYNAMIC = Text(
    text="* Dynamically created based on a listen range command\n"
    "Dynamically created neighbors: {count}, Subnet ranges: {ranges}\n",
    source="D: Cisco IOS IP Routing: BGP Command Reference",
)
BGP_IS_OFF = Text(text="% BGP not active\n", source=MEMORY)
TRACK = Text(
    text="Track {number}\n  {watched}\n  {state}\n    1 change, last change {age}\n{code}{waiting}",
    source="T: published transcripts of `show track`",
    about="those that watch no probe",
)
TRACK_CODE = Text(text="  Latest operation return code: {code}\n", source="T: published transcripts of `show track`")
TRACK_WAITING = Text(text="  Tracked by:\n    Static IP Routing 0\n", source="T: published transcripts of `show track`")
SLA = Text(
    text="IPSLA operation id: {number}\n"
    "        Latest RTT: {rtt}\n"
    "Latest operation start time: {time}\n"
    "Latest operation return code: {code}\n",
    source="T: published transcripts of `show ip sla statistics`",
    about="fewer rows than a router prints",
)
