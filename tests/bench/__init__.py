"""The speed of ez2flex, measured against yardsticks that run beside it."""
