"""The values of ez2flex: immutable, hashable where a plan needs it, without knowledge of files or screens."""
