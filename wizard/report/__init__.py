"""What is handed in with a change ticket: what was found, answered, changed and proved, without a secret in it."""
