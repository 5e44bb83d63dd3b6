"""A push that a front end runs in a thread, sees as a value, and steers."""
