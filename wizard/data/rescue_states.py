"""The states of a router on its way, as they are told to whoever stands beside it without knowing the plan."""

from dataclasses import dataclass

from wizard.model.stage import Stage
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """What is said of a state at one kind of router."""

    means: Sentence
    power_cycle: Sentence
    """What the router does after it was switched off and on."""
    to_do: Sentence
    notes: tuple[str, ...] = ()
    """The notes below the table that belong to the power cycle: of data/rescue_steps.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RescueState:
    """One state, told of a router that gets one of these stages; of every router where none is named."""

    code: str
    """`S3`, as push.md A4.2 counts them; "" of what has no number there."""
    verdict: str
    """The word for it wherever a state is named."""
    stages: tuple[Stage, ...] = ()
    of_spoke: StateWords
    of_hub: StateWords
    """Of the FlexVPN hub, and of the EzVPN server beside it."""
    citation: Sentence


_EZVPN_BACK: Sentence = "EzVPN comes back."
_FLEXVPN_BACK: Sentence = "FlexVPN comes back, not EzVPN."
_THE_SAME: Sentence = "The same comes back."
_AS_BEFORE: Sentence = "What was before the trial."
_NOTHING: Sentence = "Nothing."
_MAY_LAST: Sentence = "Nothing, even for days."
_WAIT: Sentence = "Wait for it, or way A."
_BY_ITSELF = ("connects-by-hand", "asks-password")

STATES: tuple[RescueState, ...] = (
    RescueState(
        code="S0",
        verdict="OLD",
        of_spoke=StateWords(
            means="Nothing was changed. EzVPN works.", power_cycle=_EZVPN_BACK, to_do=_NOTHING, notes=_BY_ITSELF
        ),
        of_hub=StateWords(means="Nothing was changed. The sites work.", power_cycle=_THE_SAME, to_do=_NOTHING),
        citation="push.md A4.2",
    ),
    RescueState(
        code="",
        verdict="LOGIN",
        stages=(Stage.LOGIN,),
        of_spoke=StateWords(
            means="Only the login is being changed. EzVPN works. The router restarts by itself within minutes.",
            power_cycle="EzVPN comes back, and the login of before.",
            to_do="Nobody gets in: wait for the restart, or way A.",
            notes=_BY_ITSELF,
        ),
        of_hub=StateWords(
            means="Only the login is being changed. The sites work. The router restarts by itself within minutes.",
            power_cycle="The login of before comes back.",
            to_do="Nobody gets in: wait for the restart, or way A.",
        ),
        citation="push.md A0 item 2, A2.5, A6",
    ),
    RescueState(
        code="S1",
        verdict="PARTIAL",
        stages=(Stage.ARCHIVE, Stage.LOGIN, Stage.PKI),
        of_spoke=StateWords(
            means="Parts of FlexVPN lie ready, unused. EzVPN works.",
            power_cycle=_EZVPN_BACK,
            to_do=_MAY_LAST,
            notes=_BY_ITSELF,
        ),
        of_hub=StateWords(
            means="Parts of FlexVPN lie ready, unused. The sites work.", power_cycle=_THE_SAME, to_do=_MAY_LAST
        ),
        citation="push.md A4.2, A0 item 6",
    ),
    RescueState(
        code="S2",
        verdict="STAGED",
        stages=(Stage.STAGE,),
        of_spoke=StateWords(
            means="All of FlexVPN lies ready, shut. EzVPN works.",
            power_cycle=_EZVPN_BACK,
            to_do=_MAY_LAST,
            notes=_BY_ITSELF,
        ),
        of_hub=StateWords(
            means="FlexVPN waits for the sites that move. All sites work.", power_cycle=_THE_SAME, to_do=_MAY_LAST
        ),
        citation="push.md A4.2",
    ),
    RescueState(
        code="S3",
        verdict="TRIAL",
        stages=(Stage.CUTOVER,),
        of_spoke=StateWords(
            means="FlexVPN is tried. A timer brings EzVPN back.",
            power_cycle=_EZVPN_BACK,
            to_do=_WAIT,
            notes=("timer-and-restart", *_BY_ITSELF),
        ),
        of_hub=StateWords(
            means="Routes and networks are tried. A timer takes them back.",
            power_cycle=_AS_BEFORE,
            to_do="Wait for it.",
            notes=("timer-and-restart",),
        ),
        citation="push.md A4.2, A0 item 13",
    ),
    RescueState(
        code="S4",
        verdict="NEW-unsaved",
        stages=(Stage.CUTOVER,),
        of_spoke=StateWords(
            means="FlexVPN works. No timer runs. Nothing is saved yet.",
            power_cycle=_EZVPN_BACK,
            to_do="To go back: way A or B.",
            notes=_BY_ITSELF,
        ),
        of_hub=StateWords(
            means="The trial was good. No timer runs. Nothing is saved yet.",
            power_cycle=_AS_BEFORE,
            to_do="To go back: way B.",
        ),
        citation="push.md A4.2 (CONFIRMED)",
    ),
    RescueState(
        code="S5",
        verdict="NEW-saved",
        stages=(Stage.CUTOVER,),
        of_spoke=StateWords(
            means="FlexVPN works, and it is saved.", power_cycle=_FLEXVPN_BACK, to_do="To go back: way B only."
        ),
        of_hub=StateWords(
            means="The trial was good, and it is saved.", power_cycle=_THE_SAME, to_do="To go back: way B."
        ),
        citation="push.md A4.2 (SAVED)",
    ),
    RescueState(
        code="S6",
        verdict="CLEAN-trial",
        stages=(Stage.CLEANUP,),
        of_spoke=StateWords(
            means="Days later: the rest of EzVPN goes, with a timer.",
            power_cycle="FlexVPN, and the rest of EzVPN.",
            to_do=_WAIT,
            notes=("timer-and-restart",),
        ),
        of_hub=StateWords(
            means="Days later: the rest of EzVPN goes, with a timer.",
            power_cycle="The rest of EzVPN comes back.",
            to_do="Wait for it.",
            notes=("timer-and-restart",),
        ),
        citation="push.md A4.2",
    ),
    RescueState(
        code="S7",
        verdict="CLEAN-saved",
        stages=(Stage.CLEANUP,),
        of_spoke=StateWords(
            means="The rest of EzVPN is gone, and that is saved.",
            power_cycle=_FLEXVPN_BACK,
            to_do="To go back: way C.",
        ),
        of_hub=StateWords(
            means="The rest of EzVPN is gone, and that is saved.",
            power_cycle=_THE_SAME,
            to_do="To go back: way C.",
        ),
        citation="push.md A4.2",
    ),
    RescueState(
        code="",
        verdict="UNKNOWN",
        stages=(Stage.CUTOVER,),
        of_spoke=StateWords(
            means="Nobody sees the router. Until the timer ends it is TRIAL, from then on OLD.",
            power_cycle="EzVPN comes back, unless it was S5 before.",
            to_do="Wait for that time, call, and look as below.",
            notes=("timer-and-restart", "rollback-residue", *_BY_ITSELF),
        ),
        of_hub=StateWords(
            means="Nobody sees the router. Until the timer ends it is TRIAL, from then on OLD.",
            power_cycle="What was saved last.",
            to_do="Wait for that time, call, and look as below.",
            notes=("timer-and-restart", "rollback-residue"),
        ),
        citation="push.md A0 item 6",
    ),
    RescueState(
        code="",
        verdict="MIX",
        stages=(Stage.CUTOVER,),
        of_spoke=StateWords(
            means="Lines of both are there. It needs an engineer.",
            power_cycle="What was saved last.",
            to_do="Call, and look as below.",
            notes=_BY_ITSELF,
        ),
        of_hub=StateWords(
            means="Lines of both are there. It needs an engineer.",
            power_cycle="What was saved last.",
            to_do="Call, and look as below.",
        ),
        citation="push.md A0 item 6, A4.3",
    ),
)
