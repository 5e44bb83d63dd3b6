"""The tests of ez2flex: one module a behaviour, real configurations in configs/ and expected results in golden/."""
