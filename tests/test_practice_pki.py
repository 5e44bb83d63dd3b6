"""A practice router gets keys and certificates in the dialogues of IOS, with a real authority behind them."""

import re

import pytest

from tests.practice_routers import SMALL, logged_in, prompt_of, received, router, told
from wizard.errors import PracticeError
from wizard.model.release import Family, Release
from wizard.practice import PracticeRouter, Terminal
from wizard.practice.pki.authority import PracticeAuthority

AUTHORITY = PracticeAuthority()
OTHER = PracticeAuthority("Another CA")

TRUSTPOINT = """\
crypto pki trustpoint FLEX
 enrollment terminal
 serial-number none
 ip-address none
 fqdn r1.example.com
 subject-name CN=r1.example.com,OU=FlexVPN
 revocation-check none
 rsakeypair FLEX
!
end
"""


def with_trustpoint(lines: str = TRUSTPOINT, *, release: Release | None = None) -> tuple[PracticeRouter, Terminal]:
    """A router with a trustpoint, and a login in its configuration mode."""
    practice = router(SMALL.replace("end\n", lines))
    if release is not None:
        practice.release = release
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    received(terminal)
    return practice, terminal


def typed(terminal: Terminal, keys: str) -> str:
    """All that comes for some keys, Enter behind each row."""
    received(terminal)
    terminal.send(keys.replace("\n", "\r").encode())
    return received(terminal).replace("\r\n", "\n")


def enrolled(terminal: Terminal, authority: PracticeAuthority = AUTHORITY) -> str:
    """Takes a router through the three dialogues; the certificate that the authority gave."""
    typed(terminal, "crypto key generate rsa modulus 2048 label FLEX\n")
    typed(terminal, f"crypto pki authenticate FLEX\n{authority.pem}\nyes\n")
    shown = typed(terminal, "crypto pki enroll FLEX\nyes\nno\n")
    asked = re.search(r"Request follows:\n\n(.*?)\n\n---End", shown, re.DOTALL)
    assert asked, shown
    return authority.issue(asked[1])


def test_a_key_is_generated_as_published() -> None:
    """Its name, its size, what it takes; without a size that is asked, and so is whether to replace one."""
    practice, terminal = with_trustpoint()

    assert told(terminal, "crypto key generate rsa modulus 2048 label CERT_KEY") == (
        "The name for the keys will be: CERT_KEY\n"
        "\n"
        "% The key modulus size is 2048 bits\n"
        "% Generating 2048 bit RSA keys, keys will be non-exportable...\n"
        "[OK] (elapsed time was 5 seconds)\n"
    )
    assert typed(terminal, "crypto key generate rsa label CERT_KEY\nno\n").endswith(
        "% You already have RSA keys defined named CERT_KEY.\n"
        "% Do you really want to replace them? [yes/no]: no\nR1(config)#"
    )
    assert [pair.bits for pair in practice.state.keys] == [2048]
    assert "How many bits in the modulus [512]: 1024\n% Generating 1024 bit" in typed(
        terminal, "crypto key generate rsa\n1024\n"
    )
    assert "Key name: CERT_KEY\n" in told(terminal, "do show crypto key mypubkey rsa")


def test_an_authority_is_authenticated_as_published() -> None:
    """The pasted certificate, its fingerprints, the question, and the chain in the running configuration."""
    practice, terminal = with_trustpoint()
    shown = typed(terminal, f"crypto pki authenticate FLEX\n{AUTHORITY.pem}\n")

    assert 'Enter the base 64 encoded CA certificate.\nEnd with a blank line or the word "quit"' in shown
    assert re.search(
        r"attributes:\n       Fingerprint MD5: [0-9A-F ]{35}\n      Fingerprint SHA1: [0-9A-F ]{44}\n\n"
        r"% Do you accept this certificate\? \[yes/no\]: $",
        shown,
    )
    assert typed(terminal, "yes\n").startswith(
        "yes\nTrustpoint CA certificate accepted.\n% Certificate successfully imported\n"
    )
    assert re.search(r"chain FLEX\n certificate ca 01\n  3082[0-9A-F ]+\n", practice.running)
    assert "  \tquit\n" in practice.running


def test_a_certificate_is_asked_for_signed_and_imported() -> None:
    """What the router printed is a request that an authority can sign, and what it signed belongs to the key."""
    practice, terminal = with_trustpoint()
    certificate = enrolled(terminal)
    assert "Certificate request(s) ..... Pending" in told(terminal, "do show crypto pki trustpoints status")

    assert "% Router Certificate successfully imported\n" in typed(
        terminal, f"crypto pki import FLEX certificate\n{certificate}\n"
    )
    status = told(terminal, "do show crypto pki trustpoints FLEX status")
    assert "Keys generated ............. Yes (General Purpose, non-exportable)\n" in status
    assert "Issuing CA authenticated ....... Yes\n" in status
    assert "Certificate request(s) ..... Yes" in status
    assert "Status: Available\n" in told(terminal, "do show crypto pki certificates FLEX")
    assert re.search(r" certificate (?!ca)[0-9A-F]{2}\n", practice.running)


