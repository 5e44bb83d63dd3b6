"""Each belief is a switch of the practice router: in its two positions a router answers otherwise."""

import pytest

from tests.practice_networks import SERVER, SPOKE, named
from tests.practice_routers import SMALL, logged_in, prompt_of, received, router, told
from wizard.errors import PracticeError
from wizard.practice import BELIEFS, PracticeRouter, read_beliefs
from wizard.practice.network import PracticeNetwork

NAT = """\
hostname R1
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.255.0
 ip nat inside
interface Tunnel1
 ip unnumbered GigabitEthernet0/1
 tunnel protection ipsec profile IP
interface Vlan1
 ip address 10.2.0.1 255.255.255.0
 crypto ipsec client ezvpn EZ inside
ip nat inside source list LAN interface GigabitEthernet0/0 overload
ip access-list extended LAN
 permit ip 10.1.0.0 0.0.255.255 any
crypto ipsec profile IP
crypto ipsec client ezvpn EZ
crypto ikev2 client flexvpn FC
 client connect Tunnel1
crypto pki trustpoint T
crypto pki certificate chain T
 certificate ca 01
  30820101
  \tquit
archive
 path flash:a
end
"""


def believing(position: str) -> PracticeRouter:
    """A router that believes `NAME=POSITION`."""
    return router(NAT, beliefs=read_beliefs([position]))


def typed(practice: PracticeRouter, *keys: str) -> str:
    """All that comes for some keys at a fresh prompt."""
    terminal = practice.log_in("admin")
    received(terminal)
    for key in keys:
        terminal.send(key.encode())
    return received(terminal).replace("\r\n", "\n")


CONFIGURE = "configure terminal\r"
ARM = "configure terminal revert timer 5\r"
BACK = "end\rconfigure revert now\r"

RENAMED_WITH_ENTRY_5 = (
    CONFIGURE,
    "ip access-list ext LAN\r5 deny ip host 10.9.0.9 any\rend\r",
    ARM,
    "hostname R2\r",
    BACK,
    CONFIGURE,
)

TCL = 'tclsh\rputs [open "flash:x" w+] {\rhostname R2\r}\rtclquit\r'
"""Writes a file of one row."""

CLOSED_RULE = (
    CONFIGURE,
    "access-list 10 deny any\rip nat inside source list 10 interface GigabitEthernet0/0 overload\rend\r",
)
TWO_RULES = (
    CONFIGURE,
    "interface GigabitEthernet0/0\rip nat outside\r",
    "interface GigabitEthernet0/1\rip nat inside\rno crypto ipsec client ezvpn hq inside\rexit\r",
    "access-list 10 deny 10.10.1.0 0.0.0.255\raccess-list 11 permit any\r",
    "ip nat inside source list 10 interface GigabitEthernet0/0 overload\r",
    "ip nat inside source list 11 interface GigabitEthernet0/0 overload\rend\r",
)
INTERNET = "ping 9.9.9.9 source GigabitEthernet0/1\r"

