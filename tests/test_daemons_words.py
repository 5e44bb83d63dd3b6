"""The algorithms of strongSwan's own report, in the words of IOS."""

import pytest

from wizard.rehearse.security_associations import ChosenAlgorithms, security_association

SAID = {
    "encr-alg=AES_CBC encr-keysize=256 integ-alg=HMAC_SHA2_512_256 prf-alg=PRF_HMAC_SHA2_512 "
    "dh-group=ECP_256": ChosenAlgorithms(encryption="aes-cbc-256", integrity="sha512", prf="sha512", group="19"),
    "encr-alg=AES_CBC encr-keysize=192 integ-alg=HMAC_SHA2_384_192 prf-alg=PRF_HMAC_SHA2_384 "
    "dh-group=ECP_384": ChosenAlgorithms(encryption="aes-cbc-192", integrity="sha384", prf="sha384", group="20"),
    "encr-alg=AES_GCM_16 encr-keysize=256 prf-alg=PRF_HMAC_SHA2_384 dh-group=ECP_521": ChosenAlgorithms(
        encryption="aes-gcm-256", prf="sha384", group="21"
    ),
    "encr-alg=3DES_CBC integ-alg=HMAC_SHA1_96 prf-alg=PRF_HMAC_SHA1 dh-group=MODP_1024": ChosenAlgorithms(
        encryption="3des", integrity="sha1", prf="sha1", group="2"
    ),
    "encr-alg=DES_CBC integ-alg=HMAC_MD5_96 prf-alg=PRF_HMAC_MD5 dh-group=MODP_768": ChosenAlgorithms(
        encryption="des", integrity="md5", prf="md5", group="1"
    ),
    "encr-alg=AES_CBC encr-keysize=128 integ-alg=HMAC_SHA2_256_128 prf-alg=PRF_HMAC_SHA2_256 "
    "dh-group=MODP_2048_256": ChosenAlgorithms(encryption="aes-cbc-128", integrity="sha256", prf="sha256", group="24"),
    "encr-alg=AES_CBC encr-keysize=128 integ-alg=HMAC_SHA2_256_128 prf-alg=PRF_HMAC_SHA2_256 "
    "dh-group=MODP_4096": ChosenAlgorithms(encryption="aes-cbc-128", integrity="sha256", prf="sha256", group="16"),
}
"""The names of `swanctl --list-sas --raw`."""


@pytest.mark.parametrize("said", SAID)
def test_a_suite_is_told_in_the_words_of_ios(said: str) -> None:
    """What the daemons agreed on can be laid beside what check predicts."""
    found = security_association(
        f"list-sa event {{FLEX {{uniqueid=1 version=2 state=ESTABLISHED local-id=CN=a remote-id=CN=b {said} "
        "established=1 child-sas {}}}"
    )

    assert found is not None
    assert found.ike == SAID[said]
