"""The routers of any site can be served for practice, also where only a part of a configuration was given."""

from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.golden_cases import golden_plan
from wizard.cli.commands.practice import _of_site, served_practice_site
from wizard.data.practice_site import PASSWORD
from wizard.plan.perspective import devices
from wizard.site import save_site


def test_routers_without_a_hostname_are_told_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The guide prints none: all four called themselves Router, and `fetch` kept one of them."""
    plan = golden_plan("guide-new-hub")
    save_site(plan, tmp_path / "site")
    passwords = tmp_path / "passwords.toml"
    passwords.write_text(f'password = "{PASSWORD}"\n', "utf-8")
    with served_practice_site(known=_of_site(tmp_path / "site")) as (routers, key):
        words = [served.word for _, served in routers]
        fetched = ez2flex(
            capsys, "fetch", *words, "-o", tmp_path / "tried", "--passwords", passwords, f"--host-key={key}"
        )

    assert fetched.code == 0, fetched.err
    read = {path.stem for path in (tmp_path / "tried" / "sources").iterdir()}
    assert read == set(devices(plan))