SEEN: dict[str, dict[str, tuple[list[str], str]]] = {
    "nat-rule-in-use": {
        "refused": ([CONFIGURE, "no ip nat inside source list LAN\r"], "%Dynamic mapping in use, cannot remove\n"),
        "removed": (
            [CONFIGURE, "no ip nat inside source list LAN\r", "\rdo sh run | i source\r"],
            "i source\nR1(config)#",
        ),
        "asks": ([CONFIGURE, "no ip nat inside source list LAN\r"], "delete all entries? [no]: "),
    },
    "ezvpn-nat-coexists": {
        "coexists": ([*CLOSED_RULE, INTERNET], "(5/5)"),
        "gives-way": ([*CLOSED_RULE, INTERNET], "(0/5)"),
    },
    "deny-clause-stops": {
        "goes-on": ([*TWO_RULES, INTERNET], "(5/5)"),
        "stops": ([*TWO_RULES, INTERNET], "(0/5)"),
    },
    "object-in-use": {
        "refused": ([CONFIGURE, "no crypto ipsec profile IP\r"], "is still in use and cannot be removed\n"),
        "removed": ([CONFIGURE, "no crypto ipsec profile IP\r", "do sh run | i ^crypto ipsec pr\r"], "pr\nR1(config)#"),
    },
    "flexvpn-client-in-use": {
        "removed": (
            [CONFIGURE, "no crypto ikev2 client flexvpn FC\r", "do sh run | i ikev2\r"],
            "i ikev2\nR1(config)#",
        ),
        "refused": ([CONFIGURE, "no crypto ikev2 client flexvpn FC\r"], "flexvpn FC is still in use"),
    },
    "rollback-residue": {
        "none": (
            [ARM, "int vlan1\rno cry ips cl ez EZ\r", BACK, "sh run | i ezvpn EZ in\r"],
            " crypto ipsec client ezvpn EZ i",
        ),
        "ezvpn-stays-away": ([ARM, "int vlan1\rno cry ips cl ez EZ\r", BACK, "sh run | i ezvpn EZ in\r"], "EZ in\nR1#"),
    },
    "rollback-of-certificates": {
        "done": ([ARM, "no crypto pki certificate chain T\ryes\r", BACK], "Rollback Done"),
        "aborts": (
            [ARM, "no crypto pki certificate chain T\ryes\r", BACK],
            "apply command  certificate ca 01\nAborting Rollback\n",
        ),
    },
    "rollback-of-lists": {
        "kept": (
            [*RENAMED_WITH_ENTRY_5, "ip access-list ext LAN\r5 permit ip any any\r"],
            "% Duplicate sequence number\n",
        ),
        "renumbered": (
            [*RENAMED_WITH_ENTRY_5, "ip access-list ext LAN\r20 permit ip any any\r"],
            "% Duplicate sequence number\n",
        ),
    },
    "timer-and-reload": {
        "lost": (["show archive config rollback timer\r"], "%No Rollback Confirmed Change pending\n"),
        "survives": (["show archive config rollback timer\r"], "Timer value: 5 min\n"),
    },
    "copy-when-its-line-drops": {
        "goes-on": (["show running-config | include hostname\r"], "hostname R2\n"),
        "dies": (["show running-config | include hostname\r"], "hostname R1\n"),
    },
    "aaa-at-rollback": {
        "not-asked": ([ARM, "hostname R2\r", BACK], "\nR1#"),
        "asked": ([ARM, "hostname R2\r", BACK], "Rollback Done\n\nRouter#"),
    },
    "terminal-under-aaa": {
        "asked": (["terminal length 0\r"], "Command authorization failed.\n"),
        "not-asked": (["terminal length 0\r"], "length 0\nR1#"),
    },
    "hidden-defaults": {
        "hidden": ([CONFIGURE, "crypto ikev2 profile P\rlifetime 86400\r", "do sh run | i 864\r"], "i 864\nR1("),
        "shown": (
            [CONFIGURE, "crypto ikev2 profile P\rlifetime 86400\r", "do sh run | i 864\r"],
            "\n lifetime 86400\n",
        ),
    },
    "virtual-reassembly": {
        "goes": (
            [CONFIGURE, "int tu1\rip nat inside\rno ip nat inside\r", "do sh run | i virtual\r"],
            "i virtual\nR1(",
        ),
        "stays": (
            [CONFIGURE, "int tu1\rip nat inside\rno ip nat inside\r", "do sh run | i virtual\r"],
            "\n ip virtual-reassembly in\n",
        ),
    },
    "confirm-says": {
        "nothing": ([ARM, "end\rconfigure confirm\r"], "configure confirm\nR1#"),
        "a-line": ([ARM, "end\rconfigure confirm\r"], "configure confirm\nRollback Confirmed Change"),
    },
    "archive-is-off": {
        "turn": ([CONFIGURE, "no archive\rend\r", ARM], "%Turn config archive on before using"),
        "please-turn": ([CONFIGURE, "no archive\rend\r", ARM], "%Please turn config archive on\n"),
    },
    "copy-over-a-file": {
        "asks": (["copy running-config flash:x\r\r"], "over write? [confirm]"),
        "overwrites": (["copy running-config flash:x\r\r"], " bytes copied in 0.433 secs"),
    },
    "typed-caret-c": {
        "caret": ([CONFIGURE, "banner motd ^CHello^C\r", "do sh run | i banner\r"], "\nbanner motd ^CCHello^C\n"),
        "end-sign": ([CONFIGURE, "banner motd ^CHello^C\r", "do sh run | i banner\r"], "\nbanner motd ^CHello^C\n"),
    },
    "long-prompt": {
        "20-of-the-name": ([CONFIGURE, "hostname " + "a" * 25 + "\r"], "\n" + "a" * 20 + "(config)#"),
        "30-in-all": ([CONFIGURE, "hostname " + "a" * 25 + "\r"], "\n" + "a" * 25 + "(co)#"),
    },
    "carriage-return-line-feed": {
        "one": (["show privilege\r\nshow clock"], "is 15\nR1#show clock"),
        "two": (["show privilege\r\nshow clock"], "is 15\nR1#\nR1#show clock"),
    },
    "tcl-goes-on": {
        "bare": ([TCL], "\n+>hostname R2\n"),
        "with-the-mode": ([TCL], "\n+>(tcl)#hostname R2\n"),
    },
    "tcl-empty-rows": {
        "none": ([TCL, "more flash:x\r"], "more flash:x\nhostname R2\nR1#"),
        "both": ([TCL, "more flash:x\r"], "more flash:x\n\nhostname R2\n\nR1#"),
    },
    "copy-shows-the-line": {
        "no": ([TCL.replace("host", "frob"), "copy flash:x running-config\r\r"], "]? \n   "),
        "yes": ([TCL.replace("host", "frob"), "copy flash:x running-config\r\r"], "]? \nfrobname R2\n   "),
    },
    "mark-of-the-clock": {"star": (["show clock\r"], "\n*09:00"), "none": (["show clock\r"], "\n09:00")},
}
"""By belief and position, what is typed and what is seen then and in no other position."""

