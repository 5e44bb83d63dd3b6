"""One site after the other, from EzVPN to FlexVPN, by Nornir; the first that does not end as it should is the last.

    python push_sites.py hosts.yaml passwords.toml CHG0031337 stage
    python push_sites.py hosts.yaml passwords.toml CHG0031337

Nornir logs in to no router here: each of its hosts is a site, and ez2flex does. Without a stage everything up to the
cut-over is sent. Sites of one hub must never be pushed at the same time, so that there is one at a time.
"""

import json
import subprocess
import sys

from nornir import InitNornir
from nornir.core.task import Result, Task

MEANING = {
    0: "done",
    3: "refused, nothing was sent to its routers",
    4: "stopped, it runs what it ran before, or an inert part of the new configuration beside it",
    5: "it went back by its timer, and runs the old configuration",
    6: "the new configuration runs and is not saved",
    7: "unknown until the deadline, then old",
    8: "it needs a person, with out/RESCUE.html of the site",
    9: "it waits for a person, such as for a certificate",
}
"""What `ez2flex --help` lists."""
MAY_GO_ON = (0, 9)
"""With these the next site may follow."""


def ez2flex(*words: str) -> subprocess.CompletedProcess[str]:
    """Carries out one command, however long it takes: should somebody kill it, the timer on the router decides."""
    return subprocess.run(["ez2flex", *words], capture_output=True, text=True, check=False)


def push(task: Task, passwords: str, ticket: str, stage: str) -> Result:
    """Pushes one site, then asks its journals where each router stands, and writes the report for the ticket."""
    site, routers = task.host["site"], task.host["routers"]
    named = [word for router in routers for word in ("--confirm-host", router)]
    reload = [word for router in task.host.get("may_reload", []) for word in ("--allow-reload", router)]
    to_log_in = ("--passwords", passwords, "--no-input", "--json")
    pushed = ez2flex("push", site, "--stage", stage, "--ticket", ticket, *named, *reload, *to_log_in)
    status = ez2flex("status", site, "--json")
    report = ez2flex("report", site, "--ticket", ticket)
    rows = json.loads(status.stdout or "[]")
    told = [f"exit {pushed.returncode}: {MEANING.get(pushed.returncode, 'see below')}", *map(in_words, rows)]
    if pushed.returncode not in MAY_GO_ON:
        told += pushed.stderr.splitlines()
    return Result(
        host=task.host,
        result="\n".join((*told, *report.stdout.splitlines())),
        failed=pushed.returncode not in MAY_GO_ON,
        changed=bool(pushed.stdout) and pushed.returncode != 3,
    )


def in_words(row: dict[str, str]) -> str:
    """Where a router stands, and which command comes next."""
    until = f" until {row['deadline']}" if row["deadline"] else ""
    then = f"; next: {row['next']}" if row["next"] else ""
    return f"{row['device']}: {row['verdict'] or 'not begun'}{until}{then}"


def main(hosts: str, passwords: str, ticket: str, stage: str = "cutover") -> int:
    """Every site of the inventory, one after the other, until one does not end as it should."""
    inventory = {"plugin": "SimpleInventory", "options": {"host_file": hosts}}
    nornir = InitNornir(inventory=inventory, runner={"plugin": "serial"}, logging={"enabled": False})
    for name in nornir.inventory.hosts:
        result = nornir.filter(name=name).run(task=push, passwords=passwords, ticket=ticket, stage=stage)[name]
        print(f"{name}\n{result[0].result or result[0].exception}")
        if result.failed:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
