"""What a router holds in whatever encoding is shown as text where that is certain, and written back byte for byte."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import CONFIGS, read, tree
from tests.with_authority import propose
from wizard.encoding import encoded, held, readable
from wizard.errors import AnswerError, SourceError
from wizard.model.plan import Plan
from wizard.parse.recognised_encoding import decoded, encoding_of
from wizard.parse.sources import read_source
from wizard.render import write_outputs
from wizard.render.templates import commands
from wizard.site import Writer

JAPANESE = (
    "フレッツ光 主回線",
    "東京　本社",
    "渋谷 ルータ",
    "表示用（予備）",
    "髙橋様邸",
    "ソフトバンク",
    "①号機 ﾌﾚｯﾂ",
)
GERMAN = ("Büro Köln", "Außenstelle Zürich – Süd", "Übergang zum Hauptgebäude", "„Core“ im 2. Stock")
FRENCH = ("réseau à Lyon", "siège social – étage 3", "Montréal", "créée l’été")

SCRIPTS = [
    pytest.param(texts, encoding, id=f"{language}-{encoding}")
    for language, texts, encodings in (
        ("japanese", JAPANESE, ("utf-8", "cp932")),
        ("japanese", JAPANESE[:4], ("euc_jp",)),
        ("german", GERMAN, ("utf-8", "cp1252")),
        ("french", FRENCH, ("utf-8", "cp1252")),
    )
    for encoding in encodings
]


def configuration(rows: list[bytes]) -> bytes:
    """A configuration with each of the texts as a description and as a remark, and with all of them in a banner."""
    described = [b"interface Tunnel%d\n description %b\n" % (number, row) for number, row in enumerate(rows)]
    remarks = [b"access-list 77 remark %b\n" % row for row in rows]
    return b"hostname x\n%b%bbanner exec ^C\n%b\n^C\n" % (b"".join(described), b"".join(remarks), b"\n".join(rows))


def written(data: bytes) -> bytes:
    """What is written of a configuration that nothing is changed in."""
    source = read_source(data, "router.cfg")
    return encoded(source.configuration.text(), source.encoding)


@pytest.mark.parametrize(("texts", "encoding"), SCRIPTS)
def test_text_is_recognised_and_written_back_as_the_same_bytes(texts: tuple[str, ...], encoding: str) -> None:
    """A person reads the letters, the router gets the bytes that it has."""
    data = configuration([text.encode(encoding) for text in texts])
    source = read_source(data, "router.cfg")

    assert source.encoding == encoding
    assert all(f" description {text}\n" in readable(tree(source)) for text in texts)
    assert written(data) == data


@pytest.mark.parametrize("text", [*GERMAN[:3], *FRENCH, *JAPANESE[:6]])
def test_one_description_in_ten_thousand_lines_is_enough(text: str) -> None:
    """The lines in ASCII around it say nothing of the encoding, and take nothing from it."""
    encoding = "cp932" if text in JAPANESE else "cp1252"
    around = b"interface Tunnel1\n ip address 192.0.2.1 255.255.255.0\n" * 5000

    assert encoding_of(around + b"interface Vlan1\n description " + text.encode(encoding) + b"\n") == encoding


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [
        (("Москва офис", "резервный канал", "Время работы", "связь"), "cp1251"),
        (("Москва офис", "резервный канал", "Время работы", "связь"), "koi8_r"),
        (("Москва офис", "резервный канал", "Время работы", "связь"), "cp866"),
        (("Αθήνα γραφείο",), "cp1253"),
        (("北京总部", "上海分公司线路", "备份链路", "数据中心"), "gb18030"),
        (("北京總部", "上海分公司線路"), "big5"),
        (("서울 본사", "부산 지점"), "euc_kr"),
        (("Büro Köln", "Zürich", "Gebäude"), "cp850"),
        (("Büro Köln", "Übergang zum Gebäude"), "mac_roman"),
        (("Łódź", "Wrocław – łącze"), "cp1250"),
    ],
)
def test_what_is_not_certain_is_not_guessed(texts: tuple[str, ...], encoding: str) -> None:
    """Text that no rule knows is shown as bytes rather than as letters of another alphabet, and is kept."""
    for rows in (texts, *((text,) for text in texts)):
        data = configuration([text.encode(encoding) for text in rows])
        source = read_source(data, "router.cfg")

        assert source.encoding == "utf-8", rows
        assert "\\x" in readable(tree(source))
        assert written(data) == data


ASCII_BLANKS = b" \t"
PRINTED = [bytes([code]) for code in (*range(0x20, 0x7F), *range(0x80, 0x100))]
any_bytes = st.lists(st.sampled_from(PRINTED), min_size=1, max_size=24).map(b"".join)
high_bytes = st.lists(st.sampled_from(PRINTED[0x5F:]), min_size=1, max_size=8).map(b"".join)
any_text = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\x7f"), min_size=1)
BLANKS = "\x85\xa0\u2003\u2028\u2029\u3000\ufeff"


def in_encoding(encoding: str) -> st.SearchStrategy[bytes]:
    """Texts in that encoding, blanks of all kinds among them."""
    alphabet = "aB1 éüßŠ€’東京かなソ表示ﾌ髙①∪≒" + BLANKS
    return st.text(st.sampled_from(alphabet), min_size=1, max_size=12).map(lambda text: text.encode(encoding, "ignore"))


a_line = (
    st.one_of(
        any_bytes, high_bytes, any_text.map(str.encode), *map(in_encoding, ("utf-8", "cp932", "euc_jp", "cp1252"))
    )
    .map(lambda line: line.strip(ASCII_BLANKS))
    .filter(lambda line: bool(line) and b"^C" not in line and b"More" not in line)
)


@settings(max_examples=1000)
@given(st.lists(a_line, min_size=1, max_size=4))
def test_whatever_bytes_a_router_holds_are_written_back(rows: list[bytes]) -> None:
    """A description, a remark and a banner keep every byte, recognised or not, alone and beside others."""
    data = configuration(rows)

    assert written(data) == data


@settings(max_examples=1000)
@given(st.binary())
def test_no_encoding_loses_a_byte(data: bytes) -> None:
    """Whatever a file holds and whatever it is taken for, its text makes the same bytes."""
    for encoding in {encoding_of(data), "utf-8", "cp932", "euc_jp", "cp1252"}:
        assert encoded(decoded(data, encoding), encoding) == data


def test_no_blank_is_left_that_only_python_knows() -> None:
    """Words and lines of a configuration are parted at the blanks and line ends of a router, by whatever function."""
    every = "".join(map(chr, (*range(0x80, 0xD800), *range(0xE000, sys.maxunicode + 1))))
    text = held(every)

    assert len(text.split()) == len(text.splitlines()) == 1
    assert not re.search(r"\s", text)
    assert encoded(text, "utf-8") == every.encode()


PAIR = ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")


def planned(extra: bytes) -> Plan:
    """The hub and a spoke of the guide, each with these lines besides."""
    return propose([read_source((CONFIGS / name).read_bytes() + extra, name) for name in PAIR])


def render(plan: Plan, folder: Path) -> None:
    """The plan in its folder, with every file that it gives."""
    with Writer(folder) as site:
        site.save(plan)
        write_outputs(plan, site)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([text.encode("cp932") for text in JAPANESE], id="shift-jis"),
        pytest.param([text.encode("euc_jp") for text in JAPANESE[:4]], id="euc-jp"),
        pytest.param([text.encode("cp1252") for text in GERMAN], id="windows-1252"),
        pytest.param([b"B\xfcro", b"\x81\x9b \xff", "Büro".encode(), "表".encode("cp932")], id="mixed"),
        pytest.param(["東京　本社　".encode(), "a\xa0b\u2028c\x85d\u3000 \u3000e\ufefff".encode()], id="blanks"),
    ],
)
def test_the_files_of_a_router_hold_its_own_bytes(rows: list[bytes], tmp_path: Path) -> None:
    """What stays in a configuration stands in target.cfg and final.cfg as in the source, each line once."""
    extra = configuration(rows).removeprefix(b"hostname x\n")
    plan = planned(extra)

    render(plan, tmp_path)

    for name in ("target.cfg", "final.cfg"):
        (made,) = (path.read_bytes().split(b"\n") for path in tmp_path.glob(f"out/{plan.server.device}/{name}"))
        for line in filter(None, extra.split(b"\n")):
            # A certificate or a description of the guide may look like a line of ours; ours are unique.
            assert made.count(line) >= extra.split(b"\n").count(line), (name, line)
        assert sum(row.startswith(b" description ") for row in made) == sum(
            row.startswith(b" description ") for row in plan.server.data.split(b"\n")
        )


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("東京　支店".encode(), id="full-width-blank"),
        pytest.param("東京　支店かな".encode("cp932"), id="shift-jis"),
        pytest.param("Москва".encode("koi8_r"), id="bytes"),
        pytest.param(b"a\xc2\xa0\xc3\xbc", id="no-break-blank"),
    ],
)
def test_a_name_in_any_encoding_is_one_word_in_the_lines_of_ez2flex(name: bytes, tmp_path: Path) -> None:
    """The tunnel of a spoke is in the VRF of its LAN, and the VRF is there once."""
    spoke = (CONFIGS / "spoke-lan-in-vrf.cfg").read_bytes()
    spoke = re.sub(rb"(vrf definition|vrf forwarding) LAN\b", lambda found: found[1] + b" " + name, spoke)
    hub = (CONFIGS / "server-for-vrf-spoke.cfg").read_bytes()

    render(propose([read_source(hub, "hub.cfg"), read_source(spoke, "spoke.cfg")]), tmp_path)

    (staged,) = (path.read_bytes() for path in tmp_path.glob("out/SP6/4-stage.cfg"))
    (made,) = (path.read_bytes() for path in tmp_path.glob("out/SP6/target.cfg"))
    assert staged.count(b"vrf forwarding " + name + b"\n") == 1
    assert made.count(b"vrf definition " + name + b"\n") == 1
    assert made.count(b"vrf forwarding " + name + b"\n") == 2


def test_a_file_that_an_editor_saved_as_utf_16_is_written_in_utf_8() -> None:
    """No router has UTF-16: it is the editor's."""
    text = configuration(["Büro　東京".encode()]).decode()

    assert written(text.encode("utf-16")) == text.encode()
    assert written(text.encode("utf-8-sig")) == text.encode()


