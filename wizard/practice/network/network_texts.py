"""What a practice router prints of the network, each text with where it was read."""

from wizard.practice.texts import MEMORY, Text

PING = Text(
    text="Type escape sequence to abort.\n"
    "Sending {count}, {size}-byte ICMP Echos to {address}, timeout is 2 seconds:\n"
    "{from_address}{marks}\n",
    source=MEMORY,
)
PING_FROM = Text(text="Packet sent with a source address of {address} \n", source=MEMORY)
PING_WHOLE = Text(text="Packet sent with the DF bit set\n", source=MEMORY)
PING_ANSWERED = Text(
    text="Success rate is 100 percent ({count}/{count}), round-trip min/avg/max = 8/12/20 ms\n", source="A3.10 [T L2]"
)
PING_LOST = Text(text="Success rate is 0 percent (0/{count})\n", source="A3.10 [T L2]")
NO_SUCH_HOST = Text(text="% Unrecognized host or address, or protocol not running.\n\n", source=MEMORY)
INVALID_SOURCE = Text(text="% Invalid source address- IP address not on any of our up interfaces\n", source=MEMORY)

ROUTING_TABLE = Text(text="{vrf}\nGateway of last resort is {gateway}\n\n", source=MEMORY)
ROUTE = Text(text="{code:<8} {prefix} {how}\n", source=MEMORY)
ROUTE_ENTRY = Text(
    text="Routing entry for {prefix}\n"
    '  Known via "{via}", distance {distance}, metric 0\n'
    "  Routing Descriptor Blocks:\n"
    "  * {how}\n"
    "      Route metric is 0, traffic share count is 1\n",
    source=MEMORY,
)
NOT_IN_TABLE = Text(text="% Network not in table\n", source=MEMORY)
SUBNET_NOT_IN_TABLE = Text(text="% Subnet not in table\n", source=MEMORY)

EZVPN = Text(
    text="Easy VPN Remote Phase: 8\n\n"
    "Tunnel name : {name}\n"
    "Inside interface list: {inside}\n"
    "Outside interface: {outside}\n"
    "Current State: {state}\n"
    "Last Event: {event}\n"
    "{assigned}"
    "Save Password: {saved}\n"
    "{split}"
    "Current EzVPN Peer: {peer}\n\n",
    source="A3.10 [T V18]",
    about="the first row, and the order",
)
EZVPN_ADDRESS = Text(text="Address: {address}\nMask: 255.255.255.255\n", source="W1", about="the second row")
EZVPN_SPLIT = Text(
    text="Split Tunnel List: {number}\n"
    "       Address    : {address}\n"
    "       Mask       : {mask}\n"
    "       Protocol   : 0x0\n"
    "       Source Port: 0\n"
    "       Dest Port  : 0\n",
    source="W1",
    about="the blanks",
)
CRYPTO_SESSION = Text(text="Crypto session current status\n\n", source="flexvpn.md 6.5", about="the head")
CRYPTO_SESSION_ROW = Text(
    text="Interface: {interface}\n"
    "Session status: UP-ACTIVE     \n"
    "Peer: {peer} port 500 \n"
    "  {ike} SA: local {local}/500 remote {peer}/500 Active \n"
    "{flows}\n",
    source="flexvpn.md 6.5 [T Y1]",
    about="the blanks at the ends",
)
CRYPTO_FLOW = Text(
    text="  IPSEC FLOW: permit {protocol} {local} {remote} \n        Active SAs: 2, origin: crypto map\n",
    source="flexvpn.md 6.5",
)
CRYPTO_FLOW_DETAIL = Text(
    text="        Inbound:  #pkts dec'ed {received} drop 0 life (KB/Sec) 4607999/3400\n"
    "        Outbound: #pkts enc'ed {sent} drop 0 life (KB/Sec) 4607999/3400\n",
    source="flexvpn.md 6.5",
    about="the second row",
)
ISAKMP_SA = Text(
    text="IPv4 Crypto ISAKMP SA\ndst             src             state          conn-id status\n{rows}"
    "\nIPv6 Crypto ISAKMP SA\n\n",
    source=MEMORY,
)
ISAKMP_SA_ROW = Text(text="{server:<15s} {client:<15s} QM_IDLE           {number:>4} ACTIVE\n", source=MEMORY)

