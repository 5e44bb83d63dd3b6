"""The steps of the wizard: one screen each, and the route through them."""