def test_a_file_in_iso_2022_jp_is_refused_at_its_line() -> None:
    """Its bytes look like ASCII, so that a description might be taken for a command."""
    with pytest.raises(SourceError, match="ISO-2022-JP") as raised:
        read_source("hostname x\ninterface Vlan1\n description 東京\n".encode("iso2022_jp"), "jis.cfg")

    assert raised.value.where == "jis.cfg:3"
    assert "UTF-8" in raised.value.hint


def test_what_a_terminal_resets_its_letters_with_is_none_of_the_configuration() -> None:
    """`tput sgr0` of an xterm leaves two escape sequences."""
    assert tree(read("hostname x\x1b(B\x1b[m\nip cef\n")) == "hostname x\nip cef\n"


@pytest.mark.parametrize("blank", ["\xa0", "\u3000", "\u2003"])
def test_a_blank_of_a_web_page_between_the_words_of_a_command_is_a_blank(blank: str) -> None:
    """No router prints one there; in its margin, or behind the last word, neither."""
    pasted = f"hostname x\ninterface Vlan1\n{blank} ip{blank}address 192.0.2.1{blank}255.255.255.0{blank}\nip cef\n"

    expected = "hostname x\ninterface Vlan1\n ip address 192.0.2.1 255.255.255.0\nip cef\n"
    assert tree(read(pasted)) == expected
    quoted = "".join(f"{blank * 4}{row}\n" for row in expected.splitlines())
    assert tree(read(quoted)) == expected


