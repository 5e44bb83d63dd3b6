"""Every question of the wizard, as rows in the order in which they are asked."""

from wizard.model.question import Question
from wizard.questions.access import ACCESS_QUESTIONS
from wizard.questions.addresses import ADDRESS_QUESTIONS
from wizard.questions.authentication import AUTHENTICATION_QUESTIONS
from wizard.questions.certificate_authority import CERTIFICATE_AUTHORITY_QUESTIONS
from wizard.questions.certificates import CERTIFICATE_QUESTIONS
from wizard.questions.client_features import CLIENT_FEATURE_QUESTIONS
from wizard.questions.crypto import CRYPTO_QUESTIONS
from wizard.questions.enrolment import ENROLMENT_QUESTIONS
from wizard.questions.flexvpn_profile import FLEXVPN_PROFILE_QUESTIONS
from wizard.questions.fragmentation import FRAGMENTATION_QUESTIONS
from wizard.questions.identity import IDENTITY_QUESTIONS
from wizard.questions.inter_hub_routing import INTER_HUB_ROUTING_QUESTIONS
from wizard.questions.ipv6 import IPV6_QUESTIONS
from wizard.questions.names import NAME_QUESTIONS
from wizard.questions.protocols import PROTOCOL_QUESTIONS
from wizard.questions.routes import ROUTE_QUESTIONS
from wizard.questions.sessions import SESSION_QUESTIONS
from wizard.questions.strategy import STRATEGY_QUESTIONS
from wizard.questions.translation import TRANSLATION_QUESTIONS
from wizard.questions.trustpoints import TRUSTPOINT_QUESTIONS
from wizard.questions.two_hubs import TWO_HUBS_QUESTIONS

QUESTIONS: tuple[Question, ...] = (
    *STRATEGY_QUESTIONS,
    *FLEXVPN_PROFILE_QUESTIONS,
    *TWO_HUBS_QUESTIONS,
    *ACCESS_QUESTIONS,
    *CERTIFICATE_AUTHORITY_QUESTIONS,
    *IDENTITY_QUESTIONS,
    *AUTHENTICATION_QUESTIONS,
    *TRUSTPOINT_QUESTIONS,
    *CERTIFICATE_QUESTIONS,
    *ENROLMENT_QUESTIONS,
    *CRYPTO_QUESTIONS,
    *FRAGMENTATION_QUESTIONS,
    *SESSION_QUESTIONS,
    *ADDRESS_QUESTIONS,
    *ROUTE_QUESTIONS,
    *PROTOCOL_QUESTIONS,
    *INTER_HUB_ROUTING_QUESTIONS,
    *IPV6_QUESTIONS,
    *TRANSLATION_QUESTIONS,
    *CLIENT_FEATURE_QUESTIONS,
    *NAME_QUESTIONS,
)

QUESTION: dict[str, Question] = {question.key: question for question in QUESTIONS}
"""By key."""
