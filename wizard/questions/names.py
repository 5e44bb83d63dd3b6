"""The name of every object that the plan makes: questions too, with the first free name as the default."""

from collections.abc import Callable

from wizard.data.answer_forms import Name, NumberedName
from wizard.data.planned_objects import OBJECTS, ObjectKind
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend
from wizard.situation.hub import is_new_hub

NAME_PREFIX = Question(
    key="name_prefix",
    step=WizardStep.ADDRESSES,
    scope=Scope.SITE,
    form=Name(),
    names="prefix",
    wording="With which word do the names of the new objects begin?",
    why="Every object that the plan makes gets this name, or the first free one that begins with it.",
    default=lambda asking: recommend("FLEX", "short, and seldom taken"),
    citation="design of ez2flex",
)


def _free_name(kind: ObjectKind) -> Callable[[Asking], Default]:
    def default(asking: Asking) -> Default:
        taken, prefix = _taken(asking, kind), asking.value("name_prefix")
        if not prefix:
            return open_until_answered("the word with which names begin is open")
        wanted = f"{prefix}{kind.suffix}"
        name, attempt = wanted, 1
        while name.lower() in taken:
            attempt += 1
            name = f"{wanted}-{attempt}"
        why = "no other object has this name" if attempt == 1 else f"{wanted} is taken on this router"
        return recommend(name, why)

    return default


def _free_number(kind: ObjectKind) -> Callable[[Asking], Default]:
    def default(asking: Asking) -> Default:
        taken = _taken(asking, kind)
        number = kind.first_number
        while str(number) in taken:
            number += 1
        return recommend(f"{kind.number_prefix}{number}", "the first free number")

    return default


def _taken(asking: Asking, kind: ObjectKind) -> set[str]:
    source = asking.plan.source(asking.device)
    return {name.lower() for name in kind.names(source.configuration)} if source else set()


def _question(kind: ObjectKind) -> Question:
    return Question(
        key=f"name_{kind.key}",
        step=WizardStep.ADDRESSES,
        scope=Scope.DEVICE,
        form=NumberedName(kind.number_prefix) if kind.numbered else Name(),
        names=kind.key,
        wording=f"Name of the {kind.title}?",
        why=f"It must be free on this router: {kind.header}.",
        default=_free_number(kind) if kind.numbered else _free_name(kind),
        applies=lambda asking: _gets(asking, kind),
        citation="flexvpn.md 4.4 rule 11",
    )


def _gets(asking: Asking, kind: ObjectKind) -> bool:
    if not kind.only(asking):
        return False
    if asking.device == asking.hub:
        return kind.on_hub
    if asking.device == asking.plan.server.device:
        return kind.on_server and is_new_hub(asking)
    return kind.on_spoke or (kind.on_backup and asking.backup_client is not None)


NAME_QUESTIONS = (NAME_PREFIX, *(_question(kind) for kind in OBJECTS))
