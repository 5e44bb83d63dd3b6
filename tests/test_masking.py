"""No key or password is in a text for people."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from tests.secret_forms import ABBREVIATED, WITH_SECRETS, WITHOUT_SECRETS
from wizard.ios.masking import masked, url_without_secrets
from wizard.ios.masking.secret_words import NO_SECRETS, SECRET_WORDS, UNKNOWN, NoSecret, SecretWord

BEFORE = ("", "  ", "no ", "default ", "+  no ", "- ", "-> ", "  12  ", "~ 12 | ", "hub: header / ", "hub: no ")
"""What a text for people puts before a line."""

TYPES = ("", "0", "5", "6", "7", "8", "9")


def variants(form: str) -> Iterator[str]:
    """A form with each way of writing the secret, quoted with a blank in it, and with a remark behind it."""
    for other_type in TYPES if "TYPE" in form else ("",):
        line = re.sub(r"TYPE ", f"{other_type} " if other_type else "", form)
        yield line.replace("SECRET", "s3krit")
        yield f"{line.replace('SECRET', 's3krit')} remark"
        if not re.search(r"[@=/^:\"]SECRET|SECRET[@\"^]|chat-script", line):
            yield line.replace("SECRET", "s3krit with s3krit")
            yield line.replace("SECRET", '"s3krit with s3krit"')


@pytest.mark.parametrize("form", WITH_SECRETS + ABBREVIATED)
def test_the_secret_of_every_form_of_line_is_masked(form: str) -> None:
    """Wherever the line stands, in whatever case and however the secret is written, the secret is not there."""
    for line in variants(form):
        for before in BEFORE:
            for written in (before + line, (before + line).upper()):
                shown = masked(written)
                assert "s3krit" not in shown.lower(), (written, shown)
                assert "***" in shown, (written, shown)


@pytest.mark.parametrize("row", [*SECRET_WORDS, UNKNOWN], ids=lambda row: row.example)
def test_each_row_of_the_table_is_needed_for_its_example(row: SecretWord) -> None:
    """The example of a row loses its secret and keeps the rest."""
    assert masked(row.example).count("***") >= 1
    assert len(masked(row.example).split()) >= len(row.example.split()) - 3
    assert "SECRET" not in masked(row.example)


@pytest.mark.parametrize("line", WITHOUT_SECRETS)
def test_a_line_without_a_secret_stays_as_it_is(line: str) -> None:
    """Words that only look like a secret's, and names that are called so, are left alone."""
    for before in BEFORE:
        assert masked(before + line) == before + line


@pytest.mark.parametrize("row", NO_SECRETS, ids=lambda row: row.example)
def test_the_example_of_a_row_without_a_secret_stays(row: NoSecret) -> None:
    """What a row says is none is not masked."""
    assert masked(row.example) == row.example


def test_masking_twice_is_masking_once() -> None:
    """What was masked already stays readable."""
    for form in WITH_SECRETS:
        once = masked(form)
        assert masked(once) == once


def test_the_lines_of_a_private_key_are_masked() -> None:
    """A key that was pasted behind `crypto key import` does not show."""
    text = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7rB2\nq3Zk0w==\n-----END RSA PRIVATE KEY-----"

    assert masked(text) == "-----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    "word",
    [
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "passkey",
        "pass",
        "pwd",
        "pw",
        "secret",
        "key",
        "psk",
        "ppk",
        "token",
        "pin",
        "community",
        "apikey",
        "cred",
        "credential",
        "credentials",
    ],
)
def test_a_value_is_masked_whatever_word_its_owner_has_for_a_secret(word: str) -> None:
    """It is assigned to a name that ends so, or stands behind it in a path."""
    assert masked(f"event manager environment _ftp_{word}=s3krit") == f"event manager environment _ftp_{word}=***"
    assert masked(f"http://ca/{word.upper()}/s3krit/x") == f"http://ca/{word.upper()}/***"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://ca.example.com:80", "http://ca.example.com:80"),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x"),
        ("http://ops:s3krit@ca/", "http://***@ca/"),
        ("http://s3krit@ca/", "http://***@ca/"),
        ("http://ca/x?token=s3krit&y=1", "http://ca/x?***"),
        ("http://ca:80/?u=a@b&pw=s3krit", "http://***"),
        ("http://ca/token/s3krit/x", "http://ca/token/***"),
        ("http://ca/x#access_token=s3krit", "http://ca/x#***"),
        ("ftp://ops:s3/kr@it@192.0.2.9/x", "ftp://***"),
        ("ftp://ops:s3krit@192.0.2.9/x", "ftp://ops:***@192.0.2.9/x"),
        ("scp://ops@192.0.2.9/x", "scp://ops@192.0.2.9/x"),
        ("ops:s3krit@192.0.2.9", "ops:***@192.0.2.9"),
        *((f"{scheme}:ops@192.0.2.9", f"{scheme}:ops@192.0.2.9") for scheme in ("sip", "sips", "mailto", "tel")),
    ],
)
def test_a_url_loses_its_secrets_and_keeps_its_host(url: str, shown: str) -> None:
    """Password, token and query go; where it leads can be read."""
    assert url_without_secrets(url) == shown


