"""The completion of bash and of zsh, made of the rows of the commands; what it offers stands in it, but for files."""

from collections.abc import Iterable, Iterator

from wizard.check import CHECKS
from wizard.cli.command_row import Argument, Command, Takes
from wizard.cli.command_table import COMMANDS, OPTIONS_OF_THE_WIZARD
from wizard.cli.documentation import pages
from wizard.model.question import Kind
from wizard.questions import QUESTIONS

_HELP = Argument(("-h", "--help"), "show the help of this command")

_KEYS = tuple(question.key for question in QUESTIONS)
_CHOICES = {
    question.key: tuple(choice.value for choice in question.choices) or (("yes", "no") if yes_no else ())
    for question in QUESTIONS
    for yes_no in (question.kind is Kind.YES_NO,)
    if question.kind is not Kind.SECRET
}
"""The keys that `--set` takes, and what may be answered where that is a choice."""

_BASH = """\
# The completion of ez2flex for bash: eval "$(ez2flex completion bash)", or a file in
# ~/.local/share/bash-completion/completions/ called ez2flex.

_ez2flex_words() {
    local IFS=$' \\n'
    COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_ez2flex_files() {
    local IFS=$'\\n'
    COMPREPLY=($(compgen "$1" -- "$word"))
    compopt -o filenames 2>/dev/null
}

_ez2flex_devices() {
    local path names=""
    [ -n "$site" ] || return
    for path in "$site"/sources/*.cfg "$site"/out/*/; do
        [ -e "$path" ] || continue
        path=${path%/}
        path=${path##*/}
        names="$names ${path%.cfg}"
    done
    _ez2flex_words "$names"
    COMPREPLY=($(printf '%s\\n' "${COMPREPLY[@]}" | sort -u))
}

_ez2flex_keys() {
    local whole=$word device="" IFS=$' \\n'
    case $word in *.*) device=${word%.*}. word=${word##*.} ;; esac
    COMPREPLY=($(compgen -P "$device" -S "$2" -W "$1" -- "$word"))
    [ -z "$2" ] || compopt -o nospace 2>/dev/null
    word=$whole
}

_ez2flex_values() {
    case ${1##*.} in
@VALUES@
    esac
}

_ez2flex_kind() {
    case $1 in
        file) _ez2flex_files -f ;;
        site) _ez2flex_files -d ;;
        device) _ez2flex_devices ;;
        key) _ez2flex_keys "@KEYS@" "" ;;
        answer) _ez2flex_keys "@ANSWERS@" "=" ;;
        topic) _ez2flex_words "@TOPICS@" ;;
    esac
}

_ez2flex_skip() {
    place=$((place + 1))
    [ "${COMP_WORDS[place]-}" != "=" ] || place=$((place + 1))
}

_ez2flex() {
    local word=${COMP_WORDS[COMP_CWORD]} before="" command="" site="" count=0 place=1 known
    COMPREPLY=()
    # Bash cuts a word at each `=`.
    if [ "$word" = "=" ]; then
        word=""
        before=${COMP_WORDS[COMP_CWORD-1]}
        [ "$COMP_CWORD" -lt 3 ] || known=${COMP_WORDS[COMP_CWORD-2]}
    elif [ "${COMP_WORDS[COMP_CWORD-1]}" = "=" ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
        [ "$COMP_CWORD" -lt 4 ] || known=${COMP_WORDS[COMP_CWORD-3]}
    else
        before=${COMP_WORDS[COMP_CWORD-1]}
    fi
    if [ "${known-}" = "--set" ]; then
        _ez2flex_values "$before"
        return
    fi
    while [ "$place" -lt "$COMP_CWORD" ]; do
        case "$command ${COMP_WORDS[place]}" in
@SKIPPED@
            *" -"*) ;;
            *" =") place=$((place + 1)) ;;
            " "*) command=${COMP_WORDS[place]} ;;
            *)
                [ "$count" -gt 0 ] || site=${COMP_WORDS[place]}
                count=$((count + 1))
                ;;
        esac
        place=$((place + 1))
    done
    case "$command $before" in
@BEHIND_OPTIONS@
    esac
    case $word in
        -*)
            case $command in
@OPTIONS@
            esac
            return
            ;;
    esac
    case $command in
        "")
            _ez2flex_files -f
            COMPREPLY+=($(compgen -W "@COMMANDS@" -- "$word"))
            ;;
@WORDS@
        *) _ez2flex_files -f ;;
    esac
}

complete -F _ez2flex ez2flex
"""

_ZSH = """\
#compdef ez2flex
# The completion of ez2flex for zsh: eval "$(ez2flex completion zsh)" behind compinit, or a file called _ez2flex in a
# folder of $fpath.

_ez2flex_devices() {
    setopt localoptions nullglob
    local file
    for file in "${words[2]}"/sources/*.cfg "${words[2]}"/out/*; do
        file=${file##*/}
        compadd -- "${file%.cfg}"
    done
}

_ez2flex_keys() {
    compset -P '*.'
    compadd -- @KEYS@
}

_ez2flex_answers() {
    local key=${PREFIX%%=*}
    if [[ $PREFIX == *=* ]]; then
        compset -P '*='
        case ${key##*.} in
@VALUES@
        esac
    else
        compset -P '*.'
        compadd -S '=' -- @ANSWERS@
    fi
}

_ez2flex_topics() {
    compadd -- @TOPICS@
}

_ez2flex() {
    local -a commands
    commands=(
@COMMANDS@
    )
    if (( CURRENT == 2 )); then
        _describe -t commands 'command' commands
        _arguments '*:site or configuration:_files' @WIZARD@
        return
    fi
    local command=${words[2]}
    shift words
    (( CURRENT-- ))
    case $command in
@ARGUMENTS@
        *) _files ;;
    esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ez2flex "$@"
else
    compdef _ez2flex ez2flex
fi
"""

