"""A release is understood as an engineer writes it, as a configuration says it and as `show version` prints it."""

import pytest

from wizard.errors import ReleaseError
from wizard.model.release import Family
from wizard.parse.release import release

IOS_SHOW_VERSION = """\
Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M5, RELEASE SOFTWARE (fc1)
Technical Support: http://www.cisco.com/techsupport
Copyright (c) 1986-2019 by Cisco Systems, Inc.

ROM: System Bootstrap, Version 15.0(1r)M16, RELEASE SOFTWARE (fc1)
"""

IOS_XE_SHOW_VERSION = """\
Cisco IOS XE Software, Version 17.09.04a
Cisco IOS Software [Cupertino], c8000be Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.9.4a, RELEASE SOFTWARE
"""

IOS_XE_3S_SHOW_VERSION = """\
Cisco IOS XE Software, Version 03.16.05.S - Extended Support Release
Cisco IOS Software, ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 15.5(3)S5, RELEASE SOFTWARE (fc2)
"""


@pytest.mark.parametrize(
    ("text", "family", "shown"),
    [
        ("15.2", Family.IOS, "15.2"),
        ("12.4", Family.IOS, "12.4"),
        ("version 15.7", Family.IOS, "15.7"),
        ("15.2(4)M1", Family.IOS, "15.2(4)M1"),
        ("15.2(4)M", Family.IOS, "15.2(4)M"),
        ("15.1(4)M12a", Family.IOS, "15.1(4)M12a"),
        ("12.4(24)T8", Family.IOS, "12.4(24)T8"),
        ("12.4(3g)", Family.IOS, "12.4(3g)"),
        ("12.4(25d)", Family.IOS, "12.4(25d)"),
        ("15.9(3)M", Family.IOS, "15.9(3)M"),
        ("Version 15.0(1)M, RELEASE SOFTWARE (fc2)", None, ""),
        ("IOS Version 15.4(3)M2", Family.IOS, "15.4(3)M2"),
        ("IOS 15.4(3)M2", Family.IOS, "15.4(3)M2"),
        ("Release: 15.4(3)M2", Family.IOS, "15.4(3)M2"),
        ("17.3", Family.IOS_XE, "17.3"),
        ("version 17.9", Family.IOS_XE, "17.9"),
        ("17.03.04a", Family.IOS_XE, "17.03.04a"),
        ("17.3.4a", Family.IOS_XE, "17.03.04a"),
        ("16.09.08", Family.IOS_XE, "16.09.08"),
        ("16.3.5b", Family.IOS_XE, "16.03.05b"),
        ("17.09.04.0.6", Family.IOS_XE, "17.09.04"),
        ("IOS-XE 17.12.1", Family.IOS_XE, "17.12.01"),
        ("cisco ios xe software, version 17.06.01", Family.IOS_XE, "17.06.01"),
        ("03.16.05.S", Family.IOS_XE, "03.16.05.S"),
        ("3.16.5S", Family.IOS_XE, "03.16.05.S"),
        ("3.7.0S", Family.IOS_XE, "03.07.00.S"),
        ("15.5(3)S5", Family.IOS_XE, "03.16.05.S"),
        ("15.2(4)S1", Family.IOS_XE, "03.07.01.S"),
        ("15.1(9)S", Family.IOS, "15.1(9)S"),
        (IOS_SHOW_VERSION, Family.IOS, "15.7(3)M5"),
        (IOS_XE_SHOW_VERSION, Family.IOS_XE, "17.09.04a"),
        (IOS_XE_3S_SHOW_VERSION, Family.IOS_XE, "03.16.05.S"),
        ("Building configuration...\n!\nversion 15.2\nservice pad\n", Family.IOS, "15.2"),
    ],
)
def test_a_release_is_understood(text: str, family: Family | None, shown: str) -> None:
    """Names, `version` lines and whole outputs give the release that they name."""
    if family is None:
        with pytest.raises(ReleaseError):
            release(text)
        return

    found = release(text)
    assert (found.family, str(found)) == (family, shown)
    assert release(str(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty text is no release"),
        ("   \n", "an empty text is no release"),
        ("soon", "'soon' is no release"),
        ("15", "'15' is no release"),
        ("4.2(1)", "'4.2(1)' is no release"),
        ("15.2(4", "'15.2(4' is no release"),
        ("Cisco IOS XR Software, Version 6.5.3", "names no release of IOS or IOS-XE"),
        ("Cisco Nexus Operating System (NX-OS) Software", "names no release of IOS or IOS-XE"),
        ("Cisco Adaptive Security Appliance Software Version 9.12(4)", "names no release of IOS or IOS-XE"),
    ],
)
def test_what_is_no_release_is_refused(text: str, said: str) -> None:
    """The error says what was given, and how a release is written."""
    with pytest.raises(ReleaseError) as raised:
        release(text)

    assert said in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("12.4(24)T8", "15.0(1)M"),
        ("15.1", "15.2"),
        ("15.2", "15.2(1)T"),
        ("15.2(4)M", "15.2(4)M1"),
        ("15.2(4)M2", "15.2(4)M11"),
        ("15.1(4)M12", "15.1(4)M12a"),
        ("15.9(3)M", "15.10(1)M"),
        ("03.16.05.S", "16.03.01"),
        ("17.3", "17.03.01"),
        ("17.03.04", "17.03.04a"),
        ("17.9.4", "17.12.1"),
    ],
)
def test_releases_of_one_family_are_ordered(older: str, newer: str) -> None:
    """Numbers are compared as numbers; a release that is known in part comes before all that it may be."""
    assert release(older) < release(newer)
    assert release(newer) > release(older)
    assert release(newer).is_at_least(release(older))
    assert not release(older).is_at_least(release(newer))
    assert release(older).is_partial == ("(" not in older and older.count(".") == 1)


def test_releases_of_two_families_are_not_compared() -> None:
    """IOS 15.9 is neither older nor newer than IOS-XE 17.3."""
    assert not release("15.9").is_at_least(release("17.3"))
    assert release("17.3").is_at_least(release("15.2(4)M"), release("16.3"))
    with pytest.raises(TypeError):
        assert release("15.9") < release("17.3")