POSITIONS = [(belief.name, position) for belief in BELIEFS for position in belief.positions]


BESIDE_A_HUB = {"ezvpn-nat-coexists", "deny-clause-stops"}
"""What packets show."""


def beside_a_hub(position: str) -> PracticeRouter:
    """A spoke of a network that believes `NAME=POSITION`."""
    spoke = named(router(SPOKE, beliefs=read_beliefs([position])), "spoke")
    PracticeNetwork((named(router(SERVER), "hub"), spoke))
    return spoke


def prepared(name: str, position: str) -> PracticeRouter:
    """A router with what an experiment needs beforehand."""
    if name in BESIDE_A_HUB:
        return beside_a_hub(f"{name}={position}")
    practice = believing(f"{name}={position}")
    if name == "timer-and-reload":
        typed(practice, ARM, "end\r", "write\r", "reload\r\r")
        practice.clock.go_on(200)
    if name == "copy-when-its-line-drops":
        practice.suffer('at "interface Tunnel1" drop', 'edit by bob "hostname R1"')
        state = practice.state.with_file("x", "interface Tunnel1\n shutdown\nhostname R2\nend\n", practice.time)
        assert state
        practice.state = state
        typed(practice, "copy flash:x running-config\r\r")
    if name == "aaa-at-rollback":
        practice.suffer("deny /^hostname R1/")
    if name == "terminal-under-aaa":
        practice.suffer("deny /^terminal/")
    if name == "copy-over-a-file":
        typed(practice, "copy running-config flash:x\r\r")
    return practice


@pytest.mark.parametrize(("name", "position"), POSITIONS)
def test_a_position_is_seen(name: str, position: str) -> None:
    """What a router in this position answers, no router in another one does."""
    keys, seen = SEEN[name][position]
    assert seen in typed(prepared(name, position), *keys)
    for other in SEEN[name]:
        if other != position and SEEN[name][other][1] != seen:
            assert seen not in typed(prepared(name, other), *keys)


