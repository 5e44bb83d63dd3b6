"""A text of IOS without its keys and passwords.

What stands behind a secret's word is masked to the end of the line, but where a row says that it is none, or where it
ends: of a line that nobody knows, too much is masked rather than too little.
"""

from wizard.ios.masking.urls import MASK, url_without_secrets
from wizard.ios.masking.word_by_word import Hidden, masked, masked_body, quoted, secrets_apart

__all__ = ["MASK", "Hidden", "masked", "masked_body", "quoted", "secrets_apart", "url_without_secrets"]
