"""The screens of ez2flex: Textual on top of the core, and never under it."""
