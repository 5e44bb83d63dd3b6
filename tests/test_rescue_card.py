"""The rescue card: a printed page for whoever stands beside a router with a console cable, and no secret in it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.bench.hub import hub, spoke_of
from tests.commands import CONFIGS, GUIDE
from tests.golden_cases import golden_cases, golden_plan, output
from tests.hostile_sites import acts_on_a_terminal
from tests.pilot import site
from tests.printed_page import PAPER, Element, height, is_harmless, read_page
from wizard.data.promise import PROMISE
from wizard.data.rescue_states import STATES
from wizard.data.rescue_steps import NOTES, NoLines
from wizard.model.plan import Plan, Source
from wizard.model.stage import Stage
from wizard.parse.sources import read_source, read_sources
from wizard.plan.answer import answer
from wizard.plan.perspective import devices
from wizard.plan.propose import propose
from wizard.render import OutputState, output_state, outputs, run_sheet, stages, write_outputs
from wizard.render.rescue_card import MOST_ROWS, ROW, typed_lines, why_missing
from wizard.render.stage_files import document
from wizard.site import RESCUE_CARDS, Writer, folder_name, names_of

each_case = pytest.mark.parametrize("case", golden_cases())
FACTS = Path(__file__).resolve().parents[1] / "docs" / "facts"


@cache
def page(case: str) -> Element:
    """What a browser sees of RESCUE.html of a golden site."""
    return read_page(outputs(golden_plan(case))[RESCUE_CARDS])


def cards(plan: Plan) -> dict[str, Element]:
    """The card of each router that has one."""
    found = {card.attributes["id"]: card for card in read_page(outputs(plan)[RESCUE_CARDS]).all("article")}
    return {device: found[name] for device, name in names_of(plan).items() if name in found}


def states(card: Element) -> dict[str, tuple[str, ...]]:
    """What the card says of each state: what it means, what off and on does, what to do; without marks of notes."""
    rows = [row.all("td") for row in card.all("table")[1].all("tr")]
    return {cells[1].words: tuple(re.sub(r"[\d, ]+$", "", cell.words) for cell in cells[2:]) for cells in rows if cells}


def lines(card: Element) -> list[str]:
    """The lines that are to be typed."""
    return [line.text for line in card.all("pre")]


def changed(case: str, change: Callable[[str], str]) -> Plan:
    """The plan of a golden site with the same answers, and something else in its configurations."""
    plan = golden_plan(case)

    def of(source: Source) -> Source:
        return read_source(change(source.data.decode()).encode(), source.filename)

    return replace(plan, server=of(plan.server), spokes=tuple(map(of, plan.spokes)))


@each_case
def test_it_is_a_page_that_loads_and_runs_nothing(case: str) -> None:
    """It opens where there is no network, and prints black on white."""
    assert is_harmless(page(case))
    assert page(case).all("meta")[1].attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not re.search(r"url\(|@import|https?:|javascript", outputs(golden_plan(case))[RESCUE_CARDS])
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", page(case).first("style").text)) == {"#000", "#fff"}


@each_case
def test_every_router_of_the_run_sheet_has_a_card(case: str) -> None:
    """The spokes come first, where nobody else is; a router that gets nothing has none."""
    plan = golden_plan(case)
    named = [card.attributes["id"] for card in page(case).all("article")]
    changing = {names_of(plan)[row.device] for entry in run_sheet(plan) for row in entry.rows}
    spokes = [names_of(plan)[spoke.device] for spoke in plan.spokes]

    assert set(named) == changing
    assert named[: len(spokes)] == spokes


@each_case
def test_each_card_fits_on_one_sheet_of_paper(case: str) -> None:
    """By a measure that takes every letter for a wide one."""
    assert [round(height(card)) for card in page(case).all("article") if height(card) > PAPER] == []


def shop_with(more: int) -> Plan:
    """A shop with that many more LANs, EzVPN that waits for somebody, NAT, a clean-up, a server that forgets it."""
    vlans = "".join(
        f"interface Vlan{number}\n ip address 10.2.{number}.1 255.255.255.0\n crypto ipsec client ezvpn EZ inside\n"
        for number in range(2, 2 + more)
    )
    return changed(
        "dynamic-peers-remain", lambda text: text.replace("interface Dialer1\n", f"{vlans}interface Dialer1\n")
    )


def test_the_card_of_a_shop_with_much_of_everything_fits_too() -> None:
    """With as many lines as are ever printed."""
    shops = [cards(shop_with(more))["SP3"] for more in range(1, 5)]
    largest = [shop for shop in shops if lines(shop)][-1]

    assert len(lines(largest)) in range(MOST_ROWS - 3, MOST_ROWS + 1)
    assert height(largest) < PAPER * 1.03


def test_a_way_back_of_many_lines_is_not_printed() -> None:
    """Nobody types thirty lines without a slip: the file is named that has them, and it is there."""
    plan = shop_with(18)
    card = cards(plan)["SP3"]

    assert lines(card) == []
    assert "too many to be typed: whoever sends the stages has them in out/SP3/undo-5-cutover.cfg" in card.words
    assert "SP3/undo-5-cutover.cfg" in outputs(plan)
    assert height(card) < PAPER


@each_case
def test_what_is_typed_is_the_way_back_of_the_cut_over(case: str) -> None:
    """Line by line what undo-5-cutover.cfg has, and by its SHA-256 one sees on the telephone that it is that file."""
    plan = golden_plan(case)
    for device, card in cards(plan).items():
        written = output(case, device, Stage.CUTOVER.undo_filename)

        assert lines(card) == [line for line in written.splitlines() if not line.startswith("!")]
        if written:
            assert hashlib.sha256(written.encode()).hexdigest()[:12] in card.words
        else:
            assert "no line is to be typed here" in card.words


@each_case
def test_ezvpn_comes_back_until_it_is_saved(case: str) -> None:
    """What off and on brings is what was saved last: up to S4 what stood before the cut-over, then the new one."""
    plan = golden_plan(case)
    for spoke in plan.spokes:
        told = states(cards(plan)[spoke.device])
        back = {code: words[1] for code, words in told.items()}
        cut_over = stages(plan, spoke.device)[Stage.CUTOVER.number - 1]
        attached = re.compile(r"^ crypto ipsec client ezvpn \S+", re.MULTILINE)

        assert {back[code] for code in ("S0 OLD", "S2 STAGED", "S3 TRIAL", "S4 NEW-unsaved")} == {"EzVPN comes back."}
        assert back["S5 NEW-saved"] == "FlexVPN comes back, not EzVPN."
        assert attached.search(cut_over.before.text())
        assert not attached.search(cut_over.after.text())


@each_case
def test_only_states_that_the_router_can_be_in_are_told(case: str) -> None:
    """Without a login stage, a clean-up or a cut-over nobody reads about one."""
    plan = golden_plan(case)
    sent = {device: set[Stage]() for device in devices(plan)}
    for entry in run_sheet(plan):
        for row in entry.rows:
            sent[row.device].add(row.stage)
    for device, card in cards(plan).items():
        told = [
            f"{state.code} {state.verdict}".strip()
            for state in STATES
            if not state.stages or sent[device] & {*state.stages}
        ]

        assert list(states(card)) == told


def test_every_state_of_the_promise_is_told_somewhere() -> None:
    """S0 to S7, and the verdicts that have no number."""
    told = {state for case in golden_cases() for card in cards(golden_plan(case)).values() for state in states(card)}

    assert {name[:2] for name in told if name[0] == "S"} == {f"S{number}" for number in range(8)}
    assert {"UNKNOWN", "MIX", "LOGIN"} <= told


def test_the_promise_is_told_word_for_word() -> None:
    """As docs/facts/push.md has it in A4.1."""
    facts = (FACTS / "push.md").read_text("utf-8").replace("> ", "").replace("*", "")

    assert PROMISE in " ".join(facts.split())
    assert PROMISE in cards(golden_plan("guide"))["ezvpn-spoke3"].words


def test_what_nobody_has_seen_is_said_to_be_so() -> None:
    """Each such note stands on a card of some golden site, with the words that it is not confirmed."""
    told = " ".join(card.words for case in golden_cases() for card in cards(golden_plan(case)).values())
    for note in NOTES:
        opening = note.words.partition("`")[0]

        assert note.is_confirmed or f"Not confirmed on a router: {opening}" in f"{told} "


def test_every_mark_has_its_note() -> None:
    """The numbers count from 1, and none of them leads nowhere."""
    for case in golden_cases():
        for card in cards(golden_plan(case)).values():
            small = card.first("div", "small")
            notes = [mark.text for mark in small.all("sup")]
            marks = {number for mark in card.all("sup") for number in mark.text.split(", ")}

            assert notes == [str(number) for number in range(1, len(notes) + 1)]
            assert marks == set(notes)


def test_an_ezvpn_that_waits_for_somebody_is_said_to() -> None:
    """`connect manual` and a password that is asked for: off and on alone brings no traffic back there."""
    card = cards(golden_plan("dynamic-peers-remain"))["SP3"]
    other = cards(golden_plan("guide"))["ezvpn-spoke3"]

    assert "EzVPN connects only after crypto ipsec client ezvpn connect EZ" in card.words
    assert "EzVPN waits for crypto ipsec client ezvpn xauth EZ" in card.words
    assert "On this router EzVPN" not in other.words
    assert {"EzVPN comes back. 1, 2", "EzVPN comes back.1, 2"} & {cell.words for cell in card.all("td")}


def test_a_card_that_waits_for_an_answer_is_not_ready() -> None:
    """It says which answer; no line stands there that the answer could change."""
    plan = propose(read_sources((name, (CONFIGS / name).read_bytes()) for name in GUIDE))
    card = cards(plan)[plan.spokes[0].device]

    assert "NOT READY: 5-cutover.cfg is written once an open question is answered (" in card.words
    assert "login_username" in card.words
    assert lines(card) == []


@pytest.mark.parametrize(("line", "speed"), [(" speed 115200\n", "115200"), ("", "9600"), (" speed fast\n", "9600")])
def test_the_speed_of_the_console_is_that_of_its_line(line: str, speed: str) -> None:
    """A cable at another speed shows rubbish, and the person on site would think that the router is dead."""
    plan = changed("dynamic-peers-remain", lambda text: text.replace("line con 0\n", f"line con 0\n{line}"))

    assert f"Console cable, {speed} bit/s" in cards(plan)["SP3"].words


def test_a_hub_is_not_switched_off_unasked() -> None:
    """Every site works over it; its way back comes after that of its spokes."""
    card = cards(golden_plan("guide-new-hub"))["flexserver"]

    assert "Switching this router off cuts every site that works over it: only when told." in card.words
    assert "Only once every spoke that moved is back on EzVPN." in card.words
    assert "IPSEC_ACTIVE" not in card.words


@each_case
def test_no_secret_stands_in_it(case: str) -> None:
    """The card lies on a desk: no key and no password of the site is on it, and neither is a line that holds one."""
    plan = golden_plan(case)
    text = outputs(plan)[RESCUE_CARDS]

    assert [secret.value.reveal() for secret in plan.secrets if secret.value.reveal() in page(case).text] == []
    assert "undo-6-cleanup.cfg" in text or not any(document(plan, device, Stage.CLEANUP) for device in devices(plan))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("interface Tunnel0", " shutdown"), None),
        (("crypto ipsec client ezvpn EZ", " group VPN key zz9901zz"), NoLines.SECRET),
        (("crypto ipsec client ezvpn E\u202eZ",), NoLines.UNTYPED),
        (("crypto ipsec client ezvpn E\x9bZ",), NoLines.UNTYPED),
        ((" shutdown",) * (MOST_ROWS + 1), NoLines.LONG),
        (("x" * (ROW * MOST_ROWS + 1),), NoLines.LONG),
    ],
)
def test_a_line_that_cannot_stand_on_paper_holds_all_of_them_back(given: tuple[str, ...], why: NoLines | None) -> None:
    """Half of a way back would be worse than none: a secret, a sign without a key, or too many of them."""
    assert why_missing(given) is why


NAMES = (
    "<script>alert(1)</script>",
    "<img/src=x/onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</code></article></body>",
    "<b>",
    "&lt;b&gt;",
    "&#x202e;",
    "<!--",
    "{{7*7}}",
    "{server}",
    "`ls`",
    "'--",
    "büro",
    "支店",
    "مكتب",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_from_outside_stay_names(name: str) -> None:
    """A client of EzVPN may be called what it likes: that is read, and typed, and does nothing to the page."""
    plan = changed("dynamic-peers-remain", lambda text: text.replace("ezvpn EZ", f"ezvpn {name}"))
    read = read_page(outputs(plan)[RESCUE_CARDS])
    card = cards(plan)["SP3"]

    assert is_harmless(read)
    assert read.all("script") + read.all("img") + read.all("svg") == []
    assert len(read.all("article")) == 2
    assert f"crypto ipsec client ezvpn connect {name}" in card.text
    assert f" crypto ipsec client ezvpn {name} inside" in lines(card)
    assert height(card) < PAPER * 1.05


HOSTS = ("a`b", "&amp;", "a\u202eb", "a\u200bb", "\u2066büro", "&#27;", "a'b")


@pytest.mark.parametrize("name", HOSTS)
def test_a_router_may_be_called_anything_too(name: str) -> None:
    """A character that nothing is drawn for, or that turns the letters behind it, is written as it is in a listing."""
    plan = changed("dynamic-peers-remain", lambda text: text.replace("hostname SP3", f"hostname {name}"))
    text = outputs(plan)[RESCUE_CARDS]
    seen = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in name)

    assert is_harmless(read_page(text))
    assert read_page(text).first("h1").text == f"Rescue card: {seen}"
    assert [letter for letter in text if acts_on_a_terminal(letter)] == []


def test_a_name_that_nobody_can_type_is_read_and_not_typed() -> None:
    """Its lines are left to whoever has the file."""
    plan = changed("dynamic-peers-remain", lambda text: text.replace("ezvpn EZ", "ezvpn a\u202eb"))
    card = cards(plan)["SP3"]

    assert "crypto ipsec client ezvpn connect a\\u202eb" in card.text
    assert "signs that no keyboard has: whoever sends the stages has them in out/SP3/undo-5-cutover.cfg" in card.words
    assert lines(card) == []


def test_forty_spokes_have_forty_cards() -> None:
    """One file with a page for each, and a list of them on the screen that is not printed."""
    spokes = ((f"spoke{index}.cfg", spoke_of(index).encode()) for index in range(40))
    plan = propose(read_sources((("hub.cfg", hub(300, users=5, split_entries=5).encode()), *spokes)))
    read = read_page(outputs(answer(plan, "certificate_authority", "yes"))[RESCUE_CARDS])

    assert len(read.all("article")) == len(read.first("nav").all("a")) == 41
    assert all(height(card) < PAPER for card in read.all("article"))


def test_a_card_that_is_not_of_the_plan_is_noticed(tmp_path: Path) -> None:
    """Somebody who changed it is told before it is written anew; without it the files are not complete."""
    folder = site("two-groups", tmp_path)
    plan = golden_plan("two-groups")
    with Writer(folder) as writer:
        write_outputs(plan, writer)
    path = folder / "out" / RESCUE_CARDS
    found = [output_state(plan, folder)]
    path.write_text(path.read_text("utf-8").replace("SP9", "SP8"), "utf-8")
    found.append(output_state(plan, folder))
    path.unlink()
    found.append(output_state(plan, folder))

    assert found == [OutputState.CURRENT, OutputState.OUTDATED, OutputState.OUTDATED]
    assert typed_lines(plan, "SP9").missing is None


def test_a_router_that_is_called_like_the_file_has_a_folder_of_its_own() -> None:
    """`hostname RESCUE.html` takes the place of nothing."""
    assert folder_name("rescue.html") == "rescue.html_"
    assert folder_name("RESCUE.html.lab") == "RESCUE.html.lab"
