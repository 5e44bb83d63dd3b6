"""Step 1 of the wizard: which configurations there are, and what each of them is."""

from pathlib import Path

import pytest

from screens.modals import AskModal, ErrorModal
from screens.steps.sources import SourceList
from tests.conftest import NARROW, TESTS, WIDE
from tests.pilot import driven, site, sources, wizard
from wizard.guide.opening import Opening
from wizard.site import read_site


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_each_configuration_is_shown_with_its_role(size: tuple[int, int]) -> None:
    """Server and spokes are told apart by their configurations, without a question."""
    async with driven(wizard(Opening(files=sources("guide-reuse"))), size) as driver:
        rows = driver.rows("#sources")

        assert [row.split()[:3] for row in rows] == [
            ["EzVPN", "server", "ezvpn-server"],
            ["EzVPN", "spoke", "ezvpn-spoke1"],
            ["EzVPN", "spoke", "ezvpn-spoke2-vti"],
        ]
        assert "EzVPN group cisco" in driver.text("#facts-text")


async def test_a_site_folder_opens_with_its_answers(tmp_path: Path) -> None:
    """A site that was saved opens as it was left."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        assert [answer.key for answer in driver.plan.answers][:2] == ["certificate_authority", "ezvpn_remains"]
        assert "guide-reuse/ saved" in driver.text("#top")


async def test_a_server_alone_says_what_is_missing() -> None:
    """With one end of the tunnel only, the wizard says what to add and does not go on."""
    async with driven(wizard(Opening(files=sources("guide-reuse")[:1]))) as driver:
        await driver.press("f")

        assert driver.step == "sources"
        assert "Add the configuration of the spoke" in driver.text("#status")


async def test_a_path_is_added_by_typing_it() -> None:
    """A configuration is added by its path, and the plan is there once both ends are."""
    server, spoke, _ = sources("guide-reuse")
    async with driven(wizard(Opening(files=(server,)))) as driver:
        await driver.press("+")
        await driver.fill_in(str(spoke))

        assert [other_spoke.device for other_spoke in driver.plan.spokes] == ["ezvpn-spoke1"]


async def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    """Every unreadable file is reported with its place and what to do, and nothing is lost."""
    banner = tmp_path / "cut-off.cfg"
    banner.write_text("hostname r9\nbanner motd ^C\nkeep out\n")
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("+")
        await driver.fill_in(str(banner))

        assert isinstance(driver.app.screen, ErrorModal)
        assert "cut-off.cfg:2" in driver.screen_text()

        await driver.press("escape")

        assert len(driver.one("#sources", SourceList).sources) == 3


async def test_a_file_that_cannot_be_read_takes_no_other_one_away(tmp_path: Path) -> None:
    """The good ones are there behind the message that names the bad one."""
    cut_off = tmp_path / "cut-off.cfg"
    cut_off.write_text("hostname r9\nbanner motd ^C\nkeep out\n")
    server, spoke, _ = sources("guide-reuse")
    async with driven(wizard(Opening(files=(server,)))) as driver:
        await driver.press("+")
        await driver.fill_in(f"{cut_off} {spoke}")

        assert isinstance(driver.app.screen, ErrorModal)
        assert "cut-off.cfg:2" in driver.screen_text()
        assert [other_spoke.device for other_spoke in driver.plan.spokes] == ["ezvpn-spoke1"]


async def test_a_missing_file_is_an_error_with_its_path() -> None:
    """A path that leads nowhere is answered with the path and the reason."""
    async with driven(wizard(Opening(files=(Path("nowhere.cfg"),)))) as driver:
        assert "nowhere.cfg: cannot be read" in driver.screen_text()


async def test_a_spoke_that_is_left_out_takes_its_questions_with_it() -> None:
    """x leaves a configuration out; the answers for the other devices stay, and u brings it back."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.go_to("#sources", "ezvpn-spoke1")
        await driver.press("x")

        assert [spoke.device for spoke in driver.plan.spokes] == ["ezvpn-spoke2-vti"]

        await driver.press("u")

        assert len(driver.plan.spokes) == 2


async def test_a_newer_configuration_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    """A router is known by its host name: its newer configuration may come from a file of any name."""
    newer = tmp_path / "show-run-of-today.txt"
    newer.write_bytes(b"hostname ezvpn-spoke1\n" + sources("guide-reuse")[1].read_bytes())
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        answers = driver.plan.answers
        await driver.press("+")
        await driver.fill_in(str(newer))

        assert [spoke.device for spoke in driver.plan.spokes] == ["ezvpn-spoke1", "ezvpn-spoke2-vti"]
        assert driver.plan.spokes[0].data == newer.read_bytes()
        assert driver.plan.answers == answers


async def test_a_site_without_a_spoke_that_had_answers_opens_again(tmp_path: Path) -> None:
    """The answers for a router that was left out leave with it, so that the folder can be read."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.answer("ezvpn-spoke1.management_access", "outside")
        await driver.press("1")
        await driver.go_to("#sources", "ezvpn-spoke1")
        await driver.press("x")

        assert read_site(folder, read_on=driver.plan.read_on) == driver.plan
        assert "ezvpn-spoke1" not in {answer.device for answer in driver.plan.answers}


async def test_a_configuration_without_ezvpn_is_the_new_hub(tmp_path: Path) -> None:
    """A router without EzVPN among the sources is taken for the new FlexVPN hub."""
    new_hub = tmp_path / "flex-hub.cfg"
    new_hub.write_text("hostname flex-hub\ninterface GigabitEthernet1\n ip address 203.0.113.2 255.255.255.0\nend\n")
    async with driven(wizard(Opening(files=(*sources("guide-reuse"), new_hub)))) as driver:
        assert driver.plan.new_hub is not None
        assert driver.plan.new_hub.device == "flex-hub"
        assert any(row.startswith("new hub") for row in driver.rows("#sources"))


async def test_enter_goes_on_to_what_was_found() -> None:
    """Enter on the sources opens the second step, and b comes back with the cursor where it was."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("down", "down", "enter")
        step = driver.step
        await driver.press("b")

        assert step == "found"
        assert driver.one("#sources", SourceList).cursor == 2


