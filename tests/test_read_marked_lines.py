"""Logs and mails in which something stands before every line: the time, a sign of quotation, a number."""

import pytest

from tests.reading import CONFIGS, read, tree

SPOKE = (CONFIGS / "spoke-clinic.cfg").read_text("utf-8")


@pytest.mark.parametrize(
    "mark",
    [
        "[Mon Nov  2 10:11:{0:02}.123 2026] ",
        "[2026-11-02 10:11:{0:02}] ",
        "[11/02/2026 10:11:{0:02}] ",
        "[10:11:{0:02}:123] ",
        "(10:11:{0:02}) ",
        "10:11:{0:02}:123 ",
        "2026-11-02T10:11:{0:02}Z ",
        "2026-11-02 10:11:{0:02}.123456 +01:00 ",
        "Nov  2 10:11:{0:02} ",
        "10:11:{0:02} > ",
        "> ",
        ">> ",
        "| ",
        "{1:>6}\t",
        "{1:>4}  ",
        "{1}: ",
        "{1}. ",
        "{1:>3} | ",
    ],
)
def test_what_stands_before_every_line_is_no_router_s(mark: str) -> None:
    """The blanks behind it are those of the router, and so a block stays a block."""
    marked = "".join(f"{mark.format(place % 60, place)}{line}\n" for place, line in enumerate(SPOKE.splitlines(), 1))

    assert tree(read(marked)) == tree(read(SPOKE))


@pytest.mark.parametrize(("marked", "of", "is_mark"), [(5, 5, True), (4, 4, False), (9, 10, True), (8, 9, False)])
def test_a_mark_stands_before_five_lines_and_nine_in_ten(marked: int, of: int, is_mark: bool) -> None:  # noqa: FBT001
    """What stands before few lines, or before some of them, may be a router's."""
    lines = ["hostname x", *(f"ip route 10.{number}.0.0 255.255.0.0 192.0.2.254" for number in range(1, of))]
    text = "".join(f"> {line}\n" if place < marked else f"{line}\n" for place, line in enumerate(lines))

    assert (read(text).configuration.exact("hostname x") is not None) is is_mark


def test_numbers_that_a_router_prints_are_no_marks() -> None:
    """Entries of a list count up by ten, and nothing stands before the other lines."""
    text = "hostname x\nip access-list extended A\n" + "".join(
        f" {10 * n} permit ip host 10.0.0.{n} any\n" for n in range(1, 60)
    )

    assert tree(read(text)) == text


@pytest.mark.parametrize(
    "framed",
    [
        "```\n{0}```\n",
        "```cisco\n{0}\n```\n",
        "<pre>\n{0}</pre>\n",
        "# the wiki, page of the clinic\n{0}",
        "// the wiki\n==========\n{0}",
        "{0}000123: Nov  2 10:11:12.123 CET: %SYS-5-CONFIG_I: Configured from console by admin on vty0\n",
    ],
)
def test_what_a_page_puts_around_a_configuration_is_none_of_it(framed: str) -> None:
    """No router prints such a line, and none takes it."""
    assert tree(read(framed.format(SPOKE))) == tree(read(SPOKE))


def test_a_mark_that_is_typed_at_a_prompt_is_no_line() -> None:
    """Whoever pastes a configuration at a prompt pastes its `!` as well."""
    assert tree(read("x(config)#hostname x\nx(config)#!\nx(config)#ip cef\n")) == "hostname x\nip cef\n"
