"""Questions of the step Strategy that concern the way to each router: its archive, its login, its management."""

from wizard.data.answer_forms import Name, Password, Url, YesNo, one_of
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle


def _aaa_missing(asking: Asking) -> bool:
    """Whether the device gets FlexVPN and has no `aaa new-model`."""
    gets_flexvpn = asking.device == asking.hub or asking.device != asking.plan.server.device
    return gets_flexvpn and not asking.router.aaa_new_model


def _existing_administrator(asking: Asking) -> Default:
    """The first local user with privilege 15 and a password."""
    for user in asking.router.users:
        if user.privilege == 15 and user.has_password:
            return settle(user.name, "this user exists with privilege 15")
    return open_until_answered("the router has no local user with privilege 15")


def _archive_default(asking: Asking) -> Default:
    source = asking.plan.source(asking.device)
    archive = source.configuration.first("archive") if source else None
    if archive and archive.child("path"):
        return settle("no", "the router archives its configuration already")
    return recommend("yes", "the revert timer of the push needs an archive")


def _archive_path(asking: Asking) -> Default:
    modern = asking.value("release").split(".")[0] in {"16", "17", "26"}
    file_system = "bootflash:" if modern else "flash:"
    return recommend(f"{file_system}ez2flex-", f"{file_system} is the local file system of this release")


ACCESS_QUESTIONS = (
    Question(
        key="archive",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=YesNo(),
        wording="Add a configuration archive to the router?",
        why="`configure terminal revert timer`, the strongest dead-man of IOS, works only with an archive.",
        otherwise="Answer no where the change is made on a console and nothing shall be added.",
        default=_archive_default,
        citation="Cisco IOS Configuration Fundamentals, Configuration Rollback Confirmed Change",
    ),
    Question(
        key="archive_path",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=Url(),
        wording="Where is the archive kept?",
        why="It must be a file system of the router itself: one behind the tunnel that is cut would be out of reach.",
        default=_archive_path,
        applies=lambda asking: asking.value("archive") == "yes",
        citation="push.md A2.2",
    ),
    Question(
        key="login",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        wording="The router lacks `aaa new-model`, which FlexVPN needs. How is its login kept?",
        why="`aaa new-model` changes the login of console and vty at once. A local user and login lists keep it open.",
        otherwise="Bare `aaa new-model` leaves the login to the local users there are: a lock-out where there is none.",
        form=one_of(
            Choice(
                value="full",
                label="a local user and login lists",
            ),
            Choice(value="bare", label="`aaa new-model` alone"),
        ),
        default=lambda asking: recommend("full", "without a login list the next login may be refused"),
        applies=_aaa_missing,
        citation="ezvpn.md 4.4; Cisco document 200173",
    ),
    Question(
        key="login_username",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=Name(),
        wording="Which local user keeps the login?",
        why="It needs privilege 15, so that the next login can undo the change.",
        default=_existing_administrator,
        applies=lambda asking: _aaa_missing(asking) and asking.value("login") == "full",
        citation="ezvpn.md 4.4",
    ),
    Question(
        key="login_password",
        step=WizardStep.STRATEGY,
        scope=Scope.DEVICE,
        form=Password(),
        wording="Which password does that user get?",
        why="The user does not exist on the router yet.",
        default=lambda asking: open_until_answered("a password is never invented"),
        applies=lambda asking: (
            _aaa_missing(asking)
            and asking.value("login") == "full"
            and asking.value("login_username") not in {user.name for user in asking.router.users if user.has_password}
        ),
        citation="ezvpn.md 4.4",
    ),
    Question(
        key="management_access",
        step=WizardStep.STRATEGY,
        scope=Scope.SPOKE,
        wording="How is the spoke managed during the cut-over?",
        why="A session that rides the EzVPN tunnel dies with it. The guide asks for access outside the VPN.",
        form=one_of(
            Choice(value="outside", label="outside the tunnel: WAN address, console, out of band"),
            Choice(value="tunnel", label="through the tunnel", when="there is no other way"),
        ),
        default=lambda asking: open_until_answered("no configuration shows where the engineer comes from"),
        withholds=False,
        citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; ezvpn.md 4.4",
    ),
)
