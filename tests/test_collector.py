"""The switch of the garbage collector."""

import gc

from wizard.collector import collector_paused, pause_collector, resume_collector, thaw


def test_what_is_there_is_not_looked_at_again() -> None:
    """A key would wait for that; where another site is opened, it is."""
    gc.collect()
    pause_collector()
    kept = [[number] for number in range(1000)]
    resume_collector()
    frozen, is_on = gc.get_freeze_count(), gc.isenabled()
    thaw()

    assert is_on
    assert frozen > len(kept)
    assert gc.get_freeze_count() == 0


def test_work_in_between_keeps_the_switch_as_it_was() -> None:
    """Off where it was off, on where it was on, and nothing is taken for what stays."""
    for was_on in (True, False):
        (gc.enable if was_on else gc.disable)()
        with collector_paused():
            during = gc.isenabled()
        after = gc.isenabled()
        gc.enable()

        assert not during
        assert after is was_on
        assert gc.get_freeze_count() == 0
