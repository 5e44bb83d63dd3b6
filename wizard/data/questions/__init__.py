"""Every question of the wizard, as rows in the order in which they are asked."""

from wizard.data.questions.access import ACCESS_QUESTIONS
from wizard.data.questions.addresses import ADDRESS_QUESTIONS
from wizard.data.questions.authentication import AUTHENTICATION_QUESTIONS
from wizard.data.questions.certificates import CERTIFICATE_QUESTIONS
from wizard.data.questions.client_features import CLIENT_FEATURE_QUESTIONS
from wizard.data.questions.crypto import CRYPTO_QUESTIONS
from wizard.data.questions.flexvpn_profile import FLEXVPN_PROFILE_QUESTIONS
from wizard.data.questions.identity import IDENTITY_QUESTIONS
from wizard.data.questions.inter_hub_routing import INTER_HUB_ROUTING_QUESTIONS
from wizard.data.questions.ipv6 import IPV6_QUESTIONS
from wizard.data.questions.names import NAME_QUESTIONS
from wizard.data.questions.protocols import PROTOCOL_QUESTIONS
from wizard.data.questions.routes import ROUTE_QUESTIONS
from wizard.data.questions.sessions import SESSION_QUESTIONS
from wizard.data.questions.strategy import STRATEGY_QUESTIONS
from wizard.data.questions.translation import TRANSLATION_QUESTIONS
from wizard.data.questions.trustpoints import TRUSTPOINT_QUESTIONS
from wizard.model.question import Question

QUESTIONS: tuple[Question, ...] = (
    *STRATEGY_QUESTIONS,
    *FLEXVPN_PROFILE_QUESTIONS,
    *ACCESS_QUESTIONS,
    *IDENTITY_QUESTIONS,
    *AUTHENTICATION_QUESTIONS,
    *TRUSTPOINT_QUESTIONS,
    *CERTIFICATE_QUESTIONS,
    *CRYPTO_QUESTIONS,
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