IKEV2_SESSION = Text(
    text=" IPv4 Crypto IKEv2 Session \n\nSession-id:{number}, Status:UP-ACTIVE, IKE count:1, CHILD count:1\n\n",
    source="flexvpn.md 6.1 [T G1]",
)
IKEV2_SA_HEAD = Text(text=" IPv4 Crypto IKEv2  SA \n\n", source="flexvpn.md 6.1")
IKEV2_SA = Text(
    text="Tunnel-id Local                 Remote                fvrf/ivrf            Status \n"
    "{number:<9} {local:<21} {remote:<21} {vrfs:<20} READY  \n"
    "      Encr: {encryption}, keysize: {size}, PRF: {prf}, Hash: {hash}, DH Grp:{group}, "
    "Auth sign: {sign}, Auth verify: {verify}\n"
    "      Life/Active Time: 86400/{active} sec\n",
    source="flexvpn.md 6.1 [GENIE]",
)
IKEV2_SA_DETAIL = Text(
    text="      CE id: {number}, Session-id: {number}\n"
    "      Status Description: Negotiation done\n"
    "      Local id: {local_id}\n"
    "      Remote id: {remote_id}\n"
    "      NAT-T is not detected  \n"
    "      Initiator of SA : {initiator}\n"
    "{assigned}"
    "      Remote subnets:\n{subnets}",
    source="flexvpn.md 6.1 [GENIE]",
    about="fewer rows than a router prints",
)
IKEV2_CHILD = Text(
    text="Child sa: local selector  {local}\n"
    "          remote selector {remote}\n"
    "          ESP spi in/out: 0x{inbound:X}/0x{outbound:X}  \n",
    source="flexvpn.md 6.1 [SEED]",
)
IKEV2_PROFILE = Text(
    text="IKEv2 profile: {name}\n"
    " Ref Count: 2\n"
    " Match criteria: \n"
    "  Fvrf: {vrf}\n"
    "  Local address/interface: {local_address}\n"
    "  Identities: \n"
    "{identities}"
    "  Certificate maps:{maps}\n"
    " Local identity: {identity}\n"
    " Remote identity: none\n"
    " Local authentication method: {own}\n"
    " Remote authentication method(s): {theirs}\n"
    " EAP options: none\n"
    " Keyring: {keyring}\n"
    " Trustpoint(s):{trustpoints}\n"
    " Lifetime: {lifetime} seconds\n"
    " DPD: {dpd}\n"
    " NAT-keepalive: disabled\n"
    " Ivrf: {inner}\n"
    " Virtual-template: {template}\n"
    " mode auto: none\n"
    " AAA AnyConnect EAP authentication mlist: none\n"
    " AAA EAP authentication mlist: none\n"
    " AAA Accounting: none\n"
    " AAA group authorization: {group}\n"
    " AAA user authorization: {user}\n",
    source="T: a published transcript of `show crypto ikev2 profile`",
    about="how maps, trustpoints, DPD and lists are written",
)
FLEXVPN_CLIENT = Text(
    text="  Profile : {name}\n"
    "  Current state:{state}\n"
    "  Peer : {peer}\n"
    "  Source : {source}\n"
    "  ivrf : {ivrf}\n"
    "  fvrf : {fvrf}\n"
    "  Backup group: Default\n"
    "  Tunnel interface : {tunnel}\n",
    source="flexvpn.md 6.4 [CG17-SPK]",
    about="the state of one that is not up",
)
IPSEC_SA = Text(
    text="\ninterface: {interface}\n"
    "    Crypto map tag: {interface}-head-0, local addr {local}\n\n"
    "   protected vrf: {vrf}\n"
    "   local  ident (addr/mask/prot/port): ({local_selector})\n"
    "   remote ident (addr/mask/prot/port): ({remote_selector})\n"
    "   current_peer {peer} port 500\n"
    "     PERMIT, flags={{origin_is_acl,}}\n"
    "    #pkts encaps: {sent}, #pkts encrypt: {sent}, #pkts digest: {sent}\n"
    "    #pkts decaps: {received}, #pkts decrypt: {received}, #pkts verify: {received}\n"
    "    #send errors 0, #recv errors 0\n\n"
    "     local crypto endpt.: {local}, remote crypto endpt.: {peer}\n"
    "     current outbound spi: 0x{outbound:X}({outbound})\n\n"
    "     inbound esp sas:\n"
    "      spi: 0x{inbound:X}({inbound})\n"
    "        Status: ACTIVE(ACTIVE)\n",
    source="flexvpn.md 6.3 [GENIE][SEED]",
    about="fewer rows than a router prints",
)

NAT_STATISTICS = Text(
    text="Total active translations: {count} (0 static, {count} dynamic; {count} extended)\n"
    "Outside interfaces:\n  {outside}\n"
    "Inside interfaces: \n  {inside}\n"
    "Dynamic mappings:\n-- Inside Source\n{mappings}",
    source="ezvpn.md 2.4 [C:W1]",
    about="all but the mappings",
)
NAT_MAPPING = Text(text="[Id: {number}] {rule} refcount {count}\n", source="ezvpn.md 2.4 [C:W1]", about="the number")
NAT_TRANSLATIONS = Text(
    text="Pro Inside global      Inside local       Outside local      Outside global\n", source=MEMORY
)
NAT_TRANSLATION = Text(text="icmp {inside_global:<17} {inside_local:<18} {outside:<18} {outside:<18}\n", source=MEMORY)
POOLS = Text(text=" Pool                     Begin           End             Free  In use   Blocked\n", source=MEMORY)
POOL = Text(text=" {name:<24} {first:<15} {last:<15} {free:>4} {used:>7}       0\n", source=MEMORY)
STANDBY = Text(
    text="                     P indicates configured to preempt.\n"
    "                     |\n"
    "Interface   Grp  Pri P State   Active          Standby         Virtual IP\n",
    source=MEMORY,
)
STANDBY_GROUP = Text(
    text="{interface:<11} {group:<4} {priority:<3} {preempts} {state:<7} local           unknown         {virtual}\n",
    source=MEMORY,
)
