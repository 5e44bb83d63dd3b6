"""What IOS offers without being told: the objects called `default`, by release."""

from dataclasses import dataclass

from wizard.model.ikev2 import Proposal, TransformSet
from wizard.model.release import Family, Release
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartProposal:
    """`crypto ikev2 proposal default` from one release of IOS-XE on."""

    since: Release | None
    """None for every release of IOS, and of IOS-XE up to the next row."""
    proposal: Proposal
    citation: Sentence
    unconfirmed: Sentence = ""
    """What of it rests on no citation; empty where all of it does."""


def _xe(major: int, minor: int, maintenance: int, letter: str = "") -> Release:
    return Release(family=Family.IOS_XE, major=major, minor=minor, maintenance=maintenance, letter=letter)


def _default(encryption: str, integrity: str, group: str) -> Proposal:
    return Proposal(
        name="default",
        encryption=tuple(encryption.split()),
        integrity=tuple(integrity.split()),
        prf=tuple(integrity.split()),
        group=tuple(group.split()),
    )


SMART_PROPOSALS: tuple[SmartProposal, ...] = (
    SmartProposal(
        since=None,
        proposal=_default("aes-cbc-256 aes-cbc-192 aes-cbc-128", "sha512 sha384 sha256 sha1 md5", "5 2"),
        citation="debug crypto ikev2 of Virtual XE 16.7.1",
    ),
    SmartProposal(
        since=_xe(16, 8, 1),
        proposal=_default("aes-cbc-256", "sha512 sha384", "19 14 21 5"),
        citation="genieparser, ShowCryptoIkev2Proposal golden output",
        unconfirmed="they came after 16.7.1, and nothing says with which release",
    ),
    SmartProposal(
        since=_xe(17, 11, 1, "a"),
        proposal=_default("aes-cbc-256", "sha512 sha384", "19 14 21"),
        citation="genieparser, ShowCryptoIkev2Proposal golden output 1; Cisco FN72510",
        unconfirmed="17.11.1a refuses group 5, and nothing says when the default lost it",
    ),
    # 26.1 adds an optional ML-KEM key exchange, which a peer without it does not need.
    SmartProposal(
        since=_xe(26, 1, 1),
        proposal=_default("aes-cbc-256", "sha512 sha384", "19 14 21"),
        citation="genieparser, ShowCryptoIkev2Proposal golden output 1",
    ),
)
"""In the order of the releases."""

SMART_TRANSFORM_SET = TransformSet(name="default", transforms=("esp-aes", "esp-sha-hmac"), mode="transport")
"""The same in every release from 15.x to 26.x [genieparser; debug crypto ikev2 of Virtual XE 16.7.1]."""


def smart_era(release: Release) -> SmartProposal:
    """The newest row that is not later than that release."""
    return [row for row in SMART_PROPOSALS if row.since is None or release.may_be_at_least(row.since)][-1]


def smart_proposal(release: Release) -> Proposal:
    """The proposal `default` of that release."""
    return smart_era(release).proposal


def shares_a_suite(proposal: Proposal, other: Proposal) -> bool:
    """Whether two proposals have a value in common of encryption, integrity and group."""
    return all(
        set(mine) & set(theirs)
        for mine, theirs in (
            (proposal.encryption, other.encryption),
            (proposal.integrity, other.integrity),
            (proposal.group, other.group),
        )
    )


def smart_proposals() -> tuple[Proposal, ...]:
    """The proposal `default` of every era, each once."""
    return tuple(dict.fromkeys(row.proposal for row in SMART_PROPOSALS))
