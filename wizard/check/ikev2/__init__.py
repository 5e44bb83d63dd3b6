"""What IKEv2 makes of two routers: what each offers, shows and takes, and what comes of it."""
