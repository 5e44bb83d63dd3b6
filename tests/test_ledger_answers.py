"""What becomes of a line follows from the answers, from what is open, and from who moves."""

from dataclasses import replace

from tests.ledger_form import CLIENT_SPOKE, FOLDER, MAP_SERVER, SERVER, SPOKE, added
from tests.with_authority import propose
from wizard.ledger import fate_of, ledger, ledger_of
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.sources import read_source, read_sources
from wizard.plan.answer import answer, answer_secret
from wizard.plan.perspective import resolved


def plan_of(*names: str, changes: tuple[tuple[str, str, str], ...] = ()) -> Plan:
    """The plan of those files, with lines added below a header of the last one."""
    texts = [(FOLDER / name).read_text("utf-8").splitlines() for name in names]
    for under, text, instead in changes:
        texts[-1], _ = added(texts[-1], under, text, instead)
    return propose(read_sources([(name, "\n".join(text).encode()) for name, text in zip(names, texts, strict=True)]))


def entry(plan: Plan, device: str, text: str, after: str = "") -> LedgerEntry:
    """The entry of a line, the first one after another line where that is named."""
    entries = [entry for entry in ledger(plan) if entry.device == device]
    start = next((place for place, entry in enumerate(entries) if entry.text == after), 0)
    return next(other_entry for other_entry in entries[start:] if other_entry.text == text)


def written(entry: LedgerEntry) -> tuple[str, ...]:
    """The new lines of an entry as people read them."""
    return tuple(str(line) for line in entry.becomes)


def test_with_keys_the_groups_key_becomes_one_for_each_spoke() -> None:
    """Where spokes prove themselves by keys, the key of the group leads to the keyring, and shows no secret."""
    plan = answer(plan_of(SERVER, SPOKE), "spoke_authentication", "pre-share")
    plan = answer_secret(plan, "pre_shared_key", Secret("Shop-One-0418"), "shop1")

    key = entry(plan, "hq", "key ***", "crypto isakmp client configuration group SHOPS")

    assert key.verdict is Verdict.TRANSFORMED
    assert written(key) == ("hq: crypto ikev2 keyring FLEX / peer shop1 / pre-shared-key remote ***",)


def test_a_line_whose_successor_waits_for_an_answer_says_so() -> None:
    """As long as the key is open, the line tells which answer it waits for; nothing is called dropped."""
    plan = answer(plan_of(SERVER, SPOKE), "spoke_authentication", "pre-share")

    key = entry(plan, "hq", "key ***", "crypto isakmp client configuration group SHOPS")
    profile = entry(plan, "hq", "crypto isakmp profile SHOPS")

    assert key.verdict is Verdict.DECIDE
    assert key.reason.endswith("its line waits for the answer to shop1.pre_shared_key")
    assert fate_of(plan, key) == resolved(plan, "pre_shared_key", "shop1")
    assert written(profile) == ("hq: crypto ikev2 profile FLEX",)


def test_the_smart_defaults_take_the_place_of_a_policy() -> None:
    """Where the smart defaults are answered, a policy becomes no line and is still accounted for."""
    plan = answer(plan_of(SERVER, SPOKE), "crypto", "smart-defaults")

    encryption = entry(plan, "hq", "encr aes 256")

    assert (encryption.verdict, encryption.becomes) == (Verdict.TRANSFORMED, ())
    assert "smart defaults" in encryption.why


def test_an_attribute_that_was_left_out_names_its_question() -> None:
    """An attribute that the engineer leaves behind is a decision, and the question stands beside it."""
    group = "crypto isakmp client configuration group SHOPS"
    texts = [(FOLDER / name).read_text("utf-8").splitlines() for name in (SERVER, SPOKE)]
    texts[0], _ = added(texts[0], group, "dns 10.9.9.9", "")
    files = [(name, "\n".join(text).encode()) for name, text in zip((SERVER, SPOKE), texts, strict=True)]
    plan = answer(propose(read_sources(files)), "group_attributes", "")

    dns = entry(plan, "hq", "dns 10.9.9.9")

    assert dns.verdict is Verdict.DECIDE
    assert dns.reason.startswith("group_attributes: ")