@pytest.mark.skipif("EZ2FLEX_ORACLE" not in os.environ, reason="EZ2FLEX_ORACLE names no checker of IOS-XE syntax")
def test_every_secret_of_the_grammar_of_ios_xe_is_masked() -> None:
    """No value whose name in Cisco's models is a secret's can be read in the line that holds it."""
    grammar = json.loads((Path(os.environ["EZ2FLEX_ORACLE"]).parent / "grammar.json").read_text(encoding="utf-8"))
    found = [line for section, nodes in grammar["sections"].items() for line in secret_lines(nodes, section.split())]

    assert len(found) > 50
    assert [line for line in found if "s3krit" in masked(line)] == []


def secret_lines(nodes: list[dict[str, object]], path: list[str]) -> Iterator[str]:
    """The lines of a part of the grammar that end in a secret."""
    for node in nodes:
        words = node.get("w", [])
        below = node.get("c", [])
        names = node.get("keys", [])
        assert isinstance(words, list)
        assert isinstance(below, list)
        assert isinstance(names, list)
        here = [*path, *words, *("NAME" for _ in names)]
        if str(node.get("n", "")) in _SECRET_VALUES and _has_text(node):
            yield " ".join((*here, "s3krit"))
        yield from secret_lines(below, [] if node.get("mode") else here)


_SECRET_VALUES = ("key", "password", "secret", "hex", "clear-password", "key-value", "authentication")


def _has_text(node: dict[str, object]) -> bool:
    return "'s'" in str(node.get("t", ""))


def test_every_line_of_a_text_is_masked() -> None:
    """A whole configuration loses all of its secrets and nothing else."""
    text = "crypto isakmp client configuration group shops\n key cisco\n pool P\nusername a password b c\nend\n"

    assert masked(text) == (
        "crypto isakmp client configuration group shops\n key ***\n pool P\nusername a password ***\nend\n"
    )


def test_the_rest_of_a_line_with_a_secret_can_be_read() -> None:
    """What is not secret in the line still tells what it is."""
    assert masked("group cisco key 6 ABC") == "group cisco key 6 ***"
    assert masked("crypto isakmp key cisco address 10.0.0.1 no-xauth") == (
        "crypto isakmp key *** address 10.0.0.1 no-xauth"
    )
    assert masked("username cisco password cisco") == "username cisco password ***"
    assert masked("snmp-server community public RO 10") == "snmp-server community *** RO 10"


ROOT = Path(__file__).resolve().parent.parent

SAID_TO_PEOPLE = (
    "wizard/check",
    "wizard/ledger",
    "wizard/ios",
    "wizard/parse",
    "wizard/plan",
    "wizard/questions",
    "wizard/render",
    "wizard/situation",
)
"""Where sentences about the lines of a configuration are made."""


def bare_texts(tree: ast.AST) -> Iterator[int]:
    """Where in a module the text of a line is put into a sentence as it is, and not compared or cut to a word of it."""
    harmless = {
        id(below)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare | ast.Subscript) or (isinstance(node, ast.Call) and _is_masking(node))
        for below in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and id(node) not in harmless:
            for below in ast.walk(node.value):
                if isinstance(below, ast.Attribute) and below.attr == "text" and id(below) not in harmless:
                    yield node.lineno


def _is_masking(call: ast.Call) -> bool:
    function = call.func
    named = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return named in {"masked", "quoted", "startswith", "Line", "_replace", "_remove_exact", "_find"}


@pytest.mark.parametrize("folder", SAID_TO_PEOPLE)
def test_no_sentence_has_the_text_of_a_line_as_it_is(folder: str) -> None:
    """Whoever writes a check, a reason or an error quotes a line with `quoted`, or masks it."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number in bare_texts(ast.parse(path.read_text("utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize(
    "part",
    [
        "key ",
        "password ",
        "://",
        "a",
        " ",
        "0 ",
        "group x key ",
        "crypto key ",
        "route-map key ",
        "x:@",
        "a=",
        "key=",
        "/ ",
        "a://b/",
        '"',
    ],
)
@pytest.mark.parametrize("start", ["", "snmp-server user ", "ip ssh "])
def test_a_very_long_line_takes_no_longer_than_its_length(part: str, start: str) -> None:
    """A line of 40 kB is masked in a quarter of a second or so, whatever is in it; a square would take many."""
    # `dev.py bench long-mask` measures 160 kB; the suite watches each line, which costs several times as much.
    line = (start + part * 40_000)[:40_000]
    begun = process_time()
    masked(line)

    assert process_time() - begun < 1
