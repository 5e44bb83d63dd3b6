"""usage: python3 dev.py bench [--list] [--markdown] [--runs N] [NAME...]

Measures what is named, or everything, and prints it as a table. Exit 1 where a limit is missed.
"""

import argparse
import compileall
import os
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from tests.bench.long_lines import PLACES, RATIO, SECONDS, Dearest, dearest
from tests.bench.measure import RUNS, Measured, NotHere, measure
from tests.bench.measurements import MEASUREMENTS as OF_THE_PROGRAM
from tests.bench.pressed_keys import KEYS, keys
from tests.bench.push_sweeps import ALL, FAULTS, beliefs, crashes, devices_of, faults, pairs, sweep
from tests.bench.session_measurements import SESSION_MEASUREMENTS
from tests.bench.site_sweeps import ALL as ALL_WALKS
from tests.bench.site_sweeps import walks
from tests.golden_cases import golden_cases, golden_plan
from tests.mangling import MANGLINGS, Broken, share_read
from tests.mutations import mutations, said, said_of
from tests.push_beliefs import OTHERWISE, PAIRS
from tests.second_wave import next_wave
from tests.test_practice_laws import CASES
from tests.traffic_mutations import KINDS, traffic_mutations
from tests.unseen import why_unseen
from wizard.model.plan import Plan

MEASUREMENTS = (*OF_THE_PROGRAM, *SESSION_MEASUREMENTS)
LONG_LINES = "long-lines"
"""Names every place where a long line is read."""
STREAMS = 100_000
HOSTILE_VALUES = 2_000
"""How many sites with one hostile word are carried through."""


