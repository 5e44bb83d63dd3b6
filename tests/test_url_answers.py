"""An answer that is a URL with a password or a token in it is kept, shown and refused like any secret."""

import tomllib
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.pilot import driven, site, wizard
from wizard.errors import AnswerError
from wizard.guide.opening import Opening
from wizard.guide.questions import answered
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret, reopen
from wizard.plan.perspective import Perspective, resolved
from wizard.site import read_site, save_site

CASE, HUB, SPOKE = "edge-strongest", "tor-edge-01", "mis-rtr-01"
URL = "http://ops:s3krit@ca.lakeshore.example:80"
TOKEN = "http://ca.lakeshore.example/certsrv?token=s3krit"
SHOWN = {URL: "http://***@ca.lakeshore.example:80", TOKEN: "http://ca.lakeshore.example/certsrv?***"}


@pytest.mark.parametrize("url", SHOWN)
def test_it_is_refused_on_a_command_line(url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--set` takes no password, for every user of the machine can read it there; the message does not repeat it."""
    folder = site(CASE, tmp_path)
    sources = sorted((folder / "sources").iterdir())
    for key in ("enrollment_url", f"{SPOKE}.archive_path"):
        done = ez2flex(capsys, "plan", *sources, "-o", folder, "--set", f"{key}={url}")

        assert done.code == 64
        assert f"{key.rpartition('.')[2]} holds a password or a token: it is a secret" in done.err
        assert "secrets.toml" in done.err
        assert "s3krit" not in done.out + done.err


def test_it_is_refused_among_the_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A plan.toml that holds it is not read, and says where it belongs."""
    folder = site(CASE, tmp_path)
    text = (folder / "plan.toml").read_text("utf-8").replace("http://ca.lakeshore.example:80", URL)
    (folder / "plan.toml").write_text(text, "utf-8")
    done = ez2flex(capsys, "check", folder)

    assert done.code == 64
    assert "plan.toml: enrollment_url: enrollment_url holds a password" in done.err
    assert "s3krit" not in done.out + done.err


@pytest.mark.parametrize("url", SHOWN)
def test_it_is_kept_among_the_secrets_and_rendered(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Only secrets.toml and the rendered files have the password; every text shows where the URL leads."""
    folder, given = site(CASE, tmp_path), tmp_path / "given.toml"
    given.write_text(f'[secrets]\nenrollment_url = "{url}"\n', "utf-8")
    done = ez2flex(capsys, "plan", *sorted((folder / "sources").iterdir()), "-o", folder, "--secrets", given, "--json")
    texts = [done.out + done.err]
    for words in (("questions",), ("questions", "--json"), ("check",), ("check", "--json"), ("render",)):
        done = ez2flex(capsys, words[0], folder, *words[1:])
        texts.append(done.out + done.err)
    texts += [ez2flex(capsys, "diff", folder, "--device", device, "--all").out for device in (HUB, SPOKE)]

    assert "s3krit" not in "".join(texts)
    assert SHOWN[url] in texts[1]
    assert "s3krit" not in (folder / "plan.toml").read_text("utf-8")
    assert tomllib.loads((folder / "secrets.toml").read_text("utf-8"))["secrets"] == {"enrollment_url": url}
    for device in (HUB, SPOKE):
        assert f" enrollment url {url}\n" in (folder / "out" / device / "3-pki.cfg").read_text("utf-8")


def test_the_spoke_takes_over_the_hubs(tmp_path: Path) -> None:
    """What is recommended after another router's secret answer is the whole URL in the files, and masked on screen."""
    plan = answer_secret(reopen(read_site(site(CASE, tmp_path)), "enrollment_url"), "enrollment_url", Secret(URL), HUB)

    assert resolved(plan, "enrollment_url", SPOKE).value == SHOWN[URL]
    assert Perspective(plan, SPOKE).url("enrollment_url").reveal() == URL
    assert "s3krit" not in repr(plan) + repr(resolved(plan, "enrollment_url", SPOKE))


def test_a_secret_answer_and_an_open_one_replace_each_other(tmp_path: Path) -> None:
    """The last answer holds, whether it is a secret or not."""
    plan = read_site(site(CASE, tmp_path))
    secret = answer_secret(plan, "enrollment_url", Secret(URL))
    again = answer(secret, "enrollment_url", "http://ca.example.com:80")

    assert [other_answer.key for other_answer in secret.answers if "url" in other_answer.key] == []
    assert again.secrets == ()
    assert resolved(again, "enrollment_url", HUB).value == "http://ca.example.com:80"


def test_any_url_may_stand_among_the_secrets_and_is_then_hidden(tmp_path: Path) -> None:
    """Nobody but the engineer knows that a path is a token: what is given as a secret is not shown."""
    plan = answer_secret(read_site(site(CASE, tmp_path)), "enrollment_url", Secret("http://ca.example.com/s3krit"))
    save_site(plan, tmp_path / "site")
    read = read_site(tmp_path / "site")

    assert resolved(read, "enrollment_url", HUB).value == "***"
    assert Perspective(read, HUB).url("enrollment_url").reveal() == "http://ca.example.com/s3krit"


def test_a_masked_url_is_no_answer(tmp_path: Path) -> None:
    """What a screen shows in place of the secret cannot become the answer."""
    plan = read_site(site(CASE, tmp_path))
    with pytest.raises(AnswerError, match="in place of a secret"):
        answered(plan, resolved(plan, "enrollment_url", HUB), "http://***@ca.example.com", HUB)


async def test_the_wizard_keeps_it_among_the_secrets(tmp_path: Path) -> None:
    """Typed into the wizard, it goes to secrets.toml, and the screen shows the URL without it."""
    folder = site(CASE, tmp_path)
    async with driven(wizard(Opening(folder=folder)), folder=tmp_path) as person:
        await person.answer(f"{SPOKE}.enrollment_url", URL)
        shown = person.screen_text()

    assert "s3krit" not in shown
    assert "s3krit" not in (folder / "plan.toml").read_text("utf-8")
    assert "s3krit" in (folder / "secrets.toml").read_text("utf-8")
