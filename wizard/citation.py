"""Where a fact is written, as people are told of it: with the command that shows the page, without a network."""

from wizard.sentence import Sentence


def source_in_words(citation: Sentence) -> Sentence:
    """The citation, and how the pages that it names are read."""
    words = (word.rstrip(",;") for word in citation.split())
    pages = dict.fromkeys(word for word in words if word.endswith(".md"))
    shown = ", ".join(f"`ez2flex explain {page}`" for page in pages)
    return f"Source: {citation} ({shown})" if shown else f"Source: {citation}"