def test_a_full_width_blank_in_a_name_is_a_letter_of_it() -> None:
    """IOS parts words at its own blank alone."""
    text = "ip access-list extended 東京　支店\n permit ip any any\n"
    source = read(text)

    assert readable(tree(source)) == text
    assert source.configuration.lines[0].text.split()[3] == held("東京　支店")


def test_a_character_that_a_routers_encoding_lacks_is_written_in_utf_8() -> None:
    """The name of a Japanese spoke may stand in a line of a German hub."""
    assert encoded("Köln 東京", "cp1252") == b"K\xf6ln " + "東京".encode()


def test_what_is_no_text_is_shown_as_its_bytes() -> None:
    """A terminal gets neither a control character nor a character that no encoding has."""
    text = decoded(b"B\xfcro \x9b31m \x81", "utf-8") + held("a\xa0\u3000b\u2028c\x85d")

    assert readable(text) == "B\\xfcro \\x9b31m \\x81a\xa0\u3000b\\u2028c\\x85d"


@pytest.mark.parametrize("name", [b"caf\xe9\x81", "東京　本社".encode()])
def test_a_hostname_that_no_file_can_be_named_after_is_refused(name: bytes) -> None:
    """A device's files lie in a folder of its name."""
    with pytest.raises(SourceError, match="no folder can be named") as raised:
        read_source(b"hostname " + name + b"\n", "router.cfg")

    assert raised.value.where == "router.cfg:1"


def test_a_control_character_in_a_value_is_refused_with_the_line_that_it_would_be_in() -> None:
    """A router would obey it; the message shows where it stands, and no key."""
    with pytest.raises(AnswerError, match=r"`no crypto isakmp key \*\*\* address 192.0.2.1 \\x1b` holds a control"):
        commands("cleanup/unused.j2", "unused", ("no crypto isakmp key hunter2 address 192.0.2.1 \x1b",))
