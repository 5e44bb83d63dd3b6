"""What is refused is shown as far as a sentence bears, with what would do in its place."""

from pathlib import Path

import pytest

from tests.commands import ez2flex, planned
from tests.test_what_a_site_lacks import SPOKE, fennmark
from wizard.errors import AnswerError
from wizard.plan.answer import answer


@pytest.mark.parametrize(
    ("more", "end"), [(1, "Vlan1."), (2, "Vlan1."), (3, "Vlan4 and 1 more."), (4, "Vlan4 and 2 more.")]
)
def test_an_interface_that_is_not_there_is_answered_with_those_that_are(more: int, end: str) -> None:
    """Eight are named, and the rest is counted: the branch has five Ethernet ports, some VLANs, and Vlan1."""
    vlans = "".join(f"interface Vlan{number}\n" for number in range(2, 2 + more))
    plan = fennmark(spoke={"interface Vlan1\n description": f"{vlans}interface Vlan1\n description"})
    with pytest.raises(AnswerError) as refused:
        answer(plan, "tunnel_source", "Serial0/0/0", SPOKE)

    assert refused.value.hint.startswith("It has FastEthernet0, FastEthernet1, ")
    assert refused.value.hint.endswith(end)


@pytest.mark.parametrize(("text", "shown"), [("x" * 39, "x" * 39), ("x" * 40, "x" * 40), ("x" * 41, "x" * 40 + "...")])
def test_a_long_answer_is_cut_after_forty_letters(text: str, shown: str) -> None:
    """A sentence stays one."""
    with pytest.raises(AnswerError) as refused:
        answer(fennmark(), "tunnel_source", text, SPOKE)

    assert f"{shown} is no interface" in str(refused.value)


NO_FILE = ("../hub.cfg", ".hub.cfg", "a/hub.cfg", "a\\\\hub.cfg", "c:hub.cfg", "hub\\u0007.cfg", "", "..")


@pytest.mark.parametrize("name", NO_FILE)
def test_a_source_is_named_without_a_way_to_another_folder(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On no system does a plan.toml lead out of sources/, and no hidden file is read."""
    folder = planned(capsys, tmp_path / "site")
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace('file = "hq-vpn1.cfg"', f'file = "{name}"'), "utf-8")
    done = ez2flex(capsys, "check", folder)

    assert done.code == 65
    assert "which is no name of a file in sources/" in done.err