def test_a_group_that_does_not_move_stays() -> None:
    """Group, profile, template, pool and list of other groups are kept, since their spokes stay on EzVPN."""
    plan = plan_of(SERVER, SPOKE)
    others = ["crypto isakmp client configuration group STAFF", "crypto isakmp profile STAFF", "pool STAFF"]
    others += ["crypto ipsec profile STAFF", "interface Virtual-Template2 type tunnel", "ip access-group STAFF-IN in"]
    others += ["ip access-list extended STAFF-SPLIT", "ip local pool STAFF 10.0.250.1 10.0.250.100"]

    assert {entry(plan, "hq", text).verdict for text in others} == {Verdict.KEPT}
    assert "group SHOPS moves" in entry(plan, "hq", "pool STAFF").why


def test_a_line_that_the_clean_up_removes_is_not_kept() -> None:
    """When the last EzVPN client has moved, its lists are dropped; those that logins share stay."""
    plan = answer(plan_of(MAP_SERVER, CLIENT_SPOKE), "ezvpn_remains", "no")

    assert entry(plan, "mapper", "aaa authorization network GROUPS local").verdict is Verdict.DROPPED
    assert entry(plan, "mapper", "aaa authentication login default local").verdict is Verdict.KEPT
    assert entry(plan, "mapper", "username kiosk1 password 7 ***").verdict is Verdict.KEPT


def test_a_backup_client_leads_to_the_second_tunnel() -> None:
    """The lines of the backup become its own FlexVPN client and tunnel, not those of the first."""
    changes = (
        ("crypto ipsec client ezvpn HQ", "backup LTE track 1", ""),
        ("", "track 1 ip sla 1 reachability", ""),
        ("", "crypto ipsec client ezvpn LTE\n connect auto\n mode network-extension\n peer 198.51.100.3", ""),
        ("interface GigabitEthernet0/1", "crypto ipsec client ezvpn LTE inside", ""),
    )
    plan = plan_of(SERVER, SPOKE, changes=changes)

    backup = entry(plan, "shop1", "crypto ipsec client ezvpn LTE")

    assert written(backup) == ("shop1: crypto ikev2 client flexvpn FLEX-BACKUP", "shop1: interface Tunnel1")
    assert written(entry(plan, "shop1", "peer 198.51.100.3")) == (
        "shop1: crypto ikev2 client flexvpn FLEX-BACKUP / peer 1 198.51.100.3",
    )


def test_a_client_that_does_not_move_stays() -> None:
    """A second EzVPN client to somebody else's server is kept, and says that this plan leaves it alone."""
    changes = (("", "crypto ipsec client ezvpn PARTNER\n group THEIRS key Their-Key\n peer 192.0.2.99", ""),)
    plan = plan_of(SERVER, SPOKE, changes=changes)

    other = entry(plan, "shop1", "crypto ipsec client ezvpn PARTNER")

    assert (other.verdict, other.becomes) == (Verdict.KEPT, ())
    assert "PARTNER does not move" in other.why


def test_a_servers_own_client_stays() -> None:
    """A server that is a spoke of another server keeps its own EzVPN client: only its clients move."""
    texts = [(FOLDER / name).read_text("utf-8").splitlines() for name in (SERVER, SPOKE)]
    texts[0], _ = added(texts[0], "", "crypto ipsec client ezvpn UP\n group REGIONS key Up-Key\n peer 192.0.2.99", "")
    files = [(name, "\n".join(text).encode()) for name, text in zip((SERVER, SPOKE), texts, strict=True)]
    plan = propose(read_sources(files))

    assert entry(plan, "hq", "crypto ipsec client ezvpn UP").verdict is Verdict.KEPT
    assert entry(plan, "hq", "crypto isakmp keepalive 20 5").verdict is Verdict.CARRIED