_ACTIONS = {
    Takes.FILE: "_files",
    Takes.SITE: "_files -/",
    Takes.NAME: " ",
    Takes.DEVICE: "_ez2flex_devices",
    Takes.ANSWER: "_ez2flex_answers",
    Takes.KEY: "_ez2flex_keys",
    Takes.TOPIC: "_ez2flex_topics",
}


def completion(shell: str) -> str:
    """The completion of that shell."""
    text, parts = {"bash": (_BASH, _bash_parts()), "zsh": (_ZSH, _zsh_parts())}[shell]
    shared = {
        "KEYS": " ".join(_KEYS),
        "ANSWERS": " ".join(_CHOICES),
        "TOPICS": " ".join((*sorted(CHECKS), *pages())),
    }
    for name, part in {**shared, **parts}.items():
        text = text.replace(f"@{name}@", part)
    return text


def _bash_parts() -> dict[str, str]:
    with_value = [
        (command, option) for command in COMMANDS.values() for option in _options(command) if not option.is_flag
    ]
    return {
        "COMMANDS": " ".join(command.name for command in COMMANDS.values()),
        "VALUES": _cases((f"{key}) {_bash_words(values)} ;;" for key, values in _CHOICES.items() if values), 8),
        # What stands behind an option is neither the site nor a further word.
        "SKIPPED": _cases((f"{_behind(command, option)}) _ez2flex_skip ;;" for command, option in with_value), 12),
        "BEHIND_OPTIONS": _cases(
            (f"{_behind(command, option)}) {_bash_of(option)}; return ;;" for command, option in with_value), 8
        ),
        "OPTIONS": _cases(_bash_options(), 16),
        "WORDS": _cases((_bash_positions(command) for command in COMMANDS.values()), 8),
    }


def _behind(command: Command, option: Argument) -> str:
    """The pattern of that option of that command."""
    return "|".join(f'"{command.name} {name}"' for name in option.names)


def _bash_words(words: Iterable[str]) -> str:
    return f'_ez2flex_words "{" ".join(words)}"'


def _bash_of(argument: Argument) -> str:
    """What completes an argument."""
    return _bash_words(argument.choices) if argument.choices else f"_ez2flex_kind {argument.takes.value}"


def _bash_options() -> Iterator[str]:
    yield f'"") {_bash_words(name for option in OPTIONS_OF_THE_WIZARD for name in option.names)} ;;'
    for command in COMMANDS.values():
        names = [name for option in (*_options(command), _HELP) for name in option.names]
        yield f"{command.name}) {_bash_words(names)} ;;"


def _bash_positions(command: Command) -> str:
    """What completes each word of a command that is no option; the last one of many goes on."""
    words = _words(command)
    cases = [f"{place}) {_bash_of(word)} ;;" for place, word in enumerate(words)]
    if words and words[-1].nargs in {"+", "*"}:
        cases.append(f"*) {_bash_of(words[-1])} ;;")
    return f"{command.name}) case $count in {' '.join(cases)} esac ;;" if cases else f"{command.name}) ;;"


def _zsh_parts() -> dict[str, str]:
    described = (f"{command.name}:{_escaped(command.sentence)}" for command in COMMANDS.values())
    return {
        "COMMANDS": _cases((_quoted(text) for text in described), 8),
        "VALUES": _cases(
            (f"{key}) compadd -- {' '.join(values)} ;;" for key, values in _CHOICES.items() if values), 12
        ),
        "WIZARD": " ".join(_zsh_options(OPTIONS_OF_THE_WIZARD)),
        "ARGUMENTS": _cases(
            (f"{command.name}) _arguments {' '.join(_zsh_specs(command))} ;;" for command in COMMANDS.values()), 8
        ),
    }


def _zsh_specs(command: Command) -> Iterator[str]:
    yield from _zsh_options((*_options(command), _HELP))
    for place, word in enumerate(_words(command), 1):
        position = "*" if word.nargs in {"+", "*"} else str(place)
        yield _quoted(f"{position}:{_escaped(word.metavar)}:{_zsh_action(word)}")


def _zsh_options(options: Iterable[Argument]) -> Iterator[str]:
    for option in options:
        value = (
            ""
            if option.is_flag
            else f":{_escaped(option.metavar or option.names[0].lstrip('-'))}:{_zsh_action(option)}"
        )
        for name in option.names:
            sign = "=" if value and name.startswith("--") else ""
            yield _quoted(f"{'*' if option.repeated else ''}{name}{sign}[{_escaped(option.help)}]{value}")


def _zsh_action(argument: Argument) -> str:
    return f"({' '.join(argument.choices)})" if argument.choices else _ACTIONS[argument.takes]


def _escaped(text: str) -> str:
    """A text in which no sign ends a part of a specification."""
    return "".join(f"\\{sign}" if sign in "[]:\\" else sign for sign in text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _cases(rows: Iterable[str], margin: int) -> str:
    return "\n".join(f"{'':{margin}}{row}" for row in rows)


def _options(command: Command) -> tuple[Argument, ...]:
    return tuple(argument for argument in command.arguments if argument.is_option)


def _words(command: Command) -> tuple[Argument, ...]:
    return tuple(argument for argument in command.arguments if not argument.is_option)
