"""What a practice router prints of its lines, lock, log, time and licence, each text with where it was read."""

from wizard.practice.texts import MEMORY, Text

TIME_BY_NTP = Text(text="Time source is NTP\n", source="A2.7 [T G1]")
TIME_BY_HAND = Text(
    text="Time source is user configuration\n", source="D: Cisco IOS basic system management, `show clock detail`"
)
NO_TIME_SOURCE = Text(text="No time source\n", source=MEMORY)
NTP_UNSYNCHRONIZED = Text(
    text="Clock is unsynchronized, stratum 16, no reference clock\n"
    "nominal freq is 250.0000 Hz, actual freq is 250.0000 Hz, precision is 2**10\n"
    "ntp uptime is 0 (1/100 of seconds), resolution is 4000\n"
    "reference time is 00000000.00000000 (00:00:00.000 UTC Mon Jan 1 1900)\n"
    "clock offset is 0.0000 msec, root delay is 0.00 msec\n"
    "root dispersion is 0.00 msec, peer dispersion is 0.00 msec\n"
    "loopfilter state is 'FSET' (Drift set from file), drift is 0.000000000 s/s\n"
    "system poll interval is 64, never updated.\n",
    source="T: published transcripts of `show ntp status`",
    about="its numbers",
)
NTP_SYNCHRONIZED = Text(
    text="Clock is synchronized, stratum 2, reference is {server}\n"
    "nominal freq is 250.0000 Hz, actual freq is 249.9990 Hz, precision is 2**10\n"
    "ntp uptime is 360000 (1/100 of seconds), resolution is 4000\n"
    "reference time is {seconds}.00000000 ({time})\n"
    "clock offset is 0.5000 msec, root delay is 12.00 msec\n"
    "root dispersion is 8.00 msec, peer dispersion is 1.00 msec\n"
    "loopfilter state is 'CTRL' (Normal Controlled Loop), drift is 0.000000010 s/s\n"
    "system poll interval is 64, last update was 12 sec ago.\n",
    source="T: published transcripts of `show ntp status`",
    about="its numbers",
)
NTP_ASSOCIATIONS = Text(
    text="\n  address         ref clock       st   when   poll reach  delay  offset   disp\n",
    source="T: published transcripts of `show ntp associations`",
)
NTP_ASSOCIATION = Text(
    text="{mark}~{server:<15} {clock:<14} {stratum:>3}     12     64 {reach:>5}  1.000   0.500  1.000\n",
    source="T: published transcripts of `show ntp associations`",
    about="its numbers",
)
NTP_ASSOCIATIONS_END = Text(
    text=" * sys.peer, # selected, + candidate, - outlyer, x falseticker, ~ configured\n",
    source="T: published transcripts of `show ntp associations`",
)
PROCESSOR = Text(
    text="CPU utilization for five seconds: 2%/0%; one minute: 1%; five minutes: 1%\n"
    " PID Runtime(ms)     Invoked      uSecs   5Sec   1Min   5Min TTY Process \n"
    "   1           4         327         12  0.00%  0.00%  0.00%   0 Chunk Manager    \n",
    source="T: published transcripts of `show processes cpu`",
    about="its numbers",
)
LINES = Text(
    text="   Tty Typ     Tx/Rx    A Modem  Roty AccO AccI   Uses   Noise  Overruns   Int\n",
    source="T: published transcripts of `show line`",
)
LINES_FIRST = Text(
    text="      0 CTY              -    -      -    -    -      0       0     0/0       -\n"
    "      1 AUX   9600/9600  -    -      -    -    -      0       0     0/0       -\n",
    source="T: published transcripts of `show line`",
)
LINES_VTY = Text(
    text="{here} {number:>5} VTY              -    -      -    - {access:>4} {uses:>6}       0     0/0       -\n",
    source="T: published transcripts of `show line`",
    about="a list with a long name",
)
CONNECTIONS = Text(text="TCB       Local Address               Foreign Address             (state)\n", source=MEMORY)
CONNECTION = Text(text="{block:08X}  {local:<27} {foreign:<27} ESTAB\n", source=MEMORY)
CONFIGURATION_LOCKED = Text(
    text="Configuration mode locked exclusively by user '{user}' process '{process}' from terminal '{line}'. "
    "Please try later.\n",
    source="A2.8 [C U3]",
)
PUSHED_BACK = Text(
    text="Config session is locked by process '{process}', user will be pushed back to exec mode. "
    "Command execution is locked, Please try later.\n",
    source="A2.8 [C U2]",
)
NO_LOCK_HERE = Text(text="% Configuration mode exclusive is not configured\n", source=MEMORY)
LOCK_FREE = Text(
    text="Parser Configure Lock\n"
    "---------------------\n"
    "Owner PID         : -1\n"
    "User              : unknown\n"
    "TTY               : -1\n"
    "Type              : NO LOCK\n"
    "State             : FREE\n"
    "Class             : unknown\n"
    "Count             : 0\n"
    "Pending Requests  : 0\n"
    "User debug info   : \n",
    source="A2.8 [D D1][T G1]",
    about="all but owner and state",
)
LOCK_HELD = Text(
    text="Parser Configure Lock\n"
    "---------------------\n"
    "Owner PID         : {process}\n"
    "User              : {user}\n"
    "TTY               : {line}\n"
    "Type              : EXCLUSIVE\n"
    "State             : LOCKED\n"
    "Class             : EXPOSED\n"
    "Count             : 1\n"
    "Pending Requests  : 0\n"
    "User debug info   : configure terminal\n",
    source="A2.8 [D D1][T G1]",
    about="all but type and state",
)
CONFIGURATION_LOG = Text(text=" idx   sess           user@line      Logged command\n", source="A2.7 [T G1]")
LOGGED = Text(text="{number:>5} {session:>5} {who:>20}     |{command} \n", source="A2.7 [T G1]", about="the blanks")
APPLETS = Text(text="No.  Class     Type    Event Type          Trap  Time Registered           Name\n", source=MEMORY)
APPLET = Text(text="{place:<4} applet    user    {event:<19} Off   {time}  {name}\n", source=MEMORY)

_OF_A_FEATURE = (
    "        Period left: Life time\n"
    "        License Type: Permanent\n"
    "        License State: Active, In Use\n"
    "        License Count: Non-Counted\n"
    "        License Priority: Medium\n"
)
LICENCES = Text(
    text=f"Index 1 Feature: ipbasek9                       \n{_OF_A_FEATURE}"
    f"Index 2 Feature: securityk9                     \n{_OF_A_FEATURE}",
    source="flexvpn.md: Feature, License State",
    about="the other rows",
)
LICENCE_OF_A_LEVEL = Text(
    text="License Usage\n=============\n\nnetwork-advantage (ISR4331_Advantage):\n  Count: 1\n  Status: IN USE\n\n",
    source=MEMORY,
)
