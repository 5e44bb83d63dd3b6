"""`dev.py bench --safety`: what each check of a push keeps from a router."""

from tests.safety import ALSO_HELD, EVERY, found_everywhere, rows_of_table


def safety() -> int:
    """Print what each check of a push keeps from a router; 1 where one keeps nothing and nobody says what else does."""
    rows = list(rows_of_table(found_everywhere()))
    print("| check | needed by | beside | without it |\n|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    needed = {check for check, situation, _, _ in rows if situation}
    unknown = {check for check, _, _, broken in rows if not broken}
    print(
        f"{len(needed)} of {len(rows)} checks are needed in {len(EVERY)} situations, {len(ALSO_HELD)} hold it twice",
        flush=True,
    )
    return 1 if unknown or needed & ALSO_HELD.keys() else 0