def main(arguments: list[str]) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="The speed of ez2flex against yardsticks.")
    names = [*(row.name for row in MEASUREMENTS), LONG_LINES, *(place.name for place in PLACES)]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--list", action="store_true", help="say what is measured, and measure nothing")
    parser.add_argument("--markdown", action="store_true", help="print rows for docs/measured.md")
    parser.add_argument(
        "--fuzz",
        action="store_true",
        help="read 200,000 mangled configurations, then sites with hostile values and names, instead",
    )
    parser.add_argument(
        "--keys",
        type=int,
        nargs="?",
        const=KEYS,
        metavar="N",
        help="press %(const)s random keys in the wizard, or N, and as many as a tenth in a terminal, and look for harm",
    )
    parser.add_argument("--mutate", action="store_true", help="change each generated line, and count what check sees")
    parser.add_argument(
        "--interop",
        nargs="?",
        type=int,
        const=INTEROP,
        metavar="N",
        help="bring N pairs up as two daemons, then N of second waves, %(const)s where not given, and compare with "
        "check (Linux, root)",
    )
    of_streams = "damage %(const)s answers of a router, or N, and look whether the dialogue hangs or believes one"
    parser.add_argument("--streams", type=int, nargs="?", const=STREAMS, metavar="N", help=of_streams)
    parser.add_argument(
        "--safety", action="store_true", help="take each check of a push away, and look what becomes of the router"
    )
    parser.add_argument(
        "--sweep",
        type=int,
        nargs="?",
        const=ALL,
        metavar="N",
        help="push every golden device, let something go wrong at every line, or at about N, and go on twice (Linux)",
    )
    of_walks = "push whole sites, there and back, with a fault at every line of every router, or at about N (Linux)"
    parser.add_argument("--walks", type=int, nargs="?", const=ALL_WALKS, metavar="N", help=of_walks)
    of_faults = "push every golden device while one to three things go wrong, %(const)s times or N (Linux)"
    parser.add_argument("--faults", type=int, nargs="?", const=FAULTS, metavar="N", help=of_faults)
    parser.add_argument(
        "--pairs",
        type=int,
        nargs="?",
        const=len(PAIRS),
        metavar="N",
        help="push the practice site at routers that behave otherwise in two ways at once, %(const)s pairs or N, while "
        "something goes wrong (Linux)",
    )
    parser.add_argument(
        "--beliefs",
        type=int,
        nargs="?",
        const=len(OTHERWISE) * len(CASES),
        metavar="N",
        help="push golden devices that behave otherwise in one way, %(const)s times or N, while something goes wrong "
        "(Linux)",
    )
    parser.add_argument(
        "--crashes",
        action="store_true",
        help="end a push behind every record of two journals, by itself or for want of room, and go on (Linux)",
    )
    parser.add_argument(
        "--devices",
        type=devices_of,
        default=CASES,
        metavar="A-B",
        help=f"of --sweep, --faults and --beliefs those golden devices alone, counted from 1, such as 37-{len(CASES)}",
    )
    parser.add_argument("--mutants", type=int, metavar="N", help="make N small changes, and print what no test notices")
    parser.add_argument("--seed", type=int, default=1, help="which changes are drawn, %(default)s where not given")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each, %(default)s where not given")
    chosen = parser.parse_args(arguments)
    if chosen.fuzz:
        return fuzz()
    if chosen.keys:
        return keys(chosen.keys, chosen.seed)
    if chosen.streams:
        return streams(chosen.streams)
    if chosen.sweep:
        return sweep(chosen.sweep, chosen.devices)
    if chosen.walks:
        return walks(chosen.walks)
    if chosen.faults:
        return faults(chosen.faults, chosen.seed, chosen.devices)
    if chosen.pairs:
        return pairs(chosen.pairs, chosen.seed)
    if chosen.beliefs:
        return beliefs(chosen.beliefs, chosen.seed, chosen.devices)
    if chosen.crashes:
        return crashes()
    if chosen.mutate:
        return mutate()
    if chosen.safety:
        from tests.bench.taken_away import safety

        return safety()
    if chosen.mutants:
        return unnoticed(chosen.mutants, chosen.seed)
    if chosen.interop:
        return interop(chosen.interop)
    if unknown := set(chosen.names).difference(names):
        parser.error(f"nothing is named {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    rows = [row for row in MEASUREMENTS if row.name in chosen.names or not chosen.names]
    places = [
        other_place for other_place in PLACES if {other_place.name, LONG_LINES} & set(chosen.names) or not chosen.names
    ]
    if chosen.list:
        print("\n".join(f"{row.name:12} {row.what}, against {row.against or 'the clock'}" for row in rows))
        print(
            "\n".join(
                f"{other_place.name:12} {other_place.what}: 160 kB against 80 kB, and the clock"
                for other_place in places
            )
        )
        return 0
    compile_as_installed()
    missed = 0
    for row in rows:
        try:
            result = measure(row, chosen.runs)
        except NotHere as reason:
            print(f"left out {row.name}: {reason}", flush=True)
            continue
        except TimeoutError as reason:
            print(f"MISSED {row.name}: {reason}", flush=True)
            missed += 1
            continue
        missed += not result.met
        print(markdown(result) if chosen.markdown else plain(result), flush=True)
    for place in places:
        dear = dearest(place)
        missed += not dear.met
        print(long_markdown(dear) if chosen.markdown else long_plain(dear), flush=True)
    return 1 if missed else 0


def fuzz(examples: int = 200_000) -> int:
    """Read mangled configurations, and print the share of each kind that was read; 1 where one was read wrongly."""
    each = examples // len(MANGLINGS) + 1
    broken = 0
    for mangling in MANGLINGS:
        try:
            words = f"{share_read(mangling, each):.2%} of {each} read, the rest refused with file and line"
        except Broken as error:
            words, broken = f"BROKEN: {error}", 1
        print(f"{mangling.name:20} {words}", flush=True)
    return max(broken, hostile_values(), hostile_sites())


def hostile_values(examples: int = HOSTILE_VALUES) -> int:
    """Carry sites with one hostile value through, and print the ends; 1 where one ended in no error of ours."""
    with ProcessPoolExecutor() as pool:
        ends = list(pool.map(_carried_through, range(examples), chunksize=8))
    broken = [end for end in ends if end.startswith("BROKEN")]
    for words in broken:
        print(words, flush=True)
    refused = ends.count("refused")
    print(f"{'hostile values':20} {examples - refused - len(broken)} of {examples} carried through, {refused} refused")
    return 1 if broken else 0


def _carried_through(seed: int) -> str:
    """What came of the site with the hostile value of that seed, in words."""
    from tests.hostile_values import carried_through, draw

    drawn = draw(random.Random(seed))
    try:
        return "refused" if carried_through(drawn, answered=bool(seed % 2)) is not None else "carried through"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"BROKEN {seed}: {drawn}: {type(error).__name__}"


HOSTILE_NAMES = 20_000
PROGRESS = 2_000


def hostile_sites(names: int = HOSTILE_NAMES) -> int:
    """Give sites hostile names until so many are tried, and print the harm that they do; 1 where they do any."""
    from tests.hostile_sites import harm

    tried = sites = planned = harmed = 0
    with ProcessPoolExecutor() as pool:
        waiting = pool.map(harm, map(random.Random, range(names)), chunksize=4)
        for sites, done in enumerate(waiting, 1):
            tried, planned = tried + done.words, planned + done.is_planned
            harmed += bool(done.done)
            for words in done.done:
                print(f"HARM {sites - 1}: {words}", flush=True)
            if tried // PROGRESS > (tried - done.words) // PROGRESS:
                print(f"{tried} names in {sites} sites, {harmed} did harm", flush=True)
            if tried >= names:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    print(f"{'hostile names':20} {tried} in {sites} sites, {planned} of them planned; {harmed} did harm", flush=True)
    return 1 if harmed else 0


def compile_as_installed() -> None:
    """Compiles the packages as pip does when it installs them, and as it did with those of the yardsticks."""
    for package in ("wizard", "screens"):
        compileall.compile_dir(Path(__file__).parents[2] / package, quiet=2)


LEAST_CAUGHT = 0.95
LEAST_TRAFFIC_CAUGHT = 0.99


def streams(count: int) -> int:
    """Damages what passes between a router and the dialogue, so many times."""
    from tests.session_fuzz import wrong

    found = [words for seed in range(count) if (words := wrong(seed))]
    print("\n".join(found[:20]))
    print(f"{count:,} damaged answers: {len(found)} times it hung, or took a line as sent that was not")
    return 1 if found else 0


def mutate() -> int:
    """Change each generated line of the golden sites, and what leads packets; print what breaks and is not seen."""
    plans = [(case, golden_plan(case)) for case in golden_cases()]
    waves = {"first": plans, "second": [(case, next_wave(plan)) for case, plan in plans]}
    generated = [_share_seen(wave, of_wave) for wave, of_wave in waves.items()]
    return max(*generated, *(_share_of_traffic_seen(wave, of_wave) for wave, of_wave in waves.items()))


def _share_seen(wave: str, plans: list[tuple[str, Plan]]) -> int:
    broken = seen = 0
    for case, plan in plans:
        good = said_of(plan)
        for mutation, site in mutations(plan):
            if mutation.breaks:
                broken += 1
                caught = bool(said(site) - good)
                seen += caught
                if not caught:
                    why = why_unseen(mutation.path, mutation.change)
                    print(
                        f"not seen: {case} {mutation.device}: {mutation.path} -> {mutation.change}: {why}", flush=True
                    )
    share = f"{seen} of {broken} mutations that break the tunnel or its traffic are seen: {seen / broken:.1%}"
    print(f"{wave} waves: {share}", flush=True)
    return 0 if seen / broken >= LEAST_CAUGHT else 1


def _share_of_traffic_seen(wave: str, plans: list[tuple[str, Plan]]) -> int:
    """Each kind of what decides where packets go by itself; 1 where of one less is seen than 99 %."""
    broken: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for case, plan in plans:
        good = said_of(plan)
        for mutation in traffic_mutations(plan):
            caught = bool(said(mutation.site) - good)
            broken[mutation.kind].append(caught)
            if not caught:
                why = why_unseen(mutation.change, "")
                print(f"not seen: {case} {mutation.device}: {mutation.change}: {why}", flush=True)
    for kind, seen in broken.items():
        print(f"{wave} waves, {kind}: {sum(seen)} of {len(seen)} are seen", flush=True)
    return 0 if all(sum(seen) >= LEAST_TRAFFIC_CAUGHT * len(seen) for seen in broken.values()) else 1


MOST_UNNOTICED = 0.05


def unnoticed(count: int, seed: int) -> int:
    """Change the core here and there; print the changes that no test notices. 1 where that are more than 5 %."""
    from tests.bench.survivors import tried

    missed = same = 0
    for mutant in tried(count, seed, os.cpu_count() or 1):
        missed += mutant.survived and not mutant.reason
        same += bool(mutant.reason)
        if mutant.survived:
            words = (
                f"changes nothing: {mutant.mutant}: {mutant.reason}"
                if mutant.reason
                else f"NOT NOTICED: {mutant.mutant}"
            )
            print(words, flush=True)
    print(f"{missed} of {count} changes of seed {seed} are not noticed by any test: {missed / count:.1%}")
    print(f"{same} of them change nothing, each for a reason")
    return 0 if missed / count <= MOST_UNNOTICED else 1


INTEROP = 600


def interop(size: int) -> int:
    """Bring pairs with slips up as two daemons; print where check says something else. 1 where it does."""
    from wizard.rehearse.prerequisites import lacks

    if lacking := lacks():
        print("\n".join(f"{prerequisite.what} is missing. {prerequisite.how}" for prerequisite in lacking))
        return 1
    return max([_alike(wave, size) for wave in ("first", "second")])


def _alike(wave: str, size: int) -> int:
    """The same for so many pairs of the first or of second waves."""
    from tests.interop import second_wave, tally, trials, tried
    from tests.matrix import planned
    from wizard.errors import RehearsalError
    from wizard.rehearse.laboratory import laboratory

    done = []
    try:
        with laboratory() as place:
            for trial in trials(size, planned if wave == "first" else second_wave):
                made = tried(place, trial)
                done.append(made)
                for row in made.rows if not made.as_predicted else ():
                    if row.differs:
                        print(f"DIFFERS {trial}: {row.what}: {row.rehearsed}; check: {row.predicted}", flush=True)
    except RehearsalError as error:
        print(error)
        return 1
    print(f"{wave} waves: {tally(done)}", flush=True)
    return 0 if all(rehearsed.as_predicted for rehearsed in done) else 1


def plain(result: Measured) -> str:
    """One row for a person at a terminal."""
    row = result.measurement
    against = f", against {row.against}" if row.against else ""
    judged = "met   " if result.met else "MISSED"
    return f"{judged} {row.name:12} {result.words}, limit {result.limit}\n{'':19} {row.what}{against}"


def markdown(result: Measured) -> str:
    """One row of docs/measured.md."""
    row = result.measurement
    return f"| {row.what} | {row.against or '-'} | {result.limit} | {result.words} | {date.today():%Y-%m-%d} |"


def long_plain(dear: Dearest) -> str:
    """One row about long lines for a person at a terminal."""
    judged = "met   " if dear.met else "MISSED"
    return f"{judged} {dear.place.name:12} {dear.words}\n{'':19} {dear.place.what}: {dear.measured} lines"


def long_markdown(dear: Dearest) -> str:
    """One row of docs/measured.md about long lines."""
    what = f"a line of 160 kB in {dear.place.what}, the dearest of {dear.measured}"
    value = f"{dear.ratio:.2f}, {dear.seconds:.3f} s"
    return f"| {what} | 80 kB | {RATIO:g}, {SECONDS:g} s | {value} | {date.today():%Y-%m-%d} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
