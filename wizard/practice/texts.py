"""What a practice router prints, each text with where it was read: the ledger of its fidelity.

The tags are those of the notes on pushing safely: D vendor documentation, T a published transcript, C the source of a
tool that drives IOS, I an issue, M memory that nobody checked. A text without one of the first four is unconfirmed.
"""

from dataclasses import dataclass

MEMORY = "memory"
"""The source of a text that nobody has checked on a router."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text as it goes over the line, `\\n` for the end of a row."""

    text: str
    """With `{name}` in the places of what differs."""
    source: str
    """MEMORY, or where it was read."""
    about: str = ""
    """What may be otherwise, where a part of it is unconfirmed."""

    def of(self, **values: object) -> str:
        """The text with what differs filled in."""
        return self.text.format_map(values)

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody published it."""
        return self.source != MEMORY and not self.about


INVALID_INPUT = Text(
    text="% Invalid input detected at '^' marker.\n\n",
    source="A3.3 [T V7][T U2]",
    about="whether the caret stands below the first letter of the wrong word, or where it begins to be wrong",
)
INCOMPLETE = Text(text="% Incomplete command.\n\n", source="A3.3 [T V7]")
AMBIGUOUS = Text(
    text='% Ambiguous command:  "{line}"\n', source="A3.3 [C P2][C U1]", about="two blanks behind the colon"
)
TRANSLATING = Text(text='Translating "{word}"...domain server (255.255.255.255)\n', source="A3.3 [T V7]")
UNKNOWN_COMMAND = Text(
    text="% Unknown command or computer name, or unable to find computer address\n", source="A3.3 [T V7]"
)
CONFIGURING = Text(text="Enter configuration commands, one per line.  End with CNTL/Z.\n", source="A2.1 [T T1]")
MORE = Text(text=" --More-- ", source="A3.1 [C U2]")
NO_PASSWORD_SET = Text(text="% No password set\n", source="A3.2 [C U1]")
BAD_SECRETS = Text(text="% Bad secrets\n\n", source=MEMORY)
PASSWORD = Text(text="Password: ", source="A3.2 [C U1]")
BUILDING = Text(text="Building configuration...\n", source="A2.4 [T V4]")
RUNNING_HEADER = Text(text="\nCurrent configuration : {size} bytes\n", source="A2.7 [C O2][C N1]")
LAST_CHANGE = Text(text="! Last configuration change at {time}{by}\n", source="A2.7 [C O2][C N1]")
NVRAM_UPDATED = Text(text="! NVRAM config last updated at {time}{by}\n", source="A2.7 [C O2][C N1]")
STARTUP_HEADER = Text(text="Using {size} out of {room} bytes\n", source=MEMORY)
NO_STARTUP = Text(text="startup-config is not present\n", source=MEMORY)
LOAD = Text(
    text="Load for five secs: 1%/0%; one minute: 1%; five minutes: 1%\n{source}, {time}\n\n",
    source="A2.7 [T G1][C N1]",
    about="what stands there without NTP, and the blank row",
)
NO_SUCH_FILE = Text(text="%Error opening {file} (File not found)\n", source=MEMORY)
DIRECTORY = Text(text="Directory of {place}\n\n", source=MEMORY)
DIRECTORY_ROW = Text(text="{number:5}  {rights}  {size:10}  {time}  {name}\n", source=MEMORY)
DIRECTORY_END = Text(text="\n{total} bytes total ({free} bytes free)\n", source=MEMORY)
NO_FILES = Text(text="No files in directory\n", source=MEMORY)
ARCHIVE_OFF = Text(text=" Archive feature not enabled\n", source="A2.1 [T Y1]")
BAD_FILTER = Text(text="% Failed to compile regular expression\n", source=MEMORY)
PRIVILEGE = Text(text="Current privilege level is {privilege}\n", source=MEMORY)
USERS = Text(text="    Line       User       Host(s)              Idle       Location\n", source=MEMORY)
USERS_ROW = Text(
    text="{here} {line:>2} vty {vty:<5} {user:<10} idle                 {idle:<8} {location}\n", source=MEMORY
)
USERS_END = Text(text="\n  Interface    User               Mode         Idle     Peer Address\n\n", source=MEMORY)
CLOCK = Text(text="{mark}{time}\n", source="A3.10 [T G1]", about="the mark in front")
CONFIGURED_BY = Text(text="%SYS-5-CONFIG_I: Configured from console by {who}", source="A3.9")
NUMBER_OUT_OF_RANGE = Text(text="% Invalid input detected at '^' marker.\n\n", source=MEMORY)
VERSION_OF_IOS = Text(
    text="Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version {release}, RELEASE SOFTWARE (fc1)\n"
    "Technical Support: http://www.cisco.com/techsupport\n"
    "Copyright (c) 1986-2016 by Cisco Systems, Inc.\n"
    "Compiled Mon 09-May-16 07:06 by prod_rel_team\n"
    "\n"
    "ROM: System Bootstrap, Version 15.0(1r)M16, RELEASE SOFTWARE (fc1)\n"
    "\n"
    "{host} uptime is {uptime}\n"
    "System returned to ROM by power-on\n"
    'System image file is "flash0:c2900-universalk9-mz.SPA.bin"\n'
    "\n"
    "Cisco CISCO2911/K9 (revision 1.0) with 483328K/40960K bytes of memory.\n"
    "Processor board ID {serial}\n"
    "3 Gigabit Ethernet interfaces\n"
    "DRAM configuration is 64 bits wide with parity enabled.\n"
    "255K bytes of non-volatile configuration memory.\n"
    "250880K bytes of ATA System CompactFlash 0 (Read/Write)\n"
    "\n"
    "Configuration register is 0x2102\n"
    "\n",
    source=MEMORY,
)
VERSION_OF_IOS_XE = Text(
    text="Cisco IOS XE Software, Version {release}\n"
    "Cisco IOS Software [Amsterdam], ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version {release}, "
    "RELEASE SOFTWARE (fc1)\n"
    "Technical Support: http://www.cisco.com/techsupport\n"
    "Copyright (c) 1986-2021 by Cisco Systems, Inc.\n"
    "\n"
    "{host} uptime is {uptime}\n"
    "Uptime for this control processor is {uptime}\n"
    "System returned to ROM by PowerOn\n"
    'System image file is "bootflash:packages.conf"\n'
    "Last reload reason: PowerOn\n"
    "\n"
    "cisco ISR4331/K9 (1RU) processor with 1795979K/6147K bytes of memory.\n"
    "Processor board ID {serial}\n"
    "3 Gigabit Ethernet interfaces\n"
    "32768K bytes of non-volatile configuration memory.\n"
    "4194304K bytes of physical memory.\n"
    "3207167K bytes of flash memory at bootflash:.\n"
    "\n"
    "Configuration register is 0x2102\n"
    "\n",
    source=MEMORY,
)
PHYSICAL_INTERFACE = Text(text="% Removal of physical interfaces is not permitted\n", source=MEMORY)
DEFAULT_INTERFACE = Text(text="Interface {name} set to default configuration\n", source=MEMORY)
DUPLICATE_NUMBER = Text(text="% Duplicate sequence number\n", source=MEMORY)
ENTER_BANNER = Text(text="Enter TEXT message.  End with the character '{end}'.\n", source="A3.7 [C E1]")

OK = Text(text="[OK]\n", source="A3.5 [C S1][T S2]")
COMPRESSED = Text(text="  Compressed configuration from {size} bytes to {packed} bytes[OK]\n", source="A3.5 [C S1]")
OTHER_VERSION = Text(
    text="Warning: Attempting to overwrite an NVRAM configuration previously written\n"
    "by a different version of the system image.\n"
    "Overwrite the previous NVRAM configuration?[confirm]",
    source="A3.5 [C S1][T S2]",
)
NVRAM_BUSY = Text(text="startup-config file open failed (Device or resource busy)\n", source="A3.5 [C S1]")
TOO_LARGE = Text(text="Compressed configuration is too large for nvram\n", source="A3.5 [C S1][T S2]")
TRUNCATE = Text(text="Truncate config?? [no]:", source="A3.5 [C S1][T S2]")
DESTINATION = Text(text="Destination filename [{name}]? ", source="A2.4 [T V19]")
OVERWRITE = Text(
    text="%Warning:There is a file already existing with this name\nDo you want to over write? [confirm]", source=MEMORY
)
COPIED = Text(text="{size} bytes copied in 0.433 secs ({rate} bytes/sec)\n", source="A2.4 [T V19]")
FLASH_FULL = Text(text="%Error writing {file} (No space left on device)\n", source="A3.5 [C V9]", about="its words")
NO_WRITING_THERE = Text(text="%Error opening {file} (Permission denied)\n", source=MEMORY)
DELETE_NAME = Text(text="Delete filename [{name}]? ", source=MEMORY)
DELETE_SURE = Text(text="Delete {system}/{name}? [confirm]", source=MEMORY)
VERIFIED = Text(text=".Done!\nverify /md5 ({file}) = {digest}\n\n", source=MEMORY)
ARCHIVE_LIST = Text(
    text="The maximum archive configurations allowed is {most}.\n"
    "There are currently {count} archive configurations saved.\n"
    "The next archive file will be named {next}\n"
    " Archive #  Name\n",
    source="A2.2 [T G1]",
)
ARCHIVE_ROW = Text(text="   {number:<8} {file}{mark}\n", source="A2.2 [T G1]")
ARCHIVE_NEEDED = Text(
    text="%Turn config archive on before using Rollback Confirmed Change\n", source="A2.1 [C E1][C O1]"
)
BACKING_UP = Text(
    text="Rollback Confirmed Change: Backing up current running config to {file}\n\n", source="A2.1 [T T1][T T2]"
)
ALREADY_PENDING = Text(text="%Rollback Confirmed Change is already pending\n", source=MEMORY)
NOTHING_PENDING = Text(text="%No Rollback Confirmed Change pending\n", source="A2.1 [C N1][C A1][C O1]")
NOT_YOUR_TIMER = Text(text="%Rollback Confirmed Change was started by another user\n", source=MEMORY)
PENDING = Text(
    text="Time configured(or reconfigured): {time}\n"
    "Timer type: {kind} timer\n"
    "Timer value: {minutes} min\n"
    "User: {user}\n",
    source="A2.1 [D D3]",
    about="what is said of an idle timer",
)
ROLLBACK_WARNING = Text(
    text="Rollback Confirmed Change: Rollback will begin in one minute.\n"
    'Enter "configure confirm" if you wish to keep what you\'ve configured\n',
    source="A2.1 [T T1]",
)
ROLLING_TO = Text(text="Rollback Confirmed Change: rolling to:{file}\n", source="A2.1 [T T1]")
ROLLBACK_PASS = Text(text="!Pass 1\n!List of Rollback Commands:\n{commands}\nend\n\n", source="A2.1 [T T1]")
ROLLBACK_DONE = Text(text="Total number of passes: {passes}\nRollback Done\n\n", source="A2.1 [T T1]")
ROLLBACK_ABORTED = Text(
    text="The rollback configlet from the last pass is listed below:\n"
    "********\n"
    "!List of Rollback Commands:\n"
    "{commands}\n"
    "end\n"
    "********\n"
    "\n"
    "Rollback aborted after 5 passes\n"
    "The following commands are failed to apply to the IOS image.\n"
    "********\n"
    "{commands}\n"
    "********\n",
    source="A2.3 [I N4]",
)
LOG_BACKUP = Text(
    text="%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_BACKUP: Backing up current running config to {file}", source="A2.1 [T T2]"
)
LOG_ARMED = Text(
    text="%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_START_ABSTIMER: User: {user}(Priv: {privilege}, View: 0): "
    "Scheduled to rollback to config {file} in {minutes} minutes",
    source="A2.1 [T T2]",
)
LOG_WARNING = Text(
    text="%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_WARNING_ABSTIMER: System will rollback to config {file} in one minute. "
    'Enter "configure confirm" if you wish to keep what you\'ve configured',
    source="A2.1 [T T2]",
)
LOG_ROLLBACK = Text(
    text="%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_ROLLBACK_START: Start rolling to: {file}", source="A2.1 [T T2]"
)
LOG_LOCK = Text(text="Rollback:Acquired Configuration lock.", source="A2.1 [T T2]")
REPLACE_SURE = Text(
    text="This will apply all necessary additions and deletions\n"
    "to replace the current running configuration with the\n"
    "contents of the specified configuration file, which is\n"
    "assumed to be a complete configuration, not a partial\n"
    "configuration. Enter Y if you are sure you want to proceed. ? [no]: ",
    source="A2.3 [D D1]",
)
FAILED_TO_APPLY = Text(
    text="Failed to apply command {command}\n"
    "Aborting Rollback.\n"
    "\n"
    "Rollback failed.Reverting back to the original configuration: {file} \n"
    "Total number of passes: {passes}\n"
    "Rollback Done\n"
    "The original configuration has been successfully restored.\n",
    source="A2.3 [I N4]",
)
NOT_A_CONFIGURATION = Text(text="%The input file is not a valid config file.\n", source=MEMORY)
SAVE_FIRST = Text(text="System configuration has been modified. Save? [yes/no]: ", source="A2.5 [T T3]")
RELOAD_SCHEDULED = Text(text="Reload scheduled in {minutes} minutes by {by}\n", source="A2.5 [T T3]")
RELOAD_REASON = Text(text="Reload reason: {reason}\n", source="A2.5 [T T3]")
PROCEED = Text(text="Proceed with reload? [confirm]", source="A2.5 [T T3]")
NO_RELOAD = Text(text="No reload is scheduled.\n", source=MEMORY)
NO_RELOAD_TO_CANCEL = Text(text="%No reload is scheduled.\n", source=MEMORY)
SHUTDOWN_BANNER = Text(text="\n\n\n\a***\n*** --- {what} ---\n***\n", source="A2.5 [C S1][T S2]")
SHUTDOWN_NOW = Text(text="SHUTDOWN NOW", source=MEMORY)
SHUTDOWN_IN = Text(text="SHUTDOWN in 0:{minutes:02}:00", source="A2.5 [C S1]")
SHUTDOWN_ABORTED = Text(text="SHUTDOWN ABORTED", source="A2.5 [T T3]")
LOG_RELOAD = Text(
    text="%SYS-5-SCHEDULED_RELOAD: Reload requested for {at} at {now} by {by}. Reload Reason: {reason}.",
    source="A2.5 [T T3]",
)
LOG_RELOAD_CANCELLED = Text(
    text="%SYS-5-SCHEDULED_RELOAD_CANCELLED: Scheduled reload cancelled at {now}", source="A2.5 [T T3]"
)
INCREMENTAL = Text(text="!List of Commands:\n{commands}\nend\n", source="A2.7 [C N1][I N12]")
NO_CHANGES = Text(text="!No changes were found\n", source="A2.7 [C N1]")
DIFFERENCES = Text(text="\n!Contextual Config Diffs:\n{rows}\n", source="A2.7 [D D3][T G1]", about="the blank rows")


NO_VRF = Text(
    text="% VRF {name} not configured.\n", source="A3.3 [C U1][C E1]", about="whether a stop stands at its end"
)
SAME_PROPOSAL = Text(text="% Policy already has same proposal set \n", source="A3.7 [T L3]")
STILL_IN_USE = Text(
    text="% {what} {name} is still in use and cannot be removed\n", source="A3.8 [C E3]", about="its beginning"
)
REMOVE_FROM_ABOVE_FIRST = Text(
    text="Transform set {name} in use by {by};\nfirst remove transform set from the above\n",
    source="A3.8 [C E3]",
    about="its first row",
)
NAT_IN_USE = Text(text="%Dynamic mapping in use, cannot remove\n", source="A0.3, Cisco 13779")
NAT_ASKS = Text(
    text="Dynamic mapping in use, do you want to delete all entries? [no]: ", source="A0.3", about="its beginning"
)
CONFIRMED = Text(text="Rollback Confirmed Change: confirmed\n", source=MEMORY)
ARCHIVE_NEEDED_PLEASE = Text(text="%Please turn config archive on\n", source="A2.1 [C N1]", about="how it goes on")
CERTIFICATE_ABORTS = Text(
    text="Failed to apply command  {command}\nAborting Rollback\n",
    source="finding 3 [I N7]",
    about="where its rows end",
)
USER_REMOVAL = Text(
    text="This operation will remove all username related configurations with same name."
    "Do you want to continue? [confirm]",
    source="A2.3 [I N8]",
)
TRUSTPOINT_REMOVAL = Text(
    text="% Removing an enrolled trustpoint will destroy all certificates\n"
    "received from the related Certificate Authority.\n"
    "\n"
    "Are you sure you want to do this? [yes/no]: ",
    source="A3.6 [C U2]",
)
TRUSTPOINT_REMOVED = Text(
    text="% Be sure to ask the CA administrator to revoke your certificates.\n",
    source="A3.7 [C E1]",
    about="its beginning",
)

NOT_AUTHORIZED = Text(
    text="Command authorization failed.\n\n", source="A3.4 [C Z3][C P2]", about="the blank line behind it"
)

NO_SUCH_TRUSTPOINT = Text(text="Can't find policy {name}\n", source="A3.6 [C G2][C E1]", about="what stands around it")
CHAIN_REMOVAL = Text(
    text="This will remove all certificates for trustpoint {name}\n",
    source="A3.6 [C G2]",
    about="what stands around it",
)
SURE = Text(text="Are you sure you want to do this? [yes/no]: ", source="A3.6 [C U2]")
TCL_UNKNOWN = Text(text='invalid command name "{word}"\n', source=MEMORY)

ACCESS_LIST = Text(text="{kind} IP access list {name}\n", source=MEMORY)
ACCESS_LIST_ENTRY = Text(text="    {number} {text}\n", source=MEMORY)
INTERFACES = Text(
    text="Interface                  IP-Address      OK? Method Status                Protocol\n", source=MEMORY
)
INTERFACES_ROW = Text(text="{name:<26} {address:<15} YES NVRAM  {status:<21} {protocol:<8}\n", source=MEMORY)
VRFS = Text(text="  Name                             Default RD            Protocols   Interfaces\n", source=MEMORY)
VRFS_ROW = Text(text="  {name:<32} {rd:<21} ipv4\n", source=MEMORY)
INVENTORY = Text(
    text='NAME: "Chassis", DESCR: "{model} chassis"\nPID: {model:<18}, VID: V05  , SN: {serial}\n\n', source=MEMORY
)
BOOT = Text(
    text="BOOT variable = {images}\n"
    "CONFIG_FILE variable does not exist\n"
    "BOOTLDR variable does not exist\n"
    "Configuration register is 0x2102\n",
    source=MEMORY,
)
WEAKER_ALGORITHM = Text(text="%Warning: weaker encryption algorithm is deprecated\n", source="[D FN72510]")

SAID_OF_A_NEW_ONE: dict[str, Text] = {
    "ikev2 profile": Text(
        text="IKEv2 profile MUST have:\n"
        "   1. A local and a remote authentication method.\n"
        "   2. A match identity or a match certificate or match any statement.\n",
        source="A3.7 [C E1][C E3][T L1]",
    ),
    "ikev2 proposal": Text(
        text="IKEv2 proposal MUST either have a set of an encryption algorithm other than aes-gcm, "
        "an integrity algorithm and a DH group configured or \n"
        " encryption algorithm aes-gcm, a prf algorithm and a DH group configured\n",
        source="A3.7 [C E1][C E3][T L1]",
    ),
    "ikev2 policy": Text(text="IKEv2 policy MUST have atleast one complete proposal attached\n", source="A3.7 [C Z1]"),
    "crypto map": Text(
        text="% NOTE: This new crypto map will remain disabled until a peer\n"
        "        and a valid access list have been configured.\n",
        source="A3.7 [T V12]",
    ),
}
"""By the name of a mode, what is printed when one is opened that was not there."""
