"""A site that runs FlexVPN goes back as a whole, by one command: its spokes first, and the hub that they left."""

from pathlib import Path

from tests.site_walks import PushedSite
from tests.test_practice_laws import type_in
from tests.test_push_standing import save
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.site_order import orders

CASE, HUB, SPOKES = "branches-keep-server", "hq-vpn1", ("br-leeds", "br-york", "br-hull")


def pushed_site(path: Path) -> PushedSite:
    """The site behind its last cut-over."""
    path.mkdir()
    site = PushedSite(case=CASE, path=path)
    site.push(orders(site.plan))
    assert {outcome.verdict for _, outcome in site.ends[-3:]} == {Verdict.NEW_SAVED}
    return site


def verdicts(site: PushedSite) -> dict[str, Verdict]:
    """How the command ended at each router."""
    return {name: outcome.verdict for name, outcome in site.ends}


def test_a_whole_site_goes_back_by_one_command_and_by_a_second_one_to_what_was_there(tmp_path: Path) -> None:
    """The hub is no reason against its spokes, whose journals still say that they go through it."""
    site = pushed_site(tmp_path / "site")
    site.push(site.taken_back())
    assert [name for name, _ in site.ends] == [*reversed(SPOKES), HUB]
    assert set(verdicts(site).values()) == {Verdict.STAGED}, site.told
    site.push(site.taken_back())

    assert {end.end for _, end in site.ends} == {End.DONE}, site.told
    assert verdicts(site)[HUB] is verdicts(site)["br-york"] is Verdict.OLD, site.told


def test_spokes_go_back_also_where_their_hub_stays_for_others(tmp_path: Path) -> None:
    """Somebody's other spoke joined the hub: it refuses, and says so when its turn comes."""
    site = pushed_site(tmp_path / "site")
    joins = "crypto ikev2 profile FLEX\n match identity remote fqdn shop-77.example.net\n"
    type_in(site.site.routers[HUB], joins)
    save(site.site.routers[HUB])
    site.push(site.taken_back())
    ends = dict(site.ends)

    assert {ends[spoke].verdict for spoke in SPOKES} == {Verdict.STAGED}, site.told
    assert ends[HUB].end is End.REFUSED
    assert "shop-77" in " ".join(ends[HUB].says)
    assert not [left for left in site.left if left.device == HUB and left.typed.is_configuring]
