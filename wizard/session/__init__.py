"""A router's line: logging in, the dialogue, and the one seam through which everything above talks to a router."""
