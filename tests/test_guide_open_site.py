"""The folder of an open site is written by one program, and never over what somebody else wrote."""

from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.pilot import site as golden_site
from wizard.errors import SiteLocked
from wizard.guide.clashing_edits import Difference
from wizard.guide.open_site import OpenSite
from wizard.plan.answer import answer
from wizard.site import Writer, read_site

CASE = "guide-reuse"


def opened(path: Path) -> OpenSite:
    """A site that is open to be written."""
    site, writer = OpenSite(), Writer(path, "a test")
    site.go_on_with(writer, writer.read())
    return site


def test_what_is_answered_is_in_the_folder(tmp_path: Path) -> None:
    """Saving writes the plan, and others have to wait until the folder is let go."""
    path = golden_site(CASE, tmp_path)
    site = opened(path)
    edited = answer(golden_plan(CASE), "pfs", "group19")

    assert site.save(edited, path) is None
    assert (site.stored, read_site(path).answers) == (edited, edited.answers)
    with pytest.raises(SiteLocked):
        Writer(path)
    site.release()
    Writer(path).close()


def test_what_somebody_else_wrote_stays(tmp_path: Path) -> None:
    """Saving and exporting write nothing then; overwriting keeps theirs beside it."""
    path = golden_site(CASE, tmp_path)
    site = opened(path)
    (path / "plan.toml").write_text((path / "plan.toml").read_text("utf-8") + "\n# a colleague\n", "utf-8")
    edited = answer(golden_plan(CASE), "pfs", "group19")
    theirs = (path / "plan.toml").read_bytes()

    assert isinstance(site.save(edited, path), Difference)
    assert isinstance(site.export(edited, path), Difference)
    assert isinstance(site.look(edited), Difference)
    assert (path / "plan.toml").read_bytes() == theirs
    site.overwrite(edited, path)
    assert (path / "plan.toml.orig").read_bytes() == theirs
    assert site.look(edited) is None
    site.release()


def test_another_folder_may_become_the_sites(tmp_path: Path) -> None:
    """The one before is let go."""
    path = golden_site(CASE, tmp_path)
    site = opened(path)

    assert site.save(golden_plan(CASE), tmp_path / "copy") is None
    Writer(path).close()
    with pytest.raises(SiteLocked):
        Writer(tmp_path / "copy")
    site.release()
