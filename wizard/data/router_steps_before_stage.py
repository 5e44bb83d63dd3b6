"""The commands before the stage: whether the router is licensed for it, and who else would keep its keys."""

from wizard.data.router_step_row import StepRow
from wizard.model.router_step import By, Pattern, When
from wizard.model.stage import Stage

BEFORE_STAGE: tuple[StepRow, ...] = (
    StepRow(
        id="licence",
        stage=Stage.STAGE,
        when=When.BEFORE,
        needs=("new_hub",),
        command="show license",
        judge=Pattern(regex=r"(?i)security|network[-_]advantage"),
        words="a licence for security in use: securityk9, Network Advantage; HSECK9 above 225 tunnels or 85 Mbit/s",
        why="Without it the router has no IPsec, or a limit that the spokes reach.",
        citation="flexvpn.md 3, 12",
    ),
    StepRow(
        id="hide-keys",
        stage=Stage.STAGE,
        when=When.BEFORE,
        by=By.PERSON,
        needs=("logs_commands",),
        command="show running-config | section archive",
        judge=Pattern(regex="^ +hidekeys"),
        words="`hidekeys` below `log config`; write it there first",
        why="The log keeps what is typed, and would show the keys of this stage to whoever reads it.",
        citation="push.md A0 item 15",
    ),
    StepRow(
        id="pause-accounting",
        stage=Stage.STAGE,
        when=When.BEFORE,
        by=By.PERSON,
        needs=("accounts_commands",),
        command="show running-config | include aaa accounting commands 15",
        judge=Pattern(regex=r"\A\s*\Z"),
        words="nothing, because the list is paused for the change; or the stage is sent as a file, by `copy FILE "
        "running-config`",
        why="Each command goes to the server as it is typed, with the keys of this stage in it.",
        citation="push.md A0 item 15",
    ),
)
