"""Answers that name something: an object of IOS, a host, a certificate's owner, a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from wizard.ios.masking import MASK
from wizard.model.literals import number
from wizard.model.question import Asking, Form, Kind, Refused
from wizard.model.release import Release
from wizard.model.router import EzvpnServer
from wizard.model.secret import Secret

_NAME = re.compile(r"(?!!)[!-~]{1,63}")


def _name(text: str) -> str | Refused:
    if _NAME.fullmatch(text) and "?" not in text:
        return text
    return Refused(reason="is no name", hint="One word of at most 63 characters, without `?`.")


@dataclass(frozen=True, slots=True)
class Name(Form[str]):
    """One word that IOS takes as the name of an object."""

    kind: ClassVar = Kind.NAME
    typed: ClassVar = "one word of at most 63 characters"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The name."""
        return _name(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An object that IOS knows by a number: `Tunnel2`, or 2 where the number alone is the name."""

    prefix: str
    number: int

    def __str__(self) -> str:
        return f"{self.prefix}{self.number}"


_LARGEST = 2_147_483_647


@dataclass(frozen=True, slots=True)
class NumberedName(Form[Numbered]):
    """The name of an object that IOS knows by a number."""

    kind: ClassVar = Kind.NAME
    prefix: str
    """`Tunnel`; empty where the number alone is the name."""

    @property
    def least(self) -> int:
        """The lowest number: there is an interface 0, and no other object of that number."""
        return 0 if self.prefix else 1

    @property
    def typed(self) -> str:
        """What may be typed."""
        return f"a number from {self.least} to {_LARGEST}: {self.prefix}2"

    def read(self, text: str, asking: Asking) -> Numbered | Refused:
        """The name with its number."""
        compact = text.replace(" ", "")
        begins = bool(self.prefix) and compact.lower().startswith(self.prefix.lower())
        known = number(compact[len(self.prefix) :] if begins else compact, self.least, _LARGEST)
        if known is None:
            return Refused(reason="is no number", hint=f"Such as {self.prefix}2.")
        return Numbered(prefix=self.prefix, number=known)


@dataclass(frozen=True, slots=True)
class GroupOfServer(Form[str]):
    """A group of the EzVPN server; any name where RADIUS holds the groups."""

    typed: ClassVar = "the name of a group"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The name of the group."""
        server = asking.server.server
        names = [group.name for group in server.groups] if server else []
        if text in names:
            return text
        if names and not _asks_radius(asking, server):
            return Refused(reason=f"is no group of {asking.plan.server.device}", hint=f"It has {', '.join(names)}.")
        return "" if not text and not names else _name(text)


def _asks_radius(asking: Asking, server: EzvpnServer | None) -> bool:
    """Whether the server looks its groups up at a RADIUS server, too."""
    lists = set(_authorization_lists(asking, server))
    lines = asking.plan.server.configuration.all("aaa authorization network")
    return any(line.text.split()[3] in lists and " group " in line.text for line in lines if len(line.text.split()) > 3)


def _authorization_lists(asking: Asking, server: EzvpnServer | None) -> Iterator[str]:
    for profile in server.profiles if server else ():
        yield profile.authorization_list
    for name in server.crypto_maps if server else ():
        line = asking.plan.server.configuration.first(f"crypto map {name} isakmp authorization list")
        yield line.text.split()[-1] if line else ""


@dataclass(frozen=True, slots=True)
class ReleaseName(Form[Release]):
    """A release by its name, or in the text of `show version`."""

    takes_lines: ClassVar = True
    typed: ClassVar = "a release: 15.2(4)M1, 17.09.04a"

    def read(self, text: str, asking: Asking) -> Release | Refused:
        """The release."""
        return asking.release_named(text)


_PRODUCT = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._+()-]{0,63}")


