"""Whatever stands in plan.toml, secrets.toml or a file of answers, the error is a sentence that names the file."""

import io
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.commands import GUIDE, Done, configurations, ez2flex, planned
from tests.pilot import site as golden_site
from wizard.errors import EzError, SiteError
from wizard.model.plan import Plan
from wizard.printable import printable
from wizard.questions import QUESTION
from wizard.site import read_site, save_site
from wizard.site.toml_tables import text_of

SERVER, SPOKE = "guide-ezvpn-server", "guide-ezvpn-spoke1"

DEEP = "[" * 30_000

SHAPES = {
    "no TOML": "pfs = \n",
    "NUL": "\0",
    "nested too deeply": f"answers = {DEEP}",
    "nested in braces": f"answers = {'{a=' * 5_000}",
    "a dotted key too long": f"answers{'.a' * 3_000} = 1",
    "a huge number": f"[answers]\ndpd = {'9' * 5_000}",
    "a huge hexadecimal number": f"[answers]\ndpd = 0x{'f' * 5_000}",
    "a key twice": "[answers]\npfs = 'none'\npfs = 'none'",
    "a table twice": "[answers]\n[answers]",
    "answers are text": "answers = 'x'",
    "answers are a row": "[[answers]]\npfs = 'none'",
    "an answer is a table": "[answers.pfs]\nx = 1",
    "an answer is a date": "[answers]\npfs = 1979-05-27",
    "an answer is a moment": "[answers]\npfs = 1979-05-27T07:32:00Z",
    "an answer is a fraction": "[answers]\npfs = 1.5",
    "an answer is no number": "[answers]\npfs = nan",
    "an answer is a row of rows": "[answers]\npfs = [['none']]",
    "an answer is a row of tables": "[answers]\npfs = [{a = 1}]",
    "device is text": "device = 'x'",
    "device is a row": f"[[device]]\n{SPOKE} = 1",
    "a device is text": f"device = {{{SPOKE} = 'x'}}",
    "a device is a row": f"[[device.{SPOKE}]]\npfs = 'none'",
    "a dotted device": "[device.guide.ezvpn]\npfs = 'none'",
    "a device of nobody": "[device.nobody]\npfs = 'none'",
    "a device without a name": "[device.'']\npfs = 'none'",
    "a device with control characters": '[device."\\u0000\\u009b"]\npfs = "none"',
    "batches are text": "batch = 'x'",
    "a batch is text": "batch = {shops = 'x'}",
    "a batch is a row": f"[[batch.shops]]\nmembers = ['{SPOKE}']",
    "a batch without members": "[batch.shops]\npfs = 'none'",
    "a batch of nobody": "[batch.shops]\nmembers = ['nobody']",
    "a batch of the server": f"[batch.shops]\nmembers = ['{SERVER}']",
    "a batch called as a router": f"[batch.{SPOKE}]\nmembers = ['{SPOKE}']",
    "a batch without a name": f"[batch.'']\nmembers = ['{SPOKE}']",
    "a batch with control characters": f'[batch."\\u0000\\u009b"]\nmembers = ["{SPOKE}"]',
    "members are a date": "[batch.shops]\nmembers = 1979-05-27",
    "members are a row of rows": f"[batch.shops]\nmembers = [['{SPOKE}']]",
    "a member with control characters": '[batch.shops]\nmembers = ["\\u0000\\u009b*["]',
    "earlier spokes are text": "earlier_spoke = 'x'",
    "an earlier spoke is text": "earlier_spoke = ['x']",
    "an earlier spoke without a name": "[[earlier_spoke]]\nidentity = 'fqdn x'",
    "an earlier spoke with a number": "[[earlier_spoke]]\ndevice = 'x'\nidentity = 5",
    "a question without a name": "[answers]\n'' = 'x'",
    "an unknown question": "[answers]\ncolour = 'blue'",
    "an unknown table": "[asnwers]\npfs = 'none'",
    "accepted is text": "accepted = 'x'",
    "accepted is a row of texts": "accepted = ['x']",
    "accepted lacks a reason": "[[accepted]]\ncode = 'LCK002'\ndevice = 'x'",
    "accepted is a number": "accepted = 5",
    "a code is a number": "[[accepted]]\ncode = 5\ndevice = 'x'\nreason = 'x'",
    "a reason is a row": "[[accepted]]\ncode = 'LCK002'\ndevice = 'x'\nreason = ['x']",
    "a reason is empty": "[[accepted]]\ncode = 'LCK002'\ndevice = 'x'\nreason = ' '",
}
"""What somebody may have written below the sources."""

