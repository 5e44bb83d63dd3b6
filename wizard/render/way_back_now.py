"""The way back of a router from the configuration that it has now: the migration's own lines and no others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wizard.ios.apply import applied, with_children
from wizard.ios.command_forms import slot_of
from wizard.ios.equality import with_headers
from wizard.ios.inverse import Taken, inverse_of, leaves_a_line, taken
from wizard.ios.known_words import in_words_of
from wizard.ios.list_entries import entries_of_list, list_number, without_number
from wizard.ios.named_objects import object_of
from wizard.ios.printed_forms import NOT_COMPARED, compared_text
from wizard.model.configuration import Configuration, Line
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.model.way_back import StayReason, Stays, TakenBack, WayBack
from wizard.plan.baseline import baseline
from wizard.plan.perspective import hub_device
from wizard.render.device_stages import StageOfDevice, final, stages
from wizard.render.lines_of_spokes import lines_of_spokes
from wizard.render.stage_files import text_taken_back
from wizard.render.what_stays import Comparison, Path, WhatStays, joining, paths_of, profiles_beside, what_stays


def way_back(plan: Plan, device: str, present: Mapping[str, Configuration]) -> WayBack:
    """What takes the migration of one router back, as its present configuration has it, stage by stage.

    `present` holds the configurations that were read now, by device. Whoever joined one of two hubs uses the other one
    as well, so that both are looked at where both are given. StillOpen where an answer is missing.
    """
    final(plan, device)
    found = _what_stays(plan, device, present)
    now, done = found.comparison.now, []
    every = stages(plan, device)
    walk = _Walk(found.stays, every)
    for stage in reversed(every):
        if stage.stage is Stage.LOGIN:
            continue
        lines, now = walk.back(stage, now)
        if lines:
            done.append(TakenBack(stage=stage.stage, text=text_taken_back(stage, lines)))
    after = frozenset(paths_of(now.lines))
    admitting = (path for path in paths_of(found.comparison.now.lines) if _admits(path) and path not in after)
    ezvpn = (line for line in baseline(plan, device).lines if line.text.startswith(OF_EZVPN_SERVER))
    return WayBack(
        device=device,
        stages=tuple(done),
        stays=tuple(walk.left),
        admits=tuple(admitting),
        lacks=tuple((line.text,) for line in ezvpn if done and (line.text,) not in after),
    )


ADMITTING = (
    "match certificate ",
    "match identity remote any",
    "match identity remote address 0.0.0.0",
    "match identity remote fqdn domain ",
    "match identity remote email domain ",
)
"""The lines of an IKEv2 profile that take routers which they do not name [flexvpn.md 1.5]."""

OF_EZVPN_SERVER = (
    "crypto isakmp ",
    "crypto map ",
    "crypto dynamic-map ",
    "crypto ipsec transform-set ",
    "crypto ipsec profile ",
    "interface Virtual-Template",
)
"""What the clean-up of another migration may have taken away from an EzVPN server that gets its client back."""


def _admits(path: Path) -> bool:
    return path[0].startswith("crypto ikev2 profile ") and path[-1].startswith(ADMITTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    comparison: Comparison
    stays: WhatStays


def _what_stays(plan: Plan, device: str, present: Mapping[str, Configuration]) -> _Found:
    hubs = dict.fromkeys((hub_device(plan), plan.server.device))
    looked_at = hubs if device in hubs else (device,)
    compared = {name: _compared(plan, name, present[name]) for name in looked_at if name in present}
    joined = (_joined_at(hub, compared.get(hub), beside=len(hubs) > 1) for hub in hubs if device in hubs)
    stays = what_stays(compared[device], lines_of_spokes(plan, device), _told_best(joined))
    return _Found(comparison=compared[device], stays=stays)


def _told_best(joined: Iterable[Stays | None]) -> Stays | None:
    """Lines by which somebody joined say more than a configuration that was not read."""
    return min(filter(None, joined), key=lambda stays: list(StayReason).index(stays.reason), default=None)


def _joined_at(hub: str, compared: Comparison | None, *, beside: bool) -> Stays | None:
    """By which lines somebody joined a hub; it counts as joined where nobody can tell.

    Whoever made a profile `beside` ours on one of two hubs uses the link between them without naming it.
    """
    if compared is None:
        return Stays(line=(), reason=StayReason.OTHER_HUB_UNREAD, because=((hub,),))
    because = joining(compared) or (profiles_beside(compared) if beside else ())
    return Stays(line=(), reason=StayReason.OTHERS_JOINED, because=because) if because else None


def _compared(plan: Plan, device: str, present: Configuration) -> Comparison:
    states = _states(plan, device)
    return Comparison(states, in_words_of(states, present))


def _states(plan: Plan, device: str) -> tuple[Configuration, ...]:
    """What the plan has on the router: before it, and after each stage."""
    every = stages(plan, device)
    return (every[0].before, *(stage.after for stage in every))


class _Walk:
    """The stages taken back one after the other, with what was left on the way."""

    def __init__(self, stays: WhatStays, every: Sequence[StageOfDevice]) -> None:
        self.stays = stays
        lasting = (path for one in every[-2:] for path in paths_of(with_headers(one.after.lines)))
        self._lasting = frozenset((*path[:-1], without_number(path[-1])) for path in lasting)
        self._added = [frozenset(paths_of(one.after.lines)) - frozenset(paths_of(one.before.lines)) for one in every]
        self.left: list[Stays] = []
        self._odd: list[Stays] = []
        """What of the stage at hand does not stand as it was sent, or would be put back where another one stands."""

    def back(self, stage: StageOfDevice, now: Configuration) -> tuple[list[Line], Configuration]:
        """The commands that take one stage back, and what the router has then."""
        sent = taken(stage.before, [line for section in stage.sections for line in section.commands])
        lines: list[Line] = []
        left = len(self.left)
        self._odd.clear()
        for one in reversed(sent):
            commands = self._back(stage, one, now)
            lines.extend(commands)
            now = applied(now, commands) if commands else now
        # Of a stage that was not sent nothing stands, and that is not worth a word.
        if lines or self.left[left:]:
            self.left.extend(self._odd)
        return lines, now

    def _back(self, stage: StageOfDevice, one: Taken, now: Configuration) -> tuple[Line, ...]:
        command = one.command
        if not leaves_a_line(command):
            return ()
        if command.text.startswith("no "):
            return self._put_back(one.gone, stage.before, now)
        section = _section(now, command.text)
        if section is None:
            self.miss((command.text,))
            return ()
        made_here = _section(stage.before, command.text) is None
        reason = self.stays.reason((command.text,))
        if reason is None and made_here and one.standing is None:
            return inverse_of(stage.before, one)
        if not command.children or (made_here and reason):
            self.leave((command.text,), reason)
        below = _Below(self, command.text, made_here=made_here)
        going = below.going(section, one.standing.children if one.standing else (), command.children)
        if not going:
            return ()
        reduced = one._replace(command=command._replace(children=going), standing=one.standing or Line(command.text))
        return inverse_of(stage.before, reduced)

    def _was_there(self, gone: tuple[Line, ...], now: Configuration) -> bool:
        """Whether what a stage removed stood there: before the migration, or by an earlier stage that was sent."""
        paths = set(paths_of(gone))
        maker = next((added for added in self._added if paths <= added), None)
        return maker is None or not (maker - paths).isdisjoint(paths_of(now.lines))

    def miss(self, path: Path) -> None:
        """Notes that a line is not there as it was sent, unless a later stage took its place."""
        if path in self._lasting:
            self._odd.append(Stays(line=path, reason=StayReason.ABSENT))

    def leave(self, path: Path, reason: Stays | None) -> None:
        """Notes that a line stays."""
        if reason:
            stays = Stays(line=path, reason=reason.reason, because=reason.because)
            if stays not in self.left:
                self.left.append(stays)

    def _put_back(self, gone: tuple[Line, ...], before: Configuration, now: Configuration) -> tuple[Line, ...]:
        """What one command removed; nothing where any of it stands again, or where its name is now another's."""
        objects = {object_of(line.text) for line in gone}
        present = [line for line in now.lines if object_of(line.text) in objects]
        others = tuple((line.text,) for line in present if before.exact(line.text) is None)
        standing = [line for line in present if line.text in _texts(gone)]
        if not others and not standing:
            return gone if self._was_there(gone, now) else ()
        as_they_were = {path for line in gone for path in paths_of((line,))}
        changed = tuple(path for path in paths_of(standing) if path not in as_they_were)
        if others or changed:
            self._odd.append(Stays(line=(gone[0].text,), reason=StayReason.NAME_TAKEN, because=others or changed))
        return ()


