"""What goes over a slow line to the terminal when something is drawn."""

from textual._compositor import LayoutUpdate

from screens.rows_on_terminal import RowsOnTerminal
from tests.pilot import Driver


def bytes_sent(driver: Driver, rows: RowsOnTerminal) -> int:
    """How many bytes make the terminal show what is drawn now."""
    app = driver.app
    update = app.screen._compositor.render_update(full=True)
    assert isinstance(update, LayoutUpdate)
    return len(rows.unsent(update.render_segments(app.console), (app.size.width, app.size.height)).encode())
