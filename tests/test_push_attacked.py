"""What lies in the site, and what a router says, is hostile: nothing of it is sent, obeyed, or ends in a traceback."""

from pathlib import Path

import pytest

from tests.push_faults import types_of
from tests.test_push_router import SPOKE, pushed
from wizard.errors import SiteChanged
from wizard.model.stage import Stage
from wizard.push.journal_record import Kind, Verdict
from wizard.push.outcome import End

RUBBISH = {
    "before.json": (
        b"[1,2",
        b"[1, 2]",
        b"7",
        b"\xff\xfe",
        b"[" * 100_000,
        '{"show ip route": "Ж"}'.encode(),
        b'{"show ip route": "\\ud800"}',
    ),
    "lately.json": (b"[1,2", b"7"),
    "accepted-residue.txt": (b"\xff\xfe\n",),
}
"""Files of a run of which the journal has no hash, since they grow."""


@pytest.mark.parametrize(("name", "rubbish"), [(name, each) for name, every in RUBBISH.items() for each in every])
def test_a_file_of_the_run_that_cannot_be_read_stops_it_before_anything_is_sent(
    name: str, rubbish: bytes, tmp_path: Path
) -> None:
    """It was found out behind the first lines of a way back, and called a bug of ours."""
    push = pushed(*SPOKE, tmp_path)
    push.push(Stage.ARCHIVE)
    announced = sum(record.kind is Kind.INTENT for record in push.records)
    (place,) = tmp_path.glob("pushed/*/*")
    (place / name).write_bytes(rubbish)

    for is_revert in (False, True):
        with pytest.raises(SiteChanged) as refused:
            push.push(is_revert=is_revert)
        assert name in str(refused.value)
    assert sum(record.kind is Kind.INTENT for record in push.records) == announced


def test_a_run_that_cannot_be_frozen_is_refused_in_words(tmp_path: Path) -> None:
    """Where its texts are to lie a file lies: no line leaves, and whoever pushes several routers is told of each."""
    push = pushed(*SPOKE, tmp_path)
    (tmp_path / "pushed").write_text("in the way", "utf-8")
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.REFUSED, Verdict.OLD)
    assert any("pushed" in why for why in outcome.says), outcome.says
    assert not [line for line in typed if line.startswith("configure")]
