"""The two themes of the wizard: none of them tells anything by red against green, or by colour alone."""

from textual.theme import Theme

_LOOKS_OF_BARS = {"scrollbar-corner-color": "transparent"}

DARK = Theme(
    name="dark",
    primary="#2b6ca8",
    secondary="#7cc4ff",
    accent="#ffd75f",
    success="#5fd0ae",
    warning="#ffb454",
    error="#ffb454",
    foreground="#e3e8ee",
    background="#11161b",
    surface="#171e25",
    panel="#202932",
    dark=True,
    variables={
        "primary-muted": "#1d4468",
        "text-primary": "#7cc4ff",
        "text-success": "#5fd0ae",
        "text-warning": "#ffb454",
        "text-accent": "#ffe08a",
        "text-muted": "#a7b3bf",
        "border": "#55718c",
        "block-cursor-background": "#1d4468",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#1d4468",
        "scrollbar": "#3d566e",
        "scrollbar-hover": "#55718c",
        "scrollbar-active": "#7cc4ff",
        "scrollbar-background": "#171e25",
        "scrollbar-background-hover": "#171e25",
        "scrollbar-background-active": "#171e25",
        **_LOOKS_OF_BARS,
    },
)
LIGHT = Theme(
    name="light",
    primary="#14538c",
    secondary="#14538c",
    accent="#3d0a6e",
    success="#00614a",
    warning="#8f3f00",
    error="#8f3f00",
    foreground="#15202b",
    background="#ffffff",
    surface="#f3f6f9",
    panel="#e3eaf0",
    dark=False,
    variables={
        "primary-muted": "#c5def5",
        "text-primary": "#0a4f96",
        "text-success": "#00614a",
        "text-warning": "#8f3f00",
        "text-accent": "#3d0a6e",
        "text-muted": "#4a5864",
        "border": "#6f8aa3",
        "block-cursor-background": "#c5def5",
        "block-cursor-foreground": "#15202b",
        "input-selection-background": "#c5def5",
        "scrollbar": "#9fb4c7",
        "scrollbar-hover": "#6f8aa3",
        "scrollbar-active": "#14538c",
        "scrollbar-background": "#f3f6f9",
        "scrollbar-background-hover": "#f3f6f9",
        "scrollbar-background-active": "#f3f6f9",
        **_LOOKS_OF_BARS,
    },
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
"""By the name that is kept."""


def other_theme(name: str) -> str:
    """The theme that one changes to from that one."""
    return DARK.name if name == LIGHT.name else LIGHT.name
