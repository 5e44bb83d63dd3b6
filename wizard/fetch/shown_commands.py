"""What a router is asked to show, in that order: rows, with what each is read for."""

from typing import NamedTuple

from wizard.sentence import Sentence


class ShownCommand(NamedTuple):
    """One command of exec mode that changes nothing."""

    command: str
    gives: Sentence
    is_needed: bool = False
    """Whether there is nothing to plan from without it."""


SHOWN_COMMANDS = (
    ShownCommand("show privilege", "whether the user may read everything"),
    ShownCommand("show users", "the lines in use, and our own address as the router sees it"),
    ShownCommand("show clock", "whether certificates can be judged by the router's own time"),
    ShownCommand("show version", "release, platform, serial number and configuration register"),
    ShownCommand("show inventory", "the serial number of the chassis"),
    ShownCommand("show running-config", "the configuration that the migration is planned from", is_needed=True),
    ShownCommand("show startup-config", "what the router would have after a reload"),
    ShownCommand("show boot", "what it boots, and with which configuration"),
    ShownCommand("show license", "whether securityk9 and the throughput are licensed"),
    ShownCommand("dir", "files and free bytes of the default file system"),
    ShownCommand("show archive", "whether there is an archive to go back to"),
    ShownCommand("show archive config rollback timer", "whether somebody's timer is pending"),
    ShownCommand("show reload", "whether a reload is scheduled"),
    ShownCommand("show ntp status", "whether the clock is synchronised"),
    ShownCommand("show line", "the lines that one may log in at"),
    ShownCommand("show ip interface brief", "addresses, and which interfaces are up"),
    ShownCommand("show vrf", "the VRFs"),
    ShownCommand("show standby brief", "whether there is a standby router"),
    ShownCommand("show crypto pki trustpoints status", "keys and certificates by trustpoint"),
    ShownCommand("show crypto pki certificates", "names and dates of certificates"),
    ShownCommand("show crypto session detail", "the sessions of now, and their ports"),
    ShownCommand("show crypto isakmp sa", "IKEv1 as it is up now"),
    ShownCommand("show crypto ipsec client ezvpn", "the state of EzVPN on a spoke"),
    ShownCommand("show crypto ikev2 session", "FlexVPN as it is up now"),
    ShownCommand("show ip local pool", "addresses given to clients"),
    ShownCommand("show ip route", "where packets go now"),
    ShownCommand("show ip access-lists", "the lists with their sequence numbers"),
    ShownCommand("show ip nat statistics", "translations, and the rules that are hidden"),
)
"""push.md A6, stage 0. A command that a release lacks is noted with what the router said."""
