"""How the wizard of numbered text begins and ends: with what was named, and with one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.linear
from screens.linear.desk import Desk
from screens.linear.manner import BRIEF, kept_manner
from screens.linear.speech import Speech
from wizard.cli.exit_codes import GUARDED_BY_A_TIMER, NOTHING_SENT, Exit
from wizard.cli.output import at_once, tell
from wizard.cli.run_to_end import Ended, bug, ended_by
from wizard.cli.typed_lines import TypedLines
from wizard.errors import OutputError

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.opening import Opening
    from wizard.sentence import Sentence


def new_wizard(*, ascii_only: bool) -> LinearWizard:
    """A wizard that speaks on standard output, and hears what is typed on standard input."""
    wizard = screens.linear.LinearWizard(Desk(), Speech(at_once, ascii_only=ascii_only), TypedLines())
    wizard.manner = kept_manner()
    return wizard


def brief_wizard(*, ascii_only: bool) -> LinearWizard:
    """The same in few words, this time."""
    wizard = new_wizard(ascii_only=ascii_only)
    wizard.manner = BRIEF
    return wizard


def ran(wizard: LinearWizard, opening: Opening) -> int:
    """The exit code of the wizard; however it is left, what was answered is saved and the last sentence says where."""
    try:
        wizard.begin(opening)
        wizard.run()
    except (screens.linear.Leaving, EOFError, KeyboardInterrupt):
        return _left(wizard)
    except Ended as ended:
        code = ended_by(ended.number, _holds(wizard))
        tell(f"  {wizard.desk.keep()}")
        return _of_push(wizard) or code
    except OutputError:
        wizard.desk.keep()
        raise
    except Exception as error:  # noqa: BLE001 - the last answers are saved, whatever is wrong
        told = bug(error, _holds(wizard))
        tell(f"  {wizard.desk.keep()}")
        return _of_push(wizard) or told
    finally:
        wizard.close()
    return Exit.DONE


def _holds(wizard: LinearWizard) -> Sentence:
    """What is true of routers however it ends."""
    return GUARDED_BY_A_TIMER if wizard.pushed else NOTHING_SENT


def _left(wizard: LinearWizard) -> int:
    """Says how the site stands, where it is, and what to type next."""
    kept = "" if wizard.desk.is_saved else wizard.desk.keep()
    # Whoever typed ctrl-D stands behind the prompt.
    wizard.speech.end_line()
    lost = Exit.SOURCE if wizard.desk.loses_answers else Exit.DONE
    wizard.say("LEFT", wizard.desk.part() or kept or "No answer was given that could be lost.")
    return _of_push(wizard) or lost


def _of_push(wizard: LinearWizard) -> int:
    """Says what becomes of routers that a push was at, and gives the exit code for that; 0 where none was."""
    push = wizard.at_work
    if push is None or not push.is_under_way:
        return Exit.DONE
    wizard.say_all("LEFT", push.what_happens)
    return Exit.UNKNOWN if push.is_on_trial else Exit.STOPPED
