"""Keys, certificates and the dialogues by which a practice router gets them; the only part with cryptography in it."""
