"""Every form of line in which IOS 15 and IOS-XE 17 keep a secret, and lines that only look like one.

`SECRET` stands for the secret; `TYPE` for how it is written, which may be nothing, 0, 5, 6, 7, 8 or 9.
"""

WITH_SECRETS = """\
enable password TYPE SECRET
enable password level 7 TYPE SECRET
enable secret TYPE SECRET
enable secret level 5 TYPE SECRET
enable algorithm-type scrypt secret SECRET
password TYPE SECRET
secret TYPE SECRET
username ops password TYPE SECRET
username ops privilege 15 secret TYPE SECRET
username ops privilege 15 algorithm-type sha256 secret SECRET
username ops common-criteria-policy STRONG password TYPE SECRET
username ops one-time password TYPE SECRET
username ops one-time secret TYPE SECRET
username ops view NOC secret TYPE SECRET
username secret secret TYPE SECRET
username password password TYPE SECRET
key config-key password-encrypt SECRET
key config-key 1 SECRET
crypto isakmp key TYPE SECRET address 192.0.2.1
crypto isakmp key TYPE SECRET address 192.0.2.1 255.255.255.255 no-xauth
crypto isakmp key TYPE SECRET hostname hub.example.com
crypto isakmp key TYPE SECRET address ipv6 2001:db8::1/128
pre-shared-key TYPE SECRET
pre-shared-key hex SECRET
pre-shared-key local TYPE SECRET
pre-shared-key local hex SECRET
pre-shared-key remote TYPE SECRET
pre-shared-key address 192.0.2.1 key TYPE SECRET
pre-shared-key address 0.0.0.0 0.0.0.0 key TYPE SECRET
pre-shared-key address ipv6 2001:db8::/64 key TYPE SECRET
pre-shared-key hostname hub.example.com key TYPE SECRET
ppk manual id 1 key TYPE SECRET
ppk manual id 1 key TYPE SECRET required
ppk manual id 1 key hex SECRET
authentication local pre-share key TYPE SECRET
authentication remote pre-share key TYPE SECRET
authentication local eap md5 username ops password TYPE SECRET
authentication local eap mschapv2 username ops password TYPE SECRET
authentication local eap gtc password TYPE SECRET
keyring aaa LIST name-mangler MANGLER password TYPE SECRET
aaa authorization group cert list LIST name-mangler MANGLER password TYPE SECRET
aaa authorization group override psk list LIST password TYPE SECRET
aaa authorization user eap list LIST POLICY password TYPE SECRET
crypto ikev2 reconnect key 1 active SECRET
client pki authorization list LIST password TYPE SECRET
isakmp authorization list LIST password TYPE SECRET
client authentication username ops password SECRET
set aggressive-mode password TYPE SECRET
set session-key inbound esp 300 cipher SECRET
set session-key outbound esp 300 cipher SECRET authenticator SECRET
set session-key inbound ah 300 SECRET
key TYPE SECRET
group SHOPS key TYPE SECRET
username shop1 password TYPE SECRET
crypto pki import FLEX pkcs12 flash:flex.p12 SECRET
crypto pki import FLEX pkcs12 terminal SECRET
crypto pki import FLEX pkcs12 flash:flex.p12 password SECRET
crypto ca import FLEX pkcs12 tftp://192.0.2.9/flex.p12 SECRET
crypto pki import FLEX pem terminal SECRET
crypto pki import FLEX pem url nvram:flex SECRET
crypto pki import FLEX pem url nvram:flex exportable SECRET
crypto pki export FLEX pkcs12 flash:flex.p12 SECRET
crypto pki export FLEX pem terminal 3des SECRET
crypto key import rsa FLEX pem terminal SECRET
crypto key import rsa FLEX pem url nvram:flex SECRET
crypto key import rsa FLEX general-purpose exportable pem terminal SECRET
crypto key export rsa FLEX pem url nvram: 3des SECRET
crypto key lock rsa name FLEX passphrase SECRET
crypto key encrypt write rsa name FLEX passphrase SECRET
crypto pki token default user-pin SECRET
authorization password SECRET
database archive pkcs12 password TYPE SECRET
database archive pem password TYPE SECRET
enrollment url http://ops:SECRET@ca.example.com:80/
enrollment url http://SECRET@ca.example.com/
enrollment url http://ca.example.com/certsrv?token=SECRET
ocsp url http://ops:SECRET@ocsp.example.com
crl query ldap://ops:SECRET@ldap.example.com
match certificate MAP override cdp url http://ca.example.com/crl?sig=SECRET
radius-server key TYPE SECRET
radius-server host 192.0.2.9 auth-port 1812 acct-port 1813 key TYPE SECRET
tacacs-server key TYPE SECRET
tacacs-server host 192.0.2.9 single-connection key TYPE SECRET
server-private 192.0.2.9 auth-port 1812 acct-port 1813 key TYPE SECRET
client 192.0.2.9 vrf WAN server-key TYPE SECRET
server-key TYPE SECRET
pac key TYPE SECRET
bind authenticate root-dn cn=ops password TYPE SECRET
attribute type password SECRET
attribute type tunnel-password SECRET
attribute type cisco-avpair "ipsec:tunnel-password=SECRET"
attribute type cisco-avpair "ipsec:ikev2-password-remote=SECRET"
tunnel-password TYPE SECRET
cts credentials id ops password TYPE SECRET
cts sxp default password TYPE SECRET
ppp chap password TYPE SECRET
ppp pap sent-username ops password TYPE SECRET
ppp pap sent-username ops password TYPE SECRET callin
ppp eap password TYPE SECRET
authentication chap username ops password TYPE SECRET
profile id 1 apn internet authentication chap username ops password TYPE SECRET
lte sim unlock SECRET
cellular 0 lte profile create 1 internet chap ops SECRET
lte sim authenticate TYPE SECRET
dialer password TYPE SECRET
l2tp tunnel password TYPE SECRET
digest secret TYPE SECRET hash md5
vtp password SECRET
vtp password SECRET hidden
ip ftp password TYPE SECRET
ip http client password TYPE SECRET
ip wccp web-cache password TYPE SECRET
ip msdp password peer 192.0.2.9 TYPE SECRET
mpls ldp neighbor 192.0.2.9 password TYPE SECRET
mpls ldp password option 1 for PEERS TYPE SECRET
neighbor 192.0.2.9 password TYPE SECRET
isis password SECRET level-1
area-password SECRET
domain-password SECRET authenticate snp validate
ip ospf authentication-key TYPE SECRET
ip ospf message-digest-key 1 md5 TYPE SECRET
area 0 virtual-link 192.0.2.9 authentication-key TYPE SECRET
area 0 virtual-link 192.0.2.9 message-digest-key 1 md5 TYPE SECRET
area 0 sham-link 192.0.2.9 192.0.2.10 authentication-key TYPE SECRET
area 0 sham-link 192.0.2.9 192.0.2.10 message-digest-key 1 md5 TYPE SECRET
area 0 authentication ipsec spi 256 md5 TYPE SECRET
area 0 authentication ipsec spi 256 sha1 TYPE SECRET
area 0 encryption ipsec spi 257 esp aes-cbc 128 TYPE SECRET sha1 TYPE SECRET
area 0 encryption ipsec spi 257 esp 3des TYPE SECRET md5 TYPE SECRET
area 0 virtual-link 192.0.2.9 authentication ipsec spi 256 md5 TYPE SECRET
area 0 virtual-link 192.0.2.9 encryption ipsec spi 257 esp null sha1 TYPE SECRET
area 0 sham-link 2001:db8::1 2001:db8::2 authentication ipsec spi 256 md5 TYPE SECRET
area 0 sham-link 2001:db8::1 2001:db8::2 encryption ipsec spi 257 esp des TYPE SECRET sha1 TYPE SECRET
ipv6 ospf authentication ipsec spi 500 sha1 TYPE SECRET
ipv6 ospf 1 authentication ipsec spi 500 md5 TYPE SECRET
ipv6 ospf encryption ipsec spi 501 esp aes-cbc 256 TYPE SECRET sha1 TYPE SECRET
ipv6 ospf encryption ipsec spi 501 esp null md5 TYPE SECRET
ospfv3 authentication ipsec spi 500 sha1 TYPE SECRET
ospfv3 1 ipv4 authentication ipsec spi 500 md5 TYPE SECRET
ospfv3 encryption ipsec spi 501 esp 3des TYPE SECRET md5 TYPE SECRET
authentication mode hmac-sha-256 TYPE SECRET
key-string TYPE SECRET
key-string hexadecimal SECRET
standby authentication SECRET
standby 1 authentication SECRET
standby 1 authentication text SECRET
standby 1 authentication md5 key-string TYPE SECRET
standby 1 authentication md5 key-string TYPE SECRET timeout 30
vrrp 1 authentication SECRET
vrrp 1 authentication text SECRET
vrrp 1 authentication md5 key-string TYPE SECRET
glbp 1 authentication text SECRET
glbp 1 authentication md5 key-string TYPE SECRET
ip nhrp authentication SECRET
ipv6 nhrp authentication SECRET
ntp authentication-key 1 md5 SECRET 7
ntp authentication-key 1 hmac-sha2-256 SECRET 7
ntp authentication-key 1 md5 SECRET
map-server 192.0.2.9 key TYPE SECRET proxy-reply
etr map-server 192.0.2.9 key TYPE SECRET
site-key SECRET
authentication-key TYPE SECRET
ip mobile secure host 192.0.2.9 spi 100 key hex SECRET algorithm md5
snmp-server community SECRET
snmp-server community SECRET RO
snmp-server community SECRET RW 10
snmp-server community SECRET view ALL RO 10
snmp-server community SECRET RO ipv6 LIST 10
snmp-server host 192.0.2.9 SECRET
snmp-server host 192.0.2.9 version 2c SECRET
snmp-server host 192.0.2.9 traps version 2c SECRET udp-port 162
snmp-server host 192.0.2.9 vrf WAN informs version 2c SECRET config
snmp-server host 192.0.2.9 version 3 priv SECRET
snmp-server user ops staff v3 auth md5 SECRET
snmp-server user ops staff v3 auth sha SECRET priv des SECRET
snmp-server user ops staff v3 auth md5 SECRET priv des56 SECRET
snmp-server user ops staff v3 auth sha SECRET priv 3des SECRET access 10
snmp-server user ops staff v3 auth sha-2 256 SECRET priv aes 256 SECRET
snmp-server user ops staff v3 encrypted auth sha SECRET priv aes 128 SECRET
snmp-server user ops staff remote 192.0.2.9 udp-port 162 v3 auth sha SECRET
snmp mib community-map SECRET context VPN
snmp mib community-map SECRET engineid 8000000903
rmon event 1 log trap SECRET owner noc
rmon event 1 trap SECRET
crypto map L2L 10 ipsec-isakmp key SECRET
encryption key 1 size 128bit TYPE SECRET transmit-key
encryption vlan 1 key 1 size 40bit TYPE SECRET transmit-key
encryption mode wep mandatory key SECRET
wpa-psk ascii TYPE SECRET
wpa-psk hex TYPE SECRET
wpa psk set-key ascii TYPE SECRET
security wpa psk set-key ascii TYPE SECRET
security wpa psk set-key hex TYPE SECRET
dot1x credentials key SECRET
energywise domain SITE security shared-secret TYPE SECRET
energywise management security shared-secret TYPE SECRET
security password TYPE SECRET level all
security token required-for all password SECRET
credentials username ops password TYPE SECRET realm example.com
authentication username ops password TYPE SECRET realm example.com
web admin system name ops password SECRET
web admin system name ops secret TYPE SECRET
xml user ops password SECRET 15
pin SECRET
license smart token SECRET
license smart register idtoken SECRET force
license smart trust idtoken SECRET local
license 0 SECRET
license 7 SECRET
token SECRET
api-key SECRET
secret-key TYPE SECRET
cns password SECRET
mail-server ops:SECRET@192.0.2.9 priority 1
mail-server 192.0.2.9 priority 1 username ops password SECRET
http-proxy "ops:SECRET@proxy.example.com" port 3128
destination address http https://ops:SECRET@tools.example.com/its
path ftp://ops:SECRET@192.0.2.9/$h-$t
path scp://ops:SE/SECRET@192.0.2.9/$h
boot network ftp://ops:SECRET@192.0.2.9/start
ip dhcp database ftp://ops:SECRET@192.0.2.9/leases timeout 80
ip dhcp snooping database ftp://ops:SECRET@192.0.2.9/snooping
add http://ops:SECRET@dyn.example.com/update?host=<h>&ip=<a>
http get url http://192.0.2.9/status?apikey=SECRET
url-text "mail" url-value "http://ops:SECRET@mail.example.com"
cli copy running-config ftp://ops:SECRET@192.0.2.9/copy
event manager environment _ftp_password SECRET
event manager environment door SECRET
event manager environment _email_server ops:SECRET@192.0.2.9
action 1.0 mail server "ops:SECRET@192.0.2.9" to "noc@example.com" from "r@example.com" subject "x" body "y"
action 1.0 mail server "192.0.2.9" username "ops" password "SECRET" to "noc@example.com"
action 1.0 mail server "192.0.2.9" to "noc@example.com" subject "x" body "the password is SECRET"
action 1.0 cli command "SECRET"
action 1.0 cli command "SECRET" pattern "#"
action 1.0 cli command "username ops password SECRET"
action 1.0 reply SECRET
action 1.0 set pw SECRET
action 1.0 set _ftp_password "SECRET"
action 1.0 set loginpass "SECRET"
action 1.0 puts "token: SECRET"
chat-script DIAL ABORT "NO CARRIER" "" "ATDT 5551234" TIMEOUT 60 ogin: ops ssword: SECRET
chat-script DIAL "" "AT" OK "AT$QCPDPP=1,1,SECRET,ops" OK
run-opts 1 "-e DB_PASSWORD=SECRET"
run-opts 1 "--env SECRET"
banner motd ^CSECRET^C
banner login ^C the key of the door is SECRET ^C
banner ^CSECRET^C
aaa authentication banner ^CSECRET^C
aaa authentication fail-message ^CSECRET^C
description the password is SECRET
description login ops/password=SECRET
description code: token:SECRET
alias exec up copy ftp://ops:SECRET@192.0.2.9/x running-config
fancy-password TYPE SECRET
fancy-new-key TYPE SECRET
some unheard words with a secret SECRET
other unheard words with a passphrase SECRET
another unheard line pw SECRET
ip sla header authorization: basic SECRET
"""

