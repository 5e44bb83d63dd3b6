"""What was proved of a stage is kept with its run, for the report."""

from pathlib import Path

import pytest

from wizard.model.stage import Stage
from wizard.push.frozen_run import FrozenRun, proof_name
from wizard.push.proof_rows import Proof, ProofRow
from wizard.site.folder import Folder

ROW = ProofRow(name="ping-from-hub", device="SP9", before="5 of 5", after="5 of 5\n\x1b[31m", is_good=True)
MISSING = ProofRow(name="routes", device="Zürich|1", before="", after="", is_good=False)


def test_the_rows_of_a_proof_come_back_as_they_were(tmp_path: Path) -> None:
    """Those of a way back are others."""
    with Folder(tmp_path) as folder:
        run = FrozenRun(folder, "20261130-101500", "SP9")
        run.keep_proof(Stage.CUTOVER, Proof(rows=(ROW, MISSING)))
        run.keep_proof(Stage.CUTOVER, Proof(rows=(MISSING,)), takes_back=True)

        assert run.proof(Stage.CUTOVER) == (ROW, MISSING)
        assert run.proof(Stage.CUTOVER, takes_back=True) == (MISSING,)
        assert run.proof(Stage.CLEANUP) == ()


def test_what_was_seen_last_takes_the_place_of_what_was_seen_before(tmp_path: Path) -> None:
    """Where nothing could be asked any more, no row of an earlier try stands."""
    with Folder(tmp_path) as folder:
        run = FrozenRun(folder, "1", "SP9")
        run.keep_proof(Stage.CUTOVER, Proof(rows=(ROW,)))
        run.keep_proof(Stage.CUTOVER, Proof(rows=()))

        assert run.proof(Stage.CUTOVER) == ()


@pytest.mark.parametrize("text", ["{", "[1]", '[{"name": "x"}]', '{"a": 1}', "null", "[" * 9000, "\xff"])
def test_a_file_that_somebody_spoilt_proves_nothing(tmp_path: Path, text: str) -> None:
    """And is no fault of ours."""
    place = tmp_path / "pushed" / "1" / "SP9"
    place.mkdir(parents=True)
    (place / proof_name(Stage.CUTOVER)).write_text(text, "latin-1")
    with Folder(tmp_path) as folder:
        assert FrozenRun(folder, "1", "SP9").proof(Stage.CUTOVER) == ()
