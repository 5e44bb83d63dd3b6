"""`show track` and `show ip sla`: what is watched, and whether it is up."""

from datetime import timedelta

from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network import routing_texts
from wizard.practice.network.routing_table import static_routes
from wizard.practice.network.tracks import Track, probe_of, tracks
from wizard.practice.saved_text import long_time
from wizard.practice.session import Session

_SHOWN = {"interface": "Line protocol", "ip": "Reachability", "rtr": "Reachability"}
"""By the word behind the number, what is said to be up."""


def _tracks(session: Session, arguments: Arguments) -> Dialogue:
    network = session.router.network
    ways = network.ways
    router = ways.router(session.router.name)
    rows = [_track(session, track) for track in tracks(router, ways) if not arguments or track.number == arguments[0]]
    return said("".join(rows))


def _track(session: Session, track: Track) -> str:
    router, state = session.router, "Up" if track.is_up else "Down"
    kind = track.watches.split(" ")[0]
    what = _SHOWN.get(kind, f"Boolean {track.watches.split(' ')[-1].upper()}")
    age = router.network.tracks_since.age((router.name, track.number, str(track.is_up)), router.clock.now)
    watched = track.watches.replace("ip sla", "IP SLA").replace("ip route", "IP route")
    configuration = router.network.ways.router(router.name).configuration
    waiting = any(route.track == track.number for route in static_routes(configuration))
    return routing_texts.TRACK.of(
        number=track.number,
        watched=watched[:1].upper() + watched[1:],
        state=f"{what} is {state}",
        age=_as_time(age),
        code=routing_texts.TRACK_CODE.of(code="OK" if track.is_up else "Timeout") if what == "Reachability" else "",
        waiting=routing_texts.TRACK_WAITING.text if waiting else "",
    )


def _as_time(age: timedelta) -> str:
    hours, rest = divmod(age // timedelta(seconds=1), 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _operations(session: Session, arguments: Arguments) -> Dialogue:
    ways = session.router.network.ways
    router = ways.router(session.router.name)
    rows = []
    for track in tracks(router, ways):
        probe = probe_of(router.configuration, track.line)
        number = probe.text.split(" ")[-1] if probe is not None else ""
        if number and (not arguments or number == arguments[0]):
            rows.append(
                routing_texts.SLA.of(
                    number=number,
                    rtt="8 milliseconds" if track.is_up else "NoConnection/Busy/Timeout",
                    time=long_time(session.router.time),
                    code="OK" if track.is_up else "Timeout",
                )
            )
    return said("".join(rows))


SHOW_TRACKS: tuple[ExecCommand, ...] = (
    ExecCommand(form="show track", run=_tracks, is_privileged=False),
    ExecCommand(form="show track NUMBER", run=_tracks, is_privileged=False),
    ExecCommand(form="show ip sla statistics", run=_operations, is_privileged=False),
    ExecCommand(form="show ip sla statistics NUMBER", run=_operations, is_privileged=False),
)
