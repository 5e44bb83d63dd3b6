"""The words of a line, whatever it lacks."""


def word(text: str, place: int) -> str:
    """The word at a place, counted from 0; empty where the line ends before it."""
    words = text.split(" ")
    return words[place] if place < len(words) else ""