@dataclass(frozen=True, slots=True)
class Product(Form[str]):
    """The product identifier of a router."""

    typed: ClassVar = "one word: ISR4331/K9"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The identifier."""
        if _PRODUCT.fullmatch(text):
            return text
        return Refused(reason="is no product identifier", hint="One word, like ISR4331/K9.")


_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


def is_domain_name(text: str) -> bool:
    """Whether the text is a name in the sense of DNS, a host's or a domain's."""
    return len(text) < 254 and all(_LABEL.fullmatch(label) for label in text.split("."))


@dataclass(frozen=True, slots=True)
class DomainName(Form[str]):
    """A domain."""

    typed: ClassVar = "a domain: example.com"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The domain."""
        return text if is_domain_name(text) else Refused(reason="is no domain", hint="Like example.com.")


_IDENTITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,254}")


@dataclass(frozen=True, slots=True)
class IdentityName(Form[str]):
    """What an end of IKEv2 calls itself: a host name, an email, an address, a key-id."""

    typed: ClassVar = "one word: spoke1.example.com"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The identity."""
        if _IDENTITY.fullmatch(text):
            return text
        return Refused(reason="is no identity", hint="One word, like spoke1.example.com.")


_UNIT = re.compile(r"""[^,;=+<>"\\?]{1,64}""")


@dataclass(frozen=True, slots=True)
class OrganizationalUnit(Form[str]):
    """The value of OU in the subject of a certificate."""

    typed: ClassVar = "a unit: FlexVPN"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The unit."""
        unit = " ".join(text.split())
        return unit if _UNIT.fullmatch(unit) else Refused(reason="is no unit", hint="Like FlexVPN, without , = + ?.")


_ATTRIBUTE = re.compile(r"""[A-Za-z][A-Za-z0-9.-]{0,31} ?= ?[^,;=+<>"\\?]{1,64}""")


@dataclass(frozen=True, slots=True)
class DistinguishedName(Form[str]):
    """The subject of a certificate."""

    typed: ClassVar = "a subject: CN=spoke1.example.com,OU=FlexVPN"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The subject, as it was typed."""
        subject = " ".join(text.split())
        if len(subject) < 254 and all(_ATTRIBUTE.fullmatch(part.strip()) for part in subject.split(",")):
            return subject
        return Refused(reason="is no subject name", hint="Like CN=spoke1.example.com,OU=FlexVPN.")


_FINGERPRINT = re.compile(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}")


@dataclass(frozen=True, slots=True)
class Fingerprint(Form[str]):
    """The fingerprint of a certificate."""

    typed: ClassVar = "32, 40 or 64 hexadecimal digits"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The digits without the blanks of IOS between them, or the colons of openssl."""
        digits = text.replace(" ", "").replace(":", "")
        if _FINGERPRINT.fullmatch(digits):
            return digits
        return Refused(reason="is no fingerprint", hint=f"It must be {self.typed}.")


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,31}):[!-~]{0,250}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Form[str]):
    """A URL, or a file in a file system of the router."""

    kind: ClassVar = Kind.URL
    schemes: tuple[str, ...] = ()
    """Those that it may have; every one where there is none."""

    @property
    def typed(self) -> str:
        """What may be typed."""
        return "a URL; one with a password is kept among the secrets"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The URL."""
        if MASK in text:
            return Refused(reason="stands there in place of a secret", hint="Type the whole URL again.", what=MASK)
        match = _SCHEME.fullmatch(text)
        if match and (not self.schemes or (match[1].lower() in self.schemes and "://" in text)):
            return text
        example = f"{self.schemes[0]}://ca.example.com:80" if self.schemes else "flash:ez2flex-"
        return Refused(reason="is no URL", hint=f"One word, like {example}.")


@dataclass(frozen=True, slots=True)
class Password(Form[Secret]):
    """A key or password that can be typed at a router."""

    kind: ClassVar = Kind.SECRET
    typed: ClassVar = "the secret, in ASCII without blanks and `?`"

    def read(self, text: str, asking: Asking) -> Secret | Refused:
        """The secret."""
        if not text or not text.isprintable() or "?" in text or " " in text:
            return Refused(
                reason="is empty or holds blanks, a question mark or control characters",
                hint="IOS counts blanks as part of a key and takes `?` for a call for help; choose other characters.",
            )
        if not text.isascii():
            return Refused(reason="holds characters outside ASCII", hint="Choose ASCII characters.")
        return Secret(text)
