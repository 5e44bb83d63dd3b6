"""A whole migration of the practice site as numbered text: from its configurations to routers that run the new one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from screens.linear import LinearWizard, ran
from tests.served_practice import Practice, served_practice
from tests.talked import Talk, Turn, talked, wizard_of
from tests.test_push_over_ssh import SPEED, FastTime
from wizard.data import practice_site
from wizard.data.practice_site import PASSWORD
from wizard.guide.opening import Opening
from wizard.live.live_push import Asked, LivePush
from wizard.live.over_ssh import OverSsh
from wizard.live.person import Person
from wizard.push.order import Order
from wizard.site import read_site
from wizard.site.hosts_file import read_hosts

ROUTERS = ("practice-hub", "practice-spoke1", "practice-spoke2")


def on_fast_clock() -> tuple[Callable[[LinearWizard, tuple[Order, ...], Person], LivePush], FastTime]:
    """A push over SSH whose minute of a stable tunnel is as short as that of the routers."""
    time = FastTime()

    def new_push(wizard: LinearWizard, orders: tuple[Order, ...], person: Person) -> LivePush:
        desk = wizard.desk
        assert desk.plan
        assert desk.site.writer
        reaches = OverSsh(desk.site.writer, desk.plan)
        asked = Asked(orders=orders, holds=True)
        return LivePush(desk.site.writer.folder, desk.plan, asked, reaches=reaches, person=person, time=time)

    return new_push, time


def configurations(folder: Path) -> None:
    """The practice site as files."""
    folder.mkdir()
    for name, data in practice_site.files():
        (folder / name).write_bytes(data)


def turns(practice: Practice, given: str) -> list[Turn]:
    """From the list of sites to the last sentence."""
    return [
        Turn("CHOICE 1: New migration", "1"),
        Turn("No configuration yet", f"+ {given}"),
        Turn("SOURCE 3: EzVPN spoke practice-spoke2", "h"),
        Turn("TO TELL 1: 2 spokes: How is the spoke managed", "o"),
        Turn("CHOICE 1: outside the tunnel", "1"),
        Turn("Hub and spokes fit, and nothing blocks.", "e"),
        Turn("WRITTEN: Wrote", "step 9"),
        Turn("STAGE 9: practice-spoke2, 5 cutover", "push"),
        Turn("CHOICE 1: Everything, in the order", "1"),
        *(Turn(f"Way to {name}", practice.words[name]) for name in ROUTERS),
        Turn("Password of admin", PASSWORD),
        *(Turn("Is it this router's key?", "yes") for _ in ROUTERS),
        *(Turn(f"CHANGES: {name} is changed", name) for name in ROUTERS),
        Turn("Type reload to allow it", "reload"),
        Turn("POSSIBLE: everything holds: confirm keeps it", "confirm"),
        Turn("POSSIBLE: everything holds: confirm keeps it", "confirm"),
        Turn("END: practice-spoke2: NEW-saved", "log configure confirm"),
        Turn("SENT practice-spoke2: configure confirm", "keep-log"),
        Turn("WRITTEN: ", "h"),
        Turn("ROUTER: practice-spoke2: FlexVPN carries it (proved", "v"),
        Turn("TUNNELS: before the change", "step 10"),
        Turn("practice-spoke2: NEW-saved (seen", "E CHG0031337"),
        Turn("WRITTEN: report.md", "q"),
    ]


def drawn_keys(site: Path) -> list[str]:
    """The pre-shared keys of a site."""
    return [secret.value.reveal() for secret in read_site(site).secrets]


def test_a_site_is_migrated_by_numbered_text_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources, answers, export, the push with its proofs confirmed, and the report; every spoke runs and is saved."""
    monkeypatch.chdir(tmp_path)
    configurations(tmp_path / "given")
    with served_practice(tmp_path, SPEED) as practice:
        talk = Talk(turns(practice, "given"))
        wizard = wizard_of(talk)
        wizard.new_push, time = on_fast_clock()
        wizard.utc = time.now
        code = ran(wizard, Opening())

        assert code == 0, talk.heard
        assert "crypto ikev2 client flexvpn" in (practice.routers["practice-spoke2"].startup or "")
    assert "ROLLBACK: practice-spoke1" in talk.heard
    assert "LEFT: site-practice-spoke1 is saved: nothing blocks." in talk.heard
    assert (tmp_path / "site-practice-spoke1" / "report.md").exists()
    assert (tmp_path / "site-practice-spoke1" / "out" / "RUNSHEET.md").exists()
    assert drawn_keys(tmp_path / "site-practice-spoke1")
    assert not [key for key in drawn_keys(tmp_path / "site-practice-spoke1") if key in talk.heard]


def test_a_migration_begins_with_routers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read over SSH with a password that is typed hidden; the folder knows then how they are reached."""
    monkeypatch.chdir(tmp_path)
    with served_practice(tmp_path) as practice:
        talk = talked(
            Opening(),
            Turn("CHOICE 1: New migration", "1"),
            Turn("R reads routers", f"R {' '.join(practice.words[name] for name in ROUTERS)}"),
            Turn("User, where none is named", "admin"),
            Turn("Password of admin", PASSWORD),
            *(Turn("Is it this router's key?", "yes") for _ in ROUTERS),
            Turn("SOURCE 3: ", "o"),
            Turn("CHOICE 1: outside the tunnel", "1"),
            Turn("SAVED: in site-practice-spoke1", "q"),
        )

    site = tmp_path / "site-practice-spoke1"
    assert "DONE: Read 3 routers: practice-hub, practice-spoke1, practice-spoke2." in " ".join(talk.heard.split())
    assert {host.name for host in read_hosts((site / "hosts.toml").read_bytes(), "hosts.toml")} == {*ROUTERS}
    assert (site / "known_hosts").read_text("utf-8").count("127.0.0.1") == len(ROUTERS)
