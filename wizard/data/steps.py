"""The exec commands beside each stage: what to look at, what it must answer, and why."""

from dataclasses import dataclass

from wizard.model.document import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One command; words in braces are facts of the device, and a row of which one is missing is left out."""

    stage: Stage
    when: str
    """`before` or `after` the stage, or `undo` before it is taken back."""
    needs: tuple[str, ...] = ()
    """More facts without which the row is left out."""
    on: str = "self"
    """`self`, or `server` and `hub` where the command belongs on that router."""
    command: str
    expect: str
    why: str
    source: str


_PKI = "Cisco IOS PKI command reference; unit transcripts in push.md A3.6"

STEPS: tuple[StepRow, ...] = (
    StepRow(
        stage=Stage.ARCHIVE,
        when="after",
        command="show archive",
        expect="the path of the archive, and no error",
        why="The revert timer restores from this archive.",
        source="Cisco IOS Configuration Fundamentals, Configuration Rollback Confirmed Change",
    ),
    StepRow(
        stage=Stage.LOGIN,
        when="before",
        command="show users",
        expect="a session of yours that stays open until the login is proved",
        why="AAA takes over the login of console and vty at once; the open session is the way back.",
        source="ezvpn.md 4.4",
    ),
    StepRow(
        stage=Stage.LOGIN,
        when="after",
        command="show privilege",
        expect="in a new session: Current privilege level is 15",
        why="Only a fresh login shows that AAA lets you in.",
        source="ezvpn.md 4.4",
    ),
    StepRow(
        stage=Stage.PKI,
        when="before",
        command="show clock",
        expect="the right time, without a leading * or .",
        why="A certificate is not yet valid for a router whose clock is wrong.",
        source="flexvpn.md 6.9",
    ),
    StepRow(
        stage=Stage.PKI,
        when="before",
        command="show crypto key mypubkey rsa",
        expect="no key that is named {own_trustpoint}",
        why="IOS would ask whether to replace it, and a certificate that uses it would be lost.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.PKI,
        when="after",
        command="crypto pki authenticate {trustpoint}",
        expect="Trustpoint CA certificate accepted.",
        why="In configuration mode; the router takes the CA's certificate. Compare its fingerprint with the CA's own.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.PKI,
        when="after",
        command="crypto pki enroll {own_trustpoint}",
        expect="the certificate request, or: Certificate request sent to Certificate Authority",
        why="In configuration mode; the router asks for its certificate.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.PKI,
        when="after",
        command="crypto pki import {terminal_trustpoint} certificate",
        expect="% Router Certificate successfully imported",
        why="In configuration mode; paste the certificate that the CA made of the request.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.PKI,
        when="after",
        command="show crypto pki certificates {trustpoint}",
        expect="Status: Available, for the router's own certificate and for the CA's",
        why="Without both, IKEv2 cannot authenticate.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.PKI,
        when="after",
        command="write memory",
        expect="[OK]",
        why="Keys and certificates must be saved before a timer is armed: a rollback must not have to restore them.",
        source="push.md 0 item 3",
    ),
    StepRow(
        stage=Stage.STAGE,
        when="after",
        command="show crypto ikev2 profile {ikev2_profile}",
        expect="a local and a remote authentication method, the identities of the plan, the keyring or the trustpoint",
        why="IOS leaves a profile out of use that lacks one of them.",
        source="flexvpn.md 1.5",
    ),
    StepRow(
        stage=Stage.STAGE,
        when="after",
        command="show interfaces {tunnel}",
        expect="administratively down",
        why="The tunnel waits for the cut-over; EzVPN carries the traffic until then.",
        source="ezvpn.md 4.4",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="before",
        needs=("ezvpn_client",),
        command="show crypto ipsec client ezvpn",
        expect="Current State: IPSEC_ACTIVE; note address, split list and peer",
        why="What works today is what must work afterwards.",
        source="ezvpn.md 4.6",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="before",
        needs=("ezvpn_client",),
        command="show ip nat statistics",
        expect="note the dynamic mappings that EzVPN made (internet-list, enterprise-list)",
        why="They vanish with EzVPN; sources differ on whether old releases translate in network-extension mode.",
        source="ezvpn.md 2.4",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="before",
        command="clear crypto ipsec client ezvpn {ezvpn_client}",
        expect="the EzVPN tunnel goes down; with `connect auto` it comes back until the next step detaches it",
        why="Send the stage right behind it: the old security association must be gone before its configuration goes.",
        source="ezvpn.md 4.5",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        on="server",
        command="clear crypto session remote {spoke_wan}",
        expect="show ip route {spoke_lan} no longer points to the EzVPN tunnel",
        why="The route that EzVPN left has distance 1 and wins over the IKEv2 route until the old session times out.",
        source="ezvpn.md 4.2",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        needs=("spoke_wan_unknown",),
        on="server",
        command="show crypto session detail",
        expect="the peer whose IPSEC FLOW names {spoke_lan}: then `clear crypto session remote` with its address",
        why="The spoke's address is in no file. The route that EzVPN left has distance 1 and wins over IKEv2's.",
        source="ezvpn.md 4.2",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        needs=("manual_client",),
        command="crypto ikev2 client flexvpn connect {manual_client}",
        expect="no message; the tunnel comes up",
        why="The client has `connect manual`: nobody else starts it.",
        source="flexvpn.md 1.8 (unconfirmed)",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="show crypto ikev2 session detailed",
        expect="Status:UP-ACTIVE, READY, the identities of the plan, the remote subnets",
        why="One line shows suite, identities and routes.",
        source="flexvpn.md 6.1",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="show crypto ikev2 client flexvpn {flexvpn_client}",
        expect="Current state:ACTIVE",
        why="The client has chosen a peer and connected.",
        source="flexvpn.md 6.4",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="ping {hub_address} source {spoke_inside}",
        expect="Success rate is 100 percent",
        why="From LAN to hub, through the tunnel.",
        source="flexvpn.md 6.8",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        on="hub",
        command="show ip route {spoke_lan}",
        expect="one route, through a Virtual-Access interface",
        why="The hub has learned the LAN of the spoke by IKEv2.",
        source="flexvpn.md 6.8",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="show ip nat statistics",
        expect="translations through {nat_route_map}",
        why="The LAN's way to the Internet is explicit now.",
        source="ezvpn.md 2.4",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="{reconnect}",
        expect="every EzVPN client comes back within a minute; show crypto session",
        why="They read the widened split list when they connect.",
        source="ezvpn.md 4.3",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="after",
        command="write memory",
        expect="[OK]",
        why="Only after every check above holds.",
        source="push.md A3.5",
    ),
    StepRow(
        stage=Stage.CUTOVER,
        when="undo",
        needs=("translates",),
        command="clear ip nat translation *",
        expect="no message",
        why="IOS asks before it removes a translation rule that is in use, and keeps the rule where nobody answers.",
        source="Cisco IOS NAT command reference (unconfirmed)",
    ),
    StepRow(
        stage=Stage.PKI,
        when="undo",
        command="show crypto pki certificates {trustpoint}",
        expect="that nothing else uses them: `no crypto pki trustpoint` asks, and removes them for good",
        why="The key pair {trustpoint} stays on the router; a second attempt needs another name or its removal.",
        source=_PKI,
    ),
    StepRow(
        stage=Stage.CLEANUP,
        when="before",
        command="show crypto session",
        expect="no session of IKEv1 that EzVPN needs",
        why="What is removed here must serve nobody.",
        source="ezvpn.md 4.5",
    ),
    StepRow(
        stage=Stage.CLEANUP,
        when="after",
        command="write memory",
        expect="[OK]",
        why="The old configuration is gone for good then.",
        source="push.md A3.5",
    ),
)