SOURCES = {
    "a text": "source = 'x'",
    "a row of texts": "source = ['x']",
    "a row of rows": "source = [['x']]",
    "a row of everything": "source = [1, 'x', {file = 'x'}]",
    "a table": "[source]\nfile = 'x'",
    "nothing": "",
    "an empty row": "source = []",
    "an empty table": "[[source]]",
    "a number as file": "[[source]]\nrole = 'server'\nfile = 5\nsha256 = ''",
    "a row as file": "[[source]]\nrole = 'server'\nfile = ['x']\nsha256 = ''",
    "a number as role": "[[source]]\nrole = 5\nfile = 'hq.cfg'\nsha256 = ''",
    "a number as hash": "[[source]]\nrole = 'server'\nfile = 'hq.cfg'\nsha256 = 5",
    "a number as device": "[[source]]\nrole = 'server'\nfile = 'hq.cfg'\nsha256 = ''\ndevice = 5",
}
"""What somebody may have made of the sources."""


def command(name: str, folder: Path, capsys: pytest.CaptureFixture[str], *given: str | Path) -> Done:
    """Checks the site, or plans it anew with what is given."""
    if name == "check":
        return ez2flex(capsys, name, folder)
    return ez2flex(capsys, name, *configurations(*GUIDE), *given, "-o", folder)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("where", ["plan.toml", "--answers"])
def test_answers_of_any_shape_are_refused_in_words(
    where: str, shape: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """In a site and in a file of answers alike."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    path = folder / "plan.toml" if where == "plan.toml" else tmp_path / "answers.toml"
    text = SHAPES[shape]
    bare = "[" not in text.split("=")[0]
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{text}\n{before}" if bare else f"{before}\n{text}\n", "utf-8")
    done = command("check" if where == "plan.toml" else "plan", folder, capsys, "--answers", path)

    assert done.code in {64, 65}, done.err
    assert str(path) in done.err
    assert len(done.err) < 1_000


@pytest.mark.parametrize(("before", "line"), [("", 1), ("\n\n", 3), ("\ufeffa = 1\n", 2)])
def test_bytes_that_are_no_text_are_named_by_their_line(before: str, line: int) -> None:
    """An editor that saved in another encoding left a letter in that line."""
    with pytest.raises(SiteError) as caught:
        text_of(before.encode() + b"name = 'Z\xfcrich'\n", "plan.toml")

    assert str(caught.value).startswith(f"plan.toml:{line}: it is no UTF-8")


@pytest.mark.parametrize("shape", SOURCES)
@pytest.mark.parametrize("name", ["check", "plan"])
def test_sources_of_any_shape_are_refused_in_words(
    name: str, shape: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whoever reads the plan or plans it anew learns what is wrong with [[source]]."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    (folder / "plan.toml").write_text(f"schema = 1\n{SOURCES[shape]}\n", "utf-8")
    done = command(name, folder, capsys)

    assert done.code in ({65} if name == "check" else {0, 64, 65}), done.err
    assert done.code == 0 or str(folder) in done.err


SECRETS = {
    **{name: text for name, text in SHAPES.items() if "no TOML" in name or "deep" in name or "twice" in name},
    "secrets are text": "secrets = 'x'",
    "a secret is a table": "[secrets.login_password]\nx = 'hunter2'",
    "a secret is a row of rows": "[secrets]\nlogin_password = [['hunter2']]",
    "a secret is a date": "[secrets]\nlogin_password = 1979-05-27",
    "a secret has blanks": "[secrets]\nlogin_password = 'hunter2 hunter2'",
    "a secret that is none": "[secrets]\npfs = 'hunter2'",
    "an unknown table": "[answers]\npfs = 'hunter2'",
}


@pytest.mark.parametrize("shape", SECRETS)
@pytest.mark.parametrize("where", ["secrets.toml", "--secrets", "standard input"])
def test_secrets_of_any_shape_are_refused_in_words(
    where: str, shape: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named that they stand in, and no secret is repeated."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    path = folder / "secrets.toml" if where == "secrets.toml" else tmp_path / "keys.toml"
    path.write_text(SECRETS[shape], "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(SECRETS[shape]))
    source = "-" if where == "standard input" else path
    done = command("check" if where == "secrets.toml" else "plan", folder, capsys, "--secrets", source)

    assert done.code in {64, 65}, done.err
    assert (where if where == "standard input" else str(path)) in done.err
    assert "hunter2" not in done.err


@pytest.mark.parametrize(
    ("given", "said"),
    [(None, "standard input: it is closed"), (io.StringIO(""), "standard input: there are no secrets")],
    ids=["closed", "empty"],
)
def test_secrets_from_nowhere_are_refused_in_words(
    given: object, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--secrets -` without an input is no bug of ours."""
    monkeypatch.setattr(sys, "stdin", given)
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "--secrets", "-", "-o", tmp_path / "site")

    assert done.code == 64
    assert said in done.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("path", ["/dev/zero", ".", "absent.toml", "a\0b"])
