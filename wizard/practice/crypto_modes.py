"""The modes below `crypto`.

Forms are as `Grammar` reads them, separated by commas.
"""

from wizard.practice.mode_row import MEMORY, Mode

_MAP = "description +, set +, match +, qos pre-classify, reverse-route *"

CRYPTO_MODES: tuple[Mode, ...] = (
    Mode(
        name="isakmp policy",
        opened_by="crypto isakmp policy NUMBER",
        prompt="config-isakmp",
        commands="authentication +, encryption +, group +, hash +, lifetime +",
    ),
    Mode(
        name="isakmp group",
        opened_by="crypto isakmp client configuration group WORD",
        prompt="config-isakmp-group",
        source=MEMORY,
        commands="access-restrict +, acl +, auto-update +, backup-gateway +, banner +, browser-proxy +, "
        "configuration +, crypto aaa +, dhcp +, dns +, domain +, firewall +, group-lock, include-local-lan, key +, "
        "max-logins +, max-users +, netmask +, pfs, pool +, route-metric +, save-password, split-dns +, wins +",
    ),
    Mode(
        name="isakmp profile",
        opened_by="crypto isakmp profile WORD",
        prompt="conf-isa-prof",
        source=MEMORY,
        commands="accounting +, ca +, client +, description +, initiate +, isakmp +, keepalive +, keyring +, "
        "local-address +, match +, qos-group +, self-identity +, virtual-template +, vrf +",
    ),
    Mode(
        name="isakmp keyring",
        opened_by="crypto keyring WORD *",
        prompt="conf-keyring",
        source=MEMORY,
        commands="description +, local-address +, pre-shared-key +, rsa-pubkey +",
    ),
    Mode(
        name="transform set",
        opened_by="crypto ipsec transform-set WORD +",
        prompt="cfg-crypto-trans",
        commands="mode +, esn",
    ),
    Mode(
        name="ipsec profile",
        opened_by="crypto ipsec profile WORD",
        prompt="ipsec-profile",
        commands="description +, responder-only, redundancy +, set +, reverse-route *",
    ),
    Mode(
        name="dynamic map",
        opened_by="crypto dynamic-map WORD NUMBER",
        prompt="config-crypto-map",
        commands=_MAP,
    ),
    Mode(
        name="crypto map",
        opened_by="crypto map WORD NUMBER ipsec-isakmp *, crypto map WORD NUMBER gdoi, crypto map WORD NUMBER",
        prompt="config-crypto-map",
        commands=_MAP,
    ),
    Mode(
        name="ezvpn client",
        opened_by="crypto ipsec client ezvpn WORD",
        prompt="config-crypto-ezvpn",
        source=MEMORY,
        commands="acl +, backup +, connect +, ctcp *, flow +, group +, idletime +, local-address +, mode +, nat +, "
        "peer +, username +, virtual-interface *, xauth +",
    ),
    Mode(
        name="ikev2 proposal",
        opened_by="crypto ikev2 proposal WORD",
        prompt="config-ikev2-proposal",
        commands="encryption +, group +, integrity +, prf +",
    ),
    Mode(
        name="ikev2 policy",
        opened_by="crypto ikev2 policy WORD",
        prompt="config-ikev2-policy",
        commands="match +, proposal +",
    ),
    Mode(
        name="ikev2 keyring",
        opened_by="crypto ikev2 keyring WORD",
        prompt="config-ikev2-keyring",
        commands="",
    ),
    Mode(
        name="keyring peer",
        inside="ikev2 keyring",
        opened_by="peer WORD",
        prompt="config-ikev2-keyring-peer",
        commands="address +, description +, hostname +, identity +, pre-shared-key +",
    ),
    Mode(
        name="ikev2 profile",
        opened_by="crypto ikev2 profile WORD",
        prompt="config-ikev2-profile",
        commands="aaa +, authentication +, config-exchange +, description +, dpd +, identity +, initial-contact *, "
        "ivrf +, keyring +, lifetime +, match +, nat +, pki +, reconnect *, redirect +, virtual-template +",
    ),
    Mode(
        name="authorization policy",
        opened_by="crypto ikev2 authorization policy WORD",
        prompt="config-ikev2-author-policy",
        source=MEMORY,
        commands="aaa +, backup-gateway +, banner +, configuration +, def-domain +, dhcp +, dns +, "
        "include-local-lan, ipv6 +, netmask +, pfs, pool +, route +, session-lifetime +, split-dns +, subnet-acl +, "
        "wins +",
    ),
    Mode(
        name="flexvpn client",
        opened_by="crypto ikev2 client flexvpn WORD",
        prompt="config-ikev2-flexvpn",
        source=MEMORY,
        commands="backup +, client +, connect +, description +, peer +, source +",
    ),
    Mode(
        name="trustpoint",
        opened_by="crypto pki trustpoint WORD",
        prompt="ca-trustpoint",
        commands="authorization +, auto-enroll *, chain-validation *, crl +, eckeypair +, eku +, enrollment +, "
        "fingerprint +, fqdn +, hash +, ip-address +, match +, ocsp +, password *, primary, regenerate, "
        "revocation-check +, root +, rsakeypair +, serial-number *, source +, storage +, subject-alt-name +, "
        "subject-name *, usage +, vrf +",
    ),
    Mode(
        name="certificate server",
        opened_by="crypto pki server WORD",
        prompt="cs-server",
        commands="auto-rollover *, cdp-url +, database +, default +, eku +, grant +, hash +, issuer-name +, "
        "lifetime +, mode +, password *, redundancy, serial-number +, shutdown",
    ),
    Mode(
        name="enrollment profile",
        opened_by="crypto pki profile enrollment WORD",
        prompt="ca-profile-enroll",
        commands="authentication +, enrollment +, method-est *, parameter +, reenrollment +, source-interface +",
    ),
    Mode(
        name="certificate chain",
        opened_by="crypto pki certificate chain WORD",
        prompt="config-cert-chain",
        commands="certificate +",
    ),
    Mode(
        name="certificate map",
        opened_by="crypto pki certificate map WORD NUMBER",
        prompt="ca-certificate-map",
        commands="alt-subject-name +, expires-on +, issuer-name +, name +, serial-number +, subject-name +, "
        "unstructured-subject-name +, valid-start +",
    ),
)
