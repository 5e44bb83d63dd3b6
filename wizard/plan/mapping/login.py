"""The archive that the revert timer needs, and the login of a router that gets `aaa new-model`."""

from wizard.model.section import Archive, Login
from wizard.plan.perspective import Perspective


def archive(asking: Perspective) -> Archive | None:
    """The archive, where the engineer wants one."""
    if asking.needed("archive") != "yes":
        return None
    return Archive(path=asking.needed("archive_path"))


def login(asking: Perspective) -> Login | None:
    """The login, where `aaa new-model` is missing and FlexVPN needs it."""
    choice = asking.needed("login")
    if not choice:
        return None
    if choice == "bare":
        return Login(lists=False)
    username = asking.needed("login_username")
    exists = any(user.name == username and user.privilege == 15 for user in asking.router.users)
    return Login(username=username, password=None if exists else asking.secret("login_password"))
