"""The commands where the tunnel does not come up by itself, or another one stands behind it."""

from wizard.data.router_step_row import StepRow
from wizard.model.router_step import By, Named, Pattern, When
from wizard.model.stage import Stage

STEPS_OF_A_START: tuple[StepRow, ...] = (
    StepRow(
        id="start-client",
        stage=Stage.CUTOVER,
        when=When.AFTER,
        needs=("manual_client",),
        command="crypto ikev2 client flexvpn connect {manual_client}",
        judge=Named(function="no_message"),
        words="no message; the tunnel comes up",
        why="The client has `connect manual`: nobody else starts it.",
        citation="flexvpn.md 1.8 (unconfirmed)",
    ),
    StepRow(
        id="primary-path-falls",
        stage=Stage.CUTOVER,
        when=When.AFTER,
        needs=("waits_for_track",),
        by=By.PERSON,
        command="show track {waits_for_track}",
        judge=Pattern(regex=r"is [Dd]own|\b[Dd]own\b"),
        words="let the primary path fall, such as by `shutdown` on its interface: the object is Down",
        why="The client has `connect track {waits_for_track} down`: no tunnel, and nothing to see below, while "
        "the primary path works.",
        citation="flexvpn.md 12 (unconfirmed)",
    ),
)

STEPS_OF_A_BACKUP: tuple[StepRow, ...] = (
    StepRow(
        id="backup-stands-by",
        stage=Stage.CUTOVER,
        when=When.AFTER,
        needs=("backup_tunnel",),
        command="show crypto ikev2 client flexvpn {backup_client}",
        judge=Pattern(regex="Tunnel interface *: *{backup_tunnel}"),
        words="Tunnel interface : {backup_tunnel}, and not ACTIVE as long as the first line works",
        why="A backup that does not call is noticed when it is needed: drop the first line once and see it ACTIVE.",
        citation="flexvpn.md 6.4 (other states than ACTIVE unconfirmed)",
    ),
)

LAST_STEPS: tuple[StepRow, ...] = (
    StepRow(
        id="primary-path-is-back",
        stage=Stage.CUTOVER,
        when=When.AFTER,
        needs=("waits_for_track",),
        by=By.PERSON,
        command="show crypto ikev2 client flexvpn {flexvpn_client}",
        judge=Pattern(regex=r"Current state *: *(?!ACTIVE)"),
        words="last of all, once the primary path is back: not ACTIVE any more",
        why="A tunnel that stays would go on taking the traffic of the primary path.",
        citation="flexvpn.md 6.4, 12 (other states than ACTIVE unconfirmed)",
    ),
)