ABBREVIATED = """\
ena sec 5 SECRET
enable passw SECRET
enable pass 7 SECRET
username ops sec 9 SECRET
username ops passw 0 SECRET
user ops pass SECRET
crypto isa key SECRET addr 192.0.2.1
snmp com SECRET ro
snmp-s communi SECRET
key-str SECRET
pre-shared-k SECRET
"""
"""As a person types them; a router prints whole words."""

WITHOUT_SECRETS = """\
service password-encryption
service password-recovery
password encryption aes
password logging
security passwords min-length 10
aaa new-model
aaa authentication login default group tacacs+ local
aaa authentication password-prompt Password:
aaa authentication enable default enable
aaa authorization group psk list FLEX POLICY
aaa authorization user psk cached
aaa accounting psk LIST
accounting psk LIST
aaa password restriction
enable secret
enable last-resort password
no enable password
no password
key chain EIGRP
key chain MACSEC macsec
key-string
crypto key generate rsa modulus 2048 label flex
crypto key generate ec keysize 384 label flex
crypto key zeroize rsa flex
crypto key pubkey-chain rsa
named-key peer.example.com signature
addressed-key 192.0.2.9
rsakeypair FLEX-KEY 2048
eckeypair FLEX
crypto isakmp keepalive 10 2
crypto isakmp policy 10
crypto isakmp profile MY-KEY
crypto ikev2 keyring BRANCH-KEY
crypto ikev2 keyring pre-shared
keyring local KEYS
keyring ppk KEYS
keyring SECRET-KEY
match identity remote key-id branch.example.com
identity local key-id branch.example.com
identity key-id branch.example.com
ppk manual id 1
ppk dynamic CLIENT required
authentication pre-share
authentication local pre-share
authentication remote rsa-sig
authentication local eap md5
authentication local eap mschapv2 username spoke
authentication port-control auto
authentication key-chain KEYS
authentication mode md5
client authentication list LIST
tunnel key 10
tunnel protection ipsec profile FLEX
hash sha256
hash md5
integrity sha512 sha384 sha256 sha1
prf sha512 sha384
encryption aes-cbc-256 aes-cbc-128 3des
encr aes 256
algorithm hmac-sha-256
cryptographic-algorithm hmac-sha-256
crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
crypto ipsec transform-set PASS esp-aes esp-sha-hmac
ip ssh server algorithm mac hmac-sha2-256 hmac-sha1
ip ssh server algorithm authentication publickey password keyboard
ip ssh version 2
ip ssh rsa keypair-name flex
ip http authentication local
ip access-list standard secret
ip access-list extended PIN-PASS
ip access-group secret in
ip access-group GUEST-KEY in
access-class PASS in
route-map SET-KEY permit 10
match community 10
set community 65000:1 additive
ip community-list standard KEY permit 65000:1
neighbor 192.0.2.9 send-community both
neighbor 192.0.2.9 route-map SET-PASS out
class-map match-any PASSWORD
crypto pki certificate map KEY 10
permit ip object-group PASS any
password strength-check
pass
pass log
area 0 authentication message-digest
ip ospf authentication message-digest
ip ospf authentication key-chain KEYS
ip authentication mode eigrp 1 md5
ip authentication key-chain eigrp 1 KEYS
standby 1 authentication md5 key-chain HSRP
ntp authenticate
ntp trusted-key 1
ntp server 192.0.2.9 key 1 prefer
ntp server 192.0.2.9 prefer
save-password
snmp-server location Basement
snmp-server enable traps snmp authentication linkdown
snmp-server group STAFF v3 priv read ALL
snmp-server group STAFF v3 auth
snmp-server host 192.0.2.9
snmp-server trap-source Loopback0
username ops privilege 15
username ops nopassword
mka pre-shared-key key-chain MACSEC
mka policy STRONG
key-server priority 10
license udi pid ISR4331/K9 sn FDO00000000
license boot level appxk9
license smart enable
crypto pki token default removal timeout 60
enrollment url http://ca.example.com:80
enrollment url http://[2001:db8::1]:80/certsrv
path flash:ez2flex-
path tftp://192.0.2.9/$h-$t
path scp://ops@192.0.2.9/$h
email-contact ops@example.com
logging userinfo
event manager applet BACKUP
event manager environment _cron_entry 0-59/1 0-23/1 * * 0-6
event manager session cli username ops
action 1.0 cli command "enable"
action 1.0 cli command "show ip route"
action 1.0 cli command "$line"
action 1.0 syslog msg "line is down"
chat-script LTE "" "AT!CALL1" TIMEOUT 20 OK
banner motd ^C
description to the main office
remark web and mail
permit esp host 192.0.2.1 any
permit udp host 192.0.2.1 eq isakmp any
permit icmp any any echo-reply
crypto ipsec client ezvpn VPN
xauth userid mode local
crypto isakmp client configuration group SHOPS
match identity group SHOPS
interface GigabitEthernet0/0/0
exit-address-family
alias exec keys show crypto key mypubkey rsa
dialer string 5551234
ip dhcp pool PASS
mac-address 0011.2233.4455
"""
"""Lines that stay as they are."""


def lines(block: str) -> tuple[str, ...]:
    """The lines of one of the tables."""
    return tuple(block.splitlines())