@pytest.mark.parametrize("wrong", ["another authority", "another key", "no certificate"])
def test_a_certificate_that_does_not_fit_is_not_imported(wrong: str) -> None:
    """One of another authority, for another key, or something that is none."""
    practice, terminal = with_trustpoint()
    certificate = enrolled(terminal)
    if wrong == "another authority":
        other = with_trustpoint()[1]
        certificate = enrolled(other, OTHER)
    if wrong == "another key":
        typed(terminal, "crypto key generate rsa modulus 2048 label FLEX\n")
    if wrong == "no certificate":
        certificate = "garbage\n"

    assert "% Failed to parse or verify" in typed(terminal, f"crypto pki import FLEX certificate\n{certificate}\n")
    assert practice.running.count("\n certificate ") == 1
    assert prompt_of(terminal) == "R1(config)#"


def fingerprint_of(terminal: Terminal) -> str:
    """The SHA1 fingerprint as a router shows it of the pasted certificate."""
    shown = typed(terminal, f"crypto pki authenticate FLEX\n{AUTHORITY.pem}\nno\n")
    found = re.search(r"SHA1: ([0-9A-F ]+)\n", shown)
    assert found
    return found[1].replace(" ", "")


@pytest.mark.parametrize(("pinned", "said"), [("right", "fingerprints matched."), ("wrong", "Fingerprint mismatch")])
def test_a_pinned_authority_is_not_asked_about(pinned: str, said: str) -> None:
    """With a `fingerprint` line the router decides by itself."""
    right = fingerprint_of(with_trustpoint()[1])
    digits = right if pinned == "right" else right[::-1]
    practice, terminal = with_trustpoint(TRUSTPOINT.replace(" fqdn", f" fingerprint {digits}\n fqdn"))
    shown = typed(terminal, f"crypto pki authenticate FLEX\n{AUTHORITY.pem}\n")

    assert said in shown
    assert "Do you accept" not in shown
    assert ("certificate ca" in practice.running) is (pinned == "right")


def test_a_new_ios_xe_wants_a_fingerprint() -> None:
    """From 26 on an authority that is not pinned is rejected."""
    release = Release(family=Family.IOS_XE, major=26, minor=2, maintenance=1)
    practice, terminal = with_trustpoint(release=release)
    shown = typed(terminal, f"crypto pki authenticate FLEX\n{AUTHORITY.pem}\n")

    assert "Trustpoint fingerprint must be supplied.\nTrustpoint CA certificate is rejected. Abort.\n" in shown
    assert "certificate ca" not in practice.running


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("crypto pki authenticate NONE\n", "% CA server trustpoint is not known\n"),
        ("crypto pki enroll FLEX\n", "% You must authenticate the Certificate Authority before\n"),
        ("crypto pki authenticate FLEX\nquit\n", "% Error in saving certificate: status = FAIL\n"),
        ("crypto pki authenticate FLEX\nAAAA\n\n", "% Error in saving certificate: status = FAIL\n"),
    ],
)
def test_a_dialogue_that_cannot_go_on_says_so(keys: str, said: str) -> None:
    """And leaves the router as it was."""
    practice, terminal = with_trustpoint()
    before = practice.running

    assert said in typed(terminal, keys)
    assert practice.running == before


def test_an_authority_in_the_network_does_not_answer() -> None:
    """Enrolment by URL fails as it does where nobody is there."""
    _, terminal = with_trustpoint(TRUSTPOINT.replace("enrollment terminal", "enrollment url http://192.0.2.9:80"))

    assert "% Error in receiving Certificate Authority certificate: status = FAIL" in typed(
        terminal, "crypto pki authenticate FLEX\n"
    )


def test_the_dialogue_asks_what_the_trustpoint_leaves_open() -> None:
    """Without `serial-number none` and `ip-address none` there are two questions more."""
    _, terminal = with_trustpoint(TRUSTPOINT.replace(" serial-number none\n ip-address none\n", ""))
    typed(terminal, f"crypto pki authenticate FLEX\n{AUTHORITY.pem}\nyes\n")
    shown = typed(terminal, "crypto pki enroll FLEX\nno\nno\nno\n")

    assert "% Include the router serial number in the subject name? [yes/no]: no\n" in shown
    assert "% Include an IP address in the subject name? [no]: no\n" in shown
    assert shown.endswith("Display Certificate Request to terminal? [yes/no]: no\nR1(config)#")


def test_what_is_no_request_is_not_signed() -> None:
    """The authority says what it wants."""
    with pytest.raises(PracticeError, match="it is no certificate request"):
        AUTHORITY.issue("garbage")


def test_a_file_is_written_in_the_shell_of_tcl() -> None:
    """Rows between braces go to flash; a backslash at their end, several blanks and `^C` do not survive it."""
    practice = router()
    terminal = logged_in(practice)
    shown = typed(terminal, 'tclsh\nputs [open "flash:x" w+] {\nhostname R2\ntwo  blanks\na\\\nb\nx^Cy\n}\ntclquit\n')

    assert "R1(tcl)#puts [open" in shown
    assert "+>hostname R2\n+>" in shown
    assert practice.flash["x"] == "hostname R2\ntwo blanks\na b\nxy\n"
    assert prompt_of(terminal) == "R1#"
