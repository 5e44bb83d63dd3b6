"""What may go wrong in a push of the practice site, for a person to choose: each with what is seen and how it ends."""

from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFault:
    """Something that goes wrong in the next push."""

    key: str
    title: Sentence
    seen: Sentence
    """What one will see."""
    ends: Sentence
    """How it should end, and what to do then."""
    faults: tuple[str, ...]
    """At which router, in the words of `ez2flex practice --fault`; `{spoke}` is the one that is cut over next."""
    mended_by: tuple[str, ...] = ()
    """What a person types at the spoke, before it can go on."""
    verdict: str = ""
    """Where the spoke stands in the end; "" where nothing goes wrong."""

    def at(self, spoke: str) -> tuple[str, ...]:
        """The same, where that spoke is the next one that is cut over."""
        return tuple(row.replace("{spoke}", spoke) for row in self.faults)


NOTHING = PracticeFault(
    key="nothing",
    title="Nothing goes wrong",
    seen="Every router takes every line, and every tunnel comes up; what was to go wrong before is forgotten.",
    ends="The hub is STAGED and both spokes are NEW-saved, a few minutes behind the first line.",
    faults=(),
)

PRACTICE_FAULTS: tuple[PracticeFault, ...] = (
    NOTHING,
    PracticeFault(
        key="line-cut",
        title="My line is cut in the cut-over",
        seen="The login at the spoke is lost between two lines of its cut-over. It is called again, no other "
        "line is sent, and it is told to go back.",
        ends="STAGED: EzVPN carries its traffic again. Push once more, and it goes to the end.",
        faults=('{spoke}: at "no crypto ipsec client ezvpn" after-apply drop',),
        verdict="STAGED",
    ),
    PracticeFault(
        key="rejected",
        title="The router rejects a line of the cut-over",
        seen="The spoke marks a line as invalid. The line and its words are shown, nothing behind it is sent.",
        ends="STAGED: the router went back at once, and EzVPN carries again. Push once more.",
        faults=('{spoke}: at "client connect" refuse',),
        verdict="STAGED",
    ),
    PracticeFault(
        key="tunnel",
        title="The tunnel does not come up",
        seen="The hub answers no IKEv2, as behind a filter of the provider. The checks of the spoke do not hold, "
        "and it goes back before its timer is over.",
        ends="STAGED: EzVPN carries again. Choose 'Nothing goes wrong', which mends the hub, and push once more.",
        faults=("practice-hub: ikev2 silent",),
        verdict="STAGED",
    ),
    PracticeFault(
        key="edit",
        title="A colleague edits the router meanwhile",
        seen="While the spoke is cut over, bob adds a description. His line is shown, and nothing is confirmed.",
        ends="STAGED: the router went back, bob's line with it. Talk to bob, then push once more.",
        faults=(
            '{spoke}: at "no crypto ipsec client ezvpn" edit by bob "interface GigabitEthernet0/1 ; '
            'description Bob was here"',
        ),
        verdict="STAGED",
    ),
    PracticeFault(
        key="save",
        title="A colleague saves the router meanwhile",
        seen="While the spoke is cut over, bob types `write memory`. A power cycle would now bring what was not "
        "proved, and that is said before anything is confirmed.",
        ends="MIX: it went back, and would start with other lines than it runs. Log in to it, type `write memory`, and "
        "resume: it is STAGED again. Then push once more.",
        faults=('{spoke}: at "no crypto ipsec client ezvpn" save by bob',),
        mended_by=("write memory",),
        verdict="MIX",
    ),
    PracticeFault(
        key="disk",
        title="The disk of the router is full",
        seen="The pre-flight of the spoke finds no room on flash for the copy to which it would go back.",
        ends="OLD: nothing was sent to it. Choose 'Nothing goes wrong', which makes room, and push once more.",
        faults=("{spoke}: flash full",),
        verdict="OLD",
    ),
    PracticeFault(
        key="nvram",
        title="The new configuration cannot be saved",
        seen="The spoke is proved and confirmed, and then its NVRAM is busy. Saving is tried again, in vain.",
        ends="NEW-unsaved: the tunnel carries, and a power cycle would bring EzVPN back. Choose 'Nothing goes wrong', "
        "and resume: it is proved once more, and saved.",
        faults=('{spoke}: at "configure confirm" nvram busy',),
        verdict="NEW_UNSAVED",
    ),
    PracticeFault(
        key="restart",
        title="The router restarts during the trial",
        seen="The spoke reloads behind its cut-over. It is called for some minutes, until it answers again.",
        ends="STAGED: it started with what it ran before the cut-over. Push once more.",
        faults=('{spoke}: at "no shutdown" reboot',),
        verdict="STAGED",
    ),
    PracticeFault(
        key="leftover",
        title="The router leaves lines when it goes back",
        seen="A line of the cut-over is rejected, and the spoke goes back only in part: each line that is left "
        "is named.",
        ends="MIX: it needs a person. Choose 'Nothing goes wrong', log in to it, take `crypto ikev2 client flexvpn "
        "FLEX` out with `no`, type `write memory`, and resume: it is STAGED again. Then push once more.",
        mended_by=("configure terminal", "no crypto ikev2 client flexvpn FLEX", "end", "write memory"),
        faults=(
            '{spoke}: residue "crypto ikev2 client flexvpn"',
            '{spoke}: at "client connect" refuse',
        ),
        verdict="MIX",
    ),
    PracticeFault(
        key="host-key",
        title="The router shows another host key",
        seen="The spoke has another key than known_hosts of the site. No password is sent.",
        ends="OLD: nothing was sent to any router. Choose 'Nothing goes wrong', which gives it its key back.",
        faults=("{spoke}: hostkey rotate",),
        verdict="OLD",
    ),
)
