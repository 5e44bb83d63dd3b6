"""Whether the router can go back: what its next start takes, where its copies go, and whether there is room."""

from collections.abc import Iterator

from wizard.judge.answers.answer import Answer, NotRead, shown
from wizard.judge.answers.archive import archive
from wizard.judge.answers.boot import boot
from wizard.judge.answers.directory import Directory, directory
from wizard.judge.answers.saved_size import saved_size
from wizard.judge.answers.version import configuration_register, starts_as_saved
from wizard.model.stage import Stage
from wizard.push.preflight_commands import ARCHIVE, BOOT, FILES, VERSION
from wizard.push.preflight_rows.row import UNDER_A_TIMER, Fault, Preflight, Row
from wizard.push.reading import RUNNING, STARTUP
from wizard.sentence import listed

_REMOTE = ("ftp:", "http:", "https:", "rcp:", "scp:", "sftp:", "tftp:", "webui:")
_TENTHS = 22
"""Of the configuration: the archive's copy and the file of the cut-over, and a tenth more [push.md A2.4]."""


def _register(preflight: Preflight) -> Iterator[Fault]:
    register = configuration_register(preflight.answer(VERSION))
    if not starts_as_saved(register):
        yield Fault(says=f"with the configuration register 0x{register:X} a start does not take what is saved")


def _files(preflight: Preflight) -> Directory | None:
    answer = preflight.answer_if_known(FILES)
    try:
        return directory(answer) if answer else None
    except NotRead:
        return None


def _boot_answer(preflight: Preflight) -> Answer | None:
    """What it says of its next start; None where its release does not have the command."""
    answer = preflight.answer_if_known(BOOT)
    return None if answer is None or answer.is_empty else answer


def _image(preflight: Preflight) -> Iterator[Fault]:
    answer, files = _boot_answer(preflight), _files(preflight)
    images = boot(answer).images if answer else ()
    if files and images and all(files.has(image) is False for image in images):
        yield Fault(says=f"no image that `boot system` names is in {files.system}: {listed([*map(shown, images)])}")


def _configuration_file(preflight: Preflight) -> Iterator[Fault]:
    answer, files = _boot_answer(preflight), _files(preflight)
    name = boot(answer).configuration if answer else ""
    if files and name and files.has(name) is False:
        yield Fault(says=f"the next start takes its configuration from {shown(name)}, which is not there")
    if name.startswith(_REMOTE):
        yield Fault(says=f"the next start takes its configuration from {shown(name)}, which is elsewhere")
    if preflight.running.exact("service config"):
        yield Fault(says="`service config` lets the next start take a configuration from a server")


def _archive(preflight: Preflight) -> Iterator[Fault]:
    found = archive(preflight.answer(ARCHIVE))
    if found.next_file.startswith(_REMOTE):
        yield Fault(says=f"copies of the configuration go elsewhere: {shown(found.next_file)}")
    makes_one = Stage.ARCHIVE in preflight.stages and Stage.ARCHIVE in preflight.texts
    if not found.is_on and not makes_one and not preflight.consents.allow_reload:
        says = "there is no archive, without which no timer takes a cut-over back"
        to_do = f"Push the stage archive first, or let it go back by a restart: --allow-reload {preflight.device}."
        yield Fault(says=says, to_do=to_do)


def _flash(preflight: Preflight) -> Iterator[Fault]:
    free = directory(preflight.answer(FILES)).free
    needed = len(preflight.reading.answer(RUNNING)) * _TENTHS // 10
    if free < needed:
        yield Fault(says=f"flash has {free} bytes free, and {needed} are needed")


def _nvram(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer(STARTUP)
    try:
        size = saved_size(answer)
    except NotRead:
        # Nothing is saved, or the release does not say it.
        return
    grown = len(preflight.reading.answer(RUNNING)) + sum(len(text.data) for text in preflight.asked_texts)
    needed = grown * size.used // max(1, size.whole)
    if needed > size.room:
        yield Fault(says=f"NVRAM has room for {size.room} bytes, and about {needed} would be saved")


WHAT_IT_STARTS_WITH = (
    Row(
        name="register",
        holds="The configuration register is 0x2102, or another one that boots and takes the startup configuration.",
        faults=_register,
        to_do="Type `config-register 0x2102` and save.",
        source="push.md A0 item 15; Cisco, Use of the Configuration Register on All Cisco Routers",
    ),
    Row(
        name="image",
        holds="An image that `boot system` names is there, as far as `dir` shows its file system.",
        faults=_image,
        to_do="Copy the image there, or mend `boot system`, and save.",
        source="push.md A0 item 15",
    ),
    Row(
        name="boot-configuration",
        holds="The next start takes its configuration from NVRAM, or from a file that is there, and from no server.",
        faults=_configuration_file,
        to_do="Take `boot config`, `boot network` or `service config` off the router, and save.",
        source="push.md A0 item 15",
    ),
    Row(
        name="archive",
        holds="The archive keeps its copies on the router itself; or there is none, and a restart was allowed.",
        faults=_archive,
        to_do="Give `archive` a `path` on flash.",
        source="push.md A2.2, A5 row 24",
        stages=UNDER_A_TIMER,
    ),
    Row(
        name="flash",
        holds="Flash has room for two copies of the configuration and a tenth more.",
        faults=_flash,
        to_do="Delete what nobody needs any more there.",
        source="push.md A2.4, A5 row 24",
        stages=(Stage.ARCHIVE, *UNDER_A_TIMER),
    ),
    Row(
        name="nvram",
        holds="NVRAM has room for the configuration as it will be, where the router shows how much it has.",
        faults=_nvram,
        to_do="Type `service compress-config`, or take lines off that nobody needs any more.",
        source="push.md A3.5, A5 row 38",
    ),
)
