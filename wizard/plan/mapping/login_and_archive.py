"""The archive that the revert timer needs, and the login of a router that gets `aaa new-model`."""

from wizard.model.template_values import Archive, Login
from wizard.plan.perspective import Perspective


def archive(asking: Perspective) -> Archive | None:
    """The archive, where the engineer wants one."""
    if asking.needed("archive") != "yes":
        return None
    return Archive(path=asking.url("archive_path").reveal())


def login(asking: Perspective) -> Login | None:
    """The login, where `aaa new-model` is missing and FlexVPN needs it."""
    choice = asking.needed("login")
    if not choice:
        return None
    if choice == "bare":
        return Login(lists=False)
    username = asking.needed("login_username")
    user = next(
        (known_user for known_user in asking.router.users if known_user.name == username and known_user.has_password),
        None,
    )
    if user is None:
        return Login(username=username, password=asking.secret("login_password"))
    return Login(username="" if user.privilege == 15 else username)
