"""What `show interfaces` prints, each text with where it was read."""

from wizard.practice.texts import MEMORY, Text

INTERFACE = Text(
    text="{name} is {status}, line protocol is {protocol} \n"
    "  Hardware is {hardware}\n"
    "{description}"
    "{address}"
    "  MTU {mtu} bytes, BW {bandwidth} Kbit/sec, DLY {delay} usec, \n"
    "     reliability 255/255, txload 1/255, rxload 1/255\n"
    "  Encapsulation {encapsulation}, loopback not set\n"
    "{tunnel}",
    source="T: published transcripts of `show interfaces`",
    about="fewer rows than a router prints",
)
INTERFACE_DESCRIPTION = Text(text="  Description: {text}\n", source="T: published transcripts of `show interfaces`")
INTERFACE_ADDRESS = Text(
    text="  Internet address is {address}\n", source="T: published transcripts of `show interfaces`"
)
INTERFACE_BORROWS = Text(text="  Interface is unnumbered. Using address of {lender} ({address})\n", source=MEMORY)
INTERFACE_TUNNEL = Text(
    text="  Tunnel source {source}, destination {destination}\n  Tunnel protocol/transport {transport}\n{protection}",
    source="T: published transcripts of `show interfaces Tunnel`",
    about="a destination that is not known yet",
)
INTERFACE_PROTECTION = Text(
    text='  Tunnel protection via IPSec (profile "{profile}")\n',
    source="T: published transcripts of `show interfaces Tunnel`",
)