async def test_a_site_whose_source_was_changed_is_not_written_over(tmp_path: Path) -> None:
    """A site folder that cannot be read is reported, and nothing that is done afterwards is saved into it."""
    folder = site("guide-reuse", tmp_path)
    (folder / "sources" / "ezvpn-spoke1.cfg").write_text("hostname other\n")
    before = (folder / "plan.toml").read_bytes()
    async with driven(wizard(Opening(folder=folder))) as driver:
        shown = driver.screen_text()
        await driver.press("escape", "+")
        await driver.fill_in(" ".join(f"'{path}'" for path in sources("guide-reuse")))
        await driver.answer("pfs", "group19")

        assert "SHA-256 differs" in shown
        assert driver.app.folder != folder
        assert (folder / "plan.toml").read_bytes() == before


async def test_files_that_cannot_be_read_are_named_where_nothing_can_be_planned_yet(tmp_path: Path) -> None:
    """A letter is no empty new hub, and what was refused is said above the step in which one goes on."""
    (tmp_path / "letter.txt").write_text("Dear all,\nthe routers are moved on Monday.\n")
    (tmp_path / "empty.cfg").write_text("")
    hub = TESTS / "configs" / "new-hub-present.cfg"
    files = (hub, tmp_path / "letter.txt", tmp_path / "empty.cfg")
    async with driven(wizard(Opening(files=files))) as driver:
        assert isinstance(driver.app.screen, ErrorModal)
        shown = driver.screen_text()
        await driver.press("escape")

        assert "letter.txt: this is no router's configuration" in shown
        assert "empty.cfg: the file is empty" in shown
        assert len(driver.rows("#sources")) == 1
        assert driver.app.missing.startswith("no EzVPN server among new-hub-present.cfg.")


async def test_a_path_that_leads_nowhere_is_refused_where_it_is_typed() -> None:
    """The typed path stays in its line, to be mended."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("+")
        await driver.fill_in("nowhere.cfg")

        assert isinstance(driver.app.screen, AskModal)
        assert "nowhere.cfg: there is no such file" in driver.screen_text()


async def test_several_paths_are_typed_with_blanks_between_them() -> None:
    """Paths without blanks in them need no quotes."""
    server, *spokes = sources("guide-reuse")
    async with driven(wizard(Opening(files=(server,)))) as driver:
        await driver.press("+")
        await driver.fill_in(" ".join(map(str, spokes)))

        assert [spoke.device for spoke in driver.plan.spokes] == ["ezvpn-spoke1", "ezvpn-spoke2-vti"]


async def test_a_configuration_that_is_added_to_the_practice_site_begins_a_migration_of_its_own(tmp_path: Path) -> None:
    """The routers of the practice site never stand among one's own, nor is anything saved in its folder."""
    async with driven(wizard(Opening(demo=True)), folder=tmp_path) as driver:
        await driver.answer("pfs", "group19")
        await driver.press("1", "+")
        await driver.fill_in(" ".join(map(str, sources("guide-reuse"))))

        assert [source.device for source in driver.plan.sources] == ["ezvpn-server", "ezvpn-spoke1", "ezvpn-spoke2-vti"]
        assert "SIMULATED" not in driver.text("#top")
        assert "no folder yet" in driver.text("#top")
        assert driver.plan.answers == ()


async def test_what_is_missing_can_be_read_whole_in_a_small_terminal(tmp_path: Path) -> None:
    """A message that is longer than the row takes more rows."""
    async with driven(wizard(Opening(files=sources("guide-reuse")[:1]))) as driver:
        assert "crypto ipsec client ezvpn" in " ".join(driver.screen_text().split())


async def test_a_configuration_that_was_left_out_comes_back_with_its_answers(tmp_path: Path) -> None:
    """x leaves out at once, says that u takes it back, and u does; also the server, without which there is no plan."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        for name in ("EzVPN server", "EzVPN spoke"):
            before = driver.plan
            await driver.go_to("#sources", name)
            await driver.press("x")
            said = driver.text("#status")
            gone = len(driver.app.sources)
            await driver.press("u")

            assert "is left out. u takes that back." in said
            assert gone == 2
            assert (driver.plan, len(driver.rows("#sources"))) == (before, 3)


async def test_there_is_no_way_back_to_a_step_that_needs_a_plan(tmp_path: Path) -> None:
    """Without a server b goes to no step that would look at a plan for ever, and u brings the way back too."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("7")
        await driver.press("1")
        await driver.go_to("#sources", "EzVPN server")
        await driver.press("x")
        await driver.press("b")
        without = driver.step
        await driver.press("u")
        await driver.press("b")

        assert (without, driver.step) == ("sources", "findings")


async def test_a_folder_is_all_the_files_in_it(tmp_path: Path) -> None:
    """Where a path is asked for, a folder of configurations is as good as each of its files."""
    folder = tmp_path / "two words"
    folder.mkdir()
    for path in sources("guide-reuse"):
        (folder / path.name).write_bytes(path.read_bytes())
    async with driven(wizard(Opening(files=sources("guide-new-hub")[:1]))) as driver:
        await driver.press("+")
        await driver.fill_in(str(folder))

        assert len(driver.plan.spokes) == 2
