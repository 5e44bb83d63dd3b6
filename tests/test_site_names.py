"""What the files of a site are called: each device has a name of its own."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.commands import CONFIGS, GUIDE, ez2flex
from tests.golden_cases import golden_cases, golden_plan
from wizard.plan.perspective import devices
from wizard.site import folder_name, names_of, read_site
from wizard.site.file_names import file_names
from wizard.site.folder import is_plain

DEVICES = st.lists(st.text(min_size=1, max_size=120) | st.text("aA.%+_-/ü", min_size=1, max_size=4), max_size=12)


@given(DEVICES)
@example(["a%b", "a+b"])
@example(["a%b", "a_b-c6332f", "a+b", "a_b-300273"])
@example(["ü", "ö", "_"])
@example(["Hub", "hub", "HUB"])
@example(["con", "con_", "CON"])
def test_no_two_devices_share_a_name(names: list[str]) -> None:
    """Every device has a file of its own, on systems too that know no letter case, in whatever order they are read."""
    made = file_names(names)

    assert len({name.lower() for name in made.values()}) == len(set(names))
    assert all(is_plain(name) and not name.startswith(".") and not name.endswith(".") for name in made.values())
    assert max((len(f"{name}.cfg".encode()) for name in made.values()), default=0) <= 200
    assert made == file_names(reversed(names))


@pytest.mark.parametrize("case", golden_cases())
def test_an_ordinary_name_is_the_devices_own(case: str) -> None:
    """A router whose name a file can have is found under that name."""
    plan = golden_plan(case)

    assert {device: names_of(plan)[device] for device in devices(plan)} == {device: device for device in devices(plan)}


@pytest.mark.parametrize("device", ["CON", "nul.lab", "com1", "LPT9.x", "aux"])
def test_no_file_is_called_like_a_device_of_windows(device: str) -> None:
    """A folder with such a name could be opened on no Windows machine."""
    assert folder_name(device).split(".")[0].lower() not in {"con", "nul", "com1", "lpt9", "aux"}


@pytest.mark.parametrize("pair", [("a%b", "a+b"), ("bür", "bär")], ids=" ".join)
def test_two_routers_whose_names_fall_together_have_files_of_their_own(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each spoke keeps its configuration, its answers and its folder in out/."""
    text = (CONFIGS / GUIDE[1]).read_bytes()
    files = [CONFIGS / GUIDE[0]]
    for number, name in enumerate(pair):
        files.append(tmp_path / f"{name}.cfg")
        files[-1].write_bytes(text + b"! router %d\n" % number)
    words = [word for name in pair for word in ("--set", f"{name}.release=15.2(4)M{name == pair[1]:d}")]
    done = [ez2flex(capsys, "plan", *files, *words, "-o", tmp_path / "site") for _ in range(2)]
    rendered = ez2flex(capsys, "render", tmp_path / "site")
    plan = read_site(tmp_path / "site")

    assert [result.code for result in (*done, rendered)] == [0, 0, 0], done[-1].err
    assert {spoke.device: spoke.data[-3:] for spoke in plan.spokes} == {pair[0]: b" 0\n", pair[1]: b" 1\n"}
    assert len([path for path in (tmp_path / "site" / "out").iterdir() if path.is_dir()]) == 3


def test_a_router_that_joins_renames_the_file_of_its_namesake(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The first router's file gets a mark once a second one would share its name, and nothing of it is lost."""
    text = (CONFIGS / GUIDE[1]).read_bytes()
    files = [CONFIGS / GUIDE[0]]
    found = []
    for name in ("a%b", "a+b"):
        files.append(tmp_path / f"{name}.cfg")
        files[-1].write_bytes(text)
        done = ez2flex(capsys, "plan", *files, "--set", f"{name}.connect=manual", "-o", tmp_path / "site")
        assert done.code == 0, done.err
        ez2flex(capsys, "render", tmp_path / "site")
        found.append(sorted(path.name for path in (tmp_path / "site" / "out").iterdir() if path.is_dir()))

    assert [len(names) for names in found] == [2, 3]
    assert "a_b" in found[0]
    assert "a_b" not in found[1]
    assert {answer.device for answer in read_site(tmp_path / "site").answers} == {"a%b", "a+b"}