def _texts(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(line.text for line in lines)


def _section(configuration: Configuration, header: str) -> tuple[Line, ...] | None:
    """The lines below a header, those of a list that is shown without one too; None where it does not stand."""
    line = configuration.exact(header)
    if line:
        return line.children
    number = list_number(header)
    entries = entries_of_list(configuration, number) if number else ()
    return tuple(Line(entry) for entry in entries) if entries else None


class _Below:
    """Which lines below one header are taken back, which the stage at hand may have made."""

    def __init__(self, walk: _Walk, header: str, *, made_here: bool) -> None:
        self._walk = walk
        self._header = header
        self._made_here = made_here

    def going(
        self, section: tuple[Line, ...], before: tuple[Line, ...], commands: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """Those of the commands that took effect and that nothing outside the migration needs."""
        found: list[Line] = []
        for command in commands:
            standing = next((line for line in section if line.text == command.text), None)
            older = next((line for line in before if line.text == command.text), None)
            if command.children and standing and older:
                going = self.going(standing.children, older.children, command.children)
                found += [command._replace(children=going)] if going else []
            elif not (standing if command.children else self._took_effect(section, command, commands)):
                self._walk.miss((self._header, command.text))
            elif self._goes(command):
                found.append(command)
        return tuple(found)

    def _took_effect(self, section: tuple[Line, ...], command: Line, commands: tuple[Line, ...]) -> bool:
        """Whether the router would not change if it were sent again; a line that is moved is taken away and added."""
        if command.text.startswith("no ") and command.text[3:] in _texts(commands):
            return command.text[3:] in _texts(section)
        hidden = not slot_of(command.text) and compared_text(command.text, self._header) == NOT_COMPARED
        return hidden or set(paths_of(with_children(section, (command,)))) == set(paths_of(section))

    def _goes(self, command: Line) -> bool:
        path = (self._header, command.text)
        reason = self._walk.stays.reason(path)
        if reason is None:
            return True
        if reason.reason is StayReason.HAS_OTHER_LINES and path not in self._walk.stays.changed:
            # What a later stage did to an object that somebody changed is taken back: a tunnel is shut again.
            return not self._made_here
        of_its_own = reason.reason in {StayReason.LAST_ENTRIES, StayReason.OTHER_NETWORKS}
        if path in self._walk.stays.changed or of_its_own or not self._made_here:
            self._walk.leave(path, reason)
        return False
