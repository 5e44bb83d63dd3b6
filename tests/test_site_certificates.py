"""Certificates in the site folder: read with it, judged by `check`, and touched by nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.certificates import authority, router
from tests.commands import ez2flex, planned
from wizard.check import findings
from wizard.errors import SourceErrors
from wizard.model.plan import Plan
from wizard.plan.perspective import resolved
from wizard.site import read_site, save_site

HUB, SPOKE = "hq-vpn1", "br-leeds"
CA = "FlexVPN CA"


@pytest.fixture
def site(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A site with a certificate for hub and spoke from one CA, which waits for no answer."""
    words = ("--set", "certificate_authority=yes", "--set", "management_access=outside")
    folder = Path(planned(capsys, tmp_path / "site", words=words))
    (folder / "certificates").mkdir()
    for device in (HUB, SPOKE):
        give(folder, device, identity(read_site(folder), device))
    return folder


def identity(plan: Plan, device: str) -> str:
    """The name that a router sends."""
    return resolved(plan, "identity", device).value


def give(folder: Path, device: str, name: str, *, ca: str = CA, file: str = "") -> Path:
    """Puts the certificate of a router and that of its CA into the folder."""
    path = folder / "certificates" / (file or f"{device}.pem")
    path.write_bytes(router(name, ca=ca, key_bits=2048).pem + authority(ca).pem)
    return path


def said(plan: Plan) -> list[tuple[str, str]]:
    """The findings about certificates themselves, by code and device."""
    return [(finding.code, finding.device) for finding in findings(plan) if "PKI010" <= finding.code <= "PKI099"]


def test_the_certificates_of_a_folder_are_part_of_the_plan(site: Path) -> None:
    """Two routers with a certificate of one CA each have nothing against them, on any day of their validity."""
    plan = read_site(site, read_on=date(2030, 1, 1))

    assert [(certificate.device, certificate.origin) for certificate in plan.certificates] == [
        (SPOKE, f"certificates/{SPOKE}.pem"),
        (SPOKE, f"certificates/{SPOKE}.pem"),
        (HUB, f"certificates/{HUB}.pem"),
        (HUB, f"certificates/{HUB}.pem"),
    ]
    assert said(plan) == []


def test_dates_are_judged_by_the_day_that_is_given(site: Path) -> None:
    """The same certificates have expired twenty years later; without a day nothing is said of it."""
    late = read_site(site, read_on=date(2046, 2, 1))

    assert set(said(late)) == {("PKI010", HUB), ("PKI010", SPOKE)}
    assert said(replace(late, read_on=None)) == []


def test_a_name_of_another_router_is_seen(site: Path) -> None:
    """The certificate of the spoke under the name of the hub does not carry the hub's identity."""
    give(site, HUB, identity(read_site(site), SPOKE))

    assert said(read_site(site)) == [("PKI018", HUB)]


def test_two_authorities_block(site: Path) -> None:
    """A spoke whose certificate is from a CA that the hub has not authenticated does not get in, and the other way."""
    give(site, SPOKE, identity(read_site(site), SPOKE), ca="Other CA")

    assert said(read_site(site)) == [("PKI019", HUB), ("PKI019", SPOKE)]


def test_a_file_of_nobody_is_named(site: Path) -> None:
    """A file that is named after no router is not silently left out; letter case does not count."""
    path = site / "certificates"
    (path / f"{HUB}.pem").rename(path / f"{HUB.upper()}.pem")
    give(site, "", "stranger.example.com", file="stranger.pem")
    plan = read_site(site)

    assert said(plan) == [("PKI024", "")]
    assert any("certificates/stranger.pem" in finding.message for finding in findings(plan))


def test_every_file_that_cannot_be_read_is_reported(site: Path) -> None:
    """A private key or a file without certificate is refused with its place, both at once; hidden files are not."""
    (site / "certificates" / f"{HUB}.pem").write_bytes(router("x.example.com").private_pem)
    (site / "certificates" / f"{SPOKE}.pem").write_text("no certificate", "utf-8")
    (site / "certificates" / ".DS_Store").write_bytes(b"\0")

    with pytest.raises(SourceErrors) as caught:
        read_site(site)
    assert [error.where for error in caught.value.errors] == [
        f"certificates/{SPOKE}.pem",
        f"certificates/{HUB}.pem",
    ]
    assert "private key" in str(caught.value)


def test_saving_touches_no_certificate(site: Path) -> None:
    """What a person put there stays as it is."""
    before = {path: path.read_bytes() for path in (site / "certificates").iterdir()}
    save_site(read_site(site), site)

    assert {path: path.read_bytes() for path in (site / "certificates").iterdir()} == before
    assert "pem" not in (site / "plan.toml").read_text("utf-8")
    assert "certificates" not in (site / ".gitignore").read_text("utf-8")


def test_check_judges_certificates(capsys: pytest.CaptureFixture[str], site: Path) -> None:
    """`ez2flex check` names the file, what is wrong with it and what to do; a blocker gives exit code 2."""
    good = ez2flex(capsys, "check", str(site))
    give(site, SPOKE, identity(read_site(site), SPOKE), ca="Other CA")
    bad = ez2flex(capsys, "check", str(site))

    assert good.code == 0
    assert bad.code == 2
    assert f"blocker PKI019 {HUB}: It trusts cn=FlexVPN CA,o=Example; {SPOKE} shows what cn=Other CA" in bad.out
