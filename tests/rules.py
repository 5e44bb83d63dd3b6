"""Each rule of the pages of facts that a check can hold, and the findings that hold it; reviewed by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, in the order of its section."""

    about: str
    codes: tuple[str, ...] = ()
    otherwise: str = ""
    """What holds it where no finding does, or why nothing needs to."""


def _rule(about: str, codes: str = "", otherwise: str = "") -> Rule:
    return Rule(about=about, codes=tuple(codes.split()), otherwise=otherwise)


NUMBERED, BULLETS, WHOLE = r"\d+\. ", r"[-*] ", ""
"""How the rules of a section begin; a section without such a beginning is one rule."""

RULES: dict[tuple[str, str, str], tuple[Rule, ...]] = {
    ("flexvpn.md", "### 4.4", NUMBERED): (
        _rule("authentication both ways", "AUT001 AUT002 AUT010 AUT011"),
        _rule("identities are taken by one profile", "IDN001 IDN002 IDN003 IDN005 IDN010"),
        _rule("keys both ways", "AUT003 AUT004 AUT005 AUT014"),
        _rule("a common CA; DN needs a map", "PKI019 IDN006 PKI028 PKI030"),
        _rule("proposals meet", "CRY001 CRY004 CRY005 CRY006"),
        _rule("transforms and PFS", "CRY002 CRY003"),
        _rule("tunnel mode, MTU", "CRY011 CRY018 RTE004"),
        _rule("negotiated address and pool", "RTE001 RTE002 AUT007"),
        _rule("routes", "RTE020 RTE023 RTE035 RTE036 AUT013"),
        _rule("reachability", "RTE011 RTE021 RTE022 RTE027 RTE031 RTE034 RTE010"),
        _rule("collisions of names", "REF001 REF002 RTE061 RTE008"),
        _rule("weak or unknown keywords", "CRY008 CRY009 CRY016"),
    ),
    ("flexvpn.md", "### 5.1", WHOLE): (
        _rule(
            "by release and platform: warned, refused, upgrade order",
            "CRY008 CRY009 CRY012 CRY022 CRY023 CRY024 PKI003",
        ),
    ),
    ("flexvpn.md", "### 5.2", WHOLE): (_rule("the verdict of each algorithm", "CRY008 CRY017 PKI013 PKI014"),),
    ("flexvpn.md", "## 7.", NUMBERED): (
        _rule("key usage and extended key usage", "PKI015 PKI016 PKI017"),
        _rule("EKU is enforced only where asked for", "PKI027 PKI033"),
        _rule("public CAs drop clientAuth", "PKI017"),
        _rule("keys and signatures", "PKI002 PKI003 PKI004 PKI013 PKI014"),
        _rule("revocation", "PKI001 PKI029"),
    ),
    ("flexvpn.md", "### 8.1", BULLETS): (
        _rule("announcements and acceptance", "RTE035 RTE036 AUT013 REF007"),
        _rule("live peers keep what they learned", otherwise="the steps clear the session; question clients_reconnect"),
        _rule("the hub hands routes on", "RTE046 RTE047"),
        _rule("a default route through the tunnel", "RTE021"),
        _rule("overlapping LANs", "RTE020"),
    ),
    ("flexvpn.md", "### 8.2", BULLETS): (
        _rule("BGP", "RTE040 RTE041 RTE042"),
        _rule("what BGP prefers, and which next hop it tells", "RTE040 RTE041 RTE049"),
        _rule("EIGRP", "RTE040 RTE043 RTE044"),
        _rule("OSPF", "RTE045"),
        _rule("multicast needs a tunnel that carries it", "CRY018 RTE040"),
    ),
    ("flexvpn.md", "### 8.3", WHOLE): (_rule("conflicts on one box", "REF002 REF003 CRY030 CRY012 RTE061"),),
    ("flexvpn.md", "### 8.4", NUMBERED): (
        _rule("the inter-hub path", "RTE048"),
        _rule("routes between the hubs", "RTE025 RTE033 RTE045"),
        _rule("what each side's spokes are told", "RTE024 RTE026 RTE032 RTE035"),
        _rule("no translation of tunnel traffic", "RTE010 EZV008 EZV017 EZV018"),
        _rule("filters and zones", "RTE029 RTE031 RTE034 RTE080 RTE081"),
        _rule("MTU and MSS on every tunnel", "RTE004"),
        _rule("pings and tables", otherwise="the checklist that render writes"),
    ),
    ("flexvpn.md", "## 10.", NUMBERED): (
        _rule("the guide's proposals are refused", "CRY009 CRY008"),
        _rule("MD5, RSA-1024", "PKI003 PKI013 PKI014"),
        _rule("the client's EKU", "PKI017"),
        _rule("masks that differ", "RTE009"),
        _rule("one loopback address twice", "RTE008"),
        _rule("no connect, mode, PFS, DPD", "RTE003 RTE038 CRY003 CRY013"),
        _rule("keys for everybody", "AUT008 AUT009"),
        _rule("transport mode", "CRY014"),
        _rule("configurations on one line", otherwise="of the page, not of a router"),
    ),
    ("ezvpn.md", "### 4.1", BULLETS): (
        _rule("ISR G1 and old releases", "CRY016"),
        _rule("IOS-XE has no EzVPN client", otherwise="a router without a client cannot be given as a spoke"),
        _rule("weak algorithms by release and platform", "CRY009 CRY012 CRY022 CRY023 CRY024"),
        _rule("RSA keys below 2048", "PKI002 PKI003 PKI013"),
        _rule("IKEv1 is deprecated", otherwise="advice; it breaks nothing"),
    ),
    ("ezvpn.md", "### 4.2", BULLETS): (
        _rule("IKEv1 and IKEv2 share the ports", otherwise="they do not clash"),
        _rule("the caution of the DMVPN documents", otherwise="of shared tunnel sources, which EzVPN has not"),
        _rule("profile and template of its own", "REF002 REF005"),
        _rule("a loopback may be shared", otherwise="nothing breaks"),
        _rule("the duplicate route", "RTE028"),
        _rule("profiles that shadow", "IDN002 IDN004 IDN010"),
        _rule("a policy for all peers", "CRY030 REF003"),
        _rule("crypto map and templates on one interface", otherwise="expected to work; the map stays until cleanup"),
        _rule("precedence of isakmp profiles", otherwise="IKEv1's own, which the plan does not touch"),
    ),
    ("ezvpn.md", "### 4.3", BULLETS): (
        _rule("four facts of routing", "RTE024 RTE025 RTE033 RTE035 RTE048"),
        _rule("next hop in the hub's LAN", "RTE046 RTE047"),
        _rule("addresses of their own", "RTE008 RTE061 IDN005"),
        _rule("no loop of redistribution", "RTE042 RTE044 RTE046"),
        _rule("filters before the new hub", "RTE029 RTE031 RTE034"),
    ),
    ("ezvpn.md", "### 4.4", BULLETS): (
        _rule("access that does not ride the tunnel", "LCK004 LCK005 LCK007 LCK014"),
        _rule("aaa new-model on a spoke", "LCK001 LCK002 LCK003 LCK008 REF009"),
        _rule("everything is staged before", "LCK005", "tests/test_laws.py: the stage touches no line of the source"),
        _rule("EzVPN and FlexVPN not at once", "RTE028", "the cut-over detaches EzVPN in the same batch"),
        _rule("tunnel-all spokes", "RTE021 RTE022"),
        _rule("MTU", "RTE004"),
    ),
    ("ezvpn.md", "### 4.5", WHOLE): (_rule("order of commands", "REF001", "tests/test_laws.py"),),
    ("ezvpn.md", "### 4.6", WHOLE): (
        _rule("verification", otherwise="the checklist and the steps that render writes"),
    ),
    ("ezvpn.md", "## 6.", NUMBERED): (
        _rule("EKU of the client", "PKI017"),
        _rule("a lab's certificates", "PKI001 PKI006 PKI013 PKI014"),
        _rule("proposals that newer releases refuse", "CRY008 CRY009 CRY006"),
        _rule("smart defaults differ", "CRY004 CRY005 CRY017 CRY026"),
        _rule("no tunnel mode", "CRY011 CRY013"),
        _rule("transport mode", "CRY014"),
        _rule("outputs that fit no configuration", otherwise="of the guide's printing"),
        _rule("a /30 and a /24", otherwise="of the guide's printing"),
        _rule("masks on the Internet side", "RTE009"),
        _rule("DPD is lost", "RTE003"),
        _rule("domain or exact name", "IDN003 PKI007"),
        _rule("the second strategy has no connection", "RTE024 RTE025 RTE048"),
        _rule("one loopback address twice", "RTE008"),
        _rule("list 1 is used elsewhere", "REF002 REF008"),
        _rule("extended list where a standard one is needed", "REF007"),
        _rule("aaa new-model without lists", "LCK001 LCK002"),
        _rule("lists called default", "LCK006"),
        _rule("no pool in network-extension mode", "RTE001"),
        _rule("borrowed from the LAN port", "RTE005 RTE007"),
        _rule("every name of a domain is let in", "PKI007 PKI001"),
        _rule("no MTU, NAT, removal, rollback", "RTE004 RTE010"),
        _rule("only certificates and network extension", "EZV001 EZV003 EZV005 EZV009"),
        _rule("slips of the translation", otherwise="of the guide's printing"),
    ),
}
"""By page, heading and how a rule begins there."""