def test_the_group_named_default_is_a_group_like_any_other() -> None:
    """`default` is a legal name of a group, also where it is the name of a list, a profile, a pool and a map."""
    text = (FOLDER / SERVER).read_text("utf-8").replace("SHOPS", "default")
    spoke = (FOLDER / SPOKE).read_bytes().replace(b"SHOPS", b"default")
    plan = propose(read_sources([(SERVER, text.encode()), (SPOKE, spoke)]))

    assert entry(plan, "hq", "crypto isakmp client configuration group default").verdict is Verdict.TRANSFORMED
    assert entry(plan, "hq", "crypto isakmp profile default").verdict is Verdict.TRANSFORMED


def test_the_body_of_a_banner_shares_its_fate() -> None:
    """Lines of a group's banner are dropped with it, lines of the router's stay with that one; neither can be read."""
    text = (FOLDER / SERVER).read_text("utf-8")
    text = text.replace(" save-password\n", " save-password\n banner ^C\nWelcome\n^C\n").replace(
        "line con 0\n", "banner motd #\nKeep out\n#\nline con 0\n"
    )
    rows = text.splitlines()
    told = {entry.line: entry for entry in ledger_of(read_source(text.encode(), SERVER))}
    bodies = [told[rows.index(body) + 1] for body in ("Welcome", "Keep out")]

    assert [other_body.verdict for other_body in bodies] == [Verdict.DROPPED, Verdict.KEPT]
    assert [other_body.text for other_body in bodies] == ["***", "***"]


def test_two_networks_that_become_one_both_lead_there() -> None:
    """An entry whose network is announced as part of a larger one leads to that one."""
    texts = [(FOLDER / name).read_text("utf-8").splitlines() for name in (SERVER, SPOKE)]
    for network in ("10.0.2.0", "10.0.3.0"):
        texts[0], _ = added(texts[0], "ip access-list extended SPLIT", f"permit ip {network} 0.0.0.255 any", "")
    files = [(name, "\n".join(text).encode()) for name, text in zip((SERVER, SPOKE), texts, strict=True)]
    plan = propose(read_sources(files))

    found = {written(entry(plan, "hq", f"permit ip {network} 0.0.0.255 any")) for network in ("10.0.2.0", "10.0.3.0")}

    assert found == {("hq: ip access-list standard FLEX-ROUTES / permit 10.0.2.0 0.0.1.255",)}


def test_a_ledger_is_the_same_however_often_it_is_asked() -> None:
    """An equal plan, read again, has an equal ledger."""
    first, again = plan_of(SERVER, SPOKE), plan_of(SERVER, SPOKE)

    assert ledger(first) == ledger(replace(again))


def test_what_runs_by_itself_and_names_ezvpn_is_to_be_decided() -> None:
    """An applet or a kron list with EzVPN's commands is nobody's line that stays; an alias is text."""
    more = (
        'event manager applet WATCH\n action 1.0 cli command "clear crypto ipsec client ezvpn HQ"\n'
        "kron policy-list NIGHTLY\n cli clear crypto ipsec client ezvpn HQ\n"
        "alias exec up crypto ipsec client ezvpn connect HQ"
    )
    rows = (FOLDER / SPOKE).read_text("utf-8")
    spoke = rows.replace("!\nend", f"{more}\nend").encode()
    plan = propose(read_sources([(SERVER, (FOLDER / SERVER).read_bytes()), (SPOKE, spoke)]))

    verdicts = {found.text.split()[0]: found.verdict for found in ledger(plan) if found.device == "shop1"}

    assert (verdicts["action"], verdicts["cli"], verdicts["kron"]) == (Verdict.DECIDE,) * 3
    assert verdicts["alias"] is Verdict.KEPT
