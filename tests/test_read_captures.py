"""Two routers never become one, and of one router's several captures the configuration is taken that it runs."""

import pytest

from tests.reading import CONFIGS, read, tree
from wizard.errors import SourceError

HUB = """\
version 15.4
hostname hub
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
ip cef
"""
OLD_HUB = HUB.replace("ip cef", "no ip cef")
SPOKE = HUB.replace("hub", "spoke").replace("10.1", "10.2")
RUNNING = "Building configuration...\n\nCurrent configuration : 200 bytes\n!\n"
STARTUP = "Using 1893 out of 262136 bytes\n!\n"


def shown(prompt: str, command: str, lines: str) -> str:
    """What stands in a terminal log."""
    header = STARTUP if "start" in command else RUNNING
    return f"{prompt}#{command}\n{header}{lines}end\n\n{prompt}#\n"


def refusal(text: str) -> SourceError:
    """The error of a file that is refused."""
    with pytest.raises(SourceError) as raised:
        read(text, "log.cfg")
    return raised.value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(HUB + SPOKE, 7, id="one-after-the-other"),
        pytest.param(f"{HUB}end\n!\n{SPOKE}end\n", 9, id="one-after-the-other-up-to-end"),
        pytest.param(f"{RUNNING}{HUB}{RUNNING}{SPOKE}", 15, id="headers"),
        pytest.param(shown("hub", "show run", HUB) + shown("spoke", "show run", SPOKE), 20, id="prompts"),
        pytest.param(
            f"-------- show running-config --------\n{HUB}-------- show running-config --------\n{SPOKE}",
            9,
            id="show-tech",
        ),
        pytest.param(
            f"hub#conf t\nhub(config)#hostname hub\nhub(config)#ip cef\n{shown('spoke', 'show run', SPOKE)}",
            10,
            id="typed-and-shown",
        ),
        pytest.param("a#conf t\na(config)#hostname hub\na(config)#hostname spoke\n", 3, id="typed-twice"),
        pytest.param(f"{HUB}switchname spoke\n", 6, id="name-of-a-switch"),
    ],
)
def test_two_hostnames_in_one_file_are_refused_at_the_second(text: str, line: int) -> None:
    """The error names both with their lines, and says how the file is split."""
    error = refusal(text)

    assert error.where == f"log.cfg:{line}"
    assert "hub in line " in error.message or "`hostname hub` in line " in error.message
    assert "spoke" in error.message
    assert "a file of its own" in error.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            shown("hub", "show run", HUB) + shown("spoke", "show run", SPOKE.replace("hostname spoke\n", "")),
            19,
            id="second-without-hostname",
        ),
        pytest.param(
            shown("hub", "show run int vlan1", "interface Vlan1\n ip address 10.1.0.1 255.255.255.0\n")
            + shown("spoke", "show run | section cef", "ip cef\n"),
            16,
            id="parts",
        ),
        pytest.param("hub(config)#ip cef\nspoke(config)#no ip http server\n", 2, id="typed"),
    ],
)
def test_the_prompts_of_two_routers_are_two_routers(text: str, line: int) -> None:
    """A log in which an engineer went from one router to the next is refused where the next one begins."""
    error = refusal(text)

    assert error.where == f"log.cfg:{line}"
    assert error.message.startswith("the file holds two routers: hub")
    assert "spoke here" in error.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(HUB.replace("hostname hub\n", "") * 2, 5, id="below"),
        pytest.param(HUB + "".join(f"    {row}\n" for row in SPOKE.splitlines()), 6, id="quoted-below-the-first"),
        pytest.param(HUB + HUB, 7, id="the-same-twice"),
    ],
)
def test_a_second_configuration_is_refused_whatever_its_name(text: str, line: int) -> None:
    """Two copies that nothing tells apart are no configuration, with or without a name."""
    error = refusal(text)

    assert error.where == f"log.cfg:{line}"
    assert error.message.startswith("a second configuration in one file: `")


def test_two_configurations_of_real_routers_are_refused() -> None:
    """`cat hub.cfg spoke.cfg > both.cfg` is an easy slip."""
    both = "".join((CONFIGS / name).read_text() for name in ("server-dvti.cfg", "spoke-nem-classic.cfg"))

    assert refusal(both).message == "the file holds two routers: hq-vpn1 in line 15, and br-leeds here"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(shown("hub", "show run", HUB) + shown("hub", "show start", OLD_HUB), id="running-then-startup"),
        pytest.param(shown("hub", "show startup", OLD_HUB) + shown("hub", "sh run", HUB), id="startup-then-running"),
        pytest.param(shown("hub", "show configuration", OLD_HUB) + shown("hub", "wr t", HUB), id="old-commands"),
        pytest.param(f"{RUNNING}{HUB}end\n{STARTUP}{OLD_HUB}end\n", id="without-prompts"),
        pytest.param(
            f"-------- show running-config --------\n{HUB}end\n-------- show startup-config --------\n"
            f"{STARTUP}{OLD_HUB}end\n-------- show stacks --------\nMinimum process stacks:\n",
            id="show-tech",
        ),
        pytest.param(shown("hub", "show run", HUB) + shown("hub", "show run", HUB), id="twice-the-same"),
        pytest.param(
            f"hub#show run\n{RUNNING}{OLD_HUB[:60]}\n{shown('hub', 'show run', HUB)}", id="broken-off-then-whole"
        ),
        pytest.param(
            f"{shown('hub', 'show run', HUB)}hub#show run\n{RUNNING}{OLD_HUB[:60]}\nhub#\n", id="whole-then-broken-off"
        ),
        pytest.param(
            shown("hub", "show run", HUB) + shown("hub", "show run | section cef", "no ip cef\n"), id="whole-then-part"
        ),
        pytest.param(
            "hub#conf t\nhub(config)#no ip cef\nhub(config)#ip cef\nhub(config)#end\n" + shown("hub", "show run", HUB),
            id="typed-then-shown",
        ),
    ],
)
def test_the_running_configuration_is_taken_and_the_rest_is_none(text: str) -> None:
    """Of the captures of one router the one counts that is on it now; every line of the others is skipped."""
    source = read(text)

    assert tree(source) == HUB
    kept = {line.number for line in source.configuration.walk()}
    assert sorted((*kept, *source.skipped)) == list(range(1, text.count("\n") + 1))


