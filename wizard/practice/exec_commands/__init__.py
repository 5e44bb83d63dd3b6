"""The exec commands, one file a subject; each row is a form and what it does."""
