"""Which networks each end tells the other, and over what."""
