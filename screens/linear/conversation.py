"""How the wizard of numbered text begins and ends: with what was named, and with one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.linear
from screens.linear.desk import Desk
from screens.linear.speech import Speech
from wizard.cli.output import at_once, tell
from wizard.cli.run_to_end import Ended, bug, ended_by
from wizard.cli.typed_lines import TypedLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.guide.opening import Opening


def ran(
    opening: Opening, *, ascii_only: bool, write: Callable[[str], None] = at_once, typed: TypedLines | None = None
) -> int:
    """The exit code of the wizard; however it is left, what was answered is saved and the last sentence says where."""
    wizard = screens.linear.LinearWizard(Desk(), Speech(write, ascii_only=ascii_only), typed or TypedLines())
    try:
        wizard.open(opening)
        wizard.run()
    except (screens.linear.Leaving, EOFError, KeyboardInterrupt):
        return _left(wizard)
    except Ended as ended:
        code = ended_by(ended.number)
        tell(f"  {wizard.desk.keep()}")
        return code
    except Exception as error:  # noqa: BLE001 - the last answers are saved, whatever is wrong
        told = bug(error)
        tell(f"  {wizard.desk.keep()}")
        return told
    finally:
        wizard.close()
    return 0


def _left(wizard: screens.linear.LinearWizard) -> int:
    """Says how the site stands, where it is, and what to type next."""
    kept = "" if wizard.desk.is_saved else wizard.desk.keep()
    said = wizard.desk.part()
    wizard.speech.say()
    wizard.say("LEFT", said or kept or "No answer was given that could be lost.")
    return 0