def test_a_file_of_answers_that_is_none_is_refused_in_words(
    path: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A device without an end, a folder, nothing: each is named."""
    for option in ("--answers", "--secrets"):
        done = ez2flex(capsys, "plan", *configurations(*GUIDE), option, path, "-o", tmp_path / "site")

        assert done.code == 65, done.err
        assert printable(path) in done.err


def test_the_line_of_a_mistake_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whoever mistyped finds the place."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    count = len((folder / "plan.toml").read_text("utf-8").splitlines())
    with (folder / "plan.toml").open("a") as file:
        file.write("[answers]\npfs = none\n")

    assert f"{folder / 'plan.toml'}:{count + 2}: " in ez2flex(capsys, "check", folder).err


def test_the_mark_of_a_windows_editor_is_no_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A plan.toml that begins with a byte order mark and ends its lines as Windows does is read and saved."""
    folder = planned(capsys, tmp_path / "site", *GUIDE)
    text = (folder / "plan.toml").read_bytes() + b"[answers]\npfs = 'none'\n"
    (folder / "plan.toml").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "--set", "archive=no", "-o", folder)

    assert done.code == 0, done.err
    assert {(answer.key, answer.value) for answer in read_site(folder).answers} == {("pfs", "none"), ("archive", "no")}


WORDS = st.sampled_from(
    ["none", "yes", "no", "", "10.0.0.1", "1", "new-hub", "reuse", "pre-share", "a b", "\x00", "ä", SPOKE]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS
    | st.text(max_size=5)
    | st.integers(-(10**30), 10**30)
    | st.booleans()
    | st.floats()
    | st.sampled_from([date(2000, 1, 1), time(1, 2), datetime(2000, 1, 1, tzinfo=UTC)])
    | st.sampled_from([choice.value for question in QUESTION.values() for choice in question.choices]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
ANSWERS = st.dictionaries(st.sampled_from(sorted(QUESTION)) | st.text(max_size=3), VALUES, max_size=4) | VALUES
DEVICES = st.dictionaries(st.sampled_from([SPOKE, "guide-ezvpn-server", "hub", ""]), ANSWERS, max_size=3) | VALUES
BATCHES = (
    st.dictionaries(
        st.sampled_from(["shops", "my shops", SPOKE, ""]),
        st.fixed_dictionaries({}, optional={"members": st.sampled_from([["*"], "*", [SPOKE]]) | VALUES}).flatmap(
            lambda batch: ANSWERS.map(lambda answers: {**answers, **batch} if isinstance(answers, dict) else answers)
        ),
        max_size=2,
    )
    | VALUES
)
ACCEPTED = st.lists(
    st.fixed_dictionaries({}, optional={"code": VALUES, "device": VALUES, "reason": VALUES}) | VALUES, max_size=2
)
EARLIER = st.lists(st.dictionaries(st.sampled_from(["device", "identity"]), VALUES), max_size=2) | VALUES
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "answers": ANSWERS,
        "batch": BATCHES,
        "device": DEVICES,
        "accepted": ACCEPTED | VALUES,
        "earlier_spoke": st.lists(st.dictionaries(st.sampled_from(["device", "identity"]), VALUES), max_size=2)
        | VALUES,
        "source": VALUES,
        "x": VALUES,
    },
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A site whose plan.toml every example writes."""
    with TemporaryDirectory() as place:
        site = Path(place) / "site"
        shutil.copytree(Path(__file__).parent / "golden" / "guide-reuse" / "site", site)
        yield site


@given(table=TABLES)
@example(table={"source": ["x"]})
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_is_a_plan_or_an_error_in_words(table: dict[str, Any], folder: Path) -> None:
    """A plan.toml with whatever values is read, saved and read again as the same plan, or refused with its name."""
    golden = tomlkit.parse((Path(__file__).parent / "golden" / "guide-reuse" / "site" / "plan.toml").read_text("utf-8"))
    text = tomlkit.dumps({**golden.unwrap(), **table})
    (folder / "plan.toml").write_text(text, "utf-8", newline="")
    (folder / "secrets.toml").unlink(missing_ok=True)
    plan, error = plan_or_error(folder)
    if plan:
        save_site(plan, folder)

    assert plan_or_error(folder) == (plan, error), text
    assert plan or ("plan.toml" in error and "\n" in error), text


def plan_or_error(folder: Path) -> tuple[Plan | None, str]:
    """What became of reading a site."""
    try:
        return read_site(folder), ""
    except EzError as error:
        return None, str(error)


@given(text=st.text(max_size=40) | st.binary(max_size=40))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_plan_or_an_error_in_words(text: str | bytes, folder: Path) -> None:
    """So is a plan.toml that is no TOML at all."""
    data = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    (folder / "plan.toml").write_bytes(b"schema = 1\n" + data)
    with pytest.raises(EzError) as refused:
        read_site(folder)

    assert "plan.toml" in str(refused.value)


FORMS = {
    "braces": "answers = {pfs = 'none', archive = 'no'}",
    "dotted": "answers.pfs = 'none'\nanswers.archive = 'no'",
    "devices in braces": f"device = {{{SPOKE} = {{connect = 'manual'}}}}",
    "dotted devices": f"device.{SPOKE}.connect = 'manual'",
    "batches in braces": "batch = {shops = {members = ['*'], connect = 'manual'}}",
    "dotted batches": "batch.shops.members = '*'\nbatch.shops.connect = 'manual'",
    "batches out of order": "[batch.b]\nmembers = ['*']\n[answers]\npfs = 'none'\n[batch.a]\nmembers = '*'",
    "mixed": f"answers.pfs = 'none'\n[device]\n{SPOKE}.connect = 'manual'",
    "out of order": f"[device.{SPOKE}]\nconnect = 'manual'\n[answers]\npfs = 'none'\n[device.{SERVER}]\narchive = 'no'",
    "rows in one line": "accepted = [{code = 'LCK002', device = 'x', reason = 'y'}]",
    "lists": "[answers]\nike_group = [19, 14]",
    "text of many lines": "[answers]\npfs = '''\nnone'''",
}
"""TOML has many ways to say the same."""


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_toml_can_be_saved(form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """However a person wrote the answers, they are kept when one more is given."""
    site = planned(capsys, tmp_path / "site", *GUIDE)
    text = (site / "plan.toml").read_text("utf-8")
    (site / "plan.toml").write_text(text.replace("schema = 1", f"schema = 1\n{FORMS[form]}"), "utf-8")
    before = read_site(site)
    done = ez2flex(capsys, "plan", *configurations(*GUIDE), "--set", "ike_lifetime=3600", "-o", site)
    after = read_site(site)

    assert done.code == 0, done.err
    assert {*after.answers} == {*before.answers, *(answer for answer in after.answers if answer.key == "ike_lifetime")}
    assert len(after.answers) == len(before.answers) + 1
    assert (after.accepted, after.batches) == (before.accepted, before.batches)


def test_a_record_that_names_what_no_disk_can_hold_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half of a pair of surrogates in a site that was mailed is no bug of ours."""
    site = golden_site("guide-reuse", tmp_path)
    (site / ".ez2flex-commit").write_text('{"version":1,"files":{"\\ud800":null},"before":{}}')
    done = ez2flex(capsys, "render", site)

    assert done.code == 65
    assert "it is no record of ez2flex" in done.err