def test_two_running_configurations_that_differ_are_refused() -> None:
    """Which of them is on the router is for the engineer to say."""
    error = refusal(shown("hub", "show run", OLD_HUB) + shown("hub", "show run", HUB))

    assert error.message == "the file holds two configurations of hub that differ, from line 6 and from line 19 on"
    assert error.where == "log.cfg:19"


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(shown("hub", "show run | begin Vlan1", HUB[HUB.index("interface") :]), id="its-rest"),
        pytest.param(shown("hub", "show start", HUB), id="startup"),
    ],
)
def test_a_configuration_that_is_broken_off_is_refused_beside_one_with_more(others: str) -> None:
    """Its rest is not left out without a word; a startup configuration does not take its place."""
    error = refusal(f"hub#show run\n{RUNNING}{HUB[: HUB.index('interface')]}{others}")

    assert error.message == "the configuration that line 6 begins has no `end`, and lacks lines that are here"
    assert "broken off" in error.hint


def test_a_change_after_the_configuration_was_shown_is_refused() -> None:
    """What was shown is no longer what is on the router."""
    error = refusal(shown("hub", "show run", HUB) + "hub#conf t\nhub(config)#no ip cef\nhub(config)#end\n")

    assert error.message == "the configuration that line 6 begins is changed here, after it was shown"
    assert error.where == "log.cfg:15"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Router#conf t\nRouter(config)#hostname hub\nhub(config)#ip cef\nhub(config)#end\nhub#wr\n",
            "hostname hub\nip cef\n",
            id="named-on-the-way",
        ),
        pytest.param(
            "a-long-name-of-a-router#conf t\na-long-name-of-a-rou(config)#ip cef\na-long-name-of-a(config-if)#no cdp\n",
            "ip cef\nno cdp\n",
            id="name-shortened-by-the-prompt",
        ),
        pytest.param(
            shown("hub", "show run int vlan1", "interface Vlan1\n") + shown("hub", "show run | sec cef", "ip cef\n"),
            "interface Vlan1\nip cef\n",
            id="several-parts",
        ),
        pytest.param(
            "hub#telnet 10.2.0.1\nTrying 10.2.0.1 ... Open\n\nUser Access Verification\n\nPassword: \nspoke>en\n"
            f"Password: \n{shown('spoke', 'sh run', SPOKE)}spoke#exit\n[Connection to 10.2.0.1 closed]\nhub#\n",
            SPOKE,
            id="reached-through-another",
        ),
        pytest.param(
            "hostname hub\nip cef\nhub#\nno cdp run\n", "hostname hub\nip cef\nno cdp run\n", id="stray-prompt"
        ),
        pytest.param(
            "hostname hub\ncrypto ikev2 keyring K\n peer P\n  hostname spoke\nrouter rip\n version 2\n",
            "hostname hub\ncrypto ikev2 keyring K\n peer P\n  hostname spoke\nrouter rip\n version 2\n",
            id="hostname-of-a-peer",
        ),
    ],
)
def test_one_router_is_read_as_one(text: str, expected: str) -> None:
    """Its prompt may change, and other things have names and versions too."""
    assert tree(read(text)) == expected


def test_the_two_configurations_are_told_apart_without_indentation() -> None:
    """A log that lost its indentation on the way is read as well."""
    hub = "hostname hub\ncrypto ikev2 keyring K\npeer P\nhostname spoke\nip cef\n"
    text = shown("hub", "show run", hub) + shown("hub", "show start", hub.replace("ip cef", "no ip cef"))

    assert tree(read(text)) == "hostname hub\ncrypto ikev2 keyring K\n peer P\n  hostname spoke\nip cef\n"


RENAMED = HUB.replace("hostname hub", "hostname store-hub")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            shown("store-hub", "show run", RENAMED) + shown("store-hub", "show start", HUB), id="running-first"
        ),
        pytest.param(
            shown("store-hub", "show start", HUB) + shown("store-hub", "show run", RENAMED), id="startup-first"
        ),
    ],
)
def test_a_router_that_was_renamed_and_not_saved_is_one_router(text: str) -> None:
    """Its prompt says that both are its own; what it would be called after a reload is no second router."""
    assert read(text, "log.cfg").device == "store-hub"


def test_a_startup_configuration_of_another_router_is_a_second_one() -> None:
    """Without the prompt that both were shown at nobody can tell."""
    both = shown("store-hub", "show run", RENAMED) + shown("spoke", "show start", SPOKE)

    assert refusal(both).message.startswith("the file holds two routers: store-hub")
    assert refusal(RUNNING + RENAMED + "end\n" + STARTUP + HUB + "end\n").message.startswith(
        "the file holds two routers"
    )
