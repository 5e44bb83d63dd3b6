"""Lines that hold a secret without a word that says so: of applets, chat scripts and banners."""

import pytest

from wizard.ios.masking import MASK, masked

COMMANDS = (
    *("enable", "ena", "en", "end", "exit", "configure", "conf", "config", "disable", "logout", "quit", "wr", "write"),
    *("show", "reload", "y", "n", "yes", "no", "$_cli_result", "$password"),
)
"""What an applet types that is no secret."""


@pytest.mark.parametrize("word", COMMANDS)
@pytest.mark.parametrize(
    "form", ['action 1.0 cli command "{}"', "action 1.0 cli command {}", 'action 010 cli command "{}" pattern "#"']
)
def test_a_command_of_an_applet_is_shown(form: str, word: str) -> None:
    """Whoever reads the file sees what it types."""
    assert masked(f" {form.format(word)}") == f" {form.format(word)}"


@pytest.mark.parametrize(
    "typed", ["show clock", "configure terminal", "interface Tunnel0", "no shutdown", "write memory"]
)
def test_a_command_of_several_words_is_shown(typed: str) -> None:
    """No password has a blank where an applet types it by itself."""
    assert masked(f' action 2.0 cli command "{typed}"') == f' action 2.0 cli command "{typed}"'


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (' action 1.0 cli command "Hunter2"', " action 1.0 cli command {}"),
        (" action 1.0 cli command Hunter2", " action 1.0 cli command {}"),
        (' action 1.0 cli command "Hunter2" pattern "#"', ' action 1.0 cli command {} pattern "#"'),
        (" action 1.0 set password Hunter2", " action 1.0 set password {}"),
        (" action 1.0 set my_pw Hunter2", " action 1.0 set my_pw {}"),
        (" action 1.0 set apikey Hunter2", " action 1.0 set apikey {}"),
        (" action 1.0 set secret Hunter2", " action 1.0 set secret {}"),
        (" action 1.0 set token Hunter2", " action 1.0 set token {}"),
        (" action 1.0 set pin 4711", " action 1.0 set pin {}"),
        ("event manager environment my_variable Hunter2", "event manager environment my_variable {}"),
    ],
)
def test_a_reply_and_what_is_kept_for_one_are_masked(line: str, shown: str) -> None:
    """A word by itself that is no command answers a question for a password."""
    assert masked(line) == shown.format(MASK)


@pytest.mark.parametrize(
    "line",
    [
        " action 1.0 set counter 1",
        " action 1.0 set interface Tunnel0",
        " action 1.0 syslog msg Hunter2",
        " action 1.0 cli command",
        " action 1.0 set password",
        *(
            f"event manager environment {name} value"
            for name in (
                *("_cron_entry", "_email_to", "_email_from", "_email_cc", "_show_cmd", "_show_cmd1", "_syslog_pattern"),
                *("_config_cmd1", "_config_cmd2"),
            )
        ),
        "event manager applet Hunter2",
    ],
)
def test_what_holds_no_secret_is_shown(line: str) -> None:
    """Counters, and the variables of Cisco's own samples."""
    assert masked(line) == line


@pytest.mark.parametrize(
    "word",
    [
        *("ABORT", "ERROR", "BUSY", "SAY", "TIMEOUT", "60", "ECHO", "OFF", "ON", "OK", "CONNECT", "NO", "CARRIER"),
        *("DIALTONE", "ANSWER", "ATDT", "ATZ", "at&f", "\\T", "\\c", '""', "ogin:", "word:", '"ogin:"'),
    ],
)
def test_what_a_chat_script_expects_is_shown(word: str) -> None:
    """Commands of the modem and of the script, and prompts."""
    assert masked(f"chat-script MODEM {word}") == f"chat-script MODEM {word}"


@pytest.mark.parametrize("word", ["Hunter2", "ATDT0123456789012", "AT=secret"])
def test_what_a_chat_script_replies_is_masked(word: str) -> None:
    """A long number that is dialled, and whatever is no word of the script."""
    assert masked(f"chat-script MODEM ogin: {word}") == f"chat-script MODEM ogin: {MASK}"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        *(
            (f"banner {kind} ^CHello Hunter2^C", f"banner {kind} {{}}")
            for kind in ("motd", "login", "exec", "incoming")
        ),
        ("banner prompt-timeout ^CHello^C", "banner prompt-timeout {}"),
        ("banner slip-ppp ^CHello^C", "banner slip-ppp {}"),
        ("banner config-save ^CHello^C", "banner config-save {}"),
        ("banner ^CHello^C", "banner {}"),
        ("banner motd ^C", "banner motd ^C"),
        ("banner motd #", "banner motd #"),
    ],
)
def test_all_of_a_banner_is_masked_but_its_kind(line: str, shown: str) -> None:
    """Nobody can know what it says; a banner that only begins has nothing to hide."""
    assert masked(line) == shown.format(MASK)
