"""Changing routers: what is written down of it, before and after each line."""