def test_what_is_believed_first_is_what_a_router_does() -> None:
    """A router that is told nothing is in the first position of each."""
    practice = router()

    assert {belief.name: practice.beliefs[belief] for belief in BELIEFS} == {
        belief.name: belief.positions[0] for belief in BELIEFS
    }


def test_every_belief_says_how_to_settle_it() -> None:
    """Each has at least two positions, an experiment and a source, and a name of its own."""
    assert len({belief.name for belief in BELIEFS}) == len(BELIEFS)
    assert all(len(set(belief.positions)) > 1 and belief.experiment and belief.source for belief in BELIEFS)
    assert all(belief.about.endswith("?") for belief in BELIEFS)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nat-rule=asks", "no belief 'nat-rule'"),
        ("nat-rule-in-use=perhaps", "nat-rule-in-use cannot be 'perhaps'\n  It is refused or removed or asks."),
        ("nat-rule-in-use", "'nat-rule-in-use' is no NAME=POSITION"),
    ],
)
def test_a_belief_that_there_is_not_is_refused(row: str, said: str) -> None:
    """With what there is instead."""
    with pytest.raises(PracticeError) as refused:
        read_beliefs([row])

    assert said in str(refused.value)


def test_a_question_that_is_not_answered_with_yes_removes_nothing() -> None:
    """Enter is no."""
    practice = believing("nat-rule-in-use=asks")
    typed(practice, CONFIGURE, "no ip nat inside source list LAN interface GigabitEthernet0/0 overload\r\r")

    assert "ip nat inside source list LAN" in practice.running
    typed(practice, CONFIGURE, "no ip nat inside source list LAN interface GigabitEthernet0/0 overload\ryes\r")
    assert "ip nat inside source list LAN" not in practice.running


def test_a_trustpoint_with_certificates_asks_first() -> None:
    """`no crypto pki trustpoint` destroys what cannot be got back without the CA."""
    practice = router(NAT)
    terminal = logged_in(practice)
    received(terminal)
    terminal.send(b"configure terminal\rno crypto pki trustpoint T\rno\r")

    assert "Are you sure you want to do this? [yes/no]: no\r\n" in received(terminal)
    assert "certificate chain T" in practice.running
    assert prompt_of(terminal) == "R1(config)#"
    told(terminal, "no crypto pki trustpoint T")
    told(terminal, "yes")
    assert "pki" not in practice.running


def test_a_user_is_removed_by_a_key() -> None:
    """`no username` asks with [confirm]: a script that sends its next line answers with its first letter."""
    practice = router(
        SMALL.replace("interface GigabitEthernet0/0", "username bob secret 5 x\ninterface GigabitEthernet0/0")
    )
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    received(terminal)
    terminal.send(b"no username bob\rhostname R2\r")

    assert "username bob" in practice.running
    assert practice.hostname == "R1"


def test_the_translations_of_ezvpn_are_shown_as_long_as_it_makes_them() -> None:
    """What one looks at behind the stage: the mapping that stands in no configuration is there, or is not."""
    for position, shown in (("coexists", True), ("gives-way", False)):
        said = typed(beside_a_hub(f"ezvpn-nat-coexists={position}"), *CLOSED_RULE, "show ip nat statistics\r")

        assert ("internet-list interface GigabitEthernet0/0" in said) is shown


def test_a_clause_of_a_route_map_stops_a_packet_as_an_entry_of_a_list_does() -> None:
    """One that says nothing of the packet lets it come to the next rule, whatever is believed."""
    rules = "ip nat inside source route-map OUT interface GigabitEthernet0/0 overload\r" + TWO_RULES[-1]
    clause = "route-map OUT deny 5\rmatch ip address {}\rexit\raccess-list 12 permit 10.66.0.0 0.0.255.255\r"
    for position, named_list, answered in (("goes-on", 11, "(5/5)"), ("stops", 11, "(0/5)"), ("stops", 12, "(5/5)")):
        keys = (*TWO_RULES[:3], "access-list 11 permit any\r", clause.format(named_list), rules, INTERNET)

        assert answered in typed(beside_a_hub(f"deny-clause-stops={position}"), *keys)
